"""Calls that a disk may never answer, as on a dead mount: made in a thread, and given up in time.

Its one rule: nobody waits here for a disk longer than `LIMIT`.
"""

import os
import threading
from collections.abc import Callable
from queue import Empty, SimpleQueue
from typing import Any, Final, TypeVar

from tui.errors import VariorumError

LIMIT = 2.0
"""Seconds without an answer after which a disk is not waited for."""
SOON = 0.2
"""Seconds for those that are not to hold up others."""
_LEAST = 0.05
"""Seconds for a disk that has given no answer many times."""

_Any = TypeVar("_Any")
_Answers = SimpleQueue[tuple[bool, Any]]
_Calls = SimpleQueue[tuple[Callable[..., Any], tuple[Any, ...], _Answers] | None]


class DiskTimeoutError(VariorumError, TimeoutError):
    """A disk gave no answer in time."""


class _Threads:
    """The threads that make the calls; those that wait for an answer are not kept here."""

    def __init__(self) -> None:
        self._process = os.getpid()
        self._free: list[tuple[_Calls, threading.Thread]] = []

    def take(self) -> tuple[_Calls, threading.Thread]:
        """Return a thread that is free, and where its calls are put."""
        if self._process != os.getpid():  # after a fork the threads are the other process's
            self._free, self._process = [], os.getpid()
        try:
            return self._free.pop()
        except IndexError:
            calls: _Calls = SimpleQueue()
            thread = threading.Thread(target=_make, args=(calls,), daemon=True, name="disk")
            thread.start()
            return calls, thread

    def give_back(self, one: tuple[_Calls, threading.Thread]) -> None:
        """It has answered, and is free again."""
        self._free.append(one)

    def end(self) -> None:
        """End those that are free."""
        while self._free:
            calls, thread = self._free.pop()
            calls.put(None)
            thread.join()


_threads: Final = _Threads()
_limits: Final[dict[tuple[str, bool], float]] = {}
"""Seconds for what has given no answer lately: of a thousand files on a dead mount each waits."""


def call_with_timeout(
    call: Callable[..., _Any], *values: object, disk: str = "", soon: bool = False
) -> _Any:
    """Return the result of `call(*values)`, or raise its exception.

    After a timeout the call may go on or never end: don't rely on any of its effects. Later calls
    for the same `disk`, such as a folder, get half the time, until it answers. With `soon` the
    timeout is short.

    Raises:
        DiskTimeoutError: If the call takes too long.
    """
    one, answers = _threads.take(), _Answers()
    one[0].put((call, values, answers))
    limit = _limits.get((disk, soon), SOON if soon else LIMIT)
    try:
        is_well, answer = answers.get(timeout=limit)
    except Empty:
        one[0].put(None)
        if disk:
            _limits[disk, soon] = max(_LEAST, limit / 2)
        raise DiskTimeoutError(
            "it did not answer in time and is skipped for now; check its disk"
        ) from None
    _threads.give_back(one)
    _limits.pop((disk, soon), None)
    if not is_well:
        raise answer
    result: _Any = answer
    return result


def forget() -> None:
    """Wait for each disk as long as for one that always answered."""
    _limits.clear()


def end_threads() -> None:
    """End the idle threads, as before a fork."""
    _threads.end()


def _make(calls: _Calls) -> None:
    while asked := calls.get():
        call, values, answers = asked
        try:
            answers.put((True, call(*values)))
        except Exception as error:  # noqa: BLE001  # it is raised where it was asked
            answers.put((False, error))
