"""The log file on the disk: private from its first byte, and rotated by size."""

import logging
import os
from io import TextIOWrapper
from logging.handlers import RotatingFileHandler
from pathlib import Path

from tui.storage.permissions import open_private, private_folder
from tui.text.sanitization import clean

LARGEST = 512 * 1024
"""Largest size of the file and of each earlier one, in bytes."""
KEPT = 2
"""Number of earlier files."""


class RotatingLog(RotatingFileHandler):
    """The log file; records that can't be written are dropped silently."""

    def __init__(self, path: Path) -> None:
        """Open the file at `path`.

        Raises:
            OSError: The file or folder can't be used.
        """
        private_folder(path.parent)
        super().__init__(path, maxBytes=LARGEST, backupCount=KEPT, encoding="utf-8")
        self.setFormatter(
            _SafeFormatter("%(asctime)s %(levelname)s %(process)d %(name)s: %(message)s")
        )

    def _open(self) -> TextIOWrapper:
        descriptor = open_private(Path(self.baseFilename))
        return os.fdopen(descriptor, "a", encoding="utf-8", errors="backslashreplace")

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802  # the library's name
        """Leave the record out: standard error is the screen's."""


class _SafeFormatter(logging.Formatter):
    """Makes what comes from outside safe to show on a terminal."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the record as text."""
        return clean(super().format(record))[0]
