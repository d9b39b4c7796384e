"""The three panes and their arrangement: visibility, sizes and focus.

Side by side when there is room, the sources below when not, one at a time when narrow.
"""

from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container

from tui.widgets.article.annotated_article import AnnotatedArticle
from tui.widgets.core.bindings import bindings
from tui.widgets.core.pane import Pane
from tui.widgets.documents.document_list import DocumentList
from tui.widgets.sources.sources_panel import SourcesPanel
from tui.widgets.sources.sources_strip import SourcesStrip

STEP = 4
"""Cells by which a side pane grows or shrinks; half as many lines when it is below."""
FULL_BELOW = 100
"""Columns below which the list is hidden beside the article, unless the user wants it."""
_WIDTHS = range(16, 91)
_HEIGHTS = range(4, 41)
_LEFT_FOR_READER = 30, 5
"""Columns and lines that the side panes leave for the reader."""


class Panes(Container):
    """Documents, reader and sources; CSS classes select the visible ones."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("pane.")]

    def __init__(
        self,
        column: int,
        *,
        full: bool = False,
        id: str | None = None,  # noqa: A002  # Textual's name
    ) -> None:
        """Create the panes, the reader at `full` width or not, its text in `column` cells."""
        super().__init__(id=id, classes="-on-reader -full" if full else "-on-reader")
        self.documents = DocumentList(id="documents")
        self.reader = AnnotatedArticle(width=column, id="reader")
        self.sources = SourcesPanel(id="sources")
        self.strip = SourcesStrip(id="strip")
        self._sizes: tuple[int | None, ...] = (None, None, None)
        """The sizes that were set last: to set the same again would lay out everything again."""
        self._follows_size = True
        """True until the user chose an arrangement: the list is hidden on a small screen."""
        self._documents_width: int | None = None
        self._sources_width: int | None = None
        self._sources_height: int | None = None
        self._edge_pane: Pane | None = None
        """The side pane with the edge that the mouse moves."""

    def compose(self) -> ComposeResult:
        """Yield the list, beside a container of reader and sources, and the strip."""
        yield self.documents
        with Container(id="desk"):
            yield self.reader
            yield self.sources
        yield self.strip

    def on_mount(self) -> None:
        """Set the titles of the panes."""
        self.documents.set_title("1 Documents")
        self.reader.set_title("2")
        self.sources.set_title("3 Other sources")

    def read(self) -> None:
        """Move the focus to the reader."""
        self._turn_to(self.reader)

    def turn_to_documents(self) -> None:
        """Move the focus to the list, and show it if it is hidden."""
        self._follows_size = False
        self.remove_class("-no-documents", "-full")
        self._turn_to(self.documents)

    def action_pane_next(self) -> None:
        panes = [pane for pane in self._panes if self._is_single or pane.display]
        index = next((n for n, pane in enumerate(panes) if pane.has_focus), 0)
        self._turn_to(panes[(index + 1) % len(panes)])

    def action_pane_documents(self) -> None:
        self._follows_size = False
        self._turn_to_or_hide(self.documents, "-no-documents")

    def action_pane_reader(self) -> None:
        self.read()

    def action_pane_sources(self) -> None:
        self._turn_to_or_hide(self.sources, "-no-sources")

    def action_pane_full_width(self) -> None:
        self._follows_size = False
        self.toggle_class("-full")
        self._give_room()
        self.read()

    def action_pane_narrower(self) -> None:
        self._resize(-STEP)

    def action_pane_wider(self) -> None:
        self._resize(STEP)

    @property
    def _panes(self) -> tuple[Pane, ...]:
        return self.documents, self.reader, self.sources

    @property
    def _is_single(self) -> bool:
        """True if there is room for one pane only."""
        return self.screen.has_class("-narrow")

    def _turn_to(self, target: Pane) -> None:
        for pane in self._panes:
            self.set_class(pane is target, f"-on-{pane.id}")
        target.focus(scroll_visible=False)

    def _turn_to_or_hide(self, pane: Pane, hidden: str) -> None:
        if pane.has_focus and not self._is_single:
            self.add_class(hidden)
            self.read()
            return
        self.remove_class(hidden)
        if pane is self.documents:
            self.remove_class("-full")
        self._turn_to(pane)

    def _resize(self, cells: int) -> None:
        pane = self.documents if self.documents.has_focus else self.sources
        if pane is self.documents or self._side_by_side:
            self._set_size(pane, pane.outer_size.width + cells)
        else:
            self._set_size(pane, pane.outer_size.height + cells // 2)

    def _set_size(self, pane: Pane, cells: int) -> None:
        """Give a side pane a width, or, where it lies below the reader, a height."""
        if pane is self.documents:
            self._documents_width = _clamp(cells, _WIDTHS)
        elif self._side_by_side:
            self._sources_width = _clamp(cells, _WIDTHS)
        else:
            self._sources_height = _clamp(cells, _HEIGHTS)
        self._give_room()

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Begin to move the edge of a side pane, if the button is pressed on one."""
        for pane in self._panes:
            pane.is_edge_moved = False
        self._edge_pane = self._edge_at(*event.screen_offset)
        if self._edge_pane:
            self.capture_mouse()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Move the edge under the mouse."""
        x, y = event.screen_offset
        if self._edge_pane is None:
            return
        self._edge_pane.is_edge_moved = True
        region = self._edge_pane.region
        if self._edge_pane is self.documents:
            self._set_size(self.documents, x + 1 - region.x)
        else:
            cells = region.right - x if self._side_by_side else region.bottom - y
            self._set_size(self.sources, cells)

    def on_mouse_up(self) -> None:
        """End the move of the edge."""
        if self._edge_pane:
            self._edge_pane = None
            self.release_mouse()

    def _edge_at(self, x: int, y: int) -> Pane | None:
        """Return the side pane that has a cell of the screen on its edge towards the reader."""
        if self._is_single:
            return None
        documents, sources = self.documents.region, self.sources.region
        if documents.contains(x, y) and x == documents.right - 1:
            return self.documents
        is_edge = x == sources.x if self._side_by_side else y == sources.y
        return self.sources if sources.contains(x, y) and is_edge else None

    def _give_room(self) -> None:
        """Set the sizes that the user chose, where the arrangement uses them."""
        is_side_by_side = self._side_by_side
        columns, lines = _LEFT_FOR_READER
        width = None if self._is_single else self._documents_width
        if width:
            sources_least = _WIDTHS[0] if is_side_by_side and self.sources.display else 0
            width = min(width, max(_WIDTHS[0], self.size.width - columns - sources_least))
        sources_width = self._sources_width if is_side_by_side else None
        if sources_width:
            is_listed = self.documents.display
            list_width = (width or self.documents.outer_size.width) if is_listed else 0
            free = self.size.width - list_width - columns
            sources_width = min(sources_width, max(_WIDTHS[0], free))
        sources_height = None if is_side_by_side or self._is_single else self._sources_height
        if sources_height:
            sources_height = min(sources_height, max(_HEIGHTS[0], self.size.height - lines))
        if (sizes := (width, sources_width, sources_height)) != self._sizes:
            self._sizes = sizes
            self.documents.styles.width = width
            self.sources.styles.width, self.sources.styles.height = sources_width, sources_height
            self.reader.styles.width = "1fr" if sources_width else None

    def on_resize(self, event: events.Resize) -> None:
        """Set the sizes of the new arrangement."""
        del event
        if self._follows_size:
            self.set_class(self.screen.size.width < FULL_BELOW, "-full")
        self._give_room()

    @property
    def _side_by_side(self) -> bool:
        return any(map(self.screen.has_class, ("-wide", "-huge"))) and not self.has_class("-full")

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Set the CSS classes for the pane with the focus."""
        for pane in self._panes:
            self.set_class(pane is event.widget, f"-on-{pane.id}")


def _clamp(size: int, sizes: range) -> int:
    return min(max(sizes[0], size), sizes[-1])
