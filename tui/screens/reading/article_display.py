"""The display of the open article: its text, its title, and the cards of the selected passage."""

from collections.abc import Callable

from tui.corpus.corpus_file import CorpusFile
from tui.screens.commands.reading_commands import ReadingCommands
from tui.screens.documents.corpus_contents import CorpusContents
from tui.screens.documents.document_entries import title
from tui.screens.documents.files_controller import FilesController
from tui.screens.documents.list_display import ListDisplay
from tui.screens.matching.match_display import MatchDisplay
from tui.screens.matching.matching_controller import MatchingController
from tui.screens.matching.source_selection import SourceSelection
from tui.screens.notes.notes_controller import NotesController
from tui.screens.reading.reading_progress import ReadingProgress
from tui.screens.reading.status_display import StatusDisplay
from tui.widgets.article.article_view import ArticleView


class ArticleDisplay:
    """The open article in the panes, as all its owners know it."""

    def __init__(
        self,
        reader: ArticleView,
        contents: CorpusContents,
        *,
        files: FilesController,
        matching: MatchingController,
        selection: SourceSelection,
        matches: MatchDisplay,
        notes: NotesController,
        commands: ReadingCommands,
        documents: ListDisplay,
        progress: ReadingProgress,
        status: StatusDisplay,
        hold_frame: Callable[[], None],
    ) -> None:
        """`hold_frame` holds the next frame until all panes are up to date."""
        self._reader = reader
        self._contents = contents
        self._files = files
        self._matching = matching
        self._selection = selection
        self._matches = matches
        self._notes = notes
        self._commands = commands
        self._documents = documents
        self._progress = progress
        self._status = status
        self._hold_frame = hold_frame

    # The article

    def show(self, corpus_file: CorpusFile, offset: int, source: str) -> None:
        """Show an article from `offset` on; choose the card of `source` wherever it has one."""
        self._progress.open(corpus_file.id)
        self._matching.first = corpus_file.id
        self._files.open(corpus_file.id)
        self._selection.open(corpus_file.id, source)
        self._commands.search.open(corpus_file.id)
        self.show_title()
        self._show_text(corpus_file, offset)
        self._progress.move()
        self._matches.update_margin()
        self._documents.update()

    def show_whole(self, corpus_file: CorpusFile) -> None:
        """Show a long article whole instead of its beginning, at the same position."""
        saved = self._contents.positions.of(corpus_file.id).offset
        self._show_text(corpus_file, self._reader.offset_here or saved)

    def _show_text(self, corpus_file: CorpusFile, offset: int) -> None:
        self._matches.invalidate()
        self._reader.show(corpus_file.document, offset)
        self._commands.notes.end_selecting()
        self._notes.open(corpus_file)

    def show_title(self) -> None:
        """Show the title of the open article, with a sign if its file has changed."""
        if corpus_file := self._contents.files.get(self._selection.document):
            name = title(corpus_file, self._contents.titles, self._files.changes)
            self._reader.set_title(f"2 {name}")

    def follow(self) -> None:
        """Show the state of the passage that the reading line has reached."""
        self._status.follow()
        self._progress.record()
        self._progress.move()
        if self._selection.document:
            self._documents.update_progress([self._selection.document])
        self._progress.update()
        self.show_cards()

    # The cards of the selected passage, and the margin

    def show_cards(self, *, passing: bool = False) -> None:
        """Show the matches of the selected passage, unless they are shown already.

        If `passing`, the status line keeps its text.
        """
        if not self._matches.is_current:
            self._hold_frame()
            self._matches.update()
            if not passing:
                self._status.update()

    def show_cards_anew(self) -> None:
        """Show the cards again: their words have changed, although the matches are the same."""
        self._matches.invalidate()
        self.show_cards()

    def show_margin(self) -> None:
        """Show the coverage of each passage, if the open article can be read."""
        if self._contents.document(self._selection.document):
            self._matches.update_margin()
