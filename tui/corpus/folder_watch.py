"""Notices from the system about files that appear, change or vanish in folders.

Some file systems give no notices, such as many network mounts: the caller must check by itself,
too.
"""

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from threading import Event

from tui.log.log_file import logger
from tui.storage.disk_timeout import call_with_timeout

MOST_FOLDERS = 2_000
"""Largest number of folders below those watched: the system needs a watch for each folder."""
_TOGETHER = 400
"""Longest time, in milliseconds, in which changes are collected into one notice."""
_QUIET = 100
"""Time without a change, in milliseconds, after which a notice is given."""
_WAIT = 500
"""Longest time, in milliseconds, until the end of the watch is noticed."""


def changed_paths(folders: Sequence[Path], stopped: Event) -> Iterator[frozenset[str]]:
    """Yield absolute paths that appeared, changed or vanished, until `stopped` is set.

    Hidden files and folders are left out. The iterator ends at once if folders can't be watched: if
    there are too many, or the system has no watch left.

    Args:
        folders: The folders to watch.
        stopped: Set this event to end the watch.

    Yields:
        The paths of one notice.
    """
    try:
        if not folders or call_with_timeout(_is_too_large, folders, disk=str(folders[0])):
            return
    except (OSError, RecursionError):
        return  # the disk is slow, or gone, or its folders are nested too deeply for `os.walk`
    try:
        # Here, since the package may be missing, and reading goes on without it.
        import watchfiles  # noqa: PLC0415
    except ImportError:
        return
    roots = tuple(os.path.abspath(folder) for folder in folders)  # noqa: PTH100  # asks no disk

    def is_shown(_: object, path: str) -> bool:
        root = max(
            (root_path for root_path in roots if path.startswith(root_path)), key=len, default=""
        )
        return not any(part.startswith(".") for part in Path(path[len(root) :]).parts)

    try:
        for changes in watchfiles.watch(
            *roots,
            watch_filter=is_shown,
            debounce=_TOGETHER,
            step=_QUIET,
            rust_timeout=_WAIT,
            stop_event=stopped,
            raise_interrupt=False,
            ignore_permission_denied=True,
        ):
            yield frozenset(path for _, path in changes)
    except (OSError, RuntimeError, ValueError) as error:  # these are the errors of watchfiles
        logger(__name__).warning("the folders can't be watched: %s", error)


def _is_too_large(folders: Sequence[Path]) -> bool:
    """Return True if more folders are below `folders` than may be watched."""
    count = 0
    for folder in folders:
        for _ in os.walk(folder):
            count += 1
            if count > MOST_FOLDERS:
                logger(__name__).info("more than %d folders are not watched", MOST_FOLDERS)
                return True
    return False
