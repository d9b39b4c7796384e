"""What other texts say of two passages that may say the same."""

from tests.matching.doubts import (
    DOCUMENTS,
    MAYBE,
    PAIR,
    SURE,
    UNLIKELY,
    A,
    B,
    C,
    D,
    Odds,
    corpus,
    odds_by,
    printed_by_hundreds,
)
from tui.matching.judge import DEFAULT
from tui.matching.thirds import hearings, judged


def odds_after(odds: Odds) -> Odds:
    return odds_by(judged, odds)


def test_a_third_passage_that_says_the_same_as_both_makes_a_near_miss_a_match() -> None:
    odds = {PAIR: UNLIKELY, ((A, 0), (C, 0)): SURE, ((B, 0), (C, 0)): SURE}
    assert odds_after(odds)[PAIR] > 0


def test_a_text_that_has_others_of_both_unmakes_a_doubtful_match() -> None:
    odds = {PAIR: MAYBE, ((A, 0), (C, 0)): SURE, ((B, 0), (C, 5)): SURE}
    assert odds_after(odds)[PAIR] < 0


def test_texts_that_say_the_one_and_not_the_other_speak_against_it() -> None:
    odds = {PAIR: MAYBE, ((A, 0), (C, 0)): SURE}
    one = odds_after(odds)[PAIR]
    two = odds_after({**odds, ((A, 0), (D, 0)): SURE})[PAIR]
    assert two < one < MAYBE


def test_a_passage_that_answers_better_elsewhere_in_the_third_text_is_hardly_heard() -> None:
    odds = {PAIR: UNLIKELY, ((A, 0), (C, 0)): SURE, ((B, 0), (C, 0)): 1.0}
    assert odds_after({**odds, ((B, 0), (C, 5)): SURE})[PAIR] < odds_after(odds)[PAIR]


def test_where_no_other_text_says_anything_nothing_changes() -> None:
    made = corpus({PAIR: MAYBE, ((C, 0), (D, 0)): MAYBE, ((A, 1), (C, 1)): SURE})
    assert judged(made.items(), DOCUMENTS) == {}


def test_what_a_copy_of_the_one_says_makes_no_match_by_itself() -> None:
    odds = {PAIR: UNLIKELY, ((A, 0), (C, 0)): 8.0, ((B, 0), (C, 0)): UNLIKELY}
    assert odds_after(odds)[PAIR] < 0


def test_nothing_chains() -> None:
    """A~B~C~D, each next surely and the others not at all alike, makes no further match."""
    odds = {
        ((A, 0), (B, 0)): SURE,
        ((B, 0), (C, 0)): SURE,
        ((C, 0), (D, 0)): SURE,
        ((A, 0), (D, 0)): UNLIKELY,
    }
    assert odds_after(odds)[(A, 0), (D, 0)] < 0


def test_of_a_passage_that_hundreds_print_only_the_surest_are_asked() -> None:
    made = printed_by_hundreds()
    heard = list(hearings(made.items(), 300, DEFAULT))
    assert len(heard) == len(made)
    assert all(-1.0 <= hearing.support <= 1.0 for *_, hearing in heard)
