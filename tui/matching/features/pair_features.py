"""Features of two sentences, from which the probability is computed that they say the same.

They depend on the two documents and on fixed background frequencies only, not on other open
documents.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from math import log, log1p, sqrt
from operator import mul
from typing import NamedTuple
from weakref import WeakKeyDictionary, ref

from rapidfuzz.distance import LCSseq

from tui.matching.config import MatchingConfig
from tui.matching.features.document_features import DocumentFeatures
from tui.matching.features.word_frequency import term_weight

At = tuple[int, int]
"""A candidate: the numbers of two sentences, one of each document."""


class PairFeatures(NamedTuple):
    """Features of two sentences, the cheap ones first."""

    overlap: float
    """Weight of the shared stems, divided by the geometric mean of both sentences' weights; 0 to
    1."""
    local_overlap: float
    """Overlap by local weights: a stem has more weight, the fewer sentences of the two documents
    have it."""
    shared: float
    """Logarithm of the weight of the shared stems."""
    local_shared: float
    """Logarithm of the local weight of the shared stems."""
    brevity: float
    """Logarithm of the number of words of the shorter sentence."""
    lead: float
    """`shared` minus that of the next best candidate, in the document in which that is more."""
    outdone: float
    """`local_overlap` minus that of the best candidate of either sentence; 0 if both are best."""
    outdone_least: float
    """`shared` minus that of the best candidate of the sentence whose best is smaller."""
    beside: float
    """`overlap` of the best candidate that shares a sentence and has a neighbour of the other."""
    along: float
    """`local_overlap` of the best candidate of both sentences' neighbours."""
    topic: float
    """Mean `local_overlap` of each of the two sentences with all sentences of the other
    document."""
    kinship: float
    """Mean `local_overlap` of the two documents' best candidates."""
    distance: float
    """Distance of the sentences' relative positions, each 0 at the start and 1 at the end."""
    depth: float
    """Relative position of the sentence nearer to its document's start, 0 to 1."""
    strangeness: float
    """Shortfall of the documents' relation below that of two accounts of one event."""
    version: float
    """Excess of the documents' relation above that limit, as for versions of one text."""
    version_outdone: float
    """`outdone` times `version`: a sentence of a version has at most one counterpart."""
    version_outdone_least: float
    """`outdone_least` times `version`."""
    relay: float
    """Similarity of both to third sentences of the two documents, 0 to 1."""
    said: float
    """`shared` without names, which are weaker evidence than other words."""
    numbers: float
    """Count of numbers that both have, at most two."""
    numbers_apart: float
    """Count of numbers that only one of them has, at most two."""
    clause: float
    """Largest overlap of a clause of one with a clause of the other, by local weights."""
    trigrams: float
    """Cosine of the letter trigrams by local weights; 0 to 1."""
    order: float
    """Number of shared stems in the same order, divided by the geometric mean of both sentences'
    stems; 0 to 1."""


_GRAIN = 1 << 24
"""Denominator of weights: their sums are then exact in any order."""
_LOOSE = 0.01
"""Amount by which a best candidate's local overlap may exceed its overlap."""
_UNDER = 0.999
"""Factor for the rounding error of a share."""
_MANY_NUMBERS = 2
"""Largest count of numbers that makes a difference."""

CHEAP = PairFeatures._fields.index("relay")
"""Number of cheap features, which come first."""


class Overlap(NamedTuple):
    """Overlap of two sentences."""

    shared: float
    """Weight of the shared stems."""
    share: float
    """Cosine: `shared` divided by the geometric mean of the two sentences' weights."""


Overlaps = Mapping[At, Overlap]


def overlap_of(at: At, here: DocumentFeatures, there: DocumentFeatures) -> Overlap:
    """Return the overlap of two sentences."""
    shared = sum(map(term_weight, here.stem_sets[at[0]] & there.stem_sets[at[1]]))
    return Overlap(shared, shared / (here.norms[at[0]] * there.norms[at[1]] or 1.0))


def find_overlaps(
    here: DocumentFeatures, there: DocumentFeatures, config: MatchingConfig
) -> Overlaps:
    """Return the candidates of two documents, with their overlaps.

    A candidate shares a stem that is not too common, and has a least cosine; in long documents,
    where more is shared by chance, a larger one.
    """
    if len(here.lines) > len(there.lines) and here.is_fully_indexed and there.is_fully_indexed:
        turned = overlaps_of(range(len(there.lines)), there, here, config)
        return {(theirs, ours): overlap for (ours, theirs), overlap in turned.items()}
    return overlaps_of(range(len(here.lines)), here, there, config)


def overlaps_of(
    lines: Sequence[int],
    here: DocumentFeatures,
    there: DocumentFeatures,
    config: MatchingConfig,
    least: float = 0.0,
) -> dict[At, Overlap]:
    """Return the candidates of `lines` in `here` whose cosine is at least `least`."""
    found: dict[At, Overlap] = {}
    pairs = len(here.lines) * len(there.lines)
    least = max(least, config.candidate * max(1.0, pairs / config.many) ** config.chance)
    if least > 1.0:
        return found
    leading, known, theirs, roots = there.indexed_stems, there.stems, there.stem_sets, there.norms
    for first, columns in there.columns():
        for number in lines:
            bag, root = here.stem_sets[number], here.norms[number]
            if not (leads := bag & leading):
                continue
            for near in columns.reached(bag & known, least * root):
                partner = first + near
                if not leads.isdisjoint(theirs[partner]):
                    shared = sum(map(term_weight, bag & theirs[partner]))
                    both = root * roots[partner]
                    if shared >= least * both:
                        found[number, partner] = Overlap(shared, shared / both)
    return found


class _Bests:
    """Best and second-best value of each sentence."""

    def __init__(self, lines: int, values: Iterable[tuple[int, float]]) -> None:
        self.best = best = [0.0] * lines
        self._next = second = [0.0] * lines
        for line, value in values:
            if value > best[line]:
                second[line] = best[line]
                best[line] = value
            elif value > second[line]:
                second[line] = value

    def lead(self, line: int, value: float) -> float:
        """Return `value` of a sentence minus the best of its other values."""
        best = self.best[line]
        return value - (self._next[line] if value == best else best)


_Sides = tuple[_Bests, _Bests]


def _grained(value: float) -> float:
    return round(value * _GRAIN) / _GRAIN


def _local_weights(here: DocumentFeatures, there: DocumentFeatures) -> Mapping[str, float]:
    """Return each stem's local weight in two documents: more, the fewer sentences have it."""
    ours, theirs = here.line_counts, there.line_counts
    rarity = _rarities(here, there, ours, theirs)
    ours_of, theirs_of = ours.get, theirs.get
    found = {
        stem: round(term_weight(stem) * rarity[count + theirs_of(stem, 0)] * _GRAIN) / _GRAIN
        for stem, count in ours.items()
    }
    for stem, count in theirs.items():
        if stem not in found:
            found[stem] = (
                round(term_weight(stem) * rarity[count + ours_of(stem, 0)] * _GRAIN) / _GRAIN
            )
    return found


def _rarities(
    here: DocumentFeatures,
    there: DocumentFeatures,
    ours: Mapping[str, int],
    theirs: Mapping[str, int],
) -> Sequence[float]:
    """Return the log-rarity for every possible number of sentences."""
    lines = 1 + len(here.lines) + len(there.lines)
    most = max(ours.values(), default=0) + max(theirs.values(), default=0)
    return [log(lines / (count or 1)) for count in range(most + 1)]


class _Trigrams(dict[str, float]):
    """Weights of the trigrams of two documents' sentences: more, the fewer sentences have it."""

    def __init__(self, here: DocumentFeatures, there: DocumentFeatures) -> None:
        super().__init__()
        self._sides = here, there
        self._ours, self._theirs = here.trigram_counts, there.trigram_counts
        rarities = _rarities(here, there, self._ours, self._theirs)
        self._worth = [_grained(rarity**2) for rarity in rarities]
        self._roots: tuple[dict[int, float], dict[int, float]] = {}, {}

    def __missing__(self, three: str) -> float:
        count = self._ours.get(three, 0) + self._theirs.get(three, 0)
        worth = self[three] = self._worth[count]
        return worth

    def cosine(self, at: At) -> float:
        """Return the cosine of two sentences."""
        a, b = at
        both = self._sides[0].trigrams[a] & self._sides[1].trigrams[b]
        return sum(map(self.__getitem__, both)) / (self._root(0, a) * self._root(1, b))

    def _root(self, side: int, line: int) -> float:
        known = self._roots[side]
        if line not in known:
            worth = sum(map(self.__getitem__, self._sides[side].trigrams[line]))
            known[line] = sqrt(worth) or 1.0
        return known[line]


class PairFeatureExtractor:
    """Candidates of two documents, and the features of any of them."""

    def __init__(
        self,
        here: DocumentFeatures,
        there: DocumentFeatures,
        found: Overlaps,
        config: MatchingConfig,
    ) -> None:
        """Prepare the features of the candidates `found`."""
        self._config = config
        self.sides, self.found = (here, there), found
        self._here, self._there = here, there
        self._affinity = here.affinity(there)
        self._shares = {at: overlap.share for at, overlap in found.items()}
        self._weighed_clauses: tuple[
            dict[int, Sequence[tuple[frozenset[str], float]]],
            dict[int, Sequence[tuple[frozenset[str], float]]],
        ] = {}, {}
        self._norms: dict[tuple[int, int], float] = {}

    @cached_property
    def are_strangers(self) -> bool:
        """True if the two documents are so unrelated that only copies count."""
        # The local overlap of two sentences is seldom larger, so it is not computed for most.
        nearest = self._mean_best(*self._both(self._shares.items())) + _LOOSE
        strangers = self._config.strangers
        return self._related(nearest) < strangers or self.relation < strangers

    @cached_property
    def relation(self) -> float:
        """Relation of the two documents, 0 to 1."""
        return self._related(self._kinship)

    def _related(self, kinship: float) -> float:
        return self._config.affinity * self._affinity + (1 - self._config.affinity) * kinship

    @cached_property
    def _local(self) -> Mapping[str, float]:
        return _local_weights(self._here, self._there)

    @cached_property
    def _roots(self) -> Sequence[Sequence[float]]:
        """Root of each sentence's local weight, for both documents."""
        local = self._local.__getitem__
        return [
            [sqrt(sum(map(local, bag))) or 1.0 for bag in side.stem_sets] for side in self.sides
        ]

    @cached_property
    def _local_shared(self) -> Mapping[At, float]:
        """Local weight of the shared stems of each candidate."""
        local, bags, others = self._local.__getitem__, self._here.stem_sets, self._there.stem_sets
        return {(a, b): sum(map(local, bags[a] & others[b])) for a, b in self.found}

    @cached_property
    def _local_shares(self) -> Mapping[At, float]:
        """Overlaps of the candidates by the local weights."""
        ours, theirs = self._roots
        shared = self._local_shared
        return {(a, b): worth / (ours[a] * theirs[b]) for (a, b), worth in shared.items()}

    @cached_property
    def _rows(self) -> Sequence[Mapping[int, float]]:
        return self._by_line(self._shares)

    @cached_property
    def _local_rows(self) -> Sequence[Mapping[int, float]]:
        return self._by_line(self._local_shares)

    def _by_line(self, shares: Mapping[At, float]) -> Sequence[Mapping[int, float]]:
        """Return the values of each sentence here, by the sentence there.

        The last row is empty: it stands for the missing neighbours of the first and the last
        sentence.
        """
        rows: list[dict[int, float]] = [{} for _ in range(len(self._here.lines) + 1)]
        for (a, b), share in shares.items():
            rows[a][b] = share
        return rows

    @cached_property
    def _local_bests(self) -> _Sides:
        return self._both(self._local_shares.items())

    @cached_property
    def _bests(self) -> _Sides:
        """Best logarithms of the shared weights."""
        return self._both((at, log1p(overlap.shared)) for at, overlap in self.found.items())

    @cached_property
    def _kinship(self) -> float:
        return self._mean_best(*self._local_bests)

    def _both(self, values: Iterable[tuple[At, float]]) -> _Sides:
        values = list(values)
        return (
            _Bests(len(self._here.lines), [(at[0], value) for at, value in values]),
            _Bests(len(self._there.lines), [(at[1], value) for at, value in values]),
        )

    def _mean_best(self, ours: _Bests, theirs: _Bests) -> float:
        """Return the mean best overlap of the better half of the shorter document's sentences."""
        fewer = max(1, min(len(self._here.lines), len(self._there.lines)) // 2)
        bests = (sorted(side.best, reverse=True)[:fewer] for side in (ours, theirs))
        return sum(map(sum, bests)) / (2 * fewer)

    @cached_property
    def _between(self) -> tuple[float, float, float]:
        """Features of the two documents as wholes."""
        strangeness = max(0.0, self._config.related - self.relation)
        return self._kinship, strangeness, max(0.0, self.relation - self._config.versions)

    @cached_property
    def cheap(self) -> Callable[[At], tuple[float, ...]]:
        """Function that returns the first `CHEAP` features of a candidate."""
        # The function is called for thousands of candidates, so all its values are bound once.
        found, local_shares, local_shared = self.found, self._local_shares, self._local_shared
        lengths, other_lengths = self._here.lengths, self._there.lengths
        places, other_places = self._here.places, self._there.places
        (ours, theirs), (local_ours, local_theirs) = self._bests, self._local_bests
        best, other_best = ours.best, theirs.best
        local_best, other_local_best = local_ours.best, local_theirs.best
        rows, local_rows = self._rows, self._local_rows
        topics, other_topics = self._topics
        kinship, strangeness, version = self._between

        def features(at: At) -> tuple[float, ...]:
            a, b = at
            overlap, local_share = found[at], local_shares[at]
            shared = log1p(overlap.shared)
            place, other = places[a], other_places[b]
            outdone = local_share - max(local_best[a], other_local_best[b])
            outdone_least = shared - min(best[a], other_best[b])
            row, before, after = rows[a].get, rows[a - 1].get, rows[a + 1].get
            return (
                overlap.share,
                local_share,
                shared,
                log1p(local_shared[at]),
                log(min(lengths[a], other_lengths[b])),
                max(ours.lead(a, shared), theirs.lead(b, shared)),
                outdone,
                outdone_least,
                max(row(b + 1, 0.0), after(b, 0.0), row(b - 1, 0.0), before(b, 0.0)),
                max(local_rows[a + 1].get(b + 1, 0.0), local_rows[a - 1].get(b - 1, 0.0)),
                (topics[a] + other_topics[b]) / 2,
                kinship,
                abs(place - other),
                min(place, other),
                strangeness,
                version,
                version * outdone,
                version * outdone_least,
            )

        return features

    def whole(self, at: At, cheap: tuple[float, ...] | None = None) -> PairFeatures:
        """Return all features of a candidate; `cheap` are its cheap ones, if they are known."""
        a, b = at
        ours, theirs = self._here.lines[a].stems, self._there.lines[b].stems
        both = self._here.stem_sets[a] & self._there.stem_sets[b]
        numbers = self._here.numbers_in[a], self._there.numbers_in[b]
        shared = len(numbers[0] & numbers[1])
        dear = (
            self._relay(at),
            log1p(sum(map(term_weight, both - self._here.names[a] - self._there.names[b]))),
            min(_MANY_NUMBERS, shared),
            min(_MANY_NUMBERS, len(numbers[0]) + len(numbers[1]) - 2 * shared),
            self._clause(at, both),
            self._trigrams.cosine(at),
            LCSseq.similarity(ours, theirs) / sqrt(len(ours) * len(theirs)),
        )
        return PairFeatures._make((*(cheap or self.cheap(at)), *dear))

    @cached_property
    def _trigrams(self) -> _Trigrams:
        return _Trigrams(*self.sides)

    @cached_property
    def _topics(self) -> Sequence[Sequence[float]]:
        """Mean local overlap of each sentence with all sentences of the other document."""
        ours, theirs = self._centroids
        return [
            [
                sum([centroid[stem] for stem in bag & centroid.keys()]) / root
                for bag, root in zip(side.stem_sets, roots, strict=True)
            ]
            for side, roots, centroid in zip(self.sides, self._roots, (theirs, ours), strict=True)
        ]

    @cached_property
    def _centroids(self) -> Sequence[Mapping[str, float]]:
        """Mean of each document's sentences, each as a vector of length 1.

        Only stems of both documents are included.
        """
        local, known = self._local, self._here.stems & self._there.stems
        found = []
        for side, roots in zip(self.sides, self._roots, strict=True):
            sums = dict.fromkeys(known, 0.0)
            for bag, root in zip(side.stem_sets, roots, strict=True):
                part = 1.0 / root
                for stem in bag & known:
                    sums[stem] += part
            lines = len(side.lines)
            found.append(
                {stem: round(local[stem] * n / lines * _GRAIN) / _GRAIN for stem, n in sums.items()}
            )
        return found

    def _clause(self, at: At, both: frozenset[str]) -> float:
        """Return the largest overlap of a clause here and a clause there.

        `both` are the stems that the sentences share.
        """
        local = self._local.__getitem__
        ours = [(here, one) for bag, one in self._clauses(0, at[0]) if (here := bag & both)]
        theirs = [(there, two) for bag, two in self._clauses(1, at[1]) if (there := bag & both)]
        best = 0.0
        for here, one in ours:
            for there, two in theirs:
                if shared := here & there:
                    best = max(best, sum(map(local, shared)) / (sqrt(one * two) or 1.0))
        return best

    def _clauses(self, side: int, line: int) -> Sequence[tuple[frozenset[str], float]]:
        """Return the clauses of a sentence, each with the root of its weight."""
        known = self._weighed_clauses[side]
        if line not in known:
            local = self._local.__getitem__
            known[line] = [(bag, sum(map(local, bag))) for bag in self.sides[side].clauses[line]]
        return known[line]

    def _relay(self, at: At) -> float:
        """Return the cosine of two sentences' squared overlaps with all other sentences of both."""
        a, b = at
        ours, theirs = self._kin
        squared, other_squared = self._squares
        dot = 0.0
        for kin, squares in ((ours[a], other_squared[b]), (theirs[b], squared[a])):
            for n in kin:
                if n in squares:
                    dot += kin[n] * squares[n]
        return dot / (self._norm(0, a) * self._norm(1, b)) if dot else 0.0

    @cached_property
    def _kin(self) -> Sequence["Kin"]:
        return [similar_sentences_within(side, self._config) for side in self.sides]

    def _norm(self, side: int, line: int) -> float:
        if (known := self._norms.get((side, line))) is None:
            values = [*self._kin[side][line].values(), *self._squares[side][line].values()]
            known = self._norms[side, line] = sqrt(sum(map(mul, values, values)))
        return known

    @cached_property
    def _squares(self) -> tuple[Mapping[int, Mapping[int, float]], ...]:
        """Squared overlaps of each sentence's candidates, for both documents."""
        ours: defaultdict[int, dict[int, float]] = defaultdict(dict)
        theirs: defaultdict[int, dict[int, float]] = defaultdict(dict)
        for (a, b), share in self._shares.items():
            if share >= self._config.kin:
                ours[a][b] = theirs[b][a] = share**2
        return ours, theirs


class Kin(dict[int, dict[int, float]]):
    """Similar sentences of the same document for each sentence, with squared overlaps.

    The sentence itself is left out. The values are computed at the first request.
    """

    def __init__(self, side: DocumentFeatures, config: MatchingConfig) -> None:
        super().__init__()
        self._side = ref(side)
        self._config = config

    def __missing__(self, line: int) -> dict[int, float]:
        side = self._side()
        if side is None:
            raise KeyError(line)
        # In a very long document all at once: its columns are computed again each time.
        lines = [line] if side.has_few_blocks else range(len(side.lines))
        self.update((number, {}) for number in lines)
        kin = self._config.kin
        found = overlaps_of(lines, side, side, self._config, kin * _UNDER)
        for (one, two), overlap in found.items():
            if one != two and overlap.share >= kin:
                self[one][two] = overlap.share**2
        return self[line]


# A document is compared with many others: its values are cached as long as it exists.
_KIN: "WeakKeyDictionary[DocumentFeatures, Kin]" = WeakKeyDictionary()


def similar_sentences_within(side: DocumentFeatures, config: MatchingConfig) -> Kin:
    """Return the similar sentences inside a document."""
    if (known := _KIN.get(side)) is None:
        known = _KIN[side] = Kin(side, config)
    return known
