"""Alignment of a passage's words with a text: possible beginnings, and the words of the passage."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from rapidfuzz.distance import Indel

from tui.anchoring.similarity import normalized_words

OCCURRENCES = 64
"""Largest number of occurrences in a document of a word that is used as evidence."""
LEADS = 8
"""Number of offsets that are examined closely for one passage."""
_REWORDED = 6
"""Number of words by which a reworded end may be longer than it was."""


@dataclass(frozen=True, slots=True)
class AnchorQuery:
    """Passage to find: its compared words, and the compared words around it."""

    before: tuple[str, ...]
    quote: tuple[str, ...]
    after: tuple[str, ...]


def make_query(prefix: str, quote: str, suffix: str) -> AnchorQuery:
    """Return the query for `quote` between `prefix` and `suffix`."""
    return AnchorQuery(normalized_words(prefix), normalized_words(quote), normalized_words(suffix))


def candidate_offsets(passage: AnchorQuery, positions_of: Mapping[str, Sequence[int]]) -> list[int]:
    """Return the word numbers at which `passage` may begin, by the votes of its words.

    `positions_of` has the word numbers at which each compared word stands.
    """
    votes: defaultdict[int, float] = defaultdict(float)
    offset = -len(passage.before)
    for row, weight in ((passage.before, 1.0), (passage.quote, 2.0), (passage.after, 1.0)):
        for query_position, norm in enumerate(row, offset):
            positions = positions_of.get(norm, ())
            if len(positions) <= OCCURRENCES:
                for position in positions:
                    votes[position - query_position] += weight / len(positions) ** 0.5
        offset += len(row)
    return _peaks(votes, 3 + len(passage.quote) // 3)


def align_to_window(passage: AnchorQuery, window: Sequence[str]) -> tuple[int, int] | None:
    """Return the numbers of the first and last word in `window` that belong to the quote."""
    before, quote = len(passage.before), len(passage.quote)
    row = (*passage.before, *passage.quote, *passage.after)
    pairs = [
        (op.src_start + n, op.dest_start + n)
        for op in Indel.opcodes(row, window)
        if op.tag == "equal"
        for n in range(op.src_end - op.src_start)
    ]
    quote_pairs = _densest([p for p in pairs if before <= p[0] < before + quote], 4 + quote // 4)
    quote_pairs = _drawn_in(_drawn_in(quote_pairs, row, window, -1), row, window, 1)
    last_before = max((p for p in pairs if p[0] < before), default=(-1, -1))
    first_after = min((p for p in pairs if p[0] >= before + quote), default=(len(row), len(window)))
    is_before_complete = last_before[0] == before - 1
    is_after_complete = first_after[0] == before + quote
    if quote_pairs:
        (first_row, begin), (last_row, end) = quote_pairs[0], quote_pairs[-1]
        begin -= _reached(
            first_row - before, begin - last_before[1] - 1, is_complete=is_before_complete
        )
        end += _reached(
            before + quote - 1 - last_row, first_after[1] - end - 1, is_complete=is_after_complete
        )
    elif (
        is_before_complete
        and is_after_complete
        and 0 < first_after[1] - last_before[1] - 1 <= quote + 3
    ):
        begin, end = last_before[1] + 1, first_after[1] - 1
    else:
        return None
    return begin, end


def _peaks(votes: dict[int, float], width: int) -> list[int]:
    """Return the offsets with most votes, `width` apart; votes up to `width` away count."""
    offsets = sorted(votes)
    sums: list[tuple[float, int]] = []
    low = high = 0
    total = 0.0
    for offset in offsets:
        while high < len(offsets) and offsets[high] <= offset + width:
            total += votes[offsets[high]]
            high += 1
        while offsets[low] < offset - width:
            total -= votes[offsets[low]]
            low += 1
        sums.append((total + votes[offset], offset))
    peaks: list[int] = []
    for _, offset in sorted(sums, key=lambda s: (-s[0], s[1])):
        if all(abs(offset - peak) > width for peak in peaks):
            peaks.append(offset)
            if len(peaks) == LEADS:
                break
    return peaks


def _densest(pairs: list[tuple[int, int]], gap: int) -> list[tuple[int, int]]:
    """Return the longest part of `pairs` without a gap of more than `gap` words on either side."""
    parts: list[list[tuple[int, int]]] = [pairs[:1]]
    for first, second in pairwise(pairs):
        if abs((second[1] - first[1]) - (second[0] - first[0])) > gap:
            parts.append([])
        parts[-1].append(second)
    return max(parts, key=len)


def _drawn_in(
    pairs: list[tuple[int, int]], row: Sequence[str], window: Sequence[str], step: int
) -> list[tuple[int, int]]:
    """Return `pairs` with the first (-1) or last (1) next to its neighbour, if the words agree.

    Of several equal words, such as "the", an alignment may select a distant one.
    """
    if len(pairs) < 2:  # noqa: PLR2004  # there is no neighbour
        return pairs
    outer, inner = (pairs[0], pairs[1]) if step < 0 else (pairs[-1], pairs[-2])
    adjacent = inner[1] + step * abs(outer[0] - inner[0])
    if adjacent == outer[1] or not 0 <= adjacent < len(window) or window[adjacent] != row[outer[0]]:
        return pairs
    moved = (outer[0], adjacent)
    return [moved, *pairs[1:]] if step < 0 else [*pairs[:-1], moved]


def _reached(missing: int, room: int, *, is_complete: bool) -> int:
    """Return the number of words of the quote beyond its outermost word that was found.

    Args:
        missing: Number of its words that were not found.
        room: Number of words between the outermost word and the context that was found.
        is_complete: True if the context was found to its last word: then all the room belongs to
            the quote, up to a limit.
    """
    if not missing:
        return 0
    return room if is_complete and room <= missing + _REWORDED else min(missing, room)
