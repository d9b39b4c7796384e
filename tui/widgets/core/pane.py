"""The base of the panes: lines drawn one by one, and the keys that move over them."""

from typing import Any, ClassVar

from rich.style import Style as Ink
from textual import events
from textual.binding import BindingType
from textual.content import Content
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.widget import Widget

from tui.widgets.core.bindings import bindings


class Pane(ScrollView, inherit_bindings=False):
    """A scrolling view of lines; a subclass draws them and moves over them."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("move.")]
    ALLOW_SELECT = False
    STYLE_PREFIX: ClassVar[str]
    """The prefix of the names of the component classes."""

    can_focus = True

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002  # Textual's name
        super().__init__(id=id)
        self._inks: dict[str, Ink] = {}
        self.is_edge_moved = False
        """True if the mouse has moved an edge since it was pressed: that is no click."""

    def component_style(self, look: str) -> Ink:
        """Return the style of a look, a component class of the pane: only the values of its rules.

        Colours with an alpha are mixed with the pane's background.
        """
        if look not in self._inks:
            name = f"{self.STYLE_PREFIX}--{look}"
            rules, full = self.get_component_styles(name), self.get_component_rich_style(name)
            attributes = rules.text_style if rules.has_rule("text_style") else Ink()
            self._inks[look] = attributes + Ink(
                color=full.color if rules.has_rule("color") else None,
                bgcolor=full.bgcolor if rules.has_rule("background") else None,
            )
        return self._inks[look]

    @property
    def base_style(self) -> Ink:
        """The style of plain text on the pane; it is cached, as it is slow to compute."""
        if "" not in self._inks:
            self._inks[""] = self.rich_style
        return self._inks[""]

    def set_line_count(self, lines: int) -> None:
        """Set the number of lines to scroll over, without a new layout.

        No scroll bar depends on it, so nothing outside the pane changes.
        """
        self.set_reactive(Widget.virtual_size, Size(self.size.width, lines))
        self.refresh()

    def notify_style_update(self) -> None:
        """Drop the styles of the earlier theme."""
        super().notify_style_update()
        self._inks.clear()

    def remeasure(self) -> None:
        """Lay out the content again: the terminal draws some of it wider or narrower."""
        if self._border_title is not None:
            title: Any = Content(self._border_title.plain)
            self.border_title = title
        self.refresh()

    def move_by(self, lines: int) -> None:
        """Move forward by `lines`, backward if negative."""
        self.jump_to_line(self.scroll_offset.y + lines)

    def page_by(self, pages: float) -> None:
        """Move forward by `pages` screens, backward if negative; two lines stay in view."""
        height = max(1, self.size.height)
        lines = max(1, round(height * abs(pages)) - (2 if abs(pages) == 1 and height > 4 else 0))  # noqa: PLR2004
        self.move_by(lines if pages > 0 else -lines)

    def go_to_edge(self, *, end: bool) -> None:
        """Go to the beginning or the end."""
        self.jump_to_line(self.max_scroll_y if end else 0)

    def jump_to_line(self, line: float) -> None:
        """Scroll `line` to the top at once: animated scrolling costs twenty times the bytes."""
        self.scroll_target_y = self.scroll_y = line

    def action_move_line_down(self) -> None:
        self.move_by(1)

    def action_move_line_up(self) -> None:
        self.move_by(-1)

    def action_move_page_down(self) -> None:
        self.page_by(1)

    def action_move_page_up(self) -> None:
        self.page_by(-1)

    def action_move_half_down(self) -> None:
        self.page_by(0.5)

    def action_move_half_up(self) -> None:
        self.page_by(-0.5)

    def action_move_first(self) -> None:
        self.go_to_edge(end=False)

    def action_move_last(self) -> None:
        self.go_to_edge(end=True)

    def set_title(self, title: str) -> None:
        """Write `title` on the upper border of the pane, as plain words."""
        content: Any = Content(title)
        if self._border_title != content:
            self.border_title = content

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Scroll down by three lines, at once."""
        event.stop()
        event.prevent_default()
        self.jump_to_line(self.scroll_offset.y + 3)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Scroll up by three lines, at once."""
        event.stop()
        event.prevent_default()
        self.jump_to_line(self.scroll_offset.y - 3)
