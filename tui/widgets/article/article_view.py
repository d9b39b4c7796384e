"""The reader: a document on lines, a reading line that reaches every passage, a margin.

The values are given to it; it posts the passage on the reading line.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import ClassVar, Protocol, TypeVar

from rich.segment import Segment
from rich.style import Style as Ink
from textual import events
from textual.message import Message
from textual.strip import Strip

from tui.text.document import Document, Paragraph, Role
from tui.text.layout.boilerplate_runs import BoilerplateRun, find_runs
from tui.text.layout.cursor_stops import CursorStops, find_stops
from tui.text.layout.wrapping import Layout, layout
from tui.text.search import Search
from tui.text.span import Span
from tui.widgets.article import margin_marks
from tui.widgets.article.margin_marks import Coverage
from tui.widgets.core.pane import Pane
from tui.widgets.core.styled_text import StyledSpan, graphemes, render_spans

HIT, HIT_HERE = "hit", "hit-here"
HITS = (HIT, HIT_HERE)
"""The looks of hits, and of the current hit."""
_LOOKS_OF = {Coverage.NONE: "only-here", Coverage.DOUBTFUL: "doubtful", Coverage.DIFFERS: "differs"}
_MOST_STRIPS = 400
"""Number of drawn lines in the cache."""


class ArticleView(Pane):
    """A view of a document, drawn line by line from offsets, at the same speed for any length."""

    STYLE_PREFIX = "article"
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "article--title",
        "article--subtitle",
        "article--heading",
        "article--caption",
        "article--byline",
        "article--dateline",
        "article--boilerplate",
        "article--echo",
        "article--known",
        "article--prefix",
        "article--emphasis",
        "article--strong",
        "article--code",
        "article--link",
        "article--strike",
        "article--here",
        "article--shared",
        "article--hit",
        "article--hit-here",
        "article--reading-line",
        "article--covered",
        "article--only-here",
        "article--doubtful",
        "article--differs",
        "article--reused",
    }

    @dataclass(eq=False, repr=False)
    class PassageReached(Message):
        """The reading line has moved to another passage, or to another line of the same."""

        passage: int

        def can_replace(self, message: Message) -> bool:
            """Return True for an older message of this kind: only the newest position matters."""
            return isinstance(message, ArticleView.PassageReached)

    # Textual's
    def __init__(self, *, width: int = 76, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._column = width
        self._document: Document | None = None
        self._layout = Layout(0)
        self._stops = CursorStops()
        self._stop = 0
        self._offset = 0
        """The first code point of the passage on the reading line, at the last move."""
        self._coverage: Sequence[Coverage] = ()
        self._boilerplate: frozenset[int] = frozenset()
        self._known: frozenset[int] = frozenset()
        self._read: set[int] = set()
        """The passages read since the last call of `take_read`."""
        self._blocks: Sequence[Span] = ()
        self._are_blocks_shown = False
        self._pinned = Span(0, 0)
        self._marks: tuple[StyledSpan, ...] = ()
        self._marked = Span(0, 0)
        """The span from the start of the first mark to the end of the last one."""
        self._hits: tuple[StyledSpan, ...] = ()
        self._jumped = False
        """True if the reading line reached its position by a jump: to a hit, a note, a match."""
        self.expand_hint = ""
        """The key that expands, in words, for the lines of collapsed runs."""
        self._is_collapsed = True
        """True if long runs of boilerplate take one line each."""
        self._strips: dict[int, Strip] = {}

    # The document

    @property
    def drawn_lines(self) -> int:
        """The number of drawn lines that are kept."""
        return len(self._strips)

    @property
    def document(self) -> Document | None:
        """The document on the screen."""
        return self._document

    @property
    def passage(self) -> int:
        """The passage on the reading line."""
        return self._stops.passages[self._stop] if len(self._stops) else 0

    @property
    def at_end(self) -> bool:
        """True if the reading line is at the last passage."""
        return self._stop >= len(self._stops) - 1

    @property
    def is_read_to_end(self) -> bool:
        """True if the reading line reached the last passage by lines or pages, not by a jump.

        An article of one line is read once it is shown.
        """
        return self.at_end and (not self._jumped or len(self._stops) == 1)

    @property
    def offset_here(self) -> int:
        """The code point on the reading line; no change of size moves it."""
        return self._offset

    def take_read(self) -> Collection[int]:
        """Return the passages that were read since the last call.

        A passage is read if it was on the reading line, or the reading line passed it downwards by
        lines or pages. A jump reads no passage, but an article of one line is read once it is
        shown.
        """
        if self._document and self._document.passages and len(self._stops) == 1:
            self._read.add(self.passage)
        read, self._read = self._read, set()
        return read

    def show(self, document: Document | None, offset: int = 0) -> None:
        """Show `document` with the reading line at `offset`."""
        self._document = document
        self._jumped = True
        self._coverage, self._blocks, self._marks, self._hits = (), (), (), ()
        self._boilerplate = self._known = frozenset()
        self._read = set()
        self._marked = self._pinned = Span(0, 0)
        self._is_collapsed = True
        self._lay_out(offset)

    def show_coverage(
        self,
        coverage: Sequence[Coverage],
        blocks: Sequence[Span] = (),
        boilerplate: Collection[int] = (),
        known: Collection[int] = (),
    ) -> None:
        """Show the coverage of each passage, and the reused blocks.

        Passages that are `boilerplate` of the corpus look like other boilerplate; those that are
        `known` from other articles are dim.
        """
        new = coverage, blocks, frozenset(boilerplate), frozenset(known)
        if new != (self._coverage, self._blocks, self._boilerplate, self._known):
            self._coverage, self._blocks, self._boilerplate, self._known = new
            self._redraw()

    def pin(self, span: Span) -> None:
        """Mark the passage of the pinned sources; an empty span marks none."""
        if span != self._pinned:
            self._pinned = span
            self._redraw()

    def show_blocks(self, *, shown: bool) -> None:
        """Show the brackets of reused blocks, or the marks of second passages again."""
        self._are_blocks_shown = shown
        self._redraw()

    @property
    def are_blocks_shown(self) -> bool:
        """True if the brackets of reused blocks are shown."""
        return self._are_blocks_shown

    def collapse(self, *, collapsed: bool) -> None:
        """Show each long run of boilerplate as one line, or show all its lines."""
        self._is_collapsed = collapsed
        self._lay_out(self._offset)

    @property
    def is_collapsed(self) -> bool:
        """True if long runs of boilerplate take one line each; there may be none."""
        return self._is_collapsed

    @property
    def has_boilerplate_runs(self) -> bool:
        """True if the document has long runs of boilerplate."""
        return self._document is not None and bool(find_runs(self._document))

    def show_marks(self, marks: Sequence[StyledSpan]) -> None:
        """Show `marks` instead of the earlier ones; looks have the names of component classes."""
        if (new := tuple(marks)) != self._marks:
            self._marks = new
            before, self._marked = self._marked, Span(0, 0)
            if new:
                starts, ends = zip(*(mark.span for mark in new), strict=True)
                self._marked = Span(min(starts), max(ends))
            self._refresh_lines_of(before, self._marked)

    def show_hits(self, search: Search) -> None:
        """Show the hits of a search, the current one in its own look."""
        self._hits = tuple(
            StyledSpan(hit, HIT_HERE if n == search.at else HIT)
            for n, hit in enumerate(search.hits)
        )
        self._redraw()

    # Moving

    def go_to(self, offset: int) -> None:
        """Move the reading line to the code point at `offset`."""
        if self._document is not None:
            self._jumped = True
            if self._layout.line_of(offset) in self._layout.runs:
                self.collapse(collapsed=False)
            self._halt(self._stops.at(offset, self._document, self._layout))

    def go_to_passage(self, passage: int) -> None:
        """Move the reading line to the first line of `passage`."""
        self._jumped = True
        if passage not in self._stops.passages:
            self.collapse(collapsed=False)
        self._halt(self._stops.of_passage(passage))

    def neighbour(self, step: int) -> int | None:
        """Return the passage after the one on the reading line; None if there is none.

        Args:
            step: 1 to look forward, -1 to look backward. A collapsed run counts as one passage.
        """
        passages = self._stops.passages
        first = bisect_left(passages, self.passage)
        stop = bisect_right(passages, self.passage) if step > 0 else first - 1
        return passages[stop] if 0 <= stop < len(passages) else None

    def move_by(self, lines: int) -> None:
        """Move the reading line by `lines` stops."""
        self._read_to(self._stop + lines)

    def page_by(self, pages: float) -> None:
        """Move the reading line by `pages` screens; on a document of one screen, to its end."""
        if self.max_scroll_y:
            super().page_by(pages)
            return
        line = self._stops.lines[self._stop] if len(self._stops) else 0
        self._read_to(self._stops.near_line(max(0, line + round(pages * self.size.height))))

    def _read_to(self, stop: int) -> None:
        """Move the reading line to `stop`; the passages it goes over downwards are read."""
        before = self.passage
        self._jumped = False
        self._halt(stop)
        self._count_read(before)

    def _count_read(self, before: int) -> None:
        """Count as read the passages between `before` and the reading line."""
        if len(self._stops):
            self._read.update({before, self.passage}, range(before, self.passage))

    def go_to_edge(self, *, end: bool) -> None:
        """Move the reading line to the first or the last stop."""
        self._jumped = True
        self._halt(len(self._stops) - 1 if end else 0)

    def jump_to_line(self, line: float) -> None:
        """Scroll `line` to the top, and move the reading line to the stop that belongs to it.

        The mouse wheel does this, so it reads passages as a move by lines does.
        """
        edge = line <= 0 or line >= self.max_scroll_y
        top = round(min(max(0, line), self.max_scroll_y))
        if edge and top == round(self.scroll_y):
            self._read_to(len(self._stops) - 1 if line > 0 else 0)
            return
        super().jump_to_line(top)
        before, passage = self._stop, self.passage
        self._stop = self._stops.near_line(round(top * self._last_line / self.max_scroll_y))
        if self._stop != before:
            self._store_position(before)
            self._count_read(passage)

    def _halt(self, stop: int) -> None:
        """Move the reading line to `stop`, and scroll the text so that the line slides with it.

        At the beginning the reading line is at the top, at the end at the bottom, so that it
        reaches every passage although the text stops scrolling at its last screen.
        """
        if not len(self._stops):
            return
        before = self._stop
        self._stop = min(max(0, stop), len(self._stops) - 1)
        self._slide()
        if self._stop != before:
            self._store_position(before)

    def _store_position(self, before: int) -> None:
        """Store the position, and post it, if the reading line has left the stop `before`."""
        if self._document is None:
            return
        line = self._layout.span(self._stops.lines[self._stop])
        self._offset = max(line.start, self._document.passages[self.passage].span.start)
        passages, last = self._document.passages, len(self._stops) - 1
        old_passage = self._stops.passages[min(before, last)]
        self._refresh_lines_of(passages[old_passage].span, passages[self.passage].span)
        self._post_passage()

    def _post_passage(self) -> None:
        """Post the passage on the reading line, to the screen itself.

        Dependent views are then drawn in the same frame: a message that bubbles through the
        containers arrives after the next paint.
        """
        self.screen.post_message(self.PassageReached(self.passage))

    def _refresh_lines_of(self, *spans: Span) -> None:
        """Redraw the lines that show any of `spans`; a scroll redraws all."""
        for span in spans:
            if span:
                first = self._layout.line_of(span.start)
                self.refresh_lines(first, self._layout.line_of(span.end - 1) - first + 1)

    def _slide(self) -> None:
        """Scroll the text to the position that belongs to the reading line."""
        top = round(self._stops.lines[self._stop] * self.max_scroll_y / self._last_line)
        if top != round(self.scroll_y):
            super().jump_to_line(top)

    @property
    def _last_line(self) -> int:
        return max(1, len(self._layout) - 1)

    # Layout

    def on_resize(self, event: events.Resize) -> None:
        """Wrap at a new width; the position stays, because it is an offset."""
        del event
        if self._text_width != self._layout.width:
            self._lay_out(self._offset)
        elif len(self._stops):
            self._slide()

    def remeasure(self) -> None:
        """Wrap again; the position stays."""
        super().remeasure()
        self._lay_out(self._offset)

    @property
    def _text_width(self) -> int:
        return max(1, min(self._column, self.size.width - margin_marks.WIDTH - 1))

    def _lay_out(self, offset: int) -> None:
        self._strips.clear()
        self._offset = offset
        if self._document is None or not self.size.width:
            self._layout, self._stops, self._stop = Layout(0), CursorStops(), 0
        else:
            runs = find_runs(self._document) if self._is_collapsed else ()
            self._layout = layout(self._document, self._text_width, graphemes, runs)
            self._stops = find_stops(self._document, self._layout)
            self._stop = self._stops.at(offset, self._document, self._layout)
        self.set_line_count(len(self._layout))
        if len(self._stops):
            self._slide()
            self._post_passage()
        self.refresh()

    # Drawing

    def notify_style_update(self) -> None:
        """Drop the lines that were drawn in the earlier theme."""
        super().notify_style_update()
        self._strips.clear()

    def _redraw(self) -> None:
        self._strips.clear()
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """Return the strip at screen row `y`."""
        line = round(self.scroll_y) + y
        if self._document is None or line >= len(self._layout):
            return Strip.blank(self.size.width, self.base_style)
        if self._is_special(self._document, line):
            return self._draw(self._document, line)
        if (strip := self._strips.get(line)) is None:
            # all lines of a long article would fill the memory
            if len(self._strips) >= _MOST_STRIPS:
                self._strips.clear()
            strip = self._strips[line] = self._draw(self._document, line)
        return strip

    def _is_special(self, document: Document, line: int) -> bool:
        """Return True if `line` shows the current passage or a mark."""
        return self._is_here(document, line) or self._layout.span(line).meets(self._marked)

    def _is_here(self, document: Document, line: int) -> bool:
        """Return True if `line` shows a part of the current passage."""
        if not document.passages:
            return False
        return self._layout.span(line).meets(document.passages[self.passage].span)

    def _draw(self, document: Document, line: int) -> Strip:
        span = self._layout.span(line)
        paragraph = document.paragraphs[self._layout.paragraphs[line]]
        base = self.base_style
        segments = [Segment(" " * self._margin, base)] if self._margin else []
        segments += self._gutter(document, line, base)
        if run := self._layout.runs.get(line):
            return self._draw_run(run, segments, base, is_here=self._is_here(document, line))
        if span and paragraph.prefix:
            segments.append(
                Segment(self._prefix(paragraph, line), base + self.component_style("prefix"))
            )
        if paragraph.role is not Role.BODY:
            base += self.component_style(paragraph.role)
        looks = self._looks(document, paragraph.span, span)
        segments += render_spans(document.text, span, looks, self.component_style, base)
        strip = Strip(segments)
        return strip.adjust_cell_length(self.size.width, self.base_style)

    def _draw_run(
        self, run: BoilerplateRun, gutter: Sequence[Segment], base: Ink, *, is_here: bool
    ) -> Strip:
        """Return the line in place of a run of boilerplate, with the number of its lines."""
        parts = f"⋯ {len(run)} lines of navigation, ads", self.expand_hint
        text = " · ".join(filter(None, parts))
        span = Span(0, len(text))
        looks = [StyledSpan(span, "here")] if is_here else []
        base += self.component_style(Role.BOILERPLATE)
        segments = [*gutter, *render_spans(text, span, looks, self.component_style, base)]
        return Strip(segments).adjust_cell_length(self.size.width, self.base_style)

    @property
    def _margin(self) -> int:
        return max(0, (self.size.width - margin_marks.WIDTH - self._text_width) // 2)

    def _prefix(self, paragraph: Paragraph, line: int) -> str:
        first = self._layout.opens(line) or not paragraph.prefix.strip()
        return paragraph.prefix if first else _continue_prefix(paragraph.prefix)

    def _looks(self, document: Document, paragraph: Span, line: Span) -> list[StyledSpan]:
        """Return the marks that may touch `line`; later ones prevail."""
        first = document.passage_at(line.start)
        looks = [
            StyledSpan(s.span, s.emphasis) for s in narrow_to_line(document.markup, paragraph, line)
        ]
        for n in range(first, len(document.passages)):
            passage = document.passages[n]
            if passage.span.start >= line.end:
                break
            if passage.role is Role.DATELINE:
                looks.append(StyledSpan(passage.span, passage.role))
            if n in self._boilerplate:
                looks.append(StyledSpan(passage.span, Role.BOILERPLATE))
            if passage.duplicate_of is not None:
                looks.append(StyledSpan(passage.span, "echo"))
            if n in self._known:
                looks.append(StyledSpan(passage.span, "known"))
        if document.passages:
            looks.append(StyledSpan(document.passages[self.passage].span, "here"))
        looks += self._marks
        looks += narrow_to_line(self._hits, paragraph, line)
        return looks

    def _gutter(self, document: Document, line: int, base: Ink) -> list[Segment]:
        """Return the margin of `line`: the reading line, coverage, notes, the reused block."""
        bar = margin_marks.ELSEWHERE
        if self._layout.span(line).meets(self._pinned):
            bar = margin_marks.PINNED
        if self._is_here(document, line):
            bar = margin_marks.SAME_PASSAGE
        if len(self._stops) and line == self._stops.lines[self._stop]:
            bar = margin_marks.READING_LINE
        span = self._layout.span(line)
        first, second = margin_marks.coverage_on_line(document, self._coverage, span)
        after = self._coverage_cell(second, base)
        if self._are_blocks_shown:
            after = Segment(
                margin_marks.block_part(self._blocks, span), base + self.component_style("reused")
            )
        return [
            Segment(bar, base + self.component_style("reading-line")),
            self._coverage_cell(first, base),
            after,
            self._note_cell(line, base),
            Segment(" ", base),
        ]

    def _coverage_cell(self, coverage: Coverage, base: Ink) -> Segment:
        """Return the cell of a passage's coverage."""
        look = _LOOKS_OF.get(coverage, "covered")
        return Segment(margin_marks.GLYPHS[coverage], base + self.component_style(look))

    def _note_cell(self, line: int, base: Ink) -> Segment:
        """Return the cell for notes, which a subclass fills."""
        del line
        return Segment(" ", base)


class _Spanned(Protocol):
    """A value on a span."""

    @property
    def span(self) -> Span: ...


_SpannedT = TypeVar("_SpannedT", bound=_Spanned)


def narrow_to_line(values: Sequence[_SpannedT], paragraph: Span, line: Span) -> Sequence[_SpannedT]:
    """Return those of `values`, sorted by position, that may touch `line`."""
    first = bisect_left(values, paragraph.start, key=lambda value: value.span.start)
    return values[first : bisect_left(values, line.end, key=lambda value: value.span.start)]


def _continue_prefix(prefix: str) -> str:
    """Return the indent of the further lines of a paragraph: the bar of a quotation, or spaces."""
    return "".join(c if c == "▎" else " " for c in prefix)
