"""Dates and times of day in an English text, and their comparison.

A date that is relative to the day of writing is resolved if that day is known, else left open.
"""

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from tui.collation.values.word_lists import word_list
from tui.text.span import Span


class Date(NamedTuple):
    """A date or a time with its span; each part that the text does not give is None."""

    span: Span
    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    """The weekday; Monday is 0."""
    minute: int | None = None
    """The minute of the day; if `is_half`, of half a day, morning or afternoon."""
    part: int | None = None
    """The part of the day: 0 for the morning, then afternoon, evening, night."""
    relative: bool = False
    """True if it is relative to the day of writing, as `today`."""
    is_half: bool = False
    """True if the text does not say which half of the day a time is in."""
    near: int = 0
    """The number of minutes by which a time may be off: that of `shortly before 3 p.m.`."""
    first: date | None = None
    """The first day that it may be, if the text or the day of writing tells."""
    last: date | None = None
    """The last day that it may be."""


_MONTHS = word_list(
    "january february march april may june july august september october november december"
)
_SHORT_MONTHS = {m[:3]: n for n, m in enumerate(_MONTHS, 1)} | {"sept": 9}
_DAYS = word_list("monday tuesday wednesday thursday friday saturday sunday")
_SHORT_DAYS = {d[:3]: n for n, d in enumerate(_DAYS)} | {"tues": 1, "thur": 3, "thurs": 3}
_PARTS = {"morning": 0, "afternoon": 1, "evening": 2, "night": 3}
_WHOLE_MONTH = (
    "(?:January|February|March|April|May|June|July|August|September|October|November|December)"
)
_MONTH = (
    rf"(?:{_WHOLE_MONTH}"
    r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)\b\.?)"
)
_DAY = (
    r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:Mon|Tue|Tues|Wed|Thu|Thurs|Fri|Sat|Sun)\b\.)"
)
_YEAR = r"(?:1[5-9]|20)\d\d"
_HOURS = word_list("one two three four five six seven eight nine ten eleven twelve")
_FEW = {"a": 1, "an": 1} | {word: n for n, word in enumerate(_HOURS, 1)}
_UNITS = {
    "day": (1, 0),
    "week": (7, 2),
    "month": (30, 15),
    "year": (365, 200),
    "decade": (3652, 800),
}
"""Days of a unit, and days by which `a week ago` may be off."""
_IN_HALF = r"\s+(?:in\s+the\s+(?:morning|afternoon|evening)|at\s+night)\b"
_PART = r"(?:\s+(?P<part>morning|afternoon|evening|night)s?\b)?"
_DATE = re.compile(
    rf"""\b(?:
      (?P<clock>(?P<hour>\d{{1,2}})(?:[:.](?P<minute>\d\d))?\s?(?P<half>[ap]\.?m\b\.?)
        |(?P<hour24>[01]?\d|2[0-3]):(?P<minute24>[0-5]\d)\b(?P<half24>{_IN_HALF})?
        |(?P<spoken>(?i:(?P<fraction>half|(?:a\s+)?quarter)\s+(?P<past>past|to)\s+)?
          (?P<hourword>(?i:{"|".join(_HOURS)}))
          (?(fraction)(?:\s+o[’']clock)?|\s+o[’']clock)\b(?P<halfword>{_IN_HALF})?)
        |(?P<noon>noon|midnight)\b)
    | (?P<ago>(?i:(?P<count>\d{{1,2}}|{"|".join(_FEW)})\s+
        (?P<unit>{"|".join(_UNITS)})s?\s+ago)\b)
    | (?P<turned>(?i:(?P<turn>last|this|next)\s+(?P<period>week|month|year))\b(?!\s*[-’']))
    | (?P<decade>(?:(?P<stage>[Ee]arly|[Mm]id|[Ll]ate)[\s-]+)?(?P<tens>(?:1[5-9]|20)\d0)s\b)
    | (?P<iso>(?P<isoyear>{_YEAR})-(?P<isomonth>\d\d)-(?P<isoday>\d\d))\b
    | (?:(?P<weekday>{_DAY})(?:’s|'s)?{_PART}
        (?:,?\s+\(?(?=\(?(?:{_MONTH}\s\d|\d{{1,2}}\s{_MONTH})))?)?
      (?:(?P<month>{_MONTH})\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\b(?!:\d)
          (?:,?\s+(?P<year>{_YEAR})\b)?
        |(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?(?:\s+of)?\s+(?P<month2>{_MONTH})
          (?:,?\s+(?P<year2>{_YEAR})\b)?
        |(?P<month3>{_MONTH})(?:\s+of)?,?\s+(?P<year3>{_YEAR})\b
      )
    | (?P<lone>{_DAY})(?:’s|'s)?(?:\s+(?P<lonepart>morning|afternoon|evening|night)s?\b)?
    | (?P<relative>today|yesterday|tomorrow|tonight)\b
    | (?P<bare>{_WHOLE_MONTH}\b)
    | (?P<since>(?:1[89]|20)\d\d)\b(?![\d,.%-]\d|[-–]\d|\s(?:people|votes|dollars|men|women))
    )""",
    re.VERBOSE,
)
_MAY_BE_MONTH = re.compile(
    r"(?i:\b(?:in|of|last|this|next|since|until|by|during|from|to|and|late|early|mid|before|after"
    r"|every|between|on)[\s-]+)$"
)
_YEAR_BEFORE = re.compile(
    r"(?i:\b(?:in|of|since|until|by|during|from|to|and|the|late|early|year|before|after|for|between"
    r"|through|a|fall|spring|summer|winter|autumn)\s+)$"
)
_NEAR = re.compile(r"\b(?i:(?:shortly|just)\s+(?:before|after)|around|about|nearly|almost)\s+$")
_NEARLY = 20
"""Minutes by which such a time may be off."""
_HALF_DAY = 720


def find_dates(text: str, written: date | None = None) -> tuple[Date, ...]:
    """Return the dates and times of `text` in order; `written` is the day of writing, if known."""
    return tuple(
        _with_days(_resolve(value, text, written), written) for value in _find_dates(text, written)
    )


def _find_dates(text: str, written: date | None) -> Iterator[Date]:
    for match in _DATE.finditer(text):
        span = Span(*match.span())
        before = text[max(0, span.start - 16) : span.start]
        if match["clock"]:
            if (minute := _minute(match)) is not None:
                tolerance = _NEARLY if _NEAR.search(before) else 0
                yield Date(span, minute=minute, is_half=_is_half(match), near=tolerance)
        elif match["decade"]:
            yield _decade(match, span)
        elif match["ago"] or match["turned"]:
            if written:
                days = _ago(match, written) if match["ago"] else _resolve_turn(match, written)
                yield Date(span, first=days[0], last=days[1])
        elif match["bare"] or match["since"]:
            if date := _alone(match, span, before):
                yield date
        else:
            yield _full(match, span)


def _alone(match: re.Match[str], span: Span, before: str) -> Date | None:
    """Return a month's name or a number that is a date only after certain words."""
    if match["bare"]:
        return Date(span, month=_month(match["bare"])) if _MAY_BE_MONTH.search(before) else None
    if _YEAR_BEFORE.search(before) or before.endswith(("(", ", ")):
        return Date(span, year=int(match["since"]))
    return None


def _decade(match: re.Match[str], span: Span) -> Date:
    start = int(match["tens"])
    stages = {"early": (0, 4), "mid": (3, 7), "late": (5, 9)}
    low, high = stages.get((match["stage"] or "").lower(), (0, 9))
    return Date(span, first=date(start + low, 1, 1), last=date(start + high, 12, 31))


def _ago(match: re.Match[str], written: date) -> tuple[date, date]:
    """Return the days that `two weeks ago` may mean; only days are exact."""
    count = match["count"].lower()
    days, off = _UNITS[match["unit"].lower()]
    day = written - timedelta(days=days * (_FEW.get(count) or int(count)))
    return day - timedelta(days=off), day + timedelta(days=off)


def _resolve_turn(match: re.Match[str], written: date) -> tuple[date, date]:
    """Return the days that `last month` means; a week may be the seven days before or after."""
    step = {"last": -1, "this": 0, "next": 1}[match["turn"].lower()]
    match match["period"].lower():
        case "week":
            monday = written - timedelta(days=written.weekday()) + timedelta(weeks=step)
            return (
                min(monday, written + timedelta(weeks=step)),
                max(monday + timedelta(days=6), written + timedelta(weeks=step)),
            )
        case "month":
            months = written.year * 12 + written.month - 1 + step
            return _month_days(months // 12, months % 12 + 1)
        case _:
            return date(written.year + step, 1, 1), date(written.year + step, 12, 31)


def _month_days(year: int, month: int) -> tuple[date, date]:
    return date(year, month, 1), date(year, month, monthrange(year, month)[1])


def _full(match: re.Match[str], span: Span) -> Date:
    if match["iso"]:
        return Date(span, int(match["isoyear"]), int(match["isomonth"]), int(match["isoday"]))
    if match["relative"]:
        return Date(span, relative=True)
    if match["lone"]:
        part = match["lonepart"]
        return Date(span, weekday=_weekday(match["lone"]), part=_PARTS[part] if part else None)
    month = match["month"] or match["month2"] or match["month3"]
    day = match["day"] or match["day2"]
    year = match["year"] or match["year2"] or match["year3"]
    weekday, part = match["weekday"], match["part"]
    return Date(
        span,
        year=int(year) if year else None,
        month=_month(month),
        day=int(day) if day else None,
        weekday=_weekday(weekday) if weekday else None,
        part=_PARTS[part] if part else None,
    )


def _month(word: str) -> int:
    plain = word.lower().rstrip(".")
    return _SHORT_MONTHS.get(plain) or _SHORT_MONTHS[plain[:3]]


def _weekday(word: str) -> int:
    plain = word.lower().rstrip(".")
    return _SHORT_DAYS.get(plain, _SHORT_DAYS[plain[:3]])


def _minute(match: re.Match[str]) -> int | None:
    if match["noon"]:
        return _HALF_DAY if match["noon"] == "noon" else 0
    if match["hour24"]:
        minute = int(match["hour24"]) * 60 + int(match["minute24"])
        return minute + (_HALF_DAY if _is_later(match["half24"]) and minute < _HALF_DAY else 0)
    if match["hourword"]:
        hour = _HOURS.index(match["hourword"].lower()) + 1
        part = (match["fraction"] or "").lower()
        past = 30 if part == "half" else 15 if part else 0
        past = -past if (match["past"] or "").lower() == "to" else past
        minute = (hour % 12 * 60 + past) % _HALF_DAY
        return minute + (_HALF_DAY if _is_later(match["halfword"]) else 0)
    hour = int(match["hour"])
    if not 1 <= hour <= 12:  # noqa: PLR2004  # hours of a clock
        return None
    afternoon = _HALF_DAY if match["half"].lower().startswith("p") else 0
    return hour % 12 * 60 + int(match["minute"] or 0) + afternoon


def _is_later(words: str | None) -> bool:
    """Return True if words for a part of the day mean the second half."""
    return words is not None and "morning" not in words


def _is_half(match: re.Match[str]) -> bool:
    """Return True if a time may be in either half of the day: `9:30`, `half past nine`."""
    if match["hourword"]:
        return not match["halfword"]
    early = match["hour24"] and not match["hour24"].startswith("0") and int(match["hour24"]) <= 12  # noqa: PLR2004
    return bool(early) and not match["half24"]


def _with_days(value: Date, written: date | None) -> Date:
    """Return a date with the first and last day that it may be, as far as these are known."""
    if value.first or not (value.year or (value.month and written)):
        return value
    if value.year and not value.month:
        return value._replace(first=date(value.year, 1, 1), last=date(value.year, 12, 31))
    if not value.month:
        return value
    years = (
        [value.year] if value.year else [written.year + n for n in (-1, 0, 1)] if written else []
    )
    ranges = []
    for year in years:
        first, last = _month_days(year, value.month)
        if value.day and value.day <= last.day:
            first = last = date(year, value.month, value.day)
        ranges.append((first, last))
    first, last = (
        min(ranges, key=lambda days: abs((days[0] - written).days)) if written else ranges[0]
    )
    return value._replace(first=first, last=last)


def _resolve(value: Date, text: str, written: date | None) -> Date:
    """Return `value`, completed by the day of writing: the last such weekday, unless it is next."""
    if written is None:
        return value
    word = value.span.of(text).lower()
    day: date | None = None
    if value.relative:
        days = {"yesterday": -1, "tomorrow": 1}
        day = written + timedelta(days=days.get(word, 0))
    elif value.weekday is not None and value.day is None:
        back = (written.weekday() - value.weekday) % 7
        before = text[max(0, value.span.start - 6) : value.span.start].lower()
        if not before.strip().endswith(("next", "this")):
            day = written - timedelta(days=back)
    if day is None:
        return value
    return value._replace(
        year=day.year, month=day.month, day=day.day, weekday=day.weekday(), relative=False
    )


def differ(first: Date, second: Date) -> bool:
    """Return True if two dates are different days or times, by a part that both give."""
    if first.minute is not None and second.minute is not None:
        day = _HALF_DAY if first.is_half or second.is_half else 2 * _HALF_DAY
        minutes = abs(first.minute - second.minute) % day
        return min(minutes, day - minutes) > max(first.near, second.near)
    if first.minute is not None or second.minute is not None:
        return False
    if first.first and first.last and second.first and second.last:
        no_day = first.last < second.first or second.last < first.first
        if no_day or _are_loose(first) or _are_loose(second):
            return no_day
    pairs = (
        (first.year, second.year),
        (first.month, second.month),
        (first.day, second.day),
        (first.weekday, second.weekday),
    )
    if any(a is not None and b is not None and a != b for a, b in pairs):
        return True
    parts = first.part, second.part
    return None not in parts and {0} < set(parts) and 1 not in parts


def _are_loose(value: Date) -> bool:
    """Return True if a date is only known as a range of days: `two weeks ago`, `the 1920s`."""
    return value.first is not None and value.year is None and value.month is None


def say_same(first: Date, second: Date) -> bool:
    """Return True if two dates have a common part, or a common day, and no different one."""
    if differ(first, second):
        return False
    if first.minute is not None and second.minute is not None:
        return True
    if first.first and second.first and first.minute is None and second.minute is None:
        return True
    pairs = zip(first[1:7], second[1:7], strict=True)
    return any(a is not None and a == b for a, b in pairs)


class Order(NamedTuple):
    """Words for an order of events."""

    span: Span
    after: bool


_ORDER = re.compile(
    r"\b(?i:(?:(?:a|an|one|two|three|several|a few|just|\d+)\s+)*"
    r"(?:(?:minutes?|hours?|days?|weeks?|months?|years?|moments|shortly|soon)\s+)?"
    r"(?:(?P<after>after|following|in the wake of|on the heels of)"
    r"|(?P<before>before|ahead of|in anticipation of|prior to|in advance of|on the eve of)))\b"
)


def find_orders(text: str) -> tuple[Order, ...]:
    """Return the places where `text` says that something was before or after something else."""
    return tuple(
        Order(Span(*match.span()), after=match["after"] is not None)
        for match in _ORDER.finditer(text)
    )
