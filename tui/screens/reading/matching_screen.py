"""Comparing beside the screen: the survey, what lines mean, claims, and what the reader rejected.

Each comes as a message and goes into `MatchIndex`; the screen is told for which documents.
"""

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual import on, work
from textual.message import Message
from textual.worker import Worker, WorkerState, get_current_worker

from tui.corpus.corpus_file import CorpusFile
from tui.corpus.display_titles import DisplayTitles
from tui.index.match_index import MatchIndex
from tui.matching.matches import DocumentMatches, PassagePair, PassageRef
from tui.notes.location.located_notes import LocatedNotes
from tui.screens.base.batching import batches
from tui.screens.base.current_size_screen import CurrentSizeScreen
from tui.screens.collation.controller import CollationController
from tui.screens.commands.notes_controller import NotesController
from tui.screens.matching.match_lookup import MatchLookup
from tui.screens.messages import CollationReady
from tui.settings import Settings
from tui.text.span import Span
from tui.workspace.workspace import Workspace

if TYPE_CHECKING:
    from tui.index.semantic_matcher import SemanticProgress
    from tui.matching.claim_values import Grouping
    from tui.notes.excluded_pairs import ExcludedPair


class MatchingScreen(CurrentSizeScreen[None]):
    """A screen whose documents are compared while it is there."""

    @dataclass
    class MatchesAdded(Message):
        """Some more documents have been compared with all others."""

        found: list[DocumentMatches]
        last: bool
        apart: frozenset[PassagePair]
        """What of it the reader called no match."""
        round: int = 0
        """In which round of comparing; see `_compare_again`."""

    @dataclass
    class MatchesRescored(Message):
        """What some more lines mean is known; some documents' matches may be weighed anew."""

        steps: "list[SemanticProgress]"
        last: bool
        round: int = 0

        @property
        def message(self) -> str:
            """How far the reading of meanings is, while it goes on."""
            if self.last or not self.steps or self.steps[-1].done == self.steps[-1].whole:
                return ""
            return f"meanings {self.steps[-1].done}/{self.steps[-1].whole}"

    @dataclass
    class ClaimsReady(Message):
        """What was found is grouped into claims, as far as the `excluded_pairs` let it be."""

        excluded_pairs: "tuple[ExcludedPair, ...]"
        grouping: "Grouping"
        round: int = 0

    @dataclass
    class Failed(Message):
        """Something beside the screen went wrong; the app's log is to know."""

        error: BaseException | None

    def __init__(self, workspace: Workspace, settings: Settings) -> None:
        super().__init__()
        self._workspace = workspace
        self._settings = settings
        self._corpus_files: dict[str, CorpusFile] = {}
        self._match_index = MatchIndex(self._span_of)
        self._titles = DisplayTitles()
        self._witnesses = MatchLookup(
            self._corpus_files, self._match_index, LocatedNotes(), self._titles
        )
        self.collation = CollationController(self, self._corpus_files)
        self._open = ""
        """The document that is read."""
        self._excluded_pairs: tuple[ExcludedPair, ...] = ()
        self._comparing = ""
        """How far the comparing is, in words; empty when it is done."""
        self._is_run_ahead = False
        """Whether what there is to know of the corpus comes in a moment."""
        self._compared = self._settled = False
        self._round = 0
        """How often comparing began anew, since files were read again."""
        self._is_weighed = False
        """Whether meaning changed what was found."""

    @property
    def is_settled(self) -> bool:
        """Whether all that can be read is read, compared and grouped."""
        return self._settled

    def _show_matches(self, documents: Collection[str]) -> None:
        """Show that more is known of some documents."""
        raise NotImplementedError

    @property
    def _readable(self) -> list[CorpusFile]:
        """The documents, whether whole or so far only in part."""
        return [corpus_file for corpus_file in self._corpus_files.values() if corpus_file.document]

    # In threads

    def _begin_comparing(self) -> None:
        """Compare all that can be read, what is open first."""
        readable = self._readable
        if len(readable) < 2:  # noqa: PLR2004  # it takes two
            self._settled = True
            return
        self._comparing = f"comparing 0/{len(readable)}"
        if self._is_run_ahead:
            self._compare(readable, self._open, self._round)
        else:
            self.call_after_refresh(self._compare, readable, self._open, self._round)

    def _span_of(self, place: PassageRef) -> Span:
        """Where a passage stands; nowhere if its document is not as it was."""
        corpus_file = self._corpus_files.get(place.document)
        passages = corpus_file.document.passages if corpus_file and corpus_file.document else ()
        return passages[place.passage].span if place.passage < len(passages) else Span(0, 0)

    def _compare_again(self, documents: Collection[str]) -> None:
        """Compare anew, since files were read again: what was found of their former words goes.

        What is still on its way from an earlier round is let pass.
        """
        self._round += 1
        self._match_index.drop(documents)
        self.collation.drop()
        self._compared = self._settled = self._is_weighed = self._is_run_ahead = False
        self._comparing = ""
        self._begin_comparing()

    @work(thread=True, group="survey", exclusive=True, exit_on_error=False)
    def _compare(self, corpus_files: list[CorpusFile], first: str, number: int) -> None:
        excluded_pairs = self._workspace.excluded_pairs()
        self.post_message(NotesController.ExcludedPairsChanged(excluded_pairs))
        found = self._workspace.match_documents(corpus_files, first)
        for batch, last in batches(found, lambda: get_current_worker().is_cancelled):
            with self._wanted(number):
                apart = self._workspace.find_excluded(batch, self._witnesses.words, excluded_pairs)
                self.post_message(self.MatchesAdded(batch, last, apart, number))

    @work(thread=True, group="meaning", exclusive=True, exit_on_error=False)
    def _weigh(self, corpus_files: list[CorpusFile], first: str, number: int) -> None:
        steps = self._workspace.rescore(corpus_files, first)
        for batch, last in batches(steps, lambda: get_current_worker().is_cancelled):
            self.post_message(self.MatchesRescored(batch, last, number))

    @work(thread=True, group="grouping", exclusive=True, exit_on_error=False)
    def _group(
        self,
        found: Sequence[DocumentMatches],
        excluded_pairs: "tuple[ExcludedPair, ...]",
        number: int,
    ) -> None:
        with self._wanted(number):
            grouping = self._workspace.group_matches(found, self._witnesses.words, excluded_pairs)
            self.post_message(self.ClaimsReady(excluded_pairs, grouping, number))

    @contextmanager
    def _wanted(self, number: int) -> Iterator[None]:
        """Let pass what fails since files it was about have been read again meanwhile."""
        try:
            yield
        except (LookupError, AttributeError):
            if number == self._round:
                raise

    # On the screen

    @on(MatchesAdded)
    def _take_findings(self, event: MatchesAdded) -> None:
        if event.round != self._round:
            return
        if event.apart:
            self._match_index.regroup(self._match_index.apart | event.apart)
        for found in event.found:
            self._match_index.add(found)
        if event.last:
            self._compared = True
            self._group(self._match_index.all, self._excluded_pairs, self._round)
        else:
            self._comparing = f"comparing {len(self._match_index)}/{self._witnesses.others + 1}"
        self._show_matches([found.document for found in event.found])

    @on(MatchesRescored)
    def _take_meanings(self, event: MatchesRescored) -> None:
        if event.round != self._round:
            return
        found = [step.found for step in event.steps if step.found]
        for one in found:
            self._match_index.add(one)
        self._is_weighed |= bool(found)
        self._comparing = event.message
        self._show_matches([one.document for one in found])
        if event.last and self._is_weighed:
            self._group(self._match_index.all, self._excluded_pairs, self._round)

    @on(NotesController.ExcludedPairsChanged)
    def _take_excluded_pairs(self, event: NotesController.ExcludedPairsChanged) -> None:
        if event.excluded_pairs != self._excluded_pairs:
            self._excluded_pairs = event.excluded_pairs
            self._group(self._match_index.all, self._excluded_pairs, self._round)

    @on(ClaimsReady)
    def _take_claims(self, event: ClaimsReady) -> None:
        """Count by claims once all is compared, so that no card moves before."""
        if event.excluded_pairs is not self._excluded_pairs or event.round != self._round:
            return  # more was rejected or read meanwhile, and is being grouped
        grouping = event.grouping
        if self._compared:
            self._match_index.regroup(grouping.excluded, grouping.indirect_matches)
        else:
            self._match_index.regroup(self._match_index.apart | grouping.excluded)
        if self._compared:
            self.collation.update(self._match_index.all, grouping, meaning=self._is_weighed)
        if self._compared and not self._settled:
            self._settled, self._comparing = True, ""
            if self._settings.semantic:
                self._weigh(self._readable, self._open, self._round)
        self._show_matches(tuple(self._corpus_files))

    @on(CollationReady)
    def _take_collation(self, event: CollationReady) -> None:
        """Show what became known of the accounts."""
        if self.collation.take(event):
            self._show_matches(tuple(self._corpus_files))

    @on(Worker.StateChanged)
    def _go_on_without_comparing(self, event: Worker.StateChanged) -> None:
        """A fault in the comparing must not end the reading."""
        groups = {"survey", "meaning", "grouping", "collation"}
        if event.worker.group in groups and event.state is WorkerState.ERROR:
            self._settled = True
            self._comparing = "comparing failed; what happened is in the log"
            self.post_message(self.Failed(event.worker.error))
            self._show_matches(())
