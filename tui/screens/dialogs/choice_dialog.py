"""A dialog to choose from a list: a title, a prompt that narrows the list, the keys below."""

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from tui.resources import STYLES
from tui.screens.base.dialog_screen import DialogScreen
from tui.widgets.core.choice_list import Choice, ChoiceList
from tui.widgets.core.prompt import Prompt
from tui.widgets.core.sheet import Sheet

_SHARE = 0.8
"""Largest share of the screen's height."""
_AROUND = 4
"""Rows of the dialog in addition to the list: borders, the prompt, an empty one."""
_CHOOSE = "↑/↓ choose"


class ChoiceDialog(DialogScreen[str | None]):
    """Returns the id of the chosen item, or None."""

    CSS_PATH = STYLES / "dialogs.tcss"  # parsed when first shown
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
        leave: str = "back",
        keys: Sequence[str] = (),
        highlight: Callable[[str], None] | None = None,
    ) -> None:
        """Create a dialog.

        Args:
            title: The heading: the kind of thing to choose.
            placeholder: The text of the empty prompt.
            find: Returns the choices for the typed text.
            enter: The effect of Enter, in a word.
            leave: The effect of Escape, in a word.
            keys: Further keys, each with its effect.
            highlight: A function that is called with the id of each choice under the cursor.
        """
        super().__init__()
        self._title = title
        self._hints = (f"Esc {leave}", _CHOOSE, f"Enter {enter}", *keys)
        self._placeholder = placeholder
        self._find = find
        self._highlight = highlight

    def compose(self) -> ComposeResult:
        """Yield the prompt, above the list."""
        with Sheet(self._title, self._hints, classes="choice-dialog"):
            yield Prompt(self._placeholder, id="query")
            yield ChoiceList(id="found")

    def on_mount(self) -> None:
        """Show all choices, until something is typed."""
        self.query_exactly_one(Prompt).focus()
        self.show("")
        self._fit()

    def on_resize(self, event: events.Resize) -> None:
        """Keep within the screen."""
        del event
        self._fit()

    def _fit(self) -> None:
        """Give the list the rows of all choices, as far as there is room."""
        if choices := self.query(ChoiceList):
            choices.first().styles.height = max(1, min(self.wanted_rows(), self._room))

    @property
    def _room(self) -> int:
        """The largest number of rows for the list."""
        return int(self.app.size.height * _SHARE) - _AROUND

    def wanted_rows(self) -> int:
        """Return the rows that the list would fill."""
        return len(self._find(""))

    @on(Prompt.Typed)
    def _narrow(self, event: Prompt.Typed) -> None:
        self.show(event.text)

    @on(Prompt.Accepted)
    def _choose(self) -> None:
        if self.is_current:  # a second key may arrive before the dialog is closed
            self.accept()

    def accept(self) -> None:
        """Close the dialog with the chosen item."""
        self.dismiss(self.query_exactly_one(ChoiceList).chosen)

    @on(Prompt.Cancelled)
    def _cancel(self) -> None:
        if self.is_current:
            self.leave()

    def leave(self) -> None:
        """Close the dialog without a choice."""
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
        """Move the cursor by a number of lines."""
        choices = self.query_exactly_one(ChoiceList)
        choices.move_by(lines)
        if self._highlight and choices.chosen:
            self._highlight(choices.chosen)

    def show(self, typed: str) -> None:
        """Show the choices for the typed text."""
        choices = list(self._find(typed))
        self.query_exactly_one(ChoiceList).show(choices or [Choice("", "Nothing found")])
