"""The worker pool: other processes that execute tasks, several at a time, in no order.

Workers know only what is sent to them. They end when this process ends, for whatever reason.
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
"""Tasks sent ahead for each process: enough that no process waits, few enough to be cancelled
soon."""

_Task = TypeVar("_Task")
_Result = TypeVar("_Result")


class WorkerPool:
    """Several processes, which start with the first task; `close` ends them."""

    def __init__(self, size: int | None = None, *, low_priority: bool = False) -> None:
        """Allow `size` processes, by default one for each core, all with `low_priority` or none."""
        self.size = size or os.cpu_count() or 1
        # multiprocessing passes on the descriptor of sys.stderr; Textual's sys.stderr has none.
        with redirect_stderr(sys.__stderr__):
            resource_tracker.ensure_running()
        # One executor for each process decides which process executes a task.
        self._pools = [
            futures.ProcessPoolExecutor(
                1,
                mp_context=multiprocessing.get_context("spawn"),
                initializer=_start_worker,
                initargs=(low_priority,),
            )
            for _ in range(self.size)
        ]

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: object, traceback: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Finish the tasks that have begun, and cancel the others."""
        # In threads, since `shutdown` waits only at its first call, and all have to be told first.
        threads = [
            threading.Thread(target=pool.shutdown, kwargs={"cancel_futures": True})
            for pool in self._pools
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    def map_unordered(
        self, function: Callable[[_Task], _Result], tasks: Iterable[_Task]
    ) -> Iterator[_Result]:
        """Yield the results of `function` for the tasks, in the order in which they finish."""
        remaining_tasks = iter(tasks)
        return self._map(function, lambda _: islice(remaining_tasks, 1))

    def map_runs(
        self, function: Callable[[_Task], _Result], runs: Iterable[Iterable[_Task]]
    ) -> Iterator[_Result]:
        """Yield the results of `function` for all tasks of the `runs`, in the order of finishing.

        One process executes the tasks of a run in order, since it can reuse what it keeps of the
        task before. A process without a run takes the last task of the longest run.
        """
        queues = [deque(run) for run in runs]

        def next_tasks(number: int) -> Iterator[_Task]:
            if number < len(queues) and queues[number]:
                yield queues[number].popleft()
            elif longest := max(queues, key=len, default=None):
                yield longest.pop()

        return self._map(function, next_tasks)

    def _map(
        self,
        function: Callable[[_Task], _Result],
        next_tasks: Callable[[int], Iterable[_Task]],
    ) -> Iterator[_Result]:
        """Yield results; `next_tasks` yields the further tasks of the process with this number."""
        futures_by_process: list[set[Future[_Result]]] = [set() for _ in self._pools]
        try:
            while True:
                for ahead in range(_AHEAD):
                    for number, (pool, own_futures) in enumerate(
                        zip(self._pools, futures_by_process, strict=True)
                    ):
                        if len(own_futures) <= ahead:
                            own_futures |= {
                                pool.submit(function, task) for task in next_tasks(number)
                            }
                all_futures = set().union(*futures_by_process)
                if not all_futures:
                    return
                done, _ = futures.wait(all_futures, return_when=futures.FIRST_COMPLETED)
                for own_futures in futures_by_process:
                    own_futures.difference_update(done)
                for future in done:
                    yield future.result()
        finally:
            for own_futures in futures_by_process:
                for future in own_futures:
                    future.cancel()


def _start_worker(low_priority: bool) -> None:  # noqa: FBT001  # called by the pool
    """Ignore the keyboard's signals, end with the parent, and lower the priority if asked."""
    gc.disable()  # tasks have no reference cycles
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if low_priority and hasattr(os, "nice"):
        os.nice(10)
    threading.Thread(target=_exit_with_parent, daemon=True).start()


def _exit_with_parent() -> None:
    if parent := multiprocessing.parent_process():
        parent.join()
        os._exit(0)


def batch_tasks(tasks: Sequence[_Task], most: int) -> Iterator[Sequence[_Task]]:
    """Yield the tasks in batches of at most `most`; first small ones, so that results come soon."""
    start, size = 0, max(1, most // 8)
    while start < len(tasks):
        yield tasks[start : start + size]
        start, size = start + size, min(most, 2 * size)
