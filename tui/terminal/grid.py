"""The screen as a value: rows of cells, and what drawing into it makes of it.

Drawing over half of a wide grapheme blanks its other half, as terminals do.
"""

from collections.abc import Iterable
from itertools import groupby
from operator import itemgetter
from typing import TypeAlias

from tui.terminal.cells import BLANK, Cell, Row, blank
from tui.terminal.frames import Piece

Grid: TypeAlias = tuple[Row, ...]

_row_of = itemgetter(0)


def blank_grid(width: int, height: int) -> Grid:
    """Give an empty screen of so many cells."""
    return (Row((BLANK,) * width),) * height


def fitted(grid: Grid, width: int, height: int) -> Grid:
    """Give the grid cut or filled with blanks to a size in cells."""
    if len(grid) == height and (not grid or len(grid[0]) == width):
        return grid
    rows = [Row(_cut(row, width) + (BLANK,) * (width - len(row))) for row in grid[:height]]
    return (*rows, *blank_grid(width, height - len(rows)))


def painted(grid: Grid, pieces: Iterable[Piece]) -> Grid:
    """Give the grid with the pieces drawn into it; what lies outside is lost."""
    rows = list(grid)
    for y, on_row in groupby(pieces, _row_of):
        if y < len(rows):
            rows[y] = _with_pieces(rows[y], [(x, cells) for _, x, cells in on_row])
    return tuple(rows)


def _with_pieces(row: Row, pieces: list[tuple[int, Row]]) -> Row:
    """Give a row with pieces drawn into it; the row itself where nothing changes."""
    width = len(row)
    if len(pieces) == 1 and pieces[0][0] == 0 and len(pieces[0][1]) == width:
        return pieces[0][1]
    if _side_by_side(row, pieces):
        new = [(x, cells) for x, cells in pieces if row[x : x + len(cells)] != cells]
        return row.overlaid(new) if new else row
    for x, cells in pieces:
        if x < width:
            drawn = _cut(cells, width - x)
            row = Row((*_cut(row, x), *drawn, *_from(row, x + len(drawn))))
    return row


def _side_by_side(row: Row, pieces: list[tuple[int, Row]]) -> bool:
    """Whether the pieces lie on a simple row from left to right without cutting anything."""
    end = 0
    for x, cells in pieces:
        if x < end or not cells.is_simple:
            return False
        end = x + len(cells)
    return row.is_simple and end <= len(row)


def _cut(cells: tuple[Cell, ...], width: int) -> tuple[Cell, ...]:
    """Give the first cells, a grapheme cut in two blanked."""
    if width >= len(cells):
        return cells
    start = _grapheme_start(cells, width)
    return cells[:start] + tuple([blank(style) for _, style in cells[start:width]])


def _from(cells: tuple[Cell, ...], start: int) -> tuple[Cell, ...]:
    """Give the cells from one on, a grapheme cut in two blanked."""
    end = start
    while end < len(cells) and not cells[end][0]:
        end += 1
    return tuple([blank(style) for _, style in cells[start:end]]) + cells[end:]


def _grapheme_start(cells: tuple[Cell, ...], x: int) -> int:
    while x > 0 and not cells[x][0]:
        x -= 1
    return x
