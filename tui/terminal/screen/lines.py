"""A line of the screen as the rows in which it was drawn, so that a change costs one row only.

Drawing over half of a wide grapheme blanks its other half, as in terminals.
"""

from collections.abc import Sequence
from itertools import pairwise
from operator import ne
from typing import TypeAlias

from tui.terminal.screen.rows import Row, blank_row, joined

Part: TypeAlias = tuple[int, Row]
"""Column, and the row that begins there."""


class Line:
    """Cells from the left edge of the screen to the right edge, in parts."""

    __slots__ = ("_whole", "parts", "width")

    def __init__(self, parts: tuple[Part, ...]) -> None:
        x, last = parts[-1]
        self.parts = parts
        """Each part begins where the preceding one ends, the first at column 0."""
        self.width = x + len(last.cells)
        """Number of cells."""
        self._whole: Row | None = None

    @property
    def whole(self) -> Row:
        """Line as one row."""
        if self._whole is None:
            rows = self.rows
            self._whole = rows[0] if len(rows) == 1 else joined(rows)
        return self._whole

    @property
    def rows(self) -> list[Row]:
        """Parts without their columns."""
        return [row for _, row in self.parts]

    def apart(self, other: "Line") -> int:
        """Return the number of cells that look different in two lines of the same width."""
        if [x for x, _ in self.parts] != [x for x, _ in other.parts]:
            return sum(map(ne, self.whole.cells, other.whole.cells))
        return sum(
            sum(map(ne, mine.cells, others.cells))
            for mine, others in zip(self.rows, other.rows, strict=True)
            if mine is not others
        )

    def drawn(self, parts: Sequence[Part]) -> "Line":
        """Return the line with rows drawn over it; parts outside of it are dropped.

        If nothing changes, return the line itself.
        """
        mine = list(self.parts)
        at = 0
        for x, row in parts:
            while at < len(mine) and mine[at][0] < x:
                at += 1
            if at == len(mine) or mine[at][0] != x or len(mine[at][1]) != len(row):
                return self._redrawn(parts)
            mine[at] = x, row
        same = all(new[1] is old[1] for new, old in zip(mine, self.parts, strict=True))
        return self if same else Line(tuple(mine))

    def resized(self, width: int) -> "Line":
        """Return the line, cut or filled with blanks to a width in cells."""
        if width == self.width:
            return self
        if width < self.width:
            return Line(((0, self.whole.cut(0, width)),))
        return Line((*self.parts, (self.width, blank_row(width - self.width))))

    def _redrawn(self, parts: Sequence[Part]) -> "Line":
        """Return the line with rows drawn over parts of others, which are divided there."""
        whole, width = self.whole, self.width
        edges = {0, width}
        for x, row in parts:
            if x < width:
                end = min(width, x + len(row))
                over = row if x + len(row) == end else row.cut(0, end - x)
                whole = joined([whole.cut(0, x), over, whole.cut(end, width)])
                edges |= {x, end}
        cuts = sorted([x for x in edges if x == width or whole.cells[x][0]])
        return Line(tuple([(start, whole.cut(start, end)) for start, end in pairwise(cuts)]))
