"""Spans: half-open ranges of code points in one text, the only form of positions."""

from collections.abc import Iterable
from typing import NamedTuple


class Span(NamedTuple):
    """Code points from `start` to before `end` of a text that both sides know."""

    start: int
    end: int

    def __bool__(self) -> bool:
        """Return True if the span has a code point."""
        return self.end > self.start

    def of(self, text: str) -> str:
        """Return the part of `text` in the span."""
        return text[self.start : self.end]

    def meets(self, other: "Span") -> bool:
        """Return True if the two spans have a code point in common."""
        return self.start < other.end and other.start < self.end

    def shifted(self, distance: int) -> "Span":
        """Return the span moved by `distance` code points."""
        return Span(self.start + distance, self.end + distance)

    def trimmed(self, text: str) -> "Span":
        """Return the span without white space at its ends.

        If it has only white space, return an empty span at its start.
        """
        inner = text[self.start : self.end]
        lead = len(inner) - len(inner.lstrip())
        return Span(self.start + lead, max(self.start + lead, self.start + len(inner.rstrip())))


def united(spans: Iterable[Span]) -> list[Span]:
    """Return the union of `spans` in order; spans that only touch are not merged."""
    union: list[Span] = []
    for span in sorted(spans):
        if union and span.start < union[-1].end:
            union[-1] = Span(union[-1].start, max(union[-1].end, span.end))
        elif span:
            union.append(span)
    return union
