"""Words as compared: one form for all ways of writing a word, and the way back to the text."""

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tui.text.tokens import capitals, count, normalized_tokens, tokens, words

SCRIPTS = "aÉß'’‘ʼ`.,:1٣ ﬁ\nकिी्ं়\u200dแที่東カﾞｶ々ー한\u1112\u1161\u11abשָ\u064e\u0640İıΣς½²[3]"
mixed = st.text(st.sampled_from(SCRIPTS) | st.characters(exclude_categories=["Cs"]), max_size=20)


@given(mixed)
@example("ʼabc ’tis DON’T 3,5 ŉ")
@example("ｶﾞ 東京は ที่นี่ \u1112\u1161\u11ab")
def test_words_without_their_places_are_the_same_words(text: str) -> None:
    assert normalized_tokens(text) == tuple(word.norm for word in words(text))


@given(mixed)
def test_every_word_stands_where_it_says(text: str) -> None:
    for word in words(text):
        assert word.span
        assert (
            word.norm in normalized_tokens(word.span.of(text)) or not word.span.of(text).isalpha()
        )


@given(st.text(st.sampled_from("aeo\u0301\u0308 éöñकड़\u093cি\u09cbが한글ُآ"), max_size=20))
def test_composed_and_decomposed_texts_have_the_same_words(text: str) -> None:
    composed, decomposed = (unicodedata.normalize(form, text) for form in ("NFC", "NFD"))
    assert (
        normalized_tokens(composed)
        == normalized_tokens(decomposed)
        == normalized_tokens(unicodedata.normalize("NFKC", text))
    )


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ﬁrst oﬃce", "first office"),
        ("Ｔｏｋｙｏ １９", "Tokyo 19"),
        ("Straße", "STRASSE"),
        ("ΟΔΟΣ", "οδός".replace("ό", "ο")),
        ("DİYARBAKIR", "diyarbakır"),
        ("isn’t", "isn't"),
        ("كتـــاب", "كتاب"),
        ("می\u200cرود", "میرود"),
        ("६.४", "6.4"),
        ("٦٫٤", "6.4"),
        ("ｶﾞｽ", "ガス"),
        ("well\u2011known", "well-known"),
        ("It fell.[12] Then", "It fell. Then"),
        ("It fell.¹ Then", "It fell. Then"),
    ],
)
def test_two_ways_of_writing_are_the_same_words(one: str, other: str) -> None:
    assert normalized_tokens(one) == normalized_tokens(other)


@pytest.mark.parametrize(
    ("one", "other"), [("दिन", "दीन"), ("মাল", "মিল"), ("ดี", "ดู"), ("கல்", "கால்")]
)
def test_a_vowel_that_is_a_mark_makes_another_word(one: str, other: str) -> None:
    assert len(normalized_tokens(one)) == len(normalized_tokens(other)) == 1
    assert normalized_tokens(one) != normalized_tokens(other)


def test_scripts_without_spaces_have_two_letters_in_a_row_as_words() -> None:
    text = "港口3号关闭"
    assert normalized_tokens(text) == ("港口", "3", "号关", "关闭")
    assert [word.span.of(text) for word in words(text)] == ["港口", "3", "号关", "关闭"]
    assert [token.norm for token in tokens(text)] == list("港口3号关闭")
    assert normalized_tokens("ที่นี่") == ("ที่นี่",)  # two letters, each with its marks


def test_javanese_has_no_spaces_and_tibetan_a_mark_behind_each_syllable() -> None:
    assert len(normalized_tokens("ꦱꦼꦥꦸꦂꦲꦚꦂ")) > 2
    assert count("མེ་འཁོར་གསར་པ་དེ་ཐོན་པ་རེད།") == (8, 0)


def test_letters_of_scripts_without_spaces_are_counted_apart() -> None:
    assert count("the port, closed") == (3, 0)
    assert count("港口关闭，OK 再见。") == (1, 6)
    assert count("गाँव की सड़क") == (3, 0)


@given(st.text(st.sampled_from("aBc I1.,:'`’é[]\u00b2-\n"), max_size=30))
@example("It`s O'Brien's McDonald [1] at 10,000")
def test_words_with_a_capital_are_the_same_in_any_characters(text):
    expected = [(word.norm, text[word.span.start].isupper()) for word in words(text)]
    assert capitals(text, 0, len(text)) == expected
