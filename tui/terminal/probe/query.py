"""Queries to the terminal about its capabilities, before the first drawing, with a time limit.

All queries are sent at once; every terminal answers the last one. The terminal is left in its
former state, and is not asked while another program uses it.
"""

import os
import re
import select
import termios
import time
import tty
from contextlib import suppress
from dataclasses import dataclass
from typing import Final

from tui.terminal.probe.capabilities import Answers, Capabilities
from tui.terminal.transport.flow_control import ANSWER, QUESTION

_TERMINAL: Final = "/dev/tty"
_SYNCHRONISED: Final = re.compile(r"\x1b\[\?2026;(\d)\$y")
_KEYBOARD: Final = re.compile(r"\x1b\[\?\d+u")
_ATTRIBUTES: Final = re.compile(r"\x1b\[\?([\d;]+)c")
_COLOUR: Final = "\x1b[48;2;1;2;3m\x1bP$qm\x1b\\\x1b[m"
"""Sets a 24-bit background, requests the present style (DECRQSS), and restores the style."""
_STYLE: Final = re.compile(r"\x1bP1\$r([\d:;]*)m")
_KEPT: Final = re.compile(r"48[:;]2[:;]{1,2}1[:;]2[:;]3")
_CLIPBOARD: Final = "52"
"""Attribute of a terminal that takes text for the clipboard."""


@dataclass(frozen=True, slots=True)
class ProbeResult:
    """Result of querying the terminal."""

    unasked: str = ""
    """Reason why the terminal was not asked; empty if it was."""
    answers: Answers | None = None
    """Answers of the terminal; None if there are none."""
    size: tuple[int, int] | None = None
    """Columns and lines, if they are known."""

    @property
    def is_silent(self) -> bool:
        """True if the terminal was asked and did not answer."""
        return not self.unasked and self.answers is None


def ask_terminal(
    capabilities: Capabilities, seconds: float = 1.0, *, is_shared: bool = False
) -> ProbeResult:
    """Return the answers of the controlling terminal, to which output need not go.

    Args:
        capabilities: Capabilities that are known; they select the queries.
        seconds: Longest time to wait.
        is_shared: True if other programs may use the terminal, such as a pager that takes our
            output; then the terminal is not asked if one does.
    """
    try:
        descriptor = os.open(_TERMINAL, os.O_RDWR | os.O_NOCTTY)
    except OSError:
        return ProbeResult("there is none")
    try:
        terminal_size = os.get_terminal_size(descriptor)
        size = (terminal_size.columns, terminal_size.lines)
        if os.tcgetpgrp(descriptor) != os.getpgrp():  # a query would stop this process
            return ProbeResult("this runs in the background", size=size)
        former_attributes = termios.tcgetattr(descriptor)
        if is_shared and not former_attributes[3] & termios.ICANON:
            return ProbeResult("another program, such as a pager, is using it", size=size)
        try:
            tty.setraw(descriptor)
            return ProbeResult(
                answers=_ask(descriptor, seconds, _questions(capabilities)), size=size
            )
        finally:
            termios.tcsetattr(descriptor, termios.TCSAFLUSH, former_attributes)
    except (OSError, termios.error):
        return ProbeResult("it is gone")
    finally:
        os.close(descriptor)


def _questions(capabilities: Capabilities) -> str:
    # GNU screen passes the query for colours on as text; the console, which has no scroll region
    # either, shows it.
    colour = "" if capabilities.multiplexer == "screen" or not capabilities.scrolls else _COLOUR
    return f"\x1b[?2026$p\x1b[?u{colour}\x1b[c{QUESTION}"


def _ask(descriptor: int, seconds: float, questions: str) -> Answers | None:
    start_time = time.monotonic()
    if ANSWER not in _exchange(descriptor, QUESTION, seconds):
        return None
    round_trip = time.monotonic() - start_time
    return read_answers(_exchange(descriptor, questions, seconds), round_trip)


def read_answers(reply: str, round_trip: float | None) -> Answers:
    """Return the answers in the terminal's reply; the round trip is in seconds."""
    synchronised = _SYNCHRONISED.search(reply)
    attributes = _ATTRIBUTES.search(reply)
    style = _STYLE.search(reply)
    is_complete = ANSWER in reply
    return Answers(
        synchronised_output=synchronised[1] in "12"
        if synchronised
        else False
        if is_complete
        else None,
        kitty_keyboard=bool(_KEYBOARD.search(reply)) if is_complete else None,
        clipboard=_CLIPBOARD in attributes[1].split(";") if attributes else None,
        true_colour=_KEPT.search(style[1]) is not None if style else None,
        round_trip=round_trip,
    )


def _exchange(descriptor: int, question: str, seconds: float) -> str:
    """Write a query, and return the reply until the last answer or the end of the time."""
    os.write(descriptor, question.encode())
    reply = ""
    end = time.monotonic() + seconds
    while ANSWER not in reply and (remaining_time := end - time.monotonic()) > 0:
        if select.select([descriptor], [], [], remaining_time)[0]:
            with suppress(BlockingIOError):
                reply += os.read(descriptor, 4096).decode("utf-8", "replace")
    return reply
