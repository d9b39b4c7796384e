"""The sigla of the open corpus; an error is a complaint, and reading goes on."""

import threading
from collections.abc import Callable, Iterable
from pathlib import Path

from tui.corpus.configuration.corpus_config import NO_CONFIG, CorpusConfig
from tui.corpus.corpus_file import CorpusFile
from tui.corpus.siglum_assignment import NO_SIGLA, SiglumAssignment
from tui.reading_state.sigla_store import Plan, SiglaStore, SiglumChange, corpus_key
from tui.storage.existence import may_exist
from tui.storage.sqlite_store import StoreError


class SiglaAccess:
    """The sigla of one corpus in the file for all; it is opened when there is a value to save."""

    def __init__(
        self,
        paths: Iterable[Path],
        file: Path,
        complain: Callable[[Exception], None],
        config: Callable[[], CorpusConfig] = lambda: NO_CONFIG,
    ) -> None:
        """`paths` name the corpus; `config` returns its configuration, which is not saved."""
        self._paths = tuple(paths)
        self._file = file
        self._complain = complain
        self._config = config
        self._corpus: str | None = None
        self._store: SiglaStore | None = None
        self._lock = threading.Lock()
        self._changing = threading.Lock()
        self.assignment = NO_SIGLA.under(config())
        """The present assignment."""

    def load(self) -> None:
        """Read the saved sigla; this creates no file."""
        if not may_exist(self._file):
            return
        try:
            self.assignment = self._opened().of(self._key).under(self._config())
        except StoreError as error:
            self._complain(error)

    def keep(self, corpus_files: Iterable[CorpusFile]) -> None:
        """Save the sigla of all files of the corpus."""
        files = tuple(corpus_files)
        config = self._config()
        self.assignment = self.assignment.under(config).extend(files)
        try:
            assignment = self._opened().keep(
                self._key,
                lambda assignment: assignment.under(config).extend(files).under(NO_CONFIG),
            )
            self.assignment = assignment.under(config)
        except StoreError as error:
            self._complain(error)

    def change(self, label: str, plan: Plan) -> bool:
        """Save a change by the reader, which `plan` makes; return False if it makes none.

        Raises:
            StoreError: If it can't be saved; the sigla are then unchanged.
        """
        config = self._config()

        def planned(assignment: SiglumAssignment) -> SiglumAssignment | None:
            after = plan(assignment.under(config))
            return after and after.under(NO_CONFIG)

        with self._changing:
            after = self._opened().change(self._key, label, planned)
            if after is not None:
                self.assignment = after.under(config)
        return after is not None

    def next_change(self, *, undone: bool) -> SiglumChange | None:
        """Return the change to undo next or, if `undone`, the one to redo next."""
        if not may_exist(self._file):
            return None
        return self._opened().next_change(self._key, undone=undone)

    def turn(self, change: SiglumChange, *, undone: bool) -> str:
        """Undo a change, or redo it if not `undone`; return its label."""
        turned = self._opened().turn(self._key, change, undone=undone)
        self.assignment = turned.under(self._config())
        return change.label

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            if self._store:
                self._store.close()
                self._store = None

    @property
    def _key(self) -> str:
        if self._corpus is None:
            self._corpus = corpus_key(self._paths)
        return self._corpus

    def _opened(self) -> SiglaStore:
        with self._lock:
            if self._store is None:
                self._store = SiglaStore(self._file)
            return self._store
