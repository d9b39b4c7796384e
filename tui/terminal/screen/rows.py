"""Rows: adjacent cells that were drawn as one piece, with values that depend on them alone.

A row never changes and is identified by the object: the same text drawn again is the same row.
"""

from collections.abc import Iterable, Sequence
from typing import TypeAlias

from tui.terminal.screen.cells import (
    BLANK,
    FIRST_UNCERTAIN,
    PLAIN,
    Cell,
    Style,
    blank,
    is_uncertain,
)

Pen: TypeAlias = tuple[int, Style]
"""Number of cells, and the style to write them with."""
Stretch: TypeAlias = tuple[int, int, Style]
"""First column, end column, and the style of the cells between."""


class Row:
    """Cells from left to right; all cells of a wide grapheme are in the same row."""

    __slots__ = ("cells", "is_simple", "pens", "stretches", "text", "uncertain")

    def __init__(self, cells: tuple[Cell, ...], pens: tuple[Pen, ...]) -> None:
        texts = [text for text, _ in cells]
        self.cells = cells
        self.pens = pens
        """Pens, which together cover every cell."""
        self.text = "".join(texts)
        """Characters without their styles."""
        single = len(self.text) == len(cells) and all(texts)
        self.uncertain = () if single and _is_certain(self.text) else _uncertain(texts)
        """Columns whose grapheme may be drawn wider or narrower than Textual assumes."""
        self.is_simple = single and not self.uncertain
        """True if each cell has one character, so that columns are offsets of the text."""
        self.stretches = _stretches(pens, self.text if self.is_simple else "")

    def __len__(self) -> int:
        return len(self.cells)

    def cut(self, start: int, end: int) -> "Row":
        """Return the cells between two columns; those of a divided grapheme become blanks."""
        cells = self.cells
        first = start
        while first < end and not cells[first][0]:
            first += 1
        last = end
        while first < last < len(cells) and not cells[last][0]:
            last -= 1
        left, right = _blanks(cells[start:first]), _blanks(cells[last:end])
        return Row((*left, *cells[first:last], *right), _pens_between(self.pens, start, end))


def joined(rows: Iterable[Row]) -> Row:
    """Return several rows, side by side, as one."""
    cells: list[Cell] = []
    pens: list[Pen] = []
    for row in rows:
        cells += row.cells
        pens += row.pens
    return Row(tuple(cells), tuple(pens))


def blank_row(width: int) -> Row:
    """Return a row of `width` empty cells."""
    return Row((BLANK,) * width, ((width, PLAIN),))


def _is_certain(text: str) -> bool:
    return text.isascii() or max(text) < FIRST_UNCERTAIN


def _uncertain(texts: Sequence[str]) -> tuple[int, ...]:
    return tuple([x for x, text in enumerate(texts) if is_uncertain(text)])


def _stretches(pens: Iterable[Pen], text: str) -> tuple[Stretch, ...]:
    """Return the parts that can be written with one pen, from left to right; they cover every cell.

    Blanks are written with the pen of the adjacent words if that looks the same. Without a text, no
    blanks are known.
    """
    stretches: list[Stretch] = []
    start = column = 0
    pen: Style | None = None
    inked = False
    for length, style in pens:
        has_ink = not text or bool(text[column : column + length].strip(" "))
        if pen is None:
            pen, inked = style, has_ink
        elif style == pen:
            inked = inked or has_ink
        elif (inked and has_ink) or blank(style)[1] != blank(pen)[1]:
            stretches.append((start, column, pen))
            start, pen, inked = column, style, has_ink
        elif has_ink:
            pen, inked = style, True
        column += length
    if pen is not None:
        stretches.append((start, column, pen))
    return tuple(stretches)


def _blanks(cells: tuple[Cell, ...]) -> list[Cell]:
    return [blank(style) for _, style in cells]


def _pens_between(pens: tuple[Pen, ...], start: int, end: int) -> tuple[Pen, ...]:
    cut_pens: list[Pen] = []
    column = 0
    for length, style in pens:
        first, last = max(start, column), min(end, column + length)
        if first < last:
            cut_pens.append((last - first, style))
        column += length
    return tuple(cut_pens)
