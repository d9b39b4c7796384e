"""Degrees: English words for a size, a frequency or a share that is given without a number.

A degree is a range of a scale from 0 to 10. Two degrees of one scale differ if their ranges do not
overlap.
"""

from enum import StrEnum
from typing import NamedTuple

from tui.collation.values.word_lists import word_list
from tui.text.span import Span


class Scale(StrEnum):
    """The quantity that a degree measures."""

    SIZE = "size"
    FREQUENCY = "frequency"
    SHARE = "share"


class Degree(NamedTuple):
    """A word for a degree with its span and its range on its scale."""

    span: Span
    scale: Scale
    low: int
    high: int


_RANGES: dict[Scale, dict[tuple[int, int], str]] = {
    Scale.SIZE: {
        (0, 2): "tiny minimal minor slight negligible marginal minuscule token",
        (1, 3): "small modest limited mild slightly modestly",
        (4, 5): "moderate moderately",
        (6, 8): "big large major significant substantial considerable sizable sizeable sharp heavy "
        "significantly substantially considerably sharply heavily",
        (8, 10): "huge massive enormous vast immense sweeping drastic giant gigantic staggering "
        "tremendous overwhelming drastically massively",
    },
    Scale.FREQUENCY: {
        (0, 0): "never",
        (1, 2): "rarely seldom rare infrequently",
        (3, 4): "sometimes occasionally occasional",
        (6, 8): "often frequently repeatedly regularly usually frequent repeated regular routinely "
        "commonly consistently",
        (10, 10): "always constantly invariably constant",
    },
    Scale.SHARE: {
        (1, 2): "few minority",
        (3, 4): "some several",
        (5, 6): "many numerous",
        (7, 9): "most majority mostly largely",
        (10, 10): "all both every everyone everybody consensus unanimous unanimously entirely",
    },
}
_DEGREES = {
    word: (scale, *ends)
    for scale, ranges in _RANGES.items()
    for ends, words in ranges.items()
    for word in word_list(words)
}


def degree_at(word: str, span: Span, after: str = "") -> Degree | None:
    """Return the degree that a word, as compared, stands for, if it does for any.

    Args:
        word: The word.
        span: Its span.
        after: The next word: `one of` is a share, `one` is none.
    """
    found = _DEGREES.get(word)
    if not found and word == "one" and after == "of":
        found = _DEGREES["few"]
    return Degree(span, *found) if found else None


def are_apart(first: Degree, second: Degree) -> bool:
    """Return True if two degrees are of one scale and their ranges do not overlap."""
    return first.scale is second.scale and (first.high < second.low or second.high < first.low)


_SHARES = {1: (0.0, 0.5), 7: (0.5, 1.0), 10: (1.0, 1.0)}
"""The least and the largest share of a whole, by the least degree of words that are clear."""


def share_of(degree: Degree) -> tuple[float, float] | None:
    """Return the least and the largest share of a whole that a degree may be; None if unclear."""
    return _SHARES.get(degree.low) if degree.scale is Scale.SHARE else None
