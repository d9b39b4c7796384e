"""The passages that one reader has read: a database opened on first use."""

import threading
from collections.abc import Callable, Collection, Iterable, Sequence
from pathlib import Path
from typing import TypeVar

from tui.corpus.corpus_file import STANDARD_INPUT, CorpusFile
from tui.reading_state.read_passages import ReadPassage, ReadPassages, UndoneStep
from tui.storage.existence import may_exist
from tui.storage.sqlite_store import StoreError

_Result = TypeVar("_Result")


class ReadPassageAccess:
    """The passages in one file; an error is a complaint, and reading goes on without it."""

    def __init__(self, file: Path, complain: Callable[[Exception], None]) -> None:
        self._file = file
        self._complain = complain
        self._store: ReadPassages | None = None
        self._lock = threading.Lock()

    def among(self, digests: Iterable[str]) -> Sequence[ReadPassage]:
        """Return those of `digests` that were read; this creates no file."""
        if self._store is None and not may_exist(self._file):
            return ()
        return self._try(lambda store: store.among(digests), ())

    def add(
        self, corpus_file: CorpusFile, digests: Collection[str], step: int | None
    ) -> int | None:
        """Save passages as read in a file, and return the step of the visit; None if it failed."""
        return self._try(lambda store: store.add(file_key(corpus_file), digests, step), step)

    def undo(self, digests: Iterable[str]) -> UndoneStep | None:
        """Undo the last visit or reset of a corpus; None if there is none, or if it failed."""
        return self._try(lambda store: store.undo(digests), None)

    def reset(self, digests: Iterable[str]) -> int:
        """Remove passages, and return their number; 0 if it failed."""
        return self._try(lambda store: store.reset(digests), 0)

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            if self._store:
                self._store.close()
                self._store = None

    def _try(self, act: Callable[[ReadPassages], _Result], otherwise: _Result) -> _Result:
        try:
            return act(self._opened())
        except StoreError as error:
            self._complain(error)
            return otherwise

    def _opened(self) -> ReadPassages:
        with self._lock:
            if self._store is None:
                self._store = ReadPassages(self._file)
            return self._store


def file_key(corpus_file: CorpusFile) -> str:
    """Return the identity of a file across runs; standard input is known by its content."""
    return corpus_file.key if corpus_file.key != STANDARD_INPUT else f"-{corpus_file.digest}"
