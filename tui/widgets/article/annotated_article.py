"""The reader with annotations: notes on the words of the article, and a selection.

The notes and the selection are given to it; it posts the range of a drag with the mouse.
"""

from dataclasses import dataclass
from typing import ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style as Ink
from textual import events
from textual.message import Message

from tui.text.document import Document
from tui.text.span import Span
from tui.widgets.article import margin_marks
from tui.widgets.article.article_view import HITS, ArticleView, narrow_to_line
from tui.widgets.article.note_marks import NoteMarks
from tui.widgets.core.styled_text import StyledSpan, graphemes


class AnnotatedArticle(ArticleView):
    """An article with its notes."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "article--note",
        "article--noted",
        "article--noted-elsewhere",
        "article--mark-1",
        "article--mark-2",
        "article--mark-3",
        "article--mark-4",
        "article--mark-5",
        "article--selected",
    }

    @dataclass(eq=False, repr=False)
    class Dragged(Message):
        """The mouse was dragged from one code point to another."""

        start: int
        end: int

        def can_replace(self, message: Message) -> bool:
            """Return True for an older message of this kind: only the newest position matters."""
            return isinstance(message, AnnotatedArticle.Dragged)

    # Textual's
    def __init__(self, *, width: int = 76, id: str | None = None) -> None:  # noqa: A002
        super().__init__(width=width, id=id)
        self._notes = NoteMarks()
        self._selected = Span(0, 0)
        self._pressed: int | None = None
        """The code point at which the mouse button was pressed."""
        self._is_dragged = False
        """True if the mouse was moved since then."""

    def show(self, document: Document | None, offset: int = 0) -> None:
        """Show `document` with the reading line at `offset`, at first without notes."""
        self._notes, self._selected = NoteMarks(), Span(0, 0)
        super().show(document, offset)

    def annotate(self, notes: NoteMarks) -> None:
        """Show `notes` instead of the earlier ones."""
        if notes != self._notes:
            self._notes = notes
            self._redraw()

    def select(self, span: Span) -> None:
        """Show `span` as selected, and scroll its end into view; an empty one ends that."""
        if span != self._selected:
            self._selected = span
            self._redraw()

    def _looks(self, document: Document, paragraph: Span, line: Span) -> list[StyledSpan]:
        """Return the marks: notes above the current passage, then hits, then the selection."""
        looks = super()._looks(document, paragraph, line)
        return [
            *(mark for mark in looks if mark.style not in HITS),
            *narrow_to_line(self._notes.spans, paragraph, line),
            *(mark for mark in looks if mark.style in HITS),
            StyledSpan(self._selected, "selected"),
        ]

    def _note_cell(self, line: int, base: Ink) -> Segment:
        glyph = self._notes.glyph(self._layout.span(line))
        return Segment(glyph, base + self.component_style("note"))

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Begin a selection with the mouse."""
        self._is_dragged = False
        self._pressed = self._offset_at(event.x, event.y)
        if self._pressed is not None:
            self.capture_mouse()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Post the range of the selection while the button is down."""
        if self._pressed is None:
            return
        offset = self._offset_at(event.x, event.y)
        if offset is not None and offset != self._pressed:
            self._is_dragged = True
            self.post_message(self.Dragged(self._pressed, offset))

    def on_mouse_up(self) -> None:
        """End the selection with the mouse."""
        self._pressed = None
        self.release_mouse()

    def on_click(self, event: events.Click) -> None:
        """Move the reading line to the clicked passage, in its text or in the gutter."""
        offset = self._offset_at(event.x, event.y)
        if self._line_at(event.y) in self._layout.runs:
            self.collapse(collapsed=False)
        elif offset is not None and self._document and not self._is_dragged:
            self.go_to_passage(self._document.passage_at(offset))

    def _line_at(self, y: int) -> int | None:
        """Return the line of the text at a row of the widget; None if there is none."""
        content = y - self.gutter.top
        line = round(self.scroll_y) + content
        return line if content >= 0 and line < len(self._layout) else None

    def _offset_at(self, x: int, y: int) -> int | None:
        """Return the code point at a cell, or the nearest one on its line."""
        line = self._line_at(y)
        if self._document is None or line is None or line in self._layout.runs:
            return None
        span = self._layout.span(line)
        paragraph = self._document.paragraphs[self._layout.paragraphs[line]]
        cells = x - self.gutter.left - self._margin - margin_marks.WIDTH
        if paragraph.prefix:
            cells -= cell_len(self._prefix(paragraph, line))
        for start, _, width in graphemes(span.of(self._document.text)):
            if cells < width:
                return span.start + start
            cells -= width
        return span.end
