"""What may be looked for in a corpus, and what of a text is found by it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.text.normalization.search_variants import Strictness
from tui.text.search_terms import MOST_TERMS, QueryError, Term, find_terms, query
from tui.text.span import Span


def terms(typed: str) -> tuple[Term, ...]:
    return query(typed).tries[0][1]


def marked(text: str, typed: str) -> list[str]:
    """What of `text` is found, in the first way to read what was typed that finds anything."""
    for strictness, some in query(typed).tries:
        if spans := find_terms(text, some, strictness):
            return [span.of(text) for span in spans]
    return []


def test_words_phrases_and_beginnings_are_told_apart() -> None:
    assert terms('storm "spring tide" harb*') == (
        Term(("storm",), is_prefix=False),
        Term(("spring", "tide"), is_prefix=False),
        Term(("harb",), is_prefix=True),
    )


@pytest.mark.parametrize(
    "typed", ["“spring tide”", "«spring tide»", "„spring tide“", '"spring tide']
)
def test_any_quotation_marks_make_a_phrase(typed: str) -> None:
    assert terms(typed) == (Term(("spring", "tide"), is_prefix=False),)


def test_what_is_joined_by_a_mark_stands_in_a_row() -> None:
    assert terms("well-known") == (Term(("well", "known"), is_prefix=False),)
    assert marked("A well–known pilot, well and known.", "well-known") == ["well–known"]


@pytest.mark.parametrize(
    ("text", "typed", "expected"),
    [
        ("The Café of Zoë", "cafe", ["Café"]),
        ("The Café of Zoë", "zoë", ["Zoë"]),
        ("zoe", "zoë", ["zoe"]),
        ("May may come in May", "May", ["May", "May"]),
        ("may", "May", ["may"]),
        ("don’t", "don't", ["don’t"]),
        ("Straße", "strasse", ["Straße"]),
        ("harbours, harbour", "harbour", ["harbour"]),
        ("harbours, harbour", "harb*", ["harb", "harb"]),
        ("東京港は閉鎖された", "閉鎖", ["閉鎖"]),
        ("東京港は閉鎖された", "港", ["港"]),
        ("東京港は閉鎖された", "京都", []),
        ("ท่าเรือปิดแล้ว", "ปิด", ["ปิด"]),
        ("Порт закрыт", "порт", ["Порт"]),
        ("बंदरगाह बंद है", "बंद", ["बंद"]),
    ],
)
def test_folding_is_as_in_searching_one_article(text: str, typed: str, expected: list[str]) -> None:
    assert marked(text, typed) == expected


def test_of_the_beginning_of_a_word_no_more_is_marked() -> None:
    assert find_terms("Überfluss", terms("über*"), Strictness.LETTERS) == []
    assert find_terms("Überfluss", terms("uber*"), Strictness.LETTERS) == [Span(0, 4)]


@pytest.mark.parametrize("typed", ["", "  ", '"', "*", "—", '""', "\0", "(*)"])
def test_what_has_no_word_is_refused(typed: str) -> None:
    with pytest.raises(QueryError, match="no letter or digit"):
        query(typed)


@pytest.mark.parametrize("typed", ["word " * (MOST_TERMS + 1), '"' + "a " * 100 + '"', "a-" * 100])
def test_what_is_too_much_is_refused(typed: str) -> None:
    with pytest.raises(QueryError, match="too much"):
        query(typed)


@given(st.text(max_size=60), st.text(max_size=200))
def test_whatever_is_typed_is_understood_or_refused(typed: str, text: str) -> None:
    try:
        asked = query(typed)
    except QueryError:
        return
    for strictness, some in asked.tries:
        for span in find_terms(text, some, strictness):
            assert 0 <= span.start < span.end <= len(text)
