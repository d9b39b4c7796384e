"""The offset map: from code points of the clean text to code points of the file."""

from bisect import bisect_right
from collections.abc import Callable, Iterable
from itertools import pairwise
from re import Match
from typing import NamedTuple, Self

from tui.text.span import Span


class OffsetMap(NamedTuple):
    """Runs of copied text.

    The clean text from `clean_starts[i]` on is that of the source from `source_starts[i]` on.
    """

    clean_starts: tuple[int, ...] = (0,)
    source_starts: tuple[int, ...] = (0,)

    @classmethod
    def of(cls, runs: Iterable[tuple[int, int]]) -> Self:
        """Return the map of ascending `runs` (clean, source offset); adjacent ones are joined."""
        clean_starts, source_starts = [0], [0]
        for clean_offset, source_offset in runs:
            if clean_offset == clean_starts[-1]:
                source_starts[-1] = source_offset
            elif clean_offset - clean_starts[-1] != source_offset - source_starts[-1]:
                clean_starts.append(clean_offset)
                source_starts.append(source_offset)
        return cls(tuple(clean_starts), tuple(source_starts))

    def to_source(self, offset: int) -> int:
        """Return the offset in the source of the clean code point at `offset`."""
        run = bisect_right(self.clean_starts, offset) - 1
        return self.source_starts[run] + offset - self.clean_starts[run]

    def span_to_source(self, span: Span) -> Span:
        """Return the span in the source of a clean span, with removed characters inside it."""
        if not span:
            start = self.to_source(span.start)
            return Span(start, start)
        return Span(self.to_source(span.start), self.to_source(span.end - 1) + 1)

    def to_clean(self, offset: int) -> int:
        """Return the clean offset for one in the source; of removed text, that of the next."""
        run = max(0, bisect_right(self.source_starts, offset) - 1)
        clean_offset = self.clean_starts[run] + max(0, offset - self.source_starts[run])
        limit = self.clean_starts[run + 1] if run + 1 < len(self.clean_starts) else clean_offset
        return min(clean_offset, limit)

    def compose(self, source_map: "OffsetMap") -> "OffsetMap":
        """Return the map to the source of `source_map`, which is that of this map's source."""
        cuts = set(self.clean_starts)
        for (start, end), source_start in zip(
            pairwise((*self.clean_starts, 1 << 62)), self.source_starts, strict=True
        ):
            first = bisect_right(source_map.clean_starts, source_start)
            last = bisect_right(source_map.clean_starts, source_start + end - start - 1)
            cuts.update(
                start + offset - source_start for offset in source_map.clean_starts[first:last]
            )
        return OffsetMap.of(
            (offset, source_map.to_source(self.to_source(offset))) for offset in sorted(cuts)
        )


def substitute(
    text: str, matches: Iterable[Match[str]], replace: Callable[[str], str]
) -> tuple[str, OffsetMap]:
    """Return `text` with each match replaced by the result of `replace`, and the offset map.

    `matches` has the matches in order.
    """
    parts: list[str] = []
    runs: list[tuple[int, int]] = []
    offset = source_offset = 0
    for match in matches:
        replacement = replace(match[0])
        if replacement == match[0]:
            continue
        parts += (text[source_offset : match.start()], replacement)
        runs += ((offset, source_offset), (offset + match.start() - source_offset, match.start()))
        offset += match.start() - source_offset + len(replacement)
        source_offset = match.end()
    parts.append(text[source_offset:])
    runs.append((offset, source_offset))
    return "".join(parts), OffsetMap.of(runs)
