"""The display of the list of documents: entries, progress, and the novelty of each.

A long list is shown at most as often as its entries leave time for anything else.
"""

from collections.abc import Callable, Iterable, Mapping

from textual.dom import DOMNode
from textual.timer import Timer

from tui.corpus.corpus_file import CorpusFile
from tui.corpus.display_titles import DisplayTitles
from tui.index.match_index import MatchIndex
from tui.screens.base.repeat_rate import RepeatRate
from tui.screens.documents.document_entries import (
    document_entries,
    progress,
    versions_of,
)
from tui.screens.documents.document_filter import DocumentFilter
from tui.screens.documents.document_order import DocumentOrder
from tui.screens.documents.files_controller import FilesController
from tui.screens.documents.position_tracker import PositionTracker
from tui.widgets.documents.document_list import DocumentList


class ListDisplay:
    """The documents of the corpus, in their order, in the list."""

    def __init__(
        self,
        host: DOMNode,
        documents: DocumentList,
        corpus_files: Mapping[str, CorpusFile],
        match_index: MatchIndex,
        titles: DisplayTitles,
        *,
        files: FilesController,
        order: DocumentOrder,
        positions: PositionTracker,
        document_filter: DocumentFilter,
        describe_novelty: Callable[[str], str],
    ) -> None:
        """Create a display.

        Args:
            host: Runs the timer.
            documents: The list.
            corpus_files: The files by id, as far as they are read.
            match_index: The matches; they give the number of shared passages.
            titles: The titles and sigla.
            files: The changes of files on the disk, and the files that were added.
            order: The order of the list.
            positions: The reading position in each document.
            document_filter: The filter of the list.
            describe_novelty: Returns the novelty of a document in words.
        """
        self._host = host
        self._documents = documents
        self._corpus_files = corpus_files
        self._match_index = match_index
        self._titles = titles
        self._files = files
        self._order = order
        self._positions = positions
        self._filter = document_filter
        self._describe_novelty = describe_novelty
        self._rate = RepeatRate()
        self._timer: Timer | None = None

    @property
    def is_due(self) -> bool:
        """True if the list may be shown again."""
        return self._rate.is_due

    def update_soon(self) -> None:
        """Show the list now, or in a moment if it is long and was shown just before."""
        if self._rate.is_due:
            self.update()
        elif self._timer is None:
            self._timer = self._host.set_timer(self._rate.pause, self.update)

    def update(self) -> None:
        """Show an entry for each file."""
        if self._timer:
            self._timer.stop()
            self._timer = None
        with self._rate.measure():
            files = self._files.sort(self._corpus_files.values())
            selected = self._filter.select(files, self._positions.by_document)
            entries = document_entries(
                self._order.sort(selected, self._positions.by_document),
                self._positions.by_document,
                self._match_index,
                self._titles,
                self._files.changes,
                versions=versions_of(self._corpus_files.values()),
                added=self._files.added,
                describe_novelty=self._describe_novelty,
            )
            self._documents.set_title(self._title)
            self._documents.show(tuple(entries), self._files.open_document)

    @property
    def _title(self) -> str:
        """The title of the list, after the number of articles that a filter leaves."""
        title = self._order.corpus_title or "Documents"
        if not self._filter.is_active:
            return f"1 {title}"
        return f"1 {self._filter.count}/{len(self._corpus_files)} {self._filter.summary} · {title}"

    def update_progress(self, documents: Iterable[str]) -> None:
        """Show the progress of documents, without new counts of shared passages."""
        for document_id in documents:
            position = self._positions.by_document.get(document_id)
            novelty = self._describe_novelty(document_id)
            text = progress(self._corpus_files[document_id], position, novelty)
            is_read = position is not None and position.read
            self._documents.show_progress(document_id, text, read=is_read)
