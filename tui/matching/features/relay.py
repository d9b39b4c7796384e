"""Relay: two sentences are more likely to say the same if third sentences are similar to both.

The third sentences are the other ones of the two documents.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping
from math import sqrt
from operator import mul
from weakref import WeakKeyDictionary, ref

from tui.matching.config import MatchingConfig
from tui.matching.features.document_features import DocumentFeatures, SentenceValues
from tui.matching.features.overlaps import At, overlaps_of

_UNDER = 0.999
"""Factor for the rounding error of a share."""

Squares = Mapping[int, float]
"""Squared overlaps of a sentence with similar ones, by their numbers."""


class RelayCosines:
    """Cosines of two sentences' squared overlaps with all other sentences of both documents."""

    def __init__(
        self,
        here: DocumentFeatures,
        there: DocumentFeatures,
        shares: Mapping[At, float],
        config: MatchingConfig,
    ) -> None:
        """Prepare the overlaps; `shares` are those of the candidates."""
        self._kin = _similar_sentences(here, config), _similar_sentences(there, config)
        ours: defaultdict[int, dict[int, float]] = defaultdict(dict)
        theirs: defaultdict[int, dict[int, float]] = defaultdict(dict)
        for (a, b), share in shares.items():
            if share >= config.kin:
                ours[a][b] = theirs[b][a] = share**2
        self._squares = ours, theirs
        self._norms = [
            SentenceValues(_norm_of(kin, squares))
            for kin, squares in zip(self._kin, self._squares, strict=True)
        ]

    def cosine(self, a: int, b: int) -> float:
        """Return the cosine of sentence `a` here and sentence `b` there, 0 to 1."""
        ours, theirs = self._squares
        dot = 0.0
        for kin, line, squares in (self._kin[0], a, theirs[b]), (self._kin[1], b, ours[a]):
            if len(squares) > (line in squares):  # otherwise no third sentence is similar
                for other, square in kin[line].items():
                    if other in squares:
                        dot += square * squares[other]
        return dot / (self._norms[0][a] * self._norms[1][b]) if dot else 0.0


def _norm_of(kin: Mapping[int, Squares], squares: Mapping[int, Squares]) -> Callable[[int], float]:
    def norm(line: int) -> float:
        values = [*kin[line].values(), *squares[line].values()]
        return sqrt(sum(map(mul, values, values)))

    return norm


class _SimilarSentences(dict[int, dict[int, float]]):
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
_KIN: "WeakKeyDictionary[DocumentFeatures, _SimilarSentences]" = WeakKeyDictionary()


def _similar_sentences(side: DocumentFeatures, config: MatchingConfig) -> _SimilarSentences:
    """Return the similar sentences inside a document."""
    if (known := _KIN.get(side)) is None:
        known = _KIN[side] = _SimilarSentences(side, config)
    return known
