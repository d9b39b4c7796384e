"""Reading what Textual writes: frames of styled text at places, told from all other sequences.

Nothing is guessed: what is not understood is said to be so, and the caller passes it through.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, TypeAlias

from tui.terminal.cells import PLAIN, Cell, Row, Style, styled_cells
from tui.terminal.sgr import restyled

Piece: TypeAlias = tuple[int, int, Row]
"""Row, column (from nought) and the cells that stand there."""

_PLACE: Final = re.compile(r"\x1b\[(\d*+)(?:;(\d*+))?+H")
_STYLING: Final = re.compile(r"\x1b\[([\d;]*)m|\x1b\]8;([^\x07\x1b]*)(?:\x07|\x1b\\)")
_FOREIGN: Final = re.compile(
    r"\x1b[\]P_^X][^\x07\x1b]*(?:\x07|\x1b\\)?|\x1b\[[0-?]*[ -/]*[@-~]?|\x1b.?|[\x00-\x1f\x7f-\x9f]"
)
_HARMLESS: Final = re.compile(
    r"(?:\x1b\[\?[\d;]+\$p"  # a question about a mode
    r"|\x1b\[\?(?:7|25|10\d\d|2004|2031|2048)[hl]"  # modes that move no cell (1049 is told apart)
    r"|\x1b\[[<>=][\d;]*u"  # kitty keyboard protocol
    r"|\x1b\](?:0|2|22|52);[^\x07\x1b]*(?:\x07|\x1b\\)"  # title, pointer shape, clipboard
    r"|\x1bP(?:tmux;(?:[^\x1b]|\x1b\x1b)*|\x1b\]52;[^\x1b]*|[\w+/=]*\x07?)\x1b\\"  # wrapped
    r"|\x07)+"
)
_SCREENS: Final = re.compile(r"\x1b\[\?(?:47|1047|1048|1049)[hl]")


@dataclass(frozen=True, slots=True)
class Frame:
    """One write of Textual's that draws."""

    pieces: tuple[Piece, ...]
    """What is drawn, in order."""
    cursor: tuple[int, int]
    """Row and column where the cursor is left."""
    understood: bool
    """Whether the pieces are all there was; otherwise more happens on the terminal."""


def parse_frame(data: str) -> Frame | None:
    """Give the frame in a write of Textual's, or None if it does not draw."""
    if not data.startswith("\x1b[") or not _PLACE.match(data):
        return None
    parts = _PLACE.split(data)
    pieces: list[Piece] = []
    understood = True
    row = column = 0
    for at in range(1, len(parts), 3):
        row, column = max(0, int(parts[at] or 1) - 1), max(0, int(parts[at + 1] or 1) - 1)
        text = parts[at + 2].removesuffix("\n")
        if not text:
            continue
        cells = parse_text(text)
        if cells is None:
            understood = False
            cells = parse_text(_without_foreign(text))
        if cells:
            pieces.append((row, column, cells))
    return Frame(tuple(pieces), (row, column), understood and not parts[-1])


@lru_cache(maxsize=2048)
def parse_text(text: str) -> Row | None:
    """Give the cells of styled text within one row, or None if it does anything else."""
    cells: list[Cell] = []
    style = PLAIN
    at = 0
    for match in _STYLING.finditer(text):
        if not _extend(cells, text[at : match.start()], style):
            return None
        parameters, link = match.groups()
        changed = _linked(style, link) if parameters is None else restyled(style, parameters)
        if changed is None:
            return None
        style = changed
        at = match.end()
    return Row(cells) if _extend(cells, text[at:], style) and style == PLAIN else None


def is_harmless(data: str) -> bool:
    """Whether a write that draws nothing also leaves every cell as it is."""
    return _HARMLESS.fullmatch(data) is not None and not _SCREENS.search(data)


def _linked(style: Style, link: str) -> Style:
    return style._replace(link=link if link.partition(";")[2] else "")


def _extend(cells: list[Cell], text: str, style: Style) -> bool:
    if text:
        more = styled_cells(text, style)
        if more is None:
            return False
        cells.extend(more)
    return True


def _without_foreign(text: str) -> str:
    """Give the text without the sequences we do not know, its style closed at the end."""
    parts = []
    at = 0
    for match in _STYLING.finditer(text):
        parts += [_FOREIGN.sub("", text[at : match.start()]), match.group()]
        at = match.end()
    return "".join([*parts, _FOREIGN.sub("", text[at:]), "\x1b]8;;\x1b\\\x1b[0m"])
