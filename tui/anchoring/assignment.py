"""Assignment of candidate spans to similar sentences, each span to one of them."""

from collections.abc import Sequence
from functools import cache

Row = Sequence[float]
"""A sentence's score at each place; 0 where it can't be."""


def best_assignment_scores(ours: Row, rivals: Sequence[Row]) -> tuple[list[float], float]:
    """Return the best sum of scores with each span being ours in turn, and with none being ours.

    Every span goes to one sentence at most, and every sentence to one span at most.
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
