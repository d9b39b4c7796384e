"""Assignment of candidate spans to similar sentences, at most one span to each."""

from collections.abc import Sequence
from functools import cache

Row = Sequence[float]
"""Score of a sentence for each candidate span; 0 if it can't be there."""


def best_assignment_scores(ours: Row, rivals: Sequence[Row]) -> tuple[list[float], float]:
    """Return the best sums of scores: with each span as our sentence, and without our sentence.

    Each span is assigned to one sentence at most, and each sentence to one span at most.

    Args:
        ours: The scores of our sentence.
        rivals: The scores of each similar sentence.

    Returns:
        The best sum for each span, and the best sum if no span is our sentence.
    """

    @cache
    def best(rival: int, taken: int) -> float:
        if rival == len(rivals):
            return 0.0
        sums = [best(rival + 1, taken)]
        for place, score in enumerate(rivals[rival]):
            if score and not taken >> place & 1:
                sums.append(score + best(rival + 1, taken | 1 << place))
        return max(sums)

    return [score + best(0, 1 << place) for place, score in enumerate(ours)], best(0, 0)
