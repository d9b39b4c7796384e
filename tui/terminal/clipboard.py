"""Copying through the terminal with OSC 52, wrapped as tmux and GNU screen require.

No terminal reports success: the message gives the amount that was sent.
"""

from base64 import b64encode
from dataclasses import dataclass
from typing import Final

_MOST_BYTES: Final = 74_994
"""Largest text in bytes: it makes 100,000 bytes of OSC 52, the limit of many terminals."""
_SCREEN_CHUNK: Final = 240
"""GNU screen passes on at most 256 bytes of a device control string."""


@dataclass(frozen=True, slots=True)
class Copy:
    """Sequence to write to the terminal, with the message about it."""

    sequence: str
    """Sequence; empty if the text is too long to be sent."""
    characters: int
    """Number of code points that were sent."""

    @property
    def message(self) -> str:
        """Message for the status line."""
        if not self.sequence:
            return "Too long for the terminal's clipboard: nothing sent"
        return f"Copied {self.characters:,} characters"


def copy_sequence(text: str, multiplexer: str = "") -> Copy:
    """Return the sequence that copies a text.

    Args:
        text: The text.
        multiplexer: `tmux`, `screen`, or empty without one.
    """
    data = text.encode("utf-8", "replace")
    if len(data) > _MOST_BYTES:
        return Copy("", 0)
    sequence = f"\x1b]52;c;{b64encode(data).decode('ascii')}\x07"
    return Copy(_wrap(sequence, multiplexer), len(text))


def _wrap(sequence: str, multiplexer: str) -> str:
    if multiplexer == "tmux":
        doubled = sequence.replace("\x1b", "\x1b\x1b")
        # Unwrapped, too: tmux itself keeps the text if its `set-clipboard` is on.
        return f"{sequence}\x1bPtmux;{doubled}\x1b\\"
    if multiplexer == "screen":
        chunks = [
            sequence[offset : offset + _SCREEN_CHUNK]
            for offset in range(0, len(sequence), _SCREEN_CHUNK)
        ]
        return "".join([f"\x1bP{chunk}\x1b\\" for chunk in chunks])
    return sequence
