"""Calls that a disk may never answer, as on a dead mount: made in a thread, with a time limit.

No caller waits longer than `LIMIT` for a disk.
"""

import os
import threading
from collections.abc import Callable
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Any, Final, TypeVar

from tui.errors import VariorumError

LIMIT = 2.0
"""Seconds after which a call is given up."""
SOON = 0.2
"""Seconds after which a call is given up that must not delay others."""
_LEAST = 0.05
"""Seconds for a disk that has failed to answer many times."""

_Any = TypeVar("_Any")
_Answers = SimpleQueue[tuple[bool, Any]]
_Calls = SimpleQueue[tuple[Callable[..., Any], tuple[Any, ...], _Answers] | None]


class DiskTimeoutError(VariorumError, TimeoutError):
    """A disk did not answer in time."""


class _Threads:
    """Idle threads for calls; a thread that is busy is not in the list."""

    def __init__(self) -> None:
        self._process = os.getpid()
        self._free: list[tuple[_Calls, threading.Thread]] = []

    def take(self) -> tuple[_Calls, threading.Thread]:
        """Return an idle thread, and the queue for its calls."""
        if self._process != os.getpid():  # after a fork the threads belong to the parent process
            self._free, self._process = [], os.getpid()
        try:
            return self._free.pop()
        except IndexError:
            calls: _Calls = SimpleQueue()
            thread = threading.Thread(target=_make, args=(calls,), daemon=True, name="disk")
            thread.start()
            return calls, thread

    def give_back(self, worker: tuple[_Calls, threading.Thread]) -> None:
        """Add a thread that has answered to the idle ones."""
        self._free.append(worker)

    def end(self) -> None:
        """End the idle threads."""
        while self._free:
            calls, thread = self._free.pop()
            calls.put(None)
            thread.join()


_threads: Final = _Threads()
_limits: Final[dict[tuple[str, bool], float]] = {}
"""Shorter limits, in seconds, of disks that did not answer lately, by disk and `soon`: otherwise
each of a thousand files on a dead mount would take the full time."""


def call_with_timeout(
    call: Callable[..., _Any], *values: object, disk: str = "", soon: bool = False
) -> _Any:
    """Return the result of `call(*values)`, or raise its exception.

    After a timeout the call may go on, or never end: do not rely on any effect of it.

    Args:
        call: The call.
        values: Its arguments.
        disk: A name for the disk, such as a folder. After a timeout, later calls for the same disk
            get half the time, until one is answered.
        soon: True for the short limit.

    Raises:
        DiskTimeoutError: If the call takes too long.
    """
    worker, answers = _threads.take(), _Answers()
    worker[0].put((call, values, answers))
    limit = _limits.get((disk, soon), SOON if soon else LIMIT)
    try:
        has_result, answer = answers.get(timeout=limit)
    except Empty:
        worker[0].put(None)
        if disk:
            _limits[disk, soon] = max(_LEAST, limit / 2)
        raise DiskTimeoutError(
            "it did not answer in time and is skipped for now; check its disk"
        ) from None
    _threads.give_back(worker)
    _limits.pop((disk, soon), None)
    if not has_result:
        raise answer
    result: _Any = answer
    return result


def is_folder(path: Path) -> bool:
    """Return True if there is a folder at `path`, and its disk answers."""
    try:
        return bool(call_with_timeout(path.is_dir, disk=str(path.parent)))
    except OSError:
        return False


def forget() -> None:
    """Forget which disks did not answer: each gets the full time again."""
    _limits.clear()


def end_threads() -> None:
    """End the idle threads, as before a fork."""
    _threads.end()


def _make(calls: _Calls) -> None:
    while request := calls.get():
        call, values, answers = request
        try:
            answers.put((True, call(*values)))
        except Exception as error:  # noqa: BLE001  # the caller raises it
            answers.put((False, error))
