"""Access to the notes of one reader: their store, opened on first use."""

import threading
from collections.abc import Callable, Mapping
from pathlib import Path

from tui.notes.excluded_pairs import ExcludedPair
from tui.notes.note import NoteError
from tui.notes.note_store import NoteStore
from tui.storage.atomic_write import save_elsewhere
from tui.storage.sqlite_store import StoreError


class NoteAccess:
    """The store of notes in one file, and the files for words that it can't save."""

    def __init__(
        self, file: Path, mark_names: Mapping[int, str], complain: Callable[[Exception], None]
    ) -> None:
        self._file = file
        self._mark_names = mark_names
        self._complain = complain
        self._notes: NoteStore | None = None
        self._lock = threading.Lock()

    @property
    def is_open(self) -> bool:
        """True if the store was opened."""
        return self._notes is not None

    def opened(self) -> NoteStore:
        """Return the notes.

        Raises:
            StoreError: If the database can't be read or written.
        """
        with self._lock:
            if self._notes is None:
                self._notes = NoteStore(self._file, self._mark_names)
            return self._notes

    def excluded_pairs(self) -> tuple[ExcludedPair, ...]:
        """Return the excluded pairs; empty, with a complaint, if they can't be read."""
        try:
            return self.opened().excluded_pairs.all()
        except (NoteError, StoreError) as error:
            self._complain(error)
            return ()

    def put_aside(self, words: str, folder: Path) -> Path | None:
        """Save words that can't be stored as notes in a file, in `folder` or another with room."""
        return save_elsewhere(words, folder)

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            if self._notes:
                self._notes.close()
                self._notes = None
