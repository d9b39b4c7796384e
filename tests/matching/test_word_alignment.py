from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from tui.matching.word_alignment import align, shared_words
from tui.text.span import Span
from tui.text.tokens import normalized_tokens, words

PROSE = st.lists(
    st.sampled_from(["the", "Toll", "rose", "to", "14", "41", "dead", "—", "“said”", "it’s"]),
    max_size=30,
).map(" ".join)


def said(text: str, spans: list[Span]) -> list[str]:
    return [fold for span in spans for fold in normalized_tokens(span.of(text))]


@given(PROSE | st.text(max_size=80), PROSE | st.text(max_size=80))
def test_every_word_is_in_exactly_one_step_on_each_side(here: str, there: str) -> None:
    steps = align(here, there)
    assert said(here, [s.here for s in steps]) == [w.norm for w in words(here)]
    assert said(there, [s.there for s in steps]) == [w.norm for w in words(there)]


@given(PROSE, PROSE)
def test_what_is_called_the_same_is_the_same(here: str, there: str) -> None:
    for step in align(here, there):
        same = normalized_tokens(step.here.of(here)) == normalized_tokens(step.there.of(there))
        assert step.same == same


@given(PROSE, PROSE)
def test_steps_follow_one_another(here: str, there: str) -> None:
    steps = align(here, there)
    for before, after in pairwise(steps):
        assert before.here.end <= after.here.start
        assert before.there.end <= after.there.start
        assert not (before.same and after.same)
        assert before.same or after.same


def test_a_changed_number_is_a_difference() -> None:
    steps = align("The toll rose to 14 on Friday", "the toll rose to 41 on Friday")
    assert [s.here.of("The toll rose to 14 on Friday") for s in steps if not s.same] == ["14"]


def test_case_quotes_and_punctuation_are_none() -> None:
    steps = align("“It’s OVER,” he said.", '"it\'s over" he said')
    assert [s.same for s in steps] == [True]


def test_nothing_aligns_with_nothing() -> None:
    assert align("", "…") == ()


def test_shared_words_are_those_of_substance_and_whole() -> None:
    here = "He came from the three-day summit to Sint-Niklaas"
    there = "He went to the two-day summit from Sint-Niklaas"
    ours, theirs = shared_words(here, there)
    assert [span.of(here) for span in ours] == ["summit", "Sint-Niklaas"]
    assert [span.of(there) for span in theirs] == ["summit", "Sint-Niklaas"]


def test_rarer_function_words_are_not_shared_words_either() -> None:
    here = "Despite the storm which closed the harbour, nobody in the US left."
    there = "Despite the help which the harbour had, nobody in the US agreed."
    shared, _ = shared_words(here, there)
    found = said(here, list(shared))
    assert "despite" not in found
    assert "which" not in found
    assert "harbour" in found
    shared, _ = shared_words(here, here)
    assert {"nobody", "us"} <= set(said(here, list(shared)))
