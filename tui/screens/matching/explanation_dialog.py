"""The explanation of a match, in sentences that can be scrolled."""

import asyncio
from collections.abc import Mapping
from typing import ClassVar

from textual import events, work
from textual.app import ComposeResult
from textual.binding import BindingType

from tui.commands import Area, hint_list
from tui.matching.matches import Match
from tui.resources import STYLES
from tui.screens.base.dialog_screen import DialogScreen
from tui.screens.matching.explanation_text import Part, explain
from tui.screens.matching.match_lookup import MatchLookup
from tui.widgets.core.bindings import bindings
from tui.widgets.core.choice_list import Choice, ChoiceList
from tui.widgets.core.sheet import Sheet
from tui.widgets.core.text_lines import wrap_lines

_HINTED_COMMANDS = ("why.leave", "why.down", "why.reject", "app.help keys")
_STEP = 4
_MARGIN = 6
"""Cells of a line that `ChoiceList` uses itself."""


class ExplanationDialog(DialogScreen[bool]):
    """Returns True if the reader excludes the match."""

    CSS_PATH = STYLES / "dialogs.tcss"  # parsed when first shown
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("why.")]
    key_areas = (Area.WHY,)

    def __init__(self, lookup: MatchLookup, match: Match, changed_keys: Mapping[str, str]) -> None:
        super().__init__()
        self._hints = hint_list(changed_keys, *_HINTED_COMMANDS)
        self._lookup = lookup
        self._match = match
        self._parts: list[Part] = []

    def compose(self) -> ComposeResult:
        """Yield the sentences."""
        with Sheet("Why these match", self._hints, id="reasons"):
            yield ChoiceList(id="reasons-lines")

    def on_mount(self) -> None:
        """Create the sentences."""
        self._explain()

    @work(exclusive=True)
    async def _explain(self) -> None:
        self._parts = await asyncio.to_thread(explain, self._lookup, self._match)
        self._show()

    def on_resize(self, event: events.Resize) -> None:
        """Wrap the sentences at the new width."""
        del event
        self.call_later(self._show)  # once the widgets have their sizes

    def _show(self) -> None:
        pane = self.query_exactly_one(ChoiceList)
        width = max(10, pane.size.width - _MARGIN)
        choices: list[Choice] = []
        for part in self._parts:
            choices += [Choice("", row, heading=True) for row in wrap_lines(part.heading, width)]
            for sentence in part.sentences:
                choices += [Choice("", row) for row in wrap_lines(sentence, width)]
            choices.append(Choice("", ""))
        pane.show(choices[:-1])
        self.query_exactly_one(Sheet).fit(pane, len(choices) - 1)

    def action_why_down(self) -> None:
        self._scroll(_STEP)

    def action_why_up(self) -> None:
        self._scroll(-_STEP)

    def _scroll(self, lines: int) -> None:
        pane = self.query_exactly_one(ChoiceList)
        pane.jump_to_line(pane.scroll_offset.y + lines)

    def action_why_reject(self) -> None:
        self._leave(is_rejected=True)

    def action_why_leave(self) -> None:
        self._leave(is_rejected=False)

    def _leave(self, *, is_rejected: bool) -> None:
        if self.is_current:  # a second key may arrive before the dialog is closed
            self.dismiss(is_rejected)
