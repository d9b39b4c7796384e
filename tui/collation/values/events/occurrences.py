"""Occurrences: the place of an event in a series, and the number of times that it happened.

`for the third time`, `again`, `its maiden flight`; `twice`, `several times`. English only.
"""

import re
from typing import NamedTuple

from tui.collation.values.number_words import ORDINALS, SMALL, value_of
from tui.text.span import Span


class Occurrence(NamedTuple):
    """The place of an event in a series, or its number of times, with its span in a text."""

    span: Span
    low: float
    high: float
    is_place: bool
    """True for a place in a series, False for a number of times."""
    is_sure: bool = True
    """False for words that have other uses: `began`, `again`."""


_MANY = 1e6
_TIMES = {
    "several": (3.0, 19.0),
    "a few": (3.0, 9.0),
    "many": (3.0, _MANY),
    "dozens of": (24.0, 99),
}
_WORDS = "|".join(SMALL)
_OCCURRENCE = re.compile(
    rf"""\b(?i:
      (?P<nth>{"|".join(ORDINALS)}|\d{{1,2}}(?:st|nd|rd|th))
        (?:\s+(?:straight|consecutive|successive))?\s+time\b(?!-|\s+(?:in|since|within|this)\b)
    | (?P<first>maiden|inaugural|debut)\b(?=\s+[a-z])
    | (?P<again>(?:once|yet)\s+again|once\s+more|(?<!then\s)(?<!and\s)again)\b(?!\s+and\s+again)
    | (?P<began>began|begun)\b
    | (?P<twice>twice)\b | (?P<thrice>thrice)\b
    | (?P<often>repeatedly|(?:again|time)\s+and\s+again)\b
    | (?P<times>{"|".join(_TIMES)}|\d{{1,3}}|{_WORDS})\s+times\b
      (?!\s+(?:as|more|higher|larger|better|the|that|bigger|over)\b)
    )""",
    re.VERBOSE,
)


def find_occurrences(text: str) -> tuple[Occurrence, ...]:
    """Return the places in a series and the numbers of times of `text`, in order."""
    return tuple(_read(match) for match in _OCCURRENCE.finditer(text))


_KINDS = {
    "first": Occurrence(Span(0, 0), 1, 1, is_place=True),
    "again": Occurrence(Span(0, 0), 2, _MANY, is_place=True, is_sure=False),
    "began": Occurrence(Span(0, 0), 1, 1, is_place=True, is_sure=False),
    "twice": Occurrence(Span(0, 0), 2, 2, is_place=False),
    "thrice": Occurrence(Span(0, 0), 3, 3, is_place=False),
    "often": Occurrence(Span(0, 0), 2, _MANY, is_place=False),
}
"""The occurrences that do not depend on a number, by the group of the pattern."""


def _read(match: re.Match[str]) -> Occurrence:
    span = Span(*match.span())
    if nth := match["nth"]:
        word = nth.lower()
        place = ORDINALS.index(word) + 1 if word in ORDINALS else int(word[:-2])
        return Occurrence(span, place, place, is_place=True)
    if times := match["times"]:
        word = " ".join(times.lower().split())
        count = float(word) if word.isdigit() else value_of(word) if word in SMALL else 0
        low, high = _TIMES.get(word, (count, count))
        return Occurrence(span, low, high, is_place=False)
    return _KINDS[str(match.lastgroup)]._replace(span=span)


def are_two(first: Occurrence, second: Occurrence) -> bool:
    """Return True if two occurrences can't both be right for one event."""
    return (
        first.is_place == second.is_place
        and (first.is_sure or second.is_sure or first.low != second.low)
        and (first.high < second.low or second.high < first.low)
    )
