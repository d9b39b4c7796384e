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

    def count_differences(self, line: "Line") -> int:
        """Return the number of cells that look different in two lines of the same width."""
        if [x for x, _ in self.parts] != [x for x, _ in line.parts]:
            return sum(map(ne, self.whole.cells, line.whole.cells))
        return sum(
            sum(map(ne, old_row.cells, new_row.cells))
            for old_row, new_row in zip(self.rows, line.rows, strict=True)
            if old_row is not new_row
        )

    def drawn(self, parts: Sequence[Part]) -> "Line":
        """Return the line with rows drawn over it; parts outside of it are dropped.

        If nothing changes, return the line itself.
        """
        new_parts = list(self.parts)
        index = 0
        for x, row in parts:
            while index < len(new_parts) and new_parts[index][0] < x:
                index += 1
            if (
                index == len(new_parts)
                or new_parts[index][0] != x
                or len(new_parts[index][1]) != len(row)
            ):
                return self._redrawn(parts)
            new_parts[index] = x, row
        is_same = all(new[1] is old[1] for new, old in zip(new_parts, self.parts, strict=True))
        return self if is_same else Line(tuple(new_parts))

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
                drawn_row = row if x + len(row) == end else row.cut(0, end - x)
                whole = joined([whole.cut(0, x), drawn_row, whole.cut(end, width)])
                edges |= {x, end}
        cuts = sorted([x for x in edges if x == width or whole.cells[x][0]])
        return Line(tuple([(start, whole.cut(start, end)) for start, end in pairwise(cuts)]))
