"""Two documents compared, passage by passage: the evidence gathered, the judge asked.

What comes out depends on the two readings and the judge alone, never on the rest of the corpus.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from math import log, log1p, sqrt
from typing import NamedTuple

from rapidfuzz.distance import LCSseq

from tui.matching.background import commonness
from tui.matching.judge import Evidence, Judge
from tui.matching.match import Kind
from tui.matching.reading import Line, Reading

_COMMON = 5.9
"""Zipf value; words more common lead to no candidate of their own."""
RARE = 6.0
_MOST_RARE = 4.0
_BESIDE = ((0, 1), (1, 0), (1, 1), (1, 2), (2, 1))
"""Steps to the candidates beside one: the next sentences of both, one of them perhaps split."""


class Pair(NamedTuple):
    """Two lines compared: their indexes in the two readings, and the verdict."""

    here: int
    there: int
    score: float
    kind: Kind


class Side:
    """A reading laid open for comparing: an index of its stems, its letters when asked for."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.lines = reading.lines
        self._letters: dict[int, frozenset[str]] = {}

    @cached_property
    def index(self) -> Mapping[str, Sequence[int]]:
        """The lines that hold each stem not too common to lead anywhere."""
        index: defaultdict[str, list[int]] = defaultdict(list)
        for number, line in enumerate(self.lines):
            for stem in line.weights:
                if commonness(stem) < _COMMON:
                    index[stem].append(number)
        return index

    def letters(self, number: int) -> frozenset[str]:
        """The words of a line, three letters at a time."""
        if (known := self._letters.get(number)) is None:
            text = f"  {'  '.join(self.lines[number].words)}  "
            known = frozenset(t for n in range(len(text) - 2) if (t := text[n : n + 3])[1] != " ")
            self._letters[number] = known
        return known


def compare(here: Side, there: Side, judge: Judge) -> list[Pair]:
    """The pairs of lines worth showing, matches and near misses, in order."""
    shared = overlaps(here, there)
    if max((o.share for o in shared.values()), default=0.0) < judge.kindred:
        return []
    return [
        Pair(*at, judge.score(evidence), kind(here.lines[at[0]], there.lines[at[1]], judge))
        for at, evidence in gathered(here, there, shared, judge)
        if judge.score(evidence) >= judge.worth_showing
    ]


class Overlap(NamedTuple):
    """What two lines share in weight of words."""

    shared: float
    share: float
    """Of the geometric mean of the two lines' weights."""


Overlaps = Mapping[tuple[int, int], Overlap]


def overlaps(here: Side, there: Side) -> Overlaps:
    """The overlap of every two lines that share a word not too common."""
    found: dict[tuple[int, int], Overlap] = {}
    for number, line in enumerate(here.lines):
        partners = {n for stem in line.weights for n in there.index.get(stem, ())}
        for partner in partners:
            other = there.lines[partner]
            shared = _shared(line.weights, other.weights)
            found[number, partner] = Overlap(shared, shared / sqrt(line.weight * other.weight))
    return found


def _shared(a: Mapping[str, float], b: Mapping[str, float]) -> float:
    if len(a) > len(b):
        a, b = b, a
    return sum(min(weight, b[stem]) for stem, weight in a.items() if stem in b)


class _Bests:
    """The best and second best overlap of each line."""

    def __init__(self, values: Iterable[tuple[int, float]]) -> None:
        self.best: dict[int, float] = {}
        self.next: dict[int, float] = {}
        for line, value in values:
            if value > self.best.get(line, 0.0):
                self.next[line] = self.best.get(line, 0.0)
                self.best[line] = value
            elif value > self.next.get(line, 0.0):
                self.next[line] = value

    def lead(self, line: int, value: float) -> float:
        rival = self.next.get(line, 0.0) if value == self.best[line] else self.best[line]
        return value - rival


def gathered(
    here: Side, there: Side, found: Overlaps, judge: Judge
) -> Iterator[tuple[tuple[int, int], Evidence]]:
    """The evidence for every two lines whose overlap makes them candidates."""
    ours = _Bests((a, o.share) for (a, _), o in found.items())
    theirs = _Bests((b, o.share) for (_, b), o in found.items())
    fewer = max(1, min(len(here.lines), len(there.lines)) // 2)
    kinship = sum(sorted(ours.best.values(), reverse=True)[:fewer]) / fewer
    names = here.reading.names | there.reading.names
    for (a, b), overlap in sorted(found.items()):
        if overlap.share < judge.candidate:
            continue
        one, two = here.lines[a], there.lines[b]
        shared = one.weights.keys() & two.weights.keys()
        told = [stem for stem in shared if stem not in names]
        letters = here.letters(a), there.letters(b)
        beside = (found.get((a + side * i, b + side * j)) for side in (1, -1) for i, j in _BESIDE)
        yield (
            (a, b),
            Evidence(
                trigrams=len(letters[0] & letters[1]) / sqrt(len(letters[0]) * len(letters[1])),
                overlap=overlap.share,
                shared=log1p(overlap.shared),
                telling=log1p(sum(min(one.weights[s], two.weights[s]) for s in told)),
                rare=min(_MOST_RARE, sum(commonness(s) < RARE for s in told)),
                order=LCSseq.similarity(one.stems, two.stems)
                / sqrt(len(one.stems) * len(two.stems)),
                brevity=log(min(len(one.words), len(two.words))),
                lead_here=ours.lead(a, overlap.share),
                lead_there=theirs.lead(b, overlap.share),
                outdone=min(overlap.share - ours.best[a], overlap.share - theirs.best[b]),
                around=max((o.share for o in beside if o), default=0.0),
                kinship=kinship,
            ),
        )


def kind(here: Line, there: Line, judge: Judge) -> Kind:
    """How much of the wording two lines that say the same share."""
    fewer = min(len(here.words), len(there.words))
    alike = LCSseq.similarity(here.words, there.words)
    if alike == fewer:
        one, two = (f" {' '.join(line.words)} " for line in (here, there))
        if one == two or (fewer >= judge.contained and (one in two or two in one)):
            return Kind.VERBATIM
    return Kind.CLOSE if alike >= judge.close * fewer else Kind.REWORDED
