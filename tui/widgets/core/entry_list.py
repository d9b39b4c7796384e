"""A list of entries of equal height, with a cursor that stays in view."""

from typing import ClassVar

from textual import events

from tui.widgets.core.pane import Pane


class EntryList(Pane):
    """A list that counts entries; a subclass has their content and draws them."""

    ROWS: ClassVar[int]
    """Lines of an entry, the empty ones below it included."""
    GAP: ClassVar[int] = 1
    """Empty lines below an entry."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002  # Textual's name
        super().__init__(id=id)
        self._count = 0
        self._cursor = 0

    def move_by(self, lines: int) -> None:
        """Move the cursor by `lines` entries."""
        self._set_cursor(self._cursor + lines)

    def page_by(self, pages: float) -> None:
        """Move the cursor by `pages` of entries."""
        step = max(1, round(self.size.height * abs(pages) / self.ROWS))
        self.move_by(step if pages > 0 else -step)

    def go_to_edge(self, *, end: bool) -> None:
        """Move the cursor to the first or the last entry."""
        self._set_cursor(self._count if end else 0)

    def on_resize(self, event: events.Resize) -> None:
        """Keep the cursor's entry in view."""
        del event
        self._set_count(self._count)

    def _set_count(self, count: int) -> None:
        """Set the number of entries; the cursor stays among them, and in view."""
        self._count = count
        self.set_line_count(max(0, self.ROWS * count - self.GAP))
        self._set_cursor(self._cursor)

    def _set_cursor(self, entry: int) -> None:
        self._cursor = min(max(0, entry), max(0, self._count - 1))
        top, bottom = self.ROWS * self._cursor, self.ROWS * (self._cursor + 1) - self.GAP
        if top < self.scroll_offset.y:
            self.jump_to_line(top)
        elif bottom > self.scroll_offset.y + self.size.height:
            self.jump_to_line(bottom - self.size.height)
        self.refresh()

    def _entry_at(self, event: events.Click) -> int | None:
        """Return the number of the entry that was clicked."""
        entry = (event.y - self.gutter.top + self.scroll_offset.y) // self.ROWS
        return entry if entry < self._count else None
