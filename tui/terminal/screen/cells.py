"""Cells of a terminal: a grapheme and a style, as plain comparable values.

A grapheme wider than one cell is followed by cells with an empty text. Widths are those that
Textual measures (`measure_by`).
"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Final, NamedTuple, TypeAlias

from tui.terminal.width.cell_width import CONFIRMED, REGIONAL, is_mark
from tui.textual_private import cell_len

ATTRIBUTE_CODES: Final = (1, 2, 3, 4, 5, 6, 7, 8, 9, 21, 51, 52, 53)
"""SGR codes that set an attribute; bit n of `Style.attributes` stands for the n-th one."""

_CONTROL: Final = re.compile(r"[\x00-\x1f\x7f-\x9f]")
_JOINERS: Final = frozenset("\u200d\ufe0f")
FIRST_UNCERTAIN: Final = "\U0001f000"
"""First code point on whose width terminals disagree."""


def attribute_bits(codes: Iterable[int]) -> int:
    """Return the `Style.attributes` with exactly these SGR codes."""
    return sum(1 << ATTRIBUTE_CODES.index(code) for code in codes)


_SEEN_ON_BLANKS: Final = attribute_bits((4, 7, 9, 21, 51, 52, 53))


class Style(NamedTuple):
    """Style of a cell; colours are SGR parameters, empty for the terminal's default."""

    attributes: int = 0
    """Bits of `ATTRIBUTE_CODES`."""
    foreground: str = ""
    background: str = ""
    link: str = ""
    """Parameters and address of an OSC 8 link, joined by a semicolon; empty for none."""

    @property
    def shows_on_blanks(self) -> bool:
        """True if a blank in this style shows more than its background."""
        return bool(self.attributes & _SEEN_ON_BLANKS or self.link)


Cell: TypeAlias = tuple[str, Style]
PLAIN: Final = Style()
BLANK: Final[Cell] = (" ", PLAIN)


def is_uncertain(text: str) -> bool:
    """Return True if this terminal may draw a grapheme wider or narrower than is assumed.

    Terminals disagree on emoji, and on letters with marks that this terminal was not asked about.
    """
    return text >= FIRST_UNCERTAIN or (len(text) > 1 and not CONFIRMED.has_all(text[1:]))


class _Palette(dict[str, Cell]):
    """Cells of one style by their character, so that equal cells are mostly one object."""

    def __init__(self, style: Style) -> None:
        super().__init__()
        self.style = style
        ink_free = style if style.shows_on_blanks else Style(background=style.background)
        self[" "] = (" ", ink_free)

    def __missing__(self, text: str) -> Cell:
        cell = self[text] = (text, self.style)
        return cell


@lru_cache(maxsize=512)
def _palette(style: Style) -> _Palette:
    return _Palette(style)


def blank(style: Style) -> Cell:
    """Return the blank cell of a style, without the parts of the style that only text shows."""
    return _palette(style)[" "]


def cell(grapheme: str, style: Style) -> Cell:
    """Return the cell of a grapheme; of the right part of a wide one if `grapheme` is empty."""
    return _palette(style)[grapheme]


def styled_cells(text: str, style: Style) -> list[Cell] | None:
    """Return the cells of a text; None if a character has no cell of its own.

    A part of the style that a blank does not show is left out.
    """
    palette = _palette(style)
    if _CONTROL.search(text):
        return None
    if text.isascii() or all(map(_is_simple, set(text))):
        return list(map(palette.__getitem__, text))
    cells: list[Cell] = []
    for grapheme in graphemes(text):
        width = cell_len(grapheme)
        if not width:
            return None
        cells.append(palette[grapheme])
        cells.extend([palette[""]] * (width - 1))
    return cells


def marks_first(text: str, *, is_alone: bool) -> int:
    """Return the number of first characters that belong to the preceding grapheme.

    If they are `is_alone`, without a preceding grapheme, only characters of width 0 count.
    """
    count = 0
    while (
        count < len(text)
        and not text[count].isascii()
        and _joins(text[count], spacing=not is_alone)
    ):
        count += 1
    return count


def forget_widths() -> None:
    """Clear what was cached under earlier rules of width."""
    _is_simple.cache_clear()


@lru_cache(maxsize=4096)
def _is_simple(char: str) -> bool:
    return (
        cell_len(char) == 1 and not is_mark(char) and char not in _JOINERS and char not in REGIONAL
    )


def _joins(char: str, *, spacing: bool = True) -> bool:
    return not cell_len(char) or (spacing and is_mark(char))


def graphemes(text: str) -> Iterator[str]:
    """Yield the parts of a text that a terminal draws into cells of their own."""
    grapheme = ""
    for char in text:
        if grapheme and _continues(grapheme, char):
            grapheme += char
        else:
            if grapheme:
                yield grapheme
            grapheme = char
    if grapheme:
        yield grapheme


def _continues(grapheme: str, char: str) -> bool:
    if char in _JOINERS or grapheme.endswith("\u200d") or _joins(char):
        return True
    return char in REGIONAL and grapheme in REGIONAL
