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
    here = [m for m in marks if m.span.start < line.end and m.span.end > line.start]
    if any(line.start < at < line.end and _may_cut(text[at]) for m in here for at in m.span):
        pieces = [
            Span(first, last).shifted(line.start) for first, last, _ in graphemes(line.of(text))
        ]
        here = [StyledSpan(_widened(mark.span, pieces), mark.style) for mark in here]
    cuts = {line.start, line.end}
    for mark in here:
        cuts.add(max(line.start, mark.span.start))
        cuts.add(min(line.end, mark.span.end))
    places = sorted(cuts)
    for start, end in itertools.pairwise(places):
        style = base
        for mark in here:
            if mark.span.start <= start and end <= mark.span.end:
                style += ink(mark.style)
        yield Segment(text[start:end], style)


def graphemes(text: str) -> list[tuple[int, int, int]]:
    """Return start, end and cells of each grapheme, as the terminal in use draws it.

    A combining mark belongs to its letter, and joined characters stay together, even where the
    terminal gives each part cells of its own.
    """
    found: list[tuple[int, int, int]] = []
    for start, end, cells in rich.cells.split_graphemes(text)[0]:
        if found and (_is_mark(text[start]) or text[start - 1] == _JOINER):
            first, _, before = found[-1]
            found[-1] = first, end, before + cells
        else:
            found.append((start, end, cells))
    return found


def _is_mark(character: str) -> bool:
    return character >= _FIRST_JOINING and category(character)[0] == "M"


def _may_cut(character: str) -> bool:
    """Return True if `character` may continue a grapheme; quotation marks may not."""
    return character >= _FIRST_JOINING and category(character)[0] not in "PZ"


def _widened(span: Span, pieces: Iterable[Span]) -> Span:
    """Return `span`, extended to whole graphemes of the line, `pieces`."""
    start, end = span
    for first, last in pieces:
        if first < start < last:
            start = first
        if first < end < last:
            end = last
    return Span(start, end)
