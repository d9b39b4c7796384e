"""The reading screen: it owns the controllers of files, matches and notes, and shows their state.

Values go down to the panes, messages come up from them; scrolling only looks results up.
"""

from collections.abc import Callable, Collection, Iterable
from contextlib import ExitStack
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import events, on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.timer import Timer
from textual.widget import Widget
from textual.worker import Worker

from tui.commands import FOOTERS, hints
from tui.corpus.corpus_file import CorpusFile
from tui.corpus.display_titles import DisplayTitles
from tui.screens.base.current_size_screen import CurrentSizeScreen
from tui.screens.base.first_paint import FirstPaintGate
from tui.screens.base.navigation_history import NavigationEntry, NavigationHistory
from tui.screens.base.progress_rate import ProgressRate
from tui.screens.base.worker_groups import WorkerGroup
from tui.screens.collation.controller import CollationController
from tui.screens.collation.novelty_controller import NoveltyController
from tui.screens.commands.collation_commands import CollationCommands
from tui.screens.commands.document_commands import DocumentCommands
from tui.screens.commands.export_commands import ExportCommands
from tui.screens.commands.match_commands import MatchCommands
from tui.screens.commands.note_commands import NoteCommands
from tui.screens.commands.novelty_commands import NoveltyCommands
from tui.screens.commands.passage_commands import PassageCommands
from tui.screens.commands.search_commands import SearchCommands
from tui.screens.documents.document_entries import title
from tui.screens.documents.document_order import DocumentOrder
from tui.screens.documents.files_controller import FilesController
from tui.screens.documents.list_display import ListDisplay
from tui.screens.documents.position_tracker import PositionTracker
from tui.screens.matching.match_display import MatchDisplay
from tui.screens.matching.matching_controller import MatchingController
from tui.screens.matching.source_selection import SourceSelection
from tui.screens.messages import (
    CardChanged,
    ClaimsReady,
    CollationReady,
    CorpusUpdated,
    DocumentOrderChanged,
    ExcludedPairsChanged,
    ExportRequested,
    FilesChecked,
    FilesRead,
    FilesReloaded,
    FoldersChanged,
    LocatedNotesChanged,
    MatchesAdded,
    MatchesRescored,
    MatchingFailed,
    NoveltyReady,
    NoveltyToggled,
    PassageChosen,
    RecurringLinesToggled,
    SiglaChanged,
    StatusChanged,
)
from tui.screens.note_service.note_service import NoteService
from tui.screens.notes.notes_controller import NotesController
from tui.screens.reading.status_text import StatusText
from tui.settings import Settings
from tui.text.document import CARRIES_CLAIMS, Document
from tui.widgets.article.article_view import ArticleView
from tui.widgets.core.bindings import bindings
from tui.widgets.core.status_line import READER, StatusLine
from tui.widgets.documents.document_list import DocumentList
from tui.widgets.layout.panes import FULL_BELOW, Panes
from tui.widgets.sources.sources_panel import SourcesPanel
from tui.workspace.workspace import Workspace

if TYPE_CHECKING:
    from tui.corpus.file_change import FileChange
    from tui.workspace.document_reload import ReloadedFile


_PAINT_AFTER = 0.15
"""Longest wait of the first paint in seconds: one paint instead of five."""
_UPDATE_AGAIN = 0.3
"""Seconds until an update of the files that came while a note was written is tried again."""
_KEEP_AFTER = 0.5
"""Seconds from a move until the position is saved: `kill -9` loses at most these."""
_UPDATE_AFTER = 2.0
"""Seconds without a key until the list shows lower numbers of new passages."""


class ReadingScreen(CurrentSizeScreen[None]):
    """The documents, the open article, and its matches in other sources."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("place.")]
    AUTO_FOCUS = "#reader"  # from the start, because every change of focus styles all widgets again
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (80, "-middle"), (110, "-wide"), (160, "-huge")]  # noqa: RUF012

    def __init__(self, workspace: Workspace, settings: Settings) -> None:
        super().__init__()
        self._workspace = workspace
        self._settings = settings
        self._corpus_files: dict[str, CorpusFile] = {}
        self._titles = DisplayTitles()
        self.collation = CollationController(self, self._corpus_files, self._titles)
        self.matching = MatchingController(
            self,
            workspace,
            self._corpus_files,
            self._titles,
            self.collation.lookup,
            semantic=settings.semantic,
        )
        lookup, panes = self.matching.lookup, Panes(settings.width, id="panes")
        # It will have the focus; if it has it now, it is styled only once.
        panes.reader.set_reactive(ArticleView.has_focus, True)  # noqa: FBT003  # Textual's
        panes.reader.expand_hint = hints(settings.keys, "passage.collapse shows them")
        self._panes, self._reader = panes, panes.reader
        self._status = StatusLine(dict(settings.keys), id="status")
        self.selection = SourceSelection(lookup, panes.reader)
        self._positions = PositionTracker(workspace)
        self.novelty = NoveltyController(
            self, workspace, self._corpus_files, self._positions.is_read
        )
        self._display = MatchDisplay(lookup, self.selection, panes, self.novelty.known_elsewhere)
        self.notes = NotesController(
            self,
            NoteService(workspace),
            lookup,
            panes.reader,
            folder=None if settings.secure else settings.notes_folder,
        )
        keys = settings.keys
        self._search_commands = SearchCommands(
            workspace, self._corpus_files, self._titles, panes, keys
        )
        self._passage_commands = PassageCommands(
            self.selection, self._titles, panes, self.novelty, keys
        )
        self._novelty_commands = NoveltyCommands(self.novelty, self.selection, panes.documents)
        self._match_commands = MatchCommands(settings, lookup, self.selection, self.notes, panes)
        self._note_commands = NoteCommands(settings, lookup, self.selection, self.notes, panes)
        self._collation_commands = CollationCommands(
            settings,
            lookup,
            self.selection,
            self.notes,
            collation=self.collation,
            note_commands=self._note_commands,
        )
        self._export_commands = ExportCommands(
            workspace, self._corpus_files, self.notes, self.collation
        )
        self._open = ""
        """The id of the open document."""
        self._files = FilesController(
            self,
            workspace,
            self._corpus_files,
            watch=settings.watch,
            may_update=lambda: self._may_update,
        )
        self._order = DocumentOrder(self, workspace, self.notes.act)
        self._list = ListDisplay(
            self,
            panes.documents,
            self._corpus_files,
            self.matching.match_index,
            self._titles,
            files=self._files,
            order=self._order,
            positions=self._positions,
            describe_novelty=self.novelty.describe,
        )
        self._document_commands = DocumentCommands(
            workspace,
            self._corpus_files,
            self._files,
            self.matching,
            documents=panes.documents,
            order=self._order,
        )
        self._state = StatusText(
            workspace,
            self._corpus_files,
            keys,
            files=self._files,
            matching=self.matching,
            collation=self.collation,
            selection=self.selection,
            notes=self.notes,
            passages=self._passage_commands,
            search=self._search_commands,
        )
        self._history = NavigationHistory()
        self._begun = ("", 0)
        """The first opened document and offset, until the reader moves."""
        self._first_paint = FirstPaintGate(self)
        self._keeping: Timer | None = None
        self._outdated: set[str] = set()
        """The documents whose rows in the list show too many new passages."""
        self._updating: Timer | None = None
        self._state_shown = ""
        """The last state of the reader in the status line."""
        self._message = ""
        """The progress of the matching on the screen."""
        self._rate = ProgressRate()
        self._reload_message = ""
        """The result of reading files again, until the reader moves."""
        self._reloaded_at = 0
        """The passage on the reading line at that time."""

    def compose(self) -> ComposeResult:
        """Yield panes and status line; the stylesheet hides those without room."""
        width = self.app.size.width
        wide = [name for least, name in self.HORIZONTAL_BREAKPOINTS if width >= least][-1]
        self.add_class(wide, update=False)  # at once, else all widgets would be styled twice
        self._panes.set_class(width < FULL_BELOW, "-full", update=False)
        with (
            self._export_commands,
            self._document_commands,
            self._search_commands,
            self._passage_commands,
            self._novelty_commands,
            self._collation_commands,
            self._match_commands,
            self._note_commands,
        ):
            yield self._panes
        yield self._status

    def on_mount(self) -> None:
        """Read the corpus; paint with the first documents, or without them if they take long."""
        self.notes.start()
        self._status.message = "Reading…"
        self._first_paint.hold()
        self.set_timer(_PAINT_AFTER, self._first_paint.release)
        self.set_timer(_PAINT_AFTER + _KEEP_AFTER, self._keep_paths)
        self._files.read(self._first_paint.painted)

    def on_screen_resume(self, event: events.ScreenResume) -> None:
        """Style no widget again when first shown: all were styled when they were mounted."""
        event.refresh_styles = bool(self._corpus_files)

    def watch_focused(self, focused: Widget | None) -> None:
        """Show the keys of the focused pane.

        Events of focus bubble through queues of different lengths, and may come out of order.
        """
        names = (node.id or "" for node in focused.ancestors_with_self) if focused else ()
        self._status.keyboard = next((name for name in names if name in FOOTERS), READER)

    def on_unmount(self) -> None:
        """Save the position, however the program ends; end the matching."""
        self._note_reading()
        self.novelty.keep()
        self._positions.keep(self._open)
        self._files.stop()
        self._workspace.give_up()

    @work(thread=True, group=WorkerGroup.PATHS)
    def _keep_paths(self) -> None:
        """Save the paths that are read, once they are on the screen."""
        self._workspace.keep_paths()

    # Reading the corpus, in threads

    @on(FilesRead)
    def _take_files(self, event: FilesRead) -> None:
        self.matching.is_prefetched |= self._workspace.is_prefetched
        for corpus_file, position in event.read:
            self._corpus_files[corpus_file.id] = corpus_file
            self._positions.take(corpus_file, position)
        is_due = event.last or self._list.is_due
        if is_due:
            self._titles.take(self._corpus_files.values(), self._order.sigla)
            if opened := self._corpus_files.get(self._open):
                self._name_reader(opened)
        if self._open and any(corpus_file.id == self._open for corpus_file, _ in event.read):
            self._show_whole(self._corpus_files[self._open])
        elif not self._open or self._begun == (self._open, self._reader.offset_here):
            self._open_first()
        if event.last:
            self.matching.start()
            self.notes.corpus_read()
            self._show_answer()
            self._files.start_checking()
            self._order.keep_sigla(self._corpus_files.values())
        if is_due:
            self._list.update()
        if self._rate.is_known:
            self._show_status()
        if not self.matching.is_prefetched:
            self._first_paint.release()

    @property
    def _reading(self) -> str:
        """The progress of the reading in words, if it takes a while; empty when all is read."""
        if self._files.is_read or not self._rate.is_known:
            return ""
        return f"reading {self._rate.describe(len(self._corpus_files))}"

    def _open_first(self) -> None:
        """Open the document that was read last, or else the first one."""
        if readable := self.matching.readable:
            # All positions are empty here: no document was ever read. The first one is opened.
            first, position = self._workspace.first, self._positions.of
            last = max(readable, key=lambda one: (one.id == first, position(one.id).changed))
            if last.id != self._open:
                self._open_document(last.id)
            self._begun = (self._open, self._reader.offset_here)
        elif any(corpus_file.partial for corpus_file in self._corpus_files.values()):
            self._say("Waiting for the disk…")
        elif self._corpus_files:
            self._say("None of these files can be read; the list says why")
        else:
            self._say("There is no article here")

    def _show_whole(self, corpus_file: CorpusFile) -> None:
        """Show a long document whole instead of its beginning, at the same position."""
        kept = self._positions.of(corpus_file.id)
        self._display.invalidate()
        self._reader.show(corpus_file.document, self._reader.offset_here or kept.offset)
        self._note_commands.end_selecting()
        self.notes.open(corpus_file)

    # Matching and collation, in threads

    @property
    def is_settled(self) -> bool:
        """True once all readable files are read, compared and grouped."""
        return self.matching.is_settled

    def _compare_again(self, documents: Collection[str]) -> None:
        """Compare again, because the text of `documents` has changed."""
        self.collation.drop()
        self.novelty.drop()
        self.matching.restart(documents)

    @on(MatchesAdded)
    @on(MatchesRescored)
    def _take_matches(self, event: MatchesAdded | MatchesRescored) -> None:
        documents = self.matching.take(event)
        if documents is not None:
            self._show_matches(documents)

    @on(ClaimsReady)
    def _take_claims(self, event: ClaimsReady) -> None:
        documents = self.matching.take(event)
        if documents is None:
            return
        if self.matching.is_compared:
            self.collation.update(
                self.matching.match_index.all,
                event.grouping,
                meaning=self.matching.is_rescored,
            )
        self._show_matches(documents)

    @on(CollationReady)
    def _take_collation(self, event: CollationReady) -> None:
        if self.collation.take(event):
            self.novelty.update(event.comparison)
            self._display.invalidate()
            self._show_matches(tuple(self._corpus_files))

    @on(NoveltyReady)
    def _take_novelty(self, event: NoveltyReady) -> None:
        if self.novelty.take(event):
            self._show_novelty()
        if event.text:
            self._say(event.text)

    @on(NoveltyToggled)
    def _toggle_novelty(self) -> None:
        self._show_novelty()
        state = (
            "shown" if self.novelty.is_shown else "not shown; your reading is saved all the same"
        )
        self._say(f"What is new to you is {state}")

    def _show_novelty(self) -> None:
        """Show the novelty of the open article, there and in the list."""
        if self._document:
            self._display.update_margin()
        self._list.update()

    @on(ExcludedPairsChanged)
    def _take_excluded_pairs(self, event: ExcludedPairsChanged) -> None:
        self.matching.exclude(event.excluded_pairs)

    @on(Worker.StateChanged)
    def _read_on_without_matching(self, event: Worker.StateChanged) -> None:
        """Continue without matches after a worker of the matching has failed."""
        if self.matching.fail(event):
            self.post_message(MatchingFailed(event.worker.error))
            self._show_matches(())

    def _show_matches(self, documents: Collection[str]) -> None:
        """Show that the matches of `documents` have changed."""
        if self.is_settled or not self.matching.is_prefetched:
            self._first_paint.release()
        if self._open in documents:
            self._display.update_margin()
            self.notes.matches_changed()
            self._show_answer(passing=True)
        self._list.update_soon()
        if self.matching.progress != self._message:
            self._message = self.matching.progress
            self._show_status()

    # Changes on the disk

    @on(FilesChecked)
    def _take_checked(self, event: FilesChecked) -> None:
        before = self._files.changes.get(self._open)
        self._files.take_checked(event)
        self._tell_change(before)
        self._show_changes()

    def _tell_change(self, before: "FileChange | None") -> None:
        """Tell of a change of the open article rather than of what was read before."""
        if self._files.changes.get(self._open) is not before:
            self._reload_message = ""

    def _show_changes(self) -> None:
        if corpus_file := self._corpus_files.get(self._open):
            self._name_reader(corpus_file)
        self._list.update()
        self._show_status()

    @on(FilesReloaded)
    def _take_reloaded(self, event: FilesReloaded) -> None:
        """Replace the files, and continue at the same positions in them."""
        self._note_reading()
        self._files.take_reloaded(event)
        result, self._reload_message = event.result, event.result.message
        place = self._reader.offset_here
        for one in result.read:
            if one.corpus_file.id == self._open:
                place = one.carry_offset(place)
        self._replace_files(result.read)
        if result.documents:
            self._compare_again(result.documents)
        if self._open in result.documents:
            self._open_document(self._open, place, self.selection.source)
        elif not self._open:
            self._open_first()
        self.notes.corpus_read()
        self._reloaded_at = self._reader.passage
        self._show_answer()
        self._show_changes()

    def _replace_files(self, read: "Iterable[ReloadedFile]") -> None:
        """Replace files by what was read of them now, with the places in them."""
        for one in read:
            corpus_file = one.corpus_file
            self._corpus_files[corpus_file.id] = corpus_file
            self._positions.take(corpus_file, one.position)
            if corpus_file.document:
                self._positions.carry(corpus_file, one.carry_offset)
                self._history.carry(corpus_file.id, one.carry_offset)
            self.matching.lookup.located_notes.replace_some({corpus_file.id: ()})
        self._titles.take(self._corpus_files.values(), self._order.sigla)
        self._order.keep_sigla(self._corpus_files.values())

    @property
    def _may_update(self) -> bool:
        """True if files may be replaced now.

        They may not while the reader writes a note or a dialog is open, and until the prefetch
        process has sent its matches.
        """
        is_occupied = self._note_commands.has_prompt or self.app.screen is not self
        return not is_occupied and not self._workspace.is_prefetched

    @on(FoldersChanged)
    def _take_touched(self, event: FoldersChanged) -> None:
        self._files.take_touched(event)

    @on(CorpusUpdated)
    def _take_updated(self, event: CorpusUpdated) -> None:
        """Take in files that appeared, changed or vanished; the open article stays as it is."""
        if not self._may_update:
            self.set_timer(_UPDATE_AGAIN, partial(self.post_message, event))
            return
        before = self._files.changes
        self._files.take_updated(event.update)
        read = [one for one in event.update.read if one.corpus_file.id != self._open]
        if read:
            had = {one.corpus_file.id for one in read if self._has_document(one.corpus_file.id)}
            self._replace_files(read)
            self._reload_message = event.update.message
            self._reloaded_at = self._reader.passage
            texts = had.union(o.corpus_file.id for o in read if o.corpus_file.document)
            if texts:
                self._compare_again(texts)
                self._display.invalidate()
            if not self._open:
                self._open_first()
            self.notes.corpus_read()
            self._show_answer()
        self._tell_change(before.get(self._open))
        if read or self._files.changes != before:
            self._show_changes()

    def _has_document(self, document_id: str) -> bool:
        corpus_file = self._corpus_files.get(document_id)
        return corpus_file is not None and corpus_file.document is not None

    # Navigation

    @on(DocumentList.DocumentChosen)
    def _read_chosen(self, event: DocumentList.DocumentChosen) -> None:
        self._read_document(event.id)

    def _read_document(self, document_id: str | None) -> None:
        """Open a document at its position, with an entry in the history."""
        if document_id and document_id != self._open and self._has_document(document_id):
            self._leave()
            self._open_document(document_id)
        self._panes.read()

    def _open_document(self, document_id: str, offset: int | None = None, source: str = "") -> None:
        self._note_reading()
        self.novelty.begin_visit()
        corpus_file = self._corpus_files[document_id]
        kept = self._positions.of(document_id)
        self._open = self.matching.first = self._files.open_document = document_id
        self._files.added.discard(document_id)
        self.selection.open(document_id, source)
        self._display.invalidate()
        self._search_commands.open(document_id)
        self._name_reader(corpus_file)
        if offset is None:
            is_known = document_id in self._positions.known
            offset = kept.offset if is_known else _first_claim(corpus_file.document)
        self._reader.show(corpus_file.document, offset)
        self._update_position()
        self._note_commands.end_selecting()
        self.notes.open(corpus_file)
        self._display.update_margin()
        self._list.update()

    def _name_reader(self, corpus_file: CorpusFile) -> None:
        self._reader.set_title(f"2 {title(corpus_file, self._titles, self._files.changes)}")

    def _leave(self) -> None:
        """Add the present position to the history, before a jump."""
        if self._open:
            self._history.leave(
                NavigationEntry(self._open, self._reader.offset_here, self.selection.source)
            )

    def action_place_back(self) -> None:
        place = self._history.back()
        while place and not self._has_document(place.document):
            place = self._history.back()
        if place is None:
            self._say("There is no earlier position to return to")
            return
        self._open_document(place.document, place.offset, place.source)
        self._panes.read()

    @on(SiglaChanged)
    def _take_sigla(self) -> None:
        self._titles.take(self._corpus_files.values(), self._order.sigla)
        self.collation.cite()
        self._display.invalidate()
        self._show_changes()
        self._show_answer()

    @on(ExportRequested)
    def _export(self) -> None:
        self._export_commands.action_export_write()

    @on(DocumentList.CursorMoved)
    def _show_problem(self, event: DocumentList.CursorMoved) -> None:
        if event.problem:
            self._say(event.problem)
        else:
            self._show_status()

    # The passage on the reading line, and its matches

    @on(ArticleView.PassageReached)
    def _reach(self) -> None:
        if self._reader.passage != self._reloaded_at:
            self._reload_message = ""
        self._note_reading()
        self._update_position()
        if self._open:
            self._list.update_progress([self._open])
        self._update_progress()
        self._show_answer()

    def _update_position(self) -> None:
        """Set the position, and save it after a while."""
        corpus_file = self._corpus_files.get(self._open)
        if corpus_file is None or corpus_file.partial:
            return
        self._positions.move(
            corpus_file, self._reader.offset_here, at_end=self._reader.is_read_to_end
        )
        if self._keeping is None:
            self._keeping = self.set_timer(_KEEP_AFTER, self._rest)

    def _note_reading(self) -> None:
        """Record the passages that the reading line has passed in the open document."""
        if read := self._reader.take_read():
            self.novelty.read(self._open, read)

    def _rest(self) -> None:
        """Save the position, and the passages that were read."""
        self._keeping = None
        self._keep_beside()
        if changed := self.novelty.rest():
            self._outdated.update(changed)
            if self._updating is None:
                self._updating = self.set_timer(_UPDATE_AFTER, self._update_progress)

    def _update_progress(self) -> None:
        """Show how much is new where that has changed: with the next frame, or after a while."""
        if self._updating is None:
            return
        self._updating.stop()
        self._updating = None
        self._hold_frame()
        self._list.update_progress(self._outdated)
        self._outdated.clear()
        if self._status.message == self._state_shown:
            self._show_status()

    @work(thread=True, group=WorkerGroup.POSITION)
    def _keep_beside(self) -> None:
        self._positions.keep(self._open)

    @on(CardChanged)
    def _show_chosen_card(self) -> None:
        self._show_answer()

    @on(SourcesPanel.CardChosen)
    def _choose_clicked(self, event: SourcesPanel.CardChosen) -> None:
        if event.again:
            self._match_commands.action_card_open()
        else:
            self.selection.choose(event.number)
            self._show_answer()

    @on(PassageChosen)
    def _go_to_chosen(self, event: PassageChosen) -> None:
        if not self._has_document(event.document):
            self._say("That article is not there any more")
            return
        self._leave()
        if event.document != self._open or event.source:
            self._open_document(event.document, event.offset, source=event.source)
        self._reader.go_to(event.offset)
        self._panes.read()

    @on(DocumentOrderChanged)
    def _show_in_order(self) -> None:
        self._list.update()

    @on(RecurringLinesToggled)
    def _toggle_recurring_lines(self) -> None:
        if not self.is_settled:
            self._say("Not all articles are compared yet")
            return
        keep = self._workspace.keep_recurring = not self._workspace.keep_recurring
        self._compare_again(tuple(self._corpus_files))
        self._show_matches(tuple(self._corpus_files))
        self._say(f"Recurring lines are {'compared' if keep else 'left out'}")

    @on(StatusChanged)
    def _say_changed(self, event: StatusChanged) -> None:
        self._say(event.text) if event.text else self._show_status()

    @on(LocatedNotesChanged)
    def _show_notes(self) -> None:
        self._display.invalidate()
        self._show_answer()

    # Leaving

    def copy_selection(self) -> bool:
        """Copy the selected words; return False if there are none."""
        return self._note_commands.copy_selection()

    def leave(self, leave: Callable[[], None]) -> None:
        """Call `leave` at once; if a note is being written, after it is saved or discarded."""
        self._note_commands.leave(leave)

    # The panes and the status line

    @property
    def _document(self) -> Document | None:
        corpus_file = self._corpus_files.get(self._open)
        return corpus_file.document if corpus_file else None

    def _show_answer(self, *, passing: bool = False) -> None:
        """Show the matches of the selected passage, unless they are shown already.

        If `passing`, the status line keeps its text.
        """
        if not self._display.is_current:
            self._hold_frame()
            self._display.update()
            if not passing:
                self._show_status()

    def _hold_frame(self) -> None:
        """Hold the next frame until the panel has its new view: one frame, not two."""
        held = ExitStack()
        held.enter_context(self.app.batch_update())

        def let_go() -> None:
            held.close()
            self.check_idle()

        if not self._panes.sources.call_later(let_go):
            held.close()

    def _show_status(self) -> None:
        if text := self._state.describe(self._reading, self._reload_message):
            self._state_shown = text
            self._say(text)

    def _say(self, news: str) -> None:
        self._status.message = news


def _first_claim(document: Document | None) -> int:
    """Return the offset at which an article is opened for the first time.

    It is the start of the first passage with a claim, after any navigation text above it.
    """
    passages = document.passages if document else ()
    return next((p.span.start for p in passages if p.role in CARRIES_CLAIMS), 0)
