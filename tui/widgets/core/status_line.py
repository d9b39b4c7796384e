"""The status line: the state of the reader on the left, the keys of the pane on the right."""

from collections.abc import Mapping, Sequence
from typing import ClassVar

from rich.cells import cell_len
from textual import events
from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from tui.commands import FOOTER_ALWAYS, FOOTERS, PANES, first_key, hint_list
from tui.textual_private import character_to_key
from tui.widgets.core.text_lines import clip_line

READER = "reader"
"""The name of the reader's pane in `FOOTERS`."""

_GAP = 3
"""The least number of cells between the message and the keys."""
_EDGES = 2
"""Cells before and after the message."""


class StatusLine(Widget):
    """A line of plain words; hints are left out for a long message, the least important first."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"status--hints", "status--key"}

    message: reactive[str] = reactive("")
    """The state of the reader, or a message."""
    keyboard: reactive[str] = reactive(READER)
    """The pane that has the focus: one of `FOOTERS`."""

    def __init__(
        self,
        changed_keys: Mapping[str, str],
        *,
        always: Sequence[str] = FOOTER_ALWAYS,
        id: str | None = None,  # noqa: A002  # Textual's name
    ) -> None:
        super().__init__(id=id)
        self._changed_keys = changed_keys
        self._always = always
        commands = {*always, *(command for pane in FOOTERS.values() for command in pane)}
        self._hints = {command: hint_list(changed_keys, command)[0] for command in commands}
        self._positions: list[tuple[int, int, str]] = []
        """The first cell of each hint, the cell after its last one, and its command."""

    def render(self) -> Content:
        """Return the message, and as many keys as there is room for."""
        last = self._always if self.keyboard in PANES else ()
        message = self._clipped_message
        room = self.size.width - cell_len(message) - _GAP
        commands: list[str] = []
        for command in FOOTERS[self.keyboard]:
            if self._width_of(*commands, command, *last) > room:
                break
            commands.append(command)
        commands += [command for command in last if self._width_of(*commands, command) <= room]
        gap = max(1, self.size.width - cell_len(message) - self._width_of(*commands) - 2)
        word, key = (self.get_visual_style(f"status--{part}") for part in ("hints", "key"))
        parts: list[Content | str | tuple[str, object]] = []
        self._positions, start = [], 1 + cell_len(message) + gap
        for command, hint in ((command, self._hints[command]) for command in commands):
            name, _, meaning = hint.partition(" ")
            parts += ["  " if parts else "", (name, key), (f" {meaning}", word)]
            self._positions.append((start, start + cell_len(hint), command))
            start += cell_len(hint) + 2
        return Content.assemble(" ", message, " " * gap, *parts, " ")  # type: ignore[arg-type]

    @property
    def _clipped_message(self) -> str:
        """The message in one line; where text is typed, it leaves room for the keys."""
        if self.keyboard in PANES:
            return clip_line(self.message, max(0, self.size.width - _EDGES))
        hints_width = self._width_of(*FOOTERS[self.keyboard][:2])
        return clip_line(self.message, max(0, self.size.width - hints_width - _GAP))

    def _width_of(self, *commands: str) -> int:
        """Return the width of the hints for `commands`, side by side."""
        return cell_len("  ".join(self._hints[command] for command in commands))

    def on_click(self, event: events.Click) -> None:
        """Press the clicked key."""
        for start, end, command in self._positions:
            if start <= event.x < end:
                key = first_key(self._changed_keys, command)
                self.app.simulate_key(character_to_key(key) if len(key) == 1 else key)
