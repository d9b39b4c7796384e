"""Reading of the terminal's input on a thread of its own, which wakes up only for input.

It delivers Textual's messages and counts answers; it knows no screen.
"""

import os
import select
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import Final, NamedTuple

from textual.message import Message

from tui.terminal.input.parser import AnswerFilter, KeyReader

_AT_ONCE: Final = 4096
_HALF_SEQUENCE: Final = 0.03
"""Seconds for which the beginning of a possible answer is held back from the app."""


def _pass_over(line: int, column: int) -> None:
    """Ignore the position of the cursor."""


class InputCallbacks(NamedTuple):
    """Callbacks of the input thread."""

    message: Callable[[Message], None]
    """Called with a message for the app."""
    answers: Callable[[int], None]
    """Called with the number of answers to flow control."""
    expecting: Callable[[], bool]
    """Returns True if an answer may arrive now."""
    position: Callable[[int, int], None] = _pass_over
    """Called with the cursor's line and column, from 0, before `answers` for later answers."""


class Listener:
    """Reader of the input, from `run` until `leave` or until the terminal is closed."""

    def __init__(self, descriptor: int, callbacks: InputCallbacks, *, debug: bool = False) -> None:
        self._descriptor = descriptor
        self._callbacks = callbacks
        self._debug = debug
        self._leaving = threading.Event()
        self._alarm, self._bell = os.pipe()

    def leave(self) -> None:
        """Let `run` return soon; any thread may call this."""
        self._leaving.set()
        with suppress(OSError):
            os.write(self._bell, b"\0")

    def close(self) -> None:
        """Free the resources of `run`, which must have returned."""
        for end in (self._alarm, self._bell):
            with suppress(OSError):
                os.close(end)

    def run(self) -> bool:
        """Read input until the end; return True if the terminal is still open then."""
        reader, answers = KeyReader(debug=self._debug), AnswerFilter()
        wait: float | None = None
        is_unfinished = False  # an answer after a lone escape does not complete it
        try:
            while not self._leaving.is_set():
                readable, _, _ = select.select([self._descriptor, self._alarm], [], [], wait)
                if self._descriptor in readable:
                    data = self._read()
                    if data is None:
                        return False
                    text = self._without_answers(answers, reader.decoded(data))
                else:
                    text = answers.released()
                if text:
                    is_unfinished = True
                    for message in reader.events(text):
                        self._callbacks.message(message)
                elif not readable:
                    is_unfinished = False
                    for message in reader.late_events():
                        self._callbacks.message(message)
                wait = self._patience(reader, answers, is_unfinished=is_unfinished)
        finally:
            reader.close()
        return True

    @staticmethod
    def _patience(reader: KeyReader, answers: AnswerFilter, *, is_unfinished: bool) -> float | None:
        """Return the seconds to wait for more input; None to wait without limit."""
        if answers.holds:
            return _HALF_SEQUENCE
        return reader.patience() if is_unfinished else None

    def _read(self) -> bytes | None:
        """Return the next bytes of input; None at its end."""
        try:
            return os.read(self._descriptor, _AT_ONCE) or None
        except (BlockingIOError, InterruptedError):
            return b""
        except OSError:
            return None

    def _without_answers(self, answers: AnswerFilter, text: str) -> str:
        text, count = answers.filtered(text, is_expecting=self._callbacks.expecting())
        for line, column in answers.positions:
            self._callbacks.position(line, column)
        answers.positions.clear()
        if count:
            self._callbacks.answers(count)
        return text
