"""The offset map: from code points of the clean text to code points of the file."""

from bisect import bisect_right
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import pairwise
from re import Match
from typing import Self

from tui.text.span import Span


@dataclass(frozen=True, slots=True)
class OffsetMap:
    """Runs of copied text: our text from `ours[i]` on is the source's from `theirs[i]` on."""

    clean_starts: tuple[int, ...] = (0,)
    source_starts: tuple[int, ...] = (0,)

    @classmethod
    def of(cls, runs: Iterable[tuple[int, int]]) -> Self:
        """Return the map of ascending `runs` (our offset, their offset), adjacent ones joined."""
        ours, theirs = [0], [0]
        for here, there in runs:
            if here == ours[-1]:
                theirs[-1] = there
            elif here - ours[-1] != there - theirs[-1]:
                ours.append(here)
                theirs.append(there)
        return cls(tuple(ours), tuple(theirs))

    def to_source(self, offset: int) -> int:
        """Return the offset in the source of our code point at `offset`."""
        run = bisect_right(self.clean_starts, offset) - 1
        return self.source_starts[run] + offset - self.clean_starts[run]

    def span_to_source(self, span: Span) -> Span:
        """Return the span in the source of a clean span, with removed characters inside it."""
        if not span:
            start = self.to_source(span.start)
            return Span(start, start)
        return Span(self.to_source(span.start), self.to_source(span.end - 1) + 1)

    def to_clean(self, offset: int) -> int:
        """Return our offset for an offset in the source; of removed text, that of the next text."""
        run = max(0, bisect_right(self.source_starts, offset) - 1)
        ours = self.clean_starts[run] + max(0, offset - self.source_starts[run])
        limit = self.clean_starts[run + 1] if run + 1 < len(self.clean_starts) else ours
        return min(ours, limit)

    def compose(self, below: "OffsetMap") -> "OffsetMap":
        """Return the map to the source of `below`, the map of the text that ours was made from."""
        cuts = set(self.clean_starts)
        for (start, end), their in zip(
            pairwise((*self.clean_starts, 1 << 62)), self.source_starts, strict=True
        ):
            first = bisect_right(below.clean_starts, their)
            last = bisect_right(below.clean_starts, their + end - start - 1)
            cuts.update(start + cut - their for cut in below.clean_starts[first:last])
        return OffsetMap.of((cut, below.to_source(self.to_source(cut))) for cut in sorted(cuts))


def substitute(
    text: str, found: Iterable[Match[str]], kept: Callable[[str], str]
) -> tuple[str, OffsetMap]:
    """Return `text` with each match replaced by `kept` of its words, and the offset map.

    `found` has the matches in order.
    """
    parts: list[str] = []
    runs: list[tuple[int, int]] = []
    here = there = 0
    for odd in found:
        instead = kept(odd[0])
        if instead == odd[0]:
            continue
        parts += (text[there : odd.start()], instead)
        runs += ((here, there), (here + odd.start() - there, odd.start()))
        here += odd.start() - there + len(instead)
        there = odd.end()
    parts.append(text[there:])
    runs.append((here, there))
    return "".join(parts), OffsetMap.of(runs)
