from datetime import date

from tui.collation.differences.differences import distinct_differences, find_differences
from tui.collation.differences.value_pair import Kind
from tui.matching.claim_values import Claim
from tui.matching.matches import PassageRef
from tui.text.document import Document
from tui.text.parsing.document_parser import parse_document


def corpus(*texts: str) -> dict[str, Document]:
    return {"ABCDEF"[n]: parse_document(text) for n, text in enumerate(texts)}


def claim_of(documents: dict[str, Document], *words: str) -> Claim:
    """The claim of all passages that have any of the words."""
    return Claim(
        tuple(
            PassageRef(name, n)
            for name, document in documents.items()
            for n in range(len(document.passages))
            if any(word in document.words_of(n) for word in words)
        )
    )


def values(documents, claims, **more):
    found = find_differences(claims, documents, **more)
    return [(d.kind, d.here.document, d.a_text, d.there.document, d.b_text) for d in found]


MILL = "The fire in the mill at Harrow left {} workers hurt on {}."


def test_lists_what_the_accounts_of_a_claim_tell_otherwise():
    documents = corpus(
        f"Rain is rare here.\n\n{MILL.format(14, 'Friday')}\n",
        f"{MILL.format(17, 'Friday')}\n\nNo one knows why it began.\n",
    )
    claims = [claim_of(documents, "Harrow")]
    (found,) = find_differences(claims, documents)
    assert (found.kind, found.claim, found.a_text, found.b_text) == (Kind.NUMBER, 0, "14", "17")
    one, other = documents["A"], documents["B"]
    assert found.a == one.passages[found.here.passage].span
    assert (found.a_value.of(one.text), found.b_value.of(other.text)) == ("14", "17")


def test_a_value_that_the_other_account_has_in_another_sentence_is_no_difference():
    documents = corpus(
        MILL.format(14, "Friday"),
        f"{MILL.format(17, 'Friday')} At first 14 workers at Harrow were said to be hurt.",
    )
    assert values(documents, [claim_of(documents, "Harrow")]) == []


def test_what_one_document_says_in_two_ways_is_not_compared_with_itself():
    documents = corpus(f"{MILL.format(14, 'Friday')} {MILL.format(17, 'Friday')}")
    assert values(documents, [claim_of(documents, "Harrow")]) == []


def test_three_accounts_are_compared_two_by_two_and_a_pair_is_listed_once():
    documents = corpus(*(MILL.format(n, "Friday") for n in (14, 17, 14)))
    claim = claim_of(documents, "Harrow")
    number = Kind.NUMBER
    assert values(documents, [claim, claim]) == [
        (number, "A", "14", "B", "17"),
        (number, "B", "17", "C", "14"),
    ]


def test_days_are_compared_by_when_the_articles_were_written():
    documents = corpus(MILL.format(14, "Friday"), MILL.format(14, "April 26"))
    claims = [claim_of(documents, "Harrow")]
    assert values(documents, claims) == []
    sunday, later = date(2024, 4, 28), date(2024, 5, 5)
    assert values(documents, claims, written={"A": sunday, "B": sunday}) == []
    assert values(documents, claims, written={"A": later, "B": sunday}) == [
        (Kind.DATE, "A", "Friday", "B", "April 26")
    ]


def test_a_quotation_that_goes_on_in_the_next_sentence_is_not_cut():
    said = "“We will rebuild the old mill before the winter"
    documents = corpus(
        f"{said},” she said. “It comes early, as all here know.”",
        f"{said}; it comes early,” she said.",
        f"{said},” she said. The town was glad.",
    )
    claims = [claim_of(documents, "rebuild")]
    assert values(documents, claims) == [(Kind.QUOTE, "B", "winter; it comes early", "C", "winter")]


def test_a_repeat_in_other_words_is_compared_too():
    echo = "“We shall rebuild the very old mill at Harrow before the next hard winter,” she said."
    again = echo.replace("hard", "long")
    documents = corpus(f"{echo}\n\n{again}\n", echo)
    assert any(p.duplicate_of is not None for p in documents["A"].passages)
    places = [
        PassageRef("A", 0 if documents["A"].passages[0].duplicate_of is None else 1),
        PassageRef("B", 0),
    ]
    assert (Kind.QUOTE, "A", "long", "B", "hard") in values(documents, [Claim(tuple(places))])


def test_the_weightiest_come_first_and_any_order_gives_the_same():
    documents = corpus(
        MILL.format(14, "Friday"),
        MILL.format(17, "Friday"),
        "The minister, Antony Harrow, said: “We will rebuild the mill before winter.”",
        "The minister, Anthony Harrow, said: “We will rebuild the mill before summer.”",
    )
    claims = [claim_of(documents, "workers"), claim_of(documents, "rebuild")]
    found = find_differences(claims, documents)
    assert [d.weight for d in found] == sorted((d.weight for d in found), reverse=True)
    assert {d.kind for d in found} == {Kind.NUMBER, Kind.NAME, Kind.QUOTE}
    backwards = dict(reversed(documents.items()))
    assert find_differences(claims, backwards) == found


def test_two_places_of_one_visit_differ_also_where_both_are_named_elsewhere():
    documents = corpus(
        "The minister was back on Monday from a three-day trip to China.",
        "The minister visited Beijing on a three-day visit. China had asked for the visit.",
    )
    assert values(documents, [claim_of(documents, "minister", "China")]) == [
        (Kind.NAME, "A", "China", "B", "Beijing")
    ]


def test_a_name_that_begins_a_sentence_is_one_if_it_is_written_large_elsewhere():
    documents = corpus(
        "Antony Harrow sold the mill. Nobody asked Antony.",
        "The owner, Anthony Harrow, sold the mill.",
    )
    assert values(documents, [claim_of(documents, "Harrow")]) == [
        (Kind.NAME, "A", "Antony", "B", "Anthony")
    ]


def test_a_list_has_each_pair_of_values_of_two_documents_once():
    documents = corpus(
        f"{MILL.format(14, 'Friday')} In all, the fire in Harrow left 14 workers hurt.",
        MILL.format(17, "Friday"),
    )
    found = find_differences([claim_of(documents, "Harrow")], documents)
    assert [(d.a_text, d.b_text) for d in found] == [("14", "17"), ("14", "17")]
    assert list(distinct_differences(found)) == [found[0]]
