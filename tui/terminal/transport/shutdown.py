"""The last words between us and the terminal: no answer may arrive after we have gone.

An answer that comes too late would be typed into the shell.
"""

import threading
import time
from typing import Final

from tui.terminal.transport.flow_control import QUESTION, FlowControl
from tui.terminal.transport.writer import NonBlockingWriter

DRAIN: Final = 2.0
"""Seconds the terminal is given to take the last bytes."""
_LEAST: Final = 0.3
_MOST: Final = 2.0
"""Seconds the last answers are waited for."""


class AnswerCount:
    """Number of answers that the input thread got, and that flow control counted."""

    def __init__(self) -> None:
        self._heard = 0
        self._counted = 0
        self._came = threading.Event()

    def hear(self, count: int) -> None:
        """Note answers on the input thread."""
        self._heard += count
        self._came.set()

    def take(self, count: int) -> None:
        """Record on the loop's thread that flow control counted `count` answers."""
        self._counted += count

    def wait(self, pace: FlowControl, seconds: float) -> None:
        """Wait until no answer is outstanding, at most `seconds`; this stops the loop meanwhile."""
        end = time.monotonic() + seconds
        while self._heard - self._counted < pace.outstanding and time.monotonic() < end:
            self._came.wait(max(0.0, end - time.monotonic()))
            self._came.clear()


def await_last_answers(output: NonBlockingWriter, pace: FlowControl, answers: AnswerCount) -> None:
    """Ask a last time, and wait, but not for long, for everything that was asked."""
    if pace.answers:
        output.send(QUESTION.encode())
        pace.asked(time.monotonic())
    if output.drain(DRAIN) and not output.gone:
        answers.wait(pace, min(_MOST, max(_LEAST, 2 * pace.longest)))
