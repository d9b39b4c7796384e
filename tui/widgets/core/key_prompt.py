"""The key prompt: a line that replaces the status line and waits for one key."""

from collections.abc import Mapping
from dataclasses import dataclass

from rich.cells import cell_len
from textual import events
from textual.content import Content
from textual.message import Message
from textual.widget import Widget

from tui.commands import shown
from tui.widgets.core.key_hints import fit_hints
from tui.widgets.core.text_lines import clip_line

_SHORTEST = 12
"""Least number of cells for the message."""


class KeyPrompt(Widget):
    """A prompt for a key; keys that it does not offer have no effect."""

    can_focus = True

    @dataclass
    class Answered(Message):
        """The reader pressed one of the offered keys."""

        asked: str
        """The command that asked for it."""
        key: str

    class Cancelled(Message):
        """The reader left without a key."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002  # Textual's name
        super().__init__(id=id)
        self._asked = ""
        self._message = ""
        self._offered: list[str] = []
        """The offered keys, each with its effect."""
        self._keys: Mapping[str, str] = {}

    def ask(
        self,
        asked: str,
        message: str,
        keys: Mapping[str, str],
        *,
        any_letter: bool = False,
        escape: str = "leaves",
    ) -> None:
        """Show `message` and ask for one of `keys` or, if `any_letter`, for a letter or digit.

        `escape` describes the effect of Esc.
        """
        self._asked, self._keys = asked, keys
        self._any_letter = any_letter
        self._message = message
        self._offered = [f"{shown(key)} {what}".strip() for key, what in keys.items()]
        self._offered.append(f"Esc {escape}")
        self.display = True
        self.focus()
        self.refresh()

    def on_key(self, event: events.Key) -> None:
        """Take every key while asking."""
        event.stop()
        event.prevent_default()
        named = (
            event.character or "",
            event.key,
        )  # by its position on the keyboard, if it is no Latin letter
        key = next((one for one in named if one in self._keys), named[0])
        if key in self._keys or (self._any_letter and len(key) == 1 and key.isalnum()):
            self.display = False
            self.post_message(self.Answered(self._asked, key))
        elif event.key == "escape":
            self._give_up()

    def on_blur(self) -> None:
        """Leave the prompt: another widget has the focus."""
        if self.display:
            self._give_up()

    def _give_up(self) -> None:
        self.display = False
        self.post_message(self.Cancelled())

    def render(self) -> Content:
        """Return the prompt as plain words; the message is cut to make room for the keys."""
        room = max(_SHORTEST, self.size.width - cell_len("  ".join(self._offered)) - 3)
        message = f" {clip_line(self._message, room)}"
        return fit_hints(self._offered, self.size.width, before=message)
