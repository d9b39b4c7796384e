"""Lines of a printed page: pieces of text with their boxes, and the rows of these pieces."""

from collections.abc import Iterable, Iterator
from statistics import median
from typing import NamedTuple

_SAME_ROW = 0.5
"""Share of the lower line's height by which two lines of one row overlap."""
_APART = 1.2
"""Gap, as a multiple of the type size, from which two pieces of one row are in different
columns."""
_BACK = 1.0
_SHIFT = 0.6
"""Shift of a character's foot, as a multiple of the type size, from which it is on another line."""


class Glyph(NamedTuple):
    """A character and its box in points; `y` grows downwards."""

    text: str
    left: float
    right: float
    top: float
    bottom: float
    size: float


class Line(NamedTuple):
    """A piece of text on one line, and its box in points."""

    text: str
    left: float
    right: float
    top: float
    bottom: float
    size: float

    @property
    def height(self) -> float:
        """Height of the box."""
        return self.bottom - self.top


def lines_of(glyphs: Iterable[Glyph]) -> Iterator[Line]:
    """Yield the lines of a page's characters, which are in the order of the page's content.

    A line ends if the next character is elsewhere, or after a gap as wide as between columns.
    """
    held: list[Glyph] = []
    for glyph in glyphs:
        if glyph.text == "\n":
            yield from _line(held)
            held = []
        elif glyph.text.isspace():
            if held:
                held.append(glyph)
        else:
            if held and _goes_elsewhere(_last_visible(held), glyph):
                yield from _line(held)
                held = []
            held.append(glyph)
    yield from _line(held)


def _last_visible(held: list[Glyph]) -> Glyph:
    return next((one for one in reversed(held) if not one.text.isspace()), held[-1])


def _goes_elsewhere(before: Glyph, glyph: Glyph) -> bool:
    size = max(before.size, glyph.size, 1.0)
    return (
        abs(glyph.bottom - before.bottom) > _SHIFT * size
        or glyph.left - before.right > _APART * size
        or glyph.left < before.left - _BACK * size
    )


def _line(held: list[Glyph]) -> Iterator[Line]:
    while held and held[-1].text.isspace():
        held.pop()
    if held:
        seen = [one for one in held if not one.text.isspace()]
        yield Line(
            "".join(one.text for one in held),
            min(one.left for one in seen),
            max(one.right for one in seen),
            min(one.top for one in seen),
            max(one.bottom for one in seen),
            median(one.size for one in seen),
        )


def rows_of(lines: Iterable[Line]) -> list[list[Line]]:
    """Return the lines row by row, from the top; in a row from the left."""
    rows: list[list[Line]] = []
    for line in sorted(lines, key=lambda one: (one.top + one.bottom, one.left)):
        if rows and _is_beside(rows[-1][0], line):
            rows[-1].append(line)
        else:
            rows.append([line])
    return [sorted(row, key=lambda one: one.left) for row in rows]


def _is_beside(one: Line, other: Line) -> bool:
    shared = min(one.bottom, other.bottom) - max(one.top, other.top)
    return shared > _SAME_ROW * min(one.height, other.height)


def merge_row(row: list[Line]) -> Line:
    """Return the pieces of one row as one line."""
    if len(row) == 1:
        return row[0]
    return Line(
        " ".join(line.text for line in row),
        min(line.left for line in row),
        max(line.right for line in row),
        min(line.top for line in row),
        max(line.bottom for line in row),
        max(row, key=lambda line: len(line.text)).size,
    )
