"""A SQLite file of ours: opened, brought to the current schema, and spoken to in short writes.

A store that can't be used says why once, as a `StoreError`; its user goes on without it.
"""

import os
import sqlite3
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Self

from tui.library.privacy import private_folder
from tui.text.variants import loosened

PATIENCE = 5.0
"""Seconds to wait for another process's write."""

Row = tuple[Any, ...]


class StoreError(Exception):
    """A store can't be used: what happened, to which file, and what to do about it."""


class Store:
    """One open SQLite file; safe to use from several threads and beside other processes."""

    def __init__(self, path: Path, schema: Sequence[str], *, lasting: bool = True) -> None:
        """Open or make the store at `path`; `schema[n]` is the script from version n to n + 1.

        Raises `StoreError`. Before an existing file is brought up, a copy stands beside it. What is
        not `lasting` can be worked out again: the disk is not waited for with every change.
        """
        self.path = path
        self._lock = threading.Lock()
        self._data_version = 0
        with self._explained():
            private_folder(path.parent)
            path.touch(mode=0o600)
            self._connection = sqlite3.connect(
                path, timeout=PATIENCE, isolation_level=None, check_same_thread=False
            )
            try:
                self._connection.create_function("loosened", -1, _loosened, deterministic=True)
                self._connection.execute("PRAGMA journal_mode = WAL")
                self._connection.execute(f"PRAGMA synchronous = {'FULL' if lasting else 'NORMAL'}")
                self._connection.execute("PRAGMA foreign_keys = ON")
                self._bring_up(schema)
            except BaseException:
                self._connection.close()
                raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file; what was written is there already."""
        with self._lock:
            self._connection.close()

    def rows(self, query: str, values: Sequence[object] = ()) -> list[Row]:
        """The rows `query` gives; raises `StoreError`."""
        with self._explained(), self._lock:
            return self._connection.execute(query, values).fetchall()

    def write(self, statement: str, values: Sequence[object] = ()) -> None:
        """Carry out one change, durable when this returns; raises `StoreError`."""
        with self.change() as connection:
            connection.execute(statement, values)

    @contextmanager
    def change(self) -> Iterator[sqlite3.Connection]:
        """Several changes as one: all of them or, if anything fails, none; raises `StoreError`."""
        with self._explained(), self._lock:
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield self._connection
                self._connection.execute("COMMIT")
            except BaseException:
                self._take_back()
                raise

    def _take_back(self) -> None:
        """Roll back, unless SQLite has: it does so itself when, for one, the disk is full."""
        if self._connection.in_transaction:
            self._connection.execute("ROLLBACK")

    def data_version(self) -> int:
        """A number that changes when another process has changed the store; never waits."""
        if self._lock.acquire(blocking=False):
            try:
                with self._explained():
                    row = self._connection.execute("PRAGMA data_version").fetchone()
                    self._data_version = int(row[0])
            finally:
                self._lock.release()
        return self._data_version

    def _version(self) -> int:
        return int(self._connection.execute("PRAGMA user_version").fetchone()[0])

    def _bring_up(self, schema: Sequence[str]) -> None:
        found = self._version()
        if found > len(schema):
            raise StoreError(
                f"the store was written by a newer variorum (schema {found}, this one knows"
                f" {len(schema)}); use that version, or move the file away ({self.path})"
            )
        if found == len(schema):
            return
        if found:
            self._back_up(found)
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            for version in range(self._version(), len(schema)):
                for statement in schema[version].split(";"):
                    self._connection.execute(statement)
                self._connection.execute(f"PRAGMA user_version = {version + 1}")
            self._connection.execute("COMMIT")
        except BaseException:
            self._take_back()
            raise

    def _back_up(self, version: int) -> None:
        """A copy of the file as it was, under its schema's number."""
        copy = self.path.with_name(f"{self.path.name}.v{version}.bak")
        copy.touch(mode=0o600)
        target = sqlite3.connect(copy)
        try:
            self._connection.backup(target)
        finally:
            target.close()

    @contextmanager
    def _explained(self) -> Iterator[None]:
        """Turn what SQLite or the disk says into words to act on; first what it is, last where."""
        try:
            yield
        except sqlite3.OperationalError as error:
            raise StoreError(f"{_advice(str(error))} ({self.path})") from error
        except sqlite3.DatabaseError as error:
            raise StoreError(
                f"the store is damaged ({error}); move it away and a new one is made ({self.path})"
            ) from error
        except OSError as error:
            reason = error.strerror or str(error)
            raise StoreError(f"{reason}; is the folder yours to write in? ({self.path})") from error


def _advice(problem: str) -> str:
    if "locked" in problem:
        return "another program keeps the store locked; close that, then try again"
    if "readonly" in problem or "unable to open" in problem:
        return f"{problem}; is the folder yours to write in?"
    if "full" in problem:
        return "the disk is full; make room, then try again"
    if "disk I/O" in problem:
        return "the disk took or gave no more; make room or see to it, then try again"
    return problem


def _loosened(*columns: str | bytes) -> str:
    """The function of SQL by which words are found whatever their case and accents."""
    said = (c if isinstance(c, str) else c.decode("utf-8", "replace") for c in columns)
    return loosened("\n".join(said))


def column(path: str) -> str | bytes:
    """`path` as a column holds it: text, or bytes if it is no text."""
    try:
        path.encode()
    except UnicodeEncodeError:
        return os.fsencode(path)
    return path
