"""The list of notes: each on three lines with its kind, its text and the noted words."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.segment import Segment
from textual import events
from textual.message import Message
from textual.strip import Strip

from tui.widgets.core.entry_list import EntryList
from tui.widgets.core.text_lines import clip_lines


@dataclass(frozen=True, slots=True)
class NoteEntry:
    """A note, or a possible position of a lost one, in plain words."""

    note: str
    """The id of the note; of a draft, its key."""
    glyph: str
    facts: str
    text: str
    quote: str
    n: int = 0
    """The index of the passage in the note."""
    candidate: int | None = None
    """The number of the possible position; None for a note."""
    target: tuple[str, int] | None = None
    """The possible target of a note whose file is gone: id of a document, and code point."""
    is_draft: bool = False
    is_lost: bool = False


class NotesList(EntryList):
    """The entries, one of them under the cursor."""

    STYLE_PREFIX = "notes"
    ROWS = 4  # three lines of words, one empty line
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

    @property
    def under_cursor(self) -> NoteEntry | None:
        """The entry under the cursor."""
        return self._entries[self._cursor] if self._entries else None

    def show(self, entries: Sequence[NoteEntry]) -> None:
        """Show `entries`; the cursor stays on its note if that is among them."""
        before = self.under_cursor
        positions = [n for n, e in enumerate(entries) if before and e.note == before.note]
        self._entries = entries
        self._cursor = positions[0] if positions else self._cursor
        self._set_count(len(entries))

    def on_click(self, event: events.Click) -> None:
        """Choose the clicked entry; open it if it was chosen before."""
        entry = self._entry_at(event)
        if entry is not None:
            again = entry == self._cursor
            self._set_cursor(entry)
            if again:
                self.post_message(self.Opened())

    def render_line(self, y: int) -> Strip:
        """Return the strip at screen row `y`."""
        number, row = divmod(y + self.scroll_offset.y, self.ROWS)
        base = self.base_style
        if number >= len(self._entries) or row == self.ROWS - 1:
            return Strip.blank(self.size.width, base)
        entry, is_current = self._entries[number], number == self._cursor
        if is_current:
            base += self.component_style("cursor")
        look, words = _rows(entry)[row]
        width = max(1, self.size.width - 5)
        glyph = entry.glyph if row == 0 else " "
        segments = [
            Segment(f"{'┃' if is_current else ' '} {glyph} ", base + self.component_style("facts")),
            Segment(clip_lines(words, 1, width)[0], base + self.component_style(look)),
        ]
        return Strip(segments).adjust_cell_length(self.size.width, base)


def _rows(entry: NoteEntry) -> tuple[tuple[str, str], ...]:
    facts = "lost" if entry.is_lost else "facts"
    return (facts, entry.facts), ("text", entry.text), ("quote", entry.quote)
