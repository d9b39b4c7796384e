"""The log file: what the program did and what failed, for whoever looks for a fault.

It is the user's alone, it is bounded, and nothing of it goes to the terminal. The file is made with
the first record. Forked processes write no records.
"""

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from tui import __version__
from tui.settings import NOWHERE

if TYPE_CHECKING:
    import logging

LOG_FILE = "diagnostic.log"
LEVELS = ("error", "warning", "info", "debug")
"""The names of the levels, the fewest records first."""
LEVEL = "warning"
"""The level unless another one is asked for."""
_OURS = "tui"


def start_log(folder: Path, level: str = LEVEL) -> None:
    """Write records of this process to the log file in `folder` from now on.

    Args:
        folder: Where the file is; it is made with the first record.
        level: One of `LEVELS`, for our own records; libraries' are written from `warning` on.
    """
    import logging  # noqa: PLC0415  # start-up: Textual loads it later

    from tui.log.deferred_handler import DeferredLog  # noqa: PLC0415  # as above

    root = logging.getLogger()
    for handler in [one for one in root.handlers if isinstance(one, DeferredLog)]:
        root.removeHandler(handler)
        handler.close()
    where = None if folder == NOWHERE else folder / LOG_FILE
    root.addHandler(DeferredLog(where, os.getpid()))
    ours = logger(_OURS)
    ours.setLevel(level.upper())
    ours.info("variorum %s, Python %s, %s", __version__, sys.version.split()[0], sys.platform)


def logger(name: str) -> "logging.Logger":
    """Return the logger of the module called `name`."""
    import logging  # noqa: PLC0415  # start-up: the core logs only what fails

    ours = logging.getLogger(_OURS)
    if not ours.handlers:
        ours.addHandler(logging.NullHandler())  # else a process without a log file prints
    return logging.getLogger(name)
