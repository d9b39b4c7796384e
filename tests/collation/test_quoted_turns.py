"""A word or two that one account quotes of what another quotes, or tells, with more."""

from tests.collation.test_differences import claim_of, corpus, values
from tui.collation.differences.sentence_comparison import compare_sentences
from tui.collation.differences.value_pair import Kind


def pairs(one: str, other: str) -> list[tuple[Kind, str, str]]:
    found = compare_sentences(one, other)
    return [(p.kind, p.here.of(one), p.there.of(other)) for p in found]


def test_a_turn_of_a_longer_quotation_is_told_beside_its_clause():
    one = "The new harbour fee is “preposterous,” the ferry owner Okafor said of it."
    other = "“What a preposterous fee for a harbour, and nobody asked us,” Okafor said."
    assert (Kind.QUOTE, "preposterous", "What a preposterous fee for a harbour") in pairs(
        one, other
    )
    assert pairs(other, one) == [(k, there, here) for k, here, there in pairs(one, other)]


def test_a_turn_that_is_told_with_a_word_less_differs():
    one = "Okafor said she had “grave doubts” about whether the ferry would sail this winter."
    other = "Okafor has doubts about whether the ferry of Lunden would sail this winter."
    assert pairs(one, other) == [(Kind.QUOTE, "grave doubts", "doubts")]
    assert pairs(one, other.replace("has doubts", "has grave doubts")) == []


def test_a_turn_within_a_quotation_of_the_same_words_is_no_difference():
    one = "“They came up short in the ‘good neighbour’ department of late,” Okafor said."
    other = "Then, he wrote, they came up short in the ‘good neighbour’ department of late."
    assert pairs(one, other) == []


LAST = "“ferries will sail to every island of the coast again,” said Okafor of the harbour office."


def test_what_is_told_right_before_a_quotation_stands_for_its_first_words():
    told = f"Okafor said that, because of today’s vote, {LAST.partition(' said')[0]}"
    quoted = LAST.replace("“ferries", "“With today’s vote, ferries")
    assert (Kind.QUOTE, "because of today’s vote", "With today’s vote") in pairs(told, quoted)


def test_what_is_told_there_is_missing_where_another_account_has_none_of_it():
    told = f"Okafor said that, because of a vote, {LAST.partition(' said')[0]}"
    assert (Kind.QUOTE, "because of a vote, “ferries", "ferries") in pairs(told, LAST)


def test_the_clause_told_has_the_turn_that_it_quotes():
    documents = corpus(
        "“You cannot scrap the harbour fee for ferries with a mayor’s order,” Ngozi Okafor said.",
        "Okafor said that aldermen “plainly” cannot abolish what ferries pay as a harbour fee.",
    )
    ((kind, _, _, _, told),) = values(documents, [claim_of(documents, "harbour")])
    assert kind is Kind.QUOTE
    assert told == "aldermen “plainly” cannot abolish what ferries pay as a harbour fee"


def test_what_is_told_there_and_in_other_words_elsewhere_is_no_cut():
    told = f"Okafor said that, if she wins a vote, {LAST.partition(' said')[0]}"
    other = f"If there is a majority, {LAST}"
    assert pairs(told, other) == []
