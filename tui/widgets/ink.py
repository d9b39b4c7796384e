"""Ink: a stretch of text cut where looks begin and end, each piece in the sum of its looks."""

import itertools
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from rich.cells import split_graphemes
from rich.segment import Segment
from rich.style import Style as Ink

from tui.text.span import Span


class Mark(NamedTuple):
    """A span to be shown in a named look; of overlapping marks the later one prevails."""

    span: Span
    look: str


def inked(
    text: str, line: Span, marks: Iterable[Mark], ink: Callable[[str], Ink], base: Ink
) -> Iterator[Segment]:
    """The segments of `line`, a span of `text`; `ink` gives the style of a look."""
    here = [m for m in marks if m.span.start < line.end and m.span.end > line.start]
    cuts = {line.start, line.end}
    for mark in here:
        cuts.add(max(line.start, mark.span.start))
        cuts.add(min(line.end, mark.span.end))
    places = sorted(cuts)
    for start, end in itertools.pairwise(places):
        style = base
        for mark in here:
            if mark.span.start <= start and end <= mark.span.end:
                style += ink(mark.look)
        yield Segment(text[start:end], style)


def graphemes(text: str) -> list[tuple[int, int, int]]:
    """(start, end, cells) of each grapheme: the measure of the terminal we draw on."""
    return list(split_graphemes(text)[0])
