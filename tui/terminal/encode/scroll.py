"""Detection of lines that moved up or down together, so that the terminal can scroll them.

Only whole lines count, since a terminal's scroll region is as wide as its screen.
"""

from collections import Counter
from collections.abc import Sequence
from typing import Final, NamedTuple

from tui.terminal.screen.lines import Line

_FEWEST_VOTES: Final = 3
_LEAST_GAIN: Final = 40
"""Least number of cells that a scroll must save."""


class Scroll(NamedTuple):
    """Scroll of the lines `top` to `bottom`, both included, up by `lines` (down if negative)."""

    top: int
    bottom: int
    lines: int

    def moved(self, shown: Sequence[Line | None]) -> list[Line | None]:
        """Return the lines after the scroll, with None for uncovered lines."""
        after = list(shown)
        for y in range(self.top, self.bottom + 1):
            source = y + self.lines
            after[y] = shown[source] if self.top <= source <= self.bottom else None
        return after


def find_scroll(shown: Sequence[Line | None], wanted: Sequence[Line]) -> Scroll | None:
    """Return the scroll that saves most cells; None if none saves enough."""
    changed = [
        y
        for y, (old, new) in enumerate(zip(shown, wanted, strict=True))
        if old is not None and old is not new
    ]
    if len(changed) < _FEWEST_VOTES:
        return None
    where = _unique_texts(shown, changed)
    found = [(y, where.get(_texts(wanted[y]), y)) for y in changed]
    votes = Counter([before - y for y, before in found if before != y])
    if not votes:
        return None
    lines, count = votes.most_common(1)[0]
    if count < _FEWEST_VOTES:
        return None
    moved = [y for y, before in found if before == y + lines]
    touched = [*moved, *[y + lines for y in moved]]
    scroll = Scroll(min(touched), max(touched), lines)
    gain = _differences(shown, wanted, scroll) - _differences(scroll.moved(shown), wanted, scroll)
    return scroll if gain >= _LEAST_GAIN else None


def _unique_texts(
    shown: Sequence[Line | None], changed: Sequence[int]
) -> dict[tuple[str, ...], int]:
    """Return the line number of each text that stands only once among the changed lines."""
    texts = [(_texts(line), y) for y in changed if (line := shown[y]) is not None]
    times = Counter([text for text, _ in texts])
    return {text: y for text, y in texts if times[text] == 1}


def _texts(line: Line) -> tuple[str, ...]:
    return tuple([row.text for _, row in line.parts])


def _differences(shown: Sequence[Line | None], wanted: Sequence[Line], scroll: Scroll) -> int:
    """Return the number of cells in the lines of a scroll that must be sent after it."""
    total = 0
    for y in range(scroll.top, scroll.bottom + 1):
        old, new = shown[y], wanted[y]
        if old is None:
            total += sum(len(row.text.rstrip()) for row in new.rows)
        elif old is not new:
            total += old.apart(new)
    return total
