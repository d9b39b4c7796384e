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


def candidate_offsets(passage: AnchorQuery, places_of: Mapping[str, Sequence[int]]) -> list[int]:
    """Return the word numbers at which `passage` may begin, by the votes of its words.

    `places_of` has the word numbers at which each compared word stands.
    """
    votes: defaultdict[int, float] = defaultdict(float)
    offset = -len(passage.before)
    for row, weight in ((passage.before, 1.0), (passage.quote, 2.0), (passage.after, 1.0)):
        for n, fold in enumerate(row, offset):
            places = places_of.get(fold, ())
            if len(places) <= OCCURRENCES:
                for place in places:
                    votes[place - n] += weight / len(places) ** 0.5
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
    inside = _densest([p for p in pairs if before <= p[0] < before + quote], 4 + quote // 4)
    inside = _drawn_in(_drawn_in(inside, row, window, -1), row, window, 1)
    left = max((p for p in pairs if p[0] < before), default=(-1, -1))
    right = min((p for p in pairs if p[0] >= before + quote), default=(len(row), len(window)))
    held_left = left[0] == before - 1
    held_right = right[0] == before + quote
    if inside:
        (head, begin), (tail, finish) = inside[0], inside[-1]
        begin -= _reached(head - before, begin - left[1] - 1, held=held_left)
        finish += _reached(before + quote - 1 - tail, right[1] - finish - 1, held=held_right)
    elif held_left and held_right and 0 < right[1] - left[1] - 1 <= quote + 3:
        begin, finish = left[1] + 1, right[1] - 1
    else:
        return None
    return begin, finish


def _peaks(votes: dict[int, float], width: int) -> list[int]:
    """Return the offsets with most votes, `width` apart; votes up to `width` away count."""
    places = sorted(votes)
    sums: list[tuple[float, int]] = []
    low = high = 0
    total = 0.0
    for place in places:
        while high < len(places) and places[high] <= place + width:
            total += votes[places[high]]
            high += 1
        while places[low] < place - width:
            total -= votes[places[low]]
            low += 1
        sums.append((total + votes[place], place))
    peaks: list[int] = []
    for _, place in sorted(sums, key=lambda s: (-s[0], s[1])):
        if all(abs(place - peak) > width for peak in peaks):
            peaks.append(place)
            if len(peaks) == LEADS:
                break
    return peaks


def _densest(pairs: list[tuple[int, int]], gap: int) -> list[tuple[int, int]]:
    """Return the longest part of `pairs` without a gap of more than `gap` words on either side."""
    stretches: list[list[tuple[int, int]]] = [pairs[:1]]
    for one, other in pairwise(pairs):
        if abs((other[1] - one[1]) - (other[0] - one[0])) > gap:
            stretches.append([])
        stretches[-1].append(other)
    return max(stretches, key=len)


def _drawn_in(
    pairs: list[tuple[int, int]], row: Sequence[str], window: Sequence[str], step: int
) -> list[tuple[int, int]]:
    """Return `pairs` with the first (-1) or last (1) next to its neighbour, if the words agree.

    Of several equal words, such as "the", an alignment may select a distant one.
    """
    if len(pairs) < 2:  # noqa: PLR2004  # there is no neighbour
        return pairs
    outer, inner = (pairs[0], pairs[1]) if step < 0 else (pairs[-1], pairs[-2])
    near = inner[1] + step * abs(outer[0] - inner[0])
    if near == outer[1] or not 0 <= near < len(window) or window[near] != row[outer[0]]:
        return pairs
    moved = (outer[0], near)
    return [moved, *pairs[1:]] if step < 0 else [*pairs[:-1], moved]


def _reached(missing: int, room: int, *, held: bool) -> int:
    """Return the number of words of the quote beyond its outermost word that was found.

    Args:
        missing: Number of its words that were not found.
        room: Number of words between the outermost word and the context that was found.
        held: True if the context was found to its last word: then all the room belongs to the
            quote, up to a limit.
    """
    if not missing:
        return 0
    return room if held and room <= missing + _REWORDED else min(missing, room)
