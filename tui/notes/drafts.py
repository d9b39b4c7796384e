"""Drafts: words that were typed and not yet saved as a note; they come back in the same editor.

Saving a draft is no change by the reader and can't be undone; deleting one is and can.
"""

import hashlib
import json
import sqlite3
import time
from dataclasses import dataclass, replace

from tui.notes.database.schema import PlainRecordTable, read_notes
from tui.notes.database.serialization import (
    Record,
    mapping,
    sequence,
    target_of,
    target_record,
    text,
    texts,
)
from tui.notes.database.undo_journal import Change, Journal
from tui.notes.note import CONFLICT, TEXT_LONGEST, Note, NoteError, Target
from tui.storage.sqlite_store import Store
from tui.text.sanitization import clean_line


@dataclass(frozen=True, slots=True)
class Draft:
    """The content of an editor when it was left."""

    key: str
    """Key of the draft: the id of the edited note, or any words for the passage of a new one."""
    text: str
    tags: tuple[str, ...] = ()
    targets: tuple[Target, ...] = ()
    note: str = ""
    """The id of the edited note; empty for a new one."""
    changed: float = 0.0
    """Seconds since 1970."""


class Drafts:
    """The drafts of one reader."""

    def __init__(self, store: Store, journal: Journal) -> None:
        self._store = store
        self._journal = journal
        self._rows = PlainRecordTable("drafts", "place")

    def save(self, draft: Draft, *, base: str | None = None) -> Draft | None:
        """Save `draft` in place of the earlier one; it is on the disk when this returns.

        Args:
            draft: The draft.
            base: The words of the earlier draft that its writer knows; None if any are replaced.

        Returns:
            The earlier draft if its words are others, which another program saved meanwhile: it is
            now the draft of a separate note, tagged `conflict`. None if nothing came between.
        """
        stamped = _stamped(draft)
        with self._store.change() as connection:
            present, note = self._here(connection, stamped)
            apart = None
            if present and base is not None and present.text not in ("", base, stamped.text):
                targets = present.targets or (note.targets if note else ())
                apart = _apart(replace(present, targets=targets))
                self._rows.put(connection, apart.key, draft_record(apart))
            self._rows.put(connection, stamped.key, draft_record(stamped))
        return apart

    def import_draft(self, written: Draft, lent: str, *, undoable: bool) -> Draft:
        """Save `written`, a draft with an editor's changes to the words `lent`; return it.

        If the present words differ from `lent`, they stay, and `written` becomes the draft of a
        separate note, tagged `conflict`.
        """
        stamped = _stamped(written)
        saved: list[Draft] = []

        def plan(connection: sqlite3.Connection) -> list[Change]:
            present, note = self._here(connection, stamped)
            present_text = present.text if present else note.text if note else ""
            if (note or not stamped.note) and present_text.strip("\n") in ("", lent, stamped.text):
                tags, targets = present.tags if present else stamped.tags, stamped.targets
                saved[:] = [replace(stamped, tags=tags, targets=() if note else targets)]
                if present_text == stamped.text:
                    return []
            else:
                saved[:] = [_apart(stamped)]
            draft = saved[0]
            record = draft_record(draft) if draft.text or draft.tags else None
            return [Change("draft", draft.key, record)]

        if undoable:
            label = f"words from another editor, “{clean_line(stamped.text, 40)}”"
            self._journal.record(label, plan)
        else:
            with self._store.change() as connection:
                for change in plan(connection):
                    self._rows.put(connection, change.name, change.record)
        return saved[0]

    def _here(
        self, connection: sqlite3.Connection, draft: Draft
    ) -> tuple[Draft | None, Note | None]:
        """Return the draft with the key of `draft`, and the note that it edits."""
        record = self._rows.get(connection, draft.key)
        notes = read_notes(connection.execute, "SELECT ?", (draft.note,)) if draft.note else []
        return draft_of(draft.key, record) if record else None, notes[0] if notes else None

    def of(self, key: str) -> Draft | None:
        """Return the draft with a key, if there is one."""
        rows = self._store.rows("SELECT place, record FROM drafts WHERE place = ?", (key,))
        return draft_of(rows[0][0], json.loads(rows[0][1])) if rows else None

    def all(self) -> list[Draft]:
        """Return every draft, the newest first."""
        rows = self._store.rows("SELECT place, record FROM drafts")
        drafts = [draft_of(key, json.loads(record)) for key, record in rows]
        return sorted(drafts, key=lambda draft: -draft.changed)

    def drop(self, key: str) -> None:
        """Delete the draft with a key; undo restores it."""
        draft = self.of(key)
        if draft:
            label = f"drop the draft “{clean_line(draft.text, 40)}”"
            self._journal.record(label, lambda _: [Change("draft", key, None)])


def _stamped(draft: Draft) -> Draft:
    if len(draft.text) > TEXT_LONGEST:
        raise NoteError(
            f"the draft is longer than {TEXT_LONGEST:,} characters", advice="shorten it"
        )
    return replace(draft, changed=time.time())


def _apart(draft: Draft) -> Draft:
    """Return `draft` as one of a separate note; the same words give the same draft."""
    name = hashlib.sha256(draft.text.encode("utf-8", "surrogatepass")).hexdigest()[:16]
    tags = dict.fromkeys((*draft.tags, CONFLICT))
    return replace(draft, key=f"{draft.key}-{name}", tags=tuple(tags), note="")


def draft_record(draft: Draft) -> Record:
    """Return `draft` as a record, without its key."""
    return {
        "text": draft.text,
        "tags": list(draft.tags),
        "targets": [target_record(t) for t in draft.targets],
        "note": draft.note,
        "changed": draft.changed,
    }


def draft_of(key: str, record: object) -> Draft:
    """Return the draft in `record`.

    Raises:
        NoteError: If the record is no draft.
    """
    fields = mapping(record, "a draft")
    return Draft(
        key=key,
        text=text(fields, "text", TEXT_LONGEST),
        tags=texts(fields, "tags"),
        targets=tuple(target_of(t) for t in sequence(fields, "targets")),
        note=text(fields, "note", 64),
        changed=float(fields.get("changed", 0)),
    )
