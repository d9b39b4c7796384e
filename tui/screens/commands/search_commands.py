"""The keys for search: in the open article, in the others if it has no hit, in all articles."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.binding import BindingType
from textual.containers import Container
from textual.worker import get_current_worker

from tui.commands import hints
from tui.corpus.corpus_file import CorpusFile
from tui.lazy_imports import lazy_imports
from tui.screens.base.worker_groups import WorkerGroup
from tui.screens.commands.command_context import CommandContext
from tui.screens.messages import FoundElsewhere, PassageChosen, StatusChanged
from tui.text.document import Document
from tui.widgets.article.article_view import ArticleView
from tui.widgets.core.bindings import bindings
from tui.widgets.documents.document_list import DocumentList

with lazy_imports():
    from tui.screens.dialogs import corpus_search_dialog, document_finder
    from tui.search import search_in_others
    from tui.widgets.article import search_line

if TYPE_CHECKING:
    from tui.search.corpus_search import Results
    from tui.search.search_in_others import Elsewhere
    from tui.widgets.article.search_line import SearchLine


class SearchCommands(Container):
    """A container that binds the keys for searching, and shows the prompt below the panes."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("find.")]

    def __init__(self, context: CommandContext) -> None:
        super().__init__(id="search-commands")
        self._workspace = context.workspace
        self._corpus_files = context.lookup.corpus_files
        self._titles = context.lookup.titles
        self._panes = context.panes
        self._reader: ArticleView = context.panes.reader
        self._changed_keys = context.settings.keys
        self._open = ""
        """The id of the open document."""
        self._prompt: SearchLine | None = None
        self._elsewhere: tuple[str, Sequence[Elsewhere]] = "", ()
        """The last query without a hit in the open article, and its hits in others."""

    def open(self, document: str) -> None:
        """Search in this document from now on, and drop the hits in the one before."""
        self._open = document
        self.action_find_none()

    @property
    def summary(self) -> str:
        """The query, and the number of the current hit; empty without a search."""
        return self._prompt.summary if self._prompt else ""

    @property
    def _document(self) -> Document | None:
        corpus_file = self._corpus_files.get(self._open)
        return corpus_file.document if corpus_file else None

    # The open article

    async def action_find_text(self) -> None:
        (await self._mount_prompt()).begin(self._document, self._reader.offset_here)

    async def _mount_prompt(self) -> "SearchLine":
        """Return the prompt, mounted when first asked for."""
        if self._prompt is None:
            self._prompt = search_line.SearchLine("Search this article", id="search")
            self._prompt.display = False
            await self.mount(self._prompt)
        return self._prompt

    def action_find_next(self) -> None:
        query, hits = self._elsewhere
        if hits and self._prompt:
            self._go_to(hits[0].document, hits[0].offset)
            self.screen.call_later(self._repeat, query, hits[0].offset)
        elif self._prompt:
            self._prompt.go_on(self._reader.offset_here, forward=True)

    def _repeat(self, query: str, offset: int) -> None:
        if self._document and self._prompt:
            self._prompt.repeat(self._document, query, offset)

    def action_find_previous(self) -> None:
        if self._prompt:
            self._prompt.go_on(self._reader.offset_here, forward=False)

    def action_find_none(self) -> None:
        if self._prompt:
            self._prompt.forget()

    def on_search_line_hits_changed(self, event: "SearchLine.HitsChanged") -> None:
        """Show the hits, and go to the current one."""
        event.stop()
        self._elsewhere = "", ()
        self._reader.show_hits(event.search)
        if event.offset is not None:
            self._reader.go_to(event.offset)
        self._say("")

    def on_search_line_closed(self, event: "SearchLine.Closed") -> None:
        """Give the focus to the reader; search the other articles if this one has no hit."""
        event.stop()
        self._panes.read()
        if event.in_vain:
            self._say(f"“{event.in_vain}” is not in this article")
            self._search_elsewhere(self._open, event.in_vain)

    # The other articles

    @work(thread=True, group=WorkerGroup.SEARCH, exclusive=True)
    def _search_elsewhere(self, document: str, query: str) -> None:
        hits = search_in_others.search_elsewhere(self._corpus_files, document, query)
        if not get_current_worker().is_cancelled:
            self.post_message(FoundElsewhere(query, hits))

    @on(FoundElsewhere)
    def _take_elsewhere(self, event: FoundElsewhere) -> None:
        event.stop()
        self._elsewhere = event.query, event.hits
        key = hints(self._changed_keys, "find.next").partition(" ")[0]
        self._say(search_in_others.describe_elsewhere(event.query, event.hits, self._titles, key))

    # All articles

    def action_find_document(self) -> None:
        names = [
            (name, self._label(corpus_file), self._titles.file_name(corpus_file))
            for name, corpus_file in self._corpus_files.items()
            if corpus_file.document
        ]
        self.app.push_screen(document_finder.DocumentFinder(names), self._read)

    def _label(self, corpus_file: CorpusFile) -> str:
        """Return siglum and title, as the list has them."""
        return f"{self._titles.siglum(corpus_file.id)} · {corpus_file.title}"

    def _read(self, document: str | None) -> None:
        if document:
            self.post_message(DocumentList.DocumentChosen(document))

    @work(group=WorkerGroup.CORPUS_SEARCH)
    async def action_find_corpus(self) -> None:
        dialog = corpus_search_dialog.CorpusSearchDialog(self._search_corpus, self._name_and_siglum)
        chosen = await self.app.push_screen_wait(dialog)
        passage = dialog.passage_of(chosen) if chosen else None
        if passage is None or passage.document not in self._corpus_files:
            return
        prompt = await self._mount_prompt()
        self._go_to(passage.document, passage.offset)

        def take() -> None:
            if self._document:
                prompt.take(self._document, passage.search)

        self.screen.call_later(take)

    def _search_corpus(self, typed: str) -> "Results":
        return self._workspace.search(tuple(self._corpus_files.values()), typed)

    def _name_and_siglum(self, document: str) -> tuple[str, str]:
        return self._titles.of(self._corpus_files[document]), self._titles.siglum(document)

    def _go_to(self, document: str, offset: int) -> None:
        """Go to a passage, by a message to the screen itself: later calls then find it open."""
        self.screen.post_message(PassageChosen(document, offset))

    def _say(self, text: str) -> None:
        self.post_message(StatusChanged(text))
