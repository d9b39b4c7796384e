"""Queries of stored notes: one, all, those of an article, rows of a list."""

import json
import os
from collections.abc import Iterable

from tui.notes.database.note_filter import (
    LINES,
    OF_ARTICLE,
    SEEN,
    AnchorSnapshot,
    NoteFilter,
    NoteSummary,
    make_snapshot,
    make_summary,
    where_clause,
)
from tui.notes.database.schema import NO_PATH, Ask, read_notes
from tui.notes.note import Note, NoteError
from tui.storage.sqlite_store import Store, column
from tui.text.sanitization import clean_line


class NoteQueries:
    """Stored notes, for reading; each query raises `StoreError`."""

    def __init__(self, store: Store) -> None:
        self.store = store
        """The database of the notes."""

    def note(self, name: str) -> Note:
        """Return the note whose id is, or alone begins with, `name`.

        Raises:
            NoteError: If no note, or several, have such an id.
        """
        return get_note(self.store.rows, name)

    def all(self) -> list[Note]:
        """Return every note, oldest first."""
        return read_notes(self.store.rows, "SELECT id FROM notes", ())

    def some(self, ids: Iterable[str]) -> list[Note]:
        """Return the notes of these ids, oldest first."""
        query = "SELECT value FROM json_each(?)"
        return read_notes(self.store.rows, query, (json.dumps(sorted(ids)),))

    def passages_but(self, digests: Iterable[str]) -> list[tuple[str, int, str]]:
        """Return the passages in files with a path that have none of these contents.

        Each is a note's id, a number and the path; those of the notes last changed come first.
        """
        located_rows = self.store.rows(
            "SELECT note, n FROM states WHERE digest IN (SELECT value FROM json_each(?))",
            (json.dumps(list(digests)),),
        )
        rows = self.store.rows(
            "SELECT note, n, path FROM targets JOIN notes ON id = note WHERE path != ?"
            " ORDER BY changed DESC, note, n",
            (NO_PATH,),
        )
        located = set(located_rows)
        return [(note, n, os.fsdecode(path)) for note, n, path in rows if (note, n) not in located]

    def of(self, path: str, digest: str) -> list[Note]:
        """Return the notes on the file at `path`, or on one of the same content elsewhere."""
        key = None if path == NO_PATH else column(path)
        return read_notes(self.store.rows, OF_ARTICLE, (key, digest or None))

    def summaries(self, note_filter: NoteFilter, limit: int = 200) -> tuple[list[NoteSummary], int]:
        """Return the last changed notes of a filter, at most `limit`, and the number of all."""
        condition, values = where_clause(note_filter)
        row_ids = self.store.rows(
            f"SELECT rowid FROM notes WHERE {condition} ORDER BY changed DESC, rowid DESC",  # noqa: S608
            values,
        )
        listed_ids = json.dumps([row[0] for row in row_ids[:limit]])
        return [make_summary(row) for row in self.store.rows(LINES, (listed_ids,))], len(row_ids)

    def snapshots(self, of: Iterable[str] | None = None) -> list[AnchorSnapshot]:
        """Return every passage of the notes in every state of its file, by one query for a corpus.

        With `of`, return only those of the notes with these ids.
        """
        only = "" if of is None else " WHERE note IN (SELECT value FROM json_each(?))"
        values = () if of is None else (json.dumps(list(of)),)
        tags: dict[str, list[str]] = {}
        message = f"SELECT note, tag FROM tags{only} ORDER BY note, folded"  # noqa: S608
        for note, name in self.store.rows(message, values):
            tags.setdefault(note, []).append(name)
        return [
            make_snapshot(row, tags.get(row[1], ())) for row in self.store.rows(SEEN + only, values)
        ]

    def changed_since(self, since: int) -> tuple[int, set[str]]:
        """Return the notes changed, added or removed since the version `since`.

        Returns:
            The version for the next call, and the ids of the notes.
        """
        rows = self.store.rows("SELECT n, note FROM touched WHERE n > ?", (since,))
        return max([since, *(n for n, _ in rows)]), {note for _, note in rows}

    def tags(self) -> list[tuple[str, int]]:
        """Return the tags in use with their numbers of notes, the most used first."""
        return self.store.rows(
            "SELECT max(tag), COUNT(*) FROM tags GROUP BY folded ORDER BY 2 DESC, folded"
        )


def get_note(ask: Ask, name: str) -> Note:
    """Return the note whose id is, or alone begins with, `name`."""
    notes = read_notes(ask, "SELECT ?", (name,))
    if not notes and name:
        query = "SELECT id FROM notes WHERE substr(id, 1, ?) = ? LIMIT 2"
        notes = read_notes(ask, query, (len(name), name))
    if len(notes) != 1:
        clean_name = clean_line(name, 40)
        problem = "several notes begin with" if notes else "there is no note"
        raise NoteError(f"{problem} “{clean_name}”", advice="`variorum notes list` shows their ids")
    return notes[0]
