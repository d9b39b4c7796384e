"""Numbers: amounts in a text, in digits or in English words, with their values.

Two numbers are the same if one may be the other rounded, bounded, or in another unit.
"""

import re
from collections.abc import Callable, Collection, Iterator
from functools import cache
from typing import NamedTuple

from tui.collation.values.number_words import (
    CURRENCIES,
    DOZENS,
    FRACTIONS,
    LARGE,
    ORDINALS,
    SMALL,
    UNITS,
    VAGUE,
    Measure,
)
from tui.collation.values.word_lists import word_set
from tui.lazy_imports import lazy_imports
from tui.text.span import Span

with lazy_imports():
    import text_to_num


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


_WORD = rf"(?:{'|'.join(sorted(SMALL, key=len, reverse=True))}|hundred|thousand|million|billion)"
_HALF = r"(?P<and>\s+and\s+(?:a\s+half|a\s+quarter))?"
_WORDS = rf"(?:a\s+(?=hundred|thousand|million|billion))?{_WORD}(?:(?:\s+and\s+|[\s-]+){_WORD})*"
_UNIT = "|".join(sorted(UNITS, key=len, reverse=True))
_COIN = "|".join(sorted((w for w in CURRENCIES if w.isalpha()), key=len, reverse=True))
_DIGITS = (
    r"\d{1,3}(?:[,\u00a0\u202f']\d{3})+(?:\.\d+)?|\d{1,3}(?:\.\d{3}){2,}(?:,\d+)?|\d+(?:[.,]\d+)?"
)
_TAIL = rf"""
    (?P<share>\s?%|[\s-]per\s?cent\b|\s+percentage\s+points?\b|\s+in\s+(?:ten|10|100)\b
        |\s+(?:out\s+)?of\s+(?:every\s+)?ten\b)
    | [\s-](?P<coin>{_COIN})s?\b
    | (?P<gap>[\s-]?)(?P<unit>{_UNIT})s?\b(?!\s+(?:time|round|term|place|day|person)\b)
"""
_NUMBER = re.compile(
    rf"""
    (?<![\w.,:/#@-])
    (?:
      (?P<score>\d{{1,3}}\s?(?:[-–]|\sto\s)\s?\d{{1,3}}(?![\d,%]|\.\d))
    | (?P<sign>US\$|[$€£¥₹])\s?(?P<money>{_DIGITS})(?:[\s-]?(?P<times>(?i:{"|".join(LARGE)})\b))?
    | (?P<digits>{_DIGITS})(?P<ordinal>st|nd|rd|th)?(?![\w:/]|[.,]\d)
        (?:[\s-]?(?P<large>(?i:{"|".join(LARGE)})\b))?
    | (?i:(?P<mixed>(?:a|{_WORD})[\s-](?P<part>half|thirds?|quarters?|fourths?|fifths?|sixths?
        |eighths?|tenths?)\b(?!\s+(?:time|of\s+(?:january|may|july))))
      | (?P<half>half)(?!\sa\sdozen)(?=\s+(?:of|the|its|their|his|her|all|a|an)\b)
      | (?P<vague>(?:{"|".join(sorted(VAGUE, key=len, reverse=True))})\s+of\b)
      | (?P<dozen>(?:(?:half\sa|a|{_WORD})\s+)?dozen\b)
      | (?P<words>{_WORDS})\b{_HALF}
      | (?P<nth>{"|".join(ORDINALS)})\b(?=\s+[a-z])
      | (?P<none>no)(?=\s+[a-z]+s\b))
    )
    (?:{_TAIL})?
    """,
    re.VERBOSE,
)
_BEFORE = re.compile(
    r"(?i:(?P<more>more than|over|at least|above|upwards? of|exceed\w*|no fewer than|no less than)"
    r"|(?P<less>less than|fewer than|under|up to|at most|below|no more than|nearly|almost"
    r"|close to|just short of)"
    r"|(?P<about>about|around|some|roughly|approximately|an estimated|circa|as many as|as much as"
    r"|estimated))\s+(?:the\s+|a\s+|US)?$"
)
_AFTER = re.compile(r"\s+(?i:or so|or more|plus)\b")
_NEAR = 0.035
"""Largest error of a number that the text calls approximate, as a share of it."""
_ROUNDED = 0.025
"""The same for a number that ends in several zeros, beside one that does not."""
_SHARES = 0.015
"""Largest difference of two equal shares: `two-thirds` is 66 or 67 percent."""
_BOUND = 1.25
"""Largest ratio of a number to the number in its "more than"."""


def find_numbers(text: str, taken: Collection[Span] = ()) -> tuple[Number, ...]:
    """Return the numbers of `text` in order, except those that overlap the spans `taken`."""
    return tuple(
        number
        for number in _found(text)
        if not any(number.span.meets(span) for span in taken) and number.span
    )


def _found(text: str) -> Iterator[Number]:
    for found in _NUMBER.finditer(text):
        number = _read(found)
        before = _BEFORE.search(text[max(0, found.start() - 24) : found.start()])
        after = _AFTER.match(text, found.end())
        bound = (1 if before["more"] else -1 if before["less"] else 0) if before else 0
        rounded = bool(before and not bound) or bool(after)
        yield number._replace(bound=bound, rounded=rounded or number.rounded)


def _read(found: re.Match[str]) -> Number:
    reader = next(read for group, read in _READERS.items() if found[group])
    return reader(found, Span(*found.span()))


def _score(found: re.Match[str], span: Span) -> Number:
    """Return two numbers: a range if a unit follows and the second is larger, else a score."""
    low, high = (float(n) for n in re.findall(r"\d+", found["score"]))
    if low < high and (found["unit"] or found["share"] or found["coin"]):
        return _measured(Number(span, low, high), found)
    return Number(span, low, high, Measure.SCORE)


def _money(found: re.Match[str], span: Span) -> Number:
    value = _digits(found["money"]) * LARGE.get((found["times"] or "").lower(), 1)
    end = found.end("times") if found["times"] else found.end("money")
    unit = CURRENCIES[found["sign"].lower()]
    return Number(Span(span.start, end), value, value, Measure.MONEY, unit)


def _figures(found: re.Match[str], span: Span) -> Number:
    value = _digits(found["digits"]) * LARGE.get((found["large"] or "").lower(), 1)
    if found["ordinal"]:
        return Number(span, value, value, Measure.ORDINAL)
    return _measured(Number(span, value, value), found)


def _mixed(found: re.Match[str], span: Span) -> Number:
    count, part = re.split(r"[\s-]+", found["mixed"].lower())
    whole = FRACTIONS.get(part) or FRACTIONS[part.removesuffix("s")]
    value = (1 if count == "a" else _spelt(count)) / whole
    return Number(span, value, value, Measure.SHARE)


def _half(found: re.Match[str], _: Span) -> Number:
    return Number(Span(*found.span("half")), 0.5, 0.5, Measure.SHARE)


def _dozens(found: re.Match[str], span: Span) -> Number:
    count = found["dozen"].lower().removesuffix("dozen").strip()
    value = 12 * (DOZENS[count] if count in DOZENS else _spelt(count))
    return _measured(Number(span, value, value, rounded=True), found)


def _vague(found: re.Match[str], span: Span) -> Number:
    words = " ".join(found["vague"].lower().split()).removesuffix(" of")
    low, high = VAGUE[words]
    coin = found["coin"]
    measure, unit = (Measure.MONEY, CURRENCIES[coin.lower()]) if coin else (Measure.COUNT, "")
    return Number(span, low, high, measure, unit, rounded=True)


def _nth(found: re.Match[str], _: Span) -> Number:
    place = ORDINALS.index(found["nth"].lower()) + 1
    return Number(Span(*found.span("nth")), place, place, Measure.ORDINAL)


def _none(found: re.Match[str], _: Span) -> Number:
    return Number(Span(*found.span("none")), 0, 0, weak=True)


def _in_words(found: re.Match[str], span: Span) -> Number:
    value = _spelt(found["words"].lower())
    if more := found["and"]:
        value += 0.5 if "half" in more.lower() else 0.25
    return _measured(Number(span, value, value, weak=found[0].lower() == "one"), found)


_READERS: dict[str, Callable[[re.Match[str], Span], Number]] = {
    "score": _score,
    "money": _money,
    "digits": _figures,
    "mixed": _mixed,
    "half": _half,
    "vague": _vague,
    "dozen": _dozens,
    "nth": _nth,
    "none": _none,
    "words": _in_words,
}
"""The function that reads a number, by the group of `_NUMBER` that found it."""


def _measured(number: Number, found: re.Match[str]) -> Number:
    """Return `number` in the base unit of the text behind it, which becomes part of its span."""
    if found["share"]:
        tenth = "ten" in found["share"] or found["share"].endswith("10")
        whole = 10 if tenth and "cent" not in found["share"] else 100
        return number._replace(
            low=number.low / whole, high=number.high / whole, measure=Measure.SHARE, weak=False
        )
    if found["coin"]:
        return number._replace(
            measure=Measure.MONEY, unit=CURRENCIES[found["coin"].lower()], weak=False
        )
    if found["unit"]:
        measure, factor = UNITS[found["unit"].lower()]
        return number._replace(
            low=number.low * factor,
            high=number.high * factor,
            measure=measure,
            unit=found["unit"].lower(),
            weak=False,
        )
    return number


def _digits(written: str) -> float:
    """Return the value of digits; a comma before one or two of them is a decimal one."""
    plain = re.sub(r"[\u00a0\u202f']", "", written)
    if re.fullmatch(r"\d{1,3}(?:\.\d{3}){2,}(?:,\d+)?", plain):
        return float(plain.replace(".", "").replace(",", "."))
    if re.fullmatch(r"\d+,\d{1,2}", plain):
        return float(plain.replace(",", "."))
    return float(plain.replace(",", ""))


@cache
def _spelt(words: str) -> float:
    """Return the value of English number words."""
    plain = re.sub(r"^a\s+", "one ", words.replace("-", " "))
    try:
        return float(text_to_num.text2num(plain, "en"))
    except ValueError:
        pass
    pieces = [float(text_to_num.text2num(word, "en")) for word in plain.split() if word != "and"]
    if len(pieces) == 2 and all(10 <= piece < 100 for piece in pieces):  # noqa: PLR2004
        return pieces[0] * 100 + pieces[1]  # "nineteen ninety" is a year
    return pieces[-1]


def is_comparable(one: Number, other: Number) -> bool:
    """Return True if two numbers count the same thing, as far as the text shows it."""
    if one.measure is not other.measure:
        return False
    return one.measure is not Measure.MONEY or one.unit == other.unit


def say_same(one: Number, other: Number) -> bool:  # each line is one reason
    """Return True if two comparable numbers may be given for one fact."""
    if not is_comparable(one, other):
        return False
    if one.low == other.low and one.high == other.high:
        return True
    if one.measure is Measure.SCORE:
        return (one.low, one.high) == (other.high, other.low)
    if one.low <= other.high and other.low <= one.high:
        return True
    if one.measure is Measure.ORDINAL:
        return False
    bounded = _bounds(one, other) or _bounds(other, one)
    return bounded or abs(one.low - other.low) <= _tolerance(one, other)


def _tolerance(one: Number, other: Number) -> float:
    """Return the largest difference of two numbers of one measure, of which one may be rounded."""
    most = max(abs(one.high), abs(other.high))
    if one.rounded or other.rounded or one.bound != other.bound:
        near = _NEAR * most
    elif one.unit != other.unit or _is_round(one.low) or _is_round(other.low):
        near = _ROUNDED * most
    else:
        near = 0.0
    return max(near, _SHARES) if one.measure is Measure.SHARE else near


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


PARTS = word_set("part parts portion portions half some most much many few several")
_PART = re.compile(rf"\b(?:(?:a|an|the)\s+)?(?:(?i:{'|'.join(sorted(PARTS))}))\s+of\b")


def find_parts(text: str) -> tuple[Span, ...]:
    """Return the spans in which `text` is about a part of something: from the part to `of`."""
    return tuple(Span(*found.span()) for found in _PART.finditer(text))
