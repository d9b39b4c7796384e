"""The list of excluded pairs; each can be included again."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import events, on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widgets import Static
from textual.worker import Worker

from tui.commands import Area, hint_list
from tui.notes.excluded_pairs import ExcludedPair
from tui.screens.base.dialog_screen import DialogScreen
from tui.screens.base.worker_groups import WorkerGroup
from tui.screens.note_service.note_service import NoteActionError
from tui.text.normalization.search_variants import drop_variants
from tui.text.sanitization import clean_line
from tui.widgets.core.bindings import bindings
from tui.widgets.core.filtered_list import FilteredList
from tui.widgets.core.sheet import Sheet
from tui.widgets.notes.notes_list import NoteEntry, NotesList

if TYPE_CHECKING:
    from tui.screens.note_service.note_actions import NoteActions

_SHOWN_KEYS = (
    "list.back",
    "rejected.take_back",
    "list.filter",
    "app.help keys",
    "note.undo",
)
_SHOWN = 400


class ExcludedPairsDialog(DialogScreen[None]):
    """A list of pairs of passages, the last excluded one first."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("rejected.", "note.undo", "note.redo")]
    key_areas = (Area.REJECTED, Area.LIST, Area.MOVE)

    def __init__(
        self,
        look: Callable[[], Awaitable[Sequence[ExcludedPair]]],
        change: Callable[[Callable[["NoteActions"], str]], Worker[str]],
        changed_keys: Mapping[str, str],
    ) -> None:
        """Create the dialog; `look` returns the pairs, `change` runs a change."""
        super().__init__()
        self._changed_keys = changed_keys
        self._typed = ""
        self._look = look
        self._carry_out = change

    def compose(self) -> ComposeResult:
        """Yield the count, above the list."""
        hints = hint_list(self._changed_keys, *_SHOWN_KEYS)
        with Sheet("Not matches", hints, changed_keys=self._changed_keys, id="rejected"):
            yield Static(id="rejected-count", markup=False)
            yield FilteredList("Words of the two passages", NotesList(id="rejections"))

    def on_mount(self) -> None:
        """List the pairs."""
        self._list = self.query_exactly_one(NotesList)
        self._show()

    def on_resize(self, event: events.Resize) -> None:
        """Take the rows that the pairs need."""
        del event
        self.call_after_refresh(self._fit)

    def _fit(self) -> None:
        self.query_exactly_one(Sheet).fit(self._list, self._list.virtual_size.height)

    @work(group=WorkerGroup.EXCLUDED_LIST, exclusive=True)
    async def _show(self, message: str = "") -> None:
        try:
            excluded_pairs = await self._look()
        except NoteActionError as refused:
            self._say(str(refused))
            return
        words = drop_variants(self._typed).split()
        entries = [_entry(excluded_pair) for excluded_pair in excluded_pairs]
        self._list.show([entry for entry in entries if _has(entry, words)])
        self._fit()
        count = (
            f"{len(excluded_pairs)} not matches" if len(excluded_pairs) != 1 else "1 not a match"
        )
        self._say(
            message
            or (count if excluded_pairs else "No pair is excluded; x excludes the chosen card's")
        )

    def _say(self, words: str) -> None:
        self.query_one("#rejected-count", Static).update(Content(words))

    @on(FilteredList.Narrowed)
    def _narrow(self, event: FilteredList.Narrowed) -> None:
        self._typed = event.text
        self._show()

    @on(NotesList.Opened)
    def action_rejected_take_back(self) -> None:
        """Include the pair under the cursor again."""
        if entry := self._list.under_cursor:
            self._change(lambda actions: actions.take_back(entry.note))

    def action_note_undo(self) -> None:
        """Undo the last change."""
        self._change(lambda actions: actions.undo())

    def action_note_redo(self) -> None:
        """Redo the last undone change."""
        self._change(lambda actions: actions.redo())

    @on(FilteredList.Left)
    def action_rejected_leave(self) -> None:
        """Close the dialog."""
        if self.is_current:
            self.dismiss(None)

    def _change(self, change: "Callable[[NoteActions], str]") -> None:
        self._show_outcome(self._carry_out(change))

    @work(group=WorkerGroup.EXCLUDED_CHANGE)
    async def _show_outcome(self, changing: Worker[str]) -> None:
        self._show(await changing.wait())


def _entry(excluded_pair: ExcludedPair) -> NoteEntry:
    first, second = excluded_pair.one, excluded_pair.other
    return NoteEntry(
        excluded_pair.name,
        "≠",
        f"{first.title} · {second.title}",
        clean_line(first.text, _SHOWN),
        clean_line(second.text, _SHOWN),
    )


def _has(entry: NoteEntry, words: Sequence[str]) -> bool:
    """Return True if an entry has all of `words`, without variants of letters."""
    text = drop_variants(f"{entry.facts} {entry.text} {entry.quote}")
    return all(word in text for word in words)
