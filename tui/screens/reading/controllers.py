"""The controllers of the reading screen, each made of those that it needs."""

from functools import partial

from textual.screen import Screen

from tui.screens.base.frame_hold import hold_frame
from tui.screens.collation.controller import CollationController
from tui.screens.collation.novelty_controller import NoveltyController
from tui.screens.commands.command_context import CommandContext
from tui.screens.commands.reading_commands import ReadingCommands
from tui.screens.documents.corpus_contents import CorpusContents
from tui.screens.documents.document_filter import DocumentFilter
from tui.screens.documents.document_order import DocumentOrder
from tui.screens.documents.files_controller import FilesController
from tui.screens.documents.list_display import ListDisplay
from tui.screens.matching.match_display import MatchDisplay
from tui.screens.matching.matching_controller import MatchingController
from tui.screens.matching.source_selection import SourceSelection
from tui.screens.note_service.note_service import NoteService
from tui.screens.notes.notes_controller import NotesController
from tui.screens.reading.article_display import ArticleDisplay
from tui.screens.reading.article_navigation import ArticleNavigation
from tui.screens.reading.comparison_controller import ComparisonController
from tui.screens.reading.contents_controller import ContentsController
from tui.screens.reading.reading_progress import ReadingProgress
from tui.screens.reading.status_display import StatusDisplay
from tui.screens.reading.status_text import StatusText
from tui.settings import Settings
from tui.widgets.core.status_line import StatusLine
from tui.widgets.layout.panes import Panes
from tui.workspace.workspace import Workspace


class ReadingControllers:
    """The owners of the state of one reading screen."""

    def __init__(
        self,
        screen: Screen[None],
        workspace: Workspace,
        settings: Settings,
        panes: Panes,
        status_line: StatusLine,
    ) -> None:
        """Make the controllers; `screen` runs their workers and hands them their messages."""
        self.contents = contents = CorpusContents(workspace)
        self.files = FilesController(
            screen,
            workspace,
            contents.files,
            watch=settings.watch,
            may_update=lambda: not (self.commands.is_occupied or workspace.is_prefetched),
        )
        self.collation = CollationController(screen, contents.files, contents.titles)
        self.matching = MatchingController(
            screen,
            workspace,
            contents.files,
            contents.titles,
            self.collation.lookup,
            semantic=settings.semantic,
        )
        self.novelty = NoveltyController(
            screen, workspace, contents.files, contents.positions.is_read
        )
        self.comparison = ComparisonController(self.matching, self.collation, self.novelty)
        lookup = self.matching.lookup
        self.selection = SourceSelection(lookup, panes.reader)
        self.notes = NotesController(
            screen,
            NoteService(workspace),
            lookup,
            panes.reader,
            folder=None if settings.secure else settings.notes_folder,
        )
        self.order = DocumentOrder(screen, workspace, self.notes.act)
        document_filter = DocumentFilter()
        self.commands = ReadingCommands(
            CommandContext(workspace, settings, panes, lookup, self.selection, self.notes),
            files=self.files,
            order=self.order,
            document_filter=document_filter,
            matching=self.matching,
            collation=self.collation,
            novelty=self.novelty,
        )
        self.documents = ListDisplay(
            screen,
            panes.documents,
            contents.files,
            self.matching.match_index,
            contents.titles,
            files=self.files,
            order=self.order,
            positions=contents.positions,
            document_filter=document_filter,
            describe_novelty=self.novelty.describe,
        )
        state = StatusText(
            workspace,
            contents.files,
            settings.keys,
            files=self.files,
            matching=self.matching,
            collation=self.collation,
            selection=self.selection,
            notes=self.notes,
            passages=self.commands.passages,
            search=self.commands.search,
        )
        self.status = StatusDisplay(
            status_line, state, self.selection, lambda: state.comparison_progress
        )
        hold = partial(hold_frame, screen, panes.sources)
        self.progress = ReadingProgress(
            screen,
            panes.reader,
            contents.files,
            contents.positions,
            novelty=self.novelty,
            documents=self.documents,
            status=self.status,
            hold_frame=hold,
        )
        self.article = ArticleDisplay(
            panes.reader,
            contents,
            files=self.files,
            matching=self.matching,
            selection=self.selection,
            matches=MatchDisplay(lookup, self.selection, panes, self.novelty.known_elsewhere),
            notes=self.notes,
            commands=self.commands,
            documents=self.documents,
            progress=self.progress,
            status=self.status,
            hold_frame=hold,
        )
        self.navigation = ArticleNavigation(
            contents,
            panes.reader,
            self.selection,
            first=workspace.first,
            show=self.article.show,
            focus=panes.read,
            say=self.status.say,
        )
        self.updates = ContentsController(
            screen,
            contents,
            files=self.files,
            order=self.order,
            navigation=self.navigation,
            comparison=self.comparison,
            notes=self.notes,
            article=self.article,
            documents=self.documents,
            progress=self.progress,
            status=self.status,
        )
