"""Leaving in order when the system says so: a hang-up or a termination closes the app properly.

Must be called from within the running app, since the handlers belong to its event loop.
"""

import asyncio
import os
import signal
import threading
from collections.abc import Iterable
from typing import Any, Final

from textual.app import App

ENDING: Final = (signal.SIGHUP, signal.SIGTERM)
_BASE_CODE: Final = 128


def exit_on_signals(
    app: App[Any], signals: Iterable[signal.Signals] = ENDING, *, grace: float = 10.0
) -> None:
    """Turn each signal into `app.exit(return_code=128 + number)`.

    After `grace` seconds in which the app did not come to its end, the process is ended anyway.
    """
    loop = asyncio.get_running_loop()
    for number in signals:
        loop.add_signal_handler(number, _leave, app, int(number), grace)


def _leave(app: App[Any], number: int, grace: float) -> None:
    code = _BASE_CODE + number
    if grace > 0:
        timer = threading.Timer(grace, os._exit, (code,))
        timer.daemon = True
        timer.start()
    app.exit(return_code=code)
