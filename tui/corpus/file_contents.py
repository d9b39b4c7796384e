"""The bytes of a file, as far as its disk answers, and the stamp that identifies them."""

import os
from pathlib import Path
from stat import S_ISDIR, S_ISREG
from typing import BinaryIO, NamedTuple

from tui.errors import VariorumError
from tui.storage.disk_timeout import call_with_timeout

LARGEST = 64 << 20
"""Largest file that is opened, in bytes."""
_AT_ONCE = 1 << 20
"""Bytes that are read in one call; each call has the full time limit."""


class ContentsError(VariorumError):
    """A file has no content that is read: a folder, a device, or a file that is too large."""


class Stamp(NamedTuple):
    """Identity of a file's content, without reading it."""

    inode: int
    size: int
    """Size in bytes."""
    changed: int
    """Time of change, in nanoseconds since 1970."""

    @classmethod
    def of(cls, status: os.stat_result) -> "Stamp":
        """Return the stamp for the status of a file."""
        return cls(status.st_ino, status.st_size, status.st_mtime_ns)


class Origin(NamedTuple):
    """Origin of the bytes of a file."""

    real: str
    """Path of the file, with links resolved."""
    stamp: Stamp


def read_contents(path: Path, largest: int, *, soon: bool = False) -> tuple[Origin, bytes]:
    """Return the origin and the bytes of the file at `path`.

    Args:
        path: The file.
        largest: Largest size in bytes.
        soon: True for the short time limit of a disk.

    Raises:
        ContentsError: If it is not a regular file, or is too large.
        OSError: If it can't be read, or its disk doesn't answer in time.
    """
    disk = str(path.parent)
    origin, data, file = call_with_timeout(_begin, path, largest, disk=disk, soon=soon)
    if file is None:
        return origin, data
    parts = [data]
    while data and sum(map(len, parts)) <= largest:
        data = call_with_timeout(file.read, _AT_ONCE, disk=disk)
        parts.append(data)
    call_with_timeout(file.close, disk=disk)
    return origin, b"".join(parts)


def stamp_of(path: Path) -> Stamp:
    """Return the present stamp of the file at `path`.

    Raises:
        OSError: If it can't be read, or its disk doesn't answer.
    """
    return Stamp.of(call_with_timeout(path.stat, disk=str(path.parent)))


def read_beginning(path: Path, size: int, least_size: int, *, soon: bool = True) -> bytes | None:
    """Return the first bytes of a regular file.

    Args:
        path: The file.
        size: Number of bytes.
        least_size: Smallest size of a file, in bytes, of which the beginning is read.
        soon: True to give up early on a slow disk.

    Returns:
        The bytes; None if it is not a regular file, or is smaller.

    Raises:
        OSError: If it can't be read, or its disk doesn't answer in time.
    """
    return call_with_timeout(_beginning, path, size, least_size, disk=str(path.parent), soon=soon)


def _begin(path: Path, largest: int) -> tuple[Origin, bytes, BinaryIO | None]:
    """Return the origin, the first bytes, and the open file if there may be more bytes."""
    status = path.stat()
    if S_ISDIR(status.st_mode):
        raise ContentsError(_problem_of_folder(path))
    if not S_ISREG(status.st_mode):
        raise ContentsError("it is not a regular file")
    if status.st_size > largest:
        raise ContentsError(too_large(status.st_size, largest))
    real = os.path.realpath(path)
    file = path.open("rb", buffering=0)
    try:
        data = file.read(_AT_ONCE)
        origin = Origin(real, Stamp.of(os.fstat(file.fileno())))
    except BaseException:
        file.close()
        raise
    if len(data) == _AT_ONCE:
        return origin, data, file
    file.close()
    return origin, data, None


def _problem_of_folder(path: Path) -> str:
    """Return the reason why a folder has no files.

    Raises:
        OSError: If it can't be read, for a reason other than permissions.
    """
    try:
        os.scandir(path).close()
    except PermissionError:
        return "you may not look into this folder"
    return "it is a folder"


def _beginning(path: Path, size: int, least_size: int) -> bytes | None:
    status = path.stat()
    if status.st_size < least_size or not S_ISREG(status.st_mode):
        return None
    with path.open("rb") as file:
        return file.read(size)


def too_large(size: int, largest: int) -> str:
    """Return the reason why a file of `size` bytes is not read."""
    return f"it has {size >> 20} MB; at most {largest >> 20} MB are opened"
