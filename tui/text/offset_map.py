"""The way back: which code point of the file each code point of the clean text came from."""

from bisect import bisect_right
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import pairwise
from re import Match
from typing import Self

from tui.text.span import Span


@dataclass(frozen=True, slots=True)
class SourceMap:
    """Runs of text copied one to one: `ours[i]` onwards came from `theirs[i]` onwards."""

    ours: tuple[int, ...] = (0,)
    theirs: tuple[int, ...] = (0,)

    @classmethod
    def of(cls, runs: Iterable[tuple[int, int]]) -> Self:
        """The map of `runs` (our offset, their offset), ascending; runs that go on are joined."""
        ours, theirs = [0], [0]
        for here, there in runs:
            if here == ours[-1]:
                theirs[-1] = there
            elif here - ours[-1] != there - theirs[-1]:
                ours.append(here)
                theirs.append(there)
        return cls(tuple(ours), tuple(theirs))

    def offset(self, offset: int) -> int:
        """The file's code point that ours at `offset` came from."""
        run = bisect_right(self.ours, offset) - 1
        return self.theirs[run] + offset - self.ours[run]

    def span(self, span: Span) -> Span:
        """The file's span that `span` came from, marks dropped inside it included."""
        if not span:
            start = self.offset(span.start)
            return Span(start, start)
        return Span(self.offset(span.start), self.offset(span.end - 1) + 1)

    def back(self, offset: int) -> int:
        """Our code point for the file's `offset`, or where the next one kept stands."""
        run = max(0, bisect_right(self.theirs, offset) - 1)
        ours = self.ours[run] + max(0, offset - self.theirs[run])
        limit = self.ours[run + 1] if run + 1 < len(self.ours) else ours
        return min(ours, limit)

    def through(self, below: "SourceMap") -> "SourceMap":
        """This map carried on through `below`, whose text ours was made from."""
        cuts = set(self.ours)
        for (start, end), their in zip(pairwise((*self.ours, 1 << 62)), self.theirs, strict=True):
            first = bisect_right(below.ours, their)
            last = bisect_right(below.ours, their + end - start - 1)
            cuts.update(start + cut - their for cut in below.ours[first:last])
        return SourceMap.of((cut, below.offset(self.offset(cut))) for cut in sorted(cuts))


def substituted(
    text: str, found: Iterable[Match[str]], kept: Callable[[str], str]
) -> tuple[str, SourceMap]:
    """`text` with each match in it, in order, as `kept` gives it; and the way back."""
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
    return "".join(parts), SourceMap.of(runs)
