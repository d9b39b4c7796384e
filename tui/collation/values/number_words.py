"""Number words: English words and signs for amounts and currencies."""

from tui.collation.values.word_lists import word_list

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
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth "
    "fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth"
)
TENTHS = {
    "twentieth": 20,
    "thirtieth": 30,
    "fortieth": 40,
    "fiftieth": 50,
    "sixtieth": 60,
    "seventieth": 70,
    "eightieth": 80,
    "ninetieth": 90,
    "hundredth": 100,
}
TENS = {word: value for value, word in zip(range(20, 100, 10), SMALL[20:], strict=True)}
AGES = {
    word: value
    for value, word in zip(
        range(20, 100, 10),
        word_list("twenties thirties forties fifties sixties seventies eighties nineties"),
        strict=True,
    )
}
"""Words for the ten years of a life that begin at an age."""
DOZENS = {"": 1.0, "a": 1.0, "half a": 0.5}
VAGUE = {
    "couple": (2.0, 2.0),
    "pair": (2.0, 2.0),
    "trio": (3.0, 3.0),
    "handful": (2.0, 12.0),
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
SEVERAL = {"several": (2.0, 9.99), "a few": (2.0, 6.99), "a couple of": (2.0, 2.99)}
"""Words for the number of hundreds, weeks …, with the least and the largest one."""
FEW = {"several": (3.0, 19.99), "a few": (3.0, 9.99)}
"""Words for a number of things, with the least and the largest one."""
SOME_TIME = {
    "minutes": (2.0, 59.9),
    "hours": (2.0, 36.0),
    "days": (2.0, 13.9),
    "weeks": (2.0, 9.0),
    "months": (2.0, 23.9),
    "years": (2.0, 40.0),
    "decades": (2.0, 9.9),
}
"""Units of a duration without a number, with the least and the largest number: `for weeks`."""
MULTIPLES = {
    "doubled": 2.0,
    "doubling": 2.0,
    "doubles": 2.0,
    "twofold": 2.0,
    "tripled": 3.0,
    "tripling": 3.0,
    "triples": 3.0,
    "trebled": 3.0,
    "threefold": 3.0,
    "quadrupled": 4.0,
    "quadrupling": 4.0,
    "fourfold": 4.0,
    "fivefold": 5.0,
    "tenfold": 10.0,
    "halved": 0.5,
    "halving": 0.5,
}
_NAMES = {
    "dollar": "$ us$ dollar dollars",
    "euro": "€ euro euros",
    "pound": "£ pound pounds",
    "yen": "¥ yen",
    "rupee": "₹ rupee rupees",
    "rouble": "₽ rouble roubles ruble rubles",
    "won": "₩",
    "shekel": "₪ shekel shekels",
    "hryvnia": "₴ hryvnia hryvnias",
    "lira": "₺ lira liras",
    "yuan": "yuan renminbi",
    "franc": "franc francs",
    "peso": "peso pesos",
    "krone": "krone kroner krona kronor",
    "zloty": "zloty zlotys",
    "cent": "cent cents",
}
CURRENCIES = {word: name for name, words in _NAMES.items() for word in words.split()}
"""The currencies by their words and signs."""
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


def value_of(word: str) -> int:
    """Return the value of one of the words in `SMALL`."""
    index = SMALL.index(word)
    return index if index <= _TWENTY else (index - 18) * 10  # thirty follows twenty


_TWENTY = 20
