"""The status line: where one is on the left, the keys of the first minute on the right."""

from typing import ClassVar

from rich.cells import cell_len
from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from tui.keys import COMMANDS, keys_of, shown


class StatusLine(Widget):
    """One line of plain words, whatever they are; the hints give way to the news."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"status--hints"}

    news: reactive[str] = reactive("")
    """Where one is, what is going on."""

    def __init__(self, changed_keys: dict[str, str], *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._hints = [
            f"{shown(keys_of(command, changed_keys)[0])} {command.hint}"
            for command in COMMANDS
            if command.hint and not command.area.has_own_keys
        ]

    def render(self) -> Content:
        """The news, and as many hints as there is room for."""
        room = self.size.width - cell_len(self.news) - 3
        hints = ""
        for hint in reversed(self._hints):
            longer = f"{hint}  {hints}" if hints else hint
            if cell_len(longer) > room:
                break
            hints = longer
        gap = max(1, self.size.width - cell_len(self.news) - cell_len(hints) - 2)
        muted = self.get_visual_style("status--hints")
        return Content.assemble(" ", self.news, " " * gap, (hints, muted), " ")
