"""A list and its filter: a prompt above the rows that is shown only while it is needed.

In every list letters are keys; / begins to filter, Enter or ↓ goes back to the rows.
"""

from dataclasses import dataclass
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.message import Message

from tui.widgets.core.bindings import bindings
from tui.widgets.core.pane import Pane
from tui.widgets.core.prompt import Prompt


class FilteredList(Vertical):
    """A container of a prompt and a pane; the pane has the focus at first."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings("list."),
        # Only a prompt leaves them to its container: a pane uses them itself.
        Binding("down,pagedown,ctrl+n", "go_to_rows", show=False),
    ]

    @dataclass
    class Narrowed(Message):
        """Another text is to narrow the list."""

        text: str

    @dataclass
    class Typing(Message):
        """The prompt got the focus, or lost it."""

        begins: bool

    class Left(Message):
        """The list was left: there was no filter to remove."""

    def __init__(self, placeholder: str, pane: Pane) -> None:
        """Create the container; `placeholder` is the text of the empty prompt."""
        super().__init__(classes="filtered-list")
        self._prompt = Prompt(placeholder, id="list-filter")
        self._prompt.display = False
        self._pane = pane

    @property
    def text(self) -> str:
        """The text that narrows the list."""
        return self._prompt.value

    def compose(self) -> ComposeResult:
        """Yield the prompt, above the rows."""
        yield self._prompt
        yield self._pane

    def on_mount(self) -> None:
        """Put the keyboard on the rows."""
        self._pane.focus()

    def action_list_filter(self) -> None:
        self._prompt.display = True
        self._prompt.focus()
        self.post_message(self.Typing(begins=True))

    def action_list_back(self) -> None:
        if self._prompt.display:
            self._remove_filter()
        else:
            self.post_message(self.Left())

    def action_go_to_rows(self) -> None:
        self._pane.focus()

    @on(Prompt.Typed)
    def _narrow(self, event: Prompt.Typed) -> None:
        event.stop()
        self.post_message(self.Narrowed(event.text))

    @on(Prompt.Accepted)
    def _keep_filter(self, event: Prompt.Accepted) -> None:
        event.stop()
        self._pane.focus()

    @on(Prompt.Cancelled)
    def _end_typing(self, event: Prompt.Cancelled) -> None:
        """Remove the filter by Esc; keep it where another widget took the focus."""
        event.stop()
        if self._prompt.has_focus:
            self._remove_filter()
            return
        self._prompt.display = bool(self._prompt.value)
        self.post_message(self.Typing(begins=False))

    def _remove_filter(self) -> None:
        self._prompt.value = ""
        if self._prompt.has_focus:
            self._pane.focus()  # the prompt is hidden when it has lost the focus
        else:
            self._prompt.display = False
            self.post_message(self.Typing(begins=False))
