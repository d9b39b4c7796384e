"""Orderly end on a signal: hang-up, termination and interrupt close the app properly."""

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

    Call it from within the running app, on the main thread. If the app has not ended after `grace`
    seconds, the process is ended, even if the event loop hangs.
    """
    loop = asyncio.get_running_loop()

    def end_anyway(number: int, frame: object) -> None:
        del frame
        if grace > 0:
            timer = threading.Timer(grace, os._exit, (_BASE_CODE + number,))
            timer.daemon = True
            timer.start()

    for number in signals:
        # The loop's handler wakes the loop in whichever thread the signal arrives. The handler that
        # the loop sets in Python does nothing; it is replaced by one that works while the loop
        # hangs.
        loop.add_signal_handler(number, partial(app.exit, return_code=_BASE_CODE + number))
        signal.signal(number, end_anyway)
