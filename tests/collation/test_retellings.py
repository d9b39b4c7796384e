"""What one account quotes and another tells in other words."""

import pytest

from tests.collation.test_differences import claim_of, corpus, values
from tui.collation.differences.value_pair import Kind

QUOTED = (
    "“The old granary must be emptied before the river floods the lower town,” Ngozi Okafor said."
)
TOLD = "Okafor warned that the river would flood the lower town and its old granary by Sunday."


def told(*texts: str, word: str = "river"):
    documents = corpus(*texts)
    return values(documents, [claim_of(documents, word)])


def test_a_quotation_that_another_account_tells_in_other_words_is_told_beside_it():
    assert told(QUOTED, TOLD) == [
        (
            Kind.QUOTE,
            "A",
            "The old granary must be emptied before the river floods the lower town",
            "B",
            "that the river would flood the lower town and its old granary by Sunday",
        )
    ]


def test_it_is_so_whichever_account_comes_first():
    ((_, _, here, _, there),) = told(TOLD, QUOTED)
    assert (here, there) == tuple(reversed(told(QUOTED, TOLD)[0][2::2]))


def test_a_pronoun_may_stand_for_the_speaker():
    assert told(QUOTED, TOLD.replace("Okafor", "She"))


def test_two_quotations_of_one_speaker_that_say_the_same_are_told_side_by_side():
    again = "“Before floods reach the lower town, that old granary has to be empty,” said Okafor."
    ((kind, _, here, _, there),) = told(QUOTED, again, word="granary")
    assert kind is Kind.QUOTE
    assert here == "The old granary must be emptied before the river floods the lower town"
    assert there == "Before floods reach the lower town, that old granary has to be empty"


@pytest.mark.parametrize(
    "other",
    [
        TOLD.replace("Okafor", "Elin Lindqvist"),  # somebody else says so
        TOLD.replace("Okafor warned that", "For weeks"),  # nobody is said to say so
        "Okafor said the river is full of trout, and that the town hall needs a new roof.",
        "Okafor said the old granary must be emptied before the river floods the lower town.",
        "“The lower town floods each spring, so the old granary is wet,” Elin Lindqvist said.",
    ],
)
def test_what_another_says_or_is_said_of_something_else_or_word_for_word_is_none(other):
    assert told(QUOTED, other) == []


def test_what_the_other_account_quotes_elsewhere_in_the_claim_is_no_retelling():
    assert told(QUOTED, f"{TOLD}\n\n{QUOTED}") == []


def test_a_turn_of_phrase_between_marks_is_no_quotation_to_be_retold():
    one = "Okafor spoke of the “lower town” and its old granary, which the river floods."
    assert told(one, TOLD) == []
