"""Certainty: the English words that negate a statement or make it less sure."""

from collections.abc import Collection

from tui.collation.values.word_lists import word_set

NEGATIONS = word_set("not never no cannot without neither nor none nobody nothing non n't")
HEDGES = word_set(
    "may might could perhaps possibly potentially arguably reportedly allegedly apparently "
    "likely probably presumably purportedly supposedly seemingly maybe demonstrably suspected "
    "alleged potential possible apparent purported unconfirmed"
)


def is_one_of(words: Collection[str], fold: str) -> bool:
    """Return True if a word, or the end of a contraction, is among `words`."""
    return fold in words or (fold.endswith("n't") and "n't" in words)


AUXILIARIES = word_set(
    "do does did is are was were be been being have has had will would can could should shall "
    "may might must to don't doesn't didn't isn't aren't wasn't weren't haven't hasn't hadn't "
    "won't wouldn't can't couldn't shouldn't"
)
"""Auxiliary verbs that a negation adds or removes."""
