"""The crash log: tracebacks of errors that end the program."""

import os
import traceback
from pathlib import Path
from time import strftime

from tui.log.log_file import logger
from tui.storage.permissions import open_private, private_folder

CRASH_LOG = "variorum.log"


def write_crash_log(folder: Path, error: BaseException | None) -> Path | None:
    """Append the traceback of `error` to the crash log in `folder`.

    Returns:
        The path of the crash log; None if it can't be written.
    """
    message = "".join(traceback.format_exception(error)) if error else traceback.format_exc()
    path = folder / CRASH_LOG
    try:
        private_folder(folder)
        with os.fdopen(open_private(path), "a", encoding="utf-8", errors="replace") as log:
            log.write(f"{strftime('%Y-%m-%d %H:%M:%S')} {message}\n")
    except OSError:
        return None
    logger(__name__).error("a fault; its traceback is in %s", path)
    return path
