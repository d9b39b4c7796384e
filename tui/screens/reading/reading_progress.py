"""The progress of the reader in the open article: the position, and the passages that were read.

Both are saved a moment after the last move, and at the end.
"""

from collections.abc import Callable, Collection, Mapping
from functools import partial
from typing import Protocol

from textual.dom import DOMNode
from textual.timer import Timer

from tui.corpus.corpus_file import CorpusFile
from tui.screens.base.worker_groups import WorkerGroup
from tui.screens.collation.novelty_controller import NoveltyController
from tui.screens.documents.list_display import ListDisplay
from tui.screens.documents.position_tracker import PositionTracker
from tui.screens.reading.status_display import StatusDisplay

SAVE_AFTER = 0.5
"""Seconds from a move until the position is saved: `kill -9` loses at most these."""
_SHOW_AFTER = 2.0
"""Seconds without a key until the list shows lower numbers of new passages."""


class ReadArticle(Protocol):
    """The view of the open article."""

    @property
    def offset_here(self) -> int:
        """Code point of the document's text on the reading line."""

    @property
    def is_read_to_end(self) -> bool:
        """True if the reading line has reached the end."""

    def take_read(self) -> Collection[int]:
        """Return the passages that were read since the last call."""


class ReadingProgress:
    """The position in the open article and the passages that were read, saved in time."""

    def __init__(
        self,
        host: DOMNode,
        article: ReadArticle,
        corpus_files: Mapping[str, CorpusFile],
        positions: PositionTracker,
        *,
        novelty: NoveltyController,
        documents: ListDisplay,
        status: StatusDisplay,
        hold_frame: Callable[[], None],
    ) -> None:
        """Create the progress.

        Args:
            host: Runs the timers and the worker that saves the position.
            article: The view of the open article.
            corpus_files: The files by id, as far as they are read.
            positions: The reading position in each document.
            novelty: The passages that were read.
            documents: The list, which shows the novelty of each article.
            status: The status line, which may show it, too.
            hold_frame: Holds the next frame until all panes are up to date.
        """
        self._host = host
        self._article = article
        self._corpus_files = corpus_files
        self._positions = positions
        self._novelty = novelty
        self._documents = documents
        self._status = status
        self._hold_frame = hold_frame
        self._document = ""
        self._saving: Timer | None = None
        self._showing: Timer | None = None
        self._outdated: set[str] = set()
        """The documents whose rows in the list show too many new passages."""

    def open(self, document: str) -> None:
        """Begin a visit to a document; first record the passages that were read of the last one."""
        self.record()
        self._novelty.begin_visit()
        self._document = document

    def record(self) -> None:
        """Record the passages that the reading line has passed in the open document."""
        if passages := self._article.take_read():
            self._novelty.read(self._document, passages)

    def move(self) -> None:
        """Record the position, and save it after a while."""
        corpus_file = self._corpus_files.get(self._document)
        if corpus_file is None or corpus_file.partial:
            return
        self._positions.move(
            corpus_file, self._article.offset_here, at_end=self._article.is_read_to_end
        )
        if self._saving is None:
            self._saving = self._host.set_timer(SAVE_AFTER, self._save)

    @property
    def is_saved(self) -> bool:
        """True if no position and no passage waits to be saved."""
        return self._saving is None and self._novelty.is_saved

    def _save(self) -> None:
        """Save the position, and the passages that were read."""
        self._saving = None
        self._host.run_worker(
            partial(self._positions.keep, self._document), thread=True, group=WorkerGroup.POSITION
        )
        if documents := self._novelty.save_soon():
            self._outdated.update(documents)
            if self._showing is None:
                self._showing = self._host.set_timer(_SHOW_AFTER, self.update)

    def update(self) -> None:
        """Show the novelty of the documents where it has changed: with the next frame, or later."""
        if self._showing is None:
            return
        self._showing.stop()
        self._showing = None
        self._hold_frame()
        self._documents.update_progress(self._outdated)
        self._outdated.clear()
        if self._status.is_state:
            self._status.update()

    def keep(self) -> None:
        """Save everything at once, because the program ends."""
        self.record()
        self._novelty.keep()
        self._positions.keep(self._document)
