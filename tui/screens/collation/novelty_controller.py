"""The novelty controller: which passages were read, and what is new to the reader in each article.

Reading a passage only notes its number. Half a second after the last move the passages are kept, in
a thread, and the claims they make are known; after a comparison all is looked up anew.
"""

from collections import defaultdict, deque
from collections.abc import Callable, Collection, Iterable, Mapping
from functools import partial
from math import inf
from pathlib import PurePath
from threading import Lock
from typing import TYPE_CHECKING, NamedTuple

from textual.dom import DOMNode

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
"""Code points of a file's name that are shown."""


class _Reading(NamedTuple):
    """A passage that was read and is not kept yet."""

    visit: int
    corpus_file: CorpusFile
    passage: int


class NoveltyController:
    """The passages that were read, of the articles that are open, and what is new in each."""

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
            workspace: Keeps what was read.
            corpus_files: The files by id, as far as they are read from the disk.
            is_read: Returns True if a document was read to its end.
        """
        self._host = host
        self._workspace = workspace
        self._corpus_files = corpus_files
        self._files: Mapping[str, CorpusFile] = {}
        """The files as they were when it was last looked up what is known."""
        self._is_read = is_read
        self._comparison: CorpusComparison | None = None
        self._known: KnownClaims | None = None
        self._version = 0
        self._visit = 0
        self._read: dict[PassageRef, Document] = {}
        """The passages read since the program started, or since the last undo or reset."""
        self._unkept: deque[_Reading] = deque()
        """Passages that were read and are not kept: a thread takes them once it keeps them."""
        self._uncounted: list[PassageRef] = []
        """Passages that were read since `rest` was called last."""
        self._steps: dict[int, int | None] = {}
        """The step in the store of each visit to an article."""
        self._digests: dict[str, tuple[Document, Mapping[int, str]]] = {}
        """By document: the digests of the passages that can claim something."""
        self._storing = Lock()
        self.is_shown = True
        """True if what is new is shown, as chosen last."""
        self._is_chosen = False
        """True once `is_shown` is what was chosen last."""

    # What was read

    def begin_visit(self) -> None:
        """Note that an article is opened: what is read from now on is a step of its own."""
        self._visit += 1

    def read(self, document_id: str, passages: Collection[int]) -> None:
        """Note passages of a document as read; they are kept by `rest`."""
        corpus_file = self._corpus_files.get(document_id)
        if corpus_file is None or corpus_file.document is None or corpus_file.partial:
            return
        document = corpus_file.document
        for passage in passages:
            place = PassageRef(document_id, passage)
            is_claim = document.passages[passage].role in CARRIES_CLAIMS
            if is_claim and self._read.get(place) is not document:
                self._read[place] = document
                self._unkept.append(_Reading(self._visit, corpus_file, passage))
                self._uncounted.append(place)

    def rest(self) -> Collection[str]:
        """Keep what was read since the last call, in a thread.

        Returns:
            The documents of which less is new than before; all if nothing was read before.
        """
        uncounted, self._uncounted = self._uncounted, []
        if not uncounted:
            return ()
        self._run(self._store)
        is_first = self._known is not None and self._known.is_empty
        changed = self._know(uncounted)
        return tuple(self._corpus_files) if is_first else changed

    def keep(self) -> None:
        """Keep what was read, at once: the program ends."""
        self._store()

    def drop(self) -> None:
        """Forget what is new, since documents are not as they were; what was read is kept."""
        self.rest()
        self._version += 1
        self._known = self._comparison = None

    def _store(self, before: float = inf) -> None:
        """Keep what was read in the visits `before` that one."""
        by_visit: defaultdict[tuple[int, str], list[_Reading]] = defaultdict(list)
        with self._storing:
            while self._unkept and self._unkept[0].visit < before:
                one = self._unkept.popleft()
                by_visit[one.visit, one.corpus_file.id].append(one)
            for (visit, _), some in by_visit.items():
                corpus_file = some[0].corpus_file
                if corpus_file.document is None:
                    continue
                words = map(corpus_file.document.words_of, (one.passage for one in some))
                self._steps[visit] = self._workspace.read_passages.add(
                    corpus_file,
                    [*map(read_passages.passage_digest, words)],
                    self._steps.get(visit),
                )

    # What is new

    def update(self, comparison: "CorpusComparison") -> None:
        """Look up anew, in a thread, what is known of the articles compared."""
        self._comparison = comparison
        self._look_up()

    def take(self, event: NoveltyReady) -> bool:
        """Take what was looked up; return False if it is out of date."""
        if event.version != self._version:
            return False
        self._known = event.known
        self._know(self._read)
        return True

    @property
    def is_looked_up(self) -> bool:
        """True once it is looked up which claims were read in an earlier run."""
        return self._known is not None

    @property
    def is_known(self) -> bool:
        """True if what is new is known and is to be shown: something was read before."""
        return self._known is not None and self.is_shown and not self._known.is_empty

    def known_elsewhere(self, document_id: str) -> Collection[int]:
        """Return the passages whose claims were read in another article; none if it is read."""
        if self._known is None or not self.is_known or self._is_read(document_id):
            return ()
        return self._known.known_elsewhere(document_id)

    def describe(self, document_id: str) -> str:
        """Return how much of a document is new: `6 new of 22`; empty if it is read, or unknown."""
        if self._known is None or not self.is_known or self._is_read(document_id):
            return ""
        whole = self._known.count(document_id)
        return f"{self._known.count_new(document_id)} new of {whole}" if whole else ""

    def most_new(self, but: str) -> tuple[str, int] | None:
        """Return the document with most that is new, and how many passages; None if none has.

        Of equals it is the first one. A document that is read is not looked at, nor is `but`.
        """
        if self._known is None or not self.is_known:
            return None
        counts = [
            (name, self._known.count_new(name))
            for name, file in self._corpus_files.items()
            if name != but and file.document and not self._is_read(name)
        ]
        best = max(counts, key=lambda one: one[1], default=("", 0))
        return best if best[1] else None

    def _know(self, places: Iterable[PassageRef]) -> Collection[str]:
        changed: set[str] = set()
        for place in places if self._known else ():
            corpus_file = self._corpus_files.get(place.document)
            if self._known and corpus_file and corpus_file.document is self._read[place]:
                changed.update(self._known.read(place, place.document))
        return changed

    # Taking back

    def toggle(self) -> None:
        """Show what is new, or no longer; it is remembered."""
        self._take_choice()
        self.is_shown = not self.is_shown
        self._run(partial(self._workspace.keep_novelty_shown, shown=self.is_shown))

    def undo(self) -> bool:
        """Take back the last visit, or the last reset, in a thread; False before that is known."""
        return self._take_back(self._undo)

    def reset(self) -> bool:
        """Take back all reading of these articles, in a thread; False before that is known."""
        return self._take_back(self._reset)

    def _take_choice(self) -> None:
        """Take over what was chosen in an earlier run, the first time."""
        if not self._is_chosen:
            self.is_shown, self._is_chosen = self._workspace.is_novelty_shown, True

    def _take_back(self, act: Callable[[Collection[str]], str]) -> bool:
        if self._known is None:
            return False
        self._read.clear()
        self._uncounted.clear()
        self._visit += 1
        self._look_up(act)
        return True

    def _undo(self, digests: Collection[str]) -> str:
        undone = self._workspace.read_passages.undo(digests)
        if undone is None:
            return "There is no reading to take back"
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

    # Beside the screen

    def _look_up(self, act: Callable[[Collection[str]], str] = lambda _: "") -> None:
        """Keep what was read, `act` on the digests of the articles, and look up what is read."""
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
        places: defaultdict[str, list[PassageRef]] = defaultdict(list)
        for name, document in comparison.collation.documents.items():
            for passage, digest in self._digests_of(name, document).items():
                places[digest].append(PassageRef(name, passage))
        text = act(places.keys())
        names = {read_passage_access.file_key(file): name for name, file in self._files.items()}
        known = novelty.KnownClaims(comparison.collation, comparison.differences)
        for one in self._workspace.read_passages.among(places):
            for place in places[one.digest]:
                known.read(place, names.get(one.path, one.path))
        self._host.post_message(NoveltyReady(known, version, text))

    def _digests_of(self, name: str, document: Document) -> Mapping[int, str]:
        kept = self._digests.get(name)
        if kept is None or kept[0] is not document:
            found = {
                number: read_passages.passage_digest(document.words_of(number))
                for number, passage in enumerate(document.passages)
                if passage.role in CARRIES_CLAIMS
            }
            kept = self._digests[name] = document, found
        return kept[1]

    def _run(self, work: Callable[[], None]) -> None:
        self._host.run_worker(work, thread=True, group=WorkerGroup.NOVELTY, exit_on_error=False)
