"""Hints: keys and their effects, on one line of a given width."""

from collections.abc import Sequence

from rich.cells import cell_len
from textual.content import Content

_KEY = "$current"
"""The colour of keys, as in the footer."""


def fit_hints(parts: Sequence[str], width: int, between: str = "  ", before: str = "") -> Content:
    """Return as many hints in one line as fit in `width` cells; at least the first.

    Args:
        parts: A key and a word for its effect each, the most important first.
        width: The room in cells.
        between: The text between two hints.
        before: A text before the hints.
    """
    line = Content(before)
    for part in parts:
        key, space, word = part.partition(" ")
        hint = Content.assemble((key, _KEY), space + word)
        longer = Content.assemble(line, between, hint) if line else hint
        if line and cell_len(longer.plain) > width:
            break
        line = longer
    return line
