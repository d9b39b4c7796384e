"""A handler of `logging` that makes its private, rotating file with the first record."""

import logging
import os
from pathlib import Path

from tui.lazy_imports import lazy_imports

with lazy_imports():
    from tui.log import rotating_handler


class DeferredLog(logging.Handler):
    """Handler for the records of one process; if the file can't be written, records are dropped."""

    def __init__(self, path: Path | None, process: int) -> None:
        """Write the records of the process with the id `process` to `path`, if that is known."""
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
        """Close the file."""
        if self._file:
            self._file.close()
        super().close()
