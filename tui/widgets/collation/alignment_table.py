"""The alignment table: two documents beside each other, passages that say the same in one row.

Lines are spans of each document's text, wrapped once for each width. On a narrow screen the two
passages of a row stand one above the other.
"""

from array import array
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar, Final

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style as Ink
from textual import events
from textual.message import Message
from textual.strip import Strip

from tui.text.document import Document
from tui.text.layout.wrapping import wrap
from tui.text.span import Span
from tui.widgets.core.pane import Pane
from tui.widgets.core.styled_text import StyledSpan, graphemes, render_spans
from tui.widgets.core.text_lines import clip_line

READING_LINE, SAME_ROW, ELSEWHERE = "▶", "┃", " "
"""Signs of the line with the cursor, of the rest of its row, of other rows."""
GAP: Final = "╌"
"""The rule in place of a missing passage."""
MOVED: Final = "⇅"
"""The sign of a passage that the other document has at another position."""
BESIDE_FROM: Final = 72
"""Least width in cells for documents beside each other."""
_HEAD = 1
"""Lines above the rows."""
_BAR = 2
"""Cells for the reading line."""
_SIGN = 5
"""Cells between the two columns, for the sign of the row."""
_INDENT = 4
"""Cells before the text where passages stand one above the other."""
_MOST_CELLS = 76
"""Largest number of cells of a column."""
_MOST_STRIPS = 400
"""Number of drawn lines in the cache."""

Marks = tuple[Sequence[StyledSpan], Sequence[StyledSpan]]
"""Looks on the left and on the right passage of a row, as spans of the documents."""


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row: passages on each side, or one beside a gap."""

    passages: tuple[Sequence[int], Sequence[int]]
    """The numbers of the passages, left and right."""
    sign: str = ""
    """The sign for the agreement of the two, in a cell or two."""
    differs: bool = False
    """True if a value differs."""
    remark: str = ""
    """The text of a gap in place of its rule."""
    is_quiet: bool = False
    """True if the passage carries no claim, and so no gap is beside it."""


@dataclass(frozen=True, slots=True)
class AlignmentView:
    """Two documents, prepared for the table."""

    documents: tuple[Document, Document]
    """The left and the right document."""
    titles: tuple[str, str]
    """Their titles, in plain words."""
    leading: int
    """0 if the left one gives the order, 1 if the right one does."""
    rows: Sequence[TableRow]
    marks: Callable[[int], Marks]
    """Returns the marks of a row by its number; it is called when the row is drawn."""


@dataclass(frozen=True, slots=True)
class _RowLines:
    """The lines of a row, left and right."""

    left: Sequence[Span]
    right: Sequence[Span]

    def of(self, side: int) -> Sequence[Span]:
        """Return the lines of one side: 0 for the left one, 1 for the right one."""
        return self.right if side else self.left


class AlignmentTable(Pane):
    """Two documents, row by row; the cursor is on a line of a row."""

    STYLE_PREFIX = "alignment"
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "alignment--head",
        "alignment--leading",
        "alignment--bar",
        "alignment--here",
        "alignment--sign",
        "alignment--gap",
        "alignment--shared",
        "alignment--differs",
        "alignment--quiet",
    }

    @dataclass
    class RowReached(Message):
        """The cursor has moved to another row."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002  # Textual's name
        super().__init__(id=id)
        self._view: AlignmentView | None = None
        self._width = 0
        """The width that the lines were wrapped for."""
        self._lines: list[_RowLines] = []
        self._tops = array("I")
        """The first line of each row."""
        self._heights = array("I")
        self._stops = array("I")
        """The lines that the cursor may be on: all but those between rows."""
        self._stop = 0
        self._row = 0
        self._strips: dict[int, Strip] = {}

    # The documents

    @property
    def row(self) -> int:
        """The number of the row with the cursor."""
        return self._row

    @property
    def is_at_end(self) -> bool:
        """True if the cursor is on the last line."""
        return self._stop >= len(self._stops) - 1

    @property
    def is_side_by_side(self) -> bool:
        """True if the documents stand beside each other, not one above the other."""
        return self.size.width >= BESIDE_FROM

    def show(self, view: AlignmentView, row: int) -> None:
        """Show two documents, with the cursor on the row with the number `row`."""
        self._view = view
        self._row = min(max(0, row), max(0, len(view.rows) - 1))
        self._lay_out()

    # Moving

    def move_by(self, lines: int) -> None:
        """Move the cursor by a number of lines of text."""
        self._halt(self._stop + lines)

    def page_by(self, pages: float) -> None:
        """Move the cursor by a number of screens."""
        lines = round(pages * max(1, self.size.height - _HEAD - 1))
        if self._stops:
            self._halt(self._stop_at(self._stops[self._stop] + lines, forward=lines > 0))

    def go_to_edge(self, *, end: bool) -> None:
        """Move the cursor to the first or the last line."""
        self._halt(len(self._stops) - 1 if end else 0)

    def go_to_row(self, row: int) -> None:
        """Move the cursor to the first line of a row."""
        if self._stops:
            self._halt(self._stop_at(self._tops[row]))

    def jump_to_line(self, line: float) -> None:
        """Scroll `line` to the top; the cursor stays in view."""
        super().jump_to_line(round(min(max(0, line), self.max_scroll_y)))
        if not self._stops:
            return
        top, height = round(self.scroll_y), max(1, self.size.height - _HEAD)
        stop_line = min(max(self._stops[self._stop], top), top + height - 1)
        self._set_stop(self._stop_at(stop_line))
        self.refresh()

    def on_click(self, event: events.Click) -> None:
        """Move the cursor to the clicked line."""
        line = event.y - self.gutter.top - _HEAD + self.scroll_offset.y
        if line >= 0 and self._stops:
            self._halt(self._stop_at(line))

    def _stop_at(self, line: int, *, forward: bool = False) -> int:
        """Return the last stop on a line or above it, or, if `forward`, the next one below."""
        after = bisect_right(self._stops, max(0, line))
        stop = max(0, after - 1)
        if forward and self._stops[stop] < line:
            stop += 1
        return min(stop, len(self._stops) - 1)

    def _halt(self, stop: int) -> None:
        """Move the cursor to a stop; the text slides so that the cursor goes from top to bottom."""
        if not self._stops:
            return
        self._set_stop(min(max(0, stop), len(self._stops) - 1))
        last = max(1, self._stops[-1])
        top = round(self._stops[self._stop] * self.max_scroll_y / last)
        if top != round(self.scroll_y):
            super().jump_to_line(top)
        self.refresh()

    def _set_stop(self, stop: int) -> None:
        self._stop = stop
        row = self._row_at(self._stops[stop])
        if row != self._row:
            self._row = row
            # to the screen itself: a message that bubbles through containers arrives a frame later
            self.screen.post_message(self.RowReached())

    def _is_below(self, line: int, row: int) -> bool:
        """Return True if a line is below the last one of a row: between rows."""
        return line - self._tops[row] >= self._heights[row]

    def _row_at(self, line: int) -> int:
        return max(0, bisect_right(self._tops, line) - 1)

    # Layout

    def on_resize(self, event: events.Resize) -> None:
        """Wrap at a new width; the row with the cursor stays."""
        del event
        if self.size.width != self._width:
            self._lay_out()
        else:
            self._halt(self._stop)

    def remeasure(self) -> None:
        """Wrap again; the row with the cursor stays."""
        super().remeasure()
        self._lay_out()

    def _lay_out(self) -> None:
        self._strips.clear()
        self._lines = []
        self._tops, self._heights, self._stops = array("I"), array("I"), array("I")
        self._width = self.size.width
        if self._view is None or not self._width:
            return
        top = 0
        for row in self._view.rows:
            left, right = row.passages
            first, second = self._view.documents
            lines = _RowLines(self._wrap(first, left), self._wrap(second, right))
            height = max(1, self._height(row, lines))
            self._lines.append(lines)
            self._tops.append(top)
            self._heights.append(height)
            self._stops.extend(range(top, top + height))
            top += height + 1
        self.set_line_count(max(0, top - 1) + _HEAD)
        if self._stops:
            self._stop = self._stop_at(self._tops[self._row])
            self._halt(self._stop)
        self.refresh()
        self.screen.post_message(self.RowReached())

    def _wrap(self, document: Document, numbers: Iterable[int]) -> Sequence[Span]:
        """Return the lines of passages, none for a gap; each passage begins on a new line."""
        lines: list[Span] = []
        for number in numbers:
            passage = document.passages[number]
            block = document.paragraphs[passage.paragraph]._replace(span=passage.span)
            lines += wrap(document.text, block, self.text_width, graphemes)
        return lines

    def _height(self, row: TableRow, lines: _RowLines) -> int:
        """Return the number of lines that a row takes."""
        if self.is_side_by_side:
            return max(len(lines.left), len(lines.right))
        gaps = 0 if row.is_quiet else (not lines.left) + (not lines.right)
        return len(lines.left) + len(lines.right) + gaps

    @property
    def text_width(self) -> int:
        """The width in cells of a column of text."""
        if self.is_side_by_side:
            return min(_MOST_CELLS, (self.size.width - _BAR - _SIGN) // 2)
        return max(1, self.size.width - _BAR - _INDENT)

    # Drawing

    def notify_style_update(self) -> None:
        """Drop the lines that were drawn in the earlier theme."""
        super().notify_style_update()
        self._strips.clear()

    def render_line(self, y: int) -> Strip:
        """Return the strip at screen row `y`."""
        if self._view is None:
            return Strip.blank(self.size.width, self.base_style)
        if y < _HEAD:
            return self._head(self._view)
        line = y - _HEAD + self.scroll_offset.y
        row = self._row_at(line)
        if row >= len(self._lines) or self._is_below(line, row):
            return Strip.blank(self.size.width, self.base_style)
        if row == self._row:
            return self._draw(self._view, row, line)
        if (strip := self._strips.get(line)) is None:
            if len(self._strips) >= _MOST_STRIPS:
                self._strips.clear()
            strip = self._strips[line] = self._draw(self._view, row, line)
        return strip

    def _head(self, view: AlignmentView) -> Strip:
        """Return the titles, with a mark on the leading document's."""
        base = self.base_style
        order, room = (0, 1), self.text_width
        if not self.is_side_by_side:
            order, room = (view.leading, 1 - view.leading), (self.size.width - _SIGN) // 2 - _BAR
        segments: list[Segment] = []
        for side in order:
            leads = side == view.leading
            ink = base + self.component_style("leading" if leads else "head")
            words = clip_line(view.titles[side], room)
            mark = READING_LINE if leads else ELSEWHERE
            segments.append(Segment(f"{mark} {words}", ink))
            gap = max(0, room - cell_len(words)) + _SIGN - _BAR
            segments.append(Segment(" " * gap, base))
        return Strip(segments).adjust_cell_length(self.size.width, base)

    def _draw(self, view: AlignmentView, number: int, line: int) -> Strip:
        """Return a line of a row."""
        row, row_line, base = view.rows[number], line - self._tops[number], self.base_style
        bar = ELSEWHERE
        if number == self._row:
            base += self.component_style("here")
            bar = READING_LINE if line == self._stops[self._stop] else SAME_ROW
        segments = [Segment(bar + " ", base + self.component_style("bar"))]
        if self.is_side_by_side:
            segments += self._cell(view, number, 0, row_line, base)
            segments += self._sign(row, row_line, _SIGN, base)
            segments += self._cell(view, number, 1, row_line, base)
        else:
            segments += self._draw_in_one_column(view, number, row_line, base)
        return Strip(segments).adjust_cell_length(self.size.width, base)

    def _draw_in_one_column(
        self, view: AlignmentView, number: int, row_line: int, base: Ink
    ) -> Iterator[Segment]:
        """Yield the segments of a row with one passage above the other, the leading one first."""
        row, side = view.rows[number], view.leading
        first = len(self._lines[number].of(side))
        if not first and not row.is_quiet:
            first = 1  # the gap
        if row_line >= first:
            side, row_line = 1 - side, row_line - first
            yield from self._sign(row, row_line, _INDENT, base)
        yield from self._cell(view, number, side, row_line, base)

    def _sign(self, row: TableRow, row_line: int, width: int, base: Ink) -> Iterator[Segment]:
        """Yield the cells between the two passages; the sign is on the first line."""
        sign = row.sign if row_line == 0 else ""
        look = "differs" if row.differs else "sign"
        yield Segment(" ", base)
        yield Segment(sign, base + self.component_style(look))
        yield Segment(" " * max(0, width - 1 - cell_len(sign)), base)

    def _cell(
        self, view: AlignmentView, number: int, side: int, row_line: int, base: Ink
    ) -> Iterator[Segment]:
        """Yield the segments of a line of one side, as wide as its column."""
        row, width, lines = view.rows[number], self.text_width, self._lines[number].of(side)
        if not row.passages[side]:
            yield self._gap(row, row_line, base)
            return
        ink = base + self.component_style("quiet") if row.is_quiet else base
        cells = 0
        if row_line < len(lines):
            text, marks = view.documents[side].text, view.marks(number)[side]
            for segment in render_spans(text, lines[row_line], marks, self.component_style, ink):
                cells += segment.cell_length
                yield segment
        yield Segment(" " * max(0, width - cells), base)

    def _gap(self, row: TableRow, row_line: int, base: Ink) -> Segment:
        """Return a line of a gap: on its first line a rule, or the remark in its place."""
        width, words = self.text_width, ""
        if row_line == 0 and not row.is_quiet:
            words = clip_line(row.remark, width) if row.remark else GAP * width
        gap = " " * max(0, width - cell_len(words))
        return Segment(words + gap, base + self.component_style("gap"))
