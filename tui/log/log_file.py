"""The log file: the actions and failures of the program, for the search of faults.

Only the user may read it, its size is limited, and no record goes to the terminal. The file is made
with the first record. Forked processes write no records.
"""

import os
import sys
from pathlib import Path

from tui import __version__
from tui.lazy_imports import lazy_imports
from tui.settings import NOWHERE

with lazy_imports():
    import logging

    from tui.log import deferred_handler

LOG_FILE = "diagnostic.log"
LEVELS = ("error", "warning", "info", "debug")
"""Names of the levels, from the fewest records to the most."""
LEVEL = "warning"
"""Default level."""
_OURS = "tui"


def start_log(folder: Path, level: str = LEVEL) -> None:
    """Write records of this process to the log file in `folder` from now on.

    Args:
        folder: Folder of the file, which is made with the first record.
        level: One of `LEVELS`, for our own records; those of libraries are written from `warning`
            on.
    """
    root = logging.getLogger()
    for handler in [
        root_handler
        for root_handler in root.handlers
        if isinstance(root_handler, deferred_handler.DeferredLog)
    ]:
        root.removeHandler(handler)
        handler.close()
    path = None if folder == NOWHERE else folder / LOG_FILE
    root.addHandler(deferred_handler.DeferredLog(path, os.getpid()))
    own_logger = logger(_OURS)
    own_logger.setLevel(level.upper())
    own_logger.info("variorum %s, Python %s, %s", __version__, sys.version.split()[0], sys.platform)


def logger(name: str) -> "logging.Logger":
    """Return the logger of the module called `name`."""
    own_logger = logging.getLogger(_OURS)
    if not own_logger.handlers:
        own_logger.addHandler(
            logging.NullHandler()
        )  # without it, a process that has no log file prints records
    return logging.getLogger(name)
