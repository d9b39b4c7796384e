"""Reading of a SQLite file that can't be written: the file and its write-ahead log.

SQLite must write beside a file in WAL mode to read it; else it ignores the changes that are only in
the log, as after `kill -9`. This module combines both in memory and writes nothing to the disk.
"""

import errno
import sqlite3
import struct
from pathlib import Path
from typing import NamedTuple

_HEADER, _FRAME = struct.Struct(">8I"), struct.Struct(">6I")
_MAGIC, _VERSION = 0x377F0682, 3_007_000
"""Magic number of a log with little-endian check sums (plus one: big-endian), and its version."""
_NO_LOG = b"\x01\x01"
_FORMATS = slice(18, 20)
"""Bytes of a database that give its journal mode; a database in memory has none."""
_TRIES = 5

Stamp = tuple[tuple[int, int, int] | None, ...]
"""State of a file and of its log at one time, each as inode, size in bytes and time of change."""


class Snapshot(NamedTuple):
    """A database in memory, and the stamp of the file that it was read from."""

    connection: sqlite3.Connection
    stamp: Stamp


def stamp(path: Path) -> Stamp:
    """Return the present stamp of the file at `path`.

    Raises:
        OSError: If the file or folder can't be used.
    """
    return tuple(_stamp(one) for one in (path, _log(path)))


def take_snapshot(path: Path) -> Snapshot:
    """Return the database at `path` as of its last commit; an empty one if there is no file.

    Raises:
        OSError: If the file can't be read, or another program writes to it without pause.
        sqlite3.Error: If the file is not a database.
    """
    for _ in range(_TRIES):
        before = stamp(path)
        data, log = _read(path), _read(_log(path))
        if stamp(path) == before:
            break
    else:
        raise BlockingIOError(errno.EAGAIN, "another program writes to it without a pause")
    connection = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
    if image := _with_log(bytearray(data), log):
        image[_FORMATS] = _NO_LOG
        connection.deserialize(bytes(image))
    return Snapshot(connection, before)


def _with_log(image: bytearray, log: bytes) -> bytearray:
    """Return `image` with all committed changes of its `log`."""
    if len(log) < _HEADER.size:
        return image
    magic, version, size, _, *salt, one, two = _HEADER.unpack_from(log)
    order = "<" if magic == _MAGIC else ">"
    sums = _sums((0, 0), log[: _HEADER.size - 8], order)
    if magic not in (_MAGIC, _MAGIC + 1) or version != _VERSION or sums != (one, two):
        return image
    pages: dict[int, int] = {}
    for at in range(_HEADER.size, len(log) - _FRAME.size - size + 1, _FRAME.size + size):
        number, committed, *salted, one, two = _FRAME.unpack_from(log, at)
        start = at + _FRAME.size
        sums = _sums(sums, log[at : at + 8] + log[start : start + size], order)
        if salted != salt or sums != (one, two):
            break  # the rest is from an earlier use of the log, or is cut off
        pages[number] = start
        if committed:
            image.extend(bytes(max(0, committed * size - len(image))))
            for page, begin in pages.items():
                image[(page - 1) * size : page * size] = log[begin : begin + size]
            del image[committed * size :]
            pages.clear()
    return image


def _sums(before: tuple[int, int], data: bytes, order: str) -> tuple[int, int]:
    """Return the two running check sums of a log after `data`."""
    one, two = before
    for first, second in struct.iter_unpack(f"{order}2I", data):
        one = (one + first + two) & 0xFFFFFFFF
        two = (two + second + one) & 0xFFFFFFFF
    return one, two


def _log(path: Path) -> Path:
    return path.with_name(f"{path.name}-wal")


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return b""


def _stamp(path: Path) -> tuple[int, int, int] | None:
    try:
        about = path.stat()
    except FileNotFoundError:
        return None
    return about.st_ino, about.st_size, about.st_mtime_ns
