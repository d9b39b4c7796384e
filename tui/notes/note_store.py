"""The notes of one reader: add, change, find and undo; the only access to their file.

Each change is on the disk when the call returns, or a `StoreError` gives the reason.
"""

import os
import sqlite3
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from tui.anchoring.selector import Selector
from tui.corpus.article_names import split_key
from tui.notes.database.note_queries import NoteQueries, get_note
from tui.notes.database.schema import (
    NO_PATH,
    SCHEMA,
    NoteTable,
    PlainRecordTable,
    RecordTable,
    put_content,
    put_target,
    read_notes,
    touch,
)
from tui.notes.database.serialization import note_record
from tui.notes.database.undo_journal import Change, Journal
from tui.notes.drafts import Drafts
from tui.notes.excluded_pairs import ExcludedPairs
from tui.notes.exported_files import ExportedFiles
from tui.notes.mark_names import NO_NAMES, MarkNames
from tui.notes.named_bookmarks import NamedBookmarks
from tui.notes.note import Kind, Note, Target, checked, new_id, tag
from tui.storage.disk_timeout import call_with_timeout
from tui.storage.sqlite_store import Store, column
from tui.text.sanitization import clean_line

_KNOWN_BY = (
    "((note, n) IN (SELECT note, n FROM states WHERE digest = ?)"
    " OR path IN (SELECT path FROM contents WHERE digest = ?))"
)
"""Condition for passages of a content: found in it before, or it is their file's newest content."""
SIGHTINGS = 20
"""Number of later states of a file that a passage remembers; the oldest are dropped."""


class NoteStore(NoteQueries):
    """All notes of one reader, in one file that several processes may have open."""

    def __init__(self, file: Path, mark_names: Mapping[int, str] = NO_NAMES) -> None:
        """Open the store at `file`; `mark_names` are the names of marks in the settings.

        Raises:
            StoreError: If the database can't be read or written.
        """
        super().__init__(Store(file, SCHEMA))
        self._writes = 0
        rows: dict[str, RecordTable] = {
            "note": NoteTable(),
            "place": PlainRecordTable("named_places", "letter"),
            "draft": PlainRecordTable("drafts", "place"),
            "rejection": PlainRecordTable("rejections", "name"),
            "mark": PlainRecordTable("mark_names", "mark"),
        }
        self.journal = Journal(self.store, rows)
        self.drafts = Drafts(self.store, self.journal)
        self.named_bookmarks = NamedBookmarks(self.store, self.journal)
        self.excluded_pairs = ExcludedPairs(self.store, self.journal)
        self.mark_names = MarkNames(self.store, self.journal, mark_names)
        self.written = ExportedFiles(self.store)

    def close(self) -> None:
        """Close the file; it has every change already."""
        self.store.close()

    def require_writable(self) -> None:
        """Check that notes can be changed.

        Raises:
            StoreError: If they can't, as in a read-only home.
        """
        self.store.require_writable()

    def version(self) -> tuple[int, int]:
        """Return a value that changes with every change by this or another process."""
        return self.store.data_version(), self._writes

    def add(
        self,
        targets: Sequence[Target],
        text: str = "",
        *,
        tags: Sequence[str] = (),
        mark: int = 0,
        relation: str = "",
        draft: str = "",
    ) -> Note:
        """Add a note; a `mark` makes it a mark, a `relation` a link; its `draft` is removed.

        Raises:
            NoteError: If it is out of bounds.
        """
        kind = Kind.MARK if mark else Kind.LINK if relation else Kind.NOTE
        now = time.time()
        note = checked(
            Note(new_id(), kind, text, tuple(tags), tuple(targets), now, now, mark, relation)
        )
        changes = [Change("note", note.id, note_record(note))]
        if draft:
            changes.append(Change("draft", draft, None))
        self._act(f"{note.kind_label} {_about(note)}", lambda _: changes)
        return note

    def edit(
        self,
        name: str,
        *,
        text: str | None = None,
        tags: Sequence[str] | None = None,
        mark: int | None = None,
        relation: str | None = None,
        draft: str = "",
    ) -> Note:
        """Change the given parts of the note called `name`.

        Raises:
            NoteError: If there is no such note.
        """

        def changed(note: Note) -> Note:
            return replace(
                note,
                text=note.text if text is None else text,
                tags=note.tags if tags is None else tuple(tags),
                mark=note.mark if mark is None else mark,
                relation=note.relation if relation is None else relation,
            )

        return self._edit("edit", name, changed, draft)

    def tag(self, names: Iterable[str], add: Sequence[str] = (), drop: Sequence[str] = ()) -> None:
        """Add and remove tags of several notes, as one change."""
        dropped_tags = {tag(t).casefold() for t in drop}
        added_tags = [tag(t) for t in add]

        def plan(connection: sqlite3.Connection) -> list[Change]:
            notes = [get_note(connection.execute, name) for name in names]
            return [
                _change(
                    note,
                    tags=(*(t for t in note.tags if t.casefold() not in dropped_tags), *added_tags),
                )
                for note in notes
            ]

        self._act("tags", plan)

    def add_target(self, name: str, target: Target) -> Note:
        """Add a passage to the note called `name`."""
        return self._edit(
            "add a passage to", name, lambda n: replace(n, targets=(*n.targets, target))
        )

    def put_back(
        self, name: str, n: int, selector: Selector, *, path: str = "", title: str = ""
    ) -> Note:
        """Set the present selector of a note's passage `n`; the original selector stays known.

        In another file, `path` and `title` are those of that file.
        """

        def with_selector(note: Note) -> Note:
            target = note.targets[n]
            later = (*(s for s in target.later if s.digest != selector.digest), selector)
            moved = replace(
                target,
                path=path or target.path,
                title=title or target.title,
                later=later[-SIGHTINGS:],
            )
            return replace(note, targets=(*note.targets[:n], moved, *note.targets[n + 1 :]))

        return self._edit("put back", name, with_selector)

    def remove(self, names: Iterable[str]) -> None:
        """Delete notes, as one change; undo restores them."""
        note_ids = list(dict.fromkeys(names))

        def plan(connection: sqlite3.Connection) -> list[Change]:
            return [Change("note", get_note(connection.execute, n).id, None) for n in note_ids]

        about = _about(self.note(note_ids[0])) if len(note_ids) == 1 else f"{len(note_ids)} notes"
        self._act(f"remove {about}", plan)

    def take_in(self, notes: Iterable[Note]) -> int:
        """Import notes from elsewhere, as one change; return the number of new notes.

        An identical note is skipped; a different one is saved beside the existing one.
        """
        checked_notes = [checked(note) for note in notes]
        new_notes: list[Note] = []

        def plan(connection: sqlite3.Connection) -> list[Change]:
            new_notes.clear()
            identities: dict[str, list[tuple[object, ...]]] = {}
            for note in checked_notes:
                if note.id not in identities:
                    existing = read_notes(connection.execute, "SELECT ?", (note.id,))
                    identities[note.id] = [_identity(one) for one in existing]
                known = identities[note.id]
                if _identity(note) not in known:
                    new_notes.append(replace(note, id=new_id()) if known else note)
                    known.append(_identity(note))
            return [Change("note", note.id, note_record(note)) for note in new_notes]

        self._act(f"import {len(checked_notes)} notes", plan)
        return len(new_notes)

    def add_snapshot(self, name: str, n: int, selector: Selector) -> None:
        """Save the position of passage `n` of a note in a new state of its file.

        This is no change by the reader: it helps to find the passage again, and can't be undone.
        """
        with self.store.change() as connection:
            note = get_note(connection.execute, name)
            if n >= len(note.targets) or selector.digest in note.targets[n].digests:
                return
            target = note.targets[n]
            later = (*target.later, selector)[-SIGHTINGS:]
            put_target(connection, name, n, replace(target, later=later))
        self._writes += 1

    def follow_file(self, path: str, digest: str) -> bool:
        """Move the notes of a file renamed to `path`; return True if there were any.

        They move if their own file is gone and this one has a content that is known to have them,
        or the newest content of their path.
        """
        rows = self.store.rows(
            f"SELECT DISTINCT path FROM targets WHERE {_KNOWN_BY} AND path != ?",  # noqa: S608
            (digest, digest, column(path)),
        )
        gone_paths = [row[0] for row in rows if row[0] != NO_PATH and is_gone(row[0])]
        if not gone_paths or path == NO_PATH:
            return False
        with self.store.change() as connection:
            for gone_path in gone_paths:
                condition = f"path = ? AND {_KNOWN_BY}"
                moved_rows = connection.execute(
                    f"SELECT DISTINCT note FROM targets WHERE {condition}",  # noqa: S608
                    (gone_path, digest, digest),
                ).fetchall()
                touch(connection, [row[0] for row in moved_rows])
                connection.execute(
                    f"UPDATE targets SET path = ? WHERE {condition}",  # noqa: S608
                    (column(path), gone_path, digest, digest),
                )
                connection.execute("DELETE FROM contents WHERE path = ?", (gone_path,))
            put_content(connection, path, digest)
        self._writes += 1
        return True

    def saw_content(self, path: str, digest: str) -> None:
        """Save the newest content of a file that has notes, to recognize it when it is renamed.

        Like `add_snapshot`, this is no change by the reader.

        Raises:
            StoreError: If it can't be saved.
        """
        if not digest or path == NO_PATH:
            return
        digests = self.store.rows("SELECT digest FROM contents WHERE path = ?", (column(path),))
        if digests != [(digest,)]:
            with self.store.change() as connection:
                put_content(connection, path, digest)

    def undo(self) -> str | None:
        """Undo the last change; return its label, or None if there is none."""
        self._writes += 1
        return self.journal.undo()

    def redo(self) -> str | None:
        """Redo the last undone change; return its label, or None if there is none."""
        self._writes += 1
        return self.journal.redo()

    def _edit(self, label: str, name: str, change: Callable[[Note], Note], draft: str = "") -> Note:
        edited: list[Note] = []

        def plan(connection: sqlite3.Connection) -> list[Change]:
            note = get_note(connection.execute, name)
            after = checked(change(note))
            if after != note:
                after = replace(after, changed=time.time())
            edited.append(after)
            changes = [Change("note", note.id, note_record(after))]
            return [*changes, Change("draft", draft, None)] if draft else changes

        self._act(f"{label} {_about(self.note(name))}", plan)
        return edited[0]

    def _act(self, label: str, plan: Callable[[sqlite3.Connection], list[Change]]) -> None:
        self.journal.record(label, plan)
        self._writes += 1


def is_gone(path: str | bytes) -> bool:
    """Return True if there is no file at `path`, as far as its disk answers."""
    if is_there(path):
        return False
    file, entry = split_key(os.fsdecode(path))
    return not entry or not is_there(file)


def is_there(path: str | bytes) -> bool:
    """Return True if there is a file at `path`, or its disk does not say."""
    try:
        return call_with_timeout(os.path.lexists, path, disk=str(Path(os.fsdecode(path)).parent))
    except OSError:
        return True


def _change(note: Note, *, tags: Sequence[str]) -> Change:
    after = checked(replace(note, tags=tuple(tags)))
    if after != note:
        after = replace(after, changed=time.time())
    return Change("note", note.id, note_record(after))


def _identity(note: Note) -> tuple[object, ...]:
    """Return the values by which two notes with one id are the same."""
    return (note.kind_label, note.text, note.tags, tuple(t.selector for t in note.targets))


def _about(note: Note) -> str:
    words = note.text or (note.targets[0].selector.quote if note.targets else "")
    return f"“{clean_line(words, 40)}”"
