"""Files found ahead of the reading, in a thread, so that their number is known while they are read.

The first ones are found one by one: the first screen waits for nothing else.
"""

import threading
from collections.abc import Generator, Iterator
from pathlib import Path
from queue import SimpleQueue

from tui.corpus.corpus_file import CorpusFile

_FIRST = 64
"""Files that are found before the thread begins."""


class FileFinder:
    """The files of one corpus, in order, and their number once all are found."""

    def __init__(self, files: Iterator[Path | CorpusFile]) -> None:
        """`files` finds the files."""
        self._found = files
        self._stopped = threading.Event()
        self._queue: SimpleQueue[Path | CorpusFile | Exception | None] = SimpleQueue()
        """The files that were found; an error that ended the search, or None at its end."""
        self.given = 0
        """The number of files that were given to be read."""
        self.whole = 0
        """The number of all files; 0 until it is known."""

    def files(self) -> Generator[Path | CorpusFile, None, None]:
        """Yield the files; where this is closed early, the search ends, too."""
        try:
            for file in self._found:
                yield file
                self.given += 1
                if self.given == _FIRST:
                    break
            else:
                self.whole = self.given
                return
            threading.Thread(target=self._find, name="find-files", daemon=True).start()
            while (queued_file := self._queue.get()) is not None:
                if isinstance(queued_file, Exception):
                    raise queued_file
                yield queued_file
                self.given += 1
        finally:
            self._stopped.set()

    def _find(self) -> None:
        count = _FIRST
        try:
            for file in self._found:
                if self._stopped.is_set():
                    return
                self._queue.put(file)
                count += 1
            self.whole = count
        except Exception as error:  # noqa: BLE001  # it is raised where the files are read
            self._queue.put(error)
        finally:
            self._found = iter(())
            self._queue.put(None)
