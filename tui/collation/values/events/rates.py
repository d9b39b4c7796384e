"""Rates: how often something happens by the calendar: `weekly`, `every two years`. English only."""

import re
from typing import NamedTuple

from tui.collation.values.number_words import ORDINALS, SMALL
from tui.text.span import Span


class Rate(NamedTuple):
    """A rate with its span in a text."""

    span: Span
    days: float
    """The number of days from one time to the next."""


_DAYS = {
    "hour": 1 / 24,
    "day": 1.0,
    "week": 7.0,
    "fortnight": 14.0,
    "month": 30.4,
    "quarter": 91.3,
    "year": 365.2,
    "decade": 3652.0,
}
_ADVERBS = {
    "hourly": "hour",
    "daily": "day",
    "weekly": "week",
    "fortnightly": "fortnight",
    "monthly": "month",
    "quarterly": "quarter",
    "yearly": "year",
    "annual": "year",
    "annually": "year",
}
_MORE = {"once": 1, "twice": 2}
_UNIT = "|".join(_DAYS)
_COUNT = "|".join((*SMALL[2:13], *ORDINALS[1:10]))
_RATE = re.compile(
    rf"""\b(?:
      (?P<adverb>{"|".join(_ADVERBS)})\b(?!-)
    | (?P<more>[Oo]nce|[Tt]wice)\s+(?:an?|every|each|per)\s+(?P<period>{_UNIT})\b
    | (?:[Ee]very|[Ee]ach)\s+(?:(?P<other>other)\s+|(?P<count>\d{{1,2}}|{_COUNT})\s+)?
        (?P<unit>{_UNIT})s?\b
    )""",
    re.VERBOSE,
)
_APART = 1.3
"""Ratio of two rates from which they differ: four weeks are a month."""


def find_rates(text: str) -> tuple[Rate, ...]:
    """Return the rates of `text`, in order; names such as `Weekly Standard` have none."""
    return tuple(_read(match) for match in _RATE.finditer(text))


def _read(match: re.Match[str]) -> Rate:
    span = Span(*match.span())
    if adverb := match["adverb"]:
        return Rate(span, _DAYS[_ADVERBS[adverb]])
    if match["more"]:
        return Rate(span, _DAYS[match["period"]] / _MORE[match["more"].lower()])
    count = match["count"]
    times = 2 if match["other"] else 1 if not count else _value(count)
    return Rate(span, _DAYS[match["unit"]] * times)


def _value(word: str) -> int:
    if word.isdigit():
        return int(word)
    return SMALL.index(word) if word in SMALL else ORDINALS.index(word) + 1


def are_two(first: Rate, second: Rate) -> bool:
    """Return True if two rates differ by more than the length of months."""
    less, more = sorted((first.days, second.days))
    return more > _APART * max(less, 0.01)
