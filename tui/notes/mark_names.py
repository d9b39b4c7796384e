"""The names of the five kinds of marks: the reader's own, else those in the settings."""

import json
from collections.abc import Mapping
from typing import Final

from tui.notes.database.undo_journal import Change, Journal
from tui.notes.note import MARKS, TAG_LONGEST, NoteError, mark_name
from tui.storage.sqlite_store import Store
from tui.text.sanitization import clean_line

NO_NAMES: Final[Mapping[int, str]] = {}


class MarkNames:
    """The names that a reader gave to kinds of marks."""

    def __init__(self, store: Store, journal: Journal, configured: Mapping[int, str]) -> None:
        """Take the names in the settings, `configured`; the reader's own names replace them."""
        self._store = store
        self._journal = journal
        self._configured = dict(configured)

    def set(self, mark: int, name: str) -> None:
        """Name a kind of mark; without a name, the name in the settings applies again.

        Raises:
            NoteError: If there is no such kind, or the name is too long.
        """
        if mark not in MARKS:
            raise NoteError(f"there is no mark {mark}", advice="marks are numbered 1 to 5")
        cleaned = mark_name(name)
        record = {"name": cleaned} if cleaned else None
        label = f"name of mark {mark}: {clean_line(cleaned, TAG_LONGEST) or 'none'}"
        self._journal.record(label, lambda _: [Change("mark", str(mark), record)])

    def all(self) -> dict[int, str]:
        """Return the names of the kinds that have one, by number."""
        rows = self._store.rows("SELECT mark, record FROM mark_names")
        saved = {int(mark): str(json.loads(record)["name"]) for mark, record in rows}
        return dict(sorted({**self._configured, **saved}.items()))
