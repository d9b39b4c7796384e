"""The claim table: a row for each claim, a column for each source, a sign in each cell."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import ClassVar, Final

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from textual import events
from textual.message import Message
from textual.strip import Strip

from tui.collation.sources.claim_map import CellKind
from tui.widgets.core.pane import Pane
from tui.widgets.core.text_lines import clip_lines

GLYPHS: Final = {
    CellKind.VERBATIM: "=",
    CellKind.CLOSE: "≈",
    CellKind.REWORDED: "~",
    CellKind.MEANING: "∴",
    CellKind.DIFFERS: "≠",
    CellKind.ABSENT: "·",
}
_LOOKS: Final = {CellKind.DIFFERS: "differs", CellKind.ABSENT: "absent"}
_HEAD = 1
"""Lines above the rows."""
_SHARE = 0.6
"""Largest share of the width for columns."""


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """A claim, in plain words, with its cells."""

    words: str
    kinds: Sequence[CellKind]
    sources: int
    """Number of sources that make it."""


class ClaimTable(Pane):
    """A table of claims and sources; the cursor is on a cell."""

    STYLE_PREFIX = "claims"
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "claims--head",
        "claims--open",
        "claims--differs",
        "claims--absent",
        "claims--count",
        "claims--cursor",
        "claims--cell",
    }

    @dataclass
    class CellReached(Message):
        """The cursor has moved to another cell."""

    @dataclass
    class Opened(Message):
        """The reader clicked on the cell under the cursor."""

    def __init__(self, sigla: Sequence[str], opened: int, *, id: str | None = None) -> None:  # noqa: A002
        """Create a table.

        Args:
            sigla: The letters of the sources, a column each.
            opened: The number of the column of the open article.
            id: Textual's.
        """
        super().__init__(id=id)
        self._sigla = sigla
        self._opened = opened
        self._cell = max((cell_len(siglum) for siglum in sigla), default=1) + 2
        """Width of a column in cells."""
        self._count = 0
        """The number of rows."""
        self._row_of: Callable[[int], ClaimRow] | None = None
        self._row = 0
        self._column = opened
        self._first = 0
        """The first column on the screen."""

    @property
    def cursor(self) -> tuple[int, int]:
        """Row and column of the cursor."""
        return self._row, self._column

    def show(self, count: int, row_of: Callable[[int], ClaimRow], row: int) -> None:
        """Show `count` rows, with the cursor on row `row`; `row_of` returns a row to be drawn."""
        self._count, self._row_of = count, row_of
        self.set_line_count(count + _HEAD)
        self._set_cursor(row, self._column)

    def on_resize(self, event: events.Resize) -> None:
        """Keep the cursor in view."""
        del event
        self.set_line_count(self._count + _HEAD)
        self._set_cursor(self._row, self._column)

    def move_by(self, lines: int) -> None:
        """Move the cursor by a number of rows."""
        self._set_cursor(self._row + lines, self._column)

    def page_by(self, pages: float) -> None:
        """Move the cursor by a number of screens."""
        self.move_by(round(pages * max(1, self.size.height - _HEAD - 1)))

    def go_to_edge(self, *, end: bool) -> None:
        """Move the cursor to the first or the last row."""
        self._set_cursor(self._count if end else 0, self._column)

    def move_across(self, columns: int) -> None:
        """Move the cursor by a number of columns."""
        self._set_cursor(self._row, self._column + columns)

    def _set_cursor(self, row: int, column: int) -> None:
        self._row = min(max(0, row), max(0, self._count - 1))
        self._column = min(max(0, column), len(self._sigla) - 1)
        height = max(1, self.size.height - _HEAD)
        if self._row < self.scroll_offset.y:
            self.jump_to_line(self._row)
        elif self._row >= self.scroll_offset.y + height:
            self.jump_to_line(self._row - height + 1)
        self._first = max(min(self._first, self._column), self._column - self._visible_columns + 1)
        self.refresh()
        self.post_message(self.CellReached())

    @property
    def _columns(self) -> range:
        """The columns on the screen; it may be read before the first size is known."""
        first = min(self._first, len(self._sigla) - self._visible_columns)
        return range(first, first + self._visible_columns)

    @property
    def _visible_columns(self) -> int:
        """The number of columns on the screen."""
        return max(1, min(len(self._sigla), int(self.size.width * _SHARE) // self._cell))

    def on_click(self, event: events.Click) -> None:
        """Choose the clicked cell; open it if it was chosen before."""
        row = event.y - self.gutter.top - _HEAD + self.scroll_offset.y
        column = self._columns.start + (event.x - self.gutter.left - 2) // self._cell
        if event.y - self.gutter.top < _HEAD or row >= self._count:
            return
        if column not in self._columns:
            column = self._column
        again = (row, column) == self.cursor
        self._set_cursor(row, column)
        if again:
            self.post_message(self.Opened())

    def render_line(self, y: int) -> Strip:
        """Return the strip at screen row `y`."""
        width, base = self.size.width, self.base_style
        columns = self._columns
        if y < _HEAD:
            return self._head(columns).adjust_cell_length(width, base)
        row = y - _HEAD + self.scroll_offset.y
        if self._row_of is None or row >= self._count:
            return Strip.blank(width, base)
        is_current, claim = row == self._row, self._row_of(row)
        if is_current:
            base += self.component_style("cursor")
        segments = [Segment("┃ " if is_current else "  ", base)]
        for column in columns:
            kind = claim.kinds[column]
            style = base + self.component_style(_LOOKS[kind]) if kind in _LOOKS else base
            is_cursor = is_current and column == self._column
            if is_cursor:
                style += self.component_style("cell")
            left, right = "[]" if is_cursor else "  "
            room = self._cell - 2
            segments.append(Segment(left + GLYPHS[kind].center(room) + right, style))
        count = f" {claim.sources:>3}  "
        segments.append(Segment(count, base + self.component_style("count")))
        room = max(1, width - 2 - len(columns) * self._cell - cell_len(count))
        segments.append(Segment(clip_lines(claim.words, 1, room)[0], base))
        return Strip(segments).adjust_cell_length(width, base)

    def _head(self, columns: range) -> Strip:
        base = self.base_style
        before = "‹ " if columns.start else "  "
        segments = [Segment(before, base + self.component_style("head"))]
        for column in columns:
            look = "open" if column == self._opened else "head"
            siglum = set_cell_size(f" {self._sigla[column]}", self._cell)
            segments.append(Segment(siglum, base + self.component_style(look)))
        after = "›" if columns.stop < len(self._sigla) else ""
        segments.append(Segment(after, base + self.component_style("head")))
        return Strip(segments)
