"""The reading positions of one reader; an error is a complaint, and reading goes on."""

import threading
from collections.abc import Callable
from pathlib import Path

from tui.corpus.corpus_file import CorpusFile
from tui.reading_state.position_store import ReadingPositions
from tui.reading_state.reading_position import ReadingPosition
from tui.storage.sqlite_store import StoreError


class PositionAccess:
    """The positions in one file, opened on first use; an error is a complaint."""

    def __init__(self, file: Path, complain: Callable[[Exception], None]) -> None:
        self._file = file
        self._complain = complain
        self._positions: ReadingPositions | None = None
        self._lock = threading.Lock()

    def of(self, corpus_file: CorpusFile) -> ReadingPosition | None:
        """Return the reading position in `corpus_file`; None if it is unknown."""
        try:
            return self._opened().of(corpus_file.key, corpus_file.digest)
        except StoreError as error:
            self._complain(error)
            return None

    def save(self, corpus_file: CorpusFile, position: ReadingPosition) -> None:
        """Save the reader's position."""
        try:
            self._opened().save(corpus_file.key, corpus_file.digest, position)
        except StoreError as error:
            self._complain(error)

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            if self._positions:
                self._positions.close()
                self._positions = None

    def _opened(self) -> ReadingPositions:
        with self._lock:
            if self._positions is None:
                self._positions = ReadingPositions(self._file)
            return self._positions
