"""Temporary folders, which are removed when they are no longer needed, however the program ends.

A process locks its folder; the lock ends with the process. The next process to start removes the
folders without a lock. A marker file distinguishes them from a user's folder whose name begins in
the same way; such a folder is never touched.
"""

import fcntl
import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

_PREFIX = "variorum-"
_MARKER = ".made-by-variorum"
"""Name of the file that marks our folders."""
_YOUNG = 3_600.0
"""Seconds for which an empty folder is left alone: its process may be about to lock it."""


class TemporaryFolder:
    """A new folder for the user alone."""

    def __init__(self) -> None:
        """Make the folder.

        Raises:
            OSError: If it can't be made.
        """
        self.path = Path(tempfile.mkdtemp(prefix=_PREFIX))
        self._lock = os.open(self.path, os.O_RDONLY | os.O_DIRECTORY)
        fcntl.flock(self._lock, fcntl.LOCK_EX)
        (self.path / _MARKER).touch(mode=0o600)

    def remove(self) -> None:
        """Remove the folder with its content."""
        shutil.rmtree(self.path, ignore_errors=True)
        os.close(self._lock)


@contextmanager
def temporary_folder() -> Iterator[Path]:
    """Make a new folder, and remove it at the end.

    Raises:
        OSError: If it can't be made.
    """
    folder = TemporaryFolder()
    try:
        yield folder.path
    finally:
        folder.remove()


def remove_left_folders() -> None:
    """Remove the folders of processes that were killed."""
    with suppress(OSError):
        for entry in os.scandir(tempfile.gettempdir()):
            if entry.name.startswith(_PREFIX) and entry.is_dir(follow_symlinks=False):
                with suppress(OSError):
                    _remove_left(entry)


def _remove_left(entry: "os.DirEntry[str]") -> None:
    status = entry.stat(follow_symlinks=False)
    if status.st_uid != os.geteuid():
        return
    descriptor = os.open(entry.path, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        if Path(entry.path, _MARKER).is_file():
            shutil.rmtree(entry.path, ignore_errors=True)
        elif time.time() - status.st_mtime > _YOUNG:
            Path(entry.path).rmdir()  # it fails, as intended, if anything is in it
    finally:
        os.close(descriptor)
