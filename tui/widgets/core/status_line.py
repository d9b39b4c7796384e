"""The status line: the state of the reader on the left, the keys of the pane on the right."""

from collections.abc import Mapping
from typing import ClassVar

from rich.cells import cell_len
from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from tui.commands import FOOTER_ALWAYS, FOOTERS, hint_list

READER, EDITOR = "reader", "editor"
"""The name of the reader's pane in `FOOTERS`."""

_GAP = 3
"""The least number of cells between the message and the keys."""


class StatusLine(Widget):
    """A line of plain words; keys give way to the message, the least important first."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"status--hints", "status--key"}

    message: reactive[str] = reactive("")
    """The state of the reader, or a message."""
    keyboard: reactive[str] = reactive(READER)
    """The pane that has the focus: one of `FOOTERS`."""

    def __init__(self, changed_keys: Mapping[str, str], *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._hints = {name: hint_list(changed_keys, *offered) for name, offered in FOOTERS.items()}
        self._always = hint_list(changed_keys, *FOOTER_ALWAYS)

    def render(self) -> Content:
        """Return the message, and as many keys as there is room for."""
        room = self.size.width - cell_len(self.message) - _GAP
        last = [] if self.keyboard == EDITOR else self._always
        shown: list[str] = []
        for hint in self._hints[self.keyboard]:
            if cell_len("  ".join((*shown, hint, *last))) > room:
                break
            shown.append(hint)
        shown += [hint for hint in last if cell_len("  ".join((*shown, hint))) <= room]
        gap = max(1, self.size.width - cell_len(self.message) - cell_len("  ".join(shown)) - 2)
        word, key = (self.get_visual_style(f"status--{part}") for part in ("hints", "key"))
        parts: list[Content | str | tuple[str, object]] = []
        for hint in shown:
            name, _, meaning = hint.partition(" ")
            parts += ["  " if parts else "", (name, key), (f" {meaning}", word)]
        return Content.assemble(" ", self.message, " " * gap, *parts, " ")  # type: ignore[arg-type]
