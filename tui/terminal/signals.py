"""Leaving in order when the system says so: hang-up, termination, interrupt close the app properly.

Must be called from within the running app, on the main thread.
"""

import asyncio
import os
import signal
import threading
from collections.abc import Iterable
from functools import partial
from typing import Any, Final

from textual.app import App

ENDING: Final = (signal.SIGHUP, signal.SIGINT, signal.SIGTERM)
_BASE_CODE: Final = 128


def exit_on_signals(
    app: App[Any], signals: Iterable[signal.Signals] = ENDING, *, grace: float = 10.0
) -> None:
    """Turn each signal into `app.exit(return_code=128 + number)`.

    After `grace` seconds in which the app did not come to its end, the process is ended anyway,
    even where the event loop itself is stuck.
    """
    loop = asyncio.get_running_loop()

    def end_anyway(number: int, frame: object) -> None:
        del frame
        if grace > 0:
            timer = threading.Timer(grace, os._exit, (_BASE_CODE + number,))
            timer.daemon = True
            timer.start()

    for number in signals:
        # The loop's handler wakes it, whichever thread the signal reached; what the loop leaves
        # in Python does nothing, and its place is taken by what a stuck loop can't hold up.
        loop.add_signal_handler(number, partial(app.exit, return_code=_BASE_CODE + number))
        signal.signal(number, end_anyway)
