"""The screen as a value: its lines, and what a frame drawn into it makes of it."""

from collections.abc import Iterable
from itertools import groupby
from operator import itemgetter
from typing import TypeAlias

from tui.terminal.frames import Piece
from tui.terminal.lines import Line
from tui.terminal.rows import blank_row

Grid: TypeAlias = tuple[Line, ...]

_line_of = itemgetter(0)


def blank_grid(width: int, height: int) -> Grid:
    """Give an empty screen of so many cells."""
    return (Line(((0, blank_row(width)),)),) * height


def fitted(grid: Grid, width: int, height: int) -> Grid:
    """Give the grid cut or filled with blanks to a size in cells."""
    lines = [line.fitted(width) for line in grid[:height]]
    return (*lines, *blank_grid(width, height - len(lines)))


def painted(grid: Grid, pieces: Iterable[Piece]) -> Grid:
    """Give the grid with the pieces drawn into it; what lies outside is lost."""
    lines = list(grid)
    for y, on_line in groupby(pieces, _line_of):
        if y < len(lines):
            lines[y] = lines[y].drawn([(x, row) for _, x, row in on_line])
    return tuple(lines)
