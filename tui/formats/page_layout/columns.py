"""Columns of a printed page in reading order.

A gutter is a vertical strip that hardly any line crosses, with lines on both sides at the same
height. The lines that cross it, such as titles, divide the page into bands. Each band is read
column by column.
"""

from collections.abc import Sequence
from itertools import groupby
from statistics import median
from typing import NamedTuple

from tui.formats.page_layout.lines import Line, merge_row, rows_of

_GUTTER = 0.7
"""Least width of a gutter, as a multiple of the type size."""
_CROSSING = 0.25
"""Largest share of lines that cross a gutter."""
_FEWEST = 3
"""Least number of lines on each side of a gutter."""
_LONG = 8
"""Number of lines of a column beside which a single line is a column, too: the text ends there."""
_NARROWEST = 4.0
"""Least width of a column, as a multiple of the type size; marks and numbers of a list are
narrower."""
_BESIDE = 0.5
"""Share of the shorter column's lines that must have lines of the other column beside them."""
_MOST_LINES = 1_500
"""Largest number of lines of a page in which columns are searched."""
_DEEPEST = 6

Column = list[Line]


class _Gutter(NamedTuple):
    left: float
    right: float


def columns_of(lines: Sequence[Line], depth: int = 0) -> list[Column]:
    """Return the columns of a page in reading order, each with its lines from the top."""
    if len(lines) > _MOST_LINES:
        return [list(lines)]
    gutter = _find_gutter(lines) if depth < _DEEPEST else None
    if gutter is None:
        return [[merge_row(row) for row in rows_of(lines)]] if lines else []
    columns: list[Column] = []
    for is_crossing, band in _bands(lines, gutter):
        if is_crossing:
            columns.append([merge_row(row) for row in rows_of(band)])
            continue
        columns += columns_of([line for line in band if line.left < gutter.left], depth + 1)
        columns += columns_of([line for line in band if line.left >= gutter.left], depth + 1)
    return columns


def _find_gutter(lines: Sequence[Line]) -> _Gutter | None:
    """Return the strip that the fewest lines cross; None if the lines are one column."""
    if len(lines) < 2 * _FEWEST:
        return None
    size = median(line.size for line in lines)
    width = max(_GUTTER * size, 1.0)
    candidates: list[tuple[int, int, _Gutter]] = []
    for left_edge in sorted({round(line.right, 0) for line in lines}):
        right_edge = left_edge + width
        left_lines = [line for line in lines if line.right <= left_edge + 1]
        right_lines = [line for line in lines if line.left >= right_edge - 1]
        crossing_count = len(lines) - len(left_lines) - len(right_lines)
        smaller_count, larger_count = sorted((len(left_lines), len(right_lines)))
        if (
            not smaller_count
            or (smaller_count < _FEWEST and larger_count < _LONG)
            or crossing_count > _CROSSING * len(lines)
        ):
            continue
        if _are_columns(left_lines, right_lines, size):
            candidates.append(
                (crossing_count, -smaller_count, _Gutter(left_edge + 1, right_edge - 1))
            )
    return min(candidates)[2] if candidates else None


def _are_columns(left_lines: Sequence[Line], right_lines: Sequence[Line], size: float) -> bool:
    for side in (left_lines, right_lines):
        if median(line.right - line.left for line in side) < _NARROWEST * size:
            return False
    shorter, longer = sorted((left_lines, right_lines), key=len)
    tops = [(line.top, line.bottom) for line in longer]
    beside_count = sum(
        any(top < line.bottom and bottom > line.top for top, bottom in tops) for line in shorter
    )
    return beside_count >= _BESIDE * len(shorter)


def _bands(lines: Sequence[Line], gutter: _Gutter) -> list[tuple[bool, list[Line]]]:
    """Return the bands from the top, each with True if its lines cross the gutter."""
    right_lines = [line for line in lines if line.left >= gutter.right]

    def crosses(line: Line) -> bool:
        if line.right <= gutter.left or line.left >= gutter.right:
            return False  # a word that is too long for its column extends over the next column
        return not any(
            neighbour.top < line.bottom and neighbour.bottom > line.top for neighbour in right_lines
        )

    ordered = sorted(lines, key=lambda line: line.top + line.bottom)
    return [(is_crossing, list(band)) for is_crossing, band in groupby(ordered, key=crosses)]
