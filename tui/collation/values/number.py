"""Numbers: the value of an amount in a text, and the comparison of two of them.

Two numbers are the same if one may be the other rounded, bounded, or in another unit.
"""

from enum import StrEnum
from typing import NamedTuple

from tui.text.span import Span


class Measure(StrEnum):
    """The quantity that a number measures."""

    COUNT = "count"
    ORDINAL = "ordinal"
    SHARE = "share"
    """A part of a whole; the whole is 1."""
    MULTIPLE = "multiple"
    """The ratio of a value to a former or other one."""
    MONEY = "money"
    AGE = "age"
    LENGTH = "length"
    AREA = "area"
    VOLUME = "volume"
    MASS = "mass"
    TIME = "time"
    SPEED = "speed"
    HEAT = "heat"
    POWER = "power"
    SCORE = "score"
    """Two numbers of votes or of goals."""


class Number(NamedTuple):
    """A number with its span; from `low` to `high`, in the base unit of its measure."""

    span: Span
    low: float
    high: float
    measure: Measure = Measure.COUNT
    unit: str = ""
    """The unit or the currency that is named."""
    bound: int = 0
    """1 for "more than", -1 for "less than"."""
    rounded: bool = False
    """True if the text says that it is not exact."""
    weak: bool = False
    """True if the word may be no number at all, as `one` and `no`."""
    error: float = 0.0
    """For a share, the largest difference from what it may be rounded from."""


FRACTION = 0.015
"""The largest error of a fraction: `two-thirds` is 66 or 67 percent."""
_NEAR = 0.035
"""Largest error of a number that the text calls approximate, as a share of it."""
_ROUNDED = 0.025
"""The same for a number that ends in several zeros, beside one that does not."""
_BOUND = 1.25
"""Largest ratio of a number to the number in its "more than"."""


def is_comparable(first: Number, second: Number) -> bool:
    """Return True if two numbers count the same thing, as far as the text shows it."""
    if first.measure is not second.measure:
        return False
    return first.measure is not Measure.MONEY or first.unit == second.unit


def say_same(first: Number, second: Number) -> bool:  # each line is one reason
    """Return True if two comparable numbers may be given for one fact."""
    if not is_comparable(first, second):
        return False
    if first.low == second.low and first.high == second.high:
        return True
    if first.measure is Measure.SCORE:
        return (first.low, first.high) == (second.high, second.low)
    if first.low <= second.high and second.low <= first.high:
        return True
    if first.measure is Measure.ORDINAL:
        return False
    bounded = _bounds(first, second) or _bounds(second, first)
    return bounded or _distance(first, second) <= _tolerance(first, second)


def _distance(first: Number, second: Number) -> float:
    return max(first.low - second.high, second.low - first.high)


def _tolerance(first: Number, second: Number) -> float:
    """Return the largest difference of two numbers of one measure, of which one may be rounded."""
    most = max(abs(first.low), abs(second.low))
    if first.measure is Measure.HEAT and first.unit != second.unit:
        return 1.0
    if first.rounded or second.rounded or first.bound != second.bound:
        near = _NEAR * most
    elif first.unit != second.unit or _is_round(first.low) or _is_round(second.low):
        near = _ROUNDED * most
    else:
        near = 0.0
    return max(near, first.error, second.error)


def _is_round(value: float) -> bool:
    return value >= 100 and value % 100 == 0  # noqa: PLR2004


def _bounds(bounded: Number, other: Number) -> bool:
    """Return True if `other` is within the bound that `bounded` gives."""
    if bounded.bound == other.bound:
        return False
    if bounded.bound > 0:
        return bounded.low <= other.low <= bounded.low * _BOUND
    if bounded.bound < 0:
        return bounded.low / _BOUND <= other.low <= bounded.low
    return False
