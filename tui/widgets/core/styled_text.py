"""Styled text: a span cut at the ends of looks, each piece in the sum of its looks."""

import itertools
from collections.abc import Callable, Iterable, Iterator
from typing import Final, NamedTuple
from unicodedata import category

import rich.cells
from rich.segment import Segment
from rich.style import Style as Ink

from tui.text.span import Span

_JOINER: Final = "\u200d"
_FIRST_JOINING: Final = "\u0300"
"""The first code point that may belong to the grapheme of the character before it."""


class StyledSpan(NamedTuple):
    """A span in a named look; of overlapping marks the later one prevails."""

    span: Span
    style: str


def render_spans(
    text: str, line: Span, marks: Iterable[StyledSpan], ink: Callable[[str], Ink], base: Ink
) -> Iterator[Segment]:
    """Yield the segments of `line`, a span of `text`; `ink` returns the style of a look.

    A mark that begins or ends within a grapheme is drawn on the whole of it.
    """
    line_marks = [m for m in marks if m.span.start < line.end and m.span.end > line.start]
    if any(
        line.start < offset < line.end and _may_cut(text[offset])
        for m in line_marks
        for offset in m.span
    ):
        clusters = [
            Span(first, last).shifted(line.start) for first, last, _ in graphemes(line.of(text))
        ]
        line_marks = [StyledSpan(_widen(mark.span, clusters), mark.style) for mark in line_marks]
    edges = {line.start, line.end}
    for mark in line_marks:
        edges.add(max(line.start, mark.span.start))
        edges.add(min(line.end, mark.span.end))
    for start, end in itertools.pairwise(sorted(edges)):
        style = base
        for mark in line_marks:
            if mark.span.start <= start and end <= mark.span.end:
                style += ink(mark.style)
        yield Segment(text[start:end], style)


def graphemes(text: str) -> list[tuple[int, int, int]]:
    """Return start, end and cells of each grapheme, as the terminal in use draws it.

    A combining mark belongs to its letter, and joined characters stay together, even where the
    terminal gives each part cells of its own.
    """
    clusters: list[tuple[int, int, int]] = []
    for start, end, cells in rich.cells.split_graphemes(text)[0]:
        if clusters and (_is_mark(text[start]) or text[start - 1] == _JOINER):
            first, _, first_cells = clusters[-1]
            clusters[-1] = first, end, first_cells + cells
        else:
            clusters.append((start, end, cells))
    return clusters


def _is_mark(character: str) -> bool:
    return character >= _FIRST_JOINING and category(character)[0] == "M"


def _may_cut(character: str) -> bool:
    """Return True if `character` may continue a grapheme; quotation marks may not."""
    return character >= _FIRST_JOINING and category(character)[0] not in "PZ"


def _widen(span: Span, clusters: Iterable[Span]) -> Span:
    """Return `span`, extended to whole graphemes, the `clusters` of its line."""
    start, end = span
    for first, last in clusters:
        if first < start < last:
            start = first
        if first < end < last:
            end = last
    return Span(start, end)
