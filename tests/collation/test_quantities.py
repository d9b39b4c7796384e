"""Quantities without a figure: words for a number, shares, ranks, plurals beside a singular."""

import pytest

from tui.collation.differences.sentence_comparison import compare_sentences
from tui.collation.values.synonyms import meaning, singular
from tui.matching.features.stemming import stem_of


def told(one: str, other: str) -> list[tuple[str, str, str]]:
    pairs = compare_sentences(one, other)
    return [(str(p.kind), p.here.of(one), p.there.of(other)) for p in pairs]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Several", "60"),
        ("A few", "25"),
        ("A handful of", "Dozens of"),
        ("A pair of", "Five"),
        ("A couple of", "Hundreds of"),
    ],
)
def test_a_word_for_a_number_differs_from_a_number_that_it_can_not_be(one, other):
    frame = "{} barges struck the pier in Lund."
    assert told(frame.format(one), frame.format(other)) == [("number", one, other)]


@pytest.mark.parametrize(
    ("one", "other"), [("Several", "Six"), ("A few", "Four"), ("Several", "A handful of")]
)
def test_a_word_for_a_number_may_be_any_number_that_it_fits(one, other):
    frame = "{} barges struck the pier in Lund."
    assert told(frame.format(one), frame.format(other)) == []


@pytest.mark.parametrize(
    ("one", "other", "pair"),
    [
        (
            "Most of the bakers in Lund signed the charter.",
            "A quarter of the bakers in Lund signed the charter.",
            ("number", "Most", "A quarter"),
        ),
        (
            "Nearly all bakers in Lund signed the charter.",
            "Half of the bakers in Lund signed the charter.",
            ("number", "all", "Half"),
        ),
        (
            "The guild adopted the charter unanimously.",
            "The guild adopted the charter by 9 votes to 4.",
            ("number", "unanimously", "9 votes to 4"),
        ),
    ],
)
def test_a_word_for_a_share_differs_from_a_share_that_it_can_not_be(one, other, pair):
    assert pair in told(one, other)
    assert (pair[0], pair[2], pair[1]) in told(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "Most of the bakers in Lund signed the charter.",
            "Two thirds of the bakers in Lund signed the charter.",
        ),
        (
            "Not all of the bakers in Lund signed the charter.",
            "Half of the bakers in Lund signed the charter.",
        ),
        (
            "All of the barges in Lund paid the toll, half of the bakers did not.",
            "Half of the bakers in Lund paid the toll for the barges.",
        ),
    ],
)
def test_shares_that_may_be_one_or_are_of_two_wholes_are_no_difference(one, other):
    assert told(one, other) == []


@pytest.mark.parametrize(
    ("one", "other", "pair"),
    [
        (
            "It is the largest weir in the county.",
            "It is one of the largest weirs in the county.",
            ("number", "the largest", "one of the largest"),
        ),
        (
            "It is the most costly weir in the county.",
            "It is the second most costly weir in the county.",
            ("number", "the most costly", "second most costly"),
        ),
    ],
)
def test_a_rank_differs_from_another_one(one, other, pair):
    assert pair in told(one, other)


def test_the_same_rank_and_the_ranks_of_two_things_are_no_difference():
    one = "It is the largest weir in the county."
    assert told(one, "It is the county's largest weir.") == []
    assert told(one, "The weir is near one of the largest mills in the county.") == []


def test_several_of_a_thing_differ_from_one_with_the_same_told_of_it():
    one, other = "Two barges struck the pier in Lund.", "A barge struck the pier in Lund."
    assert told(one, other) == [("number", "Two barges", "A barge")]


def test_several_of_a_thing_and_one_of_which_something_else_is_told_are_no_difference():
    one = "Two barges struck the pier in Lund on Friday."
    assert told(one, "A barge was built in Lund.") == []


def test_things_of_which_two_words_are_told_differ_from_one_of_them():
    one = "The paper heard of the charter from river toll collectors in Lund."
    other = "The paper heard of the charter from a toll collector of the river."
    assert told(one, other) == [("number", "collectors", "a toll collector")]
    assert told(one, other.replace("a toll", "the toll")) == []


def test_several_things_differ_from_one_that_is_told_by_its_name():
    one = "The duke of Lund pardoned two poachers on Friday."
    assert told(one, "On Friday the duke of Lund pardoned Brack.") == [
        ("number", "two poachers", "Brack")
    ]
    assert told(one, "On Friday the duke of Lund pardoned Brack and Ohlin.") == []


def test_a_consensus_differs_from_many_of_those_concerned():
    one = "Many bakers say that the charter of Lund covers mills."
    other = "The consensus is that the charter of Lund covers mills."
    assert ("number", "Many", "consensus") in told(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("sell", "selling"), ("hire", "hired"), ("plan", "planning"), ("file", "lodged")],
)
def test_forms_of_a_short_verb_and_their_synonyms_mean_the_same(one, other):
    assert meaning(one, singular(stem_of(one))) == meaning(other, singular(stem_of(other)))


@pytest.mark.parametrize(
    ("one", "other"), [("spring", "spr"), ("speed", "spe"), ("car", "caring"), ("king", "k")]
)
def test_words_that_only_end_like_a_verb_keep_their_stem(one, other):
    assert meaning(one, singular(stem_of(one))) != meaning(other, singular(stem_of(other)))
