"""The base of the lists about a comparison: a choice dialog whose lines can be copied."""

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, ClassVar

from textual.binding import BindingType

from tui.screens.dialogs.choice_dialog import ChoiceDialog
from tui.widgets.core.bindings import bindings
from tui.widgets.core.choice_list import Choice, ChoiceList
from tui.widgets.core.sheet import Sheet

if TYPE_CHECKING:
    from tui.collation.corpus_comparison import CorpusComparison


def dialog_title(title: str, comparison: "CorpusComparison") -> str:
    """Return the title of a dialog; it says if the matches of `comparison` may still change."""
    return title if comparison.is_final else f"{title} · not final"


class CollationList(ChoiceDialog):
    """Returns the id of the chosen line, or None; a line is copied, or a note is written on it."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("choice.copy", "choice.note")]

    def __init__(
        self,
        title: str,
        placeholder: str,
        find: Callable[[str], Sequence[Choice]],
        copy: Callable[[str], str],
        changed_keys: Mapping[str, str],
        *,
        enter: str = "go there",
    ) -> None:
        """Create a dialog; `copy` copies a text and returns a message about it."""
        cached_find = lru_cache(maxsize=4)(
            find
        )  # the dialog calls it twice: to fit its height, and to show the lines
        super().__init__(
            title,
            placeholder,
            cached_find,
            enter=enter,
            keys=("choice.copy", "choice.note"),
            changed_keys=changed_keys,
        )
        self._copy = copy
        self.is_for_note = False
        """True if a note is to be written on the chosen passage."""

    def action_choice_copy(self) -> None:
        if choice := self.query_exactly_one(ChoiceList).chosen_choice:
            self.query_exactly_one(Sheet).say(self._copy(choice.line))

    def action_choice_note(self) -> None:
        if self.is_current and self.query_exactly_one(ChoiceList).chosen:
            self.is_for_note = True
            self.accept()
