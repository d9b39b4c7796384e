"""Where one stopped in each document, and what has been read: kept across runs, per file."""

import time
from dataclasses import dataclass
from pathlib import Path

from tui.library.store import Store

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


@dataclass(frozen=True, slots=True)
class Place:
    """A reader's place in one document."""

    offset: int = 0
    """Code points of the document's text: the passage on the reading line starts there."""
    read: bool = False
    """Whether it was once read to its end."""


class Places:
    """The places of all documents ever opened by this user."""

    def __init__(self, file: Path) -> None:
        """Open the store at `file`; raises `StoreError`."""
        self._store = Store(file, SCHEMA)

    def close(self) -> None:
        """Let go of the file."""
        self._store.close()

    def of(self, path: str, digest: str) -> Place | None:
        """The place kept for the file at `path`, or for one of the same content elsewhere."""
        rows = self._store.rows(
            "SELECT offset, read FROM places WHERE path = ? OR digest = ?"
            " ORDER BY path = ? DESC, changed DESC LIMIT 1",
            (path, digest, path),
        )
        return Place(rows[0][0], bool(rows[0][1])) if rows else None

    def keep(self, path: str, digest: str, place: Place) -> None:
        """Remember `place`; the last one kept stands, whoever kept it."""
        self._store.write(
            "INSERT INTO places VALUES (?, ?, ?, ?, ?) ON CONFLICT (path) DO UPDATE SET"
            " digest = excluded.digest, offset = excluded.offset, read = excluded.read,"
            " changed = excluded.changed",
            (path, digest, place.offset, int(place.read), time.time()),
        )
