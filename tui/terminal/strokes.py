"""Which cells of a changed row to send, and as what: text to write or blanks to erase, by pen.

A stroke starts and ends between graphemes and needs one style only.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from operator import is_not
from typing import Final, NamedTuple, TypeAlias

from tui.terminal.cells import PLAIN, Row, Stretch, Style, blank

_CHANGED: Final = b"\1"
_GATHERED: Final = re.compile(rb"\x01(?:\x00{0,4}\x01)*+")
"""Changed cells, and up to four between them: those cost no more bytes than a move over them."""
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
    for first, last, style in _runs(new, _changed(old, new)):
        start, end = (first, last) if simple else _aligned(new, first, last)
        erases = not style.shows_on_blanks and (colours_erased or not style.background)
        if not simple or (erases and _SOME_BLANKS in text[start:end]):
            strokes[style].extend(_cut_up(new, y, start, end, erases=erases))
        else:
            strokes[style].append(Stroke(y, start, end - start, text[start:end], end == width))


def _changed(old: Row | None, new: Row) -> bytes:
    """Give for each column whether it is to be sent."""
    width = len(new)
    if old is None or len(old) != width:
        return _CHANGED * width
    # Equal cells are one object, but for rare ones, which may as well be sent again.
    changed = bytes(map(is_not, old, new))
    if old.uncertain or new.uncertain:
        doubtful = [x for x in {*old.uncertain, *new.uncertain} if changed[x]]
        if doubtful:
            # What stands right of a grapheme drawn too wide or too narrow may be damaged.
            first = min(doubtful)
            return changed[:first] + _CHANGED * (width - first)
    return changed


def _runs(row: Row, changed: bytes) -> Iterator[Stretch]:
    """Give what is to be written with one pen at a time, small gaps included."""
    stretches = iter(row.stretches)
    first, last, style = next(stretches, (0, 0, PLAIN))
    for gathered in _GATHERED.finditer(changed):
        start, end = gathered.span()
        run: Stretch | None = None
        while True:
            if last > start:
                begin = changed.find(1, max(first, start), last)
                if 0 <= begin < end:
                    stop = end if last >= end else changed.rfind(1, begin, last) + 1
                    if run is None:
                        run = (begin, stop, style)
                    elif joined := _joined(row, run, (begin, stop, style)):
                        run = joined
                    else:
                        yield run
                        run = (begin, stop, style)
            if last >= end:
                break
            first, last, style = next(stretches)
        if run is not None:
            yield run


def _joined(row: Row, left: Stretch | None, right: Stretch) -> Stretch | None:
    """Give two neighbours as one where blanks look the same with the other's pen."""
    if left is None or left[1] != right[0]:
        return None
    if left[2] == right[2]:
        return left[0], right[1], left[2]
    if blank(left[2])[1] != blank(right[2])[1]:
        return None
    for one, other in ((left, right), (right, left)):
        if all(text == " " for text, _ in row[one[0] : one[1]]):
            return left[0], right[1], other[2]
    return None


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
