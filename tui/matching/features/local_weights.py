"""Local weights of stems and trigrams in two documents, and the cosines that use them.

A stem or a trigram has more weight, the fewer sentences of the two documents have it.
"""

from collections.abc import Callable, Mapping, Sequence
from math import log, sqrt

from tui.matching.features.document_features import DocumentFeatures, SentenceValues
from tui.matching.features.word_frequency import term_weight

GRAIN = 1 << 24
"""Denominator of weights: their sums are then exact in any order."""

_Clause = tuple[frozenset[str], float]
"""Stems of a clause, and their weight."""


def stem_weights(here: DocumentFeatures, there: DocumentFeatures) -> Mapping[str, float]:
    """Return the local weight of each stem."""
    counts_here, counts_there = here.line_counts, there.line_counts
    rarity = _rarities(here, there, counts_here, counts_there)
    count_here, count_there = counts_here.get, counts_there.get
    weights = {
        stem: round(term_weight(stem) * rarity[count + count_there(stem, 0)] * GRAIN) / GRAIN
        for stem, count in counts_here.items()
    }
    for stem, count in counts_there.items():
        if stem not in weights:
            weights[stem] = (
                round(term_weight(stem) * rarity[count + count_here(stem, 0)] * GRAIN) / GRAIN
            )
    return weights


def _trigram_weights(here: DocumentFeatures, there: DocumentFeatures) -> Mapping[str, float]:
    counts_here, counts_there = here.trigram_counts, there.trigram_counts
    rarities = _rarities(here, there, counts_here, counts_there)
    weights = [round(rarity**2 * GRAIN) / GRAIN for rarity in rarities]
    count_here = counts_here.get
    weights_by_trigram = {trigram: weights[count] for trigram, count in counts_here.items()}
    weights_by_trigram |= {
        trigram: weights[count + count_here(trigram, 0)] for trigram, count in counts_there.items()
    }
    return weights_by_trigram


def _rarities(
    here: DocumentFeatures,
    there: DocumentFeatures,
    counts_here: Mapping[str, int],
    counts_there: Mapping[str, int],
) -> Sequence[float]:
    """Return the log-rarity for every possible number of sentences."""
    lines = 1 + len(here.lines) + len(there.lines)
    largest = max(counts_here.values(), default=0) + max(counts_there.values(), default=0)
    return [log(lines / (count or 1)) for count in range(largest + 1)]


class TrigramCosines:
    """Cosines of two sentences' letter trigrams, one sentence of each document."""

    def __init__(self, here: DocumentFeatures, there: DocumentFeatures) -> None:
        self._weight = _trigram_weights(here, there).__getitem__
        self._sides = here.trigrams, there.trigrams
        self._roots = [SentenceValues(_root_of(side, self._weight)) for side in self._sides]

    def cosine(self, line_here: int, line_there: int) -> float:
        """Return the cosine of two sentences, each by its number in its document, 0 to 1."""
        (trigrams_here, trigrams_there), (root, other_root) = self._sides, self._roots
        return sum(map(self._weight, trigrams_here[line_here] & trigrams_there[line_there])) / (
            root[line_here] * other_root[line_there]
        )


def _root_of(
    trigrams: Mapping[int, frozenset[str]], weight: Callable[[str], float]
) -> Callable[[int], float]:
    return lambda line: sqrt(sum(map(weight, trigrams[line]))) or 1.0


class ClauseCosines:
    """Cosines of the clauses of two sentences, one sentence of each document."""

    def __init__(
        self, here: DocumentFeatures, there: DocumentFeatures, weights: Mapping[str, float]
    ) -> None:
        """Prepare the clauses; `weights` are the local weights of the stems."""
        self._weight = weights.__getitem__
        self._clauses_here = SentenceValues(_weigh(here.clauses, self._weight))
        self._clauses_there = SentenceValues(_weigh(there.clauses, self._weight))

    def best(self, line_here: int, line_there: int, shared_stems: frozenset[str]) -> float:
        """Return the largest cosine of a clause of one sentence and one of the other, 0 to 1.

        `shared_stems` are the stems that the two sentences share.
        """
        weight = self._weight
        clauses_here = [
            (stems_here, weight_here)
            for bag, weight_here in self._clauses_here[line_here]
            if (stems_here := bag & shared_stems)
        ]
        clauses_there = [
            (stems_there, weight_there)
            for bag, weight_there in self._clauses_there[line_there]
            if (stems_there := bag & shared_stems)
        ]
        best = 0.0
        for stems_here, weight_here in clauses_here:
            for stems_there, weight_there in clauses_there:
                if shared := stems_here & stems_there:
                    best = max(
                        best, sum(map(weight, shared)) / (sqrt(weight_here * weight_there) or 1.0)
                    )
        return best


def _weigh(
    clauses: Mapping[int, Sequence[frozenset[str]]], weight: Callable[[str], float]
) -> Callable[[int], Sequence[_Clause]]:
    return lambda line: [(bag, sum(map(weight, bag))) for bag in clauses[line]]
