"""Wrapping: the code points of a document on each line, at a width in terminal cells.

A line is a pair of offsets, never a string, so an offset remains valid at any width. The width of a
grapheme depends on the terminal: the caller passes the function that measures it.
"""

import re
from array import array
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from unicodedata import east_asian_width

from tui.text.document import Document, Paragraph, Role
from tui.text.layout.boilerplate_runs import BoilerplateRun
from tui.text.span import Span

Graphemes = Callable[[str], Iterable[tuple[int, int, int]]]
"""Function that yields (start, end, cells) for each grapheme of a string, in order, without
gaps."""

_ONE_CELL_EACH = re.compile("[ -~\u00a0-\u00ac\u00ae-\u02ff\u2010-\u2027\u2030-\u205e\u20ac]*")
_NEVER_FIRST = frozenset("、。，．・：；？！」』）】〉》〕’”,.!?;:)]}")
_NARROWEST = 4


@dataclass(frozen=True, slots=True)
class Layout:
    """Lines of a document at one width; an empty line separates paragraphs."""

    width: int
    """Width in cells."""
    starts: "array[int]" = field(default_factory=lambda: array("I"))
    """First code point of each line; that of an empty line is the start of the line below it."""
    ends: "array[int]" = field(default_factory=lambda: array("I"))
    paragraphs: "array[int]" = field(default_factory=lambda: array("I"))
    """Index of the paragraph of each line; of a collapsed run, of its first paragraph."""
    runs: dict[int, BoilerplateRun] = field(default_factory=dict)
    """Collapsed runs, by the number of their line."""

    def __len__(self) -> int:
        return len(self.starts)

    def span(self, line: int) -> Span:
        """Return the span of `line`; code points of the document's text."""
        return Span(self.starts[line], self.ends[line])

    def line_of(self, offset: int) -> int:
        """Return the number of the line with the code point at `offset`, or of the line before."""
        return max(0, bisect_right(self.starts, offset) - 1)

    def opens(self, line: int) -> bool:
        """Return True if `line` is the first one of its paragraph."""
        paragraph = self.paragraphs[line]
        return line == 0 or self.paragraphs[line - 1] != paragraph or not self.span(line - 1)


def layout(
    document: Document, width: int, graphemes: Graphemes, runs: Sequence[BoilerplateRun] = ()
) -> Layout:
    """Return the lines of a document.

    Args:
        document: The document.
        width: Width of a line in cells, with the prefix of its paragraph.
        graphemes: The function that measures graphemes.
        runs: Runs of paragraphs that take one line each, in order.
    """
    lines = Layout(width)
    previous: Paragraph | None = None
    runs_by_start = {run.first: run for run in runs}
    collapsed = {number for run in runs for number in range(run.first + 1, run.last + 1)}
    for number, paragraph in enumerate(document.paragraphs):
        if number in collapsed:
            continue
        if previous is not None and not _close_up(previous, paragraph):
            _add(lines, number, Span(paragraph.span.start, paragraph.span.start))
        if run := runs_by_start.get(number):
            previous = document.paragraphs[run.last]
            lines.runs[len(lines)] = run
            _add(lines, number, Span(paragraph.span.start, previous.span.end))
            continue
        text_width = max(_NARROWEST, width - len(paragraph.prefix))
        for span in wrap(document.text, paragraph, text_width, graphemes):
            _add(lines, number, span)
        previous = paragraph
    return lines


def wrap(text: str, paragraph: Paragraph, width: int, graphemes: Graphemes) -> Iterator[Span]:
    """Yield the spans of the lines of one paragraph, without spaces at their ends.

    No line is wider than `width` cells, unless a single grapheme is.
    """
    span = paragraph.span
    if not paragraph.preformatted:
        yield from _fill_lines(text, span, width, graphemes)
        return
    start = span.start
    for row in span.of(text).split("\n"):
        end = start + len(row)
        yield from (
            _fill_lines(text, Span(start, end), width, graphemes) if row else [Span(start, end)]
        )
        start = end + 1


def _add(lines: Layout, paragraph: int, span: Span) -> None:
    lines.starts.append(span.start)
    lines.ends.append(span.end)
    lines.paragraphs.append(paragraph)


def _close_up(previous: Paragraph, following: Paragraph) -> bool:
    """Return True if two paragraphs have no empty line between them: list items, boilerplate."""
    both_boilerplate = previous.role is following.role is Role.BOILERPLATE
    return both_boilerplate or bool(following.prefix.strip() and previous.prefix)


def _fill_lines(text: str, span: Span, width: int, graphemes: Graphemes) -> Iterator[Span]:
    span, indent = _limit_indent(text, span, width)
    simple = _ONE_CELL_EACH.match(text, *span)
    if simple is not None and simple.end() == span.end:
        return _fill_simple_lines(text, span, width, indent)
    return _fill_by_grapheme(text, span, width, graphemes, indent)


def _limit_indent(text: str, span: Span, width: int) -> tuple[Span, int]:
    """Return `span` with its leading spaces cut to half a line at most, and their number."""
    excerpt = span.of(text)
    spaces = len(excerpt) - len(excerpt.lstrip(" "))
    indent = min(spaces, width // 2)
    return Span(span.start + spaces - indent, span.end), indent


def _trim_end(text: str, start: int, end: int) -> Span:
    return Span(start, start + len(text[start:end].rstrip()))


def _fill_simple_lines(text: str, span: Span, width: int, indent: int) -> Iterator[Span]:
    """Yield the lines of a text whose code points all take one cell."""
    start, end = span
    while end - start > width:
        space = text.rfind(" ", start + indent + 1, start + width + 1)
        line_end = space if space > 0 else start + width
        yield _trim_end(text, start, line_end)
        start, indent = line_end, 0
        while start < end and text[start] == " ":
            start += 1
    if start < end:
        yield Span(start, end)


def _fill_by_grapheme(
    text: str, span: Span, width: int, graphemes: Graphemes, indent: int
) -> Iterator[Span]:
    """Yield the lines of any text, broken at spaces, beside wide characters, or when full."""
    offset = span.start
    start, line_cells = span.start, 0
    text_start = span.start + indent
    """Offset of the first text after the indentation."""
    break_offset: int | None = None
    cells_since_break = 0
    wide_before = False
    for first, last, cells in graphemes(span.of(text)):
        grapheme_start = offset + first
        character = text[grapheme_start : offset + last]
        is_space = character == " "
        is_wide = cells > 1 and _is_wide(character[0])
        if (
            grapheme_start > max(start, text_start)
            and (is_wide or wide_before)
            and character not in _NEVER_FIRST
            and not is_space
        ):
            break_offset, cells_since_break = grapheme_start, 0
        if line_cells + cells > width and grapheme_start > start and not is_space:
            line_end = (
                grapheme_start if break_offset is None or break_offset <= start else break_offset
            )
            line_cells = 0 if line_end == grapheme_start else cells_since_break
            yield _trim_end(text, start, line_end)
            start, break_offset = line_end, None
            cells_since_break = line_cells
        if is_space and grapheme_start == start >= text_start:
            start = offset + last
            continue
        line_cells += cells
        cells_since_break += cells
        if is_space and grapheme_start >= text_start:
            break_offset, cells_since_break = offset + last, 0
        wide_before = is_wide
    if rest := _trim_end(text, start, span.end):
        yield rest


def _is_wide(character: str) -> bool:
    """Return True if lines may break beside this character, which takes two cells.

    A character with a mark that takes a cell, as in Devanagari, is not wide.
    """
    return east_asian_width(character) in "FW" or not character.isalpha()
