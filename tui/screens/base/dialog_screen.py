"""The base of dialogs: a screen over the panes that is painted once when it opens.

Textual paints a screen for each step of its layout. Behind a dialog the panes are drawn in dim
colours each time, which costs more than the dialog.
"""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import ClassVar

from rich.console import RenderableType
from rich.segment import Segment
from rich.style import Style
from textual.binding import BindingType
from textual.color import Color
from textual.renderables.background_screen import BackgroundScreen
from textual.screen import ModalScreen, ScreenResultType

from tui.commands import Area
from tui.screens.base.current_size_screen import CurrentSizeScreen
from tui.widgets.core.bindings import bindings

_STYLES = 256
"""Number of dim styles that are kept; a screen has a few dozen styles."""


class DialogScreen(CurrentSizeScreen[ScreenResultType], ModalScreen[ScreenResultType]):
    """A dialog over the panes; the keys of the application end at it, but for the help."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("app.help")]
    key_areas: Sequence[Area] = ()
    """The areas whose keys work here, for the help."""

    async def action_app_help(self) -> None:
        await self.app.run_action("app_help", self.app)

    def on_screen_resume(self) -> None:
        """Have the whole screen painted once its widgets have their places."""
        self.refresh()

    def _compositor_refresh(self) -> None:
        """Paint the changes, unless the whole screen is to be painted soon."""
        if not (self._repaint_required and self.is_current):
            super()._compositor_refresh()

    def render(self) -> RenderableType:
        """Return the panes behind the dialog, in dim colours."""
        rendered = super().render()
        if isinstance(rendered, BackgroundScreen):
            return _DimScreen(rendered.screen, rendered.color)
        return rendered


class _DimScreen(BackgroundScreen):
    """The screen below a dialog; each of its styles is blended with the colour only once."""

    @classmethod
    def process_segments(cls, segments: Iterable[Segment], color: Color) -> Iterable[Segment]:
        """Yield the segments of the screen below in dim styles."""
        for text, style, control in segments:
            dim = style if control or style is None else _dim_style(style, color)
            yield Segment(text, dim, control)


@lru_cache(maxsize=_STYLES)
def _dim_style(style: Style, color: Color) -> Style:
    """Return a style without its links, its colours blended with `color`."""
    ink, paper = (
        (Color.from_rich_color(shade) + color).rich_color if shade else None
        for shade in (style.color, style.bgcolor)
    )
    return style.clear_meta_and_links() + Style.from_color(ink, paper)
