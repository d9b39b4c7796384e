"""Orderly end on a signal: what was begun is cleaned up first."""

import signal
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


def _end(number: int, frame: FrameType | None) -> None:
    del frame
    for signal_number in _SIGNALS:
        signal.signal(
            signal_number, signal.SIG_IGN
        )  # no second signal may interrupt the cleaning up
    for child in multiprocessing.active_children():
        child.terminate()  # their work is not needed any more
    raise SystemExit(128 + number)
