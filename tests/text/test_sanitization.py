"""What comes in is hostile; what is kept can be shown anywhere and leads back to where it was."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from tui.text.sanitization import clean, clean_line
from tui.text.span import Span

HOSTILE = "\x1b\x9b\x07\x00\x7f\u202e\u2066\u00ad\u200b\ufeff\u2028\u0085\r\n\t\udc80 aé漢👩‍👧"
texts = st.text(st.sampled_from(HOSTILE) | st.characters(), max_size=200)


@given(texts)
def test_nothing_but_newlines_and_what_can_be_seen_is_left(raw: str) -> None:
    text, _ = clean(raw)
    for character in text.replace("\n", ""):
        assert unicodedata.category(character) not in {"Cc", "Cs", "Zl", "Zp"}
        assert unicodedata.bidirectional(character) not in {"RLO", "LRO", "RLE", "LRE", "PDF"}
        assert character not in "\u00ad\u200b\u2060\ufeff"


@given(texts)
def test_every_code_point_kept_leads_back_to_itself(raw: str) -> None:
    text, source = clean(raw)
    for n, character in enumerate(text):
        there = raw[source.to_source(n)]
        assert character == there or character in "\n \ufffd\u2010"
        assert source.to_clean(source.to_source(n)) == n


@given(texts)
def test_cleaning_twice_changes_nothing(raw: str) -> None:
    once, _ = clean(raw)
    assert clean(once)[0] == once


def test_line_ends_of_every_kind_are_one_newline() -> None:
    text, source = clean("a\r\nb\rc\u2028d\x0be")
    assert text == "a\nb\nc\nd\ne"
    assert source.span_to_source(Span(2, 3)) == Span(3, 4)


@given(st.text(max_size=300), st.integers(1, 50))
def test_a_line_for_messages_is_one_line_and_bounded(raw: str, limit: int) -> None:
    line = clean_line(raw, limit)
    assert len(line) <= limit
    assert "\n" not in line
