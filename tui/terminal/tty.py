"""The terminal on the standard streams if they were redirected, as in `something | program -`.

Textual reads keys from descriptor 0 and draws on descriptor 2; both must be the terminal.
"""

import os
import sys
from contextlib import suppress
from typing import Final

from tui.errors import USAGE, VariorumError

_INPUT: Final = 0
_DRAWING: Final = 2
_TERMINAL: Final = "/dev/tty"


class NoTerminalError(VariorumError):
    """There is no terminal to draw on."""

    code = USAGE


class Attached:
    """Standard streams that were replaced by the terminal, with their former files."""

    def __init__(self) -> None:
        self._before: list[tuple[int, int]] = []

    @property
    def descriptors(self) -> tuple[int, ...]:
        """Descriptors that were redirected and are the terminal now."""
        return tuple(descriptor for descriptor, _ in self._before)

    def put(self, terminal: int, descriptor: int) -> None:
        """Replace a descriptor by the terminal, and keep its former file."""
        former = -1
        with suppress(OSError):
            former = os.dup(descriptor)
        os.dup2(terminal, descriptor)
        self._before.append((descriptor, former))

    def restore(self) -> None:
        """Restore the former files, so that late messages go where they were redirected."""
        for descriptor, former in reversed(self._before):
            if former >= 0:
                os.dup2(former, descriptor)
                os.close(former)
        self._before.clear()


def attach_terminal() -> Attached:
    """Put the terminal on the descriptors 0 and 2 that are redirected; call this before `run()`.

    Read standard input to its end before: it can't be reached afterwards.
    """
    attached = Attached()
    redirected = [number for number in (_INPUT, _DRAWING) if not _is_terminal(number)]
    if not redirected:
        return attached
    try:
        terminal = os.open(_TERMINAL, os.O_RDWR | os.O_NOCTTY)
    except OSError as error:
        raise NoTerminalError(f"no terminal to draw on: {error.strerror}") from error
    try:
        if sys.__stdin__ is None or sys.__stderr__ is None:
            raise NoTerminalError("no terminal to draw on: standard input or error is closed")
        sys.__stderr__.flush()
        for number in redirected:
            attached.put(terminal, number)
    finally:
        if terminal not in redirected:
            os.close(terminal)
    return attached


def _is_terminal(descriptor: int) -> bool:
    try:
        return os.isatty(descriptor)
    except OSError:
        return False
