"""The line to filter the document list: a prompt below the panes."""

from dataclasses import dataclass

from textual import on
from textual.message import Message

from tui.widgets.core.prompt import Prompt


class FilterLine(Prompt):
    """A prompt that filters while one types; Enter keeps the filter, Esc drops it."""

    @dataclass
    class FilterChanged(Message):
        """Other terms are typed."""

        text: str

    @dataclass
    class Closed(Message):
        """The line is closed."""

        is_left: bool
        """True if another widget has the focus already."""

    def begin(self, text: str) -> None:
        """Show the line with the terms that are in effect."""
        self.value = text
        self.display = True
        self.focus()
        self.cursor_position = len(text)

    @on(Prompt.Typed)
    def _change(self, event: Prompt.Typed) -> None:
        event.stop()
        if self.display:
            self.post_message(self.FilterChanged(event.text))

    @on(Prompt.Accepted)
    def _keep(self, event: Prompt.Accepted) -> None:
        event.stop()
        self.display = False
        self.post_message(self.Closed(is_left=False))

    @on(Prompt.Cancelled)
    def _leave(self, event: Prompt.Cancelled) -> None:
        """Drop the filter by Esc; keep it where another widget took the focus."""
        event.stop()
        if not self.display:
            return
        is_left = not self.has_focus
        self.display = False
        if not is_left:
            self.post_message(self.FilterChanged(""))
        self.post_message(self.Closed(is_left=is_left))
