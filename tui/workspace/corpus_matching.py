"""Matching for the screen: runs over one corpus, with the comparison cache."""

import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from tui.corpus.corpus_file import CorpusFile
from tui.index.cache.comparison_cache import FILE, ComparisonCache
from tui.index.claim_grouping import find_excluded, group_matches
from tui.index.corpus_matcher import MatchingOptions
from tui.index.matching_run import MatchingRun, complaint_of, sources_of
from tui.matching.candidates.fingerprint import tokens_of
from tui.matching.claim_values import Grouping
from tui.matching.matches import DocumentMatches, PassagePair, PassageRef
from tui.matching.pipeline import MOST_REPEATS, excess_repeats
from tui.settings import Folders
from tui.storage.sqlite_store import StoreError

if TYPE_CHECKING:
    from tui.notes.excluded_pairs import ExcludedPair

Complain = Callable[[str, Exception | None], None]
"""A callback for a problem: the message, and the error if there is one."""


class CorpusMatching:
    """The matching runs of one reader; a thread may start a run that another thread ends."""

    def __init__(self, folders: Folders, complain: Complain) -> None:
        self._folders = folders
        self._complain = complain
        self._cache: ComparisonCache | None = None
        self._lock = threading.Lock()
        self._at_work: set[MatchingRun] = set()
        self._given_up = False

    @contextmanager
    def run(
        self, corpus_files: Iterable[CorpusFile], *, keep_recurring: bool
    ) -> Iterator[MatchingRun]:
        """Give a run over the corpus files that were read whole; `give_up` ends it early."""
        run = MatchingRun(
            sources_of(corpus_files),
            self._compared_before(),
            self._complain_of_store,
            options=MatchingOptions(
                yielding=True, shared_index=self._folders.index, keep_recurring=keep_recurring
            ),
        )
        self._at_work.add(run)
        try:
            yield run
        except RuntimeError:
            if (
                not self._given_up
            ):  # after `give_up` the error only says that the worker processes are gone
                raise
        finally:
            self._at_work.discard(run)
            run.close()

    def match_documents(
        self, corpus_files: Iterable[CorpusFile], first: str, *, keep_recurring: bool
    ) -> Iterator[DocumentMatches]:
        """Yield the matches of each document by words, that of `first` first."""
        with self.run(corpus_files, keep_recurring=keep_recurring) as run:
            records = run.records
            self._tell(
                "Overlong sentences compared in part",
                [name for name, record in records.items() if record.cut],
            )
            self._tell(
                f"Sentences repeated over {MOST_REPEATS} times, the other repeats left out",
                [name for name, record in records.items() if excess_repeats(record.fingerprint)],
            )
            yield from run.match_documents(first)

    def grouped(
        self,
        document_matches: Sequence[DocumentMatches],
        words: Callable[[PassageRef], str],
        excluded_pairs: "Sequence[ExcludedPair]",
    ) -> Grouping:
        """Return the grouping of all matches; `words` returns a passage's words on one line."""
        return group_matches(
            document_matches, lambda reference: tokens_of(words(reference)), words, excluded_pairs
        )

    def excluded_among(
        self,
        document_matches: Sequence[DocumentMatches],
        words: Callable[[PassageRef], str],
        excluded_pairs: "Sequence[ExcludedPair]",
    ) -> frozenset[PassagePair]:
        """Return the passage pairs that match but are excluded by the reader."""
        return find_excluded(document_matches, words, excluded_pairs)

    def give_up(self) -> None:
        """End the matching: no thread needs to wait for the worker processes any longer."""
        self._given_up = True
        for run in tuple(self._at_work):
            run.give_up()

    def close(self) -> None:
        """Close the comparison cache, and remove the folders of runs that are not at their end."""
        for run in tuple(self._at_work):
            run.remove_folder()
        with self._lock:
            if self._cache:
                self._cache.close()
                self._cache = None

    def _compared_before(self) -> ComparisonCache | None:
        """Return the comparison cache; None if it can't be opened."""
        with self._lock:
            try:
                if self._cache is None:
                    self._cache = ComparisonCache(self._folders.cache / FILE)
            except StoreError as error:
                self._complain_of_store(error)
            return self._cache

    def _complain_of_store(self, error: Exception) -> None:
        self._complain(complaint_of(error), error)

    def _tell(self, message: str, names: Sequence[str]) -> None:
        if names:
            self._complain(f"{message}: {', '.join(names[:3])}", None)
