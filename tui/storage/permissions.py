"""Private files: our folders, and the files in them, are closed to other users.

Only files and folders that are ours and belong to this user are closed. The folder around ours, and
the target of a link, are left alone.
"""

import os
import stat
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from tui.settings import Folders
from tui.storage.path_scope import PathScope

_OTHERS = 0o077


def restrict_to_owner(folders: Folders, shared_paths: Sequence[Path]) -> None:
    """Remove the permissions of other users from our folders and the files in them.

    The files and folders in `shared_paths`, such as a shared index or a folder of notes, keep
    their permissions and stay reachable. The folder of the configuration is left to the user.
    """
    for folder in dict.fromkeys((folders.state, folders.data, folders.cache, folders.log)):
        with suppress(OSError):
            status = folder.lstat()
            if not stat.S_ISDIR(status.st_mode) or status.st_uid != os.geteuid():
                continue
            scope = PathScope([folder])
            if not any(path in scope for path in shared_paths):
                _narrow(folder, status)
            shared_scope = PathScope(shared_paths)
            for entry in os.scandir(folder):
                path = Path(entry.path)
                if entry.is_file(follow_symlinks=False) and path not in shared_scope:
                    _narrow(path, entry.stat(follow_symlinks=False))


def private_folder(folder: Path) -> None:
    """Make `folder`, and missing folders above it, for the user alone.

    Raises:
        OSError: If the folder can't be made.
    """
    for missing_folder in [
        path for path in (*reversed(folder.parents), folder) if not path.exists()
    ]:
        missing_folder.mkdir(mode=0o700, exist_ok=True)


def open_private(path: Path) -> int:
    """Return a descriptor that appends to the file at `path`; the file is private from the start.

    Raises:
        OSError: If the file can't be opened.
    """
    descriptor = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC, 0o600)
    with suppress(OSError):
        status = os.fstat(descriptor)
        if status.st_mode & _OTHERS:
            os.fchmod(descriptor, stat.S_IMODE(status.st_mode) & ~_OTHERS)
    return descriptor


def _narrow(path: Path, status: os.stat_result) -> None:
    if status.st_uid == os.geteuid() and status.st_mode & _OTHERS:
        path.chmod(stat.S_IMODE(status.st_mode) & ~_OTHERS)
