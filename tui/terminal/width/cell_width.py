"""Width of a text in cells, by the rules of the present terminal.

Rich and Textual measure with one table for the whole process; this module adapts the table to the
terminal. After a change of the rules, cached measures must be dropped.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final
from unicodedata import category

from rich.cells import CellTable, get_character_cell_size

from tui.textual_private import cell_len, load_cell_table, measure_cells

ZERO_WIDTH_JOINER: Final = "\u200d"
WIDENER: Final = "\ufe0f"
"""Variation selector 16: the preceding character is drawn as a picture."""
TONES: Final = frozenset(map(chr, range(0x1F3FB, 0x1F400)))
"""Skin tones, which some terminals draw beside the figure."""
REGIONAL: Final = frozenset(map(chr, range(0x1F1E6, 0x1F200)))
"""Letters that make a flag in pairs."""
_JOINED: Final = re.compile(f"[\U0001f3fb-\U0001f3ff]|{ZERO_WIDTH_JOINER}(?:$|[^\\w\\s]{WIDENER}?)")
_FIRST_MARK: Final = "\u0300"
_LAST_SEARCHED: Final = 0x20000
"""Code point after which there are no spacing marks."""


@dataclass(frozen=True, slots=True)
class Rules:
    """Rules in which a terminal may differ from Rich; the defaults are Rich's."""

    spacing_mark: int = 0
    """Width in cells of a spacing mark (category Mc), such as the vowel signs of Devanagari."""
    marks: Mapping[str, int] = field(default_factory=dict)
    """Widths in cells of single marks that differ from the usual ones."""
    widens: bool = True
    """True if the widener makes a narrow sign two cells wide."""
    joins_signs: bool = True
    """True if pictures with a joiner between them are drawn as one."""
    joins_letters: bool = True
    """True if letters with a joiner between them are drawn as one."""
    tone: int = 0
    """Number of cells that a skin tone adds."""
    regional: int = 1
    """Width in cells of one half of a flag."""

    def joins(self, char: str) -> bool:
        """Return True if a character after a joiner is drawn into the preceding one."""
        return self.joins_letters if is_letter(char) else self.joins_signs


RICH: Final = Rules()
"""Rules of Rich and Textual."""


def is_mark(char: str) -> bool:
    """Return True if a character belongs to the preceding letter, spacing or not."""
    return char >= _FIRST_MARK and category(char)[0] == "M"


def is_spacing(char: str) -> bool:
    """Return True if a character is a mark that stands beside its letter, by the standard."""
    return category(char) == "Mc"


def is_letter(char: str) -> bool:
    """Return True if a character is a letter of a script, not a picture."""
    return category(char)[0] == "L"


def first_figure(text: str) -> str:
    """Return a picture without joined parts, so that all terminals draw it equally wide.

    Skin tones and everything after a joiner are removed, and a widener that does not widen. Letters
    keep all their marks.
    """
    figure = _JOINED.sub("", text)
    narrow_figure = figure.replace(WIDENER, "")
    return narrow_figure if cell_len(narrow_figure) == cell_len(figure) else figure


def measure_by(rules: Rules) -> None:
    """Measure by these rules from now on; the layout of existing widgets does not change."""
    table = load_cell_table() if rules == RICH else _table(rules)
    if rules.joins_signs and rules.joins_letters:
        measure_cells(table)
    else:
        measure = _Measure(rules, table.narrow_to_wide)
        measure_cells(table, measure.length, measure.graphemes)


def _table(rules: Rules) -> CellTable:
    base = load_cell_table()
    widths = dict.fromkeys(_spacing_marks(base), rules.spacing_mark)
    widths |= dict.fromkeys(map(ord, TONES), rules.tone)
    widths |= dict.fromkeys(map(ord, REGIONAL), rules.regional)
    widths |= {ord(mark): cells for mark, cells in rules.marks.items()}
    ranges = sorted(
        [
            *_without(base, widths),
            *[(code_point, code_point, n) for code_point, n in widths.items()],
        ]
    )
    return CellTable(
        base.unicode_version, ranges, base.narrow_to_wide if rules.widens else frozenset()
    )


def _spacing_marks(base: CellTable) -> Iterator[int]:
    for start, end, cells in base.widths:
        if not cells and start < _LAST_SEARCHED:
            yield from (
                code_point for code_point in range(start, end + 1) if is_spacing(chr(code_point))
            )


def _without(base: CellTable, excluded: Mapping[int, int]) -> Iterator[tuple[int, int, int]]:
    """Yield the ranges of a table without some characters."""
    cuts = sorted(excluded)
    index = 0
    for start, end, cells in base.widths:
        while index < len(cuts) and cuts[index] < start:
            index += 1
        first = start
        while index < len(cuts) and cuts[index] <= end:
            if first < cuts[index]:
                yield first, cuts[index] - 1, cells
            first = cuts[index] + 1
            index += 1
        if first <= end:
            yield first, end, cells


class _Measure:
    """Rich's measuring, for terminals that do not draw joined characters as one."""

    def __init__(self, rules: Rules, widened_characters: frozenset[str]) -> None:
        self._rules = rules
        self._widened = widened_characters

    def length(self, text: str, unicode_version: str = "auto") -> int:
        """Return the width of a text in cells."""
        return self.graphemes(text, unicode_version)[1]

    def graphemes(
        self, text: str, unicode_version: str = "auto"
    ) -> tuple[list[tuple[int, int, int]], int]:
        """Return (start, end, cells) of each part that is drawn by itself, and the cells of all."""
        spans: list[tuple[int, int, int]] = []
        previous = ""
        for offset, char in enumerate(text):
            cells = get_character_cell_size(char, unicode_version)
            if char == WIDENER:
                cells = int(previous in self._widened)
            elif previous == ZERO_WIDTH_JOINER and self._rules.joins(char):
                cells = 0
            is_joined = char == WIDENER or not cells
            if is_joined and spans:
                start, _, width = spans[-1]
                spans[-1] = start, offset + 1, width + cells
            else:
                spans.append((offset, offset + 1, cells))
            previous = char
        return spans, sum(cells for _, _, cells in spans)


class Confirmed:
    """Marks whose widths the terminal has confirmed, so that text after them is in place."""

    def __init__(self) -> None:
        self.marks: set[str] = set()

    def add(self, mark: str) -> None:
        """Record that a mark has the width that is assumed here."""
        self.marks.add(mark)

    def discard_all(self) -> None:
        """Treat all marks as unconfirmed."""
        self.marks.clear()

    def has_all(self, marks: str) -> bool:
        """Return True if each of the marks is confirmed."""
        return self.marks.issuperset(marks)


CONFIRMED: Final = Confirmed()
"""Confirmed marks of the one terminal that a process draws on."""
