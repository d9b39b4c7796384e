"""Exported files: the last written text is remembered, so that edits are noticed.

A file that differs from the text last written is the reader's own and is never overwritten.
"""

import hashlib
import os
from dataclasses import dataclass
from pathlib import Path

from tui.storage.atomic_write import as_bytes, write_atomically
from tui.storage.sqlite_store import Store, StoreError, column

LARGEST = 64 << 20
"""Largest size in bytes of a file that is read back."""
_BESIDE_MOST = 1_000


@dataclass(frozen=True, slots=True)
class WrittenFile:
    """The path of a written text, and a flag: is it beside a file of the reader's?"""

    path: Path
    beside: bool
    forgotten: str = ""
    """The reason why it is not remembered, so that the next one goes beside it; empty if it is."""


class ExportedFiles:
    """The texts last written to each file."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def last(self, path: Path) -> str | None:
        """Return the text last written to `path`, if it was one to be read back."""
        rows = self._store.rows("SELECT text FROM written WHERE path = ?", (_key(path),))
        return rows[0][0] if rows else None

    def is_ours(self, path: Path) -> bool:
        """Return True if `path` may be written: there is no file, or it is as last written."""
        try:
            if path.stat().st_size > LARGEST:
                return False
            data = path.read_bytes()
        except FileNotFoundError:
            return not path.is_symlink()
        rows = self._store.rows("SELECT digest FROM written WHERE path = ?", (_key(path),))
        return bool(rows) and rows[0][0] == _digest(data)

    def write(self, path: Path, text: str, *, read_back: bool = False) -> None:
        """Write `text` to `path`, replacing any file.

        Raises:
            OSError: If the file or folder can't be used.
            StoreError: If the database can't be read or written.
        """
        write_atomically(path, text)
        self._store.write(
            "INSERT OR REPLACE INTO written VALUES (?, ?, ?)",
            (_key(path), _digest(as_bytes(text)), text if read_back else None),
        )

    def forget(self, path: Path) -> None:
        """Treat the file at `path` as the reader's from now on."""
        self._store.write("DELETE FROM written WHERE path = ?", (_key(path),))

    def export(self, path: Path, text: str) -> WrittenFile:
        """Write `text` to `path`, or beside it if the file there is the reader's own.

        Raises:
            OSError: If it can't be written, or the existing file can't be read.
        """
        for candidate in (path, *(_beside(path, n) for n in range(2, _BESIDE_MOST))):
            if self.is_ours(candidate):
                try:
                    self.write(candidate, text)
                except StoreError as error:  # the file is written even if it can't be remembered
                    return WrittenFile(candidate, candidate != path, str(error))
                return WrittenFile(candidate, candidate != path)
        raise FileExistsError(f"{path}: there are too many files of that name beside it")


def free_beside(path: Path) -> Path:
    """Return the first free path beside `path`, as `notes-2.md`.

    Raises:
        FileExistsError: If there are too many such files.
    """
    for n in range(2, _BESIDE_MOST):
        if not os.path.lexists(candidate := _beside(path, n)):
            return candidate
    raise FileExistsError(f"{path}: there are too many files of that name beside it")


def _beside(path: Path, n: int) -> Path:
    return path.with_name(f"{path.stem}-{n}{path.suffix}")


def _key(path: Path) -> str | bytes:
    return column(os.path.realpath(path))


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
