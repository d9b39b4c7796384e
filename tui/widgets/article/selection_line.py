"""A line in the place of the status line while words are being selected: it has the keyboard.

It takes the keys that grow and shrink; all others do what they do on a passage.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from textual.binding import BindingType
from textual.content import Content
from textual.message import Message
from textual.widget import Widget

from tui.commands import hint_list
from tui.text.selection import Choosing, Unit
from tui.text.tokens import count
from tui.widgets.core.bindings import bindings
from tui.widgets.core.key_hints import fitted

_TOLD = (
    "select.end_later/select.end_earlier end",
    "select.start_later/select.start_earlier start",
    "select.words/select.sentences/select.paragraphs unit",
    "note.write note",
    "note.mark mark",
    "note.tag tag",
    "note.link link",
    "note.copy copy",
    "select.leave leave",
)


class SelectingLine(Widget):
    """Holds what is selected, and says when that changes."""

    can_focus = True
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("select.")]

    @dataclass
    class Selected(Message):
        """Something else is selected; nothing when the reader left."""

        choosing: Choosing | None

    def __init__(
        self,
        changed_keys: Mapping[str, str],
        *,
        id: str | None = None,  # noqa: A002  # Textual's name
    ) -> None:
        super().__init__(id=id)
        self._hints = hint_list(changed_keys, *_TOLD)
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

    def action_select_end_later(self) -> None:
        self._move(end=1)

    def action_select_end_earlier(self) -> None:
        self._move(end=-1)

    def action_select_start_earlier(self) -> None:
        self._move(start=-1)

    def action_select_start_later(self) -> None:
        self._move(start=1)

    def action_select_words(self) -> None:
        self._by(Unit.WORD)

    def action_select_sentences(self) -> None:
        self._by(Unit.SENTENCE)

    def action_select_paragraphs(self) -> None:
        self._by(Unit.PARAGRAPH)

    def action_select_leave(self) -> None:
        self.end()

    def _move(self, *, start: int = 0, end: int = 0) -> None:
        if self._choosing:
            moved = self._choosing.start_moved(start) if start else self._choosing.end_moved(end)
            self._choose(moved)

    def _by(self, unit: Unit) -> None:
        if self._choosing:
            self._choose(self._choosing.by(unit))

    def _choose(self, choosing: Choosing) -> None:
        self._choosing = choosing
        self.refresh()
        self.post_message(self.Selected(choosing))

    def render(self) -> Content:
        """How much is selected and what the keys do, as plain words."""
        if self._choosing is None:
            return Content("")
        words, letters = count(self._choosing.words)
        unit = "character" if 2 * letters > words + letters else "word"
        many = "" if words + letters == 1 else "s"
        told = f" {words + letters} {unit}{many} by {self._choosing.unit}"
        return Content(fitted([told, *self._hints], self.size.width))
