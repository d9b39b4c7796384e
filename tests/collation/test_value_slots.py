"""Values in two unlike sentences: those of one thing are compared, others are not."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.collation.differences.sentence_comparison import compare, compare_sentences
from tui.collation.differences.value_pair import Kind
from tui.collation.values.sentence_values import Sentence
from tui.text.span import Span

SUNDAY = date(2024, 4, 28)


def values(one: str, other: str) -> list[tuple[Kind, str, str]]:
    return [(p.kind, p.here.of(one), p.there.of(other)) for p in compare_sentences(one, other)]


@pytest.mark.parametrize(
    ("one", "other", "pair"),
    [
        (
            "14 people were hurt when a barge struck the pier in Lund on Monday.",
            "Seventeen were injured by the barge that struck the pier in Lund, a nurse said.",
            ("14", "Seventeen"),
        ),
        (
            "The landslide buried the inn and killed nine guests.",
            "Under the landslide the inn was buried; the dead are now 13.",
            ("nine", "13"),
        ),
        (
            "Customs officers arrested a dozen sailors on the quay.",
            "Eight sailors were detained by customs officers on the quay.",
            ("a dozen", "Eight"),
        ),
        (
            "The pilot, 41, was taken to a clinic with burns.",
            "The 46-year-old pilot was taken to a clinic with burns.",
            ("41", "46-year-old"),
        ),
        (
            "The cart was rolling at 50 mph when it hit the gate.",
            "The cart hit the gate at 65 miles per hour.",
            ("50 mph", "65 miles per hour"),
        ),
    ],
)
def test_numbers_of_one_thing_in_other_words(one, other, pair):
    assert (Kind.NUMBER, *pair) in values(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "Nine guests were killed and 20 were hurt in the landslide at the inn.",
            "In the landslide at the inn 20 guests were injured, and nine died.",
        ),
        (
            "Between 80 and 90 barges lay in the harbour on Monday.",
            "On Monday 85 barges lay in the harbour.",
        ),
        (
            "Kern won 11 percent in the poll, and Lind had 9 percent in it.",
            "Among farmers in the poll Moll was first at 20 percent, Adler second (14 percent).",
        ),
        (
            "In Norway 812 cases of the fever were confirmed, doctors say.",
            "In Iceland 135 cases of the fever were confirmed, doctors say.",
        ),
        (
            "All over the world 640,000 cases of the fever were confirmed.",
            "In Iceland 115,000 cases of the fever were confirmed.",
        ),
        (
            "Of the barge's crew 15 were infected with the fever in spring.",
            "In spring 12 of the barge's crew have recovered from the fever.",
        ),
        (
            "The yard built 40 new ships this year for the fleet of Lund.",
            "The newest ships of the Lund fleet are those of Project 22800.",
        ),
        (
            "The fair has seven barns and a mill on the square.",
            "The fair has 7 barns and a mill on the square.",
        ),
    ],
)
def test_the_same_numbers_and_numbers_of_other_things_are_no_difference(one, other):
    assert not [v for v in values(one, other) if v[0] in {Kind.NUMBER, Kind.NAME}]


def test_days_of_one_act_that_is_told_by_two_verbs():
    one = "Parliament passed the fishing act on Monday after a long debate."
    other = "Lawmakers approved the fishing act on Tuesday, following a long debate."
    assert (Kind.DATE, "Monday", "Tuesday") in values(one, other)


def test_a_week_ago_and_a_day_are_compared_if_the_day_of_writing_is_known():
    one, other = "The ferry strike began a week ago.", "The ferry strike began on Friday."
    pairs = compare(
        Sentence(one, Span(0, len(one)), written=SUNDAY),
        Sentence(other, Span(0, len(other)), written=SUNDAY),
    )
    assert [(p.here.of(one), p.there.of(other)) for p in pairs] == [("a week ago", "Friday")]


def test_before_and_after_one_event_only_what_is_told_alike_is_compared():
    one = "Before the regatta, Kern inspected the boats in the harbour."
    other = "After the regatta, Kern will give out the cups in the town hall."
    same = "After the regatta, Kern inspected the boats of the fishermen."
    assert not values(one, other)
    assert (Kind.DATE, "Before", "After") in values(one, same)


def test_the_only_names_that_two_sentences_of_the_same_words_do_not_share():
    one = "The barge sank off Texel, its cook said."
    other = "Its cook said the barge sank off Terschelling."
    more = "The barge sank off Terschelling with a load of gravel, tiles and old rails aboard."
    assert (Kind.NAME, "Texel", "Terschelling") in values(one, other)
    assert not values(one, more)


def test_two_amounts_of_one_thing_in_german():
    one, other = (
        "Die Bank zahlt 300 Millionen Euro Strafe.",
        "Die Strafe der Bank beträgt 450 Millionen Euro.",
    )
    pairs = compare(
        Sentence(one, Span(0, len(one)), language="de"),
        Sentence(other, Span(0, len(other)), language="de"),
    )
    assert [(p.here.of(one), p.there.of(other)) for p in pairs] == [
        ("300 Millionen Euro", "450 Millionen Euro")
    ]


def test_two_names_of_the_one_who_holds_a_post():
    one = "The mayor, Anna Lindt, opened the new mill on the square."
    other = "Mayor Eva Brandt opened the new mill on the square."
    same = "Mayor Lindt opened the new mill on the square."
    assert (Kind.NAME, "Anna Lindt", "Eva Brandt") in values(one, other)
    assert not values(one, same)


def test_an_act_and_a_part_of_it_with_an_acronym():
    one = "The court overturned a part of the Protection of Rivers Act in spring."
    other = "PORA was overturned by the court in spring."
    assert (Kind.NUMBER, "a part of the Protection of Rivers Act", "PORA") in values(one, other)


def test_the_last_word_of_a_short_quotation():
    one = "“We have left nothing untried,” the harbour master of Lund said."
    other = "“We have left nothing undone,” the harbour master of Lund said."
    assert (Kind.QUOTE, "untried", "undone") in values(one, other)


def test_a_number_behind_the_last_word_is_compared_with_any_other():
    one = "The mole in Lund was rebuilt in 1953 by 14 people.[2]"
    assert values(one, "The mole in Lund was rebuilt in 1953 by 17 people.") == [
        (Kind.NUMBER, "14", "17")
    ]


_PIECES = "the people hurt killed 14 two [1] .[2] % $5 half 1953 Monday — ( , . ” he said ³ ٤ 1/2"
_SENTENCES = st.lists(st.sampled_from(_PIECES.split()), max_size=12).map(" ".join)


@given(_SENTENCES, _SENTENCES)
def test_any_two_sentences_can_be_compared(one, other):
    for pair in compare_sentences(one, other):
        assert pair.here.of(one)
        assert pair.there.of(other)
