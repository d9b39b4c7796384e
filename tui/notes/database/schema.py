"""Tables of notes, drafts, bookmarks, excluded pairs and names of marks in their SQLite file.

Records are written and read whole, on a connection in a transaction of the caller.
"""

import json
import os
import sqlite3
from collections.abc import Callable, Iterable
from typing import Any, Protocol

from tui.notes.database.serialization import Record, note_of, note_record, selector_record
from tui.notes.note import Note, Target
from tui.storage.sqlite_store import column

SCHEMA = (
    """
    CREATE TABLE notes (
        id TEXT PRIMARY KEY,
        kind TEXT NOT NULL,
        mark INTEGER NOT NULL,
        relation TEXT NOT NULL,
        text TEXT NOT NULL,
        created REAL NOT NULL,
        changed REAL NOT NULL,
        sought TEXT NOT NULL
    );
    CREATE INDEX notes_by_change ON notes (changed);
    CREATE INDEX notes_by_kind ON notes (kind, mark);
    CREATE TABLE tags (
        note TEXT NOT NULL,
        folded TEXT NOT NULL,
        n INTEGER NOT NULL,
        tag TEXT NOT NULL,
        PRIMARY KEY (note, folded)
    ) WITHOUT ROWID;
    CREATE INDEX tags_by_name ON tags (folded, note);
    CREATE TABLE targets (
        note TEXT NOT NULL,
        n INTEGER NOT NULL,
        path NOT NULL,
        title TEXT NOT NULL,
        start INTEGER NOT NULL,
        quote TEXT NOT NULL,
        selectors TEXT NOT NULL,
        PRIMARY KEY (note, n)
    ) WITHOUT ROWID;
    CREATE INDEX targets_by_path ON targets (path, start, note);
    CREATE TABLE states (
        digest TEXT NOT NULL,
        note TEXT NOT NULL,
        n INTEGER NOT NULL,
        PRIMARY KEY (digest, note, n)
    ) WITHOUT ROWID;
    CREATE INDEX states_by_note ON states (note, n);
    CREATE TABLE named_places (letter TEXT PRIMARY KEY, record TEXT NOT NULL) WITHOUT ROWID;
    CREATE TABLE drafts (place TEXT PRIMARY KEY, record TEXT NOT NULL) WITHOUT ROWID;
    CREATE TABLE actions (
        n INTEGER PRIMARY KEY AUTOINCREMENT,
        label TEXT NOT NULL,
        at REAL NOT NULL,
        undone INTEGER NOT NULL DEFAULT 0
    );
    CREATE TABLE steps (
        action INTEGER NOT NULL,
        n INTEGER NOT NULL,
        what TEXT NOT NULL,
        name TEXT NOT NULL,
        before TEXT,
        after TEXT,
        PRIMARY KEY (action, n)
    ) WITHOUT ROWID;
    CREATE TABLE written (path PRIMARY KEY, digest TEXT NOT NULL, text TEXT) WITHOUT ROWID
    """,
    """
    CREATE TABLE touched (n INTEGER PRIMARY KEY AUTOINCREMENT, note TEXT NOT NULL UNIQUE)
    """,
    "CREATE TABLE rejections (name TEXT PRIMARY KEY, record TEXT NOT NULL) WITHOUT ROWID",
    """
    CREATE TABLE contents (path PRIMARY KEY, digest TEXT NOT NULL) WITHOUT ROWID;
    CREATE INDEX contents_by_digest ON contents (digest)
    """,
    "CREATE TABLE mark_names (mark TEXT PRIMARY KEY, record TEXT NOT NULL) WITHOUT ROWID",
)


NO_PATH = "-"
"""The key of a file without a path: standard input, which only its content identifies."""

Ask = Callable[[str, tuple[object, ...]], Iterable[tuple[Any, ...]]]
"""A function that runs a query and returns rows: a store's, or a connection's inside a change."""


class RecordTable(Protocol):
    """One kind of stored record, by name."""

    def get(self, connection: sqlite3.Connection, name: str) -> Record | None:
        """Return the record with the key `name`."""

    def put(self, connection: sqlite3.Connection, name: str, record: Record | None) -> None:
        """Save `record` under `name`, replacing the earlier one; None removes it."""


class PlainRecordTable:
    """Records stored unchanged, in a table of two columns."""

    def __init__(self, table: str, key: str) -> None:
        self._get = f"SELECT record FROM {table} WHERE {key} = ?"  # noqa: S608  # our own names
        self._put = f"INSERT OR REPLACE INTO {table} VALUES (?, ?)"  # noqa: S608
        self._drop = f"DELETE FROM {table} WHERE {key} = ?"  # noqa: S608

    def get(self, connection: sqlite3.Connection, name: str) -> Record | None:
        """Return the record with the key `name`."""
        row = connection.execute(self._get, (name,)).fetchone()
        return json.loads(row[0]) if row else None

    def put(self, connection: sqlite3.Connection, name: str, record: Record | None) -> None:
        """Save `record` under `name`, replacing the earlier one; None removes it."""
        if record is None:
            connection.execute(self._drop, (name,))
        else:
            connection.execute(self._put, (name, json.dumps(record)))


class NoteTable:
    """Notes, spread over tables so that queries find them by article, tag, kind and words."""

    def get(self, connection: sqlite3.Connection, name: str) -> Record | None:
        """Return the record of the note called `name`."""
        notes = read_notes(connection.execute, "SELECT ?", (name,))
        return note_record(notes[0]) if notes else None

    def put(self, connection: sqlite3.Connection, name: str, record: Record | None) -> None:
        """Save `record` as the note called `name`; None removes it."""
        for table, key in (("notes", "id"), ("tags", "note"), ("targets", "note")):
            connection.execute(f"DELETE FROM {table} WHERE {key} = ?", (name,))  # noqa: S608
        connection.execute("DELETE FROM states WHERE note = ?", (name,))
        touch(connection, [name])
        if record is not None:
            _insert(connection, note_of(record))


def touch(connection: sqlite3.Connection, notes: Iterable[str]) -> None:
    """Record that these notes have changed, for the programs that show them."""
    connection.executemany(
        "INSERT OR REPLACE INTO touched (note) VALUES (?)", [(note,) for note in notes]
    )


def put_target(connection: sqlite3.Connection, note: str, n: int, target: Target) -> None:
    """Save `target` as passage `n` of the note called `note`."""
    touch(connection, [note])
    selectors = [selector_record(s) for s in (target.selector, *target.later)]
    last = (target.later or (target.selector,))[-1]
    connection.execute(
        "INSERT OR REPLACE INTO targets VALUES (?, ?, ?, ?, ?, ?, ?)",
        (
            note,
            n,
            column(target.path),
            target.title,
            last.position.start,
            target.selector.quote,
            json.dumps(selectors),
        ),
    )
    connection.executemany(
        "INSERT OR IGNORE INTO states VALUES (?, ?, ?)",
        [(digest, note, n) for digest in target.digests if digest],
    )


def put_content(connection: sqlite3.Connection, path: str, digest: str) -> None:
    """Save `digest` as the newest known content of the file at `path`."""
    connection.execute("INSERT OR REPLACE INTO contents VALUES (?, ?)", (column(path), digest))


def read_notes(ask: Ask, query: str, values: tuple[object, ...]) -> list[Note]:
    """Return the notes whose ids `query` returns, oldest first."""
    tags: dict[str, list[str]] = {}
    for note, name in ask(
        f"SELECT note, tag FROM tags WHERE note IN ({query}) ORDER BY note, n",  # noqa: S608
        values,
    ):
        tags.setdefault(note, []).append(name)
    targets: dict[str, list[Record]] = {}
    for note, path, title, selectors in ask(
        "SELECT note, path, title, selectors FROM targets"  # noqa: S608
        f" WHERE note IN ({query}) ORDER BY note, n",
        values,
    ):
        first, *later = json.loads(selectors)
        path_text = os.fsdecode(path) if isinstance(path, bytes) else path
        record = {"path": path_text, "title": title, "selector": first, "later": later}
        targets.setdefault(note, []).append(record)
    names = ("id", "kind", "mark", "relation", "text", "created", "changed")
    return [
        note_of(
            {
                **dict(zip(names, row, strict=True)),
                "tags": tags.get(row[0], []),
                "targets": targets.get(row[0], []),
            }
        )
        for row in ask(
            f"SELECT {', '.join(names)} FROM notes"  # noqa: S608
            f" WHERE id IN ({query}) ORDER BY created, rowid",
            values,
        )
    ]


def _insert(connection: sqlite3.Connection, note: Note) -> None:
    searched_texts = (
        note.text,
        *note.tags,
        note.relation,
        *(t.selector.quote for t in note.targets),
    )
    connection.execute(
        "INSERT INTO notes VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (
            note.id,
            str(note.kind),
            note.mark,
            note.relation,
            note.text,
            note.created,
            note.changed,
            "\n".join(searched_texts).casefold(),
        ),
    )
    connection.executemany(
        "INSERT INTO tags VALUES (?, ?, ?, ?)",
        [(note.id, tag.casefold(), n, tag) for n, tag in enumerate(note.tags)],
    )
    for n, target in enumerate(note.targets):
        put_target(connection, note.id, n, target)
