"""The list of quotations: the variants of each below each other, one of them under the cursor.

Quotations are laid out only as far as the reader has scrolled: a corpus may have thousands.
"""

import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import ClassVar, NamedTuple

from rich.segment import Segment
from textual import events
from textual.message import Message
from textual.strip import Strip

from tui.collation.quotations.word_columns import Column
from tui.widgets.collation.variant_lines import Piece, VariantEntry, variant_lines
from tui.widgets.core.pane import Pane
from tui.widgets.core.text_lines import clip_lines

_NO_ENTRY = -1


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
    pieces: Sequence[Piece]


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
    class Reached(Message):
        """The cursor is on a variant, or on none because there is none."""

    @dataclass
    class Opened(Message):
        """The reader clicked on the variant under the cursor."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002  # Textual's name
        super().__init__(id=id)
        self._entries: list[QuotationEntry] = []
        """The entries that were laid out."""
        self._remaining: Iterator[QuotationEntry] = iter(())
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
        self._entries, self._remaining = [], iter(entries)
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
        nearest = min(range(len(self._first)), key=lambda n: abs(self._first[n] - line))
        step = 1 if pages > 0 else -1
        self._set_cursor(nearest if nearest != self._cursor else self._cursor + step)

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
        self.post_message(self.Reached())
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
            self._entries.extend(islice(self._remaining, 1))
            if self._laid_out == len(self._entries):
                return False
        entry = self._entries[self._laid_out]
        if self._lines:
            self._lines.append(_Line(_NO_ENTRY, "", ()))
        if not self._laid_out or entry.speaker != self._entries[self._laid_out - 1].speaker:
            self._lines.append(_Line(_NO_ENTRY, "", [(entry.speaker, "speaker")]))
        self._laid_out += 1
        start, count = len(self._lines), len(self._first)
        self._lines += (
            _Line(count + line.variant, line.siglum, line.pieces)
            for line in variant_lines(entry.variants, entry.columns, self.size.width)
        )
        first: dict[int, int] = {}
        last: dict[int, int] = {}
        for line_number in range(start, len(self._lines)):
            first.setdefault(self._lines[line_number].entry, line_number)
            last[self._lines[line_number].entry] = line_number
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
        is_current = entry == self._cursor
        if is_current:
            base += self.component_style("cursor")
        sign = "┃ " if is_current else "  "
        segments = [Segment(sign + siglum, base + self.component_style("siglum"))]
        segments += [Segment(text, base + self.component_style(look)) for text, look in pieces]
        return Strip(segments).adjust_cell_length(width, base)
