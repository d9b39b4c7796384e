"""Temporary folders: gone when they are not needed any more, however the program ends.

One in use is locked by its process; the lock goes with it, and the next one to start removes it. A
file in it tells it from a folder of the user's whose name begins alike, which is never touched.
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
"""The file that tells our folders."""
_YOUNG = 3_600.0
"""Seconds for which an empty folder is left alone: it may be about to be locked."""


class TemporaryFolder:
    """A new folder for the user alone."""

    def __init__(self) -> None:
        """Make it.

        Raises:
            OSError: The file or folder can't be used.
        """
        self.path = Path(tempfile.mkdtemp(prefix=_PREFIX))
        self._lock = os.open(self.path, os.O_RDONLY | os.O_DIRECTORY)
        fcntl.flock(self._lock, fcntl.LOCK_EX)
        (self.path / _MARKER).touch(mode=0o600)

    def remove(self) -> None:
        """Remove it with all that is in it."""
        shutil.rmtree(self.path, ignore_errors=True)
        os.close(self._lock)


@contextmanager
def temporary_folder() -> Iterator[Path]:
    """Make a new folder, removed at the end.

    Raises:
        OSError: If it can't be made.
    """
    folder = TemporaryFolder()
    try:
        yield folder.path
    finally:
        folder.remove()


def remove_left_folders() -> None:
    """Remove what runs have left that were killed."""
    with suppress(OSError):
        for entry in os.scandir(tempfile.gettempdir()):
            if entry.name.startswith(_PREFIX) and entry.is_dir(follow_symlinks=False):
                with suppress(OSError):
                    _remove_left(entry)


def _remove_left(entry: "os.DirEntry[str]") -> None:
    about = entry.stat(follow_symlinks=False)
    if about.st_uid != os.geteuid():
        return
    opened = os.open(entry.path, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    try:
        fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
        if Path(entry.path, _MARKER).is_file():
            shutil.rmtree(entry.path, ignore_errors=True)
        elif time.time() - about.st_mtime > _YOUNG:
            Path(entry.path).rmdir()  # it fails, as it should, if anything is in it
    finally:
        os.close(opened)
