"""Judging matches: why a card is there, calling it no match, and the list of what was so called."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.binding import BindingType

from tui.screens.commands.notes_controller import Seeing
from tui.screens.matching.match_lookup import Witnesses
from tui.screens.matching.source_selection import Answering
from tui.settings import Settings
from tui.widgets.core.bindings import bindings
from tui.widgets.layout.panes import Panes
from tui.workspace.workspace import Library

if TYPE_CHECKING:
    from tui.notes.excluded_pairs import Rejection


class Judging(Seeing):
    """The panes, with what the reader asks and says of the chosen card."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("match.")]

    def __init__(
        self,
        panes: Panes,
        library: Library,
        settings: Settings,
        witnesses: Witnesses,
        answering: Answering,
    ) -> None:
        super().__init__(panes, library, settings, witnesses)
        self._answering = answering

    def action_match_why(self) -> None:
        # start-up: only once asked for
        from tui.screens.matching.explanation_dialog import Reasons  # noqa: PLC0415

        if match := self._answering.match():
            self.app.push_screen(
                Reasons(self._witnesses, match, self._settings.keys), self._reject_if
            )
        else:
            self._tell("There is no card here to explain")

    def _reject_if(self, rejecting: bool | None) -> None:  # noqa: FBT001  # a screen's result
        if rejecting:
            self.action_match_reject()

    def action_match_reject(self) -> None:
        from tui.notes.excluded_pairs import Said  # noqa: PLC0415  # start-up: only once asked for

        match, w = self._answering.match(), self._witnesses
        if match is None:
            self._tell("There is no card here that could be called no match")
            return
        one, other = (
            Said(w.words(place), w.holdings[place.document].title)
            for place in (match.here, match.there)
        )
        self._answering.pass_on()
        self._act(lambda keeping: keeping.reject(one, other))

    def action_match_rejected(self) -> None:
        # start-up: only once asked for
        from tui.screens.matching.excluded_pairs_dialog import Rejected  # noqa: PLC0415

        self.app.push_screen(Rejected(self._rejected, self._change, self._settings.keys))

    async def _rejected(self) -> "Sequence[Rejection]":
        """What the reader called no match; raises `Refused`."""
        if self._door.is_empty:
            return ()
        found: Sequence[Rejection] = await self._door.ask(
            lambda keeping: keeping.notes.rejections.all()
        )
        return found
