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
from tui.matching.features.overlaps import Candidate, overlaps_of

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
        shares: Mapping[Candidate, float],
        config: MatchingConfig,
    ) -> None:
        """Prepare the overlaps; `shares` are those of the candidates."""
        self._kin = _similar_sentences(here, config), _similar_sentences(there, config)
        squares_here: defaultdict[int, dict[int, float]] = defaultdict(dict)
        squares_there: defaultdict[int, dict[int, float]] = defaultdict(dict)
        for (line_here, line_there), share in shares.items():
            if share >= config.kin:
                squares_here[line_here][line_there] = squares_there[line_there][line_here] = (
                    share**2
                )
        self._squares = squares_here, squares_there
        self._norms = [
            SentenceValues(_norm_of(similar, squares))
            for similar, squares in zip(self._kin, self._squares, strict=True)
        ]

    def cosine(self, line_here: int, line_there: int) -> float:
        """Return the cosine of two sentences, each by its number in its document, 0 to 1."""
        squares_here, squares_there = self._squares
        dot = 0.0
        for similar, line, squares in (
            (self._kin[0], line_here, squares_there[line_there]),
            (self._kin[1], line_there, squares_here[line_here]),
        ):
            if len(squares) > (line in squares):  # otherwise no third sentence is similar
                for third, square in similar[line].items():
                    if third in squares:
                        dot += square * squares[third]
        return dot / (self._norms[0][line_here] * self._norms[1][line_there]) if dot else 0.0


def _norm_of(
    similar: Mapping[int, Squares], squares: Mapping[int, Squares]
) -> Callable[[int], float]:
    def norm(line: int) -> float:
        values = [*similar[line].values(), *squares[line].values()]
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
        least_share = self._config.kin
        overlaps = overlaps_of(lines, side, side, self._config, least_share * _UNDER)
        for (first, second), overlap in overlaps.items():
            if first != second and overlap.share >= least_share:
                self[first][second] = overlap.share**2
        return self[line]


# A document is compared with many others: its values are cached as long as it exists.
_KIN: "WeakKeyDictionary[DocumentFeatures, _SimilarSentences]" = WeakKeyDictionary()


def _similar_sentences(side: DocumentFeatures, config: MatchingConfig) -> _SimilarSentences:
    """Return the similar sentences inside a document."""
    if (similar := _KIN.get(side)) is None:
        similar = _KIN[side] = _SimilarSentences(side, config)
    return similar
