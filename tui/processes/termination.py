"""Orderly end on a signal: what was begun is cleaned up first."""

import os
import signal
import sys
import threading
from contextlib import suppress
from types import FrameType

from tui.lazy_imports import lazy_imports

with lazy_imports():
    import multiprocessing

_SIGNALS = (signal.SIGTERM, signal.SIGHUP)


def end_on_signals() -> None:
    """Let SIGTERM and SIGHUP raise `SystemExit` in the main thread from now on.

    A signal that the parent process has set to be ignored, as `nohup` does, stays ignored.
    """
    for number in _SIGNALS:
        if signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, _end)


def end_without_threads(code: int) -> None:
    """End the process with the exit code `code` if it has threads that still compute.

    Call it when everything is saved, closed and printed. The interpreter waits for every thread,
    and no thread in the middle of a step, such as the loading of a model, can be stopped. As daemon
    threads they would go on while the interpreter is taken apart, which may crash it. The worker
    processes end with this one.
    """
    if any(
        not thread.daemon
        for thread in threading.enumerate()
        if thread is not threading.current_thread()
    ):
        for stream in (sys.stdout, sys.stderr):
            with suppress(OSError):
                stream.flush()
        os._exit(code)


def _end(number: int, frame: FrameType | None) -> None:
    del frame
    for signal_number in _SIGNALS:
        signal.signal(
            signal_number, signal.SIG_IGN
        )  # no second signal may interrupt the cleaning up
    for child in multiprocessing.active_children():
        child.terminate()  # their work is not needed any more
    raise SystemExit(128 + number)
