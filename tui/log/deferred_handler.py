"""A handler of `logging` that makes its file, private and rotating, with the first record."""

import logging
import os
from pathlib import Path

from tui.lazy_imports import lazy_imports

with lazy_imports():
    from tui.log import rotating_handler


class DeferredLog(logging.Handler):
    """Writes the records of one process to a file; one that can't be written is done without."""

    def __init__(self, path: Path | None, process: int) -> None:
        """Write to `path`, if that is known, the records of the process of this id."""
        super().__init__()
        self._path = path
        self._process = process
        self._file: logging.Handler | None = None

    def emit(self, record: logging.LogRecord) -> None:
        """Write a record."""
        if self._path is None or os.getpid() != self._process:
            return
        if self._file is None:
            try:
                self._file = rotating_handler.RotatingLog(self._path)
            except OSError:
                self._path = None
                return
        self._file.handle(record)

    def close(self) -> None:
        """Let go of the file."""
        if self._file:
            self._file.close()
        super().close()
