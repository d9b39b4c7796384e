"""The forerunner: a process that reads and compares a small corpus while ours builds a screen.

Of long files it reads the beginning, and then leaves the comparing to others.

Its one rule: what it does not deliver, for whatever reason, is done here as if there were none.
"""

import os
import pickle
import signal
import threading
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from tui.corpus.file_encodings import FOUND, Encodings
from tui.processes.termination import end_on_signals
from tui.settings import Folders
from tui.workspace.prefetched import Ending

if TYPE_CHECKING:
    from tui.corpus.corpus_file import Holding
    from tui.matching.matches import Found, Place

_SMALL = 300_000
"""Bytes of files, and below, for which a second process of one's own is worth its while."""
_FEW = 200
"""Files, likewise."""


class Forerunner:
    """What another process delivers: first every holding, then what each shares with the others."""

    def __init__(self, process: int, delivered: BinaryIO) -> None:
        self._process = process
        self._delivered = delivered
        self._leaving = threading.Lock()
        self.has_read = False
        """Whether every holding was delivered."""
        self.ending: Ending | None = None
        """Nothing while the survey has not come to its end."""

    def holdings(self) -> Iterator["Holding"]:
        """The holdings in order, as they come; all of them only if then `has_read`."""
        for holding in self._items():
            if holding is None:
                self.has_read = True
                return
            yield holding

    def found(self) -> Iterator["Found"]:
        """What was found, as it comes; all of it only if there then is an `ending`."""
        for found in self._items():
            if isinstance(found, Ending):
                self.ending = found
                return
            yield found

    def close(self) -> None:
        """Send the process away, whether or not it is done."""
        with self._leaving:  # the thread that reads and the one that leaves may both come here
            if self._delivered.closed:
                return
            os.kill(self._process, signal.SIGTERM)
            os.waitpid(self._process, 0)
            self._delivered.close()  # last: it waits for whoever is reading, and they for the end

    def _items(self) -> Iterator[Any]:
        try:
            while True:
                yield pickle.load(self._delivered)  # noqa: S301  # from our own process
        except (EOFError, OSError, ValueError, pickle.UnpicklingError):
            return


def send_ahead(
    paths: Sequence[Path], folders: Folders, encodings: Encodings = FOUND, *, secure: bool
) -> Forerunner | None:
    """A process reading and comparing `paths`, or none where there is no processor to spare.

    To be called while there is one thread only, and little in memory.
    """
    if (os.cpu_count() or 1) == 1:
        return None
    ours, theirs = os.pipe()
    if process := os.fork():
        os.close(theirs)
        return Forerunner(process, os.fdopen(ours, "rb"))
    try:
        os.close(ours)
        _leave_the_terminal()
        end_on_signals()
        with os.fdopen(theirs, "wb") as out:
            _run(paths, folders, encodings, out, secure=secure)
    finally:
        os._exit(0)


def _leave_the_terminal() -> None:
    """Nothing of this process, not even a traceback, may get on the screen."""
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in range(3):
        os.dup2(nowhere, stream)


def _size(path: Path) -> int:
    return path.stat().st_size if path.is_file() else 0


def _run(
    paths: Sequence[Path], folders: Folders, encodings: Encodings, out: BinaryIO, *, secure: bool
) -> None:
    from tui.corpus.loader import (  # noqa: PLC0415  # the parent must not wait for these
        BEGINNING,
        LONG,
        find,
        preview,
    )
    from tui.storage.disk_timeout import answered  # noqa: PLC0415
    from tui.workspace.workspace import Library  # noqa: PLC0415

    size = 0
    for number, path in enumerate(find(paths)):
        try:
            whole = answered(_size, path, disk=str(path.parent))
        except OSError:
            return  # its disk doesn't answer: it is for the reader to be told
        if whole >= LONG and (secure or not preview(path, encodings)):
            return  # the library would load it whole; secure, it first asks whether it may at all
        size += BEGINNING if whole >= LONG else whole
        if number > _FEW or size > _SMALL:
            return
    library = Library(paths, folders, secure=secure, encodings=encodings)
    holdings = []
    for holding in library.holdings():
        holdings.append(holding)
        pickle.dump(holding, out, pickle.HIGHEST_PROTOCOL)
        out.flush()  # the next one's disk may not answer
    pickle.dump(None, out)
    out.flush()
    if any(holding.partial for holding in holdings):
        return  # nothing can be compared yet
    found = []
    with closing(library.survey(holdings, "")) as survey:  # also if we are sent away
        for one in survey:
            found.append(one)
            pickle.dump(one, out, pickle.HIGHEST_PROTOCOL)
    documents = {holding.id: holding.document for holding in holdings if holding.document}

    def words(place: "Place") -> str:
        return documents[place.document].on_one_line(place.passage)

    grouping = library.grouped(found, words, ())
    pickle.dump(Ending(grouping, library.complaints), out, pickle.HIGHEST_PROTOCOL)
