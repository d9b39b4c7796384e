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


def restrict_to_owner(folders: Folders, offered: Sequence[Path]) -> None:
    """Remove the permissions of other users from our folders and the files in them.

    The files and folders `offered` to others, such as a shared index or a folder of notes, keep
    their permissions and stay reachable. The folder of the configuration is left to the user.
    """
    for folder in dict.fromkeys((folders.state, folders.data, folders.cache, folders.log)):
        with suppress(OSError):
            about = folder.lstat()
            if not stat.S_ISDIR(about.st_mode) or about.st_uid != os.geteuid():
                continue
            inside = PathScope([folder])
            if not any(path in inside for path in offered):
                _narrow(folder, about)
            apart = PathScope(offered)
            for entry in os.scandir(folder):
                path = Path(entry.path)
                if entry.is_file(follow_symlinks=False) and path not in apart:
                    _narrow(path, entry.stat(follow_symlinks=False))


def private_folder(folder: Path) -> None:
    """Make `folder`, and missing folders above it, for the user alone.

    Raises:
        OSError: If the folder can't be made.
    """
    for missing in [one for one in (*reversed(folder.parents), folder) if not one.exists()]:
        missing.mkdir(mode=0o700, exist_ok=True)


def open_private(path: Path) -> int:
    """Return a descriptor that appends to the file at `path`; the file is private from the start.

    Raises:
        OSError: If the file can't be opened.
    """
    descriptor = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC, 0o600)
    with suppress(OSError):
        about = os.fstat(descriptor)
        if about.st_mode & _OTHERS:
            os.fchmod(descriptor, stat.S_IMODE(about.st_mode) & ~_OTHERS)
    return descriptor


def _narrow(path: Path, about: os.stat_result) -> None:
    if about.st_uid == os.geteuid() and about.st_mode & _OTHERS:
        path.chmod(stat.S_IMODE(about.st_mode) & ~_OTHERS)
