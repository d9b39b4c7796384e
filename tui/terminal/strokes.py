"""Which cells of a changed row to send, and as what: text to write or blanks to erase, by pen.

A stroke starts and ends between graphemes and needs one style only.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import compress
from operator import ne
from typing import Final, NamedTuple, TypeAlias

from tui.terminal.cells import Row, Style, blank

_GAP: Final = 4
"""Unchanged cells that cost no more bytes than a move over them."""
_ERASED_AT_END: Final = 6
_ERASED_WITHIN: Final = 11
"""Blanks from which erasing, and moving past them where more follows, is shorter than sending."""
_SOME_BLANKS: Final = " " * _ERASED_AT_END
_BLANKS: Final = re.compile(f" {{{_ERASED_AT_END},}}")


class Stroke(NamedTuple):
    """One thing to do in one style."""

    y: int
    x: int
    cells: int
    text: str
    """What is written; empty where cells are erased."""
    to_edge: bool
    """Whether the last cell is the row's last."""
    certain: bool = True
    """Whether every terminal leaves the cursor where Textual would."""


Strokes: TypeAlias = defaultdict[Style, list[Stroke]]


def add_strokes(
    strokes: Strokes, y: int, old: Row | None, new: Row, *, colours_erased: bool
) -> None:
    """Add what turns one row into another; the old one is None where it is not known."""
    text = new.text
    simple = new.is_simple
    width = len(new)
    for style, first, last in _runs(new, _changed(old, new)):
        start, end = (first, last) if simple else _aligned(new, first, last)
        erases = not style.shows_on_blanks and (colours_erased or not style.background)
        if not simple or (erases and _SOME_BLANKS in text[start:end]):
            strokes[style].extend(_cut_up(new, y, start, end, erases=erases))
        else:
            strokes[style].append(Stroke(y, start, end - start, text[start:end], end == width))


def _changed(old: Row | None, new: Row) -> list[int]:
    """Give the columns to be sent."""
    width = len(new)
    if old is None or len(old) != width:
        return list(range(width))
    changed = list(compress(range(width), map(ne, old, new)))
    if old.uncertain or new.uncertain:
        doubtful = {*old.uncertain, *new.uncertain}.intersection(changed)
        if doubtful:
            # What stands right of a grapheme drawn too wide or too narrow may be damaged.
            first = min(doubtful)
            return [x for x in changed if x < first] + list(range(first, width))
    return changed


def _runs(row: Row, changed: list[int]) -> Iterator[tuple[Style, int, int]]:
    """Give the stretches, start and end, that can be written with one pen."""
    style: Style | None = None
    without_ink: Style | None = None
    start = end = -1
    only_blanks = False
    for x in changed:
        text, own = row[x]
        if style is not None and without_ink is not None and x - end <= _GAP:
            fits = own is style or own == style or (text == " " and own == without_ink)
            if fits and (x == end or _all_fit(row, end, x, style, without_ink)):
                end = x + 1
                only_blanks = only_blanks and text == " "
                continue
            if only_blanks and x == end and blank(own)[1] == without_ink:
                style, end, only_blanks = own, x + 1, False
                continue
        if style is not None:
            yield style, start, end
        style, start, end, only_blanks = own, x, x + 1, text == " "
        without_ink = blank(own)[1]
    if style is not None:
        yield style, start, end


def _all_fit(row: Row, start: int, end: int, style: Style, without_ink: Style) -> bool:
    """Whether the unchanged cells of a gap look the same when written with the pen."""
    return all(own == style or (text == " " and own == without_ink) for text, own in row[start:end])


def _aligned(row: Row, start: int, end: int) -> tuple[int, int]:
    while start > 0 and not row[start][0]:
        start -= 1
    while end < len(row) and not row[end][0]:
        end += 1
    return start, end


def _cut_up(row: Row, y: int, start: int, end: int, *, erases: bool) -> Iterator[Stroke]:
    """Give the strokes of one stretch: its text, with long blanks erased instead."""
    width = len(row)
    if row.is_simple:
        shape = row.text[start:end]
    else:
        shape = "".join([cell[0] if len(cell[0]) == 1 else "\0" for cell in row[start:end]])
    at = 0
    if erases and _SOME_BLANKS in shape:
        for blanks in _BLANKS.finditer(shape):
            first, last = blanks.span()
            if last < len(shape) and last - first < _ERASED_WITHIN:
                continue
            if first > at:
                yield from _texts(row, y, start + at, start + first)
            yield Stroke(y, start + first, last - first, "", start + last == width)
            at = last
    if start + at < end:
        yield from _texts(row, y, start + at, end)


def _texts(row: Row, y: int, start: int, end: int) -> Iterator[Stroke]:
    """Give the strokes of text, a new one after each grapheme whose width is not certain."""
    at = start
    for x in row.uncertain:
        if start <= x < end:
            if at < x:
                yield _written(row, y, at, x)
            at = x + 1
            while at < end and not row[at][0]:
                at += 1
            stroke = _written(row, y, x, at)
            if at - x > 1:
                # Where the terminal draws it narrower, what was there before must not remain.
                stroke = stroke._replace(text=f"\x1b[{at - x}X{stroke.text}")
            yield stroke._replace(certain=False)
    if at < end:
        yield _written(row, y, at, end)


def _written(row: Row, y: int, start: int, end: int) -> Stroke:
    cells = row[start:end]
    text = row.text[start:end] if row.is_simple else "".join([cell[0] for cell in cells])
    return Stroke(y, start, len(cells), text, end == len(row))
