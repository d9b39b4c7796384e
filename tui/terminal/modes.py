"""Modes of the terminal, recorded to set them again after another program changed them.

The record is made from what is written; `restore_sequence` sets all modes again.
"""

import re
from typing import Final

_MODE: Final = re.compile(r"\x1b\[\?([\d;]+)[hl]")
_KEYBOARD: Final = re.compile(r"\x1b\[>(\d+)u")
_PLACES: Final = 4
"""Flag of the kitty protocol that reports the key in the same position on other layouts."""
_SANE: Final = "\x1b[0m\x1b[r\x1b[?6l\x1b[4l\x1b(B"
"""Default style, no scroll region, no origin or insert mode, no line-drawing characters."""


class Modes:
    """Last setting of each mode."""

    def __init__(self) -> None:
        self._set: dict[str, str] = {}
        self._keyboard = ""

    def note(self, data: str) -> None:
        """Record the modes that a write sets or resets."""
        for mode in _MODE.finditer(data):
            self._set[mode[1]] = mode[0]
        if keyboard := _KEYBOARD.search(data):
            self._keyboard = keyboard[1]

    @property
    def restore_sequence(self) -> str:
        """Sequence that sets every mode again."""
        keyboard = f"\x1b[={self._keyboard};1u" if self._keyboard else ""
        return _SANE + "".join(self._set.values()) + keyboard


def with_key_positions(data: str) -> str:
    """Return a write with key reports extended by positions on an English keyboard."""
    return _KEYBOARD.sub(lambda match: f"\x1b[>{int(match[1]) | _PLACES}u", data)
