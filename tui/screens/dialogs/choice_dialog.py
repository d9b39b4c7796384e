"""A dialog to choose from a list: a title, a prompt that narrows the list down, the keys below."""

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen

from tui.resources import STYLES
from tui.screens.base.current_size_screen import CurrentSizeScreen
from tui.widgets.core.choice_list import Choice, ChoiceList
from tui.widgets.core.prompt import Prompt

_SHARE = 0.8
"""Of the screen's height, at most."""
_AROUND = 4
"""Rows of the dialog beside those of the list: borders, the prompt, a free one."""
_KEYS = "Esc back · ↑ ↓ choose · Enter {enter}"


class ChoiceDialog(CurrentSizeScreen[str | None], ModalScreen[str | None]):
    """Returns the id of what was chosen, or None."""

    CSS_PATH = STYLES / "dialogs.tcss"  # read when first shown
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,ctrl+n", "next", show=False),
        Binding("up,ctrl+p", "previous", show=False),
    ]

    def __init__(
        self,
        title: str,
        placeholder: str,
        find: Callable[[str], Sequence[Choice]],
        *,
        enter: str = "choose",
        highlight: Callable[[str], None] | None = None,
    ) -> None:
        """Create a dialog.

        Args:
            title: What is to be chosen.
            placeholder: What the prompt says while it is empty.
            find: Returns the choices for what is typed.
            enter: What Enter does, in a word.
            highlight: Is called with the id of each choice that the cursor comes to.
        """
        super().__init__()
        self._title = title
        self._placeholder = placeholder
        self._find = find
        self._keys = _KEYS.format(enter=enter)
        self._highlight = highlight

    def compose(self) -> ComposeResult:
        """Return what is typed, above what it finds."""
        with Vertical(classes="choice-dialog") as dialog:
            yield Prompt(self._placeholder, id="query")
            yield ChoiceList(id="found")
        dialog.border_title, dialog.border_subtitle = self._title, self._keys

    def on_mount(self) -> None:
        """Show everything, until something is typed."""
        self.query_exactly_one(Prompt).focus()
        self.show("")
        self._fit()

    def on_resize(self, event: events.Resize) -> None:
        """Keep within the screen."""
        del event
        self._fit()

    def _fit(self) -> None:
        """Give the list the rows that all choices take, as far as there is room."""
        if choices := self.query(ChoiceList):
            choices.first().styles.height = max(1, min(self.wanted_rows(), self._room))

    @property
    def _room(self) -> int:
        """The rows there are for the list, at most."""
        return int(self.app.size.height * _SHARE) - _AROUND

    def wanted_rows(self) -> int:
        """Return the rows that the list would fill."""
        return len(self._find(""))

    @on(Prompt.Typed)
    def _narrow(self, event: Prompt.Typed) -> None:
        self.show(event.text)

    @on(Prompt.Accepted)
    def _choose(self) -> None:
        if self.is_current:  # a second key may come before the window has gone
            self.accept()

    def accept(self) -> None:
        """Return what is chosen."""
        self.dismiss(self.query_exactly_one(ChoiceList).chosen)

    @on(Prompt.GivenUp)
    def _leave(self) -> None:
        if self.is_current:
            self.dismiss(None)

    @on(ChoiceList.Clicked)
    def _choose_clicked(self, event: ChoiceList.Clicked) -> None:
        if self.is_current and event.again:
            self.accept()
        elif self._highlight:
            self._highlight(event.id)

    def action_next(self) -> None:
        self.move(1)

    def action_previous(self) -> None:
        self.move(-1)

    def move(self, lines: int) -> None:
        """Choose another one, so many lines on."""
        choices = self.query_exactly_one(ChoiceList)
        choices.move_by(lines)
        if self._highlight and choices.chosen:
            self._highlight(choices.chosen)

    def show(self, typed: str) -> None:
        """Show the choices for what is typed."""
        found = list(self._find(typed))
        self.query_exactly_one(ChoiceList).show(found or [Choice("", "Nothing found")])
