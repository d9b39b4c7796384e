"""What one cell of a terminal shows: a grapheme and a style, as plain comparable values.

A grapheme wider than one cell is followed by cells whose text is empty; widths are Textual's.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property, lru_cache
from typing import Final, NamedTuple, TypeAlias

from textual._cells import cell_len

ATTRIBUTE_CODES: Final = (1, 2, 3, 4, 5, 6, 7, 8, 9, 21, 51, 52, 53)
"""The SGR codes that switch an attribute on; bit n of `Style.attributes` is the n-th."""

_CONTROL: Final = re.compile(r"[\x00-\x1f\x7f-\x9f]")
_JOINERS: Final = frozenset("\u200d\ufe0f")
_REGIONAL: Final = frozenset(map(chr, range(0x1F1E6, 0x1F200)))
_FIRST_UNCERTAIN: Final = "\U0001f000"


def attribute_bits(codes: Iterable[int]) -> int:
    """Give the `Style.attributes` in which exactly these SGR codes are on."""
    return sum(1 << ATTRIBUTE_CODES.index(code) for code in codes)


_SEEN_ON_BLANKS: Final = attribute_bits((4, 7, 9, 21, 51, 52, 53))


class Style(NamedTuple):
    """How a cell is drawn; colours are SGR parameters, empty for the terminal's default."""

    attributes: int = 0
    """Bits, see `ATTRIBUTE_CODES`."""
    foreground: str = ""
    background: str = ""
    link: str = ""
    """Parameters and address of an OSC 8 link, joined by a semicolon; empty for none."""

    @property
    def shows_on_blanks(self) -> bool:
        """Whether more than the background of this style is seen where there is no ink."""
        return bool(self.attributes & _SEEN_ON_BLANKS or self.link)


Cell: TypeAlias = tuple[str, Style]
Stretch: TypeAlias = tuple[int, int, Style]
"""From a column to another one, the pen."""

PLAIN: Final = Style()
BLANK: Final[Cell] = (" ", PLAIN)


class Row(tuple[Cell, ...]):  # noqa: SLOT001 - what is computed from a row is kept on it
    """The cells of one line of the screen, from the left edge to the right one."""

    @cached_property
    def text(self) -> str:
        """The characters of the row without their styles."""
        return "".join([text for text, _ in self])

    @cached_property
    def uncertain(self) -> tuple[int, ...]:
        """The columns whose grapheme may be drawn wider or narrower than Textual counts."""
        if self.text.isascii():
            return ()
        return tuple([x for x, (text, _) in enumerate(self) if is_uncertain(text)])

    @cached_property
    def is_simple(self) -> bool:
        """Whether each cell has a character of its own, so that columns are offsets of the text."""
        return len(self.text) == len(self) and not self.uncertain

    @cached_property
    def stretches(self) -> tuple[Stretch, ...]:
        """What can be written with one pen, from left to right; it covers every cell."""
        found: list[Stretch] = []
        start = 0
        style = without_ink = None
        only_blanks = True
        for x, (text, own) in enumerate(self):
            if own is style or own == style or (text == " " and own == without_ink):
                only_blanks = only_blanks and text == " "
                continue
            if only_blanks and style is not None and blank(own)[1] == style:
                # Blanks before a word are written with the word's pen.
                style, only_blanks = own, False
                continue
            if style is not None:
                found.append((start, x, style))
            start, style, only_blanks = x, own, text == " "
            without_ink = blank(own)[1]
        if style is not None:
            found.append((start, len(self), style))
        return tuple(found)

    def stretches_from(self, x: int) -> tuple[Stretch, ...]:
        """Give the stretches of the row when it begins at a column of another one."""
        known = self._stretches_from.get(x)
        if known is None:
            known = tuple([(start + x, end + x, style) for start, end, style in self.stretches])
            self._stretches_from[x] = known
        return known

    @cached_property
    def _stretches_from(self) -> dict[int, tuple[Stretch, ...]]:
        """Kept, as the same text mostly stands at the same column."""
        return {}

    def overlaid(self, pieces: Sequence[tuple[int, "Row"]]) -> "Row":
        """Give the row with others over it, each from its column on, from left to right.

        They and the row must be simple, must lie within it and not over each other.
        """
        cells: list[Cell] = []
        texts: list[str] = []
        stretches: list[Stretch] = []
        at = 0
        for x, other in pieces:
            if at < x:
                cells += self[at:x]
                texts.append(self.text[at:x])
                stretches += _between(self.stretches, at, x)
            cells += other
            texts.append(other.text)
            stretches += other.stretches_from(x)
            at = x + len(other)
        if at < len(self):
            cells += self[at:]
            texts.append(self.text[at:])
            stretches += _between(self.stretches, at, len(self))
        made = Row(cells)
        # Cheaper than finding it out from the cells again.
        made.text = "".join(texts)
        made.uncertain = ()
        made.is_simple = True
        made.stretches = tuple(stretches)
        return made


def _between(stretches: Iterable[Stretch], first: int, last: int) -> list[Stretch]:
    """Give the part of the stretches from a column to another one, which must not be empty."""
    found = [one for one in stretches if one[0] < last and one[1] > first]
    start, end, style = found[0]
    if start < first:
        found[0] = (first, end, style)
    start, end, style = found[-1]
    if end > last:
        found[-1] = (start, last, style)
    return found


def is_uncertain(text: str) -> bool:
    """Whether terminals disagree on the width of such a grapheme: clusters and emoji."""
    return len(text) > 1 or text >= _FIRST_UNCERTAIN


class _Palette(dict[str, Cell]):
    """The cells of one style by character, so that equal cells are mostly one object."""

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
    """Give the blank cell of a style, without what ink alone would show."""
    return _palette(style)[" "]


def styled_cells(text: str, style: Style) -> list[Cell] | None:
    """Give the cells of a text, or None if it holds what is no part of a cell.

    What ink does not show (the colour of a blank's missing ink) is left out of the style.
    """
    palette = _palette(style)
    if text.isascii():
        return None if _CONTROL.search(text) else [palette[char] for char in text]
    if _CONTROL.search(text):
        return None
    if len(text) == cell_len(text) and all(map(_is_simple, text)):
        return [palette[char] for char in text]
    cells: list[Cell] = []
    for grapheme in graphemes(text):
        width = cell_len(grapheme)
        if not width:
            return None
        cells.append(palette[grapheme])
        cells.extend([palette[""]] * (width - 1))
    return cells


@lru_cache(maxsize=4096)
def _is_simple(char: str) -> bool:
    return cell_len(char) == 1 and char not in _JOINERS and char not in _REGIONAL


def graphemes(text: str) -> Iterator[str]:
    """Give the pieces of a text that a terminal draws into cells of their own."""
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
    if char in _JOINERS or grapheme.endswith("\u200d") or cell_len(char) == 0:
        return True
    return char in _REGIONAL and grapheme in _REGIONAL
