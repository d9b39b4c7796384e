"""Judging matches: why a card is there, calling it no match, and the list of what was so called."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.binding import BindingType

from tui.screens.commands.notes_controller import NotesController
from tui.screens.matching.match_lookup import MatchLookup
from tui.screens.matching.source_selection import SourceSelection
from tui.settings import Settings
from tui.widgets.core.bindings import bindings
from tui.widgets.layout.panes import Panes
from tui.workspace.workspace import Workspace

if TYPE_CHECKING:
    from tui.notes.excluded_pairs import ExcludedPair


class MatchCommands(NotesController):
    """The panes, with what the reader asks and says of the chosen card."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("match.")]

    def __init__(
        self,
        panes: Panes,
        workspace: Workspace,
        settings: Settings,
        witnesses: MatchLookup,
        answering: SourceSelection,
    ) -> None:
        super().__init__(panes, workspace, settings, witnesses)
        self._answering = answering

    def action_match_why(self) -> None:
        # start-up: only once asked for
        from tui.screens.matching.explanation_dialog import ExplanationDialog  # noqa: PLC0415

        if match := self._answering.match():
            self.app.push_screen(
                ExplanationDialog(self._witnesses, match, self._settings.keys), self._reject_if
            )
        else:
            self._tell("There is no card here to explain")

    def _reject_if(self, rejecting: bool | None) -> None:  # noqa: FBT001  # a screen's result
        if rejecting:
            self.action_match_reject()

    def action_match_reject(self) -> None:
        # start-up: only once asked for
        from tui.notes.excluded_pairs import QuotedPassage  # noqa: PLC0415

        match, w = self._answering.match(), self._witnesses
        if match is None:
            self._tell("There is no card here that could be called no match")
            return
        one, other = (
            QuotedPassage(w.words(place), w.corpus_files[place.document].title)
            for place in (match.here, match.there)
        )
        self._answering.pass_on()
        self._act(lambda keeping: keeping.reject(one, other))

    def action_match_rejected(self) -> None:
        # start-up: only once asked for
        from tui.screens.matching.excluded_pairs_dialog import ExcludedPairsDialog  # noqa: PLC0415

        self.app.push_screen(ExcludedPairsDialog(self._rejected, self._change, self._settings.keys))

    async def _rejected(self) -> "Sequence[ExcludedPair]":
        """What the reader called no match; raises `NoteActionError`."""
        if self._door.is_empty:
            return ()
        found: Sequence[ExcludedPair] = await self._door.run(
            lambda keeping: keeping.notes.excluded_pairs.all()
        )
        return found
