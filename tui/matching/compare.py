"""Two documents compared, passage by passage: the evidence gathered, the judge asked.

What comes out depends on the two readings and the judge alone, never on the rest of the corpus.
"""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from itertools import chain
from math import log, log1p, sqrt
from typing import NamedTuple

from rapidfuzz.distance import LCSseq

from tui.matching.background import weight
from tui.matching.judge import Evidence, Judge
from tui.matching.match import Kind
from tui.matching.reading import Line
from tui.matching.side import Side, numbers, often

_BESIDE = tuple(
    (s * i, s * j) for s in (1, -1) for i, j in ((0, 1), (1, 0), (1, 1), (1, 2), (2, 1))
)
"""Steps to the candidates beside one: the next sentences of both, one of them perhaps split."""
_FARTHEST = 2
"""Lines that such a step leads away, at most."""

CROWDED = 5.0
"""Weighed evidence from which it is a crowd that asks for it."""
_BEYOND = 0.25
"""Share of letters that two lines may have in common beyond their share of words."""


class Pair(NamedTuple):
    """Two lines compared: their indexes in the two sides, and what was found."""

    here: int
    there: int
    total: float
    """`Judge.total` of the evidence."""
    kind: Kind

    def turned(self) -> "Pair":
        """The same pair seen from the other side."""
        return Pair(self.there, self.here, self.total, self.kind)


class Overlap(NamedTuple):
    """What two lines share in weight of words."""

    shared: float
    share: float
    """Of the geometric mean of the two lines' weights."""


Overlaps = Mapping[tuple[int, int], Overlap]


def overlap_of(at: tuple[int, int], here: Side, there: Side) -> Overlap:
    """The overlap of two lines, by their numbers."""
    shared = sum(map(weight, here.bags[at[0]] & there.bags[at[1]]))
    return Overlap(shared, shared / (here.roots[at[0]] * there.roots[at[1]]))


def compare(here: Side, there: Side, judge: Judge, least: float) -> list[Pair]:
    """The pairs of lines whose evidence comes to `least`, or that are the same, in order."""
    found = overlaps(here, there, judge, crowded=least > CROWDED)
    if max((o.share for o in found.values()), default=0.0) < judge.kindred:
        return []
    return judged(Gathering(here, there, found), sorted(found), judge, least)


def judged(
    gathering: "Gathering", couples: Iterable[tuple[int, int]], judge: Judge, least: float
) -> list[Pair]:
    """Those of some couples of lines whose evidence comes to `least`, or that are the same."""
    here, there = gathering.sides
    pairs = []
    for at in couples:
        overlap = gathering.found[at]
        lines = here.lines[at[0]], there.lines[at[1]]
        one, two = here.bags[at[0]], there.bags[at[1]]
        may_be_same = overlap.share >= judge.same_share or one <= two or two <= one
        if may_be_same and (same := sameness(*lines, judge)):
            pairs.append(Pair(*at, max(same[0], gathering.total(at, judge)), same[1]))
        elif gathering.promises(at, judge, least):
            total = gathering.total(at, judge)
            if total >= least:
                pairs.append(Pair(*at, total, kind(*lines, judge)))
    return pairs


def overlaps(here: Side, there: Side, judge: Judge, *, crowded: bool = False) -> Overlaps:
    """The overlap of every two lines whose share of it makes them candidates.

    Two words not too common must be shared, or one where one of the lines is short; in a crowd
    three, a rare one counting twice.
    """
    if len(here.lines) > len(there.lines) and here.all_lead and there.all_lead:
        found = _overlaps(there, here, judge, crowded=crowded)
        return {(theirs, ours): overlap for (ours, theirs), overlap in found.items()}
    return _overlaps(here, there, judge, crowded=crowded)


def _overlaps(here: Side, there: Side, judge: Judge, *, crowded: bool) -> Overlaps:
    return overlaps_of(range(len(here.lines)), here, there, judge, crowded=crowded)


def overlaps_of(
    lines: Iterable[int], here: Side, there: Side, judge: Judge, *, crowded: bool
) -> dict[tuple[int, int], Overlap]:
    """The overlaps of some of the lines here with those there."""
    found: dict[tuple[int, int], Overlap] = {}
    index, leading, theirs, roots = there.index, there.leading, there.bags, there.roots
    rare, rarest, short = there.rare, there.rarest, there.short(judge.short)
    held, held_again = index.__getitem__, rare.__getitem__
    for number in lines:
        bag, root = here.bags[number], here.roots[number]
        leads = map(held, bag & leading)
        led, twice, thrice = often(
            chain(leads, map(held_again, bag & rarest)) if crowded else leads
        )
        likely = thrice if crowded else twice
        likely |= led if len(bag) <= judge.short else led & short
        for partner in numbers(likely):
            shared = sum(map(weight, bag & theirs[partner]))
            both = root * roots[partner]
            if shared >= judge.candidate * both:
                found[number, partner] = Overlap(shared, shared / both)
    return found


class _Bests:
    """The best and second best overlap of each line."""

    def __init__(self, values: Iterable[tuple[int, float]]) -> None:
        self.best: dict[int, float] = {}
        self.next: dict[int, float] = {}
        self._near: dict[int, float] = {}
        for line, value in values:
            if value > self.best.get(line, 0.0):
                self.next[line] = self.best.get(line, 0.0)
                self.best[line] = value
            elif value > self.next.get(line, 0.0):
                self.next[line] = value

    def lead(self, line: int, value: float) -> float:
        rival = self.next.get(line, 0.0) if value == self.best[line] else self.best[line]
        return value - rival

    def near(self, line: int) -> float:
        """The best overlap of the lines around one, and of its own."""
        if (known := self._near.get(line)) is None:
            around = range(line - _FARTHEST, line + _FARTHEST + 1)
            known = self._near[line] = max(self.best.get(n, 0.0) for n in around)
        return known


class Gathering:
    """The overlaps of two documents, and from them the evidence for any two of their lines."""

    def __init__(self, here: Side, there: Side, found: Overlaps) -> None:
        self.sides, self.found = (here, there), found
        self._here, self._there = here, there
        self._ours = _Bests((a, o.share) for (a, _), o in found.items())
        self._theirs = _Bests((b, o.share) for (_, b), o in found.items())
        fewer = max(1, min(len(here.lines), len(there.lines)) // 2)
        bests = [sorted(s.best.values(), reverse=True)[:fewer] for s in (self._ours, self._theirs)]
        self._kinship = sum(map(sum, bests)) / (2 * fewer)

    def promises(self, at: tuple[int, int], judge: Judge, least: float) -> bool:
        """Whether the evidence can come to `least`, by what of it costs little to find out."""
        weights = judge.weights
        shared, share = self.found[at]
        lead, outdone, fewer = self._standing(at, share)
        most = min(1.0, share + _BEYOND)
        hoped = (
            weights.start
            + weights.trigrams * most
            + weights.overlap * share
            + (weights.shared + weights.said) * log1p(shared)
            + weights.order
            + weights.brevity * log(fewer)
            + weights.lead * lead
            + weights.outdone * outdone
            + weights.kinship * self._kinship
        )
        if hoped + weights.around * self._around_at_most(at) < least:
            return False
        hoped += weights.around * self._around(at)
        if hoped < least:
            return False
        if hoped - weights.said * (log1p(shared) - self._said(at)) < least:
            return False
        return hoped - weights.trigrams * (most - self._trigrams(at)) >= least

    def total(self, at: tuple[int, int], judge: Judge) -> float:
        """The weighed evidence for two lines."""
        return judge.total(self.evidence(at))

    def evidence(self, at: tuple[int, int]) -> Evidence:
        """All the evidence for two lines."""
        shared, share = self.found[at]
        lead, outdone, fewer = self._standing(at, share)
        return Evidence(
            trigrams=self._trigrams(at),
            overlap=share,
            shared=log1p(shared),
            order=self._order(at),
            brevity=log(fewer),
            lead=lead,
            outdone=outdone,
            around=self._around(at),
            kinship=self._kinship,
            said=self._said(at),
        )

    def _standing(self, at: tuple[int, int], share: float) -> tuple[float, float, int]:
        """Lead, outdone, and the words of the shorter line."""
        a, b = at
        ours, theirs = self._ours, self._theirs
        lead = ours.lead(a, share) + theirs.lead(b, share)
        outdone = share - max(ours.best[a], theirs.best[b])
        return lead, outdone, min(len(self._here.lines[a].words), len(self._there.lines[b].words))

    def _around_at_most(self, at: tuple[int, int]) -> float:
        """What the candidates beside this one cannot exceed."""
        return min(self._ours.near(at[0]), self._theirs.near(at[1]))

    def _around(self, at: tuple[int, int]) -> float:
        a, b = at
        beside = (self.found.get((a + i, b + j)) for i, j in _BESIDE)
        return max((o.share for o in beside if o), default=0.0)

    def _said(self, at: tuple[int, int]) -> float:
        """The logarithm of what the words both lines have are worth without the names."""
        a, b = at
        both = self._here.bags[a] & self._there.bags[b]
        names = self._here.names[a] | self._there.names[b]
        return log1p(sum(map(weight, both - names)))

    def _trigrams(self, at: tuple[int, int]) -> float:
        ours = _letters(self._here.lines[at[0]].words)
        theirs = _letters(self._there.lines[at[1]].words)
        return len(ours & theirs) / sqrt(len(ours) * len(theirs))

    def _order(self, at: tuple[int, int]) -> float:
        ours, theirs = self._here.lines[at[0]].stems, self._there.lines[at[1]].stems
        return LCSseq.similarity(ours, theirs) / sqrt(len(ours) * len(theirs))


@lru_cache(maxsize=1 << 11)
def _letters(words: tuple[str, ...]) -> frozenset[str]:
    """The words of a line, three letters at a time."""
    return frozenset().union(*map(_threes, words))


@lru_cache(maxsize=1 << 15)
def _threes(word: str) -> tuple[str, ...]:
    ends = f" {word} "
    return tuple(ends[n : n + 3] for n in range(len(word)))


def sameness(here: Line, there: Line, judge: Judge) -> tuple[float, Kind] | None:
    """For lines that are the same, or all but the same: what that comes to, and their kind."""
    if (found := kind(here, there, judge)) is Kind.VERBATIM:
        return judge.same, found
    longer = max(len(here.words), len(there.words))
    same = LCSseq.similarity(here.words, there.words) >= judge.nearly * longer
    return (judge.same, Kind.CLOSE) if same else None


def kind(here: Line, there: Line, judge: Judge) -> Kind:
    """How much of the wording two lines that say the same share."""
    fewer = min(len(here.words), len(there.words))
    alike = LCSseq.similarity(here.words, there.words)
    if alike == fewer:
        one, two = (f" {' '.join(line.words)} " for line in (here, there))
        if one == two or (fewer >= judge.contained and (one in two or two in one)):
            return Kind.VERBATIM
    return Kind.CLOSE if alike >= judge.close * fewer else Kind.REWORDED
