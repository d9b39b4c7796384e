"""The key prompt: a line that replaces the status line and waits for one key."""

from collections.abc import Mapping
from dataclasses import dataclass

from rich.cells import cell_len
from textual import events
from textual.content import Content
from textual.message import Message
from textual.widget import Widget

from tui.commands import key_label
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

        question: str
        """The name of the question, as in `ask`."""
        key: str

    class Cancelled(Message):
        """The reader left without a key."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002  # Textual's name
        super().__init__(id=id)
        self._question = ""
        self._message = ""
        self._hints: list[str] = []
        """The offered keys, each with its effect."""
        self._keys: Mapping[str, str] = {}

    def ask(
        self,
        question: str,
        message: str,
        keys: Mapping[str, str],
        *,
        any_letter: bool = False,
        escape: str = "leaves",
    ) -> None:
        """Show `message` and ask for one of `keys` or, if `any_letter`, for a letter or digit.

        `question` is a name that the answer repeats; `escape` describes the effect of Esc.
        """
        self._question, self._keys = question, keys
        self._any_letter = any_letter
        self._message = message
        self._hints = [f"{key_label(key)} {effect}".strip() for key, effect in keys.items()]
        self._hints.append(f"Esc {escape}")
        self.display = True
        self.focus()
        self.refresh()

    def on_key(self, event: events.Key) -> None:
        """Take every key while asking."""
        event.stop()
        event.prevent_default()
        # a letter that is not Latin counts as the key at its place on the keyboard
        names = (event.character or "", event.key)
        key = next((name for name in names if name in self._keys), names[0])
        if key in self._keys or (self._any_letter and len(key) == 1 and key.isalnum()):
            self.display = False
            self.post_message(self.Answered(self._question, key))
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
        room = max(_SHORTEST, self.size.width - cell_len("  ".join(self._hints)) - 3)
        message = f" {clip_line(self._message, room)}"
        return fit_hints(self._hints, self.size.width, before=message)
