"""Sigla of each corpus, stored between runs, with the reader's changes for undoing.

A corpus is identified by its folders: the folders that are named, and those of the files that are
named.
"""

import json
import os
import sqlite3
import time
from collections.abc import Callable, Collection, Sequence
from pathlib import Path
from typing import NamedTuple

from tui.corpus.siglum_assignment import NO_SIGLA, AssignedSource, SiglumAssignment
from tui.storage.disk_timeout import call_with_timeout
from tui.storage.sqlite_store import Store, column
from tui.text.sanitization import clean_line

FILE = "sigla.sqlite"
CHANGES = 100
"""Largest number of changes that can be undone, of all corpora; older changes stay in force."""
SCHEMA = (
    """
    CREATE TABLE assignments (corpus PRIMARY KEY, record TEXT NOT NULL) WITHOUT ROWID;
    CREATE TABLE changes (
        n INTEGER PRIMARY KEY AUTOINCREMENT,
        corpus NOT NULL,
        label TEXT NOT NULL,
        before TEXT NOT NULL,
        after TEXT NOT NULL,
        at REAL NOT NULL,
        undone INTEGER NOT NULL DEFAULT 0
    )
    """,
)


Plan = Callable[[SiglumAssignment], SiglumAssignment | None]


class SiglumChange(NamedTuple):
    """A change of the sigla by the reader."""

    number: int
    label: str
    at: float
    """Time in seconds since 1970."""


class SiglaStore:
    """Sigla of all corpora that this user has opened."""

    def __init__(self, file: Path) -> None:
        """Open the store at `file`.

        Raises:
            StoreError: If the database can't be read or written.
        """
        self._store = Store(file, SCHEMA)

    def close(self) -> None:
        """Close the file."""
        self._store.close()

    def of(self, corpus: str) -> SiglumAssignment:
        """Return the assignment of a corpus; an empty one if none is saved."""
        query = "SELECT record FROM assignments WHERE corpus = ?"
        rows = self._store.rows(query, (column(corpus),))
        return _assignment(rows[0][0]) if rows else NO_SIGLA

    def of_files(self, keys: Collection[str]) -> SiglumAssignment:
        """Return the assignment of the only corpus that has all these files; else an empty one."""
        rows = self._store.rows("SELECT record FROM assignments")
        assignments = [
            assignment
            for row in rows
            if set(keys) <= (assignment := _assignment(row[0])).sigla().keys()
        ]
        return assignments[0] if keys and len(assignments) == 1 else NO_SIGLA

    def keep(
        self, corpus: str, complete: Callable[[SiglumAssignment], SiglumAssignment]
    ) -> SiglumAssignment:
        """Save the assignment that `complete` makes of the saved one, and return it."""
        previous = self.of(corpus)
        if complete(previous) == previous:
            return previous
        with self._store.change() as connection:
            completed = complete(_saved_assignment(connection, corpus))
            _put(connection, corpus, completed)
        return completed

    def change(self, corpus: str, label: str, plan: Plan) -> SiglumAssignment | None:
        """Save a change by the reader; changes undone before it can't be redone.

        Args:
            corpus: The key of the corpus.
            label: The message of undoing it.
            plan: Function that returns the new assignment for the present one; None for no change.

        Returns:
            The new assignment; None if it is unchanged.
        """
        with self._store.change() as connection:
            previous = _saved_assignment(connection, corpus)
            planned = plan(previous)
            if planned is None or planned == previous:
                return None
            _put(connection, corpus, planned)
            connection.execute(
                "DELETE FROM changes WHERE corpus = ? AND undone = 1", (column(corpus),)
            )
            number = connection.execute(
                "INSERT INTO changes (corpus, label, before, after, at) VALUES (?, ?, ?, ?, ?)",
                (
                    column(corpus),
                    clean_line(label, 120),
                    _json(previous),
                    _json(planned),
                    time.time(),
                ),
            ).lastrowid
            connection.execute("DELETE FROM changes WHERE n <= ?", ((number or 0) - CHANGES,))
        return planned

    def next_change(self, corpus: str, *, undone: bool) -> SiglumChange | None:
        """Return the change to undo next, or the change to redo next if `undone`."""
        aggregate = "min" if undone else "max"
        rows = self._store.rows(
            "SELECT n, label, at FROM changes WHERE n ="  # noqa: S608  # ours
            f" (SELECT {aggregate}(n) FROM changes WHERE corpus = ? AND undone = ?)",
            (column(corpus), int(undone)),
        )
        return SiglumChange(*rows[0]) if rows else None

    def turn(self, corpus: str, change: SiglumChange, *, undone: bool) -> SiglumAssignment:
        """Undo a change, or redo it if not `undone`; return the assignment in force then."""
        with self._store.change() as connection:
            column_name = "before" if undone else "after"
            row = connection.execute(
                f"SELECT {column_name} FROM changes WHERE n = ?",  # noqa: S608  # ours
                (change.number,),
            ).fetchone()
            assignment = _assignment(row[0]) if row else _saved_assignment(connection, corpus)
            _put(connection, corpus, assignment)
            connection.execute(
                "UPDATE changes SET undone = ? WHERE n = ?", (int(undone), change.number)
            )
        return assignment


def corpus_key(paths: Sequence[Path]) -> str:
    """Return the key of the corpus that `paths` name: its folders, with links resolved."""
    return "\n".join(sorted({_folder(path) for path in paths}))


def _folder(path: Path) -> str:
    """Return the folder that a path names or is in; do not wait for a dead disk."""
    disk = str(path.parent)
    try:
        real_path: str = call_with_timeout(os.path.realpath, path, disk=disk)
        is_folder = call_with_timeout(os.path.isdir, real_path, disk=disk)
    except OSError:
        return os.path.abspath(path)  # noqa: PTH100  # it asks no disk
    return real_path if is_folder else str(Path(real_path).parent)


def _saved_assignment(connection: sqlite3.Connection, corpus: str) -> SiglumAssignment:
    query = "SELECT record FROM assignments WHERE corpus = ?"
    row = connection.execute(query, (column(corpus),)).fetchone()
    return _assignment(row[0]) if row else NO_SIGLA


def _put(connection: sqlite3.Connection, corpus: str, assignment: SiglumAssignment) -> None:
    connection.execute(
        "INSERT OR REPLACE INTO assignments VALUES (?, ?)", (column(corpus), _json(assignment))
    )


def _json(assignment: SiglumAssignment) -> str:
    return json.dumps([assignment.is_arranged, assignment.sources])


def _assignment(record: str) -> SiglumAssignment:
    is_arranged, sources = json.loads(record)
    return SiglumAssignment(tuple(AssignedSource(*source) for source in sources), is_arranged)
