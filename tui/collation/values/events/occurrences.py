"""Occurrences: the place of an event in a series, and the number of times that it happened.

`for the third time`, `again`, `its maiden flight`; `twice`, `several times`. English only.
"""

import re
from typing import NamedTuple

from tui.collation.values.number_words import ORDINALS, SMALL
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
    | (?P<twice>twice|thrice)\b
    | (?P<often>repeatedly|(?:again|time)\s+and\s+again)\b
    | (?P<times>{"|".join(_TIMES)}|\d{{1,3}}|{_WORDS})\s+times\b
      (?!\s+(?:as|more|higher|larger|better|the|that|bigger|over)\b)
    )""",
    re.VERBOSE,
)


def find_occurrences(text: str) -> tuple[Occurrence, ...]:
    """Return the places in a series and the numbers of times of `text`, in order."""
    return tuple(_read(found) for found in _OCCURRENCE.finditer(text))


def _read(found: re.Match[str]) -> Occurrence:
    span = Span(*found.span())
    if nth := found["nth"]:
        word = nth.lower()
        place = ORDINALS.index(word) + 1 if word in ORDINALS else int(word[:-2])
        return Occurrence(span, place, place, is_place=True)
    if found["first"]:
        return Occurrence(span, 1, 1, is_place=True)
    if found["again"]:
        return Occurrence(span, 2, _MANY, is_place=True, is_sure=False)
    if found["began"]:
        return Occurrence(span, 1, 1, is_place=True, is_sure=False)
    if twice := found["twice"]:
        count = 2 if twice.lower() == "twice" else 3
        return Occurrence(span, count, count, is_place=False)
    if found["often"]:
        return Occurrence(span, 2, _MANY, is_place=False)
    word = " ".join(found["times"].lower().split())
    if word in _TIMES:
        return Occurrence(span, *_TIMES[word], is_place=False)
    count = int(word) if word.isdigit() else _value(word)
    return Occurrence(span, count, count, is_place=False)


def _value(word: str) -> int:
    place = SMALL.index(word)
    return place if place <= 20 else (place - 18) * 10  # noqa: PLR2004  # the words of tens follow


def are_two(one: Occurrence, other: Occurrence) -> bool:
    """Return True if two occurrences can't both be right for one event."""
    return (
        one.is_place == other.is_place
        and (one.is_sure or other.is_sure or one.low != other.low)
        and (one.high < other.low or other.high < one.low)
    )
