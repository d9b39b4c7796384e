"""The sources panel: for one passage, a card for each other article that says it, too.

It never takes the focus by itself, and redraws only when its view has changed.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import ClassVar, NamedTuple

from rich.segment import Segment
from textual import events
from textual.message import Message
from textual.strip import Strip

from tui.text.span import Span
from tui.widgets.core.pane import Pane
from tui.widgets.core.styled_text import render_spans
from tui.widgets.core.text_lines import wrap_lines
from tui.widgets.sources.match_card import Card, CardRow, card_rows, facts_row


class SourcesView(NamedTuple):
    """The cards of a passage, or the reason why there are none."""

    headline: str = ""
    """The line above the cards, such as `Only here`."""
    explanation: str = ""
    cards: tuple[Card, ...] = ()
    """The cards of matches, or of near misses if there is no match."""


_TWO_COLUMNS = 80
"""The least width in cells for two columns of cards."""

Cell = tuple[int, CardRow]
"""A row with the number of its card, or -1."""
_EMPTY: Cell = (-1, CardRow("", "text"))


class SourcesPanel(Pane):
    """The cards of a view, one of them chosen; in two columns where there is room."""

    STYLE_PREFIX = "sources"
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "sources--headline",
        "sources--explanation",
        "sources--card-title",
        "sources--text",
        "sources--bar",
        "sources--shared",
        "sources--differs",
        "sources--chosen",
    }

    @dataclass(eq=False, repr=False)
    class CardChosen(Message):
        """The reader chose a card with the mouse; a second click opens it."""

        number: int
        again: bool

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002  # Textual's name
        super().__init__(id=id)
        self._view = SourcesView()
        self._chosen = 0
        self._rows: list[tuple[Cell, ...]] = []
        """The lines, with a cell for each column."""

    def show(self, view: SourcesView, chosen: int) -> None:
        """Show `view`, from its top, with card number `chosen` as the chosen one."""
        if view != self._view:
            self._view, self._chosen = view, chosen
            self.jump_to_line(0)
            self._lay_out()
        elif chosen != self._chosen:
            have_facts = any(card.facts for card in self._view.cards)
            self._chosen = chosen
            if have_facts:
                self._lay_out()
            self.refresh()
        self._keep_chosen_in_view()

    def on_resize(self, event: events.Resize) -> None:
        """Wrap the cards again."""
        del event
        self._lay_out()
        self.jump_to_line(min(self.scroll_offset.y, self.max_scroll_y))
        self._keep_chosen_in_view()

    def remeasure(self) -> None:
        """Wrap the cards again."""
        super().remeasure()
        self._lay_out()

    def on_click(self, event: events.Click) -> None:
        """Choose the clicked card."""
        line = event.y - self.gutter.top + self.scroll_offset.y
        cells = self._rows[line] if line < len(self._rows) else (_EMPTY,)
        column = (event.x - self.gutter.left) * len(cells) // max(1, self.size.width)
        number = cells[min(max(0, column), len(cells) - 1)][0]
        if number >= 0 and not self.is_edge_moved:
            self.post_message(self.CardChosen(number, again=number == self._chosen))

    def _lay_out(self) -> None:
        view, width = self._view, max(1, self.size.width - 3)
        rows: list[tuple[Cell, ...]] = []
        for text, look in ((view.headline, "headline"), (view.explanation, "explanation")):
            if text:
                rows += [((-1, CardRow(line, look)),) for line in wrap_lines(text, width)]
        if rows:
            rows.append((_EMPTY,))
        column = self._column(width)
        if len(rows) + len(column) < self.size.height:
            self._add_facts(column, width)
        if len(rows) + len(column) > self.size.height and self.size.width >= _TWO_COLUMNS:
            column = self._column(self.size.width // 2 - 3)
            half = _middle(column)
            rows += zip_longest(column[:half], column[half:], fillvalue=_EMPTY)
        else:
            rows += [(cell,) for cell in column]
        self._rows = rows
        self.set_line_count(len(rows))
        self.refresh()

    def _column(self, width: int) -> list[Cell]:
        """Return all cards, one below the other."""
        cells: list[Cell] = []
        for number, card in enumerate(self._view.cards):
            cells += [(number, row) for row in card_rows(card, width)]
            cells.append(_EMPTY)
        return cells

    def _add_facts(self, column: list[Cell], width: int) -> None:
        """Add the differing values below the chosen card."""
        if self._chosen < len(self._view.cards):
            row = facts_row(self._view.cards[self._chosen], width)
            last = max((n for n, cell in enumerate(column) if cell[0] == self._chosen), default=0)
            if row:
                column.insert(last + 1, (self._chosen, row))

    def _keep_chosen_in_view(self) -> None:
        chosen = self._chosen
        lines = [n for n, cells in enumerate(self._rows) if any(c[0] == chosen for c in cells)]
        if not lines or not self.size.height:
            return
        top, bottom = lines[0], lines[-1] + 1
        if self._chosen == 0:
            top = 0
        if bottom > self.scroll_offset.y + self.size.height:
            self.jump_to_line(min(top, bottom - self.size.height) if top else 0)
        if top < self.scroll_offset.y:
            self.jump_to_line(top)

    def render_line(self, y: int) -> Strip:
        """Return the strip at screen row `y`."""
        line = y + self.scroll_offset.y
        base = self.base_style
        if line >= len(self._rows):
            return Strip.blank(self.size.width, base)
        cells = self._rows[line]
        width = self.size.width // len(cells)
        segments = [segment for cell in cells for segment in self._draw_cell(cell, width)]
        return Strip(segments).adjust_cell_length(self.size.width, base)

    def _draw_cell(self, cell: Cell, width: int) -> Strip:
        """Return a row of one card, in `width` cells."""
        number, row = cell
        base = self.base_style
        bar = " " if number < 0 else "┃" if number == self._chosen else "│"
        bar_ink = base + self.component_style("chosen" if number == self._chosen else "bar")
        style = base + self.component_style(row.style)
        if row.style == "card-title" and number == self._chosen:
            style += self.component_style("chosen")
        segments = [Segment(f"{bar} ", bar_ink)]
        segments += render_spans(
            row.text, Span(0, len(row.text)), row.marks, self.component_style, style
        )
        return Strip(segments).adjust_cell_length(width, base)


def _middle(column: Sequence[Cell]) -> int:
    """Return the first row of the second column: the start of a card near the middle."""
    starts = [n + 1 for n, cell in enumerate(column) if cell is _EMPTY]
    return min(starts, key=lambda start: abs(len(column) - 2 * start), default=len(column))
