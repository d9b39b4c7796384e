"""Hints: keys and their effects, on one line of a given width."""

from collections.abc import Sequence

from rich.cells import cell_len


def fit_hints(parts: Sequence[str], width: int, between: str = "  ") -> str:
    """Return as many of `parts` in one line as fit in `width` cells; at least the first."""
    line = parts[0]
    for part in parts[1:]:
        if cell_len(longer := f"{line}{between}{part}") > width:
            break
        line = longer
    return line
