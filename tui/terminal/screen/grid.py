"""The screen as a value: its lines, and the drawing of a frame into them."""

from collections.abc import Iterable
from itertools import groupby
from operator import itemgetter
from typing import TypeAlias

from tui.terminal.screen.cells import PLAIN, Style
from tui.terminal.screen.frame_parser import Piece
from tui.terminal.screen.lines import Line
from tui.terminal.screen.rows import blank_row

Grid: TypeAlias = tuple[Line, ...]

_line_of = itemgetter(0)


def blank_grid(width: int, height: int) -> Grid:
    """Return an empty screen; its size is in cells."""
    return (Line(((0, blank_row(width)),)),) * height


def resized(grid: Grid, width: int, height: int) -> Grid:
    """Return the grid, cut or filled with blanks to a size in cells."""
    lines = [line.resized(width) for line in grid[:height]]
    return (*lines, *blank_grid(width, height - len(lines)))


def painted(grid: Grid, pieces: Iterable[Piece]) -> Grid:
    """Return the grid with the pieces drawn into it; parts outside of it are dropped."""
    lines = list(grid)
    for y, line_pieces in groupby(pieces, _line_of):
        if y < len(lines):
            lines[y] = lines[y].drawn([(x, row) for _, x, row in line_pieces])
    return tuple(lines)


def blank_at(grid: Grid, width: int) -> tuple[int, int, Style]:
    """Return the line, the column and the style of `width` blanks, not on the top line.

    If there are none, return the beginning of the second line, whose text is then overwritten.
    """
    blanks = " " * width
    for y in range(len(grid) - 1, 0, -1):
        row = grid[y].whole
        x = row.text.find(blanks) if row.is_simple else -1
        if x >= 0 and len(set(row.cells[x : x + width])) == 1:
            return y, x, row.cells[x][1]
    return 1, 0, PLAIN
