"""A dialog to choose from a list: a title, a prompt that narrows the list, the keys below.

In a list letters are keys, and / begins to filter. If search is the purpose, one types at once.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from tui.commands import Area, hint_list
from tui.resources import STYLES
from tui.screens.base.dialog_screen import DialogScreen
from tui.widgets.core.bindings import bindings
from tui.widgets.core.choice_list import Choice, ChoiceList
from tui.widgets.core.filtered_list import FilteredList
from tui.widgets.core.prompt import Prompt
from tui.widgets.core.sheet import Sheet

_SHARE = 0.8
"""Largest share of the screen's height."""
_BORDERS = 2
_GAP = 1
"""Empty rows below the prompt of a search."""
_CHOOSE = "↑/↓ choose"


class ChoiceDialog(DialogScreen[str | None]):
    """Returns the id of the chosen item, or None."""

    CSS_PATH = STYLES / "dialogs.tcss"  # parsed when first shown
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings("choice.open", "choice.leave"),
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
        is_search: bool = False,
        keys: Sequence[str] = (),
        changed_keys: Mapping[str, str] | None = None,
        highlight: Callable[[str], None] | None = None,
    ) -> None:
        """Create a dialog.

        Args:
            title: The heading: the kind of thing to choose.
            placeholder: The text of the empty prompt.
            find: Returns the choices for the typed text.
            enter: The effect of Enter, in a word.
            leave: The effect of Escape, in a word.
            is_search: True if search is the purpose: one types at once, and no letter is a key.
            keys: Further keys: of a search each with its effect, of a list commands.
            changed_keys: The keys that the user changed; for a list.
            highlight: A function that is called with the id of each choice under the cursor.
        """
        super().__init__()
        self._title = title
        self._is_search = is_search
        self.key_areas = (Area.PROMPT,) if is_search else (Area.CHOICE, Area.LIST, Area.MOVE)
        self._changed_keys = changed_keys or {}
        self._hints = (
            [f"Esc {leave}", _CHOOSE, f"Enter {enter}", *keys]
            if is_search
            else hint_list(
                self._changed_keys,
                f"list.back {leave}",
                f"choice.open {enter}",
                "list.filter",
                "app.help keys",
                "move.line_down/move.line_up choose",
                *keys,
            )
        )
        self._placeholder = placeholder
        self._find = find
        self._highlight = highlight

    def compose(self) -> ComposeResult:
        """Yield the prompt, above the list."""
        with Sheet(
            self._title, self._hints, changed_keys=self._changed_keys, classes="choice-dialog"
        ):
            if self._is_search:
                yield Prompt(self._placeholder, id="query")
                yield ChoiceList(id="found")
            else:
                yield FilteredList(self._placeholder, ChoiceList(has_keys=True, id="found"))

    def on_mount(self) -> None:
        """Show all choices, until something is typed."""
        if self._is_search:
            self.query_exactly_one(Prompt).focus()
        self.show("")
        self._fit()

    def on_resize(self, event: events.Resize) -> None:
        """Keep within the screen."""
        del event
        self._fit()

    @on(FilteredList.Typing)
    def _fit(self) -> None:
        """Give the list the rows of all choices, as far as there is room."""
        if choices := self.query(ChoiceList):
            choices.first().styles.height = max(1, min(self.wanted_rows(), self._room))

    @property
    def _room(self) -> int:
        """The largest number of rows for the list."""
        prompt = self.query_exactly_one(Prompt).display + (_GAP if self._is_search else 0)
        return int(self.app.size.height * _SHARE) - _BORDERS - prompt

    def wanted_rows(self) -> int:
        """Return the rows that the list would fill."""
        return len(self._find(""))

    @on(FilteredList.Narrowed)
    def _filter(self, event: FilteredList.Narrowed) -> None:
        self.show(event.text)

    @on(FilteredList.Left)
    def _leave_list(self) -> None:
        if self.is_current:
            self.leave()

    def action_choice_open(self) -> None:
        if self.is_current and self.query_exactly_one(ChoiceList).chosen:
            self.accept()

    def action_choice_leave(self) -> None:
        if self.is_current:
            self.leave()

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
        self.query_exactly_one(ChoiceList).move_by(lines)

    @on(ChoiceList.Reached)
    def _highlight_choice(self, event: ChoiceList.Reached) -> None:
        if self._highlight:
            self._highlight(event.id)

    def show(self, typed: str) -> None:
        """Show the choices for the typed text."""
        choices = list(self._find(typed))
        self.query_exactly_one(ChoiceList).show(choices or [Choice("", "Nothing found")])
