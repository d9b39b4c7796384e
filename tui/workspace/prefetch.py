"""Prefetch: a process that reads and compares a small corpus while ours builds a screen.

It reads the beginning of long files, and does not compare them. One rule: our process computes any
result that is missing, for whatever reason.
"""

import os
import pickle
import signal
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from tui.corpus.file_encodings import FOUND, FileEncodings
from tui.lazy_imports import lazy_imports
from tui.processes.termination import end_on_signals
from tui.settings import Folders
from tui.workspace.prefetched import PrefetchResult

with lazy_imports():
    from tui.corpus import loader
    from tui.storage import disk_timeout
    from tui.workspace import workspace as corpus_workspace

if TYPE_CHECKING:
    from tui.corpus.corpus_file import CorpusFile
    from tui.matching.matches import DocumentMatches, PassageRef

_SMALL = 300_000
"""Largest total size of files in bytes for which a second process is worth its start."""
_FEW = 200
"""Largest number of files for which it is."""
_GRACE = 0.5
"""Seconds in which the process has to end after SIGTERM."""
_LOOK = 0.002
"""Seconds between two looks whether it has ended."""


class PrefetchProcess:
    """Results of the prefetch process: first every corpus file, then each document's matches."""

    def __init__(self, process: int, delivered: BinaryIO) -> None:
        self.process = process
        self._delivered = delivered
        self._leaving = threading.Lock()
        self.has_read = False
        """True if every corpus file was delivered."""
        self.result: PrefetchResult | None = None
        """The result; None until matching has ended."""

    def corpus_files(self) -> Iterator["CorpusFile"]:
        """Yield the corpus files in order, as they arrive.

        They are complete only if `has_read` is True at the end.
        """
        for corpus_file in self._items():
            if corpus_file is None:
                self.has_read = True
                return
            yield corpus_file

    def matches(self) -> Iterator["DocumentMatches"]:
        """Yield the matches as they arrive; they are complete only if `result` is then set."""
        for item in self._items():
            if isinstance(item, PrefetchResult):
                self.result = item
                return
            yield item

    def close(self) -> None:
        """End the process, even if it is not done."""
        with (
            self._leaving
        ):  # the reading thread and the one that ends the program may both call this
            if self._delivered.closed:
                return
            os.kill(self.process, signal.SIGTERM)
            # A signal that comes while a value is pickled is not noticed by the write after it,
            # which waits for ever if the pipe is full.
            due_time = time.monotonic() + _GRACE
            while not os.waitpid(self.process, os.WNOHANG)[0]:
                if time.monotonic() > due_time:
                    os.kill(self.process, signal.SIGKILL)
                    os.waitpid(self.process, 0)
                    break
                time.sleep(_LOOK)
            self._delivered.close()  # last: it waits for the reading thread

    def _items(self) -> Iterator[Any]:
        try:
            while True:
                yield pickle.load(self._delivered)  # noqa: S301  # from our own process
        except (EOFError, OSError, ValueError, pickle.UnpicklingError):
            return


def start_prefetch(
    paths: Sequence[Path], folders: Folders, encodings: FileEncodings = FOUND, *, secure: bool
) -> PrefetchProcess | None:
    """Return a process that reads and compares `paths`; None without a processor to spare.

    Call it while there is only one thread and little memory in use, because it forks.
    """
    if (os.cpu_count() or 1) == 1:
        return None
    read_end, write_end = os.pipe()
    if process := os.fork():
        os.close(write_end)
        return PrefetchProcess(process, os.fdopen(read_end, "rb"))
    try:
        os.close(read_end)
        _leave_the_terminal()
        end_on_signals()
        # No `with`: a signal must end this process, not wait until a full pipe is read.
        output = os.fdopen(write_end, "wb")
        _run(paths, folders, encodings, output, secure=secure)
        output.flush()
    finally:
        os._exit(0)


def _leave_the_terminal() -> None:
    """Redirect all output of this process, even tracebacks, away from the screen."""
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in range(3):
        os.dup2(nowhere, stream)


def _size(path: Path) -> int:
    return path.stat().st_size if path.is_file() else 0


def _run(
    paths: Sequence[Path],
    folders: Folders,
    encodings: FileEncodings,
    out: BinaryIO,
    *,
    secure: bool,
) -> None:
    size = 0
    for number, path in enumerate(loader.find(paths)):
        try:
            file_size = disk_timeout.call_with_timeout(_size, path, disk=str(path.parent))
        except OSError:
            return  # its disk doesn't answer: our own process shows the message
        if file_size >= loader.LONG and (secure or not loader.preview(path, encodings)):
            return  # the library would load it whole; in secure mode the user has to allow it first
        size += loader.BEGINNING if file_size >= loader.LONG else file_size
        if number > _FEW or size > _SMALL:
            return
    workspace = corpus_workspace.Workspace(paths, folders, secure=secure, encodings=encodings)
    corpus_files = []
    for corpus_file in workspace.corpus_files():
        corpus_files.append(corpus_file)
        pickle.dump(corpus_file, out, pickle.HIGHEST_PROTOCOL)
        out.flush()  # sent at once, because the disk of the next file may not answer
    pickle.dump(None, out)
    out.flush()
    if any(corpus_file.partial for corpus_file in corpus_files):
        return  # no document can be compared yet
    document_matches = []
    with closing(
        workspace.match_documents(corpus_files, "")
    ) as matches:  # also if the other process ends this one
        for match_result in matches:
            document_matches.append(match_result)
            pickle.dump(match_result, out, pickle.HIGHEST_PROTOCOL)
    documents = {
        corpus_file.id: corpus_file.document for corpus_file in corpus_files if corpus_file.document
    }

    def words(reference: "PassageRef") -> str:
        return documents[reference.document].on_one_line(reference.passage)

    grouping = workspace.group_matches(document_matches, words, ())
    pickle.dump(PrefetchResult(grouping, workspace.complaints), out, pickle.HIGHEST_PROTOCOL)
