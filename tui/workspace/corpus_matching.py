"""Matching for the screen: runs of one corpus, with the store of what was compared before."""

import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager

from tui.corpus.corpus_file import Holding
from tui.index.cache.comparison_cache import FILE, Surveys
from tui.index.claim_grouping import grouped, set_apart
from tui.index.matching_run import MatchingRun, complaint_of, sources_of
from tui.matching.candidates.fingerprint import tokens_of
from tui.matching.claim_values import Grouping
from tui.matching.matches import Couple, Found, Place
from tui.matching.pipeline import MOST_ECHOES, unheard
from tui.notes.excluded_pairs import Rejection
from tui.settings import Folders
from tui.storage.sqlite_store import StoreError

Complain = Callable[[str, Exception | None], None]
"""Is told in words what there is to complain of, and the error if there is one."""


class CorpusMatching:
    """The matching runs of one reader, which threads may start and another one give up."""

    def __init__(self, folders: Folders, complain: Complain) -> None:
        self._folders = folders
        self._complain = complain
        self._surveys: Surveys | None = None
        self._lock = threading.Lock()
        self._at_work: set[MatchingRun] = set()
        self._given_up = False

    @contextmanager
    def run(self, holdings: Iterable[Holding], *, keep_recurring: bool) -> Iterator[MatchingRun]:
        """A run over those holdings that were read whole; after `give_up` it ends early."""
        run = MatchingRun(
            sources_of(holdings),
            self._compared_before(),
            self._complain_of_store,
            yielding=True,
            index=self._folders.index,
            keep_recurring=keep_recurring,
        )
        self._at_work.add(run)
        try:
            yield run
        except RuntimeError:
            if not self._given_up:  # else it is that the other processes are gone
                raise
        finally:
            self._at_work.discard(run)
            run.close()

    def found(
        self, holdings: Iterable[Holding], first: str, *, keep_recurring: bool
    ) -> Iterator[Found]:
        """What each document shares with the others by words, that of `first` first."""
        with self.run(holdings, keep_recurring=keep_recurring) as run:
            outlines = run.outlines
            self._tell(
                "Overlong sentences compared in part",
                [name for name, outline in outlines.items() if outline.cut],
            )
            self._tell(
                f"Sentences repeated over {MOST_ECHOES} times, the other repeats left out",
                [name for name, outline in outlines.items() if unheard(outline.trace)],
            )
            yield from run.found(first)

    def grouped(
        self,
        found: Sequence[Found],
        words: Callable[[Place], str],
        rejections: Sequence[Rejection],
    ) -> Grouping:
        """The grouping of all that was found; `words` gives a passage's, on one line."""
        return grouped(found, lambda place: tokens_of(words(place)), words, rejections)

    def set_apart(
        self,
        found: Sequence[Found],
        words: Callable[[Place], str],
        rejections: Sequence[Rejection],
    ) -> frozenset[Couple]:
        """Of the passages found to match, those that the reader called no match."""
        return set_apart(found, words, rejections)

    def give_up(self) -> None:
        """Match no more: who waits for the other processes need not any longer."""
        self._given_up = True
        for run in tuple(self._at_work):
            run.give_up()

    def close(self) -> None:
        """Let go of the store."""
        with self._lock:
            if self._surveys:
                self._surveys.close()
                self._surveys = None

    def _compared_before(self) -> Surveys | None:
        """The store of what was compared before; None if it can't be had."""
        with self._lock:
            try:
                if self._surveys is None:
                    self._surveys = Surveys(self._folders.cache / FILE)
            except StoreError as error:
                self._complain_of_store(error)
            return self._surveys

    def _complain_of_store(self, error: Exception) -> None:
        self._complain(complaint_of(error), error)

    def _tell(self, what: str, names: Sequence[str]) -> None:
        if names:
            self._complain(f"{what}: {', '.join(names[:3])}", None)
