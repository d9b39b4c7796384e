"""Reused passages: matches that stand side by side in both documents, merged into stretches."""

from collections.abc import Iterable, Sequence
from itertools import pairwise

from tui.matching.match import Reuse, Stretch
from tui.matching.reading import Reading
from tui.text.span import Span

GAP = 3
"""Lines that may lie between two matches of one stretch, on either side."""


def merge(here: Reading, there: Reading, matched: Iterable[tuple[int, int]]) -> tuple[Reuse, ...]:
    """The stretches that `matched`, pairs of indexes into the two readings' lines, come to."""
    return tuple(
        sorted(
            (
                Reuse(
                    _stretch(here, [a for a, _ in cluster]),
                    _stretch(there, [b for _, b in cluster]),
                )
                for cluster in _clusters(sorted(matched))
            ),
            key=lambda reuse: (reuse.here, reuse.there),
        )
    )


def _clusters(matched: Sequence[tuple[int, int]]) -> list[list[tuple[int, int]]]:
    """Pairs parted wherever one side or the other leaves too wide a gap, until none is left."""
    whole: list[list[tuple[int, int]]] = []
    open_ = [(list(matched), 0, 0)] if matched else []
    while open_:
        pairs, side, quiet = open_.pop()
        if quiet == 2:  # noqa: PLR2004  # neither side has anything left to part
            whole.append(pairs)
            continue
        parts = _parted(pairs, side)
        open_ += [(part, 1 - side, quiet + 1 if len(parts) == 1 else 0) for part in parts]
    return whole


def _parted(pairs: list[tuple[int, int]], side: int) -> list[list[tuple[int, int]]]:
    ordered = sorted(pairs, key=lambda pair: (pair[side], pair[1 - side]))
    parts = [[ordered[0]]]
    for last, pair in pairwise(ordered):
        if pair[side] - last[side] > GAP:
            parts.append([])
        parts[-1].append(pair)
    return parts


def _stretch(reading: Reading, lines: Sequence[int]) -> Stretch:
    first, last = reading.lines[min(lines)], reading.lines[max(lines)]
    return Stretch(reading.document, Span(first.span.start, last.span.end))
