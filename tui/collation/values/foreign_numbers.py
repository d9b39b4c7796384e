"""Numbers in texts of other languages than English: digits, number words, scales, units.

The grammar is one for all: a number, then perhaps a scale, then a share, a currency or a unit. Of
Russian only digits are read, as its number words have too many forms.
"""

import re
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from typing import NamedTuple

from tui.collation.values.number import Measure, Number
from tui.collation.values.units import UNITS
from tui.lazy_imports import lazy_imports
from tui.text.span import Span

with lazy_imports():
    import text_to_num


class _Language(NamedTuple):
    """The words of a language; those of one meaning are separated by spaces."""

    scales: Mapping[str, float]
    share: str
    """A pattern of the word for percent."""
    units: Mapping[str, str]
    """Words for units, by the English word."""
    joint: str = r"\s+"
    """The pattern of what may stand between a scale and a currency."""
    no_numbers: str = ""
    """Number words that are also articles or other words."""
    has_words: bool = True


_COINS = {
    "euro": "€ euro euros евро",
    "dollar": "$ dollar dollars dólar dólares dollari dollaro доллар доллара долларов",
    "pound": "£ pfund livres libras sterline",
    "rouble": "₽ rubel roubles rublos rubli roebel рубль рубля рублей руб",
    "franc": "franken francs",
    "real": "reais",
}
_LANGUAGES = {
    "de": _Language(
        {
            "tausend": 1e3,
            "million millionen mio": 1e6,
            "milliarde milliarden mrd": 1e9,
            "billion billionen bio": 1e12,
        },
        r"prozent(?:punkte)?",
        {
            "km": "km kilometer kilometern",
            "metre": "meter metern",
            "kg": "kg kilo kilogramm",
            "tonne": "tonne tonnen",
            "litre": "liter litern",
            "hectare": "hektar",
            "minute": "minute minuten",
            "hour": "stunde stunden",
            "day": "tag tage tagen",
            "week": "woche wochen",
            "month": "monat monate monaten",
            "year": "jahr jahre jahren",
        },
        no_numbers="ein eine eins einer einen einem",
    ),
    "fr": _Language(
        {"mille": 1e3, "million millions": 1e6, "milliard milliards md mds": 1e9},
        r"pour\s?cents?",
        {
            "km": "km kilomètre kilomètres",
            "metre": "mètre mètres",
            "kg": "kg kilo kilos kilogrammes",
            "tonne": "tonne tonnes",
            "litre": "litre litres",
            "hectare": "hectare hectares",
            "minute": "minute minutes",
            "hour": "heure heures",
            "day": "jour jours",
            "week": "semaine semaines",
            "month": "mois",
            "year": "an ans année années",
        },
        joint=r"\s+d(?:e\s+|['’])|\s*",
        no_numbers="un une neuf",
    ),
    "es": _Language(
        {"mil": 1e3, "millón millones": 1e6, "billón billones": 1e12},
        r"por\s?ciento",
        {
            "km": "km kilómetro kilómetros",
            "metre": "metro metros",
            "kg": "kg kilo kilos kilogramos",
            "tonne": "tonelada toneladas",
            "litre": "litro litros",
            "hectare": "hectárea hectáreas",
            "minute": "minuto minutos",
            "hour": "hora horas",
            "day": "día días",
            "week": "semana semanas",
            "month": "mes meses",
            "year": "año años",
        },
        joint=r"\s+de\s+|\s+",
        no_numbers="un una uno",
    ),
    "it": _Language(
        {"mila": 1e3, "milione milioni": 1e6, "miliardo miliardi": 1e9},
        r"per\s?cento",
        {
            "km": "km chilometro chilometri",
            "metre": "metro metri",
            "kg": "kg chilo chili chilogrammi",
            "tonne": "tonnellata tonnellate",
            "litre": "litro litri",
            "hectare": "ettaro ettari",
            "minute": "minuto minuti",
            "hour": "ora ore",
            "day": "giorno giorni",
            "week": "settimana settimane",
            "month": "mese mesi",
            "year": "anno anni",
        },
        joint=r"\s+di\s+|\s+",
        no_numbers="un una uno sei",
    ),
    "pt": _Language(
        {"mil": 1e3, "milhão milhões": 1e6, "bilhão bilhões": 1e9},
        r"por\s?cento",
        {
            "km": "km quilômetro quilômetros quilómetros",
            "metre": "metro metros",
            "kg": "kg quilo quilos",
            "tonne": "tonelada toneladas",
            "litre": "litro litros",
            "hectare": "hectare hectares",
            "minute": "minuto minutos",
            "hour": "hora horas",
            "day": "dia dias",
            "week": "semana semanas",
            "month": "mês meses",
            "year": "ano anos",
        },
        joint=r"\s+de\s+|\s+",
        no_numbers="um uma",
    ),
    "nl": _Language(
        {"duizend": 1e3, "miljoen": 1e6, "miljard": 1e9},
        r"procent",
        {
            "km": "km kilometer",
            "metre": "meter",
            "kg": "kg kilo",
            "tonne": "ton",
            "litre": "liter",
            "hectare": "hectare",
            "minute": "minuut minuten",
            "hour": "uur",
            "day": "dag dagen",
            "week": "week weken",
            "month": "maand maanden",
            "year": "jaar",
        },
        no_numbers="een één",
    ),
    "ru": _Language(
        {
            "тысяча тысячи тысяч тыс": 1e3,
            "миллион миллиона миллионов млн": 1e6,
            "миллиард миллиарда миллиардов млрд": 1e9,
            "триллион триллиона триллионов трлн": 1e12,
        },
        r"процент(?:а|ов)?",
        {
            "km": "км километр километра километров",
            "metre": "метр метра метров",
            "kg": "кг килограмм килограмма килограммов",
            "tonne": "тонна тонны тонн",
            "litre": "литр литра литров",
            "hectare": "гектар гектара гектаров",
            "minute": "минута минуты минут",
            "hour": "час часа часов",
            "day": "день дня дней",
            "week": "неделя недели недель",
            "month": "месяц месяца месяцев",
            "year": "год года лет",
        },
        has_words=False,
    ),
}
LANGUAGES = frozenset(_LANGUAGES)
"""The languages whose numbers are read, by their codes."""
_GROUPS = r"\d{1,3}(?:[.\u00a0\u202f'’ ]\d{3})+"
_DIGITS = re.compile(
    rf"(?<![\w.,:/#@–-])(?P<sign>[$€£₽])?(?P<digits>(?:{_GROUPS}|\d+)(?:,\d+)?|\d+\.\d{{1,2}})"
    r"(?![\w:/]|[.,]\d|\.\s*[^\W\d_]{3,}\s+\d{4})"
)
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_LONGEST = 6
"""Number of words of a number at most."""


def find_foreign_numbers(text: str, language: str) -> Iterator[Number]:
    """Yield the numbers of a text in one of `LANGUAGES`, in order."""
    words = _LANGUAGES[language]
    tail, scales, units = _tail(language), _by_word(words.scales), _unit_words(language)
    end = 0
    for span, value, decimals, sign in sorted(_plain(text, language)):
        if span.start < end:
            continue
        found = tail.match(text, span.end)
        last = found.end() if found and found[0].strip() else span.end
        number = Number(Span(span.start, last), value, value)
        if found and found["scale"]:
            scale = scales[found["scale"].lower()]
            number = number._replace(low=value * scale, high=value * scale)
        coin = (found and found["coin"]) or sign
        if coin:
            number = number._replace(measure=Measure.MONEY, unit=_coin_words()[coin.lower()])
        elif found and found["share"]:
            number = number._replace(
                low=number.low / 100,
                high=number.high / 100,
                measure=Measure.SHARE,
                error=0.005 / 10**decimals,
            )
        elif found and found["unit"]:
            unit = UNITS[units[found["unit"].lower()]]
            number = number._replace(
                low=number.low * unit.factor,
                high=number.high * unit.factor,
                measure=unit.measure,
                unit=units[found["unit"].lower()],
            )
        end = number.span.end
        yield number


def _plain(text: str, language: str) -> Iterator[tuple[Span, float, int, str]]:
    """Yield each number in digits or words: span, value, number of decimals, currency sign."""
    for match in _DIGITS.finditer(text):
        value, decimals = _digits(match["digits"])
        yield Span(*match.span()), value, decimals, match["sign"] or ""
    if not _LANGUAGES[language].has_words:
        return
    spans = [Span(*match.span()) for match in _WORD.finditer(text)]
    n = 0
    while n < len(spans):
        length, value = _spelt_at(text, spans[n : n + _LONGEST], language)
        if length:
            yield Span(spans[n].start, spans[n + length - 1].end), value, 0, ""
        n += max(1, length)


def _spelt_at(text: str, spans: list[Span], language: str) -> tuple[int, float]:
    """Return the number of words of the longest number at the beginning of `spans`, its value."""
    if _value(spans[0].of(text).lower(), language) is None:
        return 0, 0.0
    for length in range(len(spans), 0, -1):
        whole = text[spans[0].start : spans[length - 1].end].lower()
        if (value := _value(" ".join(whole.split()), language)) is not None:
            return length, value
    return 0, 0.0


@lru_cache(maxsize=1 << 14)
def _value(words: str, language: str) -> float | None:
    if words in _LANGUAGES[language].no_numbers.split():
        return None
    try:
        return float(text_to_num.text2num(words, language))
    except ValueError:
        return None


def _digits(written: str) -> tuple[float, int]:
    """Return the value of digits, with commas before decimals, and the number of decimals."""
    if re.fullmatch(r"\d+\.\d{1,2}", written):
        return float(written), len(written.partition(".")[2])
    whole, _, decimals = written.partition(",")
    return float(f"{re.sub(r'[^0-9]', '', whole)}.{decimals or 0}"), len(decimals)


def _by_word(table: Mapping[str, float]) -> dict[str, float]:
    return {word: value for words, value in table.items() for word in words.split()}


@cache
def _unit_words(language: str) -> Mapping[str, str]:
    units = _LANGUAGES[language].units
    return {word: unit for unit, words in units.items() for word in words.split()}


@cache
def _coin_words() -> Mapping[str, str]:
    return {word: coin for coin, words in _COINS.items() for word in words.split()}


@cache
def _tail(language: str) -> re.Pattern[str]:
    """Return the pattern of what may follow a number."""
    words = _LANGUAGES[language]

    def one_of(some: Mapping[str, object]) -> str:
        longest_first = sorted(some, key=lambda word: (-len(word), word))
        return "|".join(map(re.escape, longest_first))

    return re.compile(
        rf"""(?:[\s-]?(?P<scale>{one_of(_by_word(words.scales))})\b\.?)?
        (?:\s?(?P<share>%|{words.share}\b)
        |(?:{words.joint}|\s?)(?P<coin>{one_of(_coin_words())})(?!\w)
        |[\s-]?(?P<unit>{one_of(_unit_words(language))})\b)?""",
        re.VERBOSE | re.IGNORECASE,
    )
