"""The list of notes: each on three lines, what it is, what it says, the words it is on."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.segment import Segment
from textual import events
from textual.message import Message
from textual.strip import Strip

from tui.widgets.match_card import cut
from tui.widgets.pane import Pane

ROWS = 4
"""Lines an entry takes: three of words, one empty."""


@dataclass(frozen=True, slots=True)
class NoteEntry:
    """A note, or a place offered for one that lost its own, in plain words."""

    note: str
    """Its id; of a draft, its place."""
    glyph: str
    facts: str
    text: str
    quote: str
    n: int = 0
    """Which of the note's passages is meant."""
    candidate: int | None = None
    """The number of the place offered, if that is what it is."""
    is_draft: bool = False
    is_lost: bool = False


class NotesList(Pane):
    """The entries, one of them under the cursor."""

    LOOKS = "notes"
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "notes--facts",
        "notes--text",
        "notes--quote",
        "notes--lost",
        "notes--cursor",
    }

    @dataclass
    class Opened(Message):
        """The reader clicked on the entry under the cursor."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002  # Textual's name
        super().__init__(id=id)
        self._entries: Sequence[NoteEntry] = ()
        self._cursor = 0

    @property
    def under_cursor(self) -> NoteEntry | None:
        """The entry under the cursor."""
        return self._entries[self._cursor] if self._entries else None

    def show(self, entries: Sequence[NoteEntry]) -> None:
        """Show `entries`; the cursor stays on the note it was on, if that is among them."""
        before = self.under_cursor
        same = [n for n, e in enumerate(entries) if before and e.note == before.note]
        self._entries = entries
        self._cursor = same[0] if same else min(self._cursor, max(0, len(entries) - 1))
        self.set_length(max(0, ROWS * len(entries) - 1))
        self._keep_in_view()
        self.refresh()

    def move(self, lines: int) -> None:
        """Move the cursor by `lines` entries."""
        self._cursor = min(max(0, self._cursor + lines), max(0, len(self._entries) - 1))
        self._keep_in_view()
        self.refresh()

    def turn(self, pages: float) -> None:
        """Move the cursor by `pages` of entries."""
        step = max(1, round(self.size.height * abs(pages) / ROWS))
        self.move(step if pages > 0 else -step)

    def go_to_edge(self, *, end: bool) -> None:
        """Move the cursor to the first or the last entry."""
        self.move(len(self._entries) if end else -len(self._entries))

    def _keep_in_view(self) -> None:
        top, bottom = ROWS * self._cursor, ROWS * self._cursor + ROWS - 1
        if top < self.scroll_offset.y:
            self.jump(top)
        elif bottom > self.scroll_offset.y + self.size.height:
            self.jump(bottom - self.size.height)

    def on_resize(self, event: events.Resize) -> None:
        """Keep the cursor's entry in view."""
        del event
        self.set_length(max(0, ROWS * len(self._entries) - 1))
        self._keep_in_view()

    def on_click(self, event: events.Click) -> None:
        """Choose what was clicked on; what was chosen already is opened."""
        entry = (event.y - self.gutter.top + self.scroll_offset.y) // ROWS
        if entry < len(self._entries):
            again = entry == self._cursor
            self.move(entry - self._cursor)
            if again:
                self.post_message(self.Opened())

    def render_line(self, y: int) -> Strip:
        """The strip at screen row `y`."""
        number, row = divmod(y + self.scroll_offset.y, ROWS)
        base = self.paper
        if number >= len(self._entries) or row == ROWS - 1:
            return Strip.blank(self.size.width, base)
        entry, here = self._entries[number], number == self._cursor
        if here:
            base += self.ink("cursor")
        look, words = _rows(entry)[row]
        width = max(1, self.size.width - 5)
        glyph = entry.glyph if row == 0 else " "
        segments = [
            Segment(f"{'┃' if here else ' '} {glyph} ", base + self.ink("facts")),
            Segment(cut(words, 1, width)[0], base + self.ink(look)),
        ]
        return Strip(segments).adjust_cell_length(self.size.width, base)


def _rows(entry: NoteEntry) -> tuple[tuple[str, str], ...]:
    facts = "lost" if entry.is_lost else "facts"
    return (facts, entry.facts), ("text", entry.text), ("quote", entry.quote)
