"""The keys for the comparison of the accounts: differences, only here, left out."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual.binding import BindingType
from textual.containers import Container

from tui.screens.collation.controller import CollationController
from tui.screens.commands.note_commands import NoteCommands
from tui.screens.matching.source_selection import SourceSelection
from tui.screens.messages import PassageChosen, StatusChanged
from tui.screens.notes.notes_controller import NotesController
from tui.widgets.core.bindings import bindings

if TYPE_CHECKING:
    from tui.collation.corpus_comparison import CorpusComparison
    from tui.screens.collation.collation_list import CollationList


class CollationCommands(Container):
    """A container that binds the keys for the lists of the comparison."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("collation.")]

    def __init__(
        self,
        collation: CollationController,
        selection: SourceSelection,
        notes: NotesController,
        note_commands: NoteCommands,
    ) -> None:
        super().__init__(id="collation-commands")
        self._collation = collation
        self._selection = selection
        self._notes = notes
        self._note_commands = note_commands

    def action_collation_differences(self) -> None:
        # start-up: only once asked for
        from tui.screens.collation.difference_list import DifferenceList  # noqa: PLC0415

        if comparison := self._comparison("No value differs", lambda one: one.differences):
            self._show(
                DifferenceList(comparison, self._copy),
                partial(self._side_of_difference, comparison),
            )

    def action_collation_only_here(self) -> None:
        # start-up: only once asked for
        from tui.screens.collation.sentence_lists import OnlyHereList  # noqa: PLC0415

        document = self._selection.document
        if comparison := self._comparison(
            "Others say all of this article",
            lambda one: [*one.only_here(document), *one.partly_new(document)],
        ):
            self._show(OnlyHereList(comparison, document, self._copy), _target)

    def action_collation_omissions(self) -> None:
        # start-up: only once asked for
        from tui.screens.collation.sentence_lists import OmissionList  # noqa: PLC0415

        document = self._selection.document
        if comparison := self._comparison(
            "This article leaves out nothing that two others say",
            lambda one: one.omissions(document),
        ):
            self._show(OmissionList(comparison, document, self._copy), _target)

    def _comparison(
        self, empty: str, rows: "Callable[[CorpusComparison], object]"
    ) -> "CorpusComparison | None":
        """Return the comparison if it is ready and has `rows`; else say why there is none."""
        comparison = self._collation.comparison_with(self._selection.document)
        if comparison is None:
            self.post_message(StatusChanged("The accounts are still being compared"))
            return None
        if not rows(comparison):
            self.post_message(StatusChanged(empty))
            return None
        return comparison

    def _copy(self, text: str) -> str:
        # start-up: only once asked for
        from tui.screens.notes.passage_copy import copy_text  # noqa: PLC0415

        return copy_text(self.app, text, self._notes.service.folder)

    def _show(self, dialog: "CollationList", place: Callable[[str], PassageChosen]) -> None:
        """Show a list, and go to the `place` of the line chosen, to write a note if asked to."""

        def go(chosen: str | None) -> None:
            if chosen is None:
                return
            # To the screen itself, so that a note is begun after it has gone there.
            self.screen.post_message(place(chosen))
            if dialog.is_for_note:
                self.screen.call_later(self._note_commands.action_note_write)

        self.app.push_screen(dialog, go)

    def _side_of_difference(self, comparison: "CorpusComparison", chosen: str) -> PassageChosen:
        """Return the side that the open article has, or else the first one."""
        difference = comparison.distinct_differences[int(chosen)]
        here, there = difference.here, difference.there
        offset, source = difference.a_value.start, there.document
        if there.document == self._selection.document:
            here, offset, source = there, difference.b_value.start, here.document
        return PassageChosen(here.document, offset, source)


def _target(chosen: str) -> PassageChosen:
    from tui.screens.collation.sentence_lists import target  # noqa: PLC0415  # loaded by then

    return PassageChosen(*target(chosen))
