"""Number words: English words and signs for amounts, units and currencies."""

from enum import StrEnum

from tui.collation.values.word_lists import word_list


class Measure(StrEnum):
    """The quantity that a number measures."""

    COUNT = "count"
    ORDINAL = "ordinal"
    SHARE = "share"
    """A part of a whole; the whole is 1."""
    MONEY = "money"
    LENGTH = "length"
    AREA = "area"
    MASS = "mass"
    TIME = "time"
    SCORE = "score"
    """Two numbers of votes or of goals."""


SMALL = word_list(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty "
    "ninety"
)
LARGE = {
    "hundred": 1e2,
    "thousand": 1e3,
    "million": 1e6,
    "billion": 1e9,
    "trillion": 1e12,
    "mn": 1e6,
    "bn": 1e9,
    "m": 1e6,
    "k": 1e3,
    "tn": 1e12,
}
ORDINALS = word_list(
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth"
)
DOZENS = {"": 1.0, "a": 1.0, "half a": 0.5}
VAGUE = {
    "couple": (2.0, 2.0),
    "dozens": (24.0, 99.0),
    "scores": (40.0, 199.0),
    "hundreds": (200.0, 999.0),
    "thousands": (2e3, 9999.0),
    "tens of thousands": (2e4, 99_999.0),
    "hundreds of thousands": (2e5, 999_999.0),
    "millions": (2e6, 999e6),
    "billions": (2e9, 999e9),
}
"""Words for a number of which only the least and the largest value are known."""
CURRENCIES = {
    "$": "dollar",
    "us$": "dollar",
    "€": "euro",
    "£": "pound",
    "¥": "yen",
    "₹": "rupee",
    "dollar": "dollar",
    "euro": "euro",
    "yen": "yen",
    "yuan": "yuan",
    "rupee": "rupee",
    "franc": "franc",
    "cent": "cent",
}
UNITS: dict[str, tuple[Measure, float]] = {
    **dict.fromkeys(("km", "kilometer", "kilometre"), (Measure.LENGTH, 1000.0)),
    **dict.fromkeys(("metre", "meter"), (Measure.LENGTH, 1.0)),
    **dict.fromkeys(("cm", "centimetre", "centimeter"), (Measure.LENGTH, 0.01)),
    "mile": (Measure.LENGTH, 1609.344),
    **dict.fromkeys(("foot", "feet", "ft"), (Measure.LENGTH, 0.3048)),
    "yard": (Measure.LENGTH, 0.9144),
    "inch": (Measure.LENGTH, 0.0254),
    "inche": (Measure.LENGTH, 0.0254),
    "acre": (Measure.AREA, 4046.86),
    "hectare": (Measure.AREA, 10000.0),
    **dict.fromkeys(("kg", "kilo", "kilogram"), (Measure.MASS, 1.0)),
    "ton": (Measure.MASS, 1000.0),
    "tonne": (Measure.MASS, 1000.0),
    "lb": (Measure.MASS, 0.4536),
    "second": (Measure.TIME, 1.0),
    "minute": (Measure.TIME, 60.0),
    "hour": (Measure.TIME, 3600.0),
    "day": (Measure.TIME, 86400.0),
    "week": (Measure.TIME, 604800.0),
    "month": (Measure.TIME, 2629800.0),
    "year": (Measure.TIME, 31557600.0),
}
FRACTIONS = {
    "half": 2,
    "halves": 2,
    "third": 3,
    "quarter": 4,
    "fourth": 4,
    "fifth": 5,
    "sixth": 6,
    "seventh": 7,
    "eighth": 8,
    "ninth": 9,
    "tenth": 10,
}
