"""The keys for the articles of the list: order, neighbours, encoding, reading again."""

from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.binding import BindingType
from textual.containers import Container

from tui.corpus.corpus_file import CorpusFile
from tui.lazy_imports import lazy_imports
from tui.screens.base.worker_groups import WorkerGroup
from tui.screens.commands.command_context import CommandContext
from tui.screens.documents.document_filter import DocumentFilter
from tui.screens.documents.document_order import DocumentOrder
from tui.screens.documents.files_controller import FilesController
from tui.screens.matching.matching_controller import MatchingController
from tui.screens.messages import DocumentOrderChanged, StatusChanged
from tui.widgets.core.bindings import bindings
from tui.widgets.documents.document_list import DocumentList

with lazy_imports():
    from tui.screens.dialogs import encoding_dialog
    from tui.widgets.documents import filter_line

if TYPE_CHECKING:
    from tui.widgets.documents.filter_line import FilterLine

_PLACEHOLDER = "Words of title or file · @outlet · 2024-05, <2024, >2024-05-03 · :unread"
_FILTERED = "The list is filtered: remove the filter before you change the order"
_RETRY_AFTER = 0.15
"""Seconds until a second attempt, if a worker is reading the files."""


class DocumentCommands(Container):
    """A container that binds the keys for documents."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("document.", "file.")]

    def __init__(
        self,
        context: CommandContext,
        *,
        files: FilesController,
        matching: MatchingController,
        order: DocumentOrder,
        document_filter: DocumentFilter,
    ) -> None:
        super().__init__(id="document-commands")
        self._workspace = context.workspace
        self._corpus_files = context.lookup.corpus_files
        self._documents = context.panes.documents
        self._files = files
        self._matching = matching
        self._panes = context.panes
        self._order = order
        self._filter = document_filter
        self._line: FilterLine | None = None

    def action_document_sort(self) -> None:
        message = self._order.choose_next()
        self.post_message(DocumentOrderChanged())
        self._say(message)

    # The filter

    async def action_document_filter(self) -> None:
        if self._line is None:
            self._line = filter_line.FilterLine(_PLACEHOLDER, id="filter")
            self._line.display = False
            await self.mount(self._line)
        self._panes.turn_to_documents()
        self._line.begin(self._filter.typed)

    def action_document_unread(self) -> None:
        self._filter.is_unread_only = not self._filter.is_unread_only
        self.post_message(DocumentOrderChanged())
        only = (
            "Only articles not read to their end" if self._filter.is_unread_only else "All articles"
        )
        self._say(f"{only} are listed")

    def on_filter_line_filter_changed(self, event: "FilterLine.FilterChanged") -> None:
        """List the articles that fit."""
        event.stop()
        if event.text != self._filter.typed:
            self._filter.typed = event.text
            self.post_message(DocumentOrderChanged())

    def on_filter_line_closed(self, event: "FilterLine.Closed") -> None:
        """Give the focus to the list."""
        event.stop()
        if not event.is_left:
            self._panes.turn_to_documents()

    # The order

    def action_document_later(self) -> None:
        self._move(1)

    def action_document_earlier(self) -> None:
        self._move(-1)

    def _move(self, step: int) -> None:
        """Move the article under the cursor of the list, else the open one, up or down the list."""
        if self._filter.is_active:
            self._say(_FILTERED)
            return
        documents = self._documents
        name = documents.under_cursor if documents.has_focus else self._files.open_document
        if problem := self._order.move(self._listed, name, step):
            self._say(problem)

    def action_document_letters(self) -> None:
        if self._filter.is_active:
            self._say(_FILTERED)
        else:
            self._order.deal(self._listed)

    @property
    def _listed(self) -> list[CorpusFile]:
        """The files in the order of the list."""
        return [self._corpus_files[name] for name in self._documents.ids]

    def action_document_next(self) -> None:
        self._read_neighbour(1)

    def action_document_previous(self) -> None:
        self._read_neighbour(-1)

    def _read_neighbour(self, step: int) -> None:
        """Open the article after or before the open one, in the order of the list."""
        if neighbour := self._documents.neighbour(step):
            self.post_message(DocumentList.DocumentChosen(neighbour))
        else:
            self._say(f"This is the {'last' if step > 0 else 'first'} article of the list")

    def action_document_encoding(self) -> None:
        documents = self._documents
        name = documents.under_cursor if documents.has_focus else self._files.open_document
        corpus_file = self._corpus_files.get(name)
        if corpus_file is None or not corpus_file.path.is_file():
            self._say("Only a file can be read in another encoding; for standard input: --encoding")
        elif not self._matching.is_settled:
            self._say("Still comparing; try again in a moment")
        else:
            self._ask_encoding(corpus_file)

    @work(group=WorkerGroup.ENCODING)
    async def _ask_encoding(self, corpus_file: CorpusFile) -> None:
        encoding = self._workspace.encoding_named(corpus_file)
        chosen = await self.app.push_screen_wait(
            encoding_dialog.EncodingDialog(corpus_file, encoding)
        )
        if chosen is not None:
            self._workspace.name_encoding(
                corpus_file, "" if chosen == encoding_dialog.AS_FOUND else chosen
            )
            self._files.reload_file(corpus_file)

    def action_file_read_again(self) -> None:
        if not self._files.reload():
            self.set_timer(_RETRY_AFTER, self.action_file_read_again)

    def _say(self, text: str) -> None:
        self.post_message(StatusChanged(text))
