"""The journal: every change by the reader, with the earlier record, for undo and redo.

It is in the same file as the records, and a change and its entry are one transaction.
"""

import json
import sqlite3
import time
from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from tui.notes.database.schema import RecordTable
from tui.notes.database.serialization import Record
from tui.storage.sqlite_store import Store
from tui.text.sanitization import clean_line

ACTIONS = 2_000
"""Number of changes that can be undone; older ones are permanent."""


class Change(NamedTuple):
    """A change of one record: the new record under a name."""

    what: str
    """Table of the record: `note`, `draft`, `place`, `rejection` or `mark`."""
    name: str
    record: Record | None
    """New record; None removes the existing one."""


Plan = Callable[[sqlite3.Connection], Iterable[Change]]


class Journal:
    """The changes made to a store, in order, across runs and processes."""

    def __init__(self, store: Store, rows: Mapping[str, RecordTable]) -> None:
        self._store = store
        self._rows = rows

    def record(self, label: str, plan: Plan) -> None:
        """Apply the changes of `plan`, all or none; `label` names the action for the reader."""
        with self._store.change() as connection:
            steps: list[tuple[str, str, str | None, str | None]] = []
            for kind, name, record in plan(connection):
                before = self._rows[kind].get(connection, name)
                if before == record:
                    continue
                self._rows[kind].put(connection, name, record)
                steps.append((kind, name, _json(before), _json(record)))
            if steps:
                self._enter(connection, label, steps)

    def undo(self) -> str | None:
        """Undo the last change; return its label, or None if there is none."""
        return self._turn("undone = 0 ORDER BY n DESC", undone=True)

    def redo(self) -> str | None:
        """Redo the last undone change; return its label, or None if there is none."""
        return self._turn("undone = 1 ORDER BY n", undone=False)

    def next_time(self, *, undone: bool) -> float | None:
        """Return the time of the change to undo next or, if `undone`, to redo next.

        Returns:
            Seconds since 1970; None if there is no such change.
        """
        order = "n" if undone else "n DESC"
        query = f"SELECT at FROM actions WHERE undone = ? ORDER BY {order} LIMIT 1"  # noqa: S608
        rows = self._store.rows(query, (int(undone),))
        return float(rows[0][0]) if rows else None

    def _turn(self, condition: str, *, undone: bool) -> str | None:
        with self._store.change() as connection:
            action = connection.execute(
                f"SELECT n, label FROM actions WHERE {condition} LIMIT 1"  # noqa: S608  # ours
            ).fetchone()
            if not action:
                return None
            column, order = ("before", "DESC") if undone else ("after", "ASC")
            steps = connection.execute(
                f"SELECT what, name, {column} FROM steps"  # noqa: S608
                f" WHERE action = ? ORDER BY n {order}",
                (action[0],),
            ).fetchall()
            for kind, name, record in steps:
                self._rows[kind].put(connection, name, json.loads(record) if record else None)
            connection.execute(
                "UPDATE actions SET undone = ? WHERE n = ?", (int(undone), action[0])
            )
            return str(action[1])

    def _enter(
        self,
        connection: sqlite3.Connection,
        label: str,
        steps: Iterable[tuple[str, str, str | None, str | None]],
    ) -> None:
        """Add a change; changes that were undone before it can't be redone."""
        connection.execute(
            "DELETE FROM steps WHERE action IN (SELECT n FROM actions WHERE undone = 1)"
        )
        connection.execute("DELETE FROM actions WHERE undone = 1")
        action = connection.execute(
            "INSERT INTO actions (label, at) VALUES (?, ?)", (clean_line(label, 120), time.time())
        ).lastrowid
        connection.executemany(
            "INSERT INTO steps VALUES (?, ?, ?, ?, ?, ?)",
            [(action, n, *step) for n, step in enumerate(steps)],
        )
        oldest = (action or 0) - ACTIONS
        connection.execute("DELETE FROM steps WHERE action <= ?", (oldest,))
        connection.execute("DELETE FROM actions WHERE n <= ?", (oldest,))


def _json(record: Record | None) -> str | None:
    return None if record is None else json.dumps(record)
