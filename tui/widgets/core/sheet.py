"""The frame of a dialog: its title, its keys on the lower border, as high as its list needs."""

from collections.abc import Sequence
from typing import Any

from textual.containers import Vertical
from textual.content import Content

from tui.widgets.core.key_hints import fit_hints
from tui.widgets.core.pane import Pane

_CORNERS = 6
"""Cells of a border that its text leaves free."""


class Sheet(Vertical):
    """A frame around a list and the lines above and below it."""

    def __init__(
        self,
        title: str,
        hints: Sequence[str],
        *,
        id: str | None = None,  # noqa: A002  # Textual's name
        classes: str | None = None,
    ) -> None:
        """Create a frame with a title and `hints` on keys, the most important first."""
        super().__init__(id=id, classes=classes)
        self._hints = hints
        self.keys = ""
        """The keys on the lower border, in plain words."""
        heading: Any = Content(title)
        self.border_title = heading

    def on_resize(self) -> None:
        """Show as many keys as there is room for."""
        hints = fit_hints(self._hints, self.outer_size.width - _CORNERS, " · ")
        self.keys = hints.plain
        shown: Any = hints
        self.border_subtitle = shown

    def say(self, message: str) -> None:
        """Show a message in place of the keys."""
        text: Any = Content(message)
        self.border_subtitle = text

    def fit(self, pane: Pane, lines: int) -> None:
        """Take the rows that `pane` needs to show so many lines; the style sheet says the most."""
        around = self.outer_size.height - pane.size.height
        if pane.size.height and self.outer_size.height != lines + around:
            self.styles.height = max(1, lines) + around
