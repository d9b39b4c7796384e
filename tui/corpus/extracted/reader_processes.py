"""The processes with limits in which files are read: one pool for this process, made on first use.

This module imports little, so that a process can be started before all else is imported.
"""

import threading
from contextlib import suppress

from tui.formats.detection import FileFormat
from tui.formats.extracted_article import ExtractionError
from tui.formats.limited_extraction import extract_with_limits
from tui.formats.registry import reader_of
from tui.processes.limited_process import LimitedProcesses


def reader_processes() -> LimitedProcesses:
    """Return the processes."""
    with _STARTING:
        if not _PROCESSES:
            _PROCESSES.append(LimitedProcesses())
        return _PROCESSES[0]


def start_reader(file_format: FileFormat) -> None:
    """Start a process that has imported the reader of a format, for a file that comes later."""
    with suppress(ExtractionError):  # an empty file has no article
        extract_with_limits(reader_processes(), reader_of(file_format).module, b"")


_STARTING = threading.Lock()
_PROCESSES: list[LimitedProcesses] = []
