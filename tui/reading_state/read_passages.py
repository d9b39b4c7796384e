"""Passages that were read, stored between runs, each with the file in which it was read.

A passage is identified by a digest of its words. So it stays known in a copy, in a moved file and
in a growing corpus. Passages are stored in steps: one for the passages of one visit to an article,
one for each reset. A reset deletes no row, so that it can be undone.
"""

import json
import os
import time
from collections.abc import Iterable
from enum import Enum
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple

from tui.storage.sqlite_store import Store, column
from tui.text.tokens import normalized_tokens

SCHEMA = (
    """
    CREATE TABLE steps (
        step INTEGER PRIMARY KEY AUTOINCREMENT,
        path TEXT NOT NULL,
        begun REAL NOT NULL
    );
    CREATE TABLE read_passages (
        digest TEXT NOT NULL,
        step INTEGER NOT NULL REFERENCES steps (step),
        forgotten INTEGER NOT NULL,
        PRIMARY KEY (digest, step)
    ) WITHOUT ROWID;
    CREATE INDEX read_passages_by_step ON read_passages (step)
    """,
)
"""`forgotten` is the step of the reset that took a passage back, or 0."""
_RESET = ""
"""Path of a step that is a reset."""
_DIGEST = 16
"""Length of a digest in bytes."""


class ReadPassage(NamedTuple):
    """A passage that was read."""

    digest: str
    path: str
    """Path of the file in which it was read, at that time."""


class Undone(Enum):
    """Kinds of steps that can be undone."""

    VISIT = "visit"
    RESET = "reset"


class UndoneStep(NamedTuple):
    """A step that was undone."""

    kind: Undone
    path: str
    """Path of the file of a visit; empty for a reset."""
    passages: int
    """Number of passages that the step had marked as read, or had taken back."""


def passage_digest(words: str) -> str:
    """Return the hexadecimal digest of a passage's words; case, quotes and spaces don't count."""
    text = " ".join(normalized_tokens(words))
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=_DIGEST).hexdigest()


class ReadPassages:
    """Passages of all corpora that this user has read."""

    def __init__(self, file: Path) -> None:
        """Open the store at `file`.

        Raises:
            StoreError: If the database can't be read or written.
        """
        self._store = Store(file, SCHEMA)

    def close(self) -> None:
        """Close the file."""
        self._store.close()

    def add(self, path: str, digests: Iterable[str], step: int | None = None) -> int:
        """Save passages as read in the file at `path`; they are on the disk when this returns.

        Args:
            path: The file's resolved path.
            digests: The digests of the passages.
            step: The step of the visit, as the first call for the visit returned it; None for a new
                visit.

        Returns:
            The step of the visit.

        Raises:
            StoreError: If the database can't be written.
        """
        with self._store.change() as connection:
            if step is None:
                step = connection.execute(
                    "INSERT INTO steps (path, begun) VALUES (?, ?)", (column(path), time.time())
                ).lastrowid
            connection.executemany(
                "INSERT OR IGNORE INTO read_passages VALUES (?, ?, 0)",
                [(digest, step) for digest in digests],
            )
        return step or 0

    def among(self, digests: Iterable[str]) -> list[ReadPassage]:
        """Return the passages among `digests` that were read, once for each file they were read in.

        Raises:
            StoreError: If the database can't be read.
        """
        rows = self._store.rows(
            "SELECT DISTINCT digest, path FROM read_passages JOIN steps USING (step)"
            " WHERE forgotten = 0 AND digest IN (SELECT value FROM json_each(?))",
            (_array(digests),),
        )
        return [ReadPassage(digest, os.fsdecode(path)) for digest, path in rows]

    def reset(self, digests: Iterable[str]) -> int:
        """Take passages back, in whichever file they were read.

        Returns:
            The number of passages that were taken back.

        Raises:
            StoreError: If the database can't be written.
        """
        with self._store.change() as connection:
            step = connection.execute(
                "INSERT INTO steps (path, begun) VALUES (?, ?)", (_RESET, time.time())
            ).lastrowid
            return connection.execute(
                "UPDATE read_passages SET forgotten = ?"
                " WHERE forgotten = 0 AND digest IN (SELECT value FROM json_each(?))",
                (step, _array(digests)),
            ).rowcount

    def undo(self, digests: Iterable[str]) -> UndoneStep | None:
        """Undo the last step, a visit or a reset, that concerns any of `digests`.

        Returns:
            The step; None if there is none.

        Raises:
            StoreError: If the database can't be written.
        """
        with self._store.change() as connection:
            ((last_step,),) = connection.execute(
                "SELECT max(max(step, forgotten)) FROM read_passages"
                " WHERE digest IN (SELECT value FROM json_each(?))",
                (_array(digests),),
            )
            if last_step is None:
                return None
            ((path,),) = connection.execute("SELECT path FROM steps WHERE step = ?", (last_step,))
            if path == _RESET:
                statement = "UPDATE read_passages SET forgotten = 0 WHERE forgotten = ?"
                count = connection.execute(statement, (last_step,)).rowcount
                return UndoneStep(Undone.RESET, "", count)
            statement = "DELETE FROM read_passages WHERE step = ?"
            count = connection.execute(statement, (last_step,)).rowcount
            return UndoneStep(Undone.VISIT, os.fsdecode(path), count)


def _array(digests: Iterable[str]) -> str:
    """Return any number of digests as one value of a query."""
    return json.dumps([*digests])
