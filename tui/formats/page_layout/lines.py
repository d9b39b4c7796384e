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
    line_glyphs: list[Glyph] = []
    for glyph in glyphs:
        if glyph.text == "\n":
            yield from _line(line_glyphs)
            line_glyphs = []
        elif glyph.text.isspace():
            if line_glyphs:
                line_glyphs.append(glyph)
        else:
            if line_glyphs and _goes_elsewhere(_last_visible(line_glyphs), glyph):
                yield from _line(line_glyphs)
                line_glyphs = []
            line_glyphs.append(glyph)
    yield from _line(line_glyphs)


def _last_visible(glyphs: list[Glyph]) -> Glyph:
    return next((glyph for glyph in reversed(glyphs) if not glyph.text.isspace()), glyphs[-1])


def _goes_elsewhere(previous: Glyph, glyph: Glyph) -> bool:
    size = max(previous.size, glyph.size, 1.0)
    return (
        abs(glyph.bottom - previous.bottom) > _SHIFT * size
        or glyph.left - previous.right > _APART * size
        or glyph.left < previous.left - _BACK * size
    )


def _line(glyphs: list[Glyph]) -> Iterator[Line]:
    while glyphs and glyphs[-1].text.isspace():
        glyphs.pop()
    if glyphs:
        visible = [glyph for glyph in glyphs if not glyph.text.isspace()]
        yield Line(
            "".join(glyph.text for glyph in glyphs),
            min(glyph.left for glyph in visible),
            max(glyph.right for glyph in visible),
            min(glyph.top for glyph in visible),
            max(glyph.bottom for glyph in visible),
            median(glyph.size for glyph in visible),
        )


def rows_of(lines: Iterable[Line]) -> list[list[Line]]:
    """Return the lines row by row, from the top; in a row from the left."""
    rows: list[list[Line]] = []
    for line in sorted(lines, key=lambda line: (line.top + line.bottom, line.left)):
        if rows and _is_beside(rows[-1][0], line):
            rows[-1].append(line)
        else:
            rows.append([line])
    return [sorted(row, key=lambda line: line.left) for row in rows]


def _is_beside(first: Line, second: Line) -> bool:
    shared = min(first.bottom, second.bottom) - max(first.top, second.top)
    return shared > _SAME_ROW * min(first.height, second.height)


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
