"""A crew: other processes that do what they are given, some at a time, in no order.

They need nothing of this process but what they are sent, and end when it does, however it ends.
"""

import gc
import os
import signal
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import redirect_stderr
from itertools import islice
from types import TracebackType
from typing import TYPE_CHECKING, Self, TypeVar

from tui.lazy_imports import lazy_imports

with lazy_imports():
    import multiprocessing
    from concurrent import futures
    from multiprocessing import resource_tracker

if TYPE_CHECKING:
    from concurrent.futures import Future

_AHEAD = 2
"""Tasks sent ahead for each process: enough that none waits, few enough to be given up soon."""

_Task = TypeVar("_Task")
_Result = TypeVar("_Result")


class WorkerPool:
    """Some processes; they start with the first task, and are to be sent home by `close`."""

    def __init__(self, size: int | None = None, *, yielding: bool = False) -> None:
        """Make `size` processes, by default one for each core; with low priority if `yielding`."""
        self.size = size or os.cpu_count() or 1
        # It passes on the descriptor of sys.stderr, and that of a drawing Textual is none.
        with redirect_stderr(sys.__stderr__):
            resource_tracker.ensure_running()
        # One pool for each process: then it is known which process does a task.
        self._pools = [
            futures.ProcessPoolExecutor(
                1,
                mp_context=multiprocessing.get_context("spawn"),
                initializer=_lower_priority,
                initargs=(yielding,),
            )
            for _ in range(self.size)
        ]

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: object, fingerprint: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Finish the tasks that have begun, and cancel the others."""
        for pool in self._pools:
            pool.shutdown(wait=False, cancel_futures=True)
        for pool in self._pools:
            pool.shutdown(wait=True)

    def map_unordered(
        self, function: Callable[[_Task], _Result], tasks: Iterable[_Task]
    ) -> Iterator[_Result]:
        """Yield the results of `function` for the tasks, as each is finished."""
        waiting = iter(tasks)
        return self._map(function, lambda _: islice(waiting, 1))

    def map_runs(
        self, function: Callable[[_Task], _Result], runs: Iterable[Iterable[_Task]]
    ) -> Iterator[_Result]:
        """Yield the results of `function` for the tasks of some runs, as each is finished.

        The tasks of a run are done by one process in their order, for what it keeps of one task is
        of use for the next. A process without a run takes the last task of the longest.
        """
        left = [deque(run) for run in runs]

        def following(number: int) -> Iterator[_Task]:
            if number < len(left) and left[number]:
                yield left[number].popleft()
            elif longest := max(left, key=len, default=None):
                yield longest.pop()

        return self._map(function, following)

    def _map(
        self,
        function: Callable[[_Task], _Result],
        following: Callable[[int], Iterable[_Task]],
    ) -> Iterator[_Result]:
        """Yield results; `following` gives the next task of a process, by its number, if any."""
        begun: list[set[Future[_Result]]] = [set() for _ in self._pools]
        try:
            while True:
                for ahead in range(_AHEAD):
                    for number, (pool, ours) in enumerate(zip(self._pools, begun, strict=True)):
                        if len(ours) <= ahead:
                            ours |= {pool.submit(function, task) for task in following(number)}
                waiting = set().union(*begun)
                if not waiting:
                    return
                done, _ = futures.wait(waiting, return_when=futures.FIRST_COMPLETED)
                for ours in begun:
                    ours.difference_update(done)
                for future in done:
                    yield future.result()
        finally:
            for ours in begun:
                for future in ours:
                    future.cancel()


def _lower_priority(yielding: bool) -> None:  # noqa: FBT001  # called by the pool
    """Leave keys and signals to the parent, and go when it goes."""
    gc.disable()  # nothing in a task refers to itself
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if yielding and hasattr(os, "nice"):
        os.nice(10)
    threading.Thread(target=_exit_with_parent, daemon=True).start()


def _exit_with_parent() -> None:
    if parent := multiprocessing.parent_process():
        parent.join()
        os._exit(0)


def batch_tasks(things: Sequence[_Task], most: int) -> Iterator[Sequence[_Task]]:
    """Yield the tasks in batches of limited size, small ones first so that results come soon."""
    start, size = 0, max(1, most // 8)
    while start < len(things):
        yield things[start : start + size]
        start, size = start + size, min(most, 2 * size)
