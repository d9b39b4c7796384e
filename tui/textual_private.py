"""Private parts of Textual and Rich that are used here: look here to upgrade.

Nothing else imports a private module of theirs or reads a private attribute of their objects. What
our subclasses use or override of their private methods is listed in `INHERITED`; a test compares
the list with the code.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

import rich.cells
from rich._unicode_data import load as load_cell_table
from rich.cells import CellTable, cached_cell_len, get_character_cell_size, split_graphemes
from rich.segment import Segment
from textual._cells import cell_len
from textual._styles_cache import StylesCache
from textual._xterm_parser import BRACKETED_PASTE_END, BRACKETED_PASTE_START, XTermParser
from textual.app import App
from textual.driver import Driver
from textual.geometry import Region
from textual.keys import _character_to_key as character_to_key
from textual.message_pump import MessagePump
from textual.screen import Screen

__all__ = [
    "BRACKETED_PASTE_END",
    "BRACKETED_PASTE_START",
    "CHECKED",
    "INHERITED",
    "XTermParser",
    "cell_len",
    "character_to_key",
    "discard_repaint",
    "driver_of",
    "forget_rendered",
    "load_cell_table",
    "measure_cells",
    "parent_of",
]

CHECKED: Final = {"textual": "8.2.8", "rich": "15.0.0"}
"""The versions that all of this was checked against."""

INHERITED: Final[Mapping[str, Sequence[str]]] = {
    "tui.app.ReaderApp": (
        "_close_messages_no_wait",
        "_driver",
        "_exception",
        "_fatal_error",
        "_load_screen_css",
    ),
    "tui.screens.base.dialog_screen.DialogScreen": ("_compositor_refresh", "_repaint_required"),
    "tui.screens.reading.reading_screen.ReadingScreen": ("_compositor_refresh",),
    "tui.terminal.driver.EconomicalDriver": (
        "_app",
        "_auto_restart",
        "_debug",
        "_disable_mouse_support",
        "_enable_mouse_pixels",
        "_enable_mouse_support",
        "_get_terminal_size",
        "_in_band_window_resize",
        "_key_thread",
        "_loop",
        "_mouse",
        "_sigcont_application",
        "_sigtstp_application",
        "_writer_thread",
    ),
    "tui.widgets.notes.note_text_area.NoteTextArea": ("_on_paste",),
    "tui.widgets.core.pane.Pane": ("_border_title",),
    "tui.widgets.core.prompt.Prompt": ("_on_paste",),
    "tui.widgets.notes.tag_line.TagLine": ("_suggestion",),
}
"""The private names of Textual that each of our subclasses uses or overrides."""

_cells: Final[Any] = rich.cells
_rich_length: Final = _cells._cell_len  # noqa: SLF001  # the one place all lengths come from

_MEASURED: Final[tuple[Any, ...]] = (
    get_character_cell_size,
    cached_cell_len,
    Segment._split_cells,  # noqa: SLF001
)
"""Caches of Rich and Textual for measured texts."""
_RENDERED: Final = [
    cache
    for owner in (StylesCache, Region, Segment)
    for name in vars(owner)
    if hasattr(cache := getattr(owner, name), "cache_clear")
]
"""Their caches for screens and sizes."""


def measure_cells(
    table: CellTable,
    length: Callable[..., Any] = _rich_length,
    graphemes: Callable[..., Any] = split_graphemes,
) -> None:
    """Have Rich and Textual measure texts by this table from now on.

    Args:
        table: The cells of characters.
        length: Measures a text; Rich's own by default.
        graphemes: Splits a text into what is drawn as one; Rich's own by default.
    """
    _cells.load_cell_table = lambda _version="auto": table
    _cells._cell_len = length  # noqa: SLF001
    _cells.split_graphemes = graphemes
    for cache in _MEASURED:
        cache.cache_clear()


def forget_rendered() -> None:
    """Empty what is remembered of screens that are no more: tens of thousands of results.

    One of them is a method's, and holds on to each cache of lines it was ever asked by.
    """
    for cache in _RENDERED:
        cache.cache_clear()


def driver_of(app: App[Any]) -> Driver | None:
    """The driver of a running app: there is no public way to write a sequence."""
    return app._driver  # noqa: SLF001


def parent_of(pump: MessagePump) -> MessagePump | None:
    """The parent of a message pump, also of a widget that was taken away."""
    return pump._parent  # noqa: SLF001


def discard_repaint(screen: Screen[Any]) -> None:
    """Forget that the screen is to be repainted: what comes next paints it whole."""
    screen._repaint_required = False  # noqa: SLF001
