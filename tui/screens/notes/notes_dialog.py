"""The notes dialog: the notes on a passage, an article or the corpus, searched and filtered.

Enter goes there, e edits, x deletes, p re-anchors a lost passage; every change can be undone.
"""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import ClassVar

from textual import events, on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widgets import Static
from textual.worker import Worker

from tui.commands import Area, hint_list
from tui.notes.location.orphans import OrphanOffer
from tui.notes.note import Kind
from tui.screens.base.dialog_screen import DialogScreen
from tui.screens.base.worker_groups import WorkerGroup
from tui.screens.note_service.note_actions import NoteActions
from tui.screens.note_service.note_service import NoteActionError, NoteService
from tui.screens.notes.note_listing import Listing, ListingContext, Scope, list_notes
from tui.text.span import Span
from tui.widgets.core.bindings import bindings
from tui.widgets.core.filtered_list import FilteredList
from tui.widgets.core.sheet import Sheet
from tui.widgets.notes.notes_list import NoteEntry, NotesList

_KINDS = (None, Kind.NOTE, Kind.MARK, Kind.LINK)
_SHOWN_KEYS = (
    "list.back",
    "notes.open",
    "list.filter search",
    "app.help keys",
    "notes.edit",
    "notes.remove",
    "notes.put_back",
    "notes.whose",
    "notes.kind",
    "notes.export",
    "note.undo",
)


@dataclass(frozen=True, slots=True)
class NotesChoice:
    """The reader's choice."""

    entry: NoteEntry | None
    """The chosen entry; None if notes are to be exported."""
    edit: bool = False


class NotesDialog(DialogScreen[NotesChoice | None]):
    """A list of notes; its filter is a search."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("notes.", "note.undo", "note.redo")]
    key_areas = (Area.LISTING, Area.LIST, Area.MOVE)

    def __init__(
        self,
        service: NoteService,
        look: Callable[[], Awaitable[ListingContext]],
        change: Callable[[Callable[[NoteActions], str]], Worker[str]],
        changed_keys: Mapping[str, str],
    ) -> None:
        """Create the dialog; `look` returns the position of the reader, `change` runs a change."""
        super().__init__()
        self._service = service
        self._look = look
        self._carry_out = change
        self._changed_keys = changed_keys
        self._listing_context = ListingContext(None)
        self._scope: Scope | None = None
        self._kind = 0
        self._query = ""

    def compose(self) -> ComposeResult:
        """Yield the scope, above the list."""
        hints = hint_list(self._changed_keys, *_SHOWN_KEYS)
        with Sheet("Notes", hints, changed_keys=self._changed_keys, id="notes-sheet"):
            yield Static(id="notes-scope", markup=False)
            yield FilteredList("Words, #tag, @article", NotesList(id="notes"))

    def on_mount(self) -> None:
        """List the notes of the nearest scope."""
        self._list = self.query_exactly_one(NotesList)
        self._show(anew=True)

    def on_resize(self, event: events.Resize) -> None:
        """Take the rows that the notes need."""
        del event
        self.call_after_refresh(self._fit)

    def _fit(self) -> None:
        self.query_exactly_one(Sheet).fit(self._list, self._list.virtual_size.height)

    @work(group=WorkerGroup.NOTES_LIST, exclusive=True)
    async def _show(self, *, anew: bool = False) -> None:
        if anew:
            self._listing_context = await self._look()
        try:
            result = await self._results()
        except NoteActionError as refused:
            self._say(str(refused))
            return
        self._list.show(result.entries)
        self._fit()
        note_count = sum(1 for e in result.entries if e.candidate is None)
        count = (
            f"{note_count:,} of {result.count:,}"
            if note_count < result.count
            else f"{result.count:,}"
        )
        if not result.entries:
            count = "nothing found"
        kind = _KINDS[self._kind]
        scopes = "  ".join(f"[{s}]" if s is self._scope else s for s in Scope)
        self._say(f"{scopes}   {count}{f' · only {kind}s' if kind else ''}")

    async def _results(self) -> Listing:
        """Return the listing; at first of the nearest scope that has notes."""
        if self._scope:
            return await self._list_notes(self._scope)
        for scope in Scope:
            self._scope = scope
            result = await self._list_notes(scope)
            if result.count:
                break
        return result

    async def _list_notes(self, scope: Scope) -> Listing:
        context, query, kind = self._listing_context, self._query, _KINDS[self._kind]
        result: Listing = await self._service.run(
            lambda actions: list_notes(actions.notes, context, scope, query, kind)
        )
        return result

    def _say(self, words: str) -> None:
        self.query_one("#notes-scope", Static).update(Content(words), layout=False)

    @on(FilteredList.Narrowed)
    def _search(self, event: FilteredList.Narrowed) -> None:
        self._query = event.text
        self._show()

    @on(NotesList.Opened)
    def _open_clicked(self) -> None:
        self.action_notes_open()

    def action_notes_whose(self) -> None:
        self._turn_scope(1)

    def action_notes_whose_back(self) -> None:
        self._turn_scope(-1)

    def _turn_scope(self, step: int) -> None:
        scopes = list(Scope)
        self._scope = scopes[(scopes.index(self._scope or Scope.PASSAGE) + step) % len(scopes)]
        self._show()

    def action_notes_kind(self) -> None:
        self._kind = (self._kind + 1) % len(_KINDS)
        self._show()

    @on(FilteredList.Left)
    def action_notes_leave(self) -> None:
        self._close(None)

    def action_notes_open(self) -> None:
        if entry := self._list.under_cursor:
            self._close(NotesChoice(entry, edit=entry.is_draft))

    def action_notes_edit(self) -> None:
        if entry := self._list.under_cursor:
            self._close(NotesChoice(entry, edit=True))

    def action_notes_export(self) -> None:
        self._close(NotesChoice(None))

    def _close(self, outcome: NotesChoice | None) -> None:
        if self.is_current:  # a second key may arrive before the list is closed
            self.dismiss(outcome)

    def action_notes_remove(self) -> None:
        entry = self._list.under_cursor
        if entry and entry.is_draft:
            self._change(lambda actions: actions.drop_draft(entry.note))
        elif entry:
            self._change(lambda actions: actions.remove(entry.note))

    def action_notes_put_back(self) -> None:
        """Anchor a lost passage at the position under the cursor, or else at the likeliest one."""
        entry, context = self._list.under_cursor, self._listing_context
        if entry and (orphan := self._orphan_offer(entry)):
            n, offer = orphan
            target_file = context.corpus_files[offer.document]
            self._change(lambda actions: actions.put_into(entry.note, n, target_file, offer.span))
            return
        candidate = self._candidate(entry) if entry else None
        if entry is None or candidate is None or context.corpus_file is None:
            self._say("Only a lost passage can be put back, at one of its possible places")
            return
        corpus_file, (n, span) = context.corpus_file, candidate
        self._change(lambda actions: actions.put_back(entry.note, n, corpus_file, span))

    def _orphan_offer(self, entry: NoteEntry) -> tuple[int, OrphanOffer] | None:
        """Return the lost passage of a note whose file is gone, and its possible target."""
        offers = self._listing_context.offers_in(self._scope or Scope.CORPUS)
        for (note, n), note_offers in offers.items():
            if note == entry.note and (entry.candidate is None or n == entry.n):
                return n, note_offers[entry.candidate or 0]
        return None

    def _candidate(self, entry: NoteEntry) -> tuple[int, Span] | None:
        """Return the lost passage of the entry's note, and its possible position."""
        followed = self._listing_context.followed
        for (note, n), anchoring in followed.anchor_results.items() if followed else ():
            is_meant = note == entry.note and (entry.candidate is None or n == entry.n)
            if is_meant and anchoring.span is None and anchoring.candidates:
                return n, anchoring.candidates[entry.candidate or 0]
        return None

    def action_note_undo(self) -> None:
        self._change(lambda actions: actions.undo())

    def action_note_redo(self) -> None:
        self._change(lambda actions: actions.redo())

    def _change(self, change: Callable[[NoteActions], str]) -> None:
        self._show_outcome(self._carry_out(change))

    @work(group=WorkerGroup.NOTES_LIST_CHANGE)
    async def _show_outcome(self, changing: Worker[str]) -> None:
        message = await changing.wait()
        await self._show(anew=True).wait()
        self._say(message)
