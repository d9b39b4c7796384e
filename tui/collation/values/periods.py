"""Periods: expressions for a past or future period without a date.

`last month`, `since he ran for office`, `from the beginning`. Periods with a date are in `dates`.
"""

import re
from typing import NamedTuple

from tui.collation.values.number_words import SMALL, value_of
from tui.collation.values.word_lists import word_set
from tui.text.span import Span


class Period(NamedTuple):
    """A period with its span in a text."""

    span: Span
    unit: str = ""
    """For a period relative to the day of writing: `week`, `month` …; else empty."""
    turn: str = ""
    """`last`, `this` or `next` for such a period."""
    event: frozenset[str] = frozenset()
    """The words of the event that begins the period, without function words; else empty."""
    low: float = 0.0
    """For a period that lies back, `a year ago`, the least number of months; else 0."""
    high: float = 0.0
    """The largest number of months."""


_UNIT = (
    r"(?P<unit>week|weekend|month|year|night|spring|summer|fall|autumn|winter|decade|century"
    r"|quarter|semester|session|term)"
)
_LOOSE = word_set("week weekend night session term semester")
"""Units of which the last one and this one are easily the same, depending on the day of writing."""
_PAST, _FUTURE = frozenset({"last", "recent"}), frozenset({"next"})
_TURNS = {"past": "last", "previous": "last", "current": "this", "coming": "next"}
_COUNTED = re.compile(
    rf"\b(?i:(?:(?:earlier|later|late|early)\s+)?(?P<turn>last|this|next|past|previous|current"
    rf"|coming)\s+{_UNIT})\b(?!\s*[-’'])"
)
_SOME = re.compile(
    r"\b(?i:(?P<turn>recent|coming|past)\s+(?:few\s+|several\s+)?"
    r"(?P<unit>day|week|month|year|decade|centurie)s)\b"
)
_AGO = re.compile(
    rf"\b(?i:(?P<count>a|an|{'|'.join(SMALL[1:])}|\d{{1,2}})\s+"
    r"(?P<unit>month|year|decade)s?\s+ago)\b"
)
_SEVERAL = {"recent": "recent", "past": "recent", "coming": "next"}
_MONTHS = {"month": 1.0, "year": 12.0, "decade": 120.0}
_OFF = 0.3
"""Share of a unit by which `two years ago` may be off, on either side."""
_END = r"(?=\s*(?:[,.;:!?—–)]|$|\b(?:and|but|that|which|who|because|although)\b))"
_WORD = r"[“\"]?\w[\w’'-]*[”\"]?"
_EVENT = re.compile(
    rf"""\b(?i:
      (?:ever\s+)?since\s+(?P<since>{_WORD}(?:\s+{_WORD}){{0,5}}?){_END}
    | from\s+the\s+(?:very\s+)?(?P<from>beginning|start|outset|onset|first)\b
    | (?P<always>all\s+along)\b
    | when\s+(?P<when>(?:I|he|she|it|we|they|[A-Z]\w+)\s+(?:was|were|became|ran|served|took)
        (?:\s+[\w’'-]+){{1,4}}?){_END}
    )""",
    re.VERBOSE,
)
_FUNCTION = word_set(
    "a an the i he she it we they you his her its our their my was were is are be been had has "
    "have in on at of to for as by and then that this when first"
)
_MENDED = {"start": "beginning", "outset": "beginning", "onset": "beginning", "first": "beginning"}


def find_periods(text: str) -> tuple[Period, ...]:
    """Return the periods of `text`, in order."""
    found = [
        Period(
            Span(*match.span()),
            match["unit"].lower(),
            _TURNS.get(match["turn"].lower(), match["turn"].lower()),
        )
        for match in _COUNTED.finditer(text)
    ]
    found += [
        Period(Span(*match.span()), match["unit"].lower(), _SEVERAL[match["turn"].lower()])
        for match in _SOME.finditer(text)
    ]
    found += [_ago(match) for match in _AGO.finditer(text)]
    for match in _EVENT.finditer(text):
        words = match["since"] or match["when"] or match["from"] or "beginning"
        event = {w.lower() for w in re.findall(r"[^\W\d_]+", words)} - _FUNCTION
        event = {_MENDED.get(w, w) for w in event}
        if event and not re.search(r"\d", words):
            found.append(Period(Span(match.start(), match.end()), event=frozenset(event)))
    return tuple(sorted(found))


def _ago(match: re.Match[str]) -> Period:
    word, unit = match["count"].lower(), _MONTHS[match["unit"].lower()]
    count = int(word) if word.isdigit() else value_of(word) if word in SMALL else 1
    return Period(Span(*match.span()), low=(count - _OFF) * unit, high=(count + _OFF) * unit)


def are_two(first: Period, second: Period) -> bool:
    """Return True if two periods are given in the same way, and are not the same."""
    if first.unit and second.unit:
        if first.turn == second.turn:
            return first.unit != second.unit
        turns = {first.turn, second.turn}
        if turns & _PAST and turns & _FUTURE:
            return True
        if "recent" in turns:
            return turns == {"recent", "last"} and _are_recent_and_long(first, second)
        return {first.unit, second.unit}.isdisjoint(_LOOSE)
    if first.high and second.high:
        return first.high < second.low or second.high < first.low
    return bool(first.event and second.event) and first.event.isdisjoint(second.event)


def _are_recent_and_long(first: Period, second: Period) -> bool:
    """Return True if one period is of recent weeks, say, and the other is the last year."""
    recent, last = (first, second) if first.turn == "recent" else (second, first)
    return recent.unit in {"day", "week"} and last.unit in {"year", "decade"}
