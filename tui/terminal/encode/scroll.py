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

    def moved(self, shown_lines: Sequence[Line | None]) -> list[Line | None]:
        """Return the lines after the scroll, with None for uncovered lines."""
        moved_lines = list(shown_lines)
        for y in range(self.top, self.bottom + 1):
            source = y + self.lines
            moved_lines[y] = shown_lines[source] if self.top <= source <= self.bottom else None
        return moved_lines


def find_scroll(shown_lines: Sequence[Line | None], wanted_lines: Sequence[Line]) -> Scroll | None:
    """Return the scroll that saves most cells; None if none saves enough."""
    changed_lines = [
        y
        for y, (old, new) in enumerate(zip(shown_lines, wanted_lines, strict=True))
        if old is not None and old is not new
    ]
    if len(changed_lines) < _FEWEST_VOTES:
        return None
    lines_by_text = _unique_texts(shown_lines, changed_lines)
    line_pairs = [(y, lines_by_text.get(_texts(wanted_lines[y]), y)) for y in changed_lines]
    votes = Counter([old_y - y for y, old_y in line_pairs if old_y != y])
    if not votes:
        return None
    lines, count = votes.most_common(1)[0]
    if count < _FEWEST_VOTES:
        return None
    moved_lines = [y for y, old_y in line_pairs if old_y == y + lines]
    scrolled_lines = [*moved_lines, *[y + lines for y in moved_lines]]
    scroll = Scroll(min(scrolled_lines), max(scrolled_lines), lines)
    gain = _differences(shown_lines, wanted_lines, scroll) - _differences(
        scroll.moved(shown_lines), wanted_lines, scroll
    )
    return scroll if gain >= _LEAST_GAIN else None


def _unique_texts(
    shown_lines: Sequence[Line | None], changed_lines: Sequence[int]
) -> dict[tuple[str, ...], int]:
    """Return the line number of each text that stands only once among the changed lines."""
    texts = [(_texts(line), y) for y in changed_lines if (line := shown_lines[y]) is not None]
    counts = Counter([text for text, _ in texts])
    return {text: y for text, y in texts if counts[text] == 1}


def _texts(line: Line) -> tuple[str, ...]:
    return tuple([row.text for _, row in line.parts])


def _differences(
    shown_lines: Sequence[Line | None], wanted_lines: Sequence[Line], scroll: Scroll
) -> int:
    """Return the number of cells in the lines of a scroll that must be sent after it."""
    total = 0
    for y in range(scroll.top, scroll.bottom + 1):
        old, new = shown_lines[y], wanted_lines[y]
        if old is None:
            total += sum(len(row.text.rstrip()) for row in new.rows)
        elif old is not new:
            total += old.count_differences(new)
    return total
