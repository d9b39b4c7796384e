"""Seeing notes: where they stand in the open articles, the list of them, going there, undoing.

The store is spoken to through `NoteService`, in threads; nothing is drawn unless something changed.
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from textual import work
from textual.containers import Container
from textual.message import Message

from tui.corpus.corpus_file import CorpusFile
from tui.matching.matches import PassageRef
from tui.notes.location.located_notes import LocatedNotes
from tui.screens.matching import note_overlay
from tui.screens.matching.match_lookup import MatchLookup
from tui.screens.note_service.note_service import NoteActionError, NoteService
from tui.settings import Settings
from tui.text.span import Span
from tui.widgets.article.note_marks import NoteMarks
from tui.widgets.layout.panes import Panes
from tui.workspace.workspace import Workspace

if TYPE_CHECKING:
    from tui.notes.excluded_pairs import ExcludedPair
    from tui.notes.location.note_locator import LocateResult
    from tui.notes.location.orphans import Offers
    from tui.screens.note_service.note_actions import NoteActions, NotesState
    from tui.screens.notes.note_listing import ListingContext
    from tui.screens.notes.notes_dialog import NotesChoice
    from tui.widgets.notes.notes_list import NoteEntry

_LOOK_EVERY = 0.5
"""Seconds between looks for another reader's notes."""
_PATIENCE = 10
"""Looks left out after one that failed."""
_EXCHANGE_EVERY = 2.0
"""Seconds between looks at the folder of notes."""

_Any = TypeVar("_Any")


class NotesController(Container):
    """The panes, and the notes that stand on what they show."""

    @dataclass
    class GoTo(Message):
        """The reader wants to go to a passage."""

        document: str
        offset: int

    @dataclass
    class StatusMessage(Message):
        """Something was done, or could not be."""

        news: str

    class LocatedNotesChanged(Message):
        """Where notes stand has changed."""

    @dataclass
    class ExcludedPairsChanged(Message):
        """What the reader calls no match is known, or has changed."""

        excluded_pairs: "tuple[ExcludedPair, ...]"

    def __init__(
        self, panes: Panes, workspace: Workspace, settings: Settings, witnesses: MatchLookup
    ) -> None:
        super().__init__(id="noting")
        self.panes = panes
        self._settings = settings
        self._folder = None if settings.secure else settings.notes_folder
        self._witnesses = witnesses
        self._located_notes: LocatedNotes = witnesses.located_notes
        self._door = NoteService(workspace)
        self._open: CorpusFile | None = None
        self._version: tuple[int, int] | None = None
        self._followed: LocateResult | None = None
        self._offers: Offers = {}
        """Where notes may be whose files are gone."""
        self._is_read = False
        self._problem = ""
        """Why the store can't be reached, if it can't."""
        self._exchange_told = ""
        """What was said last of the exchange with the folder of notes."""
        self._taken_in: list[str] = []
        """What is said of words that another editor wrote while no reader waited for it."""
        self._shown: object = None
        """What the screen shows of all this."""
        self._looking = 0
        """How many looks are under way."""
        self._patience = 0
        """Looks left out until it is tried again."""

    def on_mount(self) -> None:
        """Look for notes every now and then; nothing is drawn unless there are others."""
        self.set_interval(_LOOK_EVERY, self._look_for_others)
        if self._folder:
            self.set_interval(_EXCHANGE_EVERY, self._exchange)

    def write_on_note(self, name: str) -> object:
        """Edit the note, or go on with the draft, called `name`: where notes are taken."""
        raise NotImplementedError

    # What the screen tells

    def open(self, corpus_file: CorpusFile) -> None:
        """Take notes on `corpus_file` from now on."""
        self._open = corpus_file
        self._followed = None
        if self._is_read:
            self._look()

    def corpus_read(self) -> None:
        """All articles are read: see which notes stand where."""
        if not self._is_read and self._door.has_external_edits:
            self._import_edits()
        self._is_read = True
        if not self._door.is_empty:
            self._look()

    def compared(self) -> None:
        """More is known of what other articles say: a note there shows here."""
        if self._located_notes:
            self._show_marks()

    def describe_notes(self, place: PassageRef) -> str:
        """What is noted on the passage at `place`, for one line; empty if nothing is."""
        if not self._located_notes:
            return ""
        w = self._witnesses
        found = note_overlay.on_passage(place, w.corpus_files, w.match_index, self._located_notes)
        if not found:
            return ""
        first = " ".join([note_overlay.glyph(found[0]), found[0].summary])
        return first + (f" (+{len(found) - 1})" if len(found) > 1 else "")

    @property
    def trouble(self) -> str:
        """What of the notes needs seeing to, in words; empty if all is well."""
        if self._problem:
            return f"Notes are not shown: {self._problem}"
        lost = self._followed.lost if self._followed else 0
        passages = f"{lost} noted passage{'s' if lost > 1 else ''} lost: o lists them"
        return " · ".join([*self._taken_in, *([passages] if lost else []), *self._orphaned])

    @property
    def _orphaned(self) -> list[str]:
        """What there is to say of notes that may be on the open article, whose files are gone."""
        document = self._open.id if self._open else ""
        here = sum(any(o.document == document for o in found) for found in self._offers.values())
        notes = "a note whose file is gone" if here == 1 else f"{here} notes whose files are gone"
        return [f"Perhaps {notes}: o lists {'it' if here == 1 else 'them'}"] if here else []

    @work(group="notes-manuscripts")
    async def _import_edits(self) -> None:
        """Keep what was written in other editors and never came back, as when the line broke."""
        self._taken_in = (
            await self._ask(lambda keeping: keeping.external_edits.import_pending()) or []
        )
        if self._taken_in:
            self.post_message(self.LocatedNotesChanged())

    # Where notes stand

    def _look_for_others(self) -> None:
        if not self._is_read or self._door.is_empty:
            return
        if self._patience:
            self._patience -= 1
        elif not self._looking and (self._version is None or self._door.version() != self._version):
            self._look()

    @work(group="notes-look", exclusive=True)
    async def _look(self) -> None:
        await self._look_now()

    async def _look_now(self) -> None:
        corpus_files, opened = list(self._witnesses.corpus_files.values()), self._open
        self._looking += 1
        try:
            seen = await self._door.run(
                lambda keeping: keeping.refresh(corpus_files, opened, self._located_notes)
            )
            self._take(seen, opened)
            offers = await self._door.run(lambda keeping: keeping.offers(corpus_files))
        except NoteActionError as refused:
            self._patience = _PATIENCE
            if str(refused) != self._problem:
                self._problem, self._shown = str(refused), None
                self.post_message(self.LocatedNotesChanged())
            return
        finally:
            self._looking -= 1
        if offers != self._offers:
            self._offers = offers
            self.post_message(self.LocatedNotesChanged())

    def _take(self, seen: "NotesState", opened: CorpusFile | None) -> None:
        """Show what was seen of the notes on the article `opened`, if that is still open."""
        self.post_message(self.ExcludedPairsChanged(seen.excluded_pairs))
        if opened is not self._open:
            return
        self._problem = ""
        self._version, self._followed = seen.version, seen.followed
        shown = self._located_notes.version, self._followed, opened
        if shown != self._shown:
            self._shown = shown
            self._show_marks()
            self.post_message(self.LocatedNotesChanged())

    @work(group="notes-marks", exclusive=True)
    async def _show_marks(self) -> None:
        opened, w = self._open, self._witnesses
        if opened is None or opened.document is None:
            return
        args = opened.id, opened.document, w.corpus_files, w.match_index, self._located_notes
        found: NoteMarks = await asyncio.to_thread(note_overlay.marks, *args)
        if opened is self._open:
            self.panes.reader.annotate(found)

    # Doing

    async def _ask(self, question: Callable[["NoteActions"], _Any]) -> _Any | None:
        """What the store answers; when it can't, the reader is told why."""
        try:
            answer: _Any = await self._door.run(question)
        except NoteActionError as refused:
            self._tell(str(refused))
            return None
        return answer

    @work(group="notes")
    async def _act(self, change: Callable[["NoteActions"], str]) -> None:
        self._tell(await self._changed(change))

    @work(group="notes")
    async def _change(self, change: Callable[["NoteActions"], str]) -> str:
        """Carry out `change` whatever becomes of the sheet that asked for it; what was done."""
        return await self._changed(change)

    async def _changed(self, change: Callable[["NoteActions"], str]) -> str:
        try:
            message: str = await self._door.run(change)
        except NoteActionError as refused:
            return str(refused)
        await self._look_now()
        return message

    def _tell(self, news: str) -> None:
        self.post_message(self.StatusMessage(news))

    @work(group="notes-folder", exclusive=True)
    async def _exchange(self) -> None:
        """Exchange notes with the folder the reader named."""
        if self._folder and self._is_read:
            folder = self._folder
            try:
                message = await self._door.run(lambda keeping: keeping.sync(folder))
            except NoteActionError as refused:
                message = f"The folder of notes is left as it is: {refused}"
            if message and message != self._exchange_told:
                self._tell(message)
            self._exchange_told = message

    # The list of notes

    def action_note_list(self) -> None:
        # only once asked for
        from tui.screens.notes.notes_dialog import NotesDialog  # noqa: PLC0415

        self.app.push_screen(
            NotesDialog(self._door, self._about, self._change, self._settings.keys),
            self._take_outcome,
        )

    async def _about(self) -> "ListingContext":
        from tui.screens.notes.note_listing import ListingContext  # noqa: PLC0415

        self._taken_in = []  # here it is seen
        if self._version is None or self._door.version() != self._version:
            await self._look_now()
        opened, w = self._open, self._witnesses
        if opened is None:
            return ListingContext(None)
        place = PassageRef(opened.id, self.panes.reader.passage)
        found = note_overlay.on_passage(place, w.corpus_files, w.match_index, self._located_notes)
        passages = opened.document.passages if opened.document else ()
        here = passages[place.passage].span if place.passage < len(passages) else Span(0, 0)
        notes = tuple(s.note for s in found)
        return ListingContext(
            opened, notes, self._followed, here, self._offers, dict(w.corpus_files)
        )

    def _take_outcome(self, outcome: "NotesChoice | None") -> None:
        if outcome is None:
            return
        if outcome.edit:
            self.write_on_note(outcome.entry.note)
        else:
            self._go_to_note(outcome.entry)

    @work(group="notes")
    async def _go_to_note(self, entry: "NoteEntry") -> None:
        opened, followed = self._open, self._followed
        if opened is None or opened.document is None:
            return
        if entry.candidate is not None and entry.place:
            self.post_message(self.GoTo(*entry.place))
            return
        if entry.candidate is not None and followed:
            span = followed.found[entry.note, entry.n].candidates[entry.candidate]
            self.post_message(self.GoTo(opened.id, span.start))
            return
        corpus_files = list(self._witnesses.corpus_files.values())
        here = opened.id, opened.document.passages[self.panes.reader.passage].span
        found = await self._ask(lambda keeping: keeping.passage(entry.note, corpus_files, here))
        if isinstance(found, tuple):
            self.post_message(self.GoTo(found[0], found[1].start))
        elif found and entry.place:
            self.post_message(self.GoTo(*entry.place))
        elif found:
            self._tell(found)

    def action_note_undo(self) -> None:
        self._act(lambda keeping: keeping.undo())

    def action_note_redo(self) -> None:
        self._act(lambda keeping: keeping.redo())

    # Bookmarks

    @work(group="notes")
    async def _go_to_named(self, letter: str) -> None:
        corpus_files = list(self._witnesses.corpus_files.values())
        found = await self._ask(lambda keeping: keeping.named(letter, corpus_files))
        if isinstance(found, tuple):
            self.post_message(self.GoTo(found[0], found[1].start))
        elif found:
            self._tell(found)
