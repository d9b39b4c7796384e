"""Note marks: a glyph in the margin, and an attribute on noted words that are a part of a passage.

A whole passage has only the glyph: if it were underlined, its shared words would not stand out.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from tui.text.document import Document
from tui.text.span import Span
from tui.widgets.core.styled_text import StyledSpan

NOTE, LINK, ELSEWHERE = "✎", "⇄", "↗"
"""The glyphs of a note, a link, and a passage noted in another article; marks have numbers."""

_ORDER = (NOTE, LINK, "1", "2", "3", "4", "5", ELSEWHERE)


class NoteMark(NamedTuple):
    """A note on a span of the document on the screen."""

    span: Span
    glyph: str

    @property
    def style(self) -> str:
        """The component class, without the pane's name."""
        if self.glyph.isdecimal():
            return f"mark-{self.glyph}"
        return "noted-elsewhere" if self.glyph == ELSEWHERE else "noted"


class NoteMarks(NamedTuple):
    """The notes of one document, prepared for drawing line by line."""

    spans: tuple[StyledSpan, ...] = ()
    """The marks by position; none crosses the end of a paragraph."""
    starts: tuple[tuple[int, str], ...] = ()
    """The start of each mark with its glyph, by position."""

    def glyph(self, line: Span) -> str:
        """Return the most important glyph of the notes that begin on `line`."""
        first = bisect_left(self.starts, (line.start, ""))
        glyphs = []
        for start, glyph in self.starts[first:]:
            if start >= line.end:
                break
            glyphs.append(glyph)
        return min(glyphs, key=_ORDER.index, default=" ")


def note_marks(document: Document, notes: Iterable[NoteMark]) -> NoteMarks:
    """Return the marks of `notes` on `document`."""
    in_order = sorted(notes)
    on_words = (n for n in in_order if n.style != "noted" or not _is_whole(document, n.span))
    spans = sorted(span for note in on_words for span in _divide_by_paragraph(document, note))
    return NoteMarks(tuple(spans), tuple((note.span.start, note.glyph) for note in in_order))


def _divide_by_paragraph(document: Document, note: NoteMark) -> Iterator[StyledSpan]:
    """Yield the span of `note`, cut at the ends of paragraphs."""
    start, end = note.span
    first = document.passages[document.passage_at(start)].paragraph if document.passages else 0
    for paragraph in document.paragraphs[first:]:
        if paragraph.span.start >= end:
            break
        span = Span(max(start, paragraph.span.start), min(end, paragraph.span.end))
        if span:
            yield StyledSpan(span, note.style)


def _is_whole(document: Document, span: Span) -> bool:
    """Return True if a span begins and ends with a passage."""
    if not document.passages:
        return False
    first = document.passages[document.passage_at(span.start)]
    last = document.passages[document.passage_at(max(span.start, span.end - 1))]
    return (first.span.start, last.span.end) == tuple(span)
