"""The prompt: one line of input below the article, shown when it is needed."""

from dataclasses import dataclass
from typing import ClassVar

from textual import events, on
from textual.binding import BindingType
from textual.message import Message
from textual.widgets import Input

from tui.text.sanitization import clean_line
from tui.widgets.core.bindings import bindings

_LONGEST_PASTED = 1_000
"""Largest number of code points of a pasted text."""


class Prompt(Input):
    """A line of input that posts when it was changed, accepted or left."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("prompt.")]

    @dataclass
    class Typed(Message):
        """The text has changed."""

        text: str

    @dataclass
    class Accepted(Message):
        """The text was accepted."""

        text: str

    class Cancelled(Message):
        """The prompt was left without a text."""

    def __init__(self, placeholder: str, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(placeholder=placeholder, id=id, compact=True, select_on_focus=False)
        self.cursor_blink = False  # a blinking cursor sends data over the link

    def _on_paste(self, event: events.Paste) -> None:
        """Insert pasted text as one line, safe to show."""
        event.prevent_default()
        event.stop()
        self.replace(clean_line(event.text, _LONGEST_PASTED), *self.selection)

    async def action_prompt_accept(self) -> None:
        await self.action_submit()

    def action_prompt_leave(self) -> None:
        self.post_message(self.Cancelled())

    @on(Input.Changed)
    def _say_typed(self, event: Input.Changed) -> None:
        event.stop()
        self.post_message(self.Typed(event.value))

    @on(Input.Submitted)
    def _say_accepted(self, event: Input.Submitted) -> None:
        event.stop()
        self.post_message(self.Accepted(event.value))

    def on_blur(self, event: events.Blur) -> None:
        """Leave the prompt if another widget has the focus, and not another window."""
        del event
        if self.display and self.app.app_focus:
            self.post_message(self.Cancelled())
