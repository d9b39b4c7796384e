"""The reading screen: it hands messages to the controllers of files, matches and notes.

Values go down to the panes, messages come up from them; scrolling only looks results up.
"""

from collections.abc import Callable, Collection
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widget import Widget
from textual.worker import Worker

from tui.commands import FOOTER_ALWAYS, FOOTER_OVER_LIST, FOOTERS, hints
from tui.screens.base.current_size_screen import CurrentSizeScreen
from tui.screens.base.first_paint import FirstPaintGate
from tui.screens.base.worker_groups import WorkerGroup
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
    NoveltyReady,
    NoveltyToggled,
    PassageChosen,
    RecurringLinesToggled,
    SiglaChanged,
    StatusChanged,
    WorkerFailed,
)
from tui.screens.reading.controllers import ReadingControllers
from tui.screens.reading.reading_progress import SAVE_AFTER
from tui.settings import Settings
from tui.widgets.article.article_view import ArticleView
from tui.widgets.core.bindings import bindings
from tui.widgets.core.status_line import READER, StatusLine
from tui.widgets.documents.document_list import DocumentList
from tui.widgets.layout.panes import FULL_BELOW, Panes
from tui.widgets.sources.sources_panel import SourcesPanel
from tui.workspace.workspace import Workspace

_PAINT_AFTER = 0.15
"""Longest wait of the first paint in seconds: one paint instead of five."""


class ReadingScreen(CurrentSizeScreen[None]):
    """The documents, the open article, and its matches in other sources."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("place.")]
    AUTO_FOCUS = "#reader"  # from the start, because every change of focus styles all widgets again
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (80, "-middle"), (110, "-wide"), (160, "-huge")]  # noqa: RUF012

    def __init__(self, workspace: Workspace, settings: Settings) -> None:
        super().__init__()
        self._workspace = workspace
        self._panes = _make_panes(settings)
        always = FOOTER_OVER_LIST if workspace.first else FOOTER_ALWAYS
        self._status_line = StatusLine(dict(settings.keys), always=always, id="status")
        self._first_paint = FirstPaintGate(self)
        controllers = ReadingControllers(self, workspace, settings, self._panes, self._status_line)
        self.contents, self._files, self._updates = (
            controllers.contents,
            controllers.files,
            controllers.updates,
        )
        self.matching, self.collation, self.novelty = (
            controllers.matching,
            controllers.collation,
            controllers.novelty,
        )
        self._comparison = controllers.comparison
        self.selection, self.notes, self.order = (
            controllers.selection,
            controllers.notes,
            controllers.order,
        )
        self._commands, self._navigation = controllers.commands, controllers.navigation
        self._article, self._documents, self._status = (
            controllers.article,
            controllers.documents,
            controllers.status,
        )
        self.progress = controllers.progress

    def compose(self) -> ComposeResult:
        """Yield panes and status line; the stylesheet hides those without room."""
        width = self.app.size.width
        wide = [name for min_width, name in self.HORIZONTAL_BREAKPOINTS if width >= min_width][-1]
        self.add_class(wide, update=False)  # at once, else all widgets would be styled twice
        self._panes.set_class(width < FULL_BELOW, "-full", update=False)
        with self._commands.around():
            yield self._panes
        yield self._status_line

    def on_mount(self) -> None:
        """Read the corpus; paint with the first documents, or without them if they take long."""
        self.notes.start()
        self._status.say("Reading…")
        self._first_paint.hold()
        self.set_timer(_PAINT_AFTER, self._first_paint.release)
        self.set_timer(_PAINT_AFTER + SAVE_AFTER, self._keep_paths)
        self._files.read(self._first_paint.painted)

    def _keep_paths(self) -> None:
        """Save the paths that are read, in a thread, once they are on the screen."""
        self.run_worker(self._workspace.keep_paths, thread=True, group=WorkerGroup.PATHS)

    def on_screen_resume(self, event: events.ScreenResume) -> None:
        """Style no widget again when first shown: all were styled when they were mounted."""
        event.refresh_styles = bool(self.contents.files)

    def _compositor_refresh(self) -> None:
        """Paint the changes, but not while frames are held: they would be drawn and dropped."""
        if self._first_paint.is_raised:
            super()._compositor_refresh()

    def watch_focused(self, focused: Widget | None) -> None:
        """Show the keys of the focused pane.

        Events of focus bubble through queues of different lengths, and may come out of order.
        """
        names = (node.id or "" for node in focused.ancestors_with_self) if focused else ()
        self._status_line.keyboard = next((name for name in names if name in FOOTERS), READER)

    # The open article

    @on(DocumentList.DocumentChosen)
    def _read_chosen(self, event: DocumentList.DocumentChosen) -> None:
        self._navigation.read(event.id)

    @on(PassageChosen)
    def _go_to_chosen(self, event: PassageChosen) -> None:
        self._navigation.go_to(event)

    def action_place_back(self) -> None:
        self._navigation.back()

    @on(ArticleView.PassageReached)
    def _reach(self) -> None:
        self._article.follow()

    # The cards of the selected passage

    @on(CardChanged)
    def _show_chosen_card(self) -> None:
        self._article.show_cards()

    @on(SourcesPanel.CardChosen)
    def _choose_clicked(self, event: SourcesPanel.CardChosen) -> None:
        if event.again:
            self._commands.matches.action_card_open()
        else:
            self.selection.choose(event.number)
            self._article.show_cards()

    @on(LocatedNotesChanged)
    def _show_notes(self) -> None:
        self._article.show_cards_anew()

    # Files: the first reading, and changes on the disk

    @on(FilesRead)
    def _take_files(self, event: FilesRead) -> None:
        self.matching.is_prefetched |= self._workspace.is_prefetched
        self._updates.take_read(event)
        if not self.matching.is_prefetched:
            self._first_paint.release()

    @on(FoldersChanged)
    def _take_touched(self, event: FoldersChanged) -> None:
        self._files.take_touched(event)

    @on(FilesChecked)
    def _take_checked(self, event: FilesChecked) -> None:
        self._updates.take_checked(event)

    @on(FilesReloaded)
    def _take_reloaded(self, event: FilesReloaded) -> None:
        self._updates.take_reloaded(event)

    @on(CorpusUpdated)
    def _take_updated(self, event: CorpusUpdated) -> None:
        self._updates.take_updated(event)

    # Matching and collation

    @property
    def is_settled(self) -> bool:
        """True once all readable files are read, compared and grouped."""
        return self.matching.is_settled

    @on(MatchesAdded)
    @on(MatchesRescored)
    @on(ClaimsReady)
    @on(CollationReady)
    def _take_result(
        self, event: MatchesAdded | MatchesRescored | ClaimsReady | CollationReady
    ) -> None:
        documents = self._comparison.take(event)
        if documents is not None:
            self._show_matches(documents)

    @on(ExcludedPairsChanged)
    def _take_excluded_pairs(self, event: ExcludedPairsChanged) -> None:
        self.matching.exclude(event.excluded_pairs)

    @on(Worker.StateChanged)
    def _read_on_without(self, event: Worker.StateChanged) -> None:
        """Continue without matches, or without novelty, after a worker of theirs has failed."""
        if self.matching.fail(event):
            self._show_matches(())
        elif self.novelty.fail(event):
            self._show_novelty()
            self._status.say("What is new to you is not known; the log has the error")
        else:
            return
        self.post_message(WorkerFailed(event.worker.error))

    def _show_matches(self, documents: Collection[str]) -> None:
        """Show that the matches of `documents` have changed."""
        if self.is_settled or not self.matching.is_prefetched:
            self._first_paint.release()
        if self._navigation.document in documents:
            self._article.show_margin()
            self.notes.matches_changed()
            self._article.show_cards(passing=True)
        self._documents.update_soon()
        self._status.update_matching()

    @on(RecurringLinesToggled)
    def _toggle_recurring_lines(self) -> None:
        if not self.is_settled:
            self._status.say("Not all articles are compared yet")
            return
        keep = self._workspace.keep_recurring = not self._workspace.keep_recurring
        documents = tuple(self.contents.files)
        self._comparison.restart(documents)
        self._show_matches(documents)
        self._status.say(f"Recurring lines are {'compared' if keep else 'left out'}")

    # Novelty

    @on(NoveltyReady)
    def _take_novelty(self, event: NoveltyReady) -> None:
        if self.novelty.take(event):
            self._show_novelty()
        if event.text:
            self._status.say(event.text)

    @on(NoveltyToggled)
    def _toggle_novelty(self) -> None:
        self._show_novelty()
        state = (
            "shown" if self.novelty.is_shown else "not shown; your reading is saved all the same"
        )
        self._status.say(f"What is new to you is {state}")

    def _show_novelty(self) -> None:
        """Show the novelty of the open article, there and in the list."""
        self._article.show_margin()
        self._documents.update()

    # The list of documents, and the status line

    @on(DocumentOrderChanged)
    def _show_in_order(self) -> None:
        self._documents.update_soon()

    @on(SiglaChanged)
    def _take_sigla(self) -> None:
        self.contents.assign_titles()
        self.collation.cite()
        self._updates.show_changes()
        self._article.show_cards_anew()

    @on(DocumentList.CursorMoved)
    def _show_entry(self, event: DocumentList.CursorMoved) -> None:
        self._status.tell_entry(event.unknown)
        self._say_or_update(event.problem)

    @on(DocumentList.CursorLeft)
    def _show_no_entry(self) -> None:
        self._status.drop_entry()

    @on(StatusChanged)
    def _say_changed(self, event: StatusChanged) -> None:
        self._say_or_update(event.text)

    def _say_or_update(self, message: str) -> None:
        """Show a message, or the state if it is empty."""
        if message:
            self._status.say(message)
        else:
            self._status.update()

    @on(ExportRequested)
    def _export(self) -> None:
        self._commands.exports.action_export_write()

    # Leaving

    def copy_selection(self) -> bool:
        """Copy the selected words; return False if there are none."""
        return self._commands.notes.copy_selection()

    def leave(self, leave: Callable[[], None]) -> None:
        """Call `leave` at once; if a note is being written, after it is saved or discarded."""
        self._commands.notes.leave(leave)

    def on_unmount(self) -> None:
        """Save the position and the notes, however the program ends; end the matching."""
        self.progress.keep()
        self.notes.service.finish()
        self._files.stop()
        self._workspace.give_up()


def _make_panes(settings: Settings) -> Panes:
    """Return the panes; the reader will have the focus, and is styled for it from the start."""
    panes = Panes(settings.width, id="panes")
    panes.reader.set_reactive(ArticleView.has_focus, True)  # noqa: FBT003  # Textual's
    panes.reader.expand_hint = hints(settings.keys, "passage.collapse shows them")
    return panes
