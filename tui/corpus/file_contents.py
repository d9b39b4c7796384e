"""The bytes of a file, read as far as its disk answers, and the stamp that identifies them."""

import os
from pathlib import Path
from stat import S_ISDIR, S_ISREG
from typing import BinaryIO, NamedTuple

from tui.errors import VariorumError
from tui.storage.disk_timeout import call_with_timeout

LARGEST = 64 << 20
"""Bytes of a file that is still opened."""
_AT_ONCE = 1 << 20
"""Bytes that a disk must give before it is waited for anew."""


class ContentsError(VariorumError):
    """A file is not one to be read."""


class Stamp(NamedTuple):
    """Identity of a file's content, without reading it."""

    inode: int
    size: int
    """Bytes."""
    changed: int
    """Nanoseconds since 1970."""

    @classmethod
    def of(cls, about: os.stat_result) -> "Stamp":
        """Return the stamp of a file by what its disk says about it."""
        return cls(about.st_ino, about.st_size, about.st_mtime_ns)


class Origin(NamedTuple):
    """Origin of file bytes."""

    real: str
    """Its path, links resolved."""
    stamp: Stamp


def read_contents(path: Path, largest: int, *, soon: bool = False) -> tuple[Origin, bytes]:
    """Return the bytes of the file at `path`, `largest` at most.

    Raises:
        ContentsError: If the contents aren't to be read.
        OSError: If it can't be read, or its disk doesn't answer in time (a short time if `soon`).
    """
    disk = str(path.parent)
    where, data, file = call_with_timeout(_begin, path, largest, disk=disk, soon=soon)
    if file is None:
        return where, data
    parts = [data]
    while data and sum(map(len, parts)) <= largest:
        data = call_with_timeout(file.read, _AT_ONCE, disk=disk)
        parts.append(data)
    call_with_timeout(file.close, disk=disk)
    return where, b"".join(parts)


def stamp_of(path: Path) -> Stamp:
    """Return the stamp of the file at `path` now.

    Raises:
        OSError: If it can't be read, or its disk doesn't answer.
    """
    return Stamp.of(call_with_timeout(path.stat, disk=str(path.parent)))


def read_beginning(path: Path, size: int, least: int) -> bytes | None:
    """Return the first `size` bytes of a regular file of at least `least` bytes.

    Raises:
        OSError: If it can't be read, or not soon.
    """
    return call_with_timeout(_beginning, path, size, least, disk=str(path.parent), soon=True)


def _begin(path: Path, largest: int) -> tuple[Origin, bytes, BinaryIO | None]:
    """Return the first bytes, and the open file if there may be more."""
    about = path.stat()
    if S_ISDIR(about.st_mode):
        raise ContentsError(_problem_of_folder(path))
    if not S_ISREG(about.st_mode):
        raise ContentsError("it is not a regular file")
    if about.st_size > largest:
        raise ContentsError(too_large(about.st_size, largest))
    real = os.path.realpath(path)
    file = path.open("rb", buffering=0)
    try:
        data = file.read(_AT_ONCE)
        where = Origin(real, Stamp.of(os.fstat(file.fileno())))
    except BaseException:
        file.close()
        raise
    if len(data) == _AT_ONCE:
        return where, data, file
    file.close()
    return where, data, None


def _problem_of_folder(path: Path) -> str:
    """Return the reason why a folder gave no files.

    Raises:
        OSError: If it can't be read for another reason than its permissions.
    """
    try:
        os.scandir(path).close()
    except PermissionError:
        return "you may not look into this folder"
    return "it is a folder"


def _beginning(path: Path, size: int, least: int) -> bytes | None:
    about = path.stat()
    if about.st_size < least or not S_ISREG(about.st_mode):
        return None
    with path.open("rb") as file:
        return file.read(size)


def too_large(size: int, largest: int) -> str:
    """Return the reason why a file of `size` bytes is not read."""
    return f"it has {size >> 20} MB; at most {largest >> 20} MB are opened"
