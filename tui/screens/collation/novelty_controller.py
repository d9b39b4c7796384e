"""The novelty controller: the passages that were read, and the novelty of each article.

Reading a passage only records its number. Half a second after the last move the passages are saved,
in a thread, and their claims become known; after a comparison everything is looked up again.
"""

from collections import defaultdict, deque
from collections.abc import Callable, Collection, Iterable, Mapping
from functools import partial
from math import inf
from pathlib import PurePath
from threading import Lock
from typing import TYPE_CHECKING, NamedTuple

from textual.dom import DOMNode
from textual.worker import Worker, WorkerState

from tui.corpus.corpus_file import CorpusFile
from tui.lazy_imports import lazy_imports
from tui.matching.matches import PassageRef
from tui.screens.base.worker_groups import WorkerGroup
from tui.screens.messages import NoveltyReady
from tui.text.document import CARRIES_CLAIMS, Document
from tui.text.sanitization import clean_line
from tui.workspace.workspace import Workspace

with lazy_imports():
    from tui.collation.sources import novelty
    from tui.reading_state import read_passages
    from tui.workspace import read_passage_access

if TYPE_CHECKING:
    from tui.collation.corpus_comparison import CorpusComparison
    from tui.collation.sources.novelty import KnownClaims
    from tui.reading_state.read_passages import UndoneStep


_NAME = 60
"""Largest number of code points of a file's name on the screen."""


class _Reading(NamedTuple):
    """A passage that was read and is not saved yet."""

    visit: int
    corpus_file: CorpusFile
    passage: int


class NoveltyController:
    """The passages that were read of the open articles, and the novelty of each."""

    def __init__(
        self,
        host: DOMNode,
        workspace: Workspace,
        corpus_files: Mapping[str, CorpusFile],
        is_read: Callable[[str], bool],
    ) -> None:
        """Create a controller.

        Args:
            host: Runs the work and gets the `NoveltyReady` messages; it hands them to `take`.
            workspace: Saves the passages that were read.
            corpus_files: The files by id, as far as they are read from the disk.
            is_read: Returns True if a document was read to its end.
        """
        self._host = host
        self._workspace = workspace
        self._corpus_files = corpus_files
        self._files: Mapping[str, CorpusFile] = {}
        """The files at the last look-up of the known claims."""
        self._is_read = is_read
        self._comparison: CorpusComparison | None = None
        self._known_claims: KnownClaims | None = None
        self._version = 0
        self._visit = 0
        self._read_passages: dict[PassageRef, Document] = {}
        """The passages read since the program started, or since the last undo or reset."""
        self._unsaved: deque[_Reading] = deque()
        """Passages that were read and are not saved; the thread that saves them removes them."""
        self._uncounted: list[PassageRef] = []
        """Passages that were read since the last call of `save_soon`."""
        self._steps: dict[int, int | None] = {}
        """The step in the store of each visit to an article."""
        self._digests: dict[str, tuple[Document, Mapping[int, str]]] = {}
        """The digests of the passages that carry a claim, by document."""
        self._storing = Lock()
        self.is_shown = True
        """True if novelty is shown, by the last choice."""
        self._is_chosen = False
        """True once `is_shown` is the last choice."""

    # Reading

    def begin_visit(self) -> None:
        """Begin a visit to an article: its reading is a step of its own."""
        self._visit += 1

    def read(self, document_id: str, passages: Collection[int]) -> None:
        """Record passages of a document as read; `save_soon` saves them."""
        corpus_file = self._corpus_files.get(document_id)
        if corpus_file is None or corpus_file.document is None or corpus_file.partial:
            return
        document = corpus_file.document
        for passage in passages:
            reference = PassageRef(document_id, passage)
            is_claim = document.passages[passage].role in CARRIES_CLAIMS
            if is_claim and self._read_passages.get(reference) is not document:
                self._read_passages[reference] = document
                self._unsaved.append(_Reading(self._visit, corpus_file, passage))
                self._uncounted.append(reference)

    def save_soon(self) -> Collection[str]:
        """Save the passages that were read since the last call, in a thread.

        Returns:
            The documents with fewer new passages than before; all if no passage was read before.
        """
        uncounted, self._uncounted = self._uncounted, []
        if not uncounted:
            return ()
        self._run(self._store)
        is_first = self._known_claims is not None and self._known_claims.is_empty
        documents = self._mark_known(uncounted)
        return tuple(self._corpus_files) if is_first else documents

    @property
    def is_saved(self) -> bool:
        """True if no passage that was read waits to be saved."""
        return not self._unsaved

    def keep(self) -> None:
        """Save the passages that were read, at once, because the program ends."""
        self._store()

    def drop(self) -> None:
        """Drop the novelty, because documents have changed; passages that were read stay saved."""
        self.save_soon()
        self._version += 1
        self._known_claims = self._comparison = None

    def _store(self, before: float = inf) -> None:
        """Save the passages read in the visits before visit `before`."""
        by_visit: defaultdict[tuple[int, str], list[_Reading]] = defaultdict(list)
        with self._storing:
            while self._unsaved and self._unsaved[0].visit < before:
                reading = self._unsaved.popleft()
                by_visit[reading.visit, reading.corpus_file.id].append(reading)
            for (visit, _), readings in by_visit.items():
                corpus_file = readings[0].corpus_file
                if corpus_file.document is None:
                    continue
                words = map(
                    corpus_file.document.words_of, (reading.passage for reading in readings)
                )
                self._steps[visit] = self._workspace.read_passages.add(
                    corpus_file,
                    [*map(read_passages.passage_digest, words)],
                    self._steps.get(visit),
                )

    # Novelty

    def update(self, comparison: "CorpusComparison") -> None:
        """Look up again, in a thread, which claims of the compared articles are known."""
        self._comparison = comparison
        self._look_up()

    def take(self, event: NoveltyReady) -> bool:
        """Use the result of a look-up; return False if it is out of date."""
        if event.version != self._version:
            return False
        self._known_claims = event.known_claims
        self._mark_known(self._read_passages)
        return True

    def fail(self, event: Worker.StateChanged) -> bool:
        """Drop the novelty if one of its workers has failed; return True if so."""
        if event.worker.group != WorkerGroup.NOVELTY or event.state is not WorkerState.ERROR:
            return False
        self._known_claims = None
        return True

    @property
    def is_looked_up(self) -> bool:
        """True once it is looked up which claims were read in an earlier run."""
        return self._known_claims is not None

    @property
    def is_known(self) -> bool:
        """True if novelty is known and shown, because something was read before."""
        return self._known_claims is not None and self.is_shown and not self._known_claims.is_empty

    def known_elsewhere(self, document_id: str) -> Collection[int]:
        """Return the passages with claims that were read elsewhere; none if it is read."""
        if self._known_claims is None or not self.is_known or self._is_read(document_id):
            return ()
        return self._known_claims.known_elsewhere(document_id)

    def describe(self, document_id: str) -> str:
        """Return the novelty of a document: `6 new of 22`; empty if it is read, or unknown."""
        if self._known_claims is None or not self.is_known or self._is_read(document_id):
            return ""
        total = self._known_claims.count(document_id)
        return f"{self._known_claims.count_new(document_id)} new of {total}" if total else ""

    def most_new(self, current: str) -> tuple[str, int] | None:
        """Return the document with the most new passages and their number; None if none has any.

        Of several with the same number, it is the first. Documents that were read are left out, and
        `current`.
        """
        if self._known_claims is None or not self.is_known:
            return None
        counts = [
            (name, self._known_claims.count_new(name))
            for name, file in self._corpus_files.items()
            if name != current and file.document and not self._is_read(name)
        ]
        best = max(counts, key=lambda item: item[1], default=("", 0))
        return best if best[1] else None

    def _mark_known(self, references: Iterable[PassageRef]) -> Collection[str]:
        """Count passages as read; return the documents with fewer new passages than before."""
        if self._known_claims is None:
            return ()
        documents: set[str] = set()
        for reference in references:
            corpus_file = self._corpus_files.get(reference.document)
            if corpus_file and corpus_file.document is self._read_passages[reference]:
                documents.update(self._known_claims.read(reference, reference.document))
        return documents

    # Undo

    def toggle(self) -> None:
        """Show or hide novelty; the choice is saved."""
        self._take_choice()
        self.is_shown = not self.is_shown
        self._run(partial(self._workspace.keep_novelty_shown, is_shown=self.is_shown))

    def undo(self) -> bool:
        """Undo the last visit, or the last reset, in a thread; return False before it is known."""
        return self._take_back(self._undo)

    def reset(self) -> bool:
        """Undo all reading of these articles, in a thread; return False before it is known."""
        return self._take_back(self._reset)

    def _take_choice(self) -> None:
        """Use the choice of an earlier run, the first time."""
        if not self._is_chosen:
            self.is_shown, self._is_chosen = self._workspace.is_novelty_shown, True

    def _take_back(self, act: Callable[[Collection[str]], str]) -> bool:
        if self._known_claims is None:
            return False
        self._read_passages.clear()
        self._uncounted.clear()
        self._visit += 1
        self._look_up(act)
        return True

    def _undo(self, digests: Collection[str]) -> str:
        undone = self._workspace.read_passages.undo(digests)
        if undone is None:
            return "There is no reading to undo"
        count = f"{undone.passages} passage{'' if undone.passages == 1 else 's'}"
        if undone.kind is read_passages.Undone.RESET:
            return f"{count} count as read again"
        return f"{count} of {self._name(undone)} count as not read"

    def _reset(self, digests: Collection[str]) -> str:
        count = self._workspace.read_passages.reset(digests)
        return f"No passage of these articles counts as read ({count} did)"

    def _name(self, undone: "UndoneStep") -> str:
        for corpus_file in self._files.values():
            if read_passage_access.file_key(corpus_file) == undone.path:
                return corpus_file.title
        return clean_line(PurePath(undone.path).name, _NAME)

    # Worker

    def _look_up(self, act: Callable[[Collection[str]], str] = lambda _: "") -> None:
        """Save the passages that were read, call `act` with all digests, and look up again."""
        self._version += 1
        if self._comparison:
            self._files = dict(self._corpus_files)
            self._run(partial(self._find, self._comparison, self._version, self._visit, act))

    def _find(
        self,
        comparison: "CorpusComparison",
        version: int,
        visit: int,
        act: Callable[[Collection[str]], str],
    ) -> None:
        self._take_choice()
        self._store(visit)
        references: defaultdict[str, list[PassageRef]] = defaultdict(list)
        for name, document in comparison.collation.documents.items():
            for passage, digest in self._digests_of(name, document).items():
                references[digest].append(PassageRef(name, passage))
        text = act(references.keys())
        names = {read_passage_access.file_key(file): name for name, file in self._files.items()}
        known_claims = novelty.KnownClaims(comparison.collation, comparison.differences)
        for read_passage in self._workspace.read_passages.among(references):
            for reference in references[read_passage.digest]:
                known_claims.read(reference, names.get(read_passage.path, read_passage.path))
        self._host.post_message(NoveltyReady(known_claims, version, text))

    def _digests_of(self, name: str, document: Document) -> Mapping[int, str]:
        cached = self._digests.get(name)
        if cached is None or cached[0] is not document:
            digests = {
                number: read_passages.passage_digest(document.words_of(number))
                for number, passage in enumerate(document.passages)
                if passage.role in CARRIES_CLAIMS
            }
            cached = self._digests[name] = document, digests
        return cached[1]

    def _run(self, work: Callable[[], None]) -> None:
        self._host.run_worker(work, thread=True, group=WorkerGroup.NOVELTY, exit_on_error=False)
