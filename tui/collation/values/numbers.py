"""Numbers in a text: amounts in digits or in words, as they stand in English sentences.

Other languages have a grammar of their own: `foreign_numbers`.
"""

import re
from collections.abc import Callable, Collection, Iterator
from functools import cache

from tui.collation.values.foreign_numbers import LANGUAGES, find_foreign_numbers
from tui.collation.values.number import FRACTION, Measure, Number
from tui.collation.values.number_words import (
    AGES,
    CURRENCIES,
    DOZENS,
    FEW,
    FRACTIONS,
    LARGE,
    MULTIPLES,
    ORDINALS,
    SEVERAL,
    SMALL,
    SOME_TIME,
    TENS,
    TENTHS,
    VAGUE,
)
from tui.collation.values.units import UNITS
from tui.collation.values.word_lists import word_set
from tui.lazy_imports import lazy_imports
from tui.text.span import Span

with lazy_imports():
    import text_to_num


def _one_of(words: Collection[str]) -> str:
    """Return a pattern of any of some words; a space of a word may be any white space."""
    longest_first = sorted(words, key=lambda word: (-len(word), word))
    return "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in longest_first)


_SMALL = f"(?:{_one_of(SMALL)})"
_WORD = rf"(?:{_one_of(SMALL)}|hundred|thousand|million|billion)"
_HALF = r"(?P<and>\s+and\s+(?:a\s+half|a\s+quarter))?"
_WORDS = rf"(?:a\s+(?=hundred|thousand|million|billion))?{_WORD}(?:(?:\s+and\s+|[\s-]+){_WORD})*"
_LARGE = _one_of(LARGE)
_UNIT = _one_of(UNITS)
_COIN = _one_of([word for word in CURRENCIES if word.isalpha()])
_SIGN = _one_of([word.upper() for word in CURRENCIES if not word.isalpha()])
_DIGITS = (
    r"\d{1,3}(?:[,\u00a0\u202f']\d{3})+(?:\.\d+)?|\d{1,3}(?:\.\d{3}){2,}(?:,\d+)?|\d+(?:[.,]\d+)?"
)
_TIME = r"second|minute|hour|day|week|fortnight|month|year|decade"
_NTH = rf"(?:(?:{_one_of(TENS)})[\s-])?(?:{_one_of(ORDINALS)})|{_one_of(TENTHS)}"
_TAIL = rf"""
    (?P<share>\s?%|[\s-]per\s?cent\b|\spct\b|\s+percentage\s+points?\b)
    | [\s-](?P<coin>(?:(?:US|U\.S\.)\s)?(?i:{_COIN}))\b
    | [\s-]?(?P<unit>(?i:{_UNIT}))(?<=[\w°²³])(?![\w/])
        (?!\s+(?:time|round|term|place|day|person)\b)
"""
_NUMBER = re.compile(
    rf"""
    (?<![\w.,:/#@-])
    (?:
      (?i:(?P<age>(?P<old>\d{{1,3}}|{_WORDS})[\s-]years?[\s-]old\b
        |(?<=who\s)(?:is|was)\s+(?P<being>\d{{1,2}}|{_SMALL}(?:[\s-]{_SMALL})?)(?=[,.;])
        |aged?\s+(?:of\s+)?(?P<aged>\d{{1,3}}|{_SMALL}(?:[\s-]{_SMALL})?)\b
        |in\s+(?:his|her|their)\s+(?:(?P<stage>early|mid|late)[\s-]+)?
          (?P<life>{_one_of(AGES)}|[2-9]0s)\b)
      | (?P<ratio>(?P<few>\d{{1,3}}|{_SMALL})\s+(?:in|(?:out\s+)?of)\s+(?:every\s+)?
          (?P<all>\d{{1,4}}|{_SMALL}|hundred)\b(?!\s+(?:{_TIME})))
      | (?P<several>(?P<some>{_one_of(SEVERAL)})\s+
          (?:(?P<scale>hundred|thousand|million|billion)\b|(?=(?:{_TIME})s\b(?!\s+ago\b))))
      | (?P<things>{_one_of(FEW)})(?=\s+[a-z])(?!\s+(?:(?:{_TIME}|time|thing)s|more|other)\b)
      | (?P<lasting>(?:{_one_of(SOME_TIME)})\b)(?!\s+ago\b|[-’'])
      | (?P<halved>half\s+an?\s+(?:(?P<halves>million|billion)\b|(?={_UNIT}\b)))
      | (?P<single>an?\s+(?P<period>{_TIME})\b(?P<plus>\s+and\s+a\s+(?:half|quarter)\b)?
          (?![\s-]*(?:old|ago)\b|[-’'])))
    | (?P<score>\d{{1,3}}\s?(?:[-–]|\sto\s)\s?\d{{1,3}}(?![\d,%]|\.\d)
        |(?:\d{{1,3}}|{_SMALL})\s+votes?\s+to\s+(?:\d{{1,3}}|{_SMALL})\b)
    | (?P<sign>{_SIGN})\s?(?P<money>{_DIGITS})(?:[\s-]?(?P<times>(?i:{_LARGE})\b))?
    | (?P<apposed>(?<=[^\W\d],\s)[1-9]\d(?=,\s))
    | (?P<minus>[Mm]inus\s+|[−-](?=\d))?
        (?P<digits>{_DIGITS})(?P<ordinal>st|nd|rd|th)?
        (?![\w:/]|[.,]\d)(?:[\s-]?(?P<large>(?i:{_LARGE})\b))?
    | (?i:(?P<nth>{_NTH})\b(?=\s+[a-z])(?!\s+time\s+(?:in|since|within)\b)
      | (?P<mixed>(?:a|{_WORD})[\s-](?P<part>half|thirds?|quarters?|fourths?|fifths?|sixths?
        |eighths?|tenths?)\b(?!\s+(?:time|of\s+(?:january|may|july))))
      | (?P<half>half)(?!\sa\sdozen)(?=\s+(?:of|the|its|their|his|her|all|a|an)\b)
      | (?P<multiple>(?:{_one_of(MULTIPLES)})\b
        |(?P<times_as>{_SMALL})\s+times\s+(?:as|more|higher|larger|the)\b)
      | (?P<vague>(?:a\s+)?(?:{_one_of(VAGUE)})\s+of\b)
      | (?P<dozen>(?:(?:half\sa|a|{_WORD})\s+)?dozen\b)
      | (?P<words>{_WORDS})\b{_HALF}
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
_LASTING = re.compile(
    r"\b(?i:for|over|within|lasts?|lasted|takes?|took|to|than|about|around|nearly|almost|least"
    r"|most|up to|him|her|them)\s+$"
)
"""Words after which `a year` is a duration, and no rate: `twice a year`."""
_TOWARDS = re.compile(r"\s+(?i:after|before|later|earlier|into)\b|\s+of\s+(?!the\b)")
"""Words before which a unit of time is a duration: `a day after the vote`, `weeks of talks`."""
_OR = re.compile(rf"\b(?:{_TIME})\s+or\s+$")
"""Words before the second number of `a day or two`, which is no number of its own."""
_NUMBERED = re.compile(
    r"\b(?:Project|Flight|Article|Section|Chapter|Route|Highway|Interstate|Resolution|Proposition"
    r"|Title|Channel|Boeing|Airbus|Type|Class|No\.|Number|Room|Page|Formula|Gate|Terminal|Line"
    r"|Building|Apartment|Model)\s+$"
)
"""Words before a number that tells one thing from others, and counts none."""
_PLURAL = re.compile(r"\s+(?!votes\b)[a-z]+s\b")
_TO = re.compile(r"\s+(?:to|and)\s+(?:US)?$")
_WHOLES = (10.0, 100.0, 1000.0)
"""Wholes of which any part may be given: `seven in ten`; of others only `one in five`."""


def find_numbers(
    text: str, exclusions: Collection[Span] = (), language: str = "en"
) -> tuple[Number, ...]:
    """Return the numbers of `text` in order, except those that overlap the `exclusions`.

    Args:
        text: The sentence.
        exclusions: The spans of what is no number, as dates.
        language: The code of its language; an unknown one is read as English.
    """
    numbers = (
        find_foreign_numbers(text, language)
        if language in LANGUAGES
        else _with_ranges(text, _find_numbers(text))
    )
    return tuple(
        number
        for number in numbers
        if not any(number.span.meets(span) for span in exclusions) and number.span
    )


def _find_numbers(text: str) -> Iterator[Number]:
    start = 0
    while match := _NUMBER.search(text, start):
        number = _read(match)
        if number is None:
            start = match.end("few") if match["few"] else match.start() + 1
            if match["few"] and (alone := _alone(match)):
                yield alone
            continue
        start = max(number.span.end, match.start() + 1)
        if _OR.search(text[max(0, number.span.start - 12) : number.span.start]):
            continue
        before = _BEFORE.search(text[max(0, number.span.start - 24) : number.span.start])
        after = _AFTER.match(text, number.span.end)
        bound = (1 if before["more"] else -1 if before["less"] else 0) if before else 0
        rounded = bool(before and not bound) or bool(after)
        yield number._replace(bound=bound, rounded=rounded or number.rounded)


def _alone(match: re.Match[str]) -> Number | None:
    """Return the first number of what looked like a share, and is none: `two in 13`."""
    return next(_find_numbers(match["few"]), None) and next(
        n._replace(span=n.span.shifted(match.start("few"))) for n in _find_numbers(match["few"])
    )


def _read(match: re.Match[str]) -> Number | None:
    reader = next(read for group, read in _READERS.items() if match[group])
    return reader(match, Span(*match.span()))


def _age(match: re.Match[str], span: Span) -> Number:
    if match["life"]:
        life = match["life"].lower()
        low = AGES[life] if life in AGES else int(life[:2])
        first, last = {"early": (0, 4), "mid": (3, 7), "late": (5, 9)}.get(
            (match["stage"] or "").lower(), (0, 9)
        )
        return Number(span, low + first, low + last, Measure.AGE)
    years = _value((match["old"] or match["aged"] or match["being"]).lower())
    end = match.end("age")
    return Number(Span(span.start, end), years, years, Measure.AGE)


def _read_apposition(match: re.Match[str], _: Span) -> Number:
    """Return an age between commas, as after a name."""
    return Number(
        Span(*match.span("apposed")), int(match["apposed"]), int(match["apposed"]), Measure.AGE
    )


def _ratio(match: re.Match[str], _: Span) -> Number | None:
    few, total = _value(match["few"].lower()), _value(match["all"].lower())
    words = match["ratio"].lower()
    is_ratio = "out of" in words or "every" in words or (" of " not in words and few == 1)
    if not few < total <= _WHOLES[-1] or not (is_ratio or total in _WHOLES):
        return None
    span = Span(*match.span("ratio"))
    return Number(span, few / total, few / total, Measure.SHARE, error=FRACTION)


def _several(match: re.Match[str], span: Span) -> Number:
    low, high = SEVERAL[" ".join(match["some"].lower().split())]
    scale = LARGE[match["scale"].lower()] if match["scale"] else 1.0
    return _add_unit(Number(span, low * scale, high * scale, rounded=True), match)


def _things(match: re.Match[str], _: Span) -> Number:
    low, high = FEW[" ".join(match["things"].lower().split())]
    return Number(Span(*match.span("things")), low, high, rounded=True)


def _lasting(match: re.Match[str], _: Span) -> Number | None:
    """Return a duration without a number: `for weeks`, `hours after …`, `months of …`."""
    span = Span(*match.span("lasting"))
    before = match.string[max(0, span.start - 12) : span.start]
    if not _LASTING.search(before) and not _TOWARDS.match(match.string, span.end):
        return None
    unit = match["lasting"].lower()
    low, high = SOME_TIME[unit]
    return _in_unit(Number(span, low, high, rounded=True), unit)


def _read_half(match: re.Match[str], span: Span) -> Number:
    value = LARGE[match["halves"].lower()] / 2 if match["halves"] else 0.5
    return _add_unit(Number(span, value, value), match)


def _single(match: re.Match[str], _: Span) -> Number | None:
    """Return one unit of time, and perhaps a half: `for a year`, `an hour and a half`."""
    plus = (match["plus"] or "").lower()
    before = match.string[max(0, match.start() - 12) : match.start()]
    if (
        not plus
        and not _LASTING.search(before)
        and not _TOWARDS.match(match.string, match.end("single"))
    ):
        return None
    value = 1.5 if "half" in plus else 1.25 if plus else 1.0
    unit = match["period"].lower()
    seconds = value * UNITS[unit].factor
    return Number(Span(*match.span("single")), seconds, seconds, Measure.TIME, unit)


def _score(match: re.Match[str], span: Span) -> Number:
    """Return two numbers: a range if a thing follows and the second is larger, else a score."""
    counts = re.findall(rf"(?i:\d+|{_SMALL}\b)", match["score"])
    low, high = (_value(count.lower()) for count in counts)
    things = (
        match["unit"] or match["share"] or match["coin"] or _PLURAL.match(match.string, span.end)
    )
    if low < high and things and "vote" not in match["score"]:
        return _add_unit(Number(span, low, high), match)
    return Number(Span(*match.span("score")), low, high, Measure.SCORE)


def _money(match: re.Match[str], span: Span) -> Number:
    value = _digits(match["money"]) * LARGE.get((match["times"] or "").lower(), 1)
    end = match.end("times") if match["times"] else match.end("money")
    unit = CURRENCIES[match["sign"].lower()]
    return Number(Span(span.start, end), value, value, Measure.MONEY, unit)


def _figures(match: re.Match[str], span: Span) -> Number:
    value = _digits(match["digits"]) * LARGE.get((match["large"] or "").lower(), 1)
    if match["ordinal"] or _NUMBERED.search(match.string[max(0, span.start - 14) : span.start]):
        return Number(
            Span(match.start("digits"), max(match.end("digits"), match.end("ordinal"))),
            value,
            value,
            Measure.ORDINAL,
        )
    if match["minus"]:
        value = -value
    return _add_unit(Number(span, value, value), match)


def _read_mixed_number(match: re.Match[str], span: Span) -> Number:
    count, part = re.split(r"[\s-]+", match["mixed"].lower())
    denominator = FRACTIONS.get(part) or FRACTIONS[part.removesuffix("s")]
    value = (1 if count == "a" else _spelt(count)) / denominator
    return Number(span, value, value, Measure.SHARE, error=FRACTION)


def _half(match: re.Match[str], _: Span) -> Number:
    return Number(Span(*match.span("half")), 0.5, 0.5, Measure.SHARE, error=FRACTION)


def _multiple(match: re.Match[str], _: Span) -> Number:
    span = Span(*match.span("multiple"))
    times = match["times_as"]
    value = _spelt(times.lower()) if times else MULTIPLES[match["multiple"].lower()]
    return Number(span, value, value, Measure.MULTIPLE)


def _dozens(match: re.Match[str], span: Span) -> Number:
    count = match["dozen"].lower().removesuffix("dozen").strip()
    value = 12 * (DOZENS[count] if count in DOZENS else _spelt(count))
    return _add_unit(Number(span, value, value, rounded=True), match)


def _vague(match: re.Match[str], span: Span) -> Number:
    words = " ".join(match["vague"].lower().split()).removesuffix(" of").removeprefix("a ")
    low, high = VAGUE[words]
    number = Number(span, low, high, rounded=True)
    return _add_unit(number, match) if match["coin"] else number


def _nth(match: re.Match[str], _: Span) -> Number:
    words = re.split(r"[\s-]+", match["nth"].lower())
    rank = TENTHS.get(words[-1]) or ORDINALS.index(words[-1]) + 1
    rank += TENS[words[0]] if len(words) > 1 else 0
    return Number(Span(*match.span("nth")), rank, rank, Measure.ORDINAL)


def _none(match: re.Match[str], _: Span) -> Number:
    return Number(Span(*match.span("none")), 0, 0, weak=True)


def _in_words(match: re.Match[str], span: Span) -> Number:
    value = _spelt(match["words"].lower())
    if more := match["and"]:
        value += 0.5 if "half" in more.lower() else 0.25
    return _add_unit(Number(span, value, value, weak=match[0].lower() == "one"), match)


_READERS: dict[str, Callable[[re.Match[str], Span], Number | None]] = {
    "age": _age,
    "ratio": _ratio,
    "several": _several,
    "things": _things,
    "lasting": _lasting,
    "halved": _read_half,
    "single": _single,
    "score": _score,
    "money": _money,
    "apposed": _read_apposition,
    "digits": _figures,
    "mixed": _read_mixed_number,
    "half": _half,
    "multiple": _multiple,
    "vague": _vague,
    "dozen": _dozens,
    "nth": _nth,
    "none": _none,
    "words": _in_words,
}
"""The function that reads a number, by the group of `_NUMBER` that found it."""


def _add_unit(number: Number, match: re.Match[str]) -> Number:
    """Return `number` in the base unit of the text behind it, which becomes part of its span."""
    if match["share"]:
        decimals = re.search(r"[.,](\d+)\D*$", match["digits"] or "")
        error = 0.005 / 10 ** (len(decimals[1]) if decimals else 0)
        return number._replace(
            low=number.low / 100,
            high=number.high / 100,
            measure=Measure.SHARE,
            weak=False,
            error=error,
        )
    if match["coin"]:
        coin = CURRENCIES[match["coin"].lower().split()[-1]]
        if coin == "pound" and number.high < _POUNDS:
            return _in_unit(number, "lb")
        return number._replace(measure=Measure.MONEY, unit=coin, weak=False)
    if match["unit"]:
        return _in_unit(number, " ".join(match["unit"].lower().split()))
    return number


_POUNDS = 10_000
"""The number of pounds from which they are money: below, they may be a weight."""


def _in_unit(number: Number, word: str) -> Number:
    unit = UNITS[word]
    return number._replace(
        low=number.low * unit.factor + unit.zero,
        high=number.high * unit.factor + unit.zero,
        measure=unit.measure,
        unit=word,
        weak=False,
    )


def _with_ranges(text: str, numbers: Iterator[Number]) -> Iterator[Number]:
    """Yield the numbers; two that are the ends of one range as one: `between 80 and 90`."""
    last: Number | None = None
    for number in numbers:
        if last and (interval := _range(text, last, number)):
            last = interval
            continue
        if last:
            yield last
        last = number
    if last:
        yield last


def _range(text: str, first: Number, second: Number) -> Number | None:
    """Return the range from one number to the next one, if the text gives them as its ends."""
    if not _TO.fullmatch(text, first.span.end, second.span.start):
        return None
    before = text[max(0, first.span.start - 8) : first.span.start].lower()
    between = before.endswith("between ") and "and" in text[first.span.end : second.span.start]
    if not between and not (
        "to" in text[first.span.end : second.span.start] and _PLURAL.match(text, second.span.end)
    ):
        return None
    low = first
    if first.measure is Measure.COUNT and second.unit in UNITS:
        low = _in_unit(first, second.unit)
    elif first.measure is Measure.COUNT and second.measure is Measure.SHARE:
        low = first._replace(low=first.low / 100, measure=Measure.SHARE)
    if low.measure is not second.measure or not 0 < low.low < second.high:
        return None
    if low.measure in {Measure.ORDINAL, Measure.SCORE}:
        return None
    return second._replace(span=Span(first.span.start, second.span.end), low=low.low, rounded=False)


def _digits(written: str) -> float:
    """Return the value of digits; a comma before one or two of them is a decimal one."""
    plain = re.sub(r"[\u00a0\u202f']", "", written)
    if re.fullmatch(r"\d{1,3}(?:\.\d{3}){2,}(?:,\d+)?", plain):
        return float(plain.replace(".", "").replace(",", "."))
    if re.fullmatch(r"\d+,\d{1,2}", plain):
        return float(plain.replace(",", "."))
    return float(plain.replace(",", ""))


def _value(written: str) -> float:
    return float(written) if written.isdigit() else _spelt(written)


@cache
def _spelt(words: str) -> float:
    """Return the value of English number words."""
    plain = re.sub(r"^a\s+", "one ", words.replace("-", " "))
    try:
        return float(text_to_num.text2num(plain, "en"))
    except ValueError:
        pass
    values = [float(text_to_num.text2num(word, "en")) for word in plain.split() if word != "and"]
    if len(values) == 2 and all(10 <= value < 100 for value in values):  # noqa: PLR2004
        return values[0] * 100 + values[1]  # "nineteen ninety" is a year
    return values[-1]


PARTS = word_set("part parts portion portions half some most much many few several")
_PART = re.compile(rf"\b(?:(?:a|an|the)\s+)?(?:(?i:{'|'.join(sorted(PARTS))}))\s+of\b")


def find_parts(text: str) -> tuple[Span, ...]:
    """Return the spans in which `text` is about a part of something: from the part to `of`."""
    return tuple(Span(*match.span()) for match in _PART.finditer(text))
