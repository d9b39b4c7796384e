"""The keys for the comparison of the accounts: differences, only here, left out."""

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar

from textual.binding import BindingType
from textual.containers import Container

from tui.screens.collation.controller import CollationController
from tui.screens.matching.source_selection import SourceSelection
from tui.screens.messages import PassageChosen, StatusChanged
from tui.widgets.core.bindings import bindings

if TYPE_CHECKING:
    from tui.collation.corpus_comparison import CorpusComparison


class CollationCommands(Container):
    """A container that binds the keys for the lists of the comparison."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("collation.")]

    def __init__(self, collation: CollationController, selection: SourceSelection) -> None:
        super().__init__(id="collation-commands")
        self._collation = collation
        self._selection = selection

    def action_collation_differences(self) -> None:
        # start-up: only once asked for
        from tui.screens.collation.difference_list import DifferenceList  # noqa: PLC0415

        if comparison := self._comparison("No value differs", lambda one: one.differences):
            self.app.push_screen(DifferenceList(comparison), self._go_to_difference)

    def action_collation_only_here(self) -> None:
        # start-up: only once asked for
        from tui.screens.collation.sentence_lists import OnlyHereList  # noqa: PLC0415

        document = self._selection.document
        if comparison := self._comparison(
            "Others say all of this article",
            lambda one: [*one.only_here(document), *one.partly_new(document)],
        ):
            self.app.push_screen(OnlyHereList(comparison, document), self._go_to)

    def action_collation_omissions(self) -> None:
        # start-up: only once asked for
        from tui.screens.collation.sentence_lists import OmissionList  # noqa: PLC0415

        document = self._selection.document
        if comparison := self._comparison(
            "This article leaves out nothing that two others say",
            lambda one: one.omissions(document),
        ):
            self.app.push_screen(OmissionList(comparison, document), self._go_to)

    def _comparison(
        self, empty: str, rows: "Callable[[CorpusComparison], object]"
    ) -> "CorpusComparison | None":
        """Return the comparison if it is ready and has `rows`; else say why there is none."""
        comparison = self._collation.comparison
        if comparison is None or self._selection.document not in comparison.collation.documents:
            self.post_message(StatusChanged("The accounts are still being compared"))
            return None
        if not rows(comparison):
            self.post_message(StatusChanged(empty))
            return None
        return comparison

    def _go_to(self, chosen: str | None) -> None:
        from tui.screens.collation.sentence_lists import target  # noqa: PLC0415  # loaded by then

        if chosen:
            self.post_message(PassageChosen(*target(chosen)))

    def _go_to_difference(self, chosen: str | None) -> None:
        """Go to the side that the open article has, or else to the first one."""
        comparison = self._collation.comparison
        if chosen is None or comparison is None:
            return
        difference = comparison.differences[int(chosen)]
        here, there = difference.here, difference.there
        offset, source = difference.a_value.start, there.document
        if there.document == self._selection.document:
            here, offset, source = there, difference.b_value.start, here.document
        self.post_message(PassageChosen(here.document, offset, source))
