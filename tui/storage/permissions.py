"""Private files: our folders and the files in them, closed to other users.

Only our own files of this user are closed, never the folder around them, nor the target of a link.
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
    """Take from others what they may do in our folders and with the files there.

    What is `offered` to others, a shared index or a folder of notes, stays as it is, and may still
    be reached. The folder of the configuration is the user's own affair.
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
    """Make `folder`, and what is missing above it, for the user alone.

    Raises:
        OSError: The file or folder can't be used.
    """
    for missing in [one for one in (*reversed(folder.parents), folder) if not one.exists()]:
        missing.mkdir(mode=0o700, exist_ok=True)


def open_private(path: Path) -> int:
    """Return a descriptor to append to the file at `path`, private from the first byte.

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
