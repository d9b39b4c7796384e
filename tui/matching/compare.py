"""Two documents compared, passage by passage: the evidence gathered, the judge asked.

What comes out depends on the two readings and the judge alone, never on the rest of the corpus.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from math import log, log1p, sqrt
from typing import NamedTuple

from rapidfuzz.distance import LCSseq

from tui.matching.judge import Evidence, Judge
from tui.matching.match import Kind
from tui.matching.reading import Line
from tui.matching.side import Side

_BESIDE = ((0, 1), (1, 0), (1, 1), (1, 2), (2, 1))
"""Steps to the candidates beside one: the next sentences of both, one of them perhaps split."""


class Pair(NamedTuple):
    """Two lines compared: their indexes in the two sides, and what was found."""

    here: int
    there: int
    total: float
    """`Judge.total` of the evidence."""
    kind: Kind

    def turned(self) -> "Pair":
        """The same pair seen from the other side."""
        return self._replace(here=self.there, there=self.here)


class Overlap(NamedTuple):
    """What two lines share in weight of words."""

    shared: float
    share: float
    """Of the geometric mean of the two lines' weights."""


Overlaps = Mapping[tuple[int, int], Overlap]


def compare(here: Side, there: Side, judge: Judge) -> list[Pair]:
    """The pairs of lines that are candidates, in order."""
    shared = overlaps(here, there, judge)
    if max((o.share for o in shared.values()), default=0.0) < judge.kindred:
        return []
    totals = ((at, judge.total(evidence)) for at, evidence in gathered(here, there, shared))
    return [
        Pair(*at, total, kind(here.lines[at[0]], there.lines[at[1]], judge))
        for at, total in totals
        if total >= judge.hopeless
    ]


def overlaps(here: Side, there: Side, judge: Judge) -> Overlaps:
    """The overlap of every two lines whose share of it makes them candidates."""
    found: dict[tuple[int, int], Overlap] = {}
    for number in range(len(here.lines)):
        ours, total = here.weights[number], here.totals[number]
        holders = (there.index[stem] for stem in ours if stem in there.index)
        for partner, count in Counter(chain.from_iterable(holders)).items():
            if count < judge.leads and min(len(ours), len(there.weights[partner])) > judge.short:
                continue
            scale = sqrt(total * there.totals[partner])
            shared = _shared(ours, there.weights[partner])
            if shared >= judge.candidate * scale:
                found[number, partner] = Overlap(shared, shared / scale)
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
    here: Side, there: Side, found: Overlaps
) -> Iterator[tuple[tuple[int, int], Evidence]]:
    """The evidence for every two lines whose overlap makes them candidates."""
    ours = _Bests((a, o.share) for (a, _), o in found.items())
    theirs = _Bests((b, o.share) for (_, b), o in found.items())
    fewer = max(1, min(len(here.lines), len(there.lines)) // 2)
    bests = (sorted(side.best.values(), reverse=True)[:fewer] for side in (ours, theirs))
    kinship = sum(map(sum, bests)) / (2 * fewer)
    for (a, b), overlap in sorted(found.items()):
        one, two = here.lines[a], there.lines[b]
        letters = here.letters(a), there.letters(b)
        beside = (found.get((a + s * i, b + s * j)) for s in (1, -1) for i, j in _BESIDE)
        yield (
            (a, b),
            Evidence(
                trigrams=len(letters[0] & letters[1]) / sqrt(len(letters[0]) * len(letters[1])),
                overlap=overlap.share,
                shared=log1p(overlap.shared),
                order=LCSseq.similarity(one.stems, two.stems)
                / sqrt(len(one.stems) * len(two.stems)),
                brevity=log(min(len(one.words), len(two.words))),
                lead=ours.lead(a, overlap.share) + theirs.lead(b, overlap.share),
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
