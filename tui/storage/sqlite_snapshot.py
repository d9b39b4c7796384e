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
    return tuple(_stamp(file) for file in (path, _log(path)))


def take_snapshot(path: Path) -> Snapshot:
    """Return the database at `path` as of its last commit; an empty one if there is no file.

    Raises:
        OSError: If the file can't be read, or another program writes to it without pause.
        sqlite3.Error: If the file is not a database.
    """
    for _ in range(_TRIES):
        stamp_before = stamp(path)
        data, log = _read(path), _read(_log(path))
        if stamp(path) == stamp_before:
            break
    else:
        raise BlockingIOError(errno.EAGAIN, "another program writes to it without a pause")
    connection = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
    if image := _with_log(bytearray(data), log):
        image[_FORMATS] = _NO_LOG
        connection.deserialize(bytes(image))
    return Snapshot(connection, stamp_before)


def _with_log(image: bytearray, log: bytes) -> bytearray:
    """Return `image` with all committed changes of its `log`."""
    if len(log) < _HEADER.size:
        return image
    magic, version, size, _, *salt, first_sum, second_sum = _HEADER.unpack_from(log)
    order = "<" if magic == _MAGIC else ">"
    sums = _sums((0, 0), log[: _HEADER.size - 8], order)
    if magic not in (_MAGIC, _MAGIC + 1) or version != _VERSION or sums != (first_sum, second_sum):
        return image
    pages: dict[int, int] = {}
    for offset in range(_HEADER.size, len(log) - _FRAME.size - size + 1, _FRAME.size + size):
        number, page_count, *frame_salt, first_sum, second_sum = _FRAME.unpack_from(log, offset)
        start = offset + _FRAME.size
        sums = _sums(sums, log[offset : offset + 8] + log[start : start + size], order)
        if frame_salt != salt or sums != (first_sum, second_sum):
            break  # the rest is from an earlier use of the log, or is cut off
        pages[number] = start
        if page_count:
            image.extend(bytes(max(0, page_count * size - len(image))))
            for page, begin in pages.items():
                image[(page - 1) * size : page * size] = log[begin : begin + size]
            del image[page_count * size :]
            pages.clear()
    return image


def _sums(sums: tuple[int, int], data: bytes, order: str) -> tuple[int, int]:
    """Return the two running check sums of a log after `data`."""
    first_sum, second_sum = sums
    for first, second in struct.iter_unpack(f"{order}2I", data):
        first_sum = (first_sum + first + second_sum) & 0xFFFFFFFF
        second_sum = (second_sum + second + first_sum) & 0xFFFFFFFF
    return first_sum, second_sum


def _log(path: Path) -> Path:
    return path.with_name(f"{path.name}-wal")


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return b""


def _stamp(path: Path) -> tuple[int, int, int] | None:
    try:
        status = path.stat()
    except FileNotFoundError:
        return None
    return status.st_ino, status.st_size, status.st_mtime_ns
