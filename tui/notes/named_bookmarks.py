"""Named bookmarks: a letter for a passage of any article, to return to."""

import json

from tui.notes.database.serialization import target_of, target_record
from tui.notes.database.undo_journal import Change, Journal
from tui.notes.note import NoteError, Target
from tui.storage.sqlite_store import Store


class NamedBookmarks:
    """The passages to which a reader gave letters."""

    def __init__(self, store: Store, journal: Journal) -> None:
        self._store = store
        self._journal = journal

    def set(self, letter: str, target: Target) -> None:
        """Give `letter` to the passage `target`.

        Raises:
            NoteError: If it is no letter.
        """
        if len(letter) != 1 or not letter.isalnum():
            raise NoteError("a bookmark is one letter or digit")
        record = target_record(target)
        self._journal.record(f"bookmark {letter}", lambda _: [Change("place", letter, record)])

    def of(self, letter: str) -> Target | None:
        """Return the passage with this letter, if there is one."""
        rows = self._store.rows("SELECT record FROM named_places WHERE letter = ?", (letter,))
        return target_of(json.loads(rows[0][0])) if rows else None

    def all(self) -> dict[str, Target]:
        """Return every named bookmark, by its letter."""
        rows = self._store.rows("SELECT letter, record FROM named_places ORDER BY letter")
        return {letter: target_of(json.loads(record)) for letter, record in rows}

    def drop(self, letter: str) -> None:
        """Remove the bookmark with this letter; undo restores it."""
        self._journal.record(f"remove bookmark {letter}", lambda _: [Change("place", letter, None)])
