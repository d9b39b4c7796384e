"""The files controller: reads the corpus, checks its files for changes and reads them again.

It does so in worker threads of its host, and posts the results to the host as messages.
"""

from collections.abc import Mapping, Sequence
from functools import partial
from threading import Event
from typing import TYPE_CHECKING

from textual.dom import DOMNode
from textual.worker import get_current_worker

from tui.corpus.corpus_file import CorpusFile
from tui.lazy_imports import lazy_imports
from tui.screens.base.batching import batches
from tui.screens.base.worker_groups import WorkerGroup
from tui.screens.messages import FilesChecked, FilesRead, FilesReloaded
from tui.workspace.workspace import Workspace

with lazy_imports():
    from tui.corpus import file_changes
    from tui.workspace import document_reload

if TYPE_CHECKING:
    from tui.corpus.file_change import FileChange
    from tui.corpus.file_changes import FileChanges

_CHECK_EVERY = 2.0
"""Seconds between checks of the open file."""
_ALL_EVERY = 5
"""The number of checks of which one is of all files."""
_PAINT_PATIENCE = 0.15
"""Seconds that the reading of long files waits, at most, for the first paint."""


class FilesController:
    """The files of the corpus, as the disk has them."""

    def __init__(
        self, host: DOMNode, workspace: Workspace, corpus_files: Mapping[str, CorpusFile]
    ) -> None:
        """`host` runs the workers, gets their messages, and keeps the results in `corpus_files`."""
        self._host = host
        self._workspace = workspace
        self._corpus_files = corpus_files
        self.open_document = ""
        """The id of the document that is read: it is checked more often than the others."""
        self.changes: Mapping[str, FileChange] = {}
        """The documents whose files have changed since they were read."""
        self._checker: FileChanges | None = None
        self._checks = 0
        self._is_read = False
        self._is_busy = False
        """True while a worker checks files or reads them again."""

    # Reading

    def read(self, painted: Event) -> None:
        """Read all files, post `FilesRead`; long ones only once `painted` is set, or soon after."""
        self._host.run_worker(partial(self._read, painted), thread=True, group=WorkerGroup.CORPUS)

    def _read(self, painted: Event) -> None:
        self._workspace.load_order()
        for corpus_files, at_last in (
            (self._workspace.corpus_files(), False),
            (self._workspace.wholes(), True),
        ):
            if at_last and self._workspace.has_beginnings:
                painted.wait(_PAINT_PATIENCE)  # reading a long file would hold up the first paint
            read = (
                (corpus_file, self._workspace.reading_position(corpus_file))
                for corpus_file in corpus_files
            )
            for batch, last in batches(read, lambda: get_current_worker().is_cancelled):
                self._host.post_message(FilesRead(batch, last and at_last))

    # Checking

    def start_checking(self) -> None:
        """Check the files every now and then, since all are read."""
        self._is_read = True
        self._host.set_interval(_CHECK_EVERY, self._check_some)

    def take_checked(self, event: FilesChecked) -> None:
        """Keep the changes that a check has found."""
        others = {name: what for name, what in self.changes.items() if name not in event.checked}
        self.changes = {**others, **event.changes}

    def _check_some(self) -> None:
        """Check the open file, and more seldom all files; post `FilesChecked` if changes differ."""
        if self._is_busy:
            return
        self._checks += 1
        corpus_files = list(self._corpus_files.values())
        if self._checks % _ALL_EVERY:
            opened = self._corpus_files.get(self.open_document)
            corpus_files = [one for one in corpus_files if opened and one.path == opened.path]
        self._is_busy = True
        self._run(partial(self._check, corpus_files))

    def _check(self, corpus_files: Sequence[CorpusFile]) -> None:
        checked = {corpus_file.id for corpus_file in corpus_files}
        try:
            changes = self._file_changes().check(corpus_files)
        finally:
            self._is_busy = False
        if changes != {name: what for name, what in self.changes.items() if name in checked}:
            self._host.post_message(FilesChecked(changes, checked))

    # Reading again

    def reload(self) -> bool:
        """Read again the files that have changed, post `FilesReloaded`; return False if busy."""
        if self._is_busy or not self._is_read:
            return False
        self._is_busy = True
        self._run(partial(self._reload, [h for h in self._corpus_files.values() if not h.partial]))
        return True

    def reload_file(self, corpus_file: CorpusFile) -> None:
        """Read a file again whose encoding was named; post `FilesReloaded`."""
        self._run(partial(self._reload_file, corpus_file))

    def take_reloaded(self, event: FilesReloaded) -> None:
        """Forget the changes of the files that were read again."""
        self._is_busy = False
        read = {one.corpus_file.id for one in event.result.read}
        self.changes = {name: what for name, what in self.changes.items() if name not in read}

    def _reload(self, corpus_files: Sequence[CorpusFile]) -> None:
        result = document_reload.reload_files(self._workspace, self._file_changes(), corpus_files)
        self._host.post_message(FilesReloaded(result))

    def _reload_file(self, corpus_file: CorpusFile) -> None:
        result = document_reload.reload_file(
            self._workspace, corpus_file, tuple(self._corpus_files.values())
        )
        self._host.post_message(FilesReloaded(result))

    def _file_changes(self) -> "FileChanges":
        if self._checker is None:
            self._checker = file_changes.FileChanges()
        return self._checker

    def _run(self, work: "partial[None]") -> None:
        self._host.run_worker(work, thread=True, group=WorkerGroup.FILE_CHANGES)
