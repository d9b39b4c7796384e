"""The document list: every file of the corpus, with its size and the progress in it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, NamedTuple

from rich.cells import cell_len
from rich.segment import Segment
from textual import events
from textual.message import Message
from textual.strip import Strip

from tui.widgets.core.entry_list import EntryList
from tui.widgets.core.text_lines import clip_line

REVISED = "↻"
"""The sign before a title whose file on the disk has changed since it was read."""
ADDED = "+"
"""The sign before the title of an article that was added since the start and not opened yet."""
_BETWEEN = " · "
_FACT_AT_LEAST = 12
"""Least number of cells for the beginning of a fact; with less room it is left out."""


class DocumentEntry(NamedTuple):
    """A row of the list, in plain words."""

    id: str
    title: str
    facts: tuple[str, ...] = ()
    """The outlet, the day, the share of common passages and so on, most important first."""
    progress: Sequence[str] = ()
    """The reading progress, from the longest wording to the shortest."""
    read: bool = False
    problem: str = ""
    """The reason why it can't be read; empty if it can."""
    unknown: tuple[str, ...] = ()
    """The facts that nobody states, in words: “no date”. They need more room than the others."""


class DocumentList(EntryList):
    """The entries, one of them open, one of them under the cursor."""

    STYLE_PREFIX = "documents"
    ROWS = 2  # one for the title, one for the facts
    GAP = 0
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "documents--title",
        "documents--read",
        "documents--facts",
        "documents--problem",
        "documents--open",
        "documents--cursor",
    }

    @dataclass(eq=False, repr=False)
    class DocumentChosen(Message):
        """The reader wants to read a document."""

        id: str

    @dataclass(eq=False, repr=False)
    class CursorMoved(Message):
        """Another entry is under the cursor of the list, which has the focus."""

        problem: str
        """The reason why it can't be read; empty if it can."""
        unknown: tuple[str, ...] = ()
        """The facts about it that nobody states, in words."""

    @dataclass
    class CursorLeft(Message):
        """The list no longer has the focus."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002  # Textual's name
        super().__init__(id=id)
        self._entries: Sequence[DocumentEntry] = ()
        self._open = ""

    def show(self, entries: Sequence[DocumentEntry], open_id: str) -> None:
        """Show `entries`, with the one of `open_id` as open; the cursor follows the opened entry.

        In another order the cursor stays on its entry.
        """
        cursor_id = open_id if open_id != self._open else self.under_cursor
        ids = [entry.id for entry in entries]
        cursor = ids.index(cursor_id) if cursor_id in ids else 0
        if entries == self._entries and open_id == self._open:
            return
        self._entries, self._open, self._cursor = entries, open_id, cursor
        self._set_count(len(entries))

    # as Entry
    def show_progress(self, id: str, progress: Sequence[str], *, read: bool) -> None:  # noqa: A002
        """Show the progress in an entry."""
        index = next((n for n, entry in enumerate(self._entries) if entry.id == id), None)
        if index is None:
            return
        before = self._entries[index]
        after = before._replace(progress=progress, read=read)
        if after != before:
            self._entries = (*self._entries[:index], after, *self._entries[index + 1 :])
            self.refresh_lines(self.ROWS * index, self.ROWS)

    @property
    def under_cursor(self) -> str:
        """The id of the entry under the cursor; empty in an empty list."""
        return self._entries[self._cursor].id if self._entries else ""

    @property
    def ids(self) -> list[str]:
        """The ids of the entries, from the top."""
        return [entry.id for entry in self._entries]

    def neighbour(self, step: int) -> str:
        """Return the id of the next readable entry after the open one, in the order of the list.

        Args:
            step: 1 to look forward, -1 to look backward.

        Returns:
            The id; empty if there is none.
        """
        ids = [entry.id for entry in self._entries if not entry.problem]
        index = ids.index(self._open) + step if self._open in ids else 0
        return ids[index] if 0 <= index < len(ids) else ""

    def on_focus(self) -> None:
        """Post the entry under the cursor."""
        self._post_cursor()

    def on_blur(self) -> None:
        """Tell that no entry is looked at any more."""
        self.post_message(self.CursorLeft())

    def on_click(self, event: events.Click) -> None:
        """Open the clicked entry."""
        entry = self._entry_at(event)
        if entry is not None and not self.is_edge_moved:
            self._set_cursor(entry)
            self.post_message(self.DocumentChosen(self.under_cursor))

    def _set_cursor(self, entry: int) -> None:
        before = self._cursor
        super()._set_cursor(entry)
        if self.has_focus and self._cursor != before:
            self._post_cursor()

    def _post_cursor(self) -> None:
        if self._entries:
            entry = self._entries[self._cursor]
            self.post_message(self.CursorMoved(entry.problem, entry.unknown))

    def render_line(self, y: int) -> Strip:
        """Return the strip at screen row `y`."""
        number, row = divmod(y + self.scroll_offset.y, self.ROWS)
        base = self.base_style
        if number >= len(self._entries):
            return Strip.blank(self.size.width, base)
        entry = self._entries[number]
        if self.has_focus and number == self._cursor:
            base += self.component_style("cursor")
        is_open = entry.id == self._open
        bar = "┃" if is_open else "│" if number == self._cursor else " "
        width = max(1, self.size.width - 3)
        if row:
            words, look = second_row(entry, width), "facts"
        else:
            words = clip_line(entry.title, width)
            look = "problem" if entry.problem else "read" if entry.read else "title"
        style = base + self.component_style(look)
        if is_open and look != "facts":
            style += self.component_style("open")
        strip = Strip(
            [Segment(f"{bar} ", base + self.component_style("open")), Segment(words, style)]
        )
        return strip.adjust_cell_length(self.size.width, base)


def second_row(entry: DocumentEntry, width: int) -> str:
    """Return the most important facts that fit into `width` cells, with the progress at the right.

    The progress is as long as the first fact leaves room for. For an entry with a problem, return
    as much of the problem as fits.
    """
    if entry.problem:
        return clip_line(entry.problem, width)
    text, first = "", cell_len(entry.facts[0]) if entry.facts else 0
    shortest = entry.progress[-1] if entry.progress else ""
    progress = next((p for p in entry.progress if cell_len(p) + first < width), shortest)
    room = max(0, width - cell_len(progress) - 1)
    for fact in (*entry.facts, *entry.unknown):
        longer = _BETWEEN.join(filter(None, (text, fact)))
        if cell_len(longer) > room:
            if room >= _FACT_AT_LEAST:
                text = text or clip_line(fact, room)
            break
        text = longer
    return text + " " * max(1, width - cell_len(text) - cell_len(progress)) + progress
