"""The lines of the variants of a quotation.

If every variant fits on one line, its words stand below those that they replace. Otherwise each
variant is a text of its own: columns that go on further below are hard to read.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from rich.cells import cell_len, set_cell_size

from tui.collation.quotations.word_columns import Column
from tui.widgets.core.text_lines import wrap_lines

_SIGN = 2
"""Cells before a siglum."""
_LEAST = 4
"""Least number of cells for words."""

Piece = tuple[str, str]
"""A text and its look."""


@dataclass(frozen=True, slots=True)
class VariantEntry:
    """A variant of a quotation, in plain words."""

    siglum: str
    alterations: str = ""
    """The kinds of its alterations in words; empty if it has none."""


class VariantLine(NamedTuple):
    """A line of a variant."""

    variant: int
    """Index of the variant in its quotation."""
    siglum: str
    """The siglum, padded; blank from the second line on."""
    pieces: Sequence[Piece]


def variant_lines(
    variants: Sequence[VariantEntry], columns: Sequence[Column], width: int
) -> Iterator[VariantLine]:
    """Yield the lines of a quotation, `width` cells wide, one variant after the other."""
    names = max(cell_len(variant.siglum) for variant in variants) + 1
    room = max(_LEAST, width - _SIGN - names - 1)
    widths = [max(cell_len(word.text) for word in column.words.values()) for column in columns]
    is_one_line = sum(widths) + sum(column.spaced for column in columns[:-1]) <= room
    for number, variant in enumerate(variants):
        words = _in_columns(columns, widths, number) if is_one_line else _in_a_row(columns, number)
        pieces = list(words)
        if variant.alterations:
            pieces += [("  ", "same"), (f"({variant.alterations})", "alterations")]
        siglum = set_cell_size(variant.siglum, names)
        for line in _wrap(pieces, room):
            yield VariantLine(number, siglum, line)
            siglum = " " * names


def _in_columns(columns: Sequence[Column], widths: Sequence[int], number: int) -> Iterator[Piece]:
    """Yield the words of a variant and the blanks between them, each word in its column."""
    blank = ""
    for column, width in zip(columns, widths, strict=True):
        word = column.words.get(number)
        space = " " if column.spaced else ""
        if word is None:
            blank += " " * width + space
            continue
        if blank:
            yield blank, "same"
        yield word.text, str(word.kind)
        blank = " " * (width - cell_len(word.text)) + space


def _in_a_row(columns: Sequence[Column], number: int) -> Iterator[Piece]:
    """Yield the words of a variant and the spaces between them, one after the other."""
    space = ""
    for column in columns:
        if word := column.words.get(number):
            if space:
                yield space, "same"
            yield word.text, str(word.kind)
            space = ""
        space = " " if column.spaced else space


def _wrap(pieces: Sequence[Piece], room: int) -> Iterator[Sequence[Piece]]:
    """Yield lines of at most `room` cells; a line begins with no space, except for the first."""
    line: list[Piece] = []
    used = 0
    for text, look in pieces:
        for part in [text] if cell_len(text) <= room else wrap_lines(text, room):
            if line and used + cell_len(part) > room:
                yield line
                line, used = [], 0
                if not part.strip():
                    continue
            if part.strip() or line or not used:
                line.append((part, look))
                used += cell_len(part)
    if line:
        yield line
