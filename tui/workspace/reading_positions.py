"""The reading positions of one reader: where each document was left, kept as well as may be."""

import threading
from collections.abc import Callable
from pathlib import Path

from tui.corpus.corpus_file import Holding
from tui.reading_state.position_store import Places
from tui.reading_state.reading_position import Bookmark
from tui.storage.sqlite_store import StoreError


class ReadingPositions:
    """The positions in one file, opened when first asked for; what fails is complained of."""

    def __init__(self, file: Path, complain: Callable[[Exception], None]) -> None:
        self._file = file
        self._complain = complain
        self._places: Places | None = None
        self._lock = threading.Lock()

    def of(self, holding: Holding) -> Bookmark | None:
        """Where the reader stopped in `holding`; None if that is not known."""
        try:
            return self._opened().of(holding.key, holding.digest)
        except StoreError as error:
            self._complain(error)
            return None

    def keep(self, holding: Holding, bookmark: Bookmark) -> None:
        """Remember where the reader is."""
        try:
            self._opened().keep(holding.key, holding.digest, bookmark)
        except StoreError as error:
            self._complain(error)

    def close(self) -> None:
        """Let go of the file."""
        with self._lock:
            if self._places:
                self._places.close()
                self._places = None

    def _opened(self) -> Places:
        with self._lock:
            if self._places is None:
                self._places = Places(self._file)
            return self._places
