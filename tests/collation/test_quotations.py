"""Quotations across articles: variants, what each of them did to the words, and the speaker."""

from collections.abc import Iterable, Mapping

from tui.collation.quotations.quotation import Alteration, Negation, Quotation, speakers
from tui.collation.quotations.quotations import find_quotations
from tui.matching.claim_values import Claim
from tui.matching.matches import PassageRef
from tui.text.document import Document
from tui.text.parsing.document_parser import parse_document


def documents(**articles: str) -> dict[str, Document]:
    return {name: parse_document(text) for name, text in articles.items()}


def claim(read_in: Mapping[str, Document], words: Iterable[tuple[str, str]]) -> Claim:
    """The claim of the sentences that have some words, each in its document."""
    places = []
    for name, some in words:
        document = read_in[name]
        (at,) = (n for n in range(len(document.passages)) if some in document.words_of(n))
        places.append(PassageRef(name, at))
    return Claim(tuple(sorted(places)))


def said(read_in: Mapping[str, Document], quotation: Quotation) -> list[tuple[str, str]]:
    return [(v.document, v.span.of(read_in[v.document].text)) for v in quotation.variants]


WHOLE = "“We will not close the ferry line before the spring tide,” Ida Norell said."


def test_the_same_words_in_two_articles_are_one_quotation() -> None:
    both = documents(a=WHOLE, b=f"It was cold. {WHOLE}")
    (quotation,) = find_quotations(both, ())
    assert quotation.speaker == "Ida Norell"
    assert [v.document for v in quotation.variants] == ["a", "b"]
    assert all(not v.steps and v.negation is None for v in quotation.variants)


def test_each_variant_knows_its_words_and_its_sentence() -> None:
    both = documents(a=WHOLE, b=f"It was cold. {WHOLE}")
    (quotation,) = find_quotations(both, ())
    for variant in quotation.variants:
        text = both[variant.document].text
        assert variant.span.of(text).startswith("We will not")
        assert variant.sentence.of(text) == WHOLE
        assert both[variant.document].passages[variant.passage].span == variant.sentence


def test_what_was_trimmed_is_told() -> None:
    both = documents(a=WHOLE, b="Norell promised not to “close the ferry line.”")
    (quotation,) = find_quotations(both, ())
    text = both["a"].text
    assert [span.of(text) for span in quotation.variants[1].cut] == [
        "We will not",
        "before the spring tide",
    ]


def test_changed_words_are_told_with_those_they_stand_for() -> None:
    both = documents(a=WHOLE, b=WHOLE.replace("close", "abandon"))
    (quotation,) = find_quotations(both, ())
    one, two = quotation.variants
    ((mine, other),) = two.changed
    assert {mine.of(both[two.document].text), other.of(both[one.document].text)} == {
        "close",
        "abandon",
    }


def test_a_dropped_negation_is_flagged() -> None:
    both = documents(a=WHOLE, b=WHOLE.replace("will not", "will"))
    (quotation,) = find_quotations(both, ())
    assert quotation.variants[1].negation is Negation.DROPPED


def test_an_added_negation_is_flagged() -> None:
    longer = "“We can surely keep the ferry line running all winter long,” Ida Norell said."
    both = documents(a=longer, b="“We can’t keep the ferry line running,” Norell said.")
    (quotation,) = find_quotations(both, ())
    assert quotation.variants[1].negation is Negation.ADDED


def test_a_negation_that_goes_with_what_was_trimmed_off_is_none() -> None:
    whole = "“The ferry line stays open all year, and it is not for sale to anybody,” Norell said."
    both = documents(a=whole, b="“The ferry line stays open all year,” Norell said.")
    (quotation,) = find_quotations(both, ())
    assert quotation.variants[1].negation is None
    assert quotation.variants[1].steps[0].alteration is Alteration.CUT


def test_words_without_marks_elsewhere_are_a_variant_without_marks() -> None:
    loose = "Norell said they will not close the ferry line before the spring tide at least."
    both = documents(a=WHOLE, b=loose)
    (quotation,) = find_quotations(both, ())
    marked, bare = quotation.variants
    assert (marked.marked, bare.marked) == (True, False)
    assert bare.span.of(both["b"].text) == "will not close the ferry line before the spring tide"


def test_words_changed_by_translation_are_variants_where_the_sentences_match() -> None:
    one = "“They tried to sway and perhaps to hinder the vote,” Norell told the radio."
    two = "“There were efforts to sway and plainly hinder the ballot,” Norell told the radio."
    both = documents(a=one, b=two)
    assert len(find_quotations(both, ())) == 2
    matched = claim(both, [("a", "perhaps"), ("b", "plainly")])
    (quotation,) = find_quotations(both, [matched])
    assert {v.document for v in quotation.variants} == {"a", "b"}


def test_a_translation_needs_no_word_in_common() -> None:
    one = "The harbour was full of ice and it was cold. “We wait for the spring,” Ida Norell said."
    two = "Der Hafen ist voll und es ist kalt. „Der Frühling muss kommen“, sagte Ida Norell."
    both = documents(a=one, b=two)
    matched = claim(both, [("a", "We wait"), ("b", "Frühling")])
    (quotation,) = find_quotations(both, [matched])
    assert quotation.speaker == "Ida Norell"
    assert {v.document for v in quotation.variants} == {"a", "b"}


def test_what_another_says_in_like_words_is_another_quotation() -> None:
    other = "“We will surely close the ferry line when autumn comes,” Bo Ek said."
    assert len(find_quotations(documents(a=WHOLE, b=other), ())) == 2


def test_each_sentence_of_a_long_quotation_finds_its_own_variant() -> None:
    long = "Ida Norell said: “The ice is too thick for us. Nobody will be left on the island.”"
    parted = "“Nobody will be left on the island,” Norell said. “The ice is too thick for us.”"
    both = documents(a=long, b=parted)
    first, second = find_quotations(both, ())
    assert said(both, first)[0][1].startswith("The ice")
    assert (
        {v.document for v in first.variants} == {v.document for v in second.variants} == {"a", "b"}
    )
    assert len({v.whole for v in (*first.variants, *second.variants) if v.document == "a"}) == 1


def test_a_long_quotation_that_stands_nowhere_else_is_one() -> None:
    long = "Ida Norell said: “The ice is too thick for us. Nobody will be left on the island.”"
    alone = documents(a=long)
    (quotation,) = find_quotations(alone, ())
    assert said(alone, quotation) == [
        ("a", "The ice is too thick for us. Nobody will be left on the island.")
    ]


def test_a_quotation_that_very_many_articles_have_is_one() -> None:
    many = documents(**{f"n{n}": f"Day {n}. {WHOLE}" for n in range(100)})
    (quotation,) = find_quotations(many, ())
    assert len(quotation.documents) == 100


def test_no_chain_of_quotations_fuses() -> None:
    one = "“The ferry line needs a new boat and the boat needs a crew,” Norell said."
    two = "“The boat needs a crew, and a crew needs a decent wage from us,” Norell said."
    three = "“A crew needs a decent wage from us, and wages need taxes,” Norell said."
    found = find_quotations(documents(a=one, b=two, c=three), ())
    assert all(len(quotation.documents) < 3 for quotation in found)


def test_a_speaker_has_one_name_in_all_articles() -> None:
    found = find_quotations(
        documents(a=WHOLE, b="“It is cold,” Norell said. “Very cold,” Ms. Norell said."), ()
    )
    assert {quotation.speaker for quotation in found} == {"Ida Norell"}


def test_quotations_can_be_had_by_speaker() -> None:
    found = find_quotations(
        documents(a=f"{WHOLE} “Nonsense,” said Bo Ek. It was “odd.”", b="“Rubbish,” Bo Ek said."),
        (),
    )
    assert speakers(found) == (("Bo Ek", 2), ("Ida Norell", 1), (None, 1))


def test_the_order_of_the_articles_changes_no_group() -> None:
    articles = {
        "a": WHOLE,
        "b": "Norell promised not to “close the ferry line.”",
        "c": WHOLE.replace("close", "abandon"),
    }
    one = find_quotations(documents(**articles), ())
    two = find_quotations(documents(**dict(reversed(articles.items()))), ())
    assert {frozenset(q.variants) for q in one} == {frozenset(q.variants) for q in two}


def test_nothing_quoted_gives_nothing() -> None:
    assert find_quotations(documents(a="It was cold."), ()) == ()
    assert find_quotations({}, ()) == ()


def test_two_marked_words_that_nobody_is_said_to_say_are_no_quotation_of_somebody() -> None:
    both = documents(a=WHOLE, b="Old charts show a “ferry line” near the spring tide mark.")
    quotations = find_quotations(both, [claim(both, [("a", "ferry line"), ("b", "ferry line")])])
    assert [(q.speaker, len(q.variants)) for q in quotations] == [("Ida Norell", 1), (None, 1)]
