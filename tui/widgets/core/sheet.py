"""The frame of a dialog: its title, its keys on the lower border, as high as its list needs."""

from collections.abc import Mapping, Sequence
from typing import Any

from textual import on
from textual.containers import Vertical
from textual.content import Content

from tui.commands import hint_list
from tui.widgets.core.filtered_list import FilteredList
from tui.widgets.core.key_hints import fit_hints
from tui.widgets.core.pane import Pane

_CORNERS = 6
"""Cells of a border that its text leaves free."""
_TYPING = ("prompt.accept keep the filter", "prompt.leave remove it")
"""The keys of a filter."""


class Sheet(Vertical):
    """A frame around a list and the lines above and below it."""

    def __init__(
        self,
        title: str,
        hints: Sequence[str],
        *,
        changed_keys: Mapping[str, str] | None = None,
        id: str | None = None,  # noqa: A002  # Textual's name
        classes: str | None = None,
    ) -> None:
        """Create a frame.

        Args:
            title: The title, on the upper border.
            hints: The keys, each with its effect, the most important first.
            changed_keys: The keys that the user changed; for a sheet with a filter.
            id: The id of the widget.
            classes: The classes of the widget.
        """
        super().__init__(id=id, classes=classes)
        self._hints = hints
        self._typing_hints = hint_list(changed_keys or {}, *_TYPING)
        self._is_typing = False
        """True while a filter is typed."""
        self._fitted: tuple[Pane, int] | None = None
        self.keys = ""
        """The keys on the lower border, in plain words."""
        heading: Any = Content(title)
        self.border_title = heading

    def on_resize(self) -> None:
        """Show as many keys as there is room for."""
        self._show_keys()

    @on(FilteredList.Typing)
    def _change_keys(self, event: FilteredList.Typing) -> None:
        """Show the keys of the filter while it is typed; the prompt takes a row more then."""
        self._is_typing = event.begins
        self._show_keys()
        self.call_after_refresh(self._fit_again)

    def _fit_again(self) -> None:
        if self._fitted:
            self.fit(*self._fitted)

    def _show_keys(self) -> None:
        key_hints = self._typing_hints if self._is_typing else self._hints
        hints = fit_hints(key_hints, self.outer_size.width - _CORNERS, " · ")
        self.keys = hints.plain
        subtitle: Any = hints
        self.border_subtitle = subtitle

    def say(self, message: str) -> None:
        """Show a message in place of the keys."""
        text: Any = Content(message)
        self.border_subtitle = text

    def fit(self, pane: Pane, lines: int) -> None:
        """Take the rows that `pane` needs to show so many lines; the style sheet says the most."""
        self._fitted = pane, lines
        frame = self.outer_size.height - pane.size.height
        if pane.size.height and self.outer_size.height != lines + frame:
            self.styles.height = max(1, lines) + frame
