"""Editions: two documents that are one text but for some words, as a story many have printed.

One alignment of their words tells which lines are each other's; they need no search and no weighing
of each with each. What two of them come to is what each comes to against itself, less what differs.
Only lines that have no counterpart, and those that are like others of their own document, are
compared as in any other documents.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from math import log, sqrt
from typing import NamedTuple
from weakref import WeakKeyDictionary

from rapidfuzz.distance import LCSseq

from tui.matching.compare import (
    CROWDED,
    Gathering,
    Overlap,
    Pair,
    compare,
    judged,
    kind,
    overlap_of,
    overlaps_of,
)
from tui.matching.copies import Box, copies_throughout
from tui.matching.judge import Judge
from tui.matching.match import Kind
from tui.matching.side import Side

_FEWEST = 4
"""Lines of the shorter document, at least; two with less are soon compared."""
_LONGER = 2
"""How many times as long the longer one may be."""
_SHARED = 0.6
"""Share of the rarer words of one that the other must have for an alignment to be tried."""
_SETTLED = 0.6
"""Share of the shorter one's lines that must have a counterpart."""
_MARGIN = 1.5
"""Evidence that a few changed words may add to two lines."""

_Block = tuple[int, int, int]
"""A run of the same words: the number of its first word in either document, and how many."""


class Edition(NamedTuple):
    """What two editions of one text have in common."""

    pairs: list[Pair]
    boxes: list[Box] | None
    """The shared stretches; nothing if they must be searched for."""


class _Settled(NamedTuple):
    """A line and its counterpart, by their numbers among the telling lines."""

    here: int
    there: int
    share: float
    """How many words they have in the same order, of the geometric mean of all."""


class _Alone(NamedTuple):
    """What a document's lines come to against each other."""

    totals: Mapping[int, float]
    """Each line against itself."""
    alike: Sequence[tuple[int, int]]
    """Two lines that are like each other, or may be if a few words change."""


def edition(here: Side, there: Side, judge: Judge, crowd: int) -> Edition | None:
    """What two documents have in common if they are editions of one text; nothing if not.

    Nothing either where there is no crowd of them: a few are soon compared as any others are.
    """
    least = judge.hopeless(crowd)
    if least <= CROWDED or not _may_be(here, there):
        return None
    found = LCSseq.opcodes(here.words.folds, there.words.folds).as_matching_blocks()
    blocks = [(block.a, block.b, block.size) for block in found if block.size]
    settled = _settled(here, there, blocks, judge)
    if len(settled) < _SETTLED * min(len(here.lines), len(there.lines)):
        return None
    alone = _alone(here, judge, crowd), _alone(there, judge, crowd)
    pairs = _pairs(here, there, settled, alone, judge)
    overlaps = _open(here, there, settled, alone, judge)
    if overlaps:
        couples = sorted(overlaps.keys() - {(line.here, line.there) for line in settled})
        pairs += judged(Gathering(here, there, overlaps), couples, judge, least)
    return Edition(sorted(pairs), _boxes(here, there, settled, judge))


def _may_be(here: Side, there: Side) -> bool:
    """Whether two documents are long enough, about as long, and have most rarer words in common."""
    shorter, longer = sorted(len(side.reading.text) for side in (here, there))
    if min(len(here.lines), len(there.lines)) < _FEWEST or longer > _LONGER * shorter:
        return False
    least = _SHARED * min(len(here.leading), len(there.leading))
    return len(here.leading & there.leading) >= least


def _settled(here: Side, there: Side, blocks: Iterable[_Block], judge: Judge) -> list[_Settled]:
    """The lines that are all but the same as their counterparts, in order."""
    same: defaultdict[tuple[int, int], int] = defaultdict(int)
    ours, theirs = here.words.firsts, there.words.firsts
    for a, b, size in blocks:
        one, two = bisect_right(ours, a), bisect_right(theirs, b)
        while size:
            run = min(size, ours[one] - a, theirs[two] - b)
            same[one - 1, two - 1] += run
            a, b, size = a + run, b + run, size - run  # noqa: PLW2901  # what is left of the block
            one += a == ours[one]
            two += b == theirs[two]
    found = []
    for (one, two), count in same.items():
        sizes = ours[one + 1] - ours[one], theirs[two + 1] - theirs[two]
        if count >= judge.nearly * max(sizes):
            telling = here.numbers.get(one), there.numbers.get(two)
            if telling[0] is not None and telling[1] is not None:
                share = count / sqrt(sizes[0] * sizes[1])
                found.append(_Settled(telling[0], telling[1], share))
    return found


# Of the sides at hand, each compared with many: worked out once, and gone when they are.
_known: "WeakKeyDictionary[Side, dict[int, tuple[Judge, _Alone]]]" = WeakKeyDictionary()


def _alone(side: Side, judge: Judge, crowd: int) -> _Alone:
    """What a document's lines come to in a corpus of a class."""
    known = _known.setdefault(side, {})
    if crowd not in known or known[crowd][0] is not judge:
        pairs = compare(side, side, judge, judge.doubt(crowd) - _MARGIN)
        alone = _Alone(
            {pair.here: pair.total for pair in pairs if pair.here == pair.there},
            [(pair.here, pair.there) for pair in pairs if pair.here != pair.there],
        )
        known[crowd] = judge, alone
    return known[crowd][1]


def _pairs(
    here: Side,
    there: Side,
    settled: Sequence[_Settled],
    alone: tuple[_Alone, _Alone],
    judge: Judge,
) -> list[Pair]:
    """The lines with their counterparts."""
    weights = judge.weights
    by_words = weights.trigrams + weights.overlap + weights.order + 2 * weights.lead
    shares = [0.0, *(line.share for line in settled), 0.0]
    kinship = _kinship(shares, min(len(here.lines), len(there.lines)) // 2)
    pairs = []
    for number, (one, two, share) in enumerate(settled):
        ours, theirs = alone[0].totals.get(one), alone[1].totals.get(two)
        if ours is None or theirs is None:
            continue
        lost = (
            by_words * (1 - share)
            - (weights.shared + weights.said) * log(share)
            + weights.around * (1 - max(shares[number], shares[number + 2]))
            + weights.kinship * (1 - kinship)
        )
        lines = here.lines[one], there.lines[two]
        bags = here.bags[one], there.bags[two]
        may_hold = bags[0] <= bags[1] or bags[1] <= bags[0]
        how = kind(*lines, judge) if may_hold else Kind.CLOSE
        pairs.append(Pair(one, two, max(judge.same, (ours + theirs) / 2 - lost), how))
    return pairs


def _kinship(shares: Iterable[float], fewer: int) -> float:
    """The mean of the better of the shares."""
    better = sorted(shares, reverse=True)[:fewer]
    return sum(better) / fewer


def _open(
    here: Side,
    there: Side,
    settled: Sequence[_Settled],
    alone: tuple[_Alone, _Alone],
    judge: Judge,
) -> dict[tuple[int, int], Overlap]:
    """The overlaps of lines that are not each other's counterparts and yet may match.

    If there are any, with those of the counterparts, beside which they are to be seen.
    """
    all_settled = 2 * len(settled) == len(here.lines) + len(there.lines)
    if all_settled and not alone[0].alike and not alone[1].alike:
        return {}
    to = {line.here: line.there for line in settled}
    back = {line.there: line.here for line in settled}
    left = [n for n in range(len(here.lines)) if n not in to]
    found = overlaps_of(left, here, there, judge, crowded=True)
    left = [n for n in range(len(there.lines)) if n not in back]
    turned = overlaps_of(left, there, here, judge, crowded=True)
    found.update(((one, two), overlap) for (two, one), overlap in turned.items())
    alike = [(one, to[two]) for one, two in alone[0].alike if two in to]
    alike += [(back[one], two) for one, two in alone[1].alike if one in back]
    for at in alike:
        if (overlap := overlap_of(at, here, there)).share >= judge.candidate:
            found[at] = overlap
    if found:
        for one, two, share in settled:
            found[one, two] = Overlap(share * here.roots[one] * there.roots[two], share)
    return found


def _boxes(here: Side, there: Side, settled: Sequence[_Settled], judge: Judge) -> list[Box] | None:
    """The copies among the runs of the same words; without any, all that lies between them.

    Nothing if so many lines of both have no counterpart that what is shared may not hang together.
    """
    left = len(here.lines) - len(settled), len(there.lines) - len(settled)
    if min(left) > judge.gap:
        return None
    if copies := copies_throughout(here, there, judge):
        return copies
    if max(left):
        return None
    wholes = (side.words.reach(0, len(side.words.folds) - 1) for side in (here, there))
    return [(*next(wholes), *next(wholes))]
