"""The keys for cards: choose, open, pin, explain and exclude a match, list excluded pairs."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.binding import BindingType
from textual.containers import Container

from tui.lazy_imports import lazy_imports
from tui.screens.commands.command_context import CommandContext
from tui.screens.messages import CardChanged, PassageChosen
from tui.widgets.core.bindings import bindings
from tui.widgets.documents.document_list import DocumentList

with lazy_imports():
    from tui.notes import excluded_pairs
    from tui.screens.matching import excluded_pairs_dialog, explanation_dialog

if TYPE_CHECKING:
    from tui.notes.excluded_pairs import ExcludedPair


class MatchCommands(Container):
    """A container that binds the keys for the chosen card."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("card.", "match.")]

    def __init__(self, context: CommandContext) -> None:
        super().__init__(id="match-commands")
        self._settings = context.settings
        self._lookup = context.lookup
        self._selection = context.selection
        self._notes = context.notes
        self._panes = context.panes

    def action_card_next(self) -> None:
        self._selection.step(1)
        self.post_message(CardChanged())

    def action_card_previous(self) -> None:
        self._selection.step(-1)
        self.post_message(CardChanged())

    def action_card_open(self) -> None:
        if self._panes.documents.has_focus:
            if name := self._panes.documents.under_cursor:
                self.post_message(DocumentList.DocumentChosen(name))
            return
        match = self._selection.match()
        document = self._lookup.corpus_files[match.there.document].document if match else None
        if match is None or document is None:
            self._notes.show_status("No other article says this")
            return
        offset = document.passages[match.there.passage].span.start
        self.post_message(PassageChosen(match.there.document, offset, match.here.document))

    def action_card_passages(self) -> None:
        if self._selection.list_passages():
            self.post_message(CardChanged())
        else:
            self._notes.show_status("The chosen card's article has no other passage that matches")

    def action_card_pin(self) -> None:
        self._selection.pin()
        self.post_message(CardChanged())

    def action_match_why(self) -> None:
        if match := self._selection.match():
            self.app.push_screen(
                explanation_dialog.ExplanationDialog(self._lookup, match, self._settings.keys),
                self._reject_if,
            )
        else:
            self._notes.show_status("There is no card here to explain")

    def _reject_if(self, is_rejected: bool | None) -> None:  # noqa: FBT001  # a screen's result
        if is_rejected:
            self.action_match_reject()

    def action_match_reject(self) -> None:
        match, lookup = self._selection.match(), self._lookup
        if match is None:
            self._notes.show_status("There is no card here that could be called no match")
            return
        first, second = (
            excluded_pairs.QuotedPassage(
                lookup.words(reference), lookup.corpus_files[reference.document].title
            )
            for reference in (match.here, match.there)
        )
        self._selection.choose_neighbour()
        self._notes.act(lambda actions: actions.reject(first, second))

    def action_match_rejected(self) -> None:
        self.app.push_screen(
            excluded_pairs_dialog.ExcludedPairsDialog(
                self._excluded_pairs, self._notes.carry_out, self._settings.keys
            )
        )

    async def _excluded_pairs(self) -> "Sequence[ExcludedPair]":
        """Return the pairs that the reader excluded.

        Raises:
            NoteActionError: If the store can't be read.
        """
        service = self._notes.service
        if service.is_empty:
            return ()
        pairs: Sequence[ExcludedPair] = await service.run(
            lambda actions: actions.notes.excluded_pairs.all()
        )
        return pairs
