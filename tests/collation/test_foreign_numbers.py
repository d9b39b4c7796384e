"""Numbers in other languages than English."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.collation.values.foreign_numbers import LANGUAGES
from tui.collation.values.number import say_same
from tui.collation.values.numbers import find_numbers


def only(text: str, language: str):
    (number,) = find_numbers(text, language=language)
    return number


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [
        ("de", "einundvierzig Schafe", "41 Schafe"),
        ("de", "1.200 Schafe", "1200 Schafe"),
        ("de", "12,5 Prozent", "12,5 %"),
        ("de", "2,4 Millionen Euro", "2,4 Mio. Euro"),
        ("de", "3 Kilometer", "3.000 Meter"),
        ("fr", "quarante-deux moutons", "42 moutons"),
        ("fr", "12 000 moutons", "12000 moutons"),
        ("fr", "1,5 milliard d’euros", "1,5 Md€"),
        ("fr", "7,5 pour cent", "7,5 %"),
        ("es", "treinta y dos ovejas", "32 ovejas"),
        ("es", "2 millones de euros", "€2.000.000"),
        ("it", "quarantadue pecore", "42 pecore"),
        ("it", "3 milioni di euro", "3.000.000 euro"),
        ("pt", "trinta e duas ovelhas", "32 ovelhas"),
        ("nl", "tweeënveertig schapen", "42 schapen"),
        ("nl", "7,5 procent", "7,5%"),
        ("ru", "2,5 млн рублей", "2,5 миллиона рублей"),
        ("ru", "7 процентов", "7%"),
    ],
)
def test_one_number_in_two_ways_is_the_same(language, one, other):
    assert say_same(only(one, language), only(other, language))


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [
        ("de", "dreizehn Schafe", "dreißig Schafe"),
        ("de", "1,5 Milliarden Euro", "1,5 Millionen Euro"),
        ("de", "12,5 Prozent", "13,5 Prozent"),
        ("fr", "1 200 moutons", "2 100 moutons"),
        ("es", "7,5 por ciento", "8,5 por ciento"),
        ("ru", "14 овец", "17 овец"),
    ],
)
def test_two_numbers_differ(language, one, other):
    assert not say_same(only(one, language), only(other, language))


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "Ein Hund lief über eine Wiese."),
        ("fr", "Un chien courait dans un pré neuf."),
        ("it", "Tu sei un amico."),
        ("nl", "Een hond liep over een weide."),
    ],
)
def test_an_article_is_no_number(language, text):
    assert find_numbers(text, language=language) == ()


def test_a_number_in_one_language_is_compared_with_one_in_another():
    assert say_same(only("zwölf Kilometer", "de"), only("12 km", "en"))


@given(st.text(max_size=80), st.sampled_from(sorted(LANGUAGES)))
def test_any_text_can_be_searched(text, language):
    found = find_numbers(text, language=language)
    assert all(n.span.of(text) for n in found)
    assert all(a.span.end <= b.span.start for a, b in pairwise(found))
