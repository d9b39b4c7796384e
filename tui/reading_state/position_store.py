"""Reading positions of documents, stored between runs by file."""

import time
from pathlib import Path

from tui.corpus.corpus_file import STANDARD_INPUT
from tui.reading_state.reading_position import ReadingPosition
from tui.storage.sqlite_store import Store, column

SCHEMA = (
    """
    CREATE TABLE places (
        path TEXT PRIMARY KEY,
        digest TEXT NOT NULL,
        offset INTEGER NOT NULL,
        read INTEGER NOT NULL,
        changed REAL NOT NULL
    );
    CREATE INDEX places_by_digest ON places (digest)
    """,
)


class ReadingPositions:
    """Reading positions of all documents that this user has opened."""

    def __init__(self, file: Path) -> None:
        """Open the store at `file`.

        Raises:
            StoreError: If the database can't be read or written.
        """
        self._store = Store(file, SCHEMA)

    def close(self) -> None:
        """Close the file."""
        self._store.close()

    def of(self, path: str, digest: str) -> ReadingPosition | None:
        """Return the position in the file at `path`, or in a file with the same content elsewhere.

        Standard input is identified by its content alone.

        Returns:
            The position; None if there is none.

        Raises:
            StoreError: If the database can't be read.
        """
        rows = self._store.rows(
            "SELECT offset, read, changed FROM places WHERE path = ? AND path != ? OR digest = ?"
            " ORDER BY path = ? DESC, changed DESC LIMIT 1",
            (column(path), STANDARD_INPUT, digest, column(path)),
        )
        return ReadingPosition(rows[0][0], bool(rows[0][1]), rows[0][2]) if rows else None

    def save(self, path: str, digest: str, position: ReadingPosition) -> None:
        """Save `position`; the last one saved counts, whichever process saved it.

        Raises:
            StoreError: If the database can't be written.
        """
        self._store.write(
            "INSERT INTO places VALUES (?, ?, ?, ?, ?) ON CONFLICT (path) DO UPDATE SET"
            " digest = excluded.digest, offset = excluded.offset, read = excluded.read,"
            " changed = excluded.changed",
            (column(path), digest, position.offset, int(position.read), time.time()),
        )
