"""Notices of the system on files that appear, change or vanish in folders.

A file system may give none, as many network mounts do: who watches must look by itself, too.
"""

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from threading import Event

from tui.log.log_file import logger
from tui.storage.disk_timeout import call_with_timeout

MOST_FOLDERS = 2_000
"""Folders below those watched, at most: the system keeps a watch for each of them."""
_TOGETHER = 400
"""Milliseconds in which changes are told together, at most."""
_QUIET = 100
"""Milliseconds without a change after which those before are told."""
_WAIT = 500
"""Milliseconds after which the end of the watch is noticed, at most."""


def changed_paths(folders: Sequence[Path], stopped: Event) -> Iterator[frozenset[str]]:
    """Yield absolute paths that appeared, changed or vanished, until `stopped` is set.

    Hidden files and folders are left out. Ends at once where folders can't be watched: without the
    package watchfiles, with too many folders, or if the system has no watch left.
    """
    try:
        if not folders or call_with_timeout(_is_too_large, folders, disk=str(folders[0])):
            return
    except OSError:
        return  # the disk is slow, or away
    try:
        # Here, since the package may be missing, and reading goes on without it.
        import watchfiles  # noqa: PLC0415
    except ImportError:
        return
    roots = tuple(os.path.abspath(folder) for folder in folders)  # noqa: PTH100  # asks no disk

    def is_shown(_: object, path: str) -> bool:
        root = max((one for one in roots if path.startswith(one)), key=len, default="")
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
    except (OSError, RuntimeError, ValueError) as error:  # the library's own errors are these
        logger(__name__).warning("the folders can't be watched: %s", error)


def _is_too_large(folders: Sequence[Path]) -> bool:
    """Return True if more folders lie below `folders` than are watched."""
    count = 0
    for folder in folders:
        for _ in os.walk(folder):
            count += 1
            if count > MOST_FOLDERS:
                logger(__name__).info("more than %d folders are not watched", MOST_FOLDERS)
                return True
    return False
