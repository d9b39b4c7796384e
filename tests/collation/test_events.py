"""Values of one event in two sentences: for which time, how often, how long, at which phase."""

from datetime import date

import pytest

from tui.collation.differences.sentence_comparison import compare, compare_sentences
from tui.collation.values.events.occurrences import find_occurrences
from tui.collation.values.events.phases import Phase, find_phases
from tui.collation.values.events.rates import find_rates
from tui.collation.values.sentence_values import Sentence
from tui.text.span import Span


def told(one: str, other: str) -> list[tuple[str, str, str]]:
    pairs = compare_sentences(one, other)
    return [(str(p.kind), p.here.of(one), p.there.of(other)) for p in pairs]


@pytest.mark.parametrize(
    ("one", "other", "pair"),
    [
        (
            "The mill at Harrow burnt for the second time on Friday.",
            "On Friday the mill at Harrow burnt for the fourth time.",
            ("number", "second time", "fourth time"),
        ),
        (
            "For the first time the union blocked the weir at Harrow.",
            "The union blocked the weir at Harrow once more.",
            ("number", "first time", "once more"),
        ),
        (
            "The pilot circled the island twice.",
            "The pilot circled the island five times.",
            ("number", "twice", "five times"),
        ),
        (
            "The duke opened the fair for the third time.",
            "It is the fifth fair that the duke opened.",
            ("number", "third time", "fifth"),
        ),
    ],
)
def test_two_places_in_a_series_and_two_numbers_of_times_are_told(one, other, pair):
    assert pair in told(one, other)
    assert (pair[0], pair[2], pair[1]) in told(other, one)


def test_what_began_in_one_account_and_happened_again_in_another_is_told():
    one = "The mayor began to repair the weir at Harrow."
    other = "The town is again about to repair the weir."
    assert ("date", "began", "again") in told(one, other)
    assert told(one, "The bakers were again at the mill.") == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "The mill at Harrow burnt for the second time on Friday.",
            "On Friday the mill at Harrow burnt again.",
        ),
        (
            "The mill burnt for the second time in ten years.",
            "The mill burnt for the third time in a century.",
        ),
        (
            "The pilot circled the island several times.",
            "The pilot repeatedly circled the island.",
        ),
        (
            "The duke came to the fair for the first time.",
            "The baker sold her bread in the market hall again.",
        ),
    ],
)
def test_places_in_a_series_that_may_be_one_or_are_of_two_series_are_no_difference(one, other):
    assert told(one, other) == []


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [("the twelfth time", 12, 12), ("its maiden voyage", 1, 1), ("it rang 20 times", 20, 20)],
)
def test_occurrences_have_a_number(text, low, high):
    (found,) = find_occurrences(text)
    assert (found.low, found.high) == (low, high)


def test_words_that_only_look_like_occurrences_are_none():
    assert find_occurrences("Then again, a first-time buyer pays three times as much.") == ()


@pytest.mark.parametrize(
    ("one", "other"),
    [("weekly", "daily"), ("every two years", "every year"), ("monthly", "twice a month")],
)
def test_two_rates_of_one_thing_are_told(one, other):
    frame = "The guild of the bakers meets {} in Lund."
    assert told(frame.format(one), frame.format(other)) == [("number", one, other)]


@pytest.mark.parametrize(
    ("one", "other"),
    [("annually", "once a year"), ("quarterly", "every three months"), ("daily", "every day")],
)
def test_one_rate_in_two_ways_is_no_difference(one, other):
    frame = "The guild of the bakers meets {} in Lund."
    assert told(frame.format(one), frame.format(other)) == []


def test_the_name_of_a_paper_is_no_rate():
    assert find_rates("The Weekly Courier and the Daily Mirror wrote so.") == ()


@pytest.mark.parametrize(
    ("one", "other", "pair"),
    [
        (
            "The town plans to sell the weir.",
            "The town has sold the weir.",
            ("date", "plans to sell", "has sold"),
        ),
        (
            "The guild will visit the weir on Friday.",
            "The guild visited the weir.",
            ("date", "will visit", "visited"),
        ),
        (
            "The bridge is expected to be closed on Monday.",
            "The bridge was closed on Monday.",
            ("date", "is expected to be closed", "closed"),
        ),
    ],
)
def test_an_event_that_is_ahead_differs_from_one_that_is_over(one, other, pair):
    assert pair in told(one, other)
    assert (pair[0], pair[2], pair[1]) in told(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The town plans to open the weir.", "The town will open the weir."),
        ("The guild visited the weir.", "The guild has visited the weir."),
        ("The guild will visit the weir.", "The duke visited the weir."),
        ("The town will not visit the weir.", "“We visited the weir,” the guild said."),
    ],
)
def test_one_phase_and_the_phases_of_two_are_no_difference(one, other):
    assert not [pair for pair in told(one, other) if pair[0] == "date"]


def test_what_was_ahead_in_an_older_account_is_no_difference():
    ahead, over = "The guild will visit the weir on Friday.", "The guild visited the weir."

    def sentence(text: str, day: int) -> Sentence:
        return Sentence(text, Span(0, len(text)), written=date(2024, 5, day))

    assert compare(sentence(ahead, 2), sentence(over, 9)) == ()
    assert compare(sentence(over, 9), sentence(ahead, 2)) == ()
    assert len(compare(sentence(ahead, 9), sentence(over, 9))) == 1


def test_phases_are_read_without_their_verb():
    text = "She is about to leave, he began to weep, and they have gone."
    assert [(s.span.of(text), s.phase) for s in find_phases(text)] == [
        ("is about to", Phase.AHEAD),
        ("began to", Phase.BEGUN),
        ("have", Phase.OVER),
    ]


@pytest.mark.parametrize(
    ("one", "other", "pair"),
    [
        (
            "The miners were trapped for days below Harrow.",
            "For five weeks the miners were trapped below Harrow.",
            ("number", "days", "five weeks"),
        ),
        (
            "The dam at Harrow broke hours after the storm.",
            "The dam at Harrow broke three days after the storm.",
            ("number", "hours", "three days"),
        ),
        (
            "The dam at Harrow was sold a year ago.",
            "The dam at Harrow was sold five years ago.",
            ("date", "a year ago", "five years ago"),
        ),
        (
            "The dam at Harrow was sold last year.",
            "The dam at Harrow was sold this month.",
            ("date", "last year", "this month"),
        ),
    ],
)
def test_durations_and_times_before_the_day_of_writing_are_told(one, other, pair):
    assert pair in told(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "The miners were trapped for days below Harrow.",
            "For a week the miners were trapped below Harrow.",
        ),
        (
            "The dam at Harrow broke hours after the storm.",
            "The dam at Harrow broke five hours after the storm.",
        ),
        ("The dam at Harrow was sold last week.", "The dam at Harrow was sold this week."),
        ("The dam broke a day after the storm.", "The mayor left a week after the vote."),
    ],
)
def test_durations_that_may_be_one_or_are_of_two_events_are_no_difference(one, other):
    assert told(one, other) == []
