"""Candidates: which documents of a corpus are worth comparing, without trying every two.

Two documents are if a sentence of one has rarer words together that one of the other has too, and
is like it on the whole. What very many share leads nowhere, but a whole sentence always does.
"""

from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations, groupby

from tui.matching.background import commonness, weight
from tui.matching.judge import Judge
from tui.matching.reading import Line, Reading

_PARTS = 16
"""Parts the couples are sorted in, one after another, so that few are unpacked at a time."""

Spot = int
"""A line of the corpus: its document's number times `_Corpus.stride`, plus its own in there."""


def candidates(readings: Sequence[Reading], judge: Judge) -> Mapping[str, Sequence[str]]:
    """For each document, the others worth comparing it with, sorted; if a has b, b has a."""
    corpus = _Corpus(readings, judge)
    others: dict[str, list[str]] = {reading.document: [] for reading in corpus.readings}
    for one, two in corpus.acquaintances():
        names = corpus.readings[one].document, corpus.readings[two].document
        others[names[0]].append(names[1])
        others[names[1]].append(names[0])
    return {document: sorted(names) for document, names in others.items()}


class _Corpus:
    """All the readings, numbered by name, with what leads from one to another."""

    def __init__(self, readings: Sequence[Reading], judge: Judge) -> None:
        self.readings = sorted(readings, key=lambda reading: reading.document)
        self.stride = 1 + max((len(reading.lines) for reading in readings), default=0)
        self._judge = judge
        self._known: dict[Spot, tuple[frozenset[str], float]] = {}

    def acquaintances(self) -> set[tuple[int, int]]:
        """Every two documents worth comparing, by their numbers."""
        found = set(self._copied())
        met: Counter[tuple[int, int]] = Counter()
        for part in self._couples():
            for one, two in self._meetings(part):
                pair = one // self.stride, two // self.stride
                if pair[0] == pair[1] or pair in found:
                    continue
                met[pair] += 1
                if met[pair] >= self._judge.couples or self._alike(one, two):
                    found.add(pair)
        return found

    def _couples(self) -> Sequence["array[int]"]:
        """Every couple of rarer stems in a line, as one number: the couple's and the line's."""
        stems = sorted(
            {s for reading in self.readings for line in reading.lines for s in line.stems}
        )
        numbers = {
            stem: (common, number)
            for number, stem in enumerate(stems)
            if (common := commonness(stem)) < self._judge.leading
        }
        self._spots = self.stride * len(self.readings)
        parts = [array("q") for _ in range(_PARTS)]
        for document, reading in enumerate(self.readings):
            for place, line in enumerate(reading.lines):
                if not line.telling:
                    continue
                spot = document * self.stride + place
                for one, two in combinations(self._rarest(line, numbers), 2):
                    couple = two * len(stems) + one
                    parts[couple % _PARTS].append(couple * self._spots + spot)
        return parts

    def _rarest(self, line: Line, numbers: Mapping[str, tuple[float, int]]) -> list[int]:
        found = {numbers[stem] for stem in line.stems if stem in numbers}
        return sorted(number for _, number in sorted(found)[: self._judge.leading_words])

    def _meetings(self, couples: "array[int]") -> Iterator[tuple[Spot, Spot]]:
        """Two lines for every couple they share, unless too many share it."""
        spots = self._spots
        for _, group in groupby(sorted(couples), key=lambda couple: couple // spots):
            sharing = [couple % spots for couple in group]
            if 1 < len(sharing) <= self._judge.couple_lines:
                yield from combinations(sharing, 2)

    def _alike(self, one: Spot, two: Spot) -> bool:
        """Whether two lines share enough of what they are worth."""
        (ours, our_worth), (theirs, their_worth) = self._worth(one), self._worth(two)
        shared = sum(map(weight, ours & theirs))
        return shared * shared >= self._judge.acquainted**2 * our_worth * their_worth

    def _worth(self, spot: Spot) -> tuple[frozenset[str], float]:
        if (known := self._known.get(spot)) is None:
            document, place = divmod(spot, self.stride)
            stems = frozenset(self.readings[document].lines[place].stems)
            known = self._known[spot] = stems, sum(map(weight, stems))
        return known

    def _copied(self) -> Iterable[tuple[int, int]]:
        """Every two documents that share a whole sentence of some length."""
        having: defaultdict[tuple[str, ...], dict[int, None]] = defaultdict(dict)
        for document, reading in enumerate(self.readings):
            for line in reading.lines:
                if len(line.words) >= self._judge.whole_sentence:
                    having[line.words][document] = None
        groups = {tuple(documents) for documents in having.values() if len(documents) > 1}
        return (pair for group in groups for pair in combinations(group, 2))
