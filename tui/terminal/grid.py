"""The screen as a value: rows of cells, and what drawing into it makes of it.

Drawing over half of a wide grapheme blanks its other half, as terminals do.
"""

from collections.abc import Iterable
from typing import TypeAlias

from tui.terminal.cells import BLANK, Cell, Row, blank
from tui.terminal.frames import Piece

Grid: TypeAlias = tuple[Row, ...]


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
    for y, x, cells in pieces:
        if y < len(rows):
            rows[y] = _with_cells(rows[y], x, cells)
    return tuple(rows)


def _with_cells(row: Row, x: int, cells: Row) -> Row:
    width = len(row)
    end = x + len(cells)
    if x == 0 and end == width:
        return cells
    if row.is_simple and end <= width:
        return row.overlaid(x, cells)
    if x >= width:
        return row
    drawn = _cut(cells, width - x)
    return Row((*_cut(row, x), *drawn, *_from(row, x + len(drawn))))


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
