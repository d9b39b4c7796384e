"""The encoding of each file of a corpus, named or detected, and the other rules of its reading.

An encoding named for a single file comes first, then one of the command line, then one that a
pattern of the user's configuration names, then one of the corpus configuration. Only the first
applies to a file that is valid UTF-8.
"""

import os
import re
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import islice
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Self

from tui.corpus.configuration.corpus_config import NO_RULES, ReadingRules
from tui.corpus.configuration.folder_configs import NO_CONFIGS, FolderConfigs
from tui.corpus.file_contents import read_beginning
from tui.lazy_imports import lazy_imports

with lazy_imports():
    from tui.corpus import corpus_words
    from tui.text.encodings import detection, evidence

if TYPE_CHECKING:
    from tui.corpus.corpus_words import CorpusWords
    from tui.text.encodings.detection import Decoded
    from tui.text.encodings.evidence import EncodingEvidence

_MOST_FILES = 300
"""Largest number of files that are used as evidence."""
_PIECE = 1 << 14
"""Bytes of each file that are evidence for encodings."""
_WORDS = 1 << 16
"""Bytes of each file whose words are evidence for spellings."""
_HYPHEN_AT_END = re.compile("[-\u00ad\u2010\u2011][ \t]*[\r\n\x0b\x0c\x85\u2028\u2029]")
_NOTHING: Mapping[str, str] = MappingProxyType({})


class FileEncodings:
    """Encodings named for the files of a corpus, and the evidence that its other files give."""

    def __init__(
        self,
        named_encoding: str = "",
        patterns: Mapping[str, str] = _NOTHING,
        chosen_encodings: Mapping[str, str] = _NOTHING,
        other_files: Callable[[], Iterable[Path]] = tuple,
        configs: FolderConfigs = NO_CONFIGS,
    ) -> None:
        """`chosen_encodings` is by resolved path; `other_files` gives the files for evidence."""
        self.configs = configs
        self._named = named_encoding
        self._patterns = patterns
        self._chosen = dict(chosen_encodings)
        self._others = other_files
        self._exactly = ""
        self._rules: ReadingRules | None = None
        self._spellings: tuple[str, ...] | None = None
        self._words: CorpusWords | None = None
        self._evidence: EncodingEvidence | None = None
        self._lock = threading.Lock()

    @classmethod
    def exactly(
        cls, encoding: str, spellings: tuple[str, ...] = (), rules: ReadingRules = NO_RULES
    ) -> Self:
        """Return the encodings for files that are known to be in `encoding`.

        The `spellings` of divided words, and the `rules` of their configuration, are then known,
        too.
        """
        encodings = cls()
        encodings._rules = rules
        encodings._exactly = "" if encoding == "utf-8" else encoding
        encodings._spellings = spellings
        return encodings

    def choose(self, path: Path, encoding: str) -> None:
        """Name the encoding of the file at `path`; an empty one lets it be detected again."""
        self._chosen[os.path.realpath(path)] = encoding
        with self._lock:
            self._evidence = self._words = None

    def rules(self, path: Path) -> ReadingRules:
        """Return the rules by which the file at `path` is read."""
        return self.configs.find(path)[0].rules if self._rules is None else self._rules

    def named(self, path: Path) -> str:
        """Return the encoding named for the file at `path`; empty if there is none."""
        return self._exactly or self._chosen_for(path) or self._named or self._by_pattern(path)

    def decode(self, path: Path, data: bytes) -> "Decoded":
        """Return the text of a file and its encoding.

        Raises:
            NotTextError: If the bytes aren't text, or the encoding is unknown.
        """
        if encoding := self._exactly or self._chosen_for(path):
            return detection.decode(data, encoding)
        encoding = self._named or self._by_pattern(path)
        if encoding and not detection.is_utf8(data):
            return detection.decode(data, encoding)
        return detection.decode(data, evidence=self._evidence_of_others)

    def spellings(self, text: str) -> tuple[str, ...]:
        """Return the spellings, taken from the corpus, of words that lines of `text` divide."""
        if self._spellings is not None:
            return self._spellings
        if not _HYPHEN_AT_END.search(text):
            return ()
        with self._lock:
            if self._words is None:
                self._words = corpus_words.CorpusWords(self._texts)
            return self._words.spellings(text)

    def _texts(self) -> Iterator[str]:
        """Yield the beginnings of the other files, if they are texts."""
        for _, _, decoded in self._evidence_files(_WORDS):
            yield decoded.text

    def _chosen_for(self, path: Path) -> str:
        return self._chosen.get(os.path.realpath(path), "") if self._chosen else ""

    def _by_pattern(self, path: Path) -> str:
        config, relative_path = self.configs.find(path)
        stated_encoding = config.encoding(relative_path) if relative_path else ""
        if not self._patterns:
            return stated_encoding
        real = Path(os.path.realpath(path))
        return next((name for p, name in self._patterns.items() if real.match(p)), stated_encoding)

    def _evidence_of_others(self) -> "EncodingEvidence":
        """Return evidence from the other files: encodings that are named or reliably detected."""
        with self._lock:
            if self._evidence is None:
                self._evidence = evidence.EncodingEvidence()
                for size, named_encoding, decoded in self._evidence_files(_PIECE):
                    if named_encoding or decoded.encoding == "utf-8" or size > detection.SHORT:
                        self._evidence.add(decoded.text, decoded.encoding)
            return self._evidence

    def _evidence_files(self, most_bytes: int) -> Iterator[tuple[int, str, "Decoded"]]:
        """Yield the size, the named encoding and the text of each file that is used as evidence.

        The text is that of the whole lines in its first `most_bytes` bytes.
        """
        for path in islice(self._others(), _MOST_FILES):
            try:
                data = read_beginning(path, most_bytes, 0)
                if data is None:
                    continue
                if len(data) == most_bytes:
                    data = data[: data.rfind(b"\n") + 1]
                named_encoding = self.named(path) if not detection.is_utf8(data) else ""
                decoded = detection.decode(data, named_encoding)
            except (OSError, detection.NotTextError):
                continue
            yield len(data), named_encoding, decoded


FOUND = FileEncodings()
"""Encodings when none is named: each file's encoding is detected from its own bytes."""
