"""The selection line: it replaces the status line, and has the focus, during a selection.

It handles the keys that grow and shrink the selection; all other keys keep their meaning.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from textual.binding import BindingType
from textual.content import Content
from textual.message import Message
from textual.widget import Widget

from tui.commands import hint_list
from tui.text.selection import Selection, SelectionUnit
from tui.text.tokens import count
from tui.widgets.core.bindings import bindings
from tui.widgets.core.key_hints import fit_hints

_HINTED_COMMANDS = (
    "select.leave leave",
    "select.end_later/select.end_earlier end",
    "select.start_later/select.start_earlier start",
    "select.words/select.sentences/select.paragraphs unit",
    "note.write note",
    "note.mark mark",
    "note.tag tag",
    "note.link link",
    "note.copy copy",
)


class SelectionLine(Widget):
    """A line that owns the selection, and posts its changes."""

    can_focus = True
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("select.")]

    @dataclass
    class Selected(Message):
        """The selection has changed; None when it has ended."""

        selection: Selection | None

    def __init__(
        self,
        changed_keys: Mapping[str, str],
        *,
        id: str | None = None,  # noqa: A002  # Textual's name
    ) -> None:
        super().__init__(id=id)
        self._hints = hint_list(changed_keys, *_HINTED_COMMANDS)
        self._selection: Selection | None = None

    @property
    def selection(self) -> Selection | None:
        """The selection, if any."""
        return self._selection

    def begin(self, selection: Selection) -> None:
        """Begin with `selection`."""
        self.display = True
        self.focus()
        self._choose(selection)

    def end(self) -> None:
        """End the selection."""
        self._selection = None
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
        self._choose_unit(SelectionUnit.WORD)

    def action_select_sentences(self) -> None:
        self._choose_unit(SelectionUnit.SENTENCE)

    def action_select_paragraphs(self) -> None:
        self._choose_unit(SelectionUnit.PARAGRAPH)

    def action_select_leave(self) -> None:
        self.end()

    def _move(self, *, start: int = 0, end: int = 0) -> None:
        if self._selection:
            selection = self._selection
            self._choose(selection.move_start(start) if start else selection.move_end(end))

    def _choose_unit(self, unit: SelectionUnit) -> None:
        if self._selection:
            self._choose(self._selection.with_unit(unit))

    def _choose(self, selection: Selection) -> None:
        self._selection = selection
        self.refresh()
        self.post_message(self.Selected(selection))

    def render(self) -> Content:
        """Return the size of the selection and the keys, as plain words."""
        if self._selection is None:
            return Content("")
        words, letters = count(self._selection.words)
        unit = "character" if 2 * letters > words + letters else "word"
        plural = "" if words + letters == 1 else "s"
        message = f" {words + letters} {unit}{plural} by {self._selection.unit}"
        return fit_hints(self._hints, self.size.width, before=message)
