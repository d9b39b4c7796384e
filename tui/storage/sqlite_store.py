"""A SQLite file of ours: it is opened, updated to the current schema, and changed in short writes.

A store that can't be used raises a `StoreError` with the reason; the program goes on without it. A
store of lasting data that can't be written is read, and each change raises the reason.
"""

import errno
import os
import sqlite3
import threading
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, Final, Self

from tui.errors import VariorumError
from tui.settings import NOWHERE
from tui.storage.permissions import private_folder
from tui.storage.sqlite_snapshot import Stamp, stamp, take_snapshot
from tui.text.normalization.search_variants import drop_variants

_MEMORY = ":memory:"
"""Name by which SQLite opens a database in memory."""
PATIENCE = 5.0
"""Seconds to wait while another process writes."""

Row = tuple[Any, ...]

_UNWRITABLE: Final = {
    sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_PERM,
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_IOERR,
}
"""SQLite's error codes of a file that may still be readable."""


class StoreError(VariorumError):
    """A store can't be used."""


class Store:
    """An open SQLite file, for use from several threads and beside other processes."""

    def __init__(self, path: Path | None, schema: Sequence[str], *, lasting: bool = True) -> None:
        """Open the store at `path`, or make it.

        Args:
            path: The file; None for a store in memory. An existing file is copied before its schema
                is updated.
            schema: Scripts; `schema[n]` updates version n to n + 1.
            lasting: False for data that can be computed again: then a change doesn't wait for the
                disk, and a file that can't be written isn't read either.

        Raises:
            StoreError: If the store can't be opened.
        """
        if path and NOWHERE in path.parents:
            raise StoreError("no home folder is known", advice="set HOME")
        self.path = path or Path(_MEMORY)
        self._schema = schema
        self._lasting = lasting
        self._lock = threading.Lock()
        self._data_version = 0
        self._stamp: Stamp | None = None
        """Stamp of the file, if it can't be written and was read into memory."""
        with self._explain_errors():
            if path is None:
                self._connection = self._connect()
                self._bring_up(self._connection, keeps_backup=False)
                return
            try:
                self._connection = self._open()
            except (sqlite3.OperationalError, OSError) as error:
                if not (lasting and _may_be_read(error)):
                    raise
                self._connection = self._in_memory()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def is_read_only(self) -> bool:
        """True if the file can't be written and was read into memory."""
        return self._stamp is not None

    def require_writable(self) -> None:
        """Check that the store can be written.

        Raises:
            StoreError: If it is read-only and still can't be written.
        """
        if self.is_read_only:
            with self.change():
                pass

    def close(self) -> None:
        """Close the file; all changes are already in it."""
        with self._lock:
            self._connection.close()

    def rows(self, query: str, values: Sequence[object] = ()) -> list[Row]:
        """Return the rows that `query` selects.

        Raises:
            StoreError: If the database can't be read.
        """
        with self._explain_errors(), self._lock:
            try:
                return self._connection.execute(query, values).fetchall()
            except sqlite3.OperationalError as error:
                if self.is_read_only or not (self._lasting and _may_be_read(error)):
                    raise
                self._exchange(self._in_memory())
                return self._connection.execute(query, values).fetchall()

    def write(self, statement: str, values: Sequence[object] = ()) -> None:
        """Make one change; it is on the disk when the method returns, if the data is lasting.

        Raises:
            StoreError: If the database can't be written.
        """
        with self.change() as connection:
            connection.execute(statement, values)

    @contextmanager
    def change(self) -> Iterator[sqlite3.Connection]:
        """Make several changes in one transaction: all of them or, after an error, none.

        Raises:
            StoreError: If the database can't be written.
        """
        with self._explain_errors(), self._lock:
            if self.is_read_only:  # perhaps it can be written now
                self._exchange(self._open())
                self._stamp = None
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield self._connection
                self._connection.execute("COMMIT")
            except BaseException:
                _take_back(self._connection)
                raise

    def data_version(self) -> int:
        """Return a number that changes when another process changes the store; never wait.

        Raises:
            StoreError: If the database can't be read.
        """
        if self._lock.acquire(blocking=False):
            try:
                with self._explain_errors():
                    if self._stamp is not None:
                        self._read_again()
                    else:
                        row = self._connection.execute("PRAGMA data_version").fetchone()
                        self._data_version = int(row[0])
            finally:
                self._lock.release()
        return self._data_version

    # Opening

    def _open(self) -> sqlite3.Connection:
        """Return a connection to the file that may write.

        Raises:
            sqlite3.Error: If SQLite can't open it.
            OSError: If the file or folder can't be used.
            StoreError: If its schema is newer than ours.
        """
        private_folder(self.path.parent)
        _make(self.path)
        connection = self._connect()
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute(f"PRAGMA synchronous = {'FULL' if self._lasting else 'NORMAL'}")
            connection.execute("PRAGMA foreign_keys = ON")
            self._bring_up(connection, keeps_backup=True)
        except BaseException:
            connection.close()
            raise
        return connection

    def _connect(self) -> sqlite3.Connection:
        connection = sqlite3.connect(
            self.path, timeout=PATIENCE, isolation_level=None, check_same_thread=False
        )
        connection.create_function("loosened", -1, _loosened, deterministic=True)
        return connection

    def _in_memory(self) -> sqlite3.Connection:
        """Return a copy of the file in memory, with its schema updated there."""
        connection, read_stamp = take_snapshot(self.path)
        try:
            connection.create_function("loosened", -1, _loosened, deterministic=True)
            self._bring_up(connection, keeps_backup=False)
            connection.execute("PRAGMA query_only = ON")
        except BaseException:
            connection.close()
            raise
        self._stamp = read_stamp
        return connection

    def _read_again(self) -> None:
        """Read the file again if another process has changed it."""
        if stamp(self.path) != self._stamp:
            self._exchange(self._in_memory())
            self._data_version += 1

    def _exchange(self, connection: sqlite3.Connection) -> None:
        self._connection.close()
        self._connection = connection

    def _bring_up(self, connection: sqlite3.Connection, *, keeps_backup: bool) -> None:
        if self._is_current(_version(connection)):
            return
        connection.execute("BEGIN IMMEDIATE")
        try:
            version = _version(connection)
            if not self._is_current(version):  # else another process was quicker
                if version and keeps_backup:
                    self._back_up(version)
                for number, script in enumerate(self._schema[version:], version + 1):
                    for statement in script.split(";"):
                        connection.execute(statement)
                    connection.execute(f"PRAGMA user_version = {number}")
            connection.execute("COMMIT")
        except BaseException:
            _take_back(connection)
            raise

    def _is_current(self, version: int) -> bool:
        """Return True if a schema of this version is ours.

        Raises:
            StoreError: If it is newer than ours.
        """
        if version > len(self._schema):
            raise StoreError(
                f"the store was written by a newer variorum (schema {version}, this one"
                f" knows {len(self._schema)}); use that version, or move the file away"
                f" ({self.path})"
            )
        return version == len(self._schema)

    def _back_up(self, version: int) -> None:
        """Copy the file, as it was before the present change, to a name with its schema."""
        copy = self.path.with_name(f"{self.path.name}.v{version}.bak")
        copy.touch(mode=0o600)
        with (
            closing(sqlite3.connect(self.path, timeout=PATIENCE)) as source,
            closing(sqlite3.connect(copy)) as target,
        ):
            source.backup(target)

    @contextmanager
    def _explain_errors(self) -> Iterator[None]:
        """Turn errors of SQLite and of the disk into a `StoreError` with advice."""
        try:
            yield
        except sqlite3.OperationalError as error:
            raise _unusable(str(error), self.path) from error
        except sqlite3.DatabaseError as error:
            raise StoreError(
                f"the store is damaged ({error})",
                advice="move it away; a new one is created",
                where=self.path,
            ) from error
        except OSError as error:
            raise _refusal(error, self.path) from error


def _make(path: Path) -> None:
    """Make the file at `path` if there is none.

    Raises:
        OSError: If it can't be written.
    """
    if not path.exists():
        path.touch(mode=0o600)
    elif not os.access(path, os.W_OK):
        is_fixed = os.statvfs(path).f_flag & os.ST_RDONLY
        number = errno.EROFS if is_fixed else errno.EACCES
        raise OSError(number, os.strerror(number))


def _version(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def _take_back(connection: sqlite3.Connection) -> None:
    """Roll back, unless SQLite has done so, as it does when the disk is full."""
    if connection.in_transaction:
        connection.execute("ROLLBACK")


def _may_be_read(error: sqlite3.Error | OSError) -> bool:
    """Return True if a file that can't be written for this reason may still be read."""
    code: int = getattr(error, "sqlite_errorcode", 0)
    return isinstance(error, OSError) or code & 0xFF in _UNWRITABLE


def _refusal(error: OSError, path: Path) -> StoreError:
    """Return the error for a refusal by the system."""
    message, advice = error.strerror or str(error), _YOURS
    match error.errno:
        case errno.ENOSPC | errno.EDQUOT:
            message, advice = _FULL
        case errno.EROFS:
            message, advice = "the disk is read-only", "make it writable, then try again"
        case errno.EAGAIN:
            advice = "try again"
    return StoreError(message, advice=advice, where=path)


_FULL = "the disk is full", "make room, then try again"
_YOURS = "check that you may write to the folder"


def _unusable(problem: str, path: Path) -> StoreError:
    """Return the error for a message of SQLite."""
    message, advice = problem, ""
    if "locked" in problem:
        message, advice = (
            "another program has locked the store",
            "close that program, then try again",
        )
    elif "readonly" in problem or "unable to open" in problem:
        advice = _YOURS
    elif "full" in problem:
        message, advice = _FULL
    elif "disk I/O" in problem:
        message, advice = (
            "the disk failed",
            "make room or check the disk, then try again",
        )
    return StoreError(message, advice=advice, where=path)


def _loosened(*columns: str | bytes) -> str:
    """Return the columns as one text without case and accents, for the SQL function `loosened`."""
    texts = (c if isinstance(c, str) else c.decode("utf-8", "replace") for c in columns)
    return drop_variants("\n".join(texts))


def column(path: str) -> str | bytes:
    """Return `path` as a column stores it: text, or bytes if it isn't valid Unicode."""
    try:
        path.encode()
    except UnicodeEncodeError:
        return os.fsencode(path)
    return path
