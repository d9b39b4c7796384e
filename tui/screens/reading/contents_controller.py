"""The contents controller: takes in files when they are first read, and when they change.

Reading positions, titles, matches and notes follow the files; the open article stays open.
"""

from collections.abc import Iterable
from functools import partial
from typing import TYPE_CHECKING

from textual.dom import DOMNode

from tui.screens.documents.corpus_contents import CorpusContents
from tui.screens.documents.document_order import DocumentOrder
from tui.screens.documents.files_controller import FilesController
from tui.screens.documents.list_display import ListDisplay
from tui.screens.messages import (
    CorpusUpdated,
    FilesChecked,
    FilesRead,
    FilesReloaded,
    SiglaChanged,
)
from tui.screens.notes.notes_controller import NotesController
from tui.screens.reading.article_display import ArticleDisplay
from tui.screens.reading.article_navigation import ArticleNavigation
from tui.screens.reading.comparison_controller import ComparisonController
from tui.screens.reading.reading_progress import ReadingProgress
from tui.screens.reading.status_display import StatusDisplay

if TYPE_CHECKING:
    from tui.workspace.document_reload import ReloadedFile

_UPDATE_AGAIN = 0.3
"""Seconds until an update of the files that came while a note was written is tried again."""


class ContentsController:
    """The files that the screen shows, and their consequences."""

    def __init__(
        self,
        host: DOMNode,
        contents: CorpusContents,
        *,
        files: FilesController,
        order: DocumentOrder,
        navigation: ArticleNavigation,
        comparison: ComparisonController,
        notes: NotesController,
        article: ArticleDisplay,
        documents: ListDisplay,
        progress: ReadingProgress,
        status: StatusDisplay,
    ) -> None:
        """`host` runs the timer, and gets the message again that came at a bad time."""
        self._host = host
        self._contents = contents
        self._files = files
        self._order = order
        self._navigation = navigation
        self._comparison = comparison
        self._notes = notes
        self._article = article
        self._documents = documents
        self._progress = progress
        self._status = status

    # The first reading

    def take_read(self, event: FilesRead) -> None:
        """Show more files; after the last, compare all."""
        self._contents.add(event.read)
        is_due = event.last or self._documents.is_due
        if is_due:
            self._contents.assign_titles()
            self._article.show_title()
        opened = self._navigation.document
        if any(corpus_file.id == opened for corpus_file, _ in event.read):
            self._article.show_whole(self._contents.files[opened])
        elif self._navigation.is_at_start:
            self._navigation.open_first()
        if event.last:
            self._comparison.start()
            self._notes.corpus_read()
            self._article.show_cards()
            self._files.start_checking()
            self._order.keep_sigla(self._contents.files.values())
        if is_due:
            self._documents.update()
        self._status.update_reading()

    # Changes on the disk

    def take_checked(self, event: FilesChecked) -> None:
        """Show the changes that a check has found."""
        before = self._files.open_change
        self._files.take_checked(event)
        if self._files.open_change is not before:
            self._status.drop_reload()
        self.show_changes()

    def take_reloaded(self, event: FilesReloaded) -> None:
        """Replace the files, and continue at the same positions in them."""
        self._progress.record()
        self._files.take_reloaded(event)
        result, opened, offset = event.result, self._navigation.document, self._navigation.offset
        for file in result.read:
            if file.corpus_file.id == opened:
                offset = file.carry_offset(offset)
        self._replace(result.read)
        if result.documents:
            self._comparison.restart(result.documents)
        if opened in result.documents:
            self._navigation.reopen(offset)
        elif not opened:
            self._navigation.open_first()
        self._notes.corpus_read()
        self._status.tell_reload(result.message)
        self._article.show_cards()
        self.show_changes()
        if result.is_restated:
            self._host.post_message(SiglaChanged())

    def take_updated(self, event: CorpusUpdated) -> None:
        """Take in files that appeared, changed or vanished; the open article stays as it is."""
        if not self._files.may_update():
            self._host.set_timer(_UPDATE_AGAIN, partial(self._host.post_message, event))
            return
        before, open_before = self._files.changes, self._files.open_change
        self._files.take_updated(event.update)
        reloaded = [
            file for file in event.update.read if file.corpus_file.id != self._navigation.document
        ]
        if reloaded:
            self._take_changed(reloaded, event.update.message)
        if event.update.is_restated:
            self._host.post_message(SiglaChanged())
        if self._files.open_change is not open_before:
            self._status.drop_reload()
        if reloaded or self._files.changes != before:
            self.show_changes()

    def _take_changed(self, reloaded: "list[ReloadedFile]", message: str) -> None:
        """Replace files other than the open one."""
        names = [file.corpus_file.id for file in reloaded]
        texts = {name for name in names if self._contents.document(name)}
        self._replace(reloaded)
        texts.update(name for name in names if self._contents.document(name))
        self._status.tell_reload(message)
        if texts:
            self._comparison.restart(texts)
        if not self._navigation.document:
            self._navigation.open_first()
        self._notes.corpus_read()
        self._article.show_cards_anew()

    def _replace(self, reloaded: "Iterable[ReloadedFile]") -> None:
        """Replace files by their newer contents, and move the positions in them."""
        for file in reloaded:
            self._contents.replace(file)
            if file.corpus_file.document:
                self._navigation.carry(file.corpus_file.id, file.carry_offset)
            self._notes.located_notes.replace_some({file.corpus_file.id: ()})
        self._contents.assign_titles()
        self._order.keep_sigla(self._contents.files.values())

    def show_changes(self) -> None:
        """Show titles and states of the files, which have changed."""
        self._article.show_title()
        self._documents.update()
        self._status.update()
