"""The log file on the disk: private from the start, and rotated by size."""

import logging
import os
from io import TextIOWrapper
from logging.handlers import RotatingFileHandler
from pathlib import Path

from tui.storage.permissions import open_private, private_folder
from tui.text.sanitization import clean

LARGEST = 512 * 1024
"""Largest size of the file, and of each earlier file, in bytes."""
KEPT = 2
"""Number of earlier files that are kept."""


class RotatingLog(RotatingFileHandler):
    """Handler for the log file; a record that can't be written is dropped silently."""

    def __init__(self, path: Path) -> None:
        """Open the file at `path`.

        Raises:
            OSError: If the file or folder can't be used.
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
        """Drop the record: standard error belongs to the screen."""


class _SafeFormatter(logging.Formatter):
    """Formatter that makes text from outside safe for a terminal."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the record as text."""
        return clean(super().format(record))[0]
