"""The matching controller: compares the documents in threads and keeps the matches.

Worker threads post their results to the host as messages; the host hands each one to `take`. A run
has a number: results of a run before the newest one are ignored.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING

from textual.dom import DOMNode
from textual.worker import Worker, WorkerState, get_current_worker

from tui.corpus.corpus_file import CorpusFile
from tui.corpus.display_titles import DisplayTitles
from tui.index.match_index import MatchIndex
from tui.matching.matches import DocumentMatches, PassageRef
from tui.notes.location.located_notes import LocatedNotes
from tui.screens.base.batching import batches
from tui.screens.base.progress_rate import ProgressRate
from tui.screens.base.worker_groups import MATCHING_GROUPS, WorkerGroup
from tui.screens.collation.comparison_lookup import ComparisonLookup
from tui.screens.matching.match_lookup import MatchLookup
from tui.screens.messages import (
    ClaimsReady,
    ExcludedPairsChanged,
    MatchesAdded,
    MatchesRescored,
)
from tui.text.span import Span
from tui.workspace.workspace import Workspace

if TYPE_CHECKING:
    from tui.notes.excluded_pairs import ExcludedPair


class MatchingController:
    """The matches of the open documents, as far as they are known."""

    def __init__(
        self,
        host: DOMNode,
        workspace: Workspace,
        corpus_files: Mapping[str, CorpusFile],
        titles: DisplayTitles,
        comparison: ComparisonLookup | None = None,
        *,
        semantic: bool,
    ) -> None:
        """Create a controller.

        Args:
            host: Runs the workers and gets their messages.
            workspace: Matches the files.
            corpus_files: The files by id, as far as they are read.
            titles: The titles of the documents.
            comparison: The comparison of the accounts, as far as it is ready.
            semantic: True if the meaning layer scores the matches, too.
        """
        self._host = host
        self._workspace = workspace
        self._corpus_files = corpus_files
        self._semantic = semantic
        self.match_index = MatchIndex(self._span_of)
        self.lookup = MatchLookup(
            corpus_files,
            self.match_index,
            LocatedNotes(),
            titles,
            comparison or ComparisonLookup(),
        )
        self.first = ""
        """The id of the open document, which is compared first."""
        self._rate = ProgressRate()
        self.progress = ""
        """The progress of the matching in words; empty when it is done."""
        self.is_prefetched = False
        """True while another process is about to deliver all matches."""
        self.is_compared = False
        """True once every document is compared with all others."""
        self.is_settled = False
        """True once all readable files are read, compared and grouped."""
        self.is_rescored = False
        """True once the meaning layer has changed a match."""
        self.is_scored = False
        """True once no score of a match can change any more."""
        self._excluded_pairs: tuple[ExcludedPair, ...] = ()
        self._run = 0
        """The number of the newest run."""

    @property
    def readable(self) -> list[CorpusFile]:
        """The documents that could be read, whole or in part."""
        return [corpus_file for corpus_file in self._corpus_files.values() if corpus_file.document]

    # Runs

    def start(self) -> None:
        """Compare all readable documents, beginning with `first`."""
        readable = self.readable
        if len(readable) < 2:  # noqa: PLR2004  # it takes two
            self.is_settled = True
            return
        self._rate.start(len(self.match_index))
        self.progress = f"comparing {self._rate.describe(len(self.match_index), len(readable))}"
        compare = partial(self._start_comparing, readable, self.first, self._run)
        if self.is_prefetched:
            compare()
        else:
            self._host.call_after_refresh(compare)

    def restart(self, documents: Collection[str]) -> None:
        """Drop the matches of `documents`, whose text has changed, and compare again."""
        self._run += 1
        self.match_index.drop(documents)
        self.is_compared = self.is_settled = self.is_prefetched = False
        self.is_rescored = self.is_scored = False
        self.progress = ""
        self.start()

    def exclude(self, excluded_pairs: "tuple[ExcludedPair, ...]") -> None:
        """Group the matches again, without `excluded_pairs`, if these have changed."""
        if excluded_pairs != self._excluded_pairs:
            self._excluded_pairs = excluded_pairs
            self._start_grouping()

    # Results

    def take(self, result: MatchesAdded | MatchesRescored | ClaimsReady) -> Collection[str] | None:
        """Add a result to the matches.

        Returns:
            The ids of the documents whose matches have changed; None if the result is out of date.
        """
        if result.run != self._run:
            return None
        match result:
            case MatchesAdded():
                return self._take_matches(result)
            case MatchesRescored():
                return self._take_rescored(result)
            case ClaimsReady():
                return self._take_claims(result)

    def fail(self, event: Worker.StateChanged) -> bool:
        """End the matching if one of its workers has failed; return True if so."""
        if event.worker.group not in MATCHING_GROUPS or event.state is not WorkerState.ERROR:
            return False
        self.is_settled = True
        self.progress = "comparing failed; the log has the error"
        return True

    def _take_matches(self, result: MatchesAdded) -> Collection[str]:
        if result.excluded:
            self.match_index.regroup(self.match_index.apart | result.excluded)
        for document_matches in result.document_matches:
            self.match_index.add(document_matches)
        if result.last:
            self.is_compared = True
            self._start_grouping()
        else:
            rate = self._rate.describe(len(self.match_index), self.lookup.other_count + 1)
            self.progress = f"comparing {rate}"
        return [document_matches.document for document_matches in result.document_matches]

    def _take_rescored(self, result: MatchesRescored) -> Collection[str]:
        batch = [step.found for step in result.steps if step.found]
        for document_matches in batch:
            self.match_index.add(document_matches)
        self.is_rescored |= bool(batch)
        self.progress = result.progress
        self.is_scored |= result.last
        if result.last and self.is_rescored:
            self._start_grouping()
        return [document_matches.document for document_matches in batch]

    def _take_claims(self, result: ClaimsReady) -> Collection[str] | None:
        """Count by claims only once everything is compared, so that no card moves before."""
        if result.excluded_pairs is not self._excluded_pairs:
            return None  # a worker is grouping the newer pairs
        grouping = result.grouping
        if self.is_compared:
            self.match_index.regroup(grouping.excluded, grouping.indirect_matches)
        else:
            self.match_index.regroup(self.match_index.apart | grouping.excluded)
        if self.is_compared and not self.is_settled:
            self.is_settled, self.progress = True, ""
            self.is_scored = not self._semantic
            if self._semantic:  # what is done so far is painted first
                self._host.call_after_refresh(self._start_rescoring, self._run)
        return tuple(self._corpus_files)

    # Workers

    def _start_comparing(self, corpus_files: list[CorpusFile], first: str, run: int) -> None:
        self._host.run_worker(
            partial(self._compare, corpus_files, first, run),
            thread=True,
            group=WorkerGroup.MATCHING,
            exclusive=True,
            exit_on_error=False,
        )

    def _start_rescoring(self, run: int) -> None:
        if run != self._run:
            return  # the documents are compared anew
        self._host.run_worker(
            partial(self._rescore, self.readable, self.first, run),
            thread=True,
            group=WorkerGroup.RESCORING,
            exclusive=True,
            exit_on_error=False,
        )

    def _start_grouping(self) -> None:
        self._host.run_worker(
            partial(self._group, self.match_index.all, self._excluded_pairs, self._run),
            thread=True,
            group=WorkerGroup.GROUPING,
            exclusive=True,
            exit_on_error=False,
        )

    def _compare(self, corpus_files: list[CorpusFile], first: str, run: int) -> None:
        excluded_pairs = self._workspace.excluded_pairs()
        self._host.post_message(ExcludedPairsChanged(excluded_pairs))
        document_matches = self._workspace.match_documents(corpus_files, first)
        for batch, last in batches(document_matches, lambda: get_current_worker().is_cancelled):
            with self._ignore_outdated(run):
                excluded = self._workspace.find_excluded(batch, self.lookup.words, excluded_pairs)
                self._host.post_message(MatchesAdded(batch, last, excluded, run))

    def _rescore(self, corpus_files: list[CorpusFile], first: str, run: int) -> None:
        steps = self._workspace.rescore(corpus_files, first)
        for batch, last in batches(steps, lambda: get_current_worker().is_cancelled):
            self._host.post_message(MatchesRescored(batch, last, run))

    def _group(
        self,
        document_matches: Sequence[DocumentMatches],
        excluded_pairs: "tuple[ExcludedPair, ...]",
        run: int,
    ) -> None:
        with self._ignore_outdated(run):
            grouping = self._workspace.group_matches(
                document_matches, self.lookup.words, excluded_pairs
            )
            self._host.post_message(ClaimsReady(excluded_pairs, grouping, run))

    @contextmanager
    def _ignore_outdated(self, run: int) -> Iterator[None]:
        """Ignore look-ups that fail because their documents were read again meanwhile."""
        try:
            yield
        except (LookupError, AttributeError):
            if run == self._run:
                raise

    def _span_of(self, reference: PassageRef) -> Span:
        """Return the span of a passage; empty if the document no longer has it."""
        corpus_file = self._corpus_files.get(reference.document)
        passages = corpus_file.document.passages if corpus_file and corpus_file.document else ()
        return passages[reference.passage].span if reference.passage < len(passages) else Span(0, 0)
