"""Spans: half-open ranges of code points in one text, the only way positions are spoken of."""

from collections.abc import Iterable
from typing import NamedTuple


class Span(NamedTuple):
    """Code points `start` to `end`, end exclusive, of a text both sides know."""

    start: int
    end: int

    def __bool__(self) -> bool:
        """Return True if the span holds any code point."""
        return self.end > self.start

    def of(self, text: str) -> str:
        """Return the words the span covers in `text`."""
        return text[self.start : self.end]

    def meets(self, other: "Span") -> bool:
        """Return True if the two have a code point in common."""
        return self.start < other.end and other.start < self.end

    def shifted(self, by: int) -> "Span":
        """Return the same span moved by `by` code points."""
        return Span(self.start + by, self.end + by)

    def trimmed(self, text: str) -> "Span":
        """Return the span without white space at either end.

        Empty at its start if it is all white.
        """
        inner = text[self.start : self.end]
        lead = len(inner) - len(inner.lstrip())
        return Span(self.start + lead, max(self.start + lead, self.start + len(inner.rstrip())))


def united(spans: Iterable[Span]) -> list[Span]:
    """Return the union of `spans`, in order, without overlaps; spans that only touch stay two."""
    whole: list[Span] = []
    for span in sorted(spans):
        if whole and span.start < whole[-1].end:
            whole[-1] = Span(whole[-1].start, max(whole[-1].end, span.end))
        elif span:
            whole.append(span)
    return whole
