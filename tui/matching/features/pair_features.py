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
from tui.matching.features.overlaps import Candidate, Overlaps
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
        overlaps: Overlaps,
        config: MatchingConfig,
    ) -> None:
        """Prepare the features of the candidates `overlaps`."""
        self._config = config
        self.sides, self.overlaps = (here, there), overlaps
        self._here, self._there = here, there
        self._affinity = here.affinity(there)
        self._shares = {candidate: overlap.share for candidate, overlap in overlaps.items()}

    @cached_property
    def are_strangers(self) -> bool:
        """True if the two documents are so unrelated that only copies count."""
        # The local overlap of two sentences is seldom larger, so it is not computed for most.
        nearest = self._mean_best(*self._bests_of(self._shares.items())) + _LOOSE
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
        weight_of = self._local.__getitem__
        return [
            [sqrt(sum(map(weight_of, bag))) or 1.0 for bag in side.stem_sets] for side in self.sides
        ]

    @cached_property
    def _local_shared(self) -> Mapping[Candidate, float]:
        """Local weight of the shared stems of each candidate."""
        weight_of, bags_here, bags_there = (
            self._local.__getitem__,
            self._here.stem_sets,
            self._there.stem_sets,
        )
        return {(a, b): sum(map(weight_of, bags_here[a] & bags_there[b])) for a, b in self.overlaps}

    @cached_property
    def _local_shares(self) -> Mapping[Candidate, float]:
        """Overlaps of the candidates by the local weights."""
        roots_here, roots_there = self._roots
        shared = self._local_shared
        return {
            (a, b): weight / (roots_here[a] * roots_there[b]) for (a, b), weight in shared.items()
        }

    @cached_property
    def _rows(self) -> Sequence[Mapping[int, float]]:
        return self._by_line(self._shares)

    @cached_property
    def _local_rows(self) -> Sequence[Mapping[int, float]]:
        return self._by_line(self._local_shares)

    def _by_line(self, shares: Mapping[Candidate, float]) -> Sequence[Mapping[int, float]]:
        """Return the values of each sentence here, by the sentence there.

        The last row is empty: it stands for the missing neighbours of the first and the last
        sentence.
        """
        rows: list[dict[int, float]] = [{} for _ in range(len(self._here.lines) + 1)]
        for (line_here, line_there), share in shares.items():
            rows[line_here][line_there] = share
        return rows

    @cached_property
    def _local_bests(self) -> _Sides:
        return self._bests_of(self._local_shares.items())

    @cached_property
    def _bests(self) -> _Sides:
        """Best logarithms of the shared weights."""
        return self._bests_of(
            (candidate, log1p(overlap.shared)) for candidate, overlap in self.overlaps.items()
        )

    @cached_property
    def _kinship(self) -> float:
        return self._mean_best(*self._local_bests)

    def _bests_of(self, values: Iterable[tuple[Candidate, float]]) -> _Sides:
        values = list(values)
        return (
            _Bests(len(self._here.lines), [(candidate[0], value) for candidate, value in values]),
            _Bests(len(self._there.lines), [(candidate[1], value) for candidate, value in values]),
        )

    def _mean_best(self, bests_here: _Bests, bests_there: _Bests) -> float:
        """Return the mean best overlap of the better half of the shorter document's sentences."""
        half_count = max(1, min(len(self._here.lines), len(self._there.lines)) // 2)
        bests = (sorted(side.best, reverse=True)[:half_count] for side in (bests_here, bests_there))
        return sum(map(sum, bests)) / (2 * half_count)

    @cached_property
    def _between(self) -> tuple[float, float, float]:
        """Features of the two documents as wholes."""
        strangeness = max(0.0, self._config.related - self.relation)
        return self._kinship, strangeness, max(0.0, self.relation - self._config.versions)

    @cached_property
    def cheap(self) -> Callable[[Candidate], tuple[float, ...]]:
        """Function that returns the first `CHEAP` features of a candidate."""
        # The function is called for thousands of candidates, so all its values are bound once.
        overlaps, local_shares, local_shared = self.overlaps, self._local_shares, self._local_shared
        lengths_here, lengths_there = self._here.lengths, self._there.lengths
        positions_here, positions_there = self._here.places, self._there.places
        (bests_here, bests_there), (local_bests_here, local_bests_there) = (
            self._bests,
            self._local_bests,
        )
        best_here, best_there = bests_here.best, bests_there.best
        local_best_here, local_best_there = local_bests_here.best, local_bests_there.best
        rows, local_rows = self._rows, self._local_rows
        topics_here, topics_there = self._topics
        kinship, strangeness, version = self._between

        def features(candidate: Candidate) -> tuple[float, ...]:
            line_here, line_there = candidate
            overlap, local_share = overlaps[candidate], local_shares[candidate]
            shared = log1p(overlap.shared)
            position_here, position_there = positions_here[line_here], positions_there[line_there]
            outdone = local_share - max(local_best_here[line_here], local_best_there[line_there])
            outdone_least = shared - min(best_here[line_here], best_there[line_there])
            row, row_before, row_after = (
                rows[line_here].get,
                rows[line_here - 1].get,
                rows[line_here + 1].get,
            )
            return (
                overlap.share,
                local_share,
                shared,
                log1p(local_shared[candidate]),
                log(min(lengths_here[line_here], lengths_there[line_there])),
                max(bests_here.lead(line_here, shared), bests_there.lead(line_there, shared)),
                outdone,
                outdone_least,
                max(
                    row(line_there + 1, 0.0),
                    row_after(line_there, 0.0),
                    row(line_there - 1, 0.0),
                    row_before(line_there, 0.0),
                ),
                max(
                    local_rows[line_here + 1].get(line_there + 1, 0.0),
                    local_rows[line_here - 1].get(line_there - 1, 0.0),
                ),
                (topics_here[line_here] + topics_there[line_there]) / 2,
                kinship,
                abs(position_here - position_there),
                min(position_here, position_there),
                strangeness,
                version,
                version * outdone,
                version * outdone_least,
            )

        return features

    @cached_property
    def costly(self) -> Callable[[Candidate], tuple[float, ...]]:
        """Function that returns the other features of a candidate."""
        here, there, overlaps = self._here, self._there, self.overlaps
        lines_here, lines_there = here.lines, there.lines
        bags_here, bags_there = here.stem_sets, there.stem_sets
        names_here, names_there = here.names, there.names
        numbers_of_line_here, numbers_of_line_there = here.numbers_in, there.numbers_in
        relay = RelayCosines(here, there, self._shares, self._config).cosine
        clause = ClauseCosines(here, there, self._local).best
        trigrams = TrigramCosines(here, there).cosine

        def features(candidate: Candidate) -> tuple[float, ...]:
            line_here, line_there = candidate
            shared_stems = bags_here[line_here] & bags_there[line_there]
            shared_names = shared_stems & (names_here[line_here] | names_there[line_there])
            numbers_here, numbers_there = (
                numbers_of_line_here[line_here],
                numbers_of_line_there[line_there],
            )
            equal_count = len(numbers_here & numbers_there)
            stems_here, stems_there = lines_here[line_here].stems, lines_there[line_there].stems
            return (
                relay(line_here, line_there),
                log1p(overlaps[candidate].shared - sum(map(term_weight, shared_names))),
                min(_MANY_NUMBERS, equal_count),
                min(_MANY_NUMBERS, len(numbers_here) + len(numbers_there) - 2 * equal_count),
                clause(line_here, line_there, shared_stems),
                trigrams(line_here, line_there),
                LCSseq.similarity(stems_here, stems_there)
                / sqrt(len(stems_here) * len(stems_there)),
            )

        return features

    def whole(self, candidate: Candidate) -> PairFeatures:
        """Return all features of a candidate."""
        return PairFeatures._make((*self.cheap(candidate), *self.costly(candidate)))

    @cached_property
    def _topics(self) -> Sequence[Mapping[int, float]]:
        """Mean local overlap of each sentence with all sentences of the other document."""
        centroid_here, centroid_there = self._centroids
        return [
            SentenceValues(_topic(side.stem_sets, roots, centroid))
            for side, roots, centroid in zip(
                self.sides, self._roots, (centroid_there, centroid_here), strict=True
            )
        ]

    @cached_property
    def _centroids(self) -> Sequence[Mapping[str, float]]:
        """Mean of each document's sentences, each as a vector of length 1.

        Only stems of both documents are included.
        """
        weights, shared_stems = self._local, self._here.stems & self._there.stems
        centroids = []
        for side, roots in zip(self.sides, self._roots, strict=True):
            sums = dict.fromkeys(shared_stems, 0.0)
            for bag, root in zip(side.stem_sets, roots, strict=True):
                part = 1.0 / root
                for stem in bag & shared_stems:
                    sums[stem] += part
            lines = len(side.lines)
            centroids.append(
                {stem: round(weights[stem] * n / lines * GRAIN) / GRAIN for stem, n in sums.items()}
            )
        return centroids


def _topic(
    bags: Sequence[frozenset[str]], roots: Sequence[float], centroid: Mapping[str, float]
) -> Callable[[int], float]:
    """Return the function that computes the overlap of a sentence with the other centroid."""
    centroid_stems = centroid.keys()
    return lambda line: sum([centroid[stem] for stem in bags[line] & centroid_stems]) / roots[line]
