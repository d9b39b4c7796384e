"""Runs: changed cells of a line in one style, as text to write or blanks to erase.

A run starts and ends between graphemes.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache
from operator import is_not
from typing import Final, NamedTuple, TypeAlias

from tui.terminal.screen.cells import Cell, Style
from tui.terminal.screen.lines import Line
from tui.terminal.screen.rows import Row, Stretch

_CHANGED: Final = b"\1"
_GATHERED: Final = re.compile(rb"\x01(?:\x00{0,4}\x01)*+")
"""Changed cells with up to four unchanged ones between them, which cost no more than a move."""
_LARGE_GAP: Final = b"\0" * 5
_ERASED_AT_END: Final = 6
_ERASED_WITHIN: Final = 11
"""Number of blanks from which it is shorter to erase them and move on than to send them."""
_SOME_BLANKS: Final = " " * _ERASED_AT_END
_BLANKS: Final = re.compile(f" {{{_ERASED_AT_END},}}")


class WriteRun(NamedTuple):
    """Adjacent cells that are written or erased in one style."""

    x: int
    cells: int
    text: str
    """Text to write; empty if cells are erased."""
    to_edge: bool
    """True if the last cell is at the right edge of the screen."""
    certain: bool = True
    """True if every terminal leaves the cursor where Textual assumes it."""


Placed: TypeAlias = tuple[int, int, WriteRun]
"""Line and column where a run begins, and the run."""
StyledRuns: TypeAlias = defaultdict[Style, list[Placed]]


def add_runs(
    runs: StyledRuns, y: int, old: Line | None, new: Line, *, colours_erased: bool
) -> None:
    """Add the runs that change one line to another.

    Args:
        runs: Runs by style, to which those of the line are added.
        y: Number of the line.
        old: Line on the terminal; None if unknown.
        new: Line that it should show.
        colours_erased: True if erasing leaves the background colour.
    """
    for x, old_row, new_row in _compare_rows(old, new):
        at_edge = x + len(new_row.cells) == new.width
        for style, run in row_runs(old_row, new_row, at_edge, colours_erased):
            runs[style].append((y, x, run))


def _compare_rows(old: Line | None, new: Line) -> Iterable[tuple[int, Row | None, Row]]:
    """Yield the rows that changed, or the whole line if its rows can't be sent separately."""
    if old is None:
        return [(0, None, new.whole)]
    changed_rows: list[tuple[int, Row | None, Row]] = []
    if len(old.parts) == len(new.parts):
        for (old_x, old_row), (x, new_row) in zip(old.parts, new.parts, strict=True):
            if old_row is new_row:
                continue
            if old_x != x or len(old_row) != len(new_row) or old_row.uncertain or new_row.uncertain:
                break
            changed_rows.append((x, old_row, new_row))
        else:
            return changed_rows
    return [(0, old.whole, new.whole)]


@lru_cache(maxsize=256)
def row_runs(
    old: Row | None,
    new: Row,
    at_edge: bool,  # noqa: FBT001 - part of the cache's key
    colours_erased: bool,  # noqa: FBT001
) -> list[tuple[Style, WriteRun]]:
    """Return the runs that change one row to another.

    The result is cached: when lines scroll, the same rows change again and again.
    """
    styled_runs: list[tuple[Style, WriteRun]] = []
    is_simple, text = new.is_simple, new.text
    edge = len(new) if at_edge else -1
    for first, last, style in _runs(new, _change_flags(old, new)):
        start, end = (first, last) if is_simple else _align(new.cells, first, last)
        erases = not style.shows_on_blanks and (colours_erased or not style.background)
        if not is_simple or (erases and _SOME_BLANKS in text[start:end]):
            styled_runs += [
                (style, run) for run in _split_runs(new, start, end, edge, erases=erases)
            ]
        else:
            styled_runs.append((style, WriteRun(start, end - start, text[start:end], end == edge)))
    return styled_runs


def _change_flags(old: Row | None, new: Row) -> bytes:
    """Return a byte for each column: 1 if the cell is to be sent."""
    width = len(new)
    if old is None or len(old) != width:
        return _CHANGED * width
    # Equal cells are one object, except for rare ones, which are sent again.
    change_flags = bytes(map(is_not, old.cells, new.cells))
    if old.uncertain or new.uncertain:
        uncertain_columns = [x for x in {*old.uncertain, *new.uncertain} if change_flags[x]]
        if uncertain_columns:
            # The text to the right of a grapheme with an uncertain width may be damaged.
            first = min(uncertain_columns)
            return change_flags[:first] + _CHANGED * (width - first)
    return change_flags


def _runs(row: Row, change_flags: bytes) -> Iterator[Stretch]:
    """Yield the parts that are written with one pen, with small gaps."""
    for start, end, style in row.stretches:
        first = change_flags.find(1, start, end)
        if first < 0:
            continue
        last = change_flags.rfind(1, first, end) + 1
        if _LARGE_GAP in change_flags[first:last]:
            for match in _GATHERED.finditer(change_flags, first, last):
                yield *match.span(), style
        else:
            yield first, last, style


def _align(cells: tuple[Cell, ...], start: int, end: int) -> tuple[int, int]:
    while start > 0 and not cells[start][0]:
        start -= 1
    while end < len(cells) and not cells[end][0]:
        end += 1
    return start, end


def _split_runs(row: Row, start: int, end: int, edge: int, *, erases: bool) -> Iterator[WriteRun]:
    """Yield the runs of one part: its text, with long blanks erased."""
    if row.is_simple:
        shape = row.text[start:end]
    else:
        shape = "".join([cell[0] if len(cell[0]) == 1 else "\0" for cell in row.cells[start:end]])
    column = 0
    if erases and _SOME_BLANKS in shape:
        for blanks in _BLANKS.finditer(shape):
            first, last = blanks.span()
            if last < len(shape) and last - first < _ERASED_WITHIN:
                continue
            if first > column:
                yield from _texts(row, start + column, start + first, edge)
            yield WriteRun(start + first, last - first, "", start + last == edge)
            column = last
    if start + column < end:
        yield from _texts(row, start + column, end, edge)


def _texts(row: Row, start: int, end: int, edge: int) -> Iterator[WriteRun]:
    """Yield the runs of a text; a new one begins after each grapheme of uncertain width."""
    column = start
    for x in row.uncertain:
        if start <= x < end:
            if column < x:
                yield _write_run(row, column, x, edge)
            column = x + 1
            while column < end and not row.cells[column][0]:
                column += 1
            run = _write_run(row, x, column, edge)
            if column - x > 1:
                # If the terminal draws it narrower, the old content must not remain.
                run = run._replace(text=f"\x1b[{column - x}X{run.text}")
            yield run._replace(certain=False)
    if column < end:
        yield _write_run(row, column, end, edge)


def _write_run(row: Row, start: int, end: int, edge: int) -> WriteRun:
    cells = row.cells[start:end]
    text = row.text[start:end] if row.is_simple else "".join([cell[0] for cell in cells])
    return WriteRun(start, len(cells), text, end == edge)
