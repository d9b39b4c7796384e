"""Finding rows that moved up or down together, so that the terminal can move them itself.

Only whole rows count, since a terminal's scroll region is as wide as its screen.
"""

from collections import Counter
from collections.abc import Sequence
from operator import ne
from typing import Final, NamedTuple

from tui.terminal.cells import Row

_FEWEST_VOTES: Final = 3
_LEAST_GAIN: Final = 40
"""Cells a scroll must spare to be worth its own bytes."""


class Scroll(NamedTuple):
    """Rows `top` to `bottom`, both included, moving up by `lines` (down if negative)."""

    top: int
    bottom: int
    lines: int

    def moved(self, rows: Sequence[Row | None]) -> list[Row | None]:
        """Give the rows as they are after the scroll, None for those it uncovers."""
        after = list(rows)
        for y in range(self.top, self.bottom + 1):
            source = y + self.lines
            after[y] = rows[source] if self.top <= source <= self.bottom else None
        return after


def find_scroll(shown: Sequence[Row | None], wanted: Sequence[Row]) -> Scroll | None:
    """Give the scroll that spares the most cells, or None if none is worth its bytes."""
    changed = [
        y
        for y, (old, new) in enumerate(zip(shown, wanted, strict=True))
        if old is not None and old is not new and old != new
    ]
    if len(changed) < _FEWEST_VOTES:
        return None
    where = _unique_texts(shown, changed)
    votes = Counter(
        [where[wanted[y].text] - y for y in changed if where.get(wanted[y].text, y) != y]
    )
    if not votes:
        return None
    lines, count = votes.most_common(1)[0]
    if count < _FEWEST_VOTES:
        return None
    moved = [y for y in changed if where.get(wanted[y].text) == y + lines]
    touched = [*moved, *[y + lines for y in moved]]
    scroll = Scroll(min(touched), max(touched), lines)
    gain = _differences(shown, wanted, scroll) - _differences(scroll.moved(shown), wanted, scroll)
    return scroll if gain >= _LEAST_GAIN else None


def _unique_texts(rows: Sequence[Row | None], changed: Sequence[int]) -> dict[str, int]:
    """Give the row of each text that stands only once among the changed rows."""
    where: dict[str, int] = {}
    twice = set()
    for y in changed:
        row = rows[y]
        if row is not None and not row.text.isspace():
            if row.text in where:
                twice.add(row.text)
            where[row.text] = y
    for text in twice:
        del where[text]
    return where


def _differences(shown: Sequence[Row | None], wanted: Sequence[Row], scroll: Scroll) -> int:
    """Give how many cells within a scroll's rows would have to be sent."""
    total = 0
    for y in range(scroll.top, scroll.bottom + 1):
        old, new = shown[y], wanted[y]
        if old is None:
            total += len(new.text.rstrip())
        elif old is not new:
            total += sum(map(ne, old, new))
    return total
