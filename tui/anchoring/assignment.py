"""Assignment of candidate spans to similar sentences, at most one span to each."""

from collections.abc import Sequence
from functools import cache

Row = Sequence[float]
"""Score of a sentence for each candidate span; 0 if it can't be there."""


def best_assignment_scores(
    passage_scores: Row, similar_scores: Sequence[Row]
) -> tuple[list[float], float]:
    """Return the best sums of scores: with each span as our sentence, and without our sentence.

    Each span is assigned to one sentence at most, and each sentence to one span at most.

    Args:
        passage_scores: The scores of our sentence.
        similar_scores: The scores of each similar sentence.

    Returns:
        The best sum for each span, and the best sum if no span is our sentence.
    """

    @cache
    def best(sentence: int, assigned: int) -> float:
        if sentence == len(similar_scores):
            return 0.0
        sums = [best(sentence + 1, assigned)]
        for span_index, score in enumerate(similar_scores[sentence]):
            if score and not assigned >> span_index & 1:
                sums.append(score + best(sentence + 1, assigned | 1 << span_index))
        return max(sums)

    return [
        score + best(0, 1 << span_index) for span_index, score in enumerate(passage_scores)
    ], best(0, 0)
