"""Encoding of each file of a corpus: named by the reader, or detected.

The encoding named for a single file comes first, then the command line, then a pattern of the
configuration. Only the first applies to a file that is plainly UTF-8.
"""

import os
import threading
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Self

from tui.lazy_imports import lazy_imports

with lazy_imports():
    from tui.text.encodings import detection, evidence

if TYPE_CHECKING:
    from tui.text.encodings.detection import Decoded
    from tui.text.encodings.evidence import EncodingEvidence

_HEARD = 300
"""Largest number of files used as evidence."""
_PIECE = 1 << 14
"""Bytes of each that are."""
_NOTHING: Mapping[str, str] = MappingProxyType({})


class FileEncodings:
    """The encodings named for the files of a corpus, and what its other files are evidence of."""

    def __init__(
        self,
        named: str = "",
        patterns: Mapping[str, str] = _NOTHING,
        chosen: Mapping[str, str] = _NOTHING,
        others: Callable[[], Iterable[Path]] = tuple,
    ) -> None:
        """`chosen` is by resolved path; `others` gives the files used as evidence."""
        self._named = named
        self._patterns = patterns
        self._chosen = dict(chosen)
        self._others = others
        self._exactly = ""
        self._evidence: EncodingEvidence | None = None
        self._lock = threading.Lock()

    @classmethod
    def exactly(cls, encoding: str) -> Self:
        """Return the encodings for files that are known to be in `encoding`."""
        ours = cls()
        ours._exactly = "" if encoding == "utf-8" else encoding
        return ours

    def choose(self, path: Path, encoding: str) -> None:
        """Read the file at `path` in `encoding` from now on; in none, as it is found."""
        self._chosen[os.path.realpath(path)] = encoding
        with self._lock:
            self._evidence = None

    def named(self, path: Path) -> str:
        """Return the encoding named for the file at `path`; empty if none is."""
        return self._exactly or self._chosen_for(path) or self._named or self._by_pattern(path)

    def decode(self, path: Path, data: bytes) -> "Decoded":
        """Return the text of a file.

        Raises:
            NotTextError: If the bytes aren't text, or the encoding is unknown.
        """
        if named := self._exactly or self._chosen_for(path):
            return detection.decode(data, named)
        named = self._named or self._by_pattern(path)
        if named and not detection.is_utf8(data):
            return detection.decode(data, named)
        return detection.decode(data, evidence=self._evidence_of_others)

    def _chosen_for(self, path: Path) -> str:
        return self._chosen.get(os.path.realpath(path), "") if self._chosen else ""

    def _by_pattern(self, path: Path) -> str:
        if not self._patterns:
            return ""
        real = Path(os.path.realpath(path))
        return next((name for p, name in self._patterns.items() if real.match(p)), "")

    def _evidence_of_others(self) -> "EncodingEvidence":
        """Return evidence from the other files: encodings that are named or reliably detected."""
        with self._lock:
            if self._evidence is None:
                self._evidence = evidence.EncodingEvidence()
                for number, path in enumerate(self._others()):
                    if number == _HEARD:
                        break
                    self._hear(path, self._evidence)
            return self._evidence

    def _hear(self, path: Path, evidence: "EncodingEvidence") -> None:
        try:
            if not path.is_file():
                return
            with path.open("rb") as file:
                data = file.read(_PIECE)
            if len(data) == _PIECE:
                data = data[: data.rfind(b"\n") + 1]
            named = self.named(path) if not detection.is_utf8(data) else ""
            read = detection.decode(data, named)
        except (OSError, detection.NotTextError):
            return
        if named or read.encoding == "utf-8" or len(data) > detection.SHORT:
            evidence.add(read.text, read.encoding)


FOUND = FileEncodings()
"""Those of files for which none is named: each as it is found, by itself."""
