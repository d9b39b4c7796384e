"""The threads of the workers: the end of the program waits only for those that save something.

Reading, comparing and searching may be in the middle of a long step, such as the loading of the
meaning model. Their results are computed again in the next run, so nobody needs to wait for them.
"""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import ParamSpec, TypeVar

from textual.worker import NoActiveWorker, get_current_worker

from tui.screens.base.worker_groups import COMPUTING_GROUPS

_Arguments = ParamSpec("_Arguments")
_Result = TypeVar("_Result")


class WorkerThreads(ThreadPoolExecutor):
    """The executor of an event loop; work of `COMPUTING_GROUPS` has threads of its own."""

    def __init__(self) -> None:
        super().__init__(thread_name_prefix="saving")
        self._computing = ThreadPoolExecutor(thread_name_prefix="computing")

    def submit(
        self,
        fn: Callable[_Arguments, _Result],
        /,
        *args: _Arguments.args,
        **kwargs: _Arguments.kwargs,
    ) -> Future[_Result]:
        """Run `fn` in a thread, by the group of the worker that calls this."""
        if _is_computing():
            return self._computing.submit(fn, *args, **kwargs)
        return super().submit(fn, *args, **kwargs)

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:  # noqa: FBT001, FBT002  # the library's
        """Take no more work, and wait until everything is saved; let the computing threads be."""
        self._computing.shutdown(wait=False, cancel_futures=True)
        super().shutdown(wait=wait, cancel_futures=cancel_futures)


def _is_computing() -> bool:
    try:
        return get_current_worker().group in COMPUTING_GROUPS
    except NoActiveWorker:
        return False
