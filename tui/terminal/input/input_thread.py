"""Waiting for the terminal's input on a thread of its own, without ever waking up for nothing.

It delivers Textual's messages and counts answers; it knows no screen.
"""

import os
import select
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Final

from textual.message import Message

from tui.terminal.input.parser import AnswerFilter, KeyReader

_AT_ONCE: Final = 4096
_HALF_SEQUENCE: Final = 0.03
"""Seconds the start of a possible answer is kept from the app."""


def _pass_over(line: int, column: int) -> None:
    """Hear nothing of where the cursor is."""


@dataclass(frozen=True, slots=True)
class InputCallbacks:
    """Callbacks of the input thread."""

    message: Callable[[Message], None]
    """Something the app should know."""
    answers: Callable[[int], None]
    """Callback for the number of answers to flow control that came."""
    expecting: Callable[[], bool]
    """True if an answer may come now."""
    place: Callable[[int, int], None] = _pass_over
    """Callback for the cursor's line and column, from 0; called before that for later answers."""


class Listener:
    """One stretch of listening, from `run` until `leave` or until the terminal is gone."""

    def __init__(self, descriptor: int, ears: InputCallbacks, *, debug: bool = False) -> None:
        self._descriptor = descriptor
        self._ears = ears
        self._debug = debug
        self._leaving = threading.Event()
        self._alarm, self._bell = os.pipe()

    def leave(self) -> None:
        """Make `run` return soon; from any thread."""
        self._leaving.set()
        with suppress(OSError):
            os.write(self._bell, b"\0")

    def close(self) -> None:
        """Free what `run` needed; it must have returned."""
        for end in (self._alarm, self._bell):
            with suppress(OSError):
                os.close(end)

    def run(self) -> bool:
        """Listen; give whether the terminal is still there at the end."""
        reader, answers = KeyReader(debug=self._debug), AnswerFilter()
        wait: float | None = None
        unfinished = False  # an answer that comes between does not finish a lone escape
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
                    unfinished = True
                    for message in reader.events(text):
                        self._ears.message(message)
                elif not readable:
                    unfinished = False
                    for message in reader.late_events():
                        self._ears.message(message)
                wait = self._patience(reader, answers, unfinished=unfinished)
        finally:
            reader.close()
        return True

    @staticmethod
    def _patience(reader: KeyReader, answers: AnswerFilter, *, unfinished: bool) -> float | None:
        """Return the seconds to wait for more, None for as long as it takes."""
        if answers.holds:
            return _HALF_SEQUENCE
        return reader.patience() if unfinished else None

    def _read(self) -> bytes | None:
        """Return the next bytes of input; None once there will be no more."""
        try:
            return os.read(self._descriptor, _AT_ONCE) or None
        except (BlockingIOError, InterruptedError):
            return b""
        except OSError:
            return None

    def _without_answers(self, answers: AnswerFilter, text: str) -> str:
        text, count = answers.filtered(text, expecting=self._ears.expecting())
        for line, column in answers.places:
            self._ears.place(line, column)
        answers.places.clear()
        if count:
            self._ears.answers(count)
        return text
