"""Parser of Textual's output: frames of styled text at positions, and all other sequences.

A sequence that is unknown is reported, and the caller passes it through.
"""

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Final, NamedTuple, TypeAlias

from tui.terminal.screen.cells import PLAIN, Cell, Style, cell, marks_first, styled_cells
from tui.terminal.screen.rows import Pen, Row
from tui.terminal.screen.sgr import restyled
from tui.textual_private import cell_len

Piece: TypeAlias = tuple[int, int, Row]
"""Row and column, from 0, and the cells at this position."""

_PLACE: Final = re.compile(r"\x1b\[(\d*+)(?:;(\d*+))?+H")
_STYLING: Final = re.compile(r"\x1b\[([\d;]*)m|\x1b\]8;([^\x07\x1b]*)(?:\x07|\x1b\\)")
_SEGMENT: Final = re.compile(r"\x1b\[([\d;]++)m([^\x1b]++)\x1b\[0m")
_SEGMENTS: Final = re.compile(rf"(?:{_SEGMENT.pattern})++")
"""Textual's usual output: words, each in its own style."""
_FOREIGN: Final = re.compile(
    r"\x1b[\]P_^X][^\x07\x1b]*(?:\x07|\x1b\\)?|\x1b\[[0-?]*[ -/]*[@-~]?|\x1b.?|[\x00-\x1f\x7f-\x9f]"
)
_HARMLESS: Final = re.compile(
    r"(?:\x1b\[\?[\d;]+\$p"  # a query of a mode
    r"|\x1b\[\?(?:7|25|10\d\d|2004|2031|2048)[hl]"  # modes that move no cell; not 1049
    r"|\x1b\[[<>=][\d;]*u"  # kitty keyboard protocol
    r"|\x1b\](?:0|2|22|52);[^\x07\x1b]*(?:\x07|\x1b\\)"  # title, pointer shape, clipboard
    r"|\x1bP(?:tmux;(?:[^\x1b]|\x1b\x1b)*|\x1b\]52;[^\x1b]*|[\w+/=]*\x07?)\x1b\\"  # wrapped
    r"|\x07)+"
)
_SCREENS: Final = re.compile(r"\x1b\[\?(?:47|1047|1048|1049)[hl]")


class Frame(NamedTuple):
    """A write by Textual that draws."""

    pieces: tuple[Piece, ...]
    """Drawn pieces, in order."""
    cursor: tuple[int, int]
    """Row and column of the cursor at the end."""
    understood: bool
    """True if the write has only pieces; False if it does more to the terminal."""


def parse_frame(data: str) -> Frame | None:
    """Return the frame in a write by Textual; None if it does not draw."""
    if not data.startswith("\x1b[") or not _PLACE.match(data):
        return None
    parts = _PLACE.split(data)
    pieces: list[Piece] = []
    is_understood = True
    row = column = 0
    for index in range(1, len(parts), 3):
        row, column = max(0, int(parts[index] or 1) - 1), max(0, int(parts[index + 1] or 1) - 1)
        text = parts[index + 2].removesuffix("\n")
        if not text:
            continue
        drawn_row = parse_text(text)
        if drawn_row is None:
            is_understood = False
            drawn_row = parse_text(_without_foreign(text))
        if drawn_row:
            pieces.append((row, column, drawn_row))
    return Frame(tuple(pieces), (row, column), is_understood and not parts[-1])


@lru_cache(maxsize=256)  # two screens; more is work for the garbage collector
def parse_text(text: str) -> Row | None:
    """Return the row of a styled text; None if the text does anything else."""
    if _SEGMENTS.fullmatch(text):
        segments = _SEGMENT.findall(text)
        return _row([(words, restyled(PLAIN, style)) for style, words in segments])
    parts: list[tuple[str, Style | None]] = []
    style: Style | None = PLAIN
    offset = 0
    for match in _STYLING.finditer(text):
        parts.append((text[offset : match.start()], style))
        parameters, link = match.groups()
        if style is not None:
            style = _with_link(style, link) if parameters is None else restyled(style, parameters)
        offset = match.end()
    parts.append((text[offset:], style))
    return _row(parts) if style == PLAIN else None


def _row(parts: Iterable[tuple[str, Style | None]]) -> Row | None:
    """Return the row of texts in styles; None for an unknown style or a control sequence."""
    cells: list[Cell] = []
    pens: list[Pen] = []
    for text, style in parts:
        if style is None:
            return None
        mark_count = marks_first(text, is_alone=not pens)
        if mark_count and pens:
            # As in a terminal, the preceding grapheme gets the marks, whatever the present pen is.
            length, pen = pens[-1]
            pens[-1] = length + _put_on_last(cells, text[:mark_count], pen), pen
        new_cells = styled_cells(text[mark_count:], style)
        if new_cells is None:
            return None
        if new_cells:
            cells += new_cells
            pens.append((len(new_cells), style))
    return Row(tuple(cells), tuple(pens))


def _put_on_last(cells: list[Cell], marks: str, style: Style) -> int:
    """Add marks to the last grapheme; return the number of cells by which it gets wider."""
    index = len(cells) - 1
    while not cells[index][0]:
        index -= 1
    cells[index] = cell(cells[index][0] + marks, style)
    added_width = cell_len(marks)
    cells += [cell("", style)] * added_width
    return added_width


def is_harmless(data: str) -> bool:
    """Return True if a write that draws nothing also leaves every cell unchanged."""
    return _HARMLESS.fullmatch(data) is not None and not _SCREENS.search(data)


def _with_link(style: Style, link: str) -> Style:
    return style._replace(link=link if link.partition(";")[2] else "")


def _without_foreign(text: str) -> str:
    """Return the text without unknown sequences and styles, with its style closed at the end."""
    parts = []
    offset = 0
    for match in _STYLING.finditer(text):
        parts.append(_FOREIGN.sub("", text[offset : match.start()]))
        if match[1] is None or restyled(PLAIN, match[1]) is not None:
            parts.append(match.group())
        offset = match.end()
    return "".join([*parts, _FOREIGN.sub("", text[offset:]), "\x1b]8;;\x1b\\\x1b[0m"])
