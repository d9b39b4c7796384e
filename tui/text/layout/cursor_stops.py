"""Cursor stops: the positions of the reading line; moving from stop to stop meets every passage."""

from array import array
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field

from tui.text.document import Document
from tui.text.layout.wrapping import Layout


@dataclass(frozen=True, slots=True)
class CursorStops:
    """Pairs of a line and a passage in reading order.

    Each passage has a stop on its first line, and on each further line on which no other passage
    starts. So a line on which several passages start has several stops. A collapsed run has one
    stop, that of its first passage.
    """

    lines: "array[int]" = field(default_factory=lambda: array("I"))
    passages: "array[int]" = field(default_factory=lambda: array("I"))

    def __len__(self) -> int:
        return len(self.lines)

    def near_line(self, line: int) -> int:
        """Return the index of the first stop on `line`; without one, of the last stop above it."""
        stop = bisect_left(self.lines, line)
        if stop < len(self.lines) and self.lines[stop] == line:
            return stop
        return max(0, stop - 1)

    def of_passage(self, passage: int) -> int:
        """Return the index of the stop on the first line of `passage`, or of its collapsed run."""
        last = bisect_right(self.passages, passage) - 1
        return bisect_left(self.passages, self.passages[last]) if last >= 0 else 0

    def at(self, offset: int, document: Document, layout: Layout) -> int:
        """Return the index of the stop of the passage at `offset` that is nearest to its line.

        The passage counts, not the line: a later passage may have the only stop of the line.

        Args:
            offset: Code points of the document's text.
            document: The document.
            layout: Its lines.
        """
        passage = document.passage_at(offset)
        first = self.of_passage(passage)
        end = bisect_right(self.lines, layout.line_of(offset), first) if len(self) else 0
        last = bisect_right(self.passages, passage) - 1
        return max(first, min(end - 1, last))


def find_stops(document: Document, layout: Layout) -> CursorStops:
    """Return the stops of `document` on the lines of `layout`."""
    stops = CursorStops()
    passages = document.passages
    next_passage = 0
    """Number of the first passage that starts on a later line."""
    for line in range(len(layout)):
        start, end = layout.span(line)
        if start == end:
            continue
        first = next_passage
        while next_passage < len(passages) and passages[next_passage].span.start < end:
            next_passage += 1
        line_passages = range(first, next_passage) if next_passage > first else [max(0, first - 1)]
        for passage in line_passages[:1] if line in layout.runs else line_passages:
            stops.lines.append(line)
            stops.passages.append(passage)
    return stops
