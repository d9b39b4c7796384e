"""The mouse as VARIORUM_MOUSE has it from the start, whatever is found of the terminal."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from tui.terminal.probe.capabilities import Capabilities

_CHOICES: Final = {"on": True, "off": False}


def with_mouse(terminal: Capabilities, environ: Mapping[str, str]) -> Capabilities:
    """Return what can be counted on with the mouse as chosen, where the terminal can be used."""
    choice = environ.get("VARIORUM_MOUSE", "")
    if choice not in _CHOICES:
        return terminal
    reasons = {**terminal.reasons, "mouse": f"VARIORUM_MOUSE is {choice}"}
    return replace(terminal, mouse=terminal.usable and _CHOICES[choice], reasons=reasons)
