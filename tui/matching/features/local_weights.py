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
    ours, theirs = here.line_counts, there.line_counts
    rarity = _rarities(here, there, ours, theirs)
    ours_of, theirs_of = ours.get, theirs.get
    found = {
        stem: round(term_weight(stem) * rarity[count + theirs_of(stem, 0)] * GRAIN) / GRAIN
        for stem, count in ours.items()
    }
    for stem, count in theirs.items():
        if stem not in found:
            found[stem] = (
                round(term_weight(stem) * rarity[count + ours_of(stem, 0)] * GRAIN) / GRAIN
            )
    return found


def _trigram_weights(here: DocumentFeatures, there: DocumentFeatures) -> Mapping[str, float]:
    ours, theirs = here.trigram_counts, there.trigram_counts
    rarities = _rarities(here, there, ours, theirs)
    weights = [round(rarity**2 * GRAIN) / GRAIN for rarity in rarities]
    ours_of = ours.get
    found = {three: weights[count] for three, count in ours.items()}
    found |= {three: weights[count + ours_of(three, 0)] for three, count in theirs.items()}
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


class TrigramCosines:
    """Cosines of two sentences' letter trigrams, one sentence of each document."""

    def __init__(self, here: DocumentFeatures, there: DocumentFeatures) -> None:
        self._weight = _trigram_weights(here, there).__getitem__
        self._sides = here.trigrams, there.trigrams
        self._roots = [SentenceValues(_root_of(side, self._weight)) for side in self._sides]

    def cosine(self, a: int, b: int) -> float:
        """Return the cosine of sentence `a` here and sentence `b` there, 0 to 1."""
        (ours, theirs), (root, other_root) = self._sides, self._roots
        return sum(map(self._weight, ours[a] & theirs[b])) / (root[a] * other_root[b])


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
        self._ours = SentenceValues(_weigh(here.clauses, self._weight))
        self._theirs = SentenceValues(_weigh(there.clauses, self._weight))

    def best(self, a: int, b: int, both: frozenset[str]) -> float:
        """Return the largest cosine of a clause of `a` here and one of `b` there, 0 to 1.

        `both` are the stems that the two sentences share.
        """
        weight = self._weight
        ours = [(here, one) for bag, one in self._ours[a] if (here := bag & both)]
        theirs = [(there, two) for bag, two in self._theirs[b] if (there := bag & both)]
        best = 0.0
        for here, one in ours:
            for there, two in theirs:
                if shared := here & there:
                    best = max(best, sum(map(weight, shared)) / (sqrt(one * two) or 1.0))
        return best


def _weigh(
    clauses: Mapping[int, Sequence[frozenset[str]]], weight: Callable[[str], float]
) -> Callable[[int], Sequence[_Clause]]:
    return lambda line: [(bag, sum(map(weight, bag))) for bag in clauses[line]]
