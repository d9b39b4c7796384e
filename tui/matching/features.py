"""Features: what is measured of two passages to tell whether they say the same.

They depend on the two documents and on fixed background frequencies, on nothing else: not on how
many documents are open, nor on which.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property, lru_cache, reduce
from math import log, log1p, sqrt
from operator import mul, or_
from typing import NamedTuple
from weakref import WeakKeyDictionary

from rapidfuzz.distance import LCSseq

from tui.matching.background import weight
from tui.matching.judge import Judge
from tui.matching.side import Side, numbers

At = tuple[int, int]
"""A candidate: the numbers of two lines, one of each document."""

_BESIDE = ((0, 1), (1, 0), (0, -1), (-1, 0))
"""Steps to the candidates that share one of the two lines."""
_ALONG = ((1, 1), (-1, -1))
"""Steps to the candidates before and after, with a sentence perhaps split."""


class Features(NamedTuple):
    """The features of two lines, those that cost little first."""

    overlap: float
    """Weight of the stems both have, of the geometric mean of both lines' weights; 0 to 1."""
    local_overlap: float
    """The same with stems weighed the more, the fewer lines of the two documents have them."""
    shared: float
    """Logarithm of the weight of the stems both have."""
    local_shared: float
    """The same with the local weights."""
    brevity: float
    """Logarithm of the words of the shorter line."""
    lead: float
    """`shared` less that of the next best candidate, in the document where that is more."""
    outdone: float
    """`local_overlap` less that of the best candidate either line has; 0 for mutual bests."""
    outdone_least: float
    """`shared` less that of the best candidate of the line whose best is less."""
    beside: float
    """`overlap` of the best candidate that shares a line and has a neighbour of the other."""
    along: float
    """`local_overlap` of the best candidate of both lines' neighbours."""
    topic: float
    """Mean `local_overlap` of each of the two lines with all lines of the other document."""
    kinship: float
    """Mean `local_overlap` of the two documents' best candidates."""
    distance: float
    """How far apart the lines stand in their documents, each 0 at the start and 1 at the end."""
    depth: float
    """How far from its document's start the one stands that is nearer to it, 0 to 1."""
    strangeness: float
    """How much less the two documents have to do with each other than accounts of one event."""
    version: float
    """How much more they have, as versions of one text do."""
    version_outdone: float
    """`outdone` times `version`: a line of a version has one counterpart at most."""
    version_outdone_least: float
    """`outdone_least` times `version`."""
    relay: float
    """Likeness of both to third lines of the two documents, 0 to 1."""
    said: float
    """`shared` without the names: of whom one speaks tells less than what one says."""
    numbers: float
    """Numbers that both have, at most two."""
    numbers_apart: float
    """Numbers that only one of them has, at most two."""
    clause: float
    """The most that a clause of one has in common with a clause of the other, as `local_overlap`.
    """
    trigrams: float
    """Cosine of the letters in threes, weighed as `local_overlap`; 0 to 1."""
    order: float
    """Stems in the same order in both, of the geometric mean of both lines' stems; 0 to 1."""


_GRAIN = 1 << 24
"""Weights are whole numbers of this fraction: their sums are exact, in whatever order a set is."""
_MANY_NUMBERS = 2
"""More numbers than so many make no difference."""

CHEAP = Features._fields.index("relay")
"""How many features come before those that cost more."""


class Overlap(NamedTuple):
    """What two lines have in common."""

    shared: float
    """Weight of the stems both have."""
    share: float
    """Of the geometric mean of the two lines' weights."""


Overlaps = Mapping[At, Overlap]


def overlap_of(at: At, here: Side, there: Side) -> Overlap:
    """What two lines have in common."""
    shared = sum(map(weight, here.bags[at[0]] & there.bags[at[1]]))
    return Overlap(shared, shared / (here.roots[at[0]] * there.roots[at[1]] or 1.0))


def overlaps(here: Side, there: Side, judge: Judge) -> Overlaps:
    """The candidates of two documents.

    They share a stem that is not too common, and a part of the weight of all their stems: a larger
    one in long documents, where more is shared by chance.
    """
    if len(here.lines) > len(there.lines) and here.all_lead and there.all_lead:
        turned = overlaps_of(range(len(there.lines)), there, here, judge)
        return {(theirs, ours): overlap for (ours, theirs), overlap in turned.items()}
    return overlaps_of(range(len(here.lines)), here, there, judge)


def overlaps_of(lines: Iterable[int], here: Side, there: Side, judge: Judge) -> dict[At, Overlap]:
    """The candidates of some of the lines here."""
    found: dict[At, Overlap] = {}
    pairs = len(here.lines) * len(there.lines)
    least = judge.candidate * max(1.0, pairs / judge.many) ** judge.chance
    held, leading, theirs, roots = there.index.__getitem__, there.leading, there.bags, there.roots
    for number in lines:
        bag, root = here.bags[number], here.roots[number]
        for partner in numbers(reduce(or_, map(held, bag & leading), 0)):
            shared = sum(map(weight, bag & theirs[partner]))
            both = root * roots[partner]
            if shared >= least * both:
                found[number, partner] = Overlap(shared, shared / both)
    return found


class _Bests:
    """The best value of each line, and the next best."""

    def __init__(self, values: Iterable[tuple[int, float]]) -> None:
        self.best: dict[int, float] = {}
        self._next: dict[int, float] = {}
        best, second = self.best, self._next
        for line, value in values:
            known = best.get(line, 0.0)
            if value > known:
                second[line] = known
                best[line] = value
            elif value > second.get(line, 0.0):
                second[line] = value

    def lead(self, line: int, value: float) -> float:
        """`value` of a line less the best of its others."""
        best = self.best[line]
        return value - (self._next.get(line, 0.0) if value == best else best)


def _grained(value: float) -> float:
    return round(value * _GRAIN) / _GRAIN


class _LocalWeights(dict[str, float]):
    """What a stem is worth in two documents: its weight, the more, the fewer lines have it."""

    def __init__(self, here: Side, there: Side) -> None:
        super().__init__()
        self._counts = here.line_counts, there.line_counts
        self._lines = 1 + len(here.lines) + len(there.lines)

    def __missing__(self, stem: str) -> float:
        here, there = self._counts
        rarity = log(self._lines / (here[stem] + there[stem]))
        value = self[stem] = _grained(weight(stem) * rarity)
        return value


class _Trigrams:
    """The letters in threes of two documents' lines, each worth the more, the fewer have it."""

    def __init__(self, here: Side, there: Side) -> None:
        self._sides = here, there
        lines = 1 + len(here.lines) + len(there.lines)
        ours, theirs = here.trigram_counts, there.trigram_counts
        self._worth = lru_cache(None)(
            lambda three: _grained(log(lines / (ours[three] + theirs[three])) ** 2)
        )
        self._roots: tuple[dict[int, float], dict[int, float]] = {}, {}

    def cosine(self, at: At) -> float:
        """Of two lines."""
        ours, theirs = (side.trigrams[n] for side, n in zip(self._sides, at, strict=True))
        return sum(map(self._worth, ours & theirs)) / (self._root(0, at[0]) * self._root(1, at[1]))

    def _root(self, side: int, line: int) -> float:
        known = self._roots[side]
        if line not in known:
            known[line] = sqrt(sum(map(self._worth, self._sides[side].trigrams[line]))) or 1.0
        return known[line]


class PairFeatures:
    """The candidates of two documents, and the features of any of them."""

    def __init__(self, here: Side, there: Side, found: Overlaps, judge: Judge) -> None:
        """`found` are the candidates."""
        self._judge = judge
        self.sides, self.found = (here, there), found
        self._here, self._there = here, there
        self._local = _LocalWeights(here, there)
        local = self._local.__getitem__
        ours, theirs = here.bags, there.bags
        self._roots = roots = [
            [sqrt(sum(map(local, bag))) or 1.0 for bag in side.bags] for side in self.sides
        ]
        self._locally: dict[At, Overlap] = {}
        for a, b in found:
            shared = sum(map(local, ours[a] & theirs[b]))
            self._locally[a, b] = Overlap(shared, shared / (roots[0][a] * roots[1][b]))
        self._shared = self._both((at, log1p(o.shared)) for at, o in found.items())
        self._local_share = self._both((at, o.share) for at, o in self._locally.items())
        self._kinship = self._mean_best(*self._local_share)
        affinity = here.affinity(there)
        self.relation = judge.affinity * affinity + (1 - judge.affinity) * self._kinship
        """How much the two documents have to do with each other, 0 to 1."""
        self._strangeness = max(0.0, judge.related - self.relation)
        self._version = max(0.0, self.relation - judge.versions)
        self._weighed_clauses: tuple[
            dict[int, Sequence[tuple[frozenset[str], float]]],
            dict[int, Sequence[tuple[frozenset[str], float]]],
        ] = {}, {}
        self._norms: dict[tuple[int, int], float] = {}

    @staticmethod
    def _both(values: Iterable[tuple[At, float]]) -> tuple[_Bests, _Bests]:
        values = list(values)
        return _Bests((a, v) for (a, _), v in values), _Bests((b, v) for (_, b), v in values)

    def _mean_best(self, ours: _Bests, theirs: _Bests) -> float:
        """The mean best overlap of the better half of the shorter document's lines."""
        fewer = max(1, min(len(self._here.lines), len(self._there.lines)) // 2)
        bests = (sorted(side.best.values(), reverse=True)[:fewer] for side in (ours, theirs))
        return sum(map(sum, bests)) / (2 * fewer)

    def cheap(self, at: At) -> tuple[float, ...]:
        """The first `CHEAP` features of a candidate."""
        a, b = at
        overlap, locally = self.found[at], self._locally[at]
        shared, local_shared = log1p(overlap.shared), log1p(locally.shared)
        words = len(self._here.lines[a].words), len(self._there.lines[b].words)
        places = self._here.places[a], self._there.places[b]
        outdone = locally.share - max(self._local_share[0].best[a], self._local_share[1].best[b])
        outdone_least = shared - min(self._shared[0].best[a], self._shared[1].best[b])
        return (
            overlap.share,
            locally.share,
            shared,
            local_shared,
            log(min(words)),
            max(self._shared[0].lead(a, shared), self._shared[1].lead(b, shared)),
            outdone,
            outdone_least,
            self._best_of(self.found, at, _BESIDE),
            self._best_of(self._locally, at, _ALONG),
            (self._topics[0][a] + self._topics[1][b]) / 2,
            self._kinship,
            abs(places[0] - places[1]),
            min(places),
            self._strangeness,
            self._version,
            self._version * outdone,
            self._version * outdone_least,
        )

    def whole(self, at: At, cheap: tuple[float, ...] | None = None) -> Features:
        """All features of a candidate; `cheap` are its first ones, if they are known."""
        a, b = at
        ours, theirs = self._here.lines[a].stems, self._there.lines[b].stems
        both = self._here.bags[a] & self._there.bags[b]
        numbers = self._here.numbers_in[a], self._there.numbers_in[b]
        dear = (
            self._relay(at),
            log1p(sum(map(weight, both - self._here.names[a] - self._there.names[b]))),
            min(_MANY_NUMBERS, len(numbers[0] & numbers[1])),
            min(_MANY_NUMBERS, len(numbers[0] ^ numbers[1])),
            self._clause(at),
            self._trigrams.cosine(at),
            LCSseq.similarity(ours, theirs) / sqrt(len(ours) * len(theirs)),
        )
        return Features._make((*(cheap or self.cheap(at)), *dear))

    @cached_property
    def _trigrams(self) -> _Trigrams:
        return _Trigrams(*self.sides)

    @cached_property
    def _topics(self) -> Sequence[Sequence[float]]:
        """For each line of either document, its mean local overlap with all lines of the other."""
        return [
            [
                sum([centroid[stem] for stem in bag & centroid.keys()]) / root
                for bag, root in zip(side.bags, roots, strict=True)
            ]
            for side, roots, centroid in zip(
                self.sides, self._roots, reversed(self._centroids), strict=True
            )
        ]

    @cached_property
    def _centroids(self) -> Sequence[Mapping[str, float]]:
        """For each document the mean of its lines, each as a vector of length 1."""
        found = []
        for side, roots in zip(self.sides, self._roots, strict=True):
            sums: defaultdict[str, float] = defaultdict(float)
            for bag, root in zip(side.bags, roots, strict=True):
                for stem in bag:
                    sums[stem] += 1.0 / root
            lines = len(side.lines)
            found.append(
                {stem: _grained(self._local[stem] * n / lines) for stem, n in sums.items()}
            )
        return found

    @staticmethod
    def _best_of(overlaps: Overlaps, at: At, steps: Iterable[At]) -> float:
        a, b = at
        beside = (overlaps.get((a + i, b + j)) for i, j in steps)
        return max((o.share for o in beside if o), default=0.0)

    def _clause(self, at: At) -> float:
        """The best overlap of a clause here and a clause there."""
        local = self._local.__getitem__
        ours, theirs = self._clauses(0, at[0]), self._clauses(1, at[1])
        return max(
            (
                sum(map(local, both)) / (sqrt(one * two) or 1.0)
                for bag, one in ours
                for other, two in theirs
                if (both := bag & other)
            ),
            default=0.0,
        )

    def _clauses(self, side: int, line: int) -> Sequence[tuple[frozenset[str], float]]:
        """The clauses of a line, each with what it is worth."""
        known = self._weighed_clauses[side]
        if line not in known:
            local = self._local.__getitem__
            known[line] = [(bag, sum(map(local, bag))) for bag in self.sides[side].clauses[line]]
        return known[line]

    def _relay(self, at: At) -> float:
        """The cosine of the two lines' squared overlaps with all other lines of both documents."""
        a, b = at
        ours, theirs = (kin_of(s, self._judge)[n] for s, n in zip(self.sides, at, strict=True))
        dot = 0.0
        for kin, squares in ((ours, self._squares[1][b]), (theirs, self._squares[0][a])):
            for n in kin.keys() & squares.keys():
                dot += kin[n] * squares[n]
        return dot / (self._norm(0, a) * self._norm(1, b)) if dot else 0.0

    def _norm(self, side: int, line: int) -> float:
        if (known := self._norms.get((side, line))) is None:
            own = kin_of(self.sides[side], self._judge)[line].values()
            values = [*own, *self._squares[side][line].values()]
            known = self._norms[side, line] = sqrt(sum(map(mul, values, values)))
        return known

    @cached_property
    def _squares(self) -> tuple[Mapping[int, Mapping[int, float]], ...]:
        """For each line of either document, its candidates with their squared overlaps."""
        ours: defaultdict[int, dict[int, float]] = defaultdict(dict)
        theirs: defaultdict[int, dict[int, float]] = defaultdict(dict)
        for (a, b), overlap in self.found.items():
            if overlap.share >= self._judge.kin:
                ours[a][b] = theirs[b][a] = overlap.share**2
        return ours, theirs


# A document at hand is compared with many: worked out once, and gone when it is.
_KIN: "WeakKeyDictionary[Side, Sequence[Mapping[int, float]]]" = WeakKeyDictionary()


def kin_of(side: Side, judge: Judge) -> Sequence[Mapping[int, float]]:
    """For each line of a document, the lines of the same document like it, with squared overlaps.

    Itself, which is like itself in any document, is left out.
    """
    if (known := _KIN.get(side)) is not None:
        return known
    found: list[dict[int, float]] = [{} for _ in side.lines]
    for (one, two), overlap in overlaps_of(range(len(side.lines)), side, side, judge).items():
        if one != two and overlap.share >= judge.kin:
            found[one][two] = overlap.share**2
    _KIN[side] = found
    return found
