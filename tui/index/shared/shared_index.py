"""A shared index: document records and comparisons of one corpus, in a file for other users.

It is written once, as a whole, and never changed. The reader trusts only SQLite's own parser.
"""

import os
import sqlite3
import stat
import tempfile
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from hashlib import blake2b
from pathlib import Path
from typing import Any, Final

from tui.errors import VariorumError
from tui.index.cache.comparison_cache import engine_checksum, pack_comparison
from tui.index.cache.document_record import DocumentRecord, pack_record
from tui.matching.pairs.document_comparison import Comparison, Keys
from tui.storage.atomic_write import OURS, sync_folder
from tui.text.sanitization import clean_line

SCHEMA: Final = (
    "CREATE TABLE made (engine TEXT NOT NULL, corpus BLOB NOT NULL)",
    "CREATE TABLE outlines (content TEXT PRIMARY KEY, made BLOB NOT NULL, seal BLOB NOT NULL)",
    "CREATE TABLE comparisons (keys BLOB PRIMARY KEY, made BLOB NOT NULL, seal BLOB NOT NULL)",
)
APPLICATION: Final = 0x76617269
FORMAT: Final = 2
_LONGEST: Final = 2_000
"""Code points of an error's message."""
_KEY: Final = 16
_LARGEST: Final = 64 << 20
"""Largest value that is read, in bytes."""
_PATIENCE: Final = 20.0
"""Seconds that one query may take; an honest index takes far less."""
_STEPS: Final = 10_000
"""Number of SQLite's steps between two checks of the time."""


class IndexRefusedError(VariorumError):
    """A shared index can't be used."""

    def __init__(self, message: str, *, cause: object = "", advice: str = "") -> None:
        """Make the error; its message may have names of files, and words of the index."""
        super().__init__(clean_line(message, _LONGEST), cause=clean_line(str(cause)), advice=advice)


class SharedIndex:
    """An index that is open for reading; its methods raise `IndexRefusedError`."""

    def __init__(self, file: Path) -> None:
        """Open the index at `file`.

        Raises:
            IndexRefusedError: If it is not an index of this version of the program.
        """
        self.file = file
        self._deadline = 0.0
        try:
            self._connection = _open(file)
        except (OSError, sqlite3.Error) as error:
            raise self._refusal(error) from error
        try:
            self._connection.set_progress_handler(self._is_late, _STEPS)
            self.corpus = self._check_format()
        except BaseException:
            self._connection.close()
            raise

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def count(self) -> tuple[int, int]:
        """Return the number of articles and the number of comparisons."""
        ((articles,),) = self._rows("SELECT count(*) FROM outlines")
        ((comparisons,),) = self._rows("SELECT count(*) FROM comparisons")
        return articles, comparisons

    def record(self, content: str) -> bytes | None:
        """Return the packed record for a file's content; None if it is missing or damaged."""
        return self._value("outlines", "content", content, content.encode())

    def comparison(self, keys: Keys) -> bytes | None:
        """Return the packed comparison of two texts; None if it is missing or damaged."""
        key = b"".join(keys)
        return self._value("comparisons", "keys", key, key)

    def compared(self) -> Iterator[Keys]:
        """Yield the keys of the pairs of texts that were compared."""
        for (keys,) in self._rows("SELECT keys FROM comparisons"):
            if isinstance(keys, bytes):
                yield keys[:_KEY], keys[_KEY:]

    def _value(self, table: str, column: str, key: object, name: bytes) -> bytes | None:
        query = f"SELECT made, seal FROM {table} WHERE {column} = ?"  # noqa: S608  # our own names
        for value, seal in self._rows(query, key):
            if isinstance(value, bytes) and seal == checksum(name, value):
                return value
        return None

    def _check_format(self) -> bytes:
        if self._rows("PRAGMA application_id") != [(APPLICATION,)]:
            raise IndexRefusedError(
                f"{self.file} is not an index", advice="`variorum index` makes one"
            )
        statements = self._rows("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL LIMIT 9")
        if self._rows("PRAGMA user_version") != [(FORMAT,)]:
            raise self._of_another_version()
        if sorted(str(sql) for (sql,) in statements) != sorted(SCHEMA):
            raise IndexRefusedError(
                f"{self.file} does not have the format of an index", advice="ask for a new one"
            )
        for maker, corpus in self._rows("SELECT engine, corpus FROM made LIMIT 1"):
            if maker == engine_checksum() and isinstance(corpus, bytes):
                return corpus
        raise self._of_another_version()

    def _rows(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        self._deadline = time.monotonic() + _PATIENCE
        try:
            return self._connection.execute(query, values).fetchall()
        except (sqlite3.Error, OverflowError, UnicodeError) as error:
            raise self._refusal(error) from error

    def _of_another_version(self) -> IndexRefusedError:
        return IndexRefusedError(
            f"{self.file} was made by another version of variorum", advice="ask for a new one"
        )

    def _refusal(self, error: Exception) -> IndexRefusedError:
        if isinstance(error, OSError):
            return IndexRefusedError(f"{self.file}: {error.strerror or error}")
        return IndexRefusedError(f"{self.file} is damaged ({error})", advice="ask for a new one")

    def _is_late(self) -> bool:
        return time.monotonic() > self._deadline


def _open(file: Path) -> sqlite3.Connection:
    """Return a connection that writes nothing, not even beside the file, and runs no code in it."""
    status = file.stat()
    if not stat.S_ISREG(status.st_mode):
        raise IndexRefusedError(f"{file} is not a file")
    if status.st_mode & stat.S_IWOTH:
        raise IndexRefusedError(f"{file} may be written by everyone (chmod o-w)")
    uri = f"{file.absolute().as_uri()}?mode=ro&immutable=1"
    connection = sqlite3.connect(uri, uri=True, check_same_thread=False, isolation_level=None)
    connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _LARGEST)
    connection.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 0)
    for setting in ("trusted_schema = OFF", "cell_size_check = ON", "query_only = ON"):
        connection.execute(f"PRAGMA {setting}")
    return connection


def checksum(*parts: bytes) -> bytes:
    """Return a check sum, by which a damaged value is detected."""
    return blake2b(b"".join(parts), digest_size=16).digest()


def corpus_checksum(texts: Iterable[bytes], compared: Iterable[Keys]) -> bytes:
    """Return the check sum of a corpus: of the keys of its texts and of its comparisons."""
    pairs = (first + second for first, second in sorted(compared))
    return checksum(*sorted(set(texts)), *pairs)


def write_index(
    file: Path,
    records: Mapping[str, DocumentRecord],
    comparisons: Iterable[tuple[Keys, Comparison]],
) -> None:
    """Write an index of a corpus at `file`, in place of an existing one.

    Everybody may read the file, like the corpus. Programs that read an older index keep reading it.

    Args:
        file: The file to write.
        records: The document records by content.
        comparisons: The comparisons by the keys of their texts.

    Raises:
        OSError: If the file or folder can't be written.
    """
    handle, name = tempfile.mkstemp(dir=file.parent, prefix=OURS, suffix=".tmp")
    os.close(handle)
    temporary_file = Path(name)
    try:
        with closing(sqlite3.connect(temporary_file, isolation_level=None)) as connection:
            connection.execute(f"PRAGMA application_id = {APPLICATION}")
            connection.execute(f"PRAGMA user_version = {FORMAT}")
            connection.execute("BEGIN")
            for statement in SCHEMA:
                connection.execute(statement)
            pairs = list(comparisons)
            texts = (record.fingerprint.key for record in records.values())
            corpus = corpus_checksum(texts, (keys for keys, _ in pairs))
            connection.execute("INSERT INTO made VALUES (?, ?)", (engine_checksum(), corpus))
            connection.executemany(
                "INSERT INTO outlines VALUES (?, ?, ?)",
                (
                    (content, data, checksum(content.encode(), data))
                    for content, record in sorted(records.items())
                    if (data := pack_record(record))
                ),
            )
            connection.executemany(
                "INSERT INTO comparisons VALUES (?, ?, ?)",
                (
                    (b"".join(keys), data, checksum(*keys, data))
                    for keys, comparison in pairs
                    if (data := pack_comparison(comparison))
                ),
            )
            connection.execute("COMMIT")
        temporary_file.chmod(0o644)
        temporary_file.replace(file)
        sync_folder(file.parent)
    except sqlite3.Error as error:
        raise OSError(None, str(error)) from error
    finally:
        temporary_file.unlink(missing_ok=True)


def is_index(file: Path) -> bool:
    """Return True if the file at `file` is an index of any version."""
    try:
        with closing(_open(file)) as connection:
            return bool(connection.execute("PRAGMA application_id").fetchone() == (APPLICATION,))
    except (OSError, sqlite3.Error, IndexRefusedError):
        return False
