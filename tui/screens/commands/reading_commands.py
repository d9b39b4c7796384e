"""The commands of the reading screen: a container for each subject, one inside the other."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from tui.screens.collation.controller import CollationController
from tui.screens.collation.novelty_controller import NoveltyController
from tui.screens.commands.collation_commands import CollationCommands
from tui.screens.commands.command_context import CommandContext
from tui.screens.commands.document_commands import DocumentCommands
from tui.screens.commands.export_commands import ExportCommands
from tui.screens.commands.match_commands import MatchCommands
from tui.screens.commands.note_commands import NoteCommands
from tui.screens.commands.novelty_commands import NoveltyCommands
from tui.screens.commands.passage_commands import PassageCommands
from tui.screens.commands.search_commands import SearchCommands
from tui.screens.documents.document_filter import DocumentFilter
from tui.screens.documents.document_order import DocumentOrder
from tui.screens.documents.files_controller import FilesController
from tui.screens.matching.matching_controller import MatchingController


class ReadingCommands:
    """The containers that bind the keys of the reading screen."""

    def __init__(
        self,
        context: CommandContext,
        *,
        files: FilesController,
        order: DocumentOrder,
        document_filter: DocumentFilter,
        matching: MatchingController,
        collation: CollationController,
        novelty: NoveltyController,
    ) -> None:
        self.exports = ExportCommands(context, collation)
        self.documents = DocumentCommands(
            context, files=files, matching=matching, order=order, document_filter=document_filter
        )
        self.search = SearchCommands(context)
        self.passages = PassageCommands(context, novelty)
        self.novelty = NoveltyCommands(novelty, context.selection, context.panes.documents)
        self.notes = NoteCommands(context)
        self.collation = CollationCommands(context, collation=collation, note_commands=self.notes)
        self.matches = MatchCommands(context)

    @property
    def is_occupied(self) -> bool:
        """True while the reader writes a note, is asked for something, or has a dialog open."""
        return self.notes.has_prompt or self.notes.app.screen is not self.notes.screen

    @contextmanager
    def around(self) -> Iterator[None]:
        """Compose the widgets of this context inside all containers, so that each gets keys."""
        with ExitStack() as opened:
            for container in (
                self.exports,
                self.documents,
                self.search,
                self.passages,
                self.novelty,
                self.collation,
                self.matches,
                self.notes,
            ):
                opened.enter_context(container)
            yield
