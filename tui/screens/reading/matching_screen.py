"""Comparing beside the screen: the survey, what lines mean, claims, and what the reader rejected.

Each comes as a message and goes into `Findings`; the screen is told for which documents.
"""

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual import on, work
from textual.message import Message
from textual.worker import Worker, WorkerState, get_current_worker

from tui.corpus.corpus_file import Holding
from tui.corpus.display_titles import Titles
from tui.index.match_index import Findings
from tui.matching.matches import Couple, Found, Place
from tui.notes.location.located_notes import Standings
from tui.screens.base.batching import batches
from tui.screens.base.current_size_screen import OneSize
from tui.screens.commands.notes_controller import Seeing
from tui.screens.matching.match_lookup import Witnesses
from tui.settings import Settings
from tui.text.span import Span
from tui.workspace.workspace import Library

if TYPE_CHECKING:
    from tui.index.semantic_matcher import Weighed
    from tui.matching.claim_values import Grouping
    from tui.notes.excluded_pairs import Rejection


class Comparing(OneSize[None]):
    """A screen whose documents are compared while it is there."""

    @dataclass
    class SurveyGrew(Message):
        """Some more documents have been compared with all others."""

        found: list[Found]
        last: bool
        apart: frozenset[Couple]
        """What of it the reader called no match."""
        round: int = 0
        """In which round of comparing; see `_compare_again`."""

    @dataclass
    class MeaningRead(Message):
        """What some more lines mean is known; some documents' matches may be weighed anew."""

        steps: "list[Weighed]"
        last: bool
        round: int = 0

        @property
        def told(self) -> str:
            """How far the reading of meanings is, while it goes on."""
            if self.last or not self.steps or self.steps[-1].done == self.steps[-1].whole:
                return ""
            return f"meanings {self.steps[-1].done}/{self.steps[-1].whole}"

    @dataclass
    class Grouped(Message):
        """What was found is grouped into claims, as far as the `rejections` let it be."""

        rejections: "tuple[Rejection, ...]"
        grouping: "Grouping"
        round: int = 0

    @dataclass
    class Failed(Message):
        """Something beside the screen went wrong; the app's log is to know."""

        error: BaseException | None

    def __init__(self, library: Library, settings: Settings) -> None:
        super().__init__()
        self._library = library
        self._settings = settings
        self._holdings: dict[str, Holding] = {}
        self._findings = Findings(self._span_of)
        self._titles = Titles()
        self._witnesses = Witnesses(self._holdings, self._findings, Standings(), self._titles)
        self._open = ""
        """The document that is read."""
        self._rejections: tuple[Rejection, ...] = ()
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

    def _show_found(self, documents: Collection[str]) -> None:
        """Show that more is known of some documents."""
        raise NotImplementedError

    @property
    def _readable(self) -> list[Holding]:
        """The documents, whether whole or so far only in part."""
        return [holding for holding in self._holdings.values() if holding.document]

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

    def _span_of(self, place: Place) -> Span:
        """Where a passage stands; nowhere if its document is not as it was."""
        holding = self._holdings.get(place.document)
        passages = holding.document.passages if holding and holding.document else ()
        return passages[place.passage].span if place.passage < len(passages) else Span(0, 0)

    def _compare_again(self, documents: Collection[str]) -> None:
        """Compare anew, since files were read again: what was found of their former words goes.

        What is still on its way from an earlier round is let pass.
        """
        self._round += 1
        self._findings.drop(documents)
        self._compared = self._settled = self._is_weighed = self._is_run_ahead = False
        self._comparing = ""
        self._begin_comparing()

    @work(thread=True, group="survey", exclusive=True, exit_on_error=False)
    def _compare(self, holdings: list[Holding], first: str, number: int) -> None:
        rejections = self._library.rejections()
        self.post_message(Seeing.Rejected(rejections))
        found = self._library.survey(holdings, first)
        for batch, last in batches(found, lambda: get_current_worker().is_cancelled):
            with self._wanted(number):
                apart = self._library.set_apart(batch, self._witnesses.words, rejections)
                self.post_message(self.SurveyGrew(batch, last, apart, number))

    @work(thread=True, group="meaning", exclusive=True, exit_on_error=False)
    def _weigh(self, holdings: list[Holding], first: str, number: int) -> None:
        steps = self._library.weighed(holdings, first)
        for batch, last in batches(steps, lambda: get_current_worker().is_cancelled):
            self.post_message(self.MeaningRead(batch, last, number))

    @work(thread=True, group="grouping", exclusive=True, exit_on_error=False)
    def _group(
        self, found: Sequence[Found], rejections: "tuple[Rejection, ...]", number: int
    ) -> None:
        with self._wanted(number):
            grouping = self._library.grouped(found, self._witnesses.words, rejections)
            self.post_message(self.Grouped(rejections, grouping, number))

    @contextmanager
    def _wanted(self, number: int) -> Iterator[None]:
        """Let pass what fails since files it was about have been read again meanwhile."""
        try:
            yield
        except (LookupError, AttributeError):
            if number == self._round:
                raise

    # On the screen

    @on(SurveyGrew)
    def _take_findings(self, event: SurveyGrew) -> None:
        if event.round != self._round:
            return
        if event.apart:
            self._findings.regroup(self._findings.apart | event.apart)
        for found in event.found:
            self._findings.add(found)
        if event.last:
            self._compared = True
            self._group(self._findings.all, self._rejections, self._round)
        else:
            self._comparing = f"comparing {len(self._findings)}/{self._witnesses.others + 1}"
        self._show_found([found.document for found in event.found])

    @on(MeaningRead)
    def _take_meanings(self, event: MeaningRead) -> None:
        if event.round != self._round:
            return
        found = [step.found for step in event.steps if step.found]
        for one in found:
            self._findings.add(one)
        self._is_weighed |= bool(found)
        self._comparing = event.told
        self._show_found([one.document for one in found])
        if event.last and self._is_weighed:
            self._group(self._findings.all, self._rejections, self._round)

    @on(Seeing.Rejected)
    def _take_rejections(self, event: Seeing.Rejected) -> None:
        if event.rejections != self._rejections:
            self._rejections = event.rejections
            self._group(self._findings.all, self._rejections, self._round)

    @on(Grouped)
    def _take_claims(self, event: Grouped) -> None:
        """Count by claims once all is compared, so that no card moves before."""
        if event.rejections is not self._rejections or event.round != self._round:
            return  # more was rejected or read meanwhile, and is being grouped
        grouping = event.grouping
        if self._compared:
            self._findings.regroup(grouping.apart, grouping.ways)
        else:
            self._findings.regroup(self._findings.apart | grouping.apart)
        if self._compared and not self._settled:
            self._settled, self._comparing = True, ""
            if self._settings.semantic:
                self._weigh(self._readable, self._open, self._round)
        self._show_found(tuple(self._holdings))

    @on(Worker.StateChanged)
    def _go_on_without_comparing(self, event: Worker.StateChanged) -> None:
        """A fault in the comparing must not end the reading."""
        groups = {"survey", "meaning", "grouping"}
        if event.worker.group in groups and event.state is WorkerState.ERROR:
            self._settled = True
            self._comparing = "comparing failed; what happened is in the log"
            self.post_message(self.Failed(event.worker.error))
            self._show_found(())
