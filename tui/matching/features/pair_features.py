"""Features of two sentences, from which the probability is computed that they say the same.

They depend on the two documents and on fixed background frequencies only, not on other open
documents.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from math import log, log1p, sqrt
from typing import NamedTuple

from rapidfuzz.distance import LCSseq

from tui.matching.config import MatchingConfig
from tui.matching.features.document_features import DocumentFeatures, SentenceValues
from tui.matching.features.local_weights import GRAIN, ClauseCosines, TrigramCosines, stem_weights
from tui.matching.features.overlaps import At, Overlaps
from tui.matching.features.relay import RelayCosines
from tui.matching.features.word_frequency import term_weight


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


_LOOSE = 0.01
"""Amount by which a best candidate's local overlap may exceed its overlap."""
_MANY_NUMBERS = 2
"""Largest count of numbers that makes a difference."""

CHEAP = PairFeatures._fields.index("relay")
"""Number of cheap features, which come first."""


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
        return stem_weights(self._here, self._there)

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

    @cached_property
    def costly(self) -> Callable[[At], tuple[float, ...]]:
        """Function that returns the other features of a candidate."""
        here, there, found = self._here, self._there, self.found
        lines, other_lines = here.lines, there.lines
        bags, other_bags = here.stem_sets, there.stem_sets
        names, other_names = here.names, there.names
        numbers, other_numbers = here.numbers_in, there.numbers_in
        relay = RelayCosines(here, there, self._shares, self._config).cosine
        clause = ClauseCosines(here, there, self._local).best
        trigrams = TrigramCosines(here, there).cosine

        def features(at: At) -> tuple[float, ...]:
            a, b = at
            both = bags[a] & other_bags[b]
            named = both & (names[a] | other_names[b])
            one, two = numbers[a], other_numbers[b]
            equal = len(one & two)
            ours, theirs = lines[a].stems, other_lines[b].stems
            return (
                relay(a, b),
                log1p(found[at].shared - sum(map(term_weight, named))),
                min(_MANY_NUMBERS, equal),
                min(_MANY_NUMBERS, len(one) + len(two) - 2 * equal),
                clause(a, b, both),
                trigrams(a, b),
                LCSseq.similarity(ours, theirs) / sqrt(len(ours) * len(theirs)),
            )

        return features

    def whole(self, at: At) -> PairFeatures:
        """Return all features of a candidate."""
        return PairFeatures._make((*self.cheap(at), *self.costly(at)))

    @cached_property
    def _topics(self) -> Sequence[Mapping[int, float]]:
        """Mean local overlap of each sentence with all sentences of the other document."""
        ours, theirs = self._centroids
        return [
            SentenceValues(_topic(side.stem_sets, roots, centroid))
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
                {stem: round(local[stem] * n / lines * GRAIN) / GRAIN for stem, n in sums.items()}
            )
        return found


def _topic(
    bags: Sequence[frozenset[str]], roots: Sequence[float], centroid: Mapping[str, float]
) -> Callable[[int], float]:
    """Return the function that computes the overlap of a sentence with the other centroid."""
    known = centroid.keys()
    return lambda line: sum([centroid[stem] for stem in bags[line] & known]) / roots[line]
