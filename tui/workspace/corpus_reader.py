"""The corpus reader: reads the files of a corpus, of long ones the beginning first."""

from collections.abc import Container, Iterator, Sequence
from pathlib import Path

from tui.corpus.corpus_file import CorpusFile
from tui.corpus.file_encodings import FileEncodings
from tui.corpus.loader import find_allowed, load, load_again, preview


class CorpusReader:
    """Reads the files that some paths lead to."""

    def __init__(self, paths: Sequence[Path], encodings: FileEncodings, *, secure: bool) -> None:
        self._paths = paths
        self._encodings = encodings
        self._secure = secure

    def beginnings(self, given: Container[Path]) -> Iterator[CorpusFile]:
        """Yield every file but those `given`, in order.

        Of long ones, or on slow disks, a beginning.
        """
        for one in find_allowed(self._paths, secure=self._secure, others=True):
            if isinstance(one, CorpusFile):
                if one.path not in given:
                    yield one
            elif one not in given:
                yield preview(one, self._encodings) or load(one, self._encodings, soon=True)

    def whole(self, path: Path) -> CorpusFile:
        """Return the file at `path`, whole."""
        return load(path, self._encodings)

    def again(self, path: Path) -> CorpusFile:
        """Return the file at `path` as it is now."""
        return load_again(path, self._paths, self._encodings, secure=self._secure)
