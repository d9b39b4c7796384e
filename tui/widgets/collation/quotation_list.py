"""The list of quotations: the variants of each word below word, one of them under the cursor.

Quotations are laid out only as far as the reader has scrolled: a corpus may have thousands.
"""

import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import ClassVar, NamedTuple

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from textual import events
from textual.message import Message
from textual.strip import Strip

from tui.collation.quotations.word_columns import Column, Word, WordKind
from tui.widgets.core.pane import Pane
from tui.widgets.core.text_lines import clip_lines

_SIGN = 2
"""Cells before a siglum."""
_NO_ENTRY = -1


@dataclass(frozen=True, slots=True)
class VariantEntry:
    """A variant of a quotation, in plain words."""

    siglum: str
    alterations: str = ""
    """The kinds of its alterations in words; empty if it has none."""


@dataclass(frozen=True, slots=True)
class QuotationEntry:
    """A quotation with its variants."""

    speaker: str
    variants: Sequence[VariantEntry]
    columns: Sequence[Column]


class _Line(NamedTuple):
    entry: int
    """Number of the variant, counted over all quotations."""
    siglum: str
    pieces: Sequence[tuple[str, str]]
    """Texts, each with its look."""


class QuotationList(Pane):
    """Quotations by speaker; the cursor goes from variant to variant."""

    STYLE_PREFIX = "quotations"
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "quotations--speaker",
        "quotations--siglum",
        "quotations--alterations",
        "quotations--same",
        "quotations--other",
        "quotations--cut",
        "quotations--cursor",
    }

    @dataclass
    class Opened(Message):
        """The reader clicked on the variant under the cursor."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002  # Textual's name
        super().__init__(id=id)
        self._entries: list[QuotationEntry] = []
        """The entries that were laid out."""
        self._others: Iterator[QuotationEntry] = iter(())
        """The entries that follow."""
        self._laid_out = 0
        """The number of quotations that are laid out."""
        self._lines: list[_Line] = []
        self._first: list[int] = []
        """For each variant its first line."""
        self._last: list[int] = []
        self._cursor = 0

    @property
    def under_cursor(self) -> int | None:
        """The number of the variant under the cursor, counted over all quotations of the list."""
        return self._cursor if self._first else None

    def show(self, entries: Iterable[QuotationEntry]) -> None:
        """Show quotations, with the cursor on the first variant; `entries` is read on demand."""
        self._entries, self._others = [], iter(entries)
        self._cursor = 0
        self._lay_out()
        self.jump_to_line(0)

    def on_resize(self, event: events.Resize) -> None:
        """Wrap at the new width."""
        del event
        self._lay_out()

    def remeasure(self) -> None:
        """Wrap again: the terminal draws some of the text wider or narrower."""
        super().remeasure()
        self._lay_out()

    def move_by(self, lines: int) -> None:
        """Move the cursor by a number of variants."""
        self._set_cursor(self._cursor + lines)

    def page_by(self, pages: float) -> None:
        """Move the cursor by a number of screens."""
        if not self._first:
            return
        line = self._first[self._cursor] + round(pages * max(1, self.size.height - 1))
        self._lay_out_more(line)
        near = min(range(len(self._first)), key=lambda n: abs(self._first[n] - line))
        step = 1 if pages > 0 else -1
        self._set_cursor(near if near != self._cursor else self._cursor + step)

    def go_to_edge(self, *, end: bool) -> None:
        """Move the cursor to the first or the last variant."""
        if end:
            self._lay_out_more(sys.maxsize)
        self._set_cursor(len(self._first) if end else 0)

    def jump_to_line(self, line: float) -> None:
        """Scroll `line` to the top."""
        self._lay_out_more(round(line))
        super().jump_to_line(line)

    def _set_cursor(self, entry: int) -> None:
        while entry >= len(self._first) and self._add_next():
            pass
        if not self._first:
            return
        self._cursor = min(max(0, entry), len(self._first) - 1)
        self._lay_out_more(self._last[self._cursor])
        top, bottom = self._first[self._cursor], self._last[self._cursor] + 1
        if top > 0 and self._lines[top - 1].entry == _NO_ENTRY:
            top -= 1  # its speaker
        height = self.size.height
        if top < self.scroll_offset.y or bottom - top > height:
            self.jump_to_line(top)
        elif bottom > self.scroll_offset.y + height:
            self.jump_to_line(bottom - height)
        self.refresh()

    def on_click(self, event: events.Click) -> None:
        """Choose the clicked variant; open it if it was chosen before."""
        line = event.y - self.gutter.top + self.scroll_offset.y
        if line < len(self._lines) and (entry := self._lines[line].entry) != _NO_ENTRY:
            again = entry == self._cursor
            self._set_cursor(entry)
            if again:
                self.post_message(self.Opened())

    # Layout

    def _lay_out(self) -> None:
        """Lay out the visible part again."""
        self._lines, self._first, self._last = [], [], []
        self._laid_out = 0
        self._set_cursor(self._cursor)
        self._lay_out_more(self.scroll_offset.y)

    def _lay_out_more(self, line: int) -> None:
        """Lay out quotations until there are two screens of lines below `line`."""
        if self.size.width:
            while len(self._lines) < line + 2 * self.size.height and self._add_next():
                pass
            self.set_line_count(len(self._lines))

    def _add_next(self) -> bool:
        """Lay out the next quotation; return False if there is none."""
        if not self.size.width:
            return False
        if self._laid_out == len(self._entries):
            self._entries.extend(islice(self._others, 1))
            if self._laid_out == len(self._entries):
                return False
        entry = self._entries[self._laid_out]
        if self._lines:
            self._lines.append(_Line(_NO_ENTRY, "", ()))
        if not self._laid_out or entry.speaker != self._entries[self._laid_out - 1].speaker:
            self._lines.append(_Line(_NO_ENTRY, "", [(entry.speaker, "speaker")]))
        self._laid_out += 1
        start, count = len(self._lines), len(self._first)
        self._lines += _rows(entry, count, self.size.width)
        first: dict[int, int] = {}
        last: dict[int, int] = {}
        for at in range(start, len(self._lines)):
            first.setdefault(self._lines[at].entry, at)
            last[self._lines[at].entry] = at
        for number in range(count, count + len(entry.variants)):
            self._first.append(first.get(number, start))
            self._last.append(last.get(number, start))
        return True

    def render_line(self, y: int) -> Strip:
        """Return the strip at screen row `y`."""
        line, width, base = y + self.scroll_offset.y, self.size.width, self.base_style
        if line >= len(self._lines):
            return Strip.blank(width, base)
        entry, siglum, pieces = self._lines[line]
        if entry == _NO_ENTRY:
            words = pieces[0][0] if pieces else ""
            ink = base + self.component_style("speaker")
            return Strip([Segment(clip_lines(words, 1, max(1, width))[0], ink)]).adjust_cell_length(
                width, base
            )
        here = entry == self._cursor
        if here:
            base += self.component_style("cursor")
        sign = "┃ " if here else "  "
        segments = [Segment(sign + siglum, base + self.component_style("siglum"))]
        segments += [Segment(text, base + self.component_style(look)) for text, look in pieces]
        return Strip(segments).adjust_cell_length(width, base)


def _rows(entry: QuotationEntry, first: int, width: int) -> Iterator[_Line]:
    """Yield the lines of a quotation whose first variant has the number `first`."""
    names = max(cell_len(variant.siglum) for variant in entry.variants) + 1
    room = max(4, width - _SIGN - names - 1)
    blocks = list(_blocks(entry.columns, room))
    last = {
        number: at
        for at, block in enumerate(blocks)
        for number in range(len(entry.variants))
        if _says(block, number)
    }
    for at, block in enumerate(blocks):
        for number, variant in enumerate(entry.variants):
            is_last = last.get(number) == at
            if not _says(block, number):
                continue
            siglum = set_cell_size(variant.siglum, names)
            pieces = list(_pieces(block, number))
            rest: list[tuple[str, str]] = []
            if variant.alterations and is_last:
                facts = f"  ({variant.alterations})"
                used = sum(cell_len(text) for text, _ in pieces)
                if used + cell_len(facts) <= room:
                    pieces.append((facts, "alterations"))
                else:
                    rest = [(clip_lines(facts, 1, room)[0], "alterations")]
            yield _Line(first + number, siglum, pieces)
            if rest:
                yield _Line(first + number, " " * names, rest)


_Block = Sequence[tuple[Column, int]]
"""Columns of one line, each with its width."""


def _blocks(columns: Sequence[Column], room: int) -> Iterator[_Block]:
    """Yield the columns line by line."""
    block: list[tuple[Column, int]] = []
    used = 0
    for column in columns:
        width = min(room, max(cell_len(word.text) for word in column.words.values()))
        if block and used + width > room:
            yield block
            block, used = [], 0
        block.append((column, width))
        used += width + column.spaced
    if block:
        yield block


def _says(block: _Block, number: int) -> bool:
    """Return True if a variant has words of its own on a line."""
    words = (column.words.get(number) for column, _ in block)
    return any(word and word.kind is not WordKind.CUT for word in words)


def _pieces(block: _Block, number: int) -> Iterator[tuple[str, str]]:
    """Yield the words of a variant on a line with their looks, and the blanks between them."""
    blank = ""
    for column, width in block:
        word: Word | None = column.words.get(number)
        space = " " if column.spaced else ""
        if word is None:
            blank += " " * width + space
            continue
        if blank:
            yield blank, "same"
        text = word.text if cell_len(word.text) <= width else set_cell_size(word.text, width)
        yield text, str(word.kind)
        blank = " " * (width - cell_len(text)) + space
