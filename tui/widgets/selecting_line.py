"""A line in the place of the status line while words are being selected: it has the keyboard.

It takes the keys that grow and shrink; all others do what they do on a passage.
"""

from dataclasses import dataclass
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.widget import Widget

from tui.text.choosing import Choosing, Unit


class SelectingLine(Widget):
    """Holds what is selected, and says when that changes."""

    can_focus = True
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j,right", "end(1)", "Grow at the end", show=False),
        Binding("k,left", "end(-1)", "Shrink at the end", show=False),
        Binding("K,shift+left", "start(-1)", "Grow at the start", show=False),
        Binding("J,shift+right", "start(1)", "Shrink at the start", show=False),
        Binding("w", "by('word')", "By word; again: one word", show=False),
        Binding("s", "by('sentence')", "By sentence", show=False),
        Binding("P", "by('paragraph')", "By paragraph", show=False),
        Binding("escape,v", "leave", "Leave", show=False),
    ]

    @dataclass
    class Selected(Message):
        """Something else is selected; nothing when the reader left."""

        choosing: Choosing | None

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002  # Textual's name
        super().__init__(id=id)
        self._choosing: Choosing | None = None

    @property
    def choosing(self) -> Choosing | None:
        """What is selected, while it is."""
        return self._choosing

    def begin(self, choosing: Choosing) -> None:
        """Select from `choosing` on."""
        self.display = True
        self.focus()
        self._choose(choosing)

    def end(self) -> None:
        """Select no more."""
        self._choosing = None
        self.display = False
        self.post_message(self.Selected(None))

    def action_end(self, step: int) -> None:
        if self._choosing:
            self._choose(self._choosing.end_moved(step))

    def action_start(self, step: int) -> None:
        if self._choosing:
            self._choose(self._choosing.start_moved(step))

    def action_by(self, unit: str) -> None:
        if self._choosing:
            self._choose(self._choosing.by(Unit(unit)))

    def action_leave(self) -> None:
        self.end()

    def _choose(self, choosing: Choosing) -> None:
        self._choosing = choosing
        self.refresh()
        self.post_message(self.Selected(choosing))

    def render(self) -> Content:
        """How much is selected and what the keys do, as plain words."""
        if self._choosing is None:
            return Content("")
        count = len(self._choosing.words.split())
        return Content(
            f" {count} word{'' if count == 1 else 's'} by {self._choosing.unit}"
            "  j k end  J K start  w s P unit  a note  m mark  t tag  l link  y copy  Esc"
        )
