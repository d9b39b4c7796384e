import pytest

from tui.collation.differences.sentence_comparison import compare_sentences
from tui.collation.values.periods import are_two, find_periods


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("last week", "last month"),
        ("since she ran the mill", "since the flood"),
        ("when he was mayor", "from the very beginning"),
    ],
)
def test_periods_told_in_one_way_are_two(one, other):
    (a,), (b,) = find_periods(f"It was so {one}."), find_periods(f"It was so {other}.")
    assert are_two(a, b)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("last week", "this month"),
        ("from the start", "from the very beginning"),
        ("since the flood", "ever since that flood"),
        ("last week", "from the beginning"),
    ],
)
def test_periods_that_may_be_one_are_not_two(one, other):
    (a,), (b,) = find_periods(f"It was so {one}."), find_periods(f"It was so {other}.")
    assert not are_two(a, b)


def test_what_has_a_date_is_left_to_dates():
    assert find_periods("The mill has stood there since 1921.") == ()


def test_two_beginnings_of_one_view_are_told():
    one = "My view of the dam is the same as it was from the beginning."
    other = "She holds the same view of the dam since she was mayor."
    (pair,) = compare_sentences(one, other)
    assert (str(pair.kind), pair.here.of(one), pair.there.of(other)) == (
        "date",
        "from the beginning",
        "since she was mayor",
    )


def test_periods_of_two_happenings_are_no_difference():
    assert (
        compare_sentences(
            "The mayor spoke of the mill last week.",
            "Rain fell on the fields by the river last month.",
        )
        == ()
    )


@pytest.mark.parametrize("words", ["a" * 20_000, "a " * 20_000, "“a'" * 20_000, "was " * 20_000])
def test_any_text_can_be_searched(words):
    find_periods(f"Since {words}")
    find_periods(f"when he was {words}")
