"""The mouse from the start, by VARIORUM_MOUSE, whatever terminal is detected."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from tui.terminal.probe.capabilities import Capabilities

_CHOICES: Final = {"on": True, "off": False}


def with_mouse(terminal: Capabilities, environ: Mapping[str, str]) -> Capabilities:
    """Return `terminal` with the mouse as chosen, where the terminal can be used."""
    choice = environ.get("VARIORUM_MOUSE", "")
    if choice not in _CHOICES:
        return terminal
    reasons = {**terminal.reasons, "mouse": f"VARIORUM_MOUSE is {choice}"}
    return replace(terminal, mouse=terminal.usable and _CHOICES[choice], reasons=reasons)
