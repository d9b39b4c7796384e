"""Asking the terminal what it is able to do, before anything is drawn, for a short while only.

Everything is asked at once; the last question is one that every terminal answers.
"""

import os
import re
import select
import termios
import time
import tty
from contextlib import suppress
from typing import Final

from tui.terminal.capabilities import Answers
from tui.terminal.pacing import ANSWER, QUESTION

_TERMINAL: Final = "/dev/tty"
_SYNCHRONISED: Final = re.compile(r"\x1b\[\?2026;(\d)\$y")
_KEYBOARD: Final = re.compile(r"\x1b\[\?\d+u")
_ATTRIBUTES: Final = re.compile(r"\x1b\[\?([\d;]+)c")
_CLIPBOARD: Final = "52"
"""Among a terminal's attributes: it takes text for the clipboard."""


def ask_terminal(seconds: float = 1.0) -> Answers | None:
    """Give what the terminal answered within so long; None where there is none, or it is silent."""
    try:
        descriptor = os.open(_TERMINAL, os.O_RDWR | os.O_NOCTTY)
    except OSError:
        return None
    try:
        before = termios.tcgetattr(descriptor)
        try:
            tty.setraw(descriptor)
            return _ask(descriptor, seconds)
        finally:
            termios.tcsetattr(descriptor, termios.TCSAFLUSH, before)
    except (OSError, termios.error):
        return None
    finally:
        os.close(descriptor)


def _ask(descriptor: int, seconds: float) -> Answers | None:
    asked = time.monotonic()
    if ANSWER not in _exchanged(descriptor, QUESTION, seconds):
        return None
    round_trip = time.monotonic() - asked
    said = _exchanged(descriptor, f"\x1b[?2026$p\x1b[?u\x1b[c{QUESTION}", seconds)
    return read_answers(said, round_trip)


def read_answers(said: str, round_trip: float | None) -> Answers:
    """Give what a terminal's answers mean; the round trip is in seconds."""
    synchronised = _SYNCHRONISED.search(said)
    attributes = _ATTRIBUTES.search(said)
    complete = ANSWER in said
    return Answers(
        synchronised_output=synchronised[1] in "12"
        if synchronised
        else False
        if complete
        else None,
        kitty_keyboard=bool(_KEYBOARD.search(said)) if complete else None,
        clipboard=_CLIPBOARD in attributes[1].split(";") if attributes else None,
        round_trip=round_trip,
    )


def _exchanged(descriptor: int, question: str, seconds: float) -> str:
    """Write a question, and give what comes until the last answer or the end of the time."""
    os.write(descriptor, question.encode())
    said = ""
    end = time.monotonic() + seconds
    while ANSWER not in said and (left := end - time.monotonic()) > 0:
        if select.select([descriptor], [], [], left)[0]:
            with suppress(BlockingIOError):
                said += os.read(descriptor, 4096).decode("utf-8", "replace")
    return said
