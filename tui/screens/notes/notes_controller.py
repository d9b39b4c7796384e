"""The notes controller: notes on the open articles, their list, navigation, changes and undo.

It calls the store through `NoteService`, in threads; the screen changes only when the notes do.
"""

import asyncio
from collections.abc import Callable, Coroutine, Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from textual.dom import DOMNode
from textual.worker import Worker

from tui.corpus.corpus_file import CorpusFile
from tui.lazy_imports import lazy_imports
from tui.matching.matches import PassageRef
from tui.notes.location.located_notes import LocatedNote, LocatedNotes
from tui.screens.base.worker_groups import WorkerGroup
from tui.screens.matching import note_overlay
from tui.screens.matching.match_lookup import MatchLookup
from tui.screens.messages import (
    ExcludedPairsChanged,
    LocatedNotesChanged,
    PassageChosen,
    SiglaChanged,
    StatusChanged,
)
from tui.screens.note_service.note_service import NoteActionError, NoteService
from tui.text.span import Span
from tui.widgets.article.note_marks import NoteMarks

with lazy_imports():
    from tui.screens.notes import note_listing

if TYPE_CHECKING:
    from tui.notes.location.note_locator import LocateResult
    from tui.notes.location.orphans import Offers
    from tui.screens.note_service.note_actions import NoteActions, NotesState
    from tui.screens.notes.note_listing import ListingContext
    from tui.widgets.notes.notes_list import NoteEntry

_POLL_EVERY = 0.5
"""Seconds between checks for changes by another program."""
_SKIPPED_AFTER_FAILURE = 10
"""Number of checks left out after one that failed."""
_SYNC_EVERY = 2.0
"""Seconds between checks of the folder of notes."""

_ResultT = TypeVar("_ResultT")


class NotedArticle(Protocol):
    """The view of the open article."""

    @property
    def passage(self) -> int:
        """The number of the passage on the reading line."""

    def annotate(self, marks: NoteMarks, /) -> None:
        """Show `marks` beside the text."""


class NotesController:
    """The notes on the open articles."""

    def __init__(
        self,
        host: DOMNode,
        service: NoteService,
        lookup: MatchLookup,
        article: NotedArticle,
        *,
        folder: Path | None = None,
    ) -> None:
        """Create a controller.

        Args:
            host: Runs the workers and gets their messages.
            service: Runs actions on the store.
            lookup: The matches of a passage.
            article: The view of the open article.
            folder: A folder that is synchronized with the store.
        """
        self._host = host
        self.service = service
        self._lookup = lookup
        self._article = article
        self._folder = folder
        self.located_notes: LocatedNotes = lookup.located_notes
        self.corpus_file: CorpusFile | None = None
        """The open article's file."""
        self._version: tuple[int, int] | None = None
        """The version of the store on the screen."""
        self._located: LocateResult | None = None
        """The positions of the open article's notes."""
        self._offers: Offers = {}
        """Possible targets of notes whose files are gone."""
        self._is_corpus_read = False
        self.mark_names: Mapping[int, str] = service.configured_mark_names
        """The names of kinds of marks, by number."""
        self._problem = ""
        """The reason why the store can't be reached; empty if it can."""
        self._sync_message = ""
        """The last message about the folder of notes."""
        self._is_syncing = False
        """True while the folder of notes is synchronized: a slow disk must not hold all threads."""
        self._import_messages: list[str] = []
        """Messages about words that another editor saved while this program was not running."""
        self._shown_state: object = None
        """The state on the screen."""
        self._refreshing = 0
        """The number of running refreshes."""
        self._polls_to_skip = 0

    def start(self) -> None:
        """Check for changes at intervals from now on."""
        self._host.set_interval(_POLL_EVERY, self._poll)
        if self._folder:
            self._host.set_interval(_SYNC_EVERY, self._sync)

    # The state of the screen

    def open(self, corpus_file: CorpusFile) -> None:
        """Show the notes on `corpus_file` from now on."""
        self.corpus_file = corpus_file
        self._located = None
        if self._is_corpus_read:
            self._start_refresh()

    def corpus_read(self) -> None:
        """Locate all notes: every article is read."""
        if not self._is_corpus_read and self.service.has_external_edits:
            self._run(self._import_edits, WorkerGroup.EXTERNAL_EDITS)
        self._is_corpus_read = True
        if not self.service.is_empty:
            self._start_refresh()

    def matches_changed(self) -> None:
        """Show the notes on passages that are now known to match one of the open article."""
        if self.located_notes:
            self._start_marking()

    def summary(self, reference: PassageRef) -> str:
        """Return the first note on a passage and the number of others; empty if it has none."""
        if not self.located_notes:
            return ""
        located = self._on_passage(reference)
        if not located:
            return ""
        name = self.mark_names.get(located[0].mark, "")
        parts = (note_overlay.glyph(located[0]), name, located[0].summary)
        first = " ".join(part for part in parts if part)
        return first + (f" (+{len(located) - 1})" if len(located) > 1 else "")

    @property
    def problems(self) -> str:
        """The problems that the reader should solve, in words; empty if there are none."""
        if self._problem:
            return f"Notes are not shown: {self._problem}"
        lost = self._located.lost if self._located else 0
        passages = f"{lost} noted passage{'s' if lost > 1 else ''} lost: o lists them"
        return " · ".join(
            [*self._import_messages, *([passages] if lost else []), *self._orphan_messages]
        )

    @property
    def _orphan_messages(self) -> list[str]:
        """A message about notes of lost files that may belong to the open article."""
        document = self.corpus_file.id if self.corpus_file else ""
        count = sum(any(o.document == document for o in offers) for offers in self._offers.values())
        notes = "a note whose file is gone" if count == 1 else f"{count} notes whose files are gone"
        return [f"Perhaps {notes}: o lists {'it' if count == 1 else 'them'}"] if count else []

    # Locating notes

    def _poll(self) -> None:
        if not self._is_corpus_read or self.service.is_empty:
            return
        if self._polls_to_skip:
            self._polls_to_skip -= 1
        elif not self._refreshing and self._is_outdated:
            self._start_refresh()

    @property
    def _is_outdated(self) -> bool:
        return self._version is None or self.service.version() != self._version

    async def refresh(self) -> None:
        """Locate the notes of the present store, and show them."""
        corpus_files, opened = list(self._lookup.corpus_files.values()), self.corpus_file
        self._refreshing += 1
        try:
            state = await self.service.run(
                lambda actions: actions.refresh(corpus_files, opened, self.located_notes)
            )
            self._take(state, opened)
            offers = await self.service.run(lambda actions: actions.offers(corpus_files))
        except NoteActionError as refused:
            self._polls_to_skip = _SKIPPED_AFTER_FAILURE
            if str(refused) != self._problem:
                self._problem, self._shown_state = str(refused), None
                self._host.post_message(LocatedNotesChanged())
            return
        finally:
            self._refreshing -= 1
        if offers != self._offers:
            self._offers = offers
            self._host.post_message(LocatedNotesChanged())

    def _take(self, state: "NotesState", opened: CorpusFile | None) -> None:
        """Show the notes on the article `opened`, if it is still open."""
        self._host.post_message(ExcludedPairsChanged(state.excluded_pairs))
        if opened is not self.corpus_file:
            return
        self._problem = ""
        self._version, self._located = state.version, state.located
        self.mark_names = state.mark_names
        state_shown = self.located_notes.version, self._located, opened, self.mark_names
        if state_shown != self._shown_state:
            self._shown_state = state_shown
            self._start_marking()
            self._host.post_message(LocatedNotesChanged())

    async def _show_marks(self) -> None:
        opened, lookup = self.corpus_file, self._lookup
        if opened is None or opened.document is None:
            return
        marks: NoteMarks = await asyncio.to_thread(
            note_overlay.marks,
            opened.id,
            opened.document,
            lookup.corpus_files,
            lookup.match_index,
            self.located_notes,
        )
        if opened is self.corpus_file:
            self._article.annotate(marks)

    # Changes

    async def ask(self, question: Callable[["NoteActions"], _ResultT]) -> _ResultT | None:
        """Return the result of an action on the store; if it fails, show the reason.

        Returns:
            The result; None after a failure.
        """
        try:
            answer: _ResultT = await self.service.run(question)
        except NoteActionError as refused:
            self.show_status(str(refused))
            return None
        return answer

    def act(self, change: Callable[["NoteActions"], str]) -> None:
        """Run `change` and show its message."""

        async def act() -> None:
            self.show_status(await self._change(change))

        self._run(act, WorkerGroup.NOTE_CHANGE)

    def carry_out(self, change: Callable[["NoteActions"], str]) -> Worker[str]:
        """Run `change`, even if the dialog that asks for it is closed; return its message."""
        return self._run(partial(self._change, change), WorkerGroup.NOTE_CHANGE)

    def undo(self) -> None:
        """Undo the last change."""
        self.act(lambda actions: actions.undo())

    def redo(self) -> None:
        """Redo the last undone change."""
        self.act(lambda actions: actions.redo())

    def show_status(self, text: str) -> None:
        """Show a text in the status line."""
        self._host.post_message(StatusChanged(text))

    async def _change(self, change: Callable[["NoteActions"], str]) -> str:
        sigla = self.service.sigla
        try:
            message: str = await self.service.change(change)
        except NoteActionError as refused:
            return str(refused)
        if self.service.sigla is not sigla:
            self._host.post_message(SiglaChanged())
        if not self.service.is_empty:
            await self.refresh()
        return message

    # The list of notes, and navigation

    async def listing_context(self) -> "ListingContext":
        """Return the position of the reader, for the list of notes."""
        self._import_messages = []  # the list shows them
        if self._is_outdated:
            await self.refresh()
        opened = self.corpus_file
        if opened is None:
            return note_listing.ListingContext(None)
        reference = PassageRef(opened.id, self._article.passage)
        passages = opened.document.passages if opened.document else ()
        span = passages[reference.passage].span if reference.passage < len(passages) else Span(0, 0)
        notes = tuple(located.note for located in self._on_passage(reference))
        corpus_files = dict(self._lookup.corpus_files)
        sigla = self.service.sigla.extend(corpus_files.values()).sigla()
        return note_listing.ListingContext(
            opened, notes, self._located, span, self._offers, corpus_files, sigla
        )

    def go_to_entry(self, entry: "NoteEntry") -> None:
        """Go to the passage of an entry of the list."""
        self._run(partial(self._go_to_entry, entry), WorkerGroup.NOTE_CHANGE)

    def go_to_bookmark(self, letter: str) -> None:
        """Go to the passage that the reader named by a letter."""
        self._run(partial(self._go_to_bookmark, letter), WorkerGroup.NOTE_CHANGE)

    async def _go_to_entry(self, entry: "NoteEntry") -> None:
        opened, located = self.corpus_file, self._located
        if opened is None or opened.document is None:
            return
        if entry.candidate is not None and entry.target:
            self._go_to(*entry.target)
            return
        if entry.candidate is not None and located:
            span = located.anchor_results[entry.note, entry.n].candidates[entry.candidate]
            self._go_to(opened.id, span.start)
            return
        corpus_files = list(self._lookup.corpus_files.values())
        current = opened.id, opened.document.passages[self._article.passage].span
        target = await self.ask(lambda actions: actions.passage(entry.note, corpus_files, current))
        if isinstance(target, tuple):
            self._go_to(target[0], target[1].start)
        elif target and entry.target:
            self._go_to(*entry.target)
        elif target:
            self.show_status(target)

    async def _go_to_bookmark(self, letter: str) -> None:
        corpus_files = list(self._lookup.corpus_files.values())
        target = await self.ask(lambda actions: actions.bookmark(letter, corpus_files))
        if isinstance(target, tuple):
            self._go_to(target[0], target[1].start)
        elif target:
            self.show_status(target)

    def _go_to(self, document: str, offset: int) -> None:
        self._host.post_message(PassageChosen(document, offset))

    # Other editors, and the folder of notes

    async def _import_edits(self) -> None:
        """Save the words that other editors wrote after the program had ended."""
        self._import_messages = (
            await self.ask(lambda actions: actions.drafting.external_edits.import_pending()) or []
        )
        if self._import_messages:
            self._host.post_message(LocatedNotesChanged())

    def _sync(self) -> None:
        if self._folder and self._is_corpus_read and not self._is_syncing:
            self._is_syncing = True
            self._run(partial(self._sync_folder, self._folder), WorkerGroup.NOTES_FOLDER)

    async def _sync_folder(self, folder: Path) -> None:
        """Synchronize the notes with the reader's folder."""
        try:
            message = await self.service.run(lambda actions: actions.sync(folder))
        except NoteActionError as refused:
            message = f"The folder of notes is unchanged: {refused}"
        finally:
            self._is_syncing = False
        if message and message != self._sync_message:
            self.show_status(message)
        self._sync_message = message

    # Workers

    def _start_refresh(self) -> None:
        self._run(self.refresh, WorkerGroup.NOTES_REFRESH, exclusive=True)

    def _start_marking(self) -> None:
        self._run(self._show_marks, WorkerGroup.NOTE_MARKS, exclusive=True)

    def _run(
        self,
        work: Callable[[], Coroutine[Any, Any, _ResultT]],
        group: WorkerGroup,
        *,
        exclusive: bool = False,
    ) -> Worker[_ResultT]:
        worker: Worker[_ResultT] = self._host.run_worker(work, group=group, exclusive=exclusive)
        return worker

    def _on_passage(self, reference: PassageRef) -> list[LocatedNote]:
        lookup = self._lookup
        return note_overlay.on_passage(
            reference, lookup.corpus_files, lookup.match_index, self.located_notes
        )
