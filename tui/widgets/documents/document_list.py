"""The document list: every file of the corpus, with its size and the progress in it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import ClassVar

from rich.segment import Segment
from textual import events
from textual.message import Message
from textual.strip import Strip

from tui.widgets.core.entry_list import EntryList
from tui.widgets.core.text_lines import clip_lines, wrap_lines

TITLE_ROWS = 2
REVISED = "↻"
"""Before a title: the file is not on the disk any more as it was read."""


@dataclass(frozen=True, slots=True)
class DocumentEntry:
    """A row of the list, in plain words."""

    id: str
    title: str
    facts: tuple[str, ...]
    """The number of words and of shared passages; the progress."""
    read: bool = False
    problem: bool = False


class DocumentList(EntryList):
    """The entries, one of them open, one of them under the cursor."""

    STYLE_PREFIX = "documents"
    ROWS = 5  # two of title, two of facts, one empty
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "documents--title",
        "documents--read",
        "documents--facts",
        "documents--problem",
        "documents--open",
        "documents--cursor",
    }

    @dataclass
    class DocumentChosen(Message):
        """The reader wants to read a document."""

        id: str

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002  # Textual's name
        super().__init__(id=id)
        self._entries: Sequence[DocumentEntry] = ()
        self._open = ""

    def show(self, entries: Sequence[DocumentEntry], open_id: str) -> None:
        """Show `entries`, the one of `open_id` as open; the cursor follows what is opened."""
        if open_id != self._open:
            ids = [entry.id for entry in entries]
            self._cursor = ids.index(open_id) if open_id in ids else 0
        if entries == self._entries and open_id == self._open:
            return
        self._entries, self._open = entries, open_id
        self._set_count(len(entries))

    # as Entry
    def show_progress(self, id: str, progress: str, *, read: bool) -> None:  # noqa: A002
        """Show the progress in an entry, the last of its facts."""
        at = next((n for n, entry in enumerate(self._entries) if entry.id == id), None)
        if at is None:
            return
        before = self._entries[at]
        after = replace(before, facts=(*before.facts[:-1], progress), read=read)
        if after != before:
            self._entries = (*self._entries[:at], after, *self._entries[at + 1 :])
            self.refresh_lines(self.ROWS * at, self.ROWS)

    @property
    def under_cursor(self) -> str:
        """The id of the entry under the cursor; empty in an empty list."""
        return self._entries[self._cursor].id if self._entries else ""

    def on_click(self, event: events.Click) -> None:
        """Open the entry that was clicked."""
        entry = self._clicked(event)
        if entry is not None:
            self._set_cursor(entry)
            self.post_message(self.DocumentChosen(self.under_cursor))

    def render_line(self, y: int) -> Strip:
        """Return the strip at screen row `y`."""
        number, row = divmod(y + self.scroll_offset.y, self.ROWS)
        base = self.base_style
        if number >= len(self._entries) or row == self.ROWS - 1:
            return Strip.blank(self.size.width, base)
        entry = self._entries[number]
        if self.has_focus and number == self._cursor:
            base += self.component_style("cursor")
        is_open = entry.id == self._open
        bar = "┃" if is_open else "│" if number == self._cursor else " "
        rows = _rows(entry, max(1, self.size.width - 3))
        words, look = rows[row] if row < len(rows) else ("", "facts")
        style = base + self.component_style(look)
        if is_open and look != "facts":
            style += self.component_style("open")
        strip = Strip(
            [Segment(f"{bar} ", base + self.component_style("open")), Segment(words, style)]
        )
        return strip.adjust_cell_length(self.size.width, base)


def _rows(entry: DocumentEntry, width: int) -> list[tuple[str, str]]:
    """Return the rows of `entry` with their looks: the facts, below as much of the title as fits.

    A title that is cut ends in a sign.
    """
    facts = [line for fact in entry.facts for line in wrap_lines(fact, width)]
    title = clip_lines(
        entry.title, max(1, min(TITLE_ROWS, DocumentList.ROWS - 1 - len(facts))), width
    )
    look = "problem" if entry.problem else "read" if entry.read else "title"
    rows = [(line, look) for line in title] + [(line, "facts") for line in facts]
    return rows[: DocumentList.ROWS - 1]
