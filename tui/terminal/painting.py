"""Turning one screen into another with few bytes: which cells, in which order, by which commands.

Pure: what the terminal shows and what is wanted go in, the text to send and its pen come out.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, NamedTuple

from tui.terminal.cells import Row, Style
from tui.terminal.grid import Grid
from tui.terminal.scrolling import find_scroll
from tui.terminal.sgr import transition

_GAP: Final = 4
"""Unchanged cells that cost no more bytes than a move over them."""
_ERASED_AT_END: Final = 6
_ERASED_WITHIN: Final = 11
"""Blanks from which erasing, and moving past them where more follows, is shorter than sending."""
_BLANKS: Final = re.compile(f" {{{_ERASED_AT_END},}}")


@dataclass(frozen=True, slots=True)
class Skill:
    """What the terminal can be trusted to do."""

    colours_erased: bool = True
    """Erasing leaves the background colour of the pen (not so in GNU screen)."""
    scrolls: bool = True
    """It knows a scroll region, SU and SD (the Linux console does not)."""


class Painting(NamedTuple):
    """The text that brings a terminal to a screen, and the pen it leaves."""

    text: str
    pen: Style | None


class _Stroke(NamedTuple):
    """One thing to do in one style: text to write, or cells to erase where there is none."""

    y: int
    x: int
    cells: int
    text: str
    to_edge: bool
    """Whether the last cell is the row's last."""
    certain: bool = True
    """Whether every terminal leaves the cursor where Textual would."""


def paint(shown: Sequence[Row | None], wanted: Grid, pen: Style | None, skill: Skill) -> Painting:
    """Give what turns the rows shown, None where unknown, into the screen wanted."""
    prelude = ""
    if skill.scrolls and (scroll := find_scroll(shown, wanted)):
        way = f"{scroll.lines}S" if scroll.lines > 0 else f"{-scroll.lines}T"
        prelude = f"\x1b[{scroll.top + 1};{scroll.bottom + 1}r\x1b[{way}\x1b[r"
        shown = scroll.moved(shown)
    strokes: dict[Style, list[_Stroke]] = defaultdict(list)
    for y, (old, new) in enumerate(zip(shown, wanted, strict=True)):
        if old is not new and old != new:
            for x, end in _changed_spans(old, new):
                for style, start, stop in _runs(new, x, end):
                    erases = _erases(skill, style)
                    strokes[style].extend(_cut_up(new, y, start, stop, erases=erases))
    if not strokes:
        return Painting(prelude, pen)
    _merge_blanks(strokes)
    parts = [prelude]
    y, x = -1, -1
    for style in _in_cheap_order(strokes, pen):
        parts.append(transition(pen, style))
        pen = style
        for stroke in strokes[style]:
            parts.append(_move(y, x, stroke.y, stroke.x))
            parts.append(
                stroke.text or (f"\x1b[{stroke.cells}X" if not stroke.to_edge else "\x1b[K")
            )
            y, x = stroke.y, stroke.x
            if stroke.text:
                x = x + stroke.cells if stroke.certain and not stroke.to_edge else -1
    return Painting("".join(parts), pen)


def _changed_spans(old: Row | None, new: Row) -> list[tuple[int, int]]:
    """Give the spans of columns to be sent, each starting and ending between graphemes."""
    if old is None or len(old) != len(new):
        return [(0, len(new))]
    changed = [x for x, (a, b) in enumerate(zip(old, new, strict=True)) if a is not b and a != b]
    if not changed:
        return []
    if old.uncertain or new.uncertain:
        doubtful = {*old.uncertain, *new.uncertain}.intersection(changed)
        if doubtful:
            # What stands right of a grapheme drawn too wide or too narrow may be damaged.
            first = min(doubtful)
            changed = [x for x in changed if x < first] + list(range(first, len(new)))
    spans: list[tuple[int, int]] = []
    start = end = -1
    for x in changed:
        if start >= 0 and x - end <= _GAP and (x == end or _same_style(new, end - 1, x)):
            end = x + 1
            continue
        if start >= 0:
            spans.append((start, end))
        start, end = x, x + 1
    spans.append((start, end))
    return [_aligned(new, *span) for span in spans]


def _same_style(row: Row, first: int, end: int) -> bool:
    """Whether the cells are written without changing the pen of the first one."""
    style = row[first][1]
    return all(
        cell[1] == style or _takes(style, cell[0], cell[1]) for cell in row[first + 1 : end + 1]
    )


def _takes(style: Style, text: str, other: Style) -> bool:
    """Whether a cell looks the same when written in this style as in its own."""
    return (
        text == " "
        and style.background == other.background
        and not style.shows_on_blanks
        and not other.shows_on_blanks
    )


def _aligned(row: Row, start: int, end: int) -> tuple[int, int]:
    while start > 0 and not row[start][0]:
        start -= 1
    while end < len(row) and not row[end][0]:
        end += 1
    return start, end


def _erases(skill: Skill, style: Style) -> bool:
    """Whether blanks of a style may be erased instead of written."""
    return not style.shows_on_blanks and (skill.colours_erased or not style.background)


def _runs(row: Row, start: int, end: int) -> Iterator[tuple[Style, int, int]]:
    """Give the stretches of a row that can be written with one pen."""
    style = row[start][1]
    only_blanks = row[start][0] == " "
    at = start
    for x in range(start + 1, end):
        text, other = row[x]
        if other is style or other == style:
            only_blanks = only_blanks and text == " "
            continue
        if _takes(style, text, other):
            continue
        if only_blanks and _takes(other, " ", style):
            style, only_blanks = other, False
            continue
        yield style, at, x
        style, at, only_blanks = other, x, text == " "
    yield style, at, end


def _cut_up(row: Row, y: int, start: int, end: int, *, erases: bool) -> Iterator[_Stroke]:
    """Give the strokes of one stretch: its text, with long blanks erased instead."""
    width = len(row)
    shape = "".join([cell[0] if len(cell[0]) == 1 else "\0" for cell in row[start:end]])
    at = 0
    if erases and "      " in shape:
        for blanks in _BLANKS.finditer(shape):
            first, last = blanks.span()
            to_edge = start + last == width
            if last < len(shape) and last - first < _ERASED_WITHIN:
                continue
            yield from _texts(row, y, start + at, start + first)
            yield _Stroke(y, start + first, last - first, "", to_edge)
            at = last
    yield from _texts(row, y, start + at, end)


def _texts(row: Row, y: int, start: int, end: int) -> Iterator[_Stroke]:
    """Give the strokes of text, a new one after each grapheme whose width is not certain."""
    at = start
    for x in row.uncertain:
        if start <= x < end:
            if at < x:
                yield _text(row, y, at, x)
            at = x + 1
            while at < end and not row[at][0]:
                at += 1
            stroke = _text(row, y, x, at)
            if at - x > 1:
                # Where the terminal draws it narrower, what was there before must not remain.
                stroke = stroke._replace(text=f"\x1b[{at - x}X{stroke.text}")
            yield stroke._replace(certain=False)
    if at < end:
        yield _text(row, y, at, end)


def _text(row: Row, y: int, start: int, end: int) -> _Stroke:
    text = "".join([cell[0] for cell in row[start:end]])
    return _Stroke(y, start, end - start, text, end == len(row))


def _merge_blanks(strokes: dict[Style, list[_Stroke]]) -> None:
    """Let blanks and erasures be done with any pen that has their background."""
    homes = {style.background: style for style in strokes if not style.shows_on_blanks}
    inky = {s.background: s for s in strokes if not s.shows_on_blanks and _has_ink_style(s)}
    homes.update(inky)
    for style in [style for style in strokes if not _has_ink_style(style)]:
        home = homes[style.background]
        if home is not style and all(not stroke.text.strip(" ") for stroke in strokes[style]):
            strokes[home] = sorted([*strokes[home], *strokes.pop(style)])


def _has_ink_style(style: Style) -> bool:
    return bool(style.attributes or style.foreground or style.link)


def _in_cheap_order(strokes: dict[Style, list[_Stroke]], pen: Style | None) -> Iterator[Style]:
    """Give the styles, each time the one that costs the fewest bytes to turn to."""
    left = list(strokes)
    while left:
        style = min(left, key=lambda other: len(transition(pen, other)))
        left.remove(style)
        yield style
        pen = style


@lru_cache(maxsize=8192)
def _move(y: int, x: int, to_y: int, to_x: int) -> str:
    """Give the shortest move of the cursor between places, -1 where one is not known."""
    if (y, x) == (to_y, to_x):
        return ""
    ways = [f"\x1b[{to_y + 1};{to_x + 1}H" if to_x else f"\x1b[{to_y + 1}H"]
    if to_y == to_x == 0:
        ways.append("\x1b[H")
    if y == to_y and x >= 0:
        distance = abs(to_x - x)
        way = "C" if to_x > x else "D"
        ways.append(f"\x1b[{distance if distance > 1 else ''}{way}")
    if y == to_y and to_x == 0:
        ways.append("\r")
    if to_y == y + 1 and y >= 0:
        if to_x == 0:
            ways.append("\r\n")
        if to_x == x:
            ways.append("\x1b[B")
        if to_x == x - 1:
            ways.append("\x1b[B\b")
    return min(ways, key=len)
