"""Stops: the places a reading line halts at, so that moving line by line misses no passage."""

from array import array
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field

from tui.text.document import Document
from tui.text.wrap import Layout


@dataclass(frozen=True, slots=True)
class Stops:
    """Pairs of line and passage in reading order; a line on which several passages start has more.

    Each passage has a stop on its first line, and on every further line that no other starts on.
    """

    lines: "array[int]" = field(default_factory=lambda: array("I"))
    passages: "array[int]" = field(default_factory=lambda: array("I"))

    def __len__(self) -> int:
        return len(self.lines)

    def near_line(self, line: int) -> int:
        """The first stop on `line`, or else the last one above it."""
        stop = bisect_left(self.lines, line)
        if stop < len(self.lines) and self.lines[stop] == line:
            return stop
        return max(0, stop - 1)

    def of_passage(self, passage: int) -> int:
        """The stop on the first line of `passage`."""
        return min(bisect_left(self.passages, passage), max(0, len(self) - 1))

    def at(self, offset: int, document: Document, layout: Layout) -> int:
        """The stop for the code point at `offset`: on its line, and in its passage if it can be."""
        line = layout.line_of(offset)
        first = self.near_line(line)
        last = max(first, bisect_right(self.lines, self.lines[first]) - 1) if len(self) else 0
        passage = document.passage_at(offset)
        return min(max(first, bisect_right(self.passages, passage) - 1), last)


def stops(document: Document, layout: Layout) -> Stops:
    """The stops of `document` on the lines of `layout`."""
    found = Stops()
    passages = document.passages
    following = 0
    """The first passage that starts on a line not yet seen."""
    for line in range(len(layout)):
        start, end = layout.span(line)
        if start == end:
            continue
        first = following
        while following < len(passages) and passages[following].span.start < end:
            following += 1
        for passage in range(first, following) if following > first else [max(0, first - 1)]:
            found.lines.append(line)
            found.passages.append(passage)
    return found
