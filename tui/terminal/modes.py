"""Modes the terminal was put into, to set them again after another program changed them.

It records what is written anyway; `restore_sequence` sets all modes again.
"""

import re
from typing import Final

_MODE: Final = re.compile(r"\x1b\[\?([\d;]+)[hl]")
_KEYBOARD: Final = re.compile(r"\x1b\[>(\d+)u")
_PLACES: Final = 4
"""Flag of the kitty protocol for reporting the key in the same position of other layouts."""
_SANE: Final = "\x1b[0m\x1b[r\x1b[?6l\x1b[4l\x1b(B"
"""No style, scroll region, origin or insert mode, nor drawing characters."""


class Modes:
    """The last setting of each mode."""

    def __init__(self) -> None:
        self._set: dict[str, str] = {}
        self._keyboard = ""

    def note(self, data: str) -> None:
        """Take note of the modes that a write sets or resets."""
        for mode in _MODE.finditer(data):
            self._set[mode[1]] = mode[0]
        if keyboard := _KEYBOARD.search(data):
            self._keyboard = keyboard[1]

    @property
    def restore_sequence(self) -> str:
        """Sequence that sets every mode again, whatever was done to the terminal."""
        keyboard = f"\x1b[={self._keyboard};1u" if self._keyboard else ""
        return _SANE + "".join(self._set.values()) + keyboard


def with_key_positions(data: str) -> str:
    """Return a write in which keys are asked for with their places on an English keyboard, too."""
    return _KEYBOARD.sub(lambda asked: f"\x1b[>{int(asked[1]) | _PLACES}u", data)
