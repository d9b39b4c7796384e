"""The files controller: reads the corpus, takes in changes on the disk, reads files again.

It does so in worker threads of its host, and posts the results to the host as messages.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from functools import partial
from pathlib import Path
from threading import Event
from time import monotonic
from typing import TYPE_CHECKING

from textual.dom import DOMNode
from textual.worker import get_current_worker

from tui.corpus.corpus_file import CorpusFile
from tui.lazy_imports import lazy_imports
from tui.screens.base.batching import batches
from tui.screens.base.worker_groups import WorkerGroup
from tui.screens.messages import (
    CorpusUpdated,
    FilesChecked,
    FilesRead,
    FilesReloaded,
    FoldersChanged,
    StatusChanged,
)
from tui.workspace.workspace import Workspace

with lazy_imports():
    from tui.corpus import file_changes, folder_watch
    from tui.workspace import config_update, corpus_update, document_reload

if TYPE_CHECKING:
    from tui.corpus.file_change import FileChange
    from tui.corpus.file_changes import FileChanges
    from tui.workspace.corpus_update import CorpusUpdate

_CHECK_EVERY = 2.0
"""Seconds between checks of the open file."""
_ALL_EVERY = 5
"""Number of checks from one check of all files to the next."""
_WATCH_AFTER = 0.5
"""Seconds after all files are read until the folders are watched: the first paint comes first."""
_RETRY_AFTER = 0.1
"""Seconds until an update that can't be made now is tried again."""
_LONGEST_PAUSE = 8.0
"""Longest time in seconds between updates where files never stop changing; each compares again."""
_PAINT_PATIENCE = 0.15
"""Longest wait in seconds of the reading of long files for the first paint."""
_OPENING_PATIENCE = 1.0
"""Longest wait in seconds of the reading of other articles until the one to open is painted."""


class FilesController:
    """The files of the corpus as they are on the disk."""

    def __init__(
        self,
        host: DOMNode,
        workspace: Workspace,
        corpus_files: Mapping[str, CorpusFile],
        *,
        watch: bool,
        may_update: Callable[[], bool],
    ) -> None:
        """Create a controller.

        Args:
            host: Runs the workers, gets their messages, and keeps the results in `corpus_files`.
            workspace: Reads the files.
            corpus_files: The files by id, as far as they are read.
            watch: True if changes are taken in as they are made; else they are only shown.
            may_update: Returns False while the files must stay as they are.
        """
        self._host = host
        self._workspace = workspace
        self._corpus_files = corpus_files
        self._watches = watch
        self.may_update = may_update
        self.open_document = ""
        """The id of the open document, which is checked more often than the others."""
        self.changes: Mapping[str, FileChange] = {}
        """The documents whose files have changed since they were read."""
        self._checker: FileChanges | None = None
        self._checks = 0
        self.is_read = False
        """True once all files are read."""
        self._is_busy = False
        """True while a worker checks files or reads them again."""
        self.added: set[str] = set()
        """The articles that were added since the start and not opened yet."""
        self._positions: Mapping[Path, int] = {}
        """The place of each file in the order of the disk; empty until a file was added."""
        self._touched: set[str] | None = set()
        """Paths that have changed and are not looked at yet; None if any may have."""
        self._stopped = Event()
        self._is_waiting = False
        """True while an update waits for its time."""
        self._pause = 0.0
        """Seconds from the last update to the next one, at least."""
        self._updated = 0.0
        """The time of the last update."""

    # Reading

    def read(self, painted: Event) -> None:
        """Read all files, post `FilesRead`; long ones only once `painted` is set, or soon after."""
        self._host.run_worker(partial(self._read, painted), thread=True, group=WorkerGroup.CORPUS)

    def _read(self, painted: Event) -> None:
        worker = get_current_worker()
        _ = self._workspace.folders  # which paths are folders is known before a disk goes away
        self._workspace.load_order()
        for corpus_files, at_last in (
            (self._workspace.corpus_files(), False),
            (self._workspace.wholes(), True),
        ):
            if at_last and self._workspace.has_beginnings:
                painted.wait(_PAINT_PATIENCE)  # reading a long file would delay the first paint
            files = (
                (corpus_file, self._workspace.reading_position(corpus_file))
                for corpus_file in corpus_files
            )
            for batch, last in batches(
                files, lambda: worker.is_cancelled, is_urgent=self._is_awaited
            ):
                self._host.post_message(FilesRead(batch, last and at_last))
                if not last and self._is_awaited(batch[-1]):
                    painted.wait(_OPENING_PATIENCE)  # reading on would delay the first paint

    def _is_awaited(self, file: tuple[CorpusFile, object]) -> bool:
        """Return True if a file is the article that is to be opened first."""
        return file[0].id == self._workspace.first

    # Checking

    def start_checking(self) -> None:
        """Check the files at intervals from now on; all must be read."""
        self.is_read = True
        self._host.set_interval(_CHECK_EVERY, self._check_some)
        if self._watches:
            self._host.set_timer(_WATCH_AFTER, self._start_watching)

    @property
    def open_change(self) -> "FileChange | None":
        """The change of the open document's file since it was read."""
        return self.changes.get(self.open_document)

    def open(self, document: str) -> None:
        """Check the file of this document more often from now on; it is no longer new."""
        self.open_document = document
        self.added.discard(document)

    def take_checked(self, event: FilesChecked) -> None:
        """Save the changes that a check has found."""
        other_changes = {
            name: change for name, change in self.changes.items() if name not in event.checked
        }
        self.changes = {**other_changes, **event.changes}

    def _check_some(self) -> None:
        """Check the open file, and less often all files; post `FilesChecked` if changes differ."""
        if self._is_busy:
            return
        self._checks += 1
        corpus_files = list(self._corpus_files.values())
        if self._checks % _ALL_EVERY == 0 and self._watches and self.may_update():
            self._touched = None  # the system may not have reported every change
            self._update_soon()
            return
        if self._checks % _ALL_EVERY:
            open_file = self._corpus_files.get(self.open_document)
            corpus_files = [
                file for file in corpus_files if open_file and file.path == open_file.path
            ]
        self._is_busy = True
        self._run(partial(self._check, corpus_files))

    def _check(self, corpus_files: Sequence[CorpusFile]) -> None:
        document_ids = {corpus_file.id for corpus_file in corpus_files}
        try:
            changes = self._file_changes().check(corpus_files)
            if changes != {
                name: change for name, change in self.changes.items() if name in document_ids
            }:
                self._host.post_message(FilesChecked(changes, document_ids))
        finally:
            self._is_busy = False  # only now: a check must not report after a later reload

    # Taking in changes

    def sort(self, corpus_files: Iterable[CorpusFile]) -> Iterable[CorpusFile]:
        """Return the files in the order of the disk; those that came otherwise stay at the end."""
        positions = self._positions
        return (
            sorted(corpus_files, key=lambda file: positions.get(file.path, len(positions)))
            if positions
            else corpus_files
        )

    def take_touched(self, event: FoldersChanged) -> None:
        """Take in the files that the system says have changed."""
        if self._touched is not None:
            self._touched.update(event.paths)
        self._update_soon()

    def take_updated(self, update: "CorpusUpdate") -> None:
        """Keep the changes that are left; the next update waits where one follows the other."""
        self._is_busy = False
        time = monotonic()
        if update.read:
            is_soon = time - self._updated < 2 * self._pause + 1
            self._pause = min(2 * self._pause + 2 * _RETRY_AFTER, _LONGEST_PAUSE) if is_soon else 0
            self._updated = time
        self.added |= update.added
        self._positions = update.positions or self._positions
        other_changes = {
            name: change for name, change in self.changes.items() if name not in update.checked
        }
        self.changes = {**other_changes, **(update.changes or {})}

    def stop(self) -> None:
        """Watch no more."""
        self._stopped.set()

    def _start_watching(self) -> None:
        self._host.run_worker(
            self._watch, thread=True, group=WorkerGroup.FOLDER_WATCH, exit_on_error=False
        )
        self._touched = None  # changes are reported from now on; there may be earlier ones
        self._update_soon()

    def _watch(self) -> None:
        for paths in folder_watch.changed_paths(self._workspace.folders, self._stopped):
            self._host.post_message(FoldersChanged(paths))

    def _update_soon(self) -> None:
        """Take in changes now, or else as soon as possible; post `CorpusUpdated`."""
        if self._is_waiting:
            return
        pause = self._updated + self._pause - monotonic()
        if pause > 0 or self._is_busy or not self.may_update():
            self._is_waiting = True
            self._host.set_timer(max(_RETRY_AFTER, pause), self._update_waiting)
            return
        touched, self._touched = self._touched, set()
        self._is_busy = True
        files = list(self._corpus_files.values())
        self._run(partial(self._update, files, touched, self.open_document))

    def _update_waiting(self) -> None:
        self._is_waiting = False
        self._update_soon()

    def _update(
        self, corpus_files: Sequence[CorpusFile], touched: Collection[str] | None, open_id: str
    ) -> None:
        update = corpus_update.update_corpus(
            self._workspace, self._file_changes(), corpus_files, touched, open_id
        )
        self._host.post_message(CorpusUpdated(update))

    # Reading again

    def reload(self) -> bool:
        """Read again the files that have changed, post `FilesReloaded`; return False if busy."""
        if self._is_busy or not self.is_read:
            return False
        self._is_busy = True
        # The host gets this before the result: a quick thread can't report in between.
        self._host.post_message(StatusChanged("Reading again…"))
        self._run(partial(self._reload, [h for h in self._corpus_files.values() if not h.partial]))
        return True

    def reload_file(self, corpus_file: CorpusFile) -> None:
        """Read a file again with its new encoding, after a running update; post `FilesReloaded`."""
        if self._is_busy:  # else what the update has read in the old encoding could come last
            self._host.set_timer(_RETRY_AFTER, partial(self.reload_file, corpus_file))
            return
        self._is_busy = True
        self._run(partial(self._reload_file, corpus_file))

    def take_reloaded(self, event: FilesReloaded) -> None:
        """Drop the changes of the files that were read again."""
        self._is_busy = False
        document_ids = {file.corpus_file.id for file in event.result.read}
        self.changes = {
            name: change for name, change in self.changes.items() if name not in document_ids
        }

    def _reload(self, corpus_files: Sequence[CorpusFile]) -> None:
        result = config_update.reload_corpus(self._workspace, self._file_changes(), corpus_files)
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
