import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tui.collation.values.number import Measure, say_same
from tui.collation.values.numbers import find_numbers
from tui.text.span import Span


def only(text: str):
    (number,) = find_numbers(text)
    return number


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("two-thirds of them", "66 percent of them"),
        ("two-thirds of them", "67% of them"),
        ("one in ten homes", "10 per cent of homes"),
        ("half of the harvest", "50 percent of the harvest"),
        ("1,000 homes", "1000 homes"),
        ("1,000 homes", "a thousand homes"),
        ("two hundred and three homes", "203 homes"),
        ("a dozen homes", "12 homes"),
        ("about 1,200 homes", "1,187 homes"),
        ("more than 300 homes", "314 homes"),
        ("nearly 300 homes", "287 homes"),
        ("$4 million", "4 million dollars"),
        ("4.3 million euros", "€4,300,000"),
        ("two weeks", "14 days"),
        ("10 miles", "16 kilometres"),
        ("five and a half hours", "5.5 hours"),
        ("the vote was 52-48", "the vote was 48-52"),
        ("10 to 15 percent", "12 percent"),
        ("3rd place", "third place"),
        ("the 23rd lap", "the twenty-third lap"),
        ("one in five barns", "20 percent of barns"),
        ("three out of four barns", "75 percent of barns"),
        ("7 percent of barns", "7.2% of barns"),
        ("between 80 and 90 barns", "85 barns"),
        ("10 to 15 barns", "a dozen barns"),
        ("several thousand barns", "4,500 barns"),
        ("half a million barns", "500,000 barns"),
        ("aged 41", "a 41-year-old"),
        ("the baker, who is 41, spoke", "aged 41"),
        ("the baker, 43, spoke", "a baker in her forties"),
        ("£40m", "40 million pounds"),
        ("for a year and a half", "18 months"),
        ("lasted an hour", "60 minutes"),
        ("for a fortnight", "two weeks"),
        ("50 mph", "80 km/h"),
        ("86 degrees Fahrenheit", "30 degrees Celsius"),
        ("200 square metres", "0.02 hectares"),
        ("the price doubled", "a twofold price"),
        ("by 9 votes to 6", "9-6 in the council"),
    ],
)
def test_what_looks_different_and_says_the_same(one, other):
    assert say_same(only(one), only(other))
    assert say_same(only(other), only(one))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("14 hurt", "17 hurt"),
        ("14 hurt", "41 hurt"),
        ("fourteen hurt", "fifteen hurt"),
        ("two-thirds of them", "three-quarters of them"),
        ("about 1,200 homes", "900 homes"),
        ("more than 300 homes", "240 homes"),
        ("more than 300 homes", "more than 400 homes"),
        ("$4 million", "$4 billion"),
        ("$40", "€40"),
        ("two weeks", "two months"),
        ("second place", "third place"),
        ("the vote was 52-48", "the vote was 52-47"),
        ("no schools", "two schools"),
        ("7.2 percent of barns", "7.9 percent of barns"),
        ("66 percent of barns", "58 percent of barns"),
        ("between 80 and 90 barns", "110 barns"),
        ("several thousand barns", "300 barns"),
        ("aged 41", "a 44-year-old"),
        ("50 mph", "65 miles per hour"),
        ("minus 4 degrees Celsius", "4 degrees Celsius"),
        ("300 acres", "400 hectares"),
        ("the price doubled", "the price tripled"),
    ],
)
def test_what_differs(one, other):
    assert not say_same(only(one), only(other))


@pytest.mark.parametrize(
    "text",
    [
        "the 1990s",
        "at 7:16",
        "flight AB-123",
        "version 2.0.1",
        "no one came",
        "a member of group A3",
    ],
)
def test_takes_no_other_figure_for_an_amount(text):
    assert not any(n for n in find_numbers(text) if not n.weak)


@pytest.mark.parametrize("text", ["twice a year", "forty euros a month"])
def test_a_rate_has_no_duration(text):
    assert not any(n.measure is Measure.TIME for n in find_numbers(text))


def test_a_day_or_two_is_one_number():
    assert len(find_numbers("It will take a day or two.")) == 1


def test_a_number_stands_where_it_stands():
    text = "They counted 1,204 sheep and $3 million."
    assert [n.span.of(text) for n in find_numbers(text)] == ["1,204", "$3 million"]


def test_leaves_out_what_is_a_date():
    assert find_numbers("on 26 April", [Span(3, 11)]) == ()


@given(st.integers(2, 999_999))
def test_any_way_of_writing_a_whole_number_is_the_same(number):
    ways = [only(f"{number} sheep"), only(f"{number:,} sheep"), only(f"some {number:,} sheep")]
    assert all(say_same(one, other) for one in ways for other in ways)


@given(st.integers(2, 99_999), st.integers(2, 99_999))
def test_exact_numbers_that_are_far_apart_differ(one, other):
    assume(abs(one - other) > 0.05 * max(one, other))
    assert not say_same(only(f"{one} sheep"), only(f"{other} sheep"))


@given(st.text(max_size=80))
def test_any_text_can_be_searched(text):
    assert all(n.span.of(text) for n in find_numbers(text))
