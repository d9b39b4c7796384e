"""The end of the connection: no answer may arrive after the program has ended.

A late answer would be typed into the shell.
"""

import threading
import time
from typing import Final

from tui.terminal.transport.flow_control import QUESTION, FlowControl
from tui.terminal.transport.writer import NonBlockingWriter

DRAIN: Final = 2.0
"""Seconds to wait until the terminal has taken the last bytes."""
_LEAST: Final = 0.3
_MOST: Final = 2.0
"""Seconds to wait for the last answers."""


class AnswerCount:
    """Numbers of answers that the input thread received and that flow control counted."""

    def __init__(self) -> None:
        self._received = 0
        self._counted = 0
        self._came = threading.Event()

    def receive(self, count: int) -> None:
        """Record answers, on the input thread."""
        self._received += count
        self._came.set()

    def take(self, count: int) -> None:
        """Record on the loop's thread that flow control counted `count` answers."""
        self._counted += count

    def wait(self, pace: FlowControl, seconds: float) -> None:
        """Wait until no answer is outstanding, at most `seconds`; this stops the event loop."""
        end = time.monotonic() + seconds
        while self._received - self._counted < pace.outstanding and time.monotonic() < end:
            self._came.wait(max(0.0, end - time.monotonic()))
            self._came.clear()


def await_last_answers(output: NonBlockingWriter, pace: FlowControl, answers: AnswerCount) -> None:
    """Send a last query, and wait for a limited time for all answers."""
    if pace.answers:
        output.send(QUESTION.encode())
        pace.asked(time.monotonic())
    if output.drain(DRAIN) and not output.gone:
        answers.wait(pace, min(_MOST, max(_LEAST, 2 * pace.longest)))
