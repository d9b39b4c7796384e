"""Leaving in order when the system says so: a hang-up or a termination closes the app properly.

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

ENDING: Final = (signal.SIGHUP, signal.SIGTERM)
_BASE_CODE: Final = 128


def exit_on_signals(
    app: App[Any], signals: Iterable[signal.Signals] = ENDING, *, grace: float = 10.0
) -> None:
    """Turn each signal into `app.exit(return_code=128 + number)`.

    After `grace` seconds in which the app did not come to its end, the process is ended anyway:
    even where the event loop itself is stuck, which is why the handlers are not the loop's.
    """
    loop = asyncio.get_running_loop()

    def leave(number: int, frame: object) -> None:
        del frame
        code = _BASE_CODE + number
        if loop.is_closed():
            raise SystemExit(code)
        if grace > 0:
            timer = threading.Timer(grace, os._exit, (code,))
            timer.daemon = True
            timer.start()
        loop.call_soon_threadsafe(partial(app.exit, return_code=code))

    for number in signals:
        signal.signal(number, leave)
