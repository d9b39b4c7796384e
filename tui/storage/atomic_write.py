"""Atomic writing of files: the old content stays until the new content is on the disk."""

import contextlib
import errno
import os
import stat
import tempfile
from pathlib import Path

_IN_MEMORY = Path("/dev/shm")  # noqa: S108  # the file made there is new, and the user's alone
"""Folder of many systems that has room even if the disk is full."""
OURS = ".variorum-"
"""Prefix of the names of unfinished files."""
_UNSYNCED = frozenset({errno.EINVAL, errno.ENOTSUP, errno.ENOSYS, errno.EACCES})
"""Errors of file systems that save no folder on request, and of folders that may not be read: the
files in them are written all the same."""


def write_atomically(path: Path, text: str, *, private: bool = False) -> None:
    """Write `text`, as UTF-8, in place of the file at `path`.

    A link is followed, and the folder must exist. An existing file keeps its mode. With `private`
    only the user may read the file.

    Raises:
        OSError: If the file or folder can't be written.
    """
    real_path, data = Path(os.path.realpath(path)), as_bytes(text)
    mode = 0o600 if private else _mode(real_path)
    handle, name = tempfile.mkstemp(dir=real_path.parent, prefix=OURS, suffix=".tmp")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fchmod(file.fileno(), mode)
            os.fsync(file.fileno())
        Path(name).replace(real_path)
    except BaseException:
        with contextlib.suppress(OSError):
            Path(name).unlink()
        raise
    sync_folder(real_path.parent)


def save_elsewhere(words: str, folder: Path) -> Path | None:
    """Return a new private file with `words`, in `folder` or in the folder of temporary files.

    Returns:
        The path of the file; None if no folder has room.
    """
    data = as_bytes(words)
    for directory in (folder, None, _IN_MEMORY):
        with contextlib.suppress(OSError):
            handle, name = tempfile.mkstemp(prefix="variorum-note-", suffix=".md", dir=directory)
            try:
                with os.fdopen(handle, "wb") as file:
                    file.write(data)
                    file.flush()
                    os.fsync(file.fileno())
            except OSError:
                Path(name).unlink()
                raise
            with contextlib.suppress(OSError):
                sync_folder(Path(name).parent)
            return Path(name)
    return None


def sync_folder(folder: Path) -> None:
    """Wait until the names of the files in `folder` are on the disk, where that can be asked for.

    Raises:
        OSError: If the disk has failed.
    """
    descriptor = -1
    try:
        descriptor = os.open(folder, os.O_RDONLY)
        os.fsync(descriptor)
    except OSError as error:
        if error.errno not in _UNSYNCED:
            raise
    finally:
        if descriptor >= 0:
            os.close(descriptor)


def as_bytes(text: str) -> bytes:
    """Return `text` as our files hold it: UTF-8; bytes of paths that are not UTF-8 are kept."""
    return text.encode("utf-8", errors="surrogateescape")


def _mode(path: Path) -> int:
    try:
        return stat.S_IMODE(path.stat().st_mode)
    except FileNotFoundError:
        return 0o666 & ~_umask()


def _umask() -> int:
    mask = os.umask(0o077)
    os.umask(mask)
    return mask
