"""What other texts say of two passages that may say the same."""

import random
from itertools import combinations

import pytest

from tui.matching.compare import Pair
from tui.matching.comparison import Comparison, Keys
from tui.matching.judge import DEFAULT
from tui.matching.match import Kind
from tui.matching.thirds import hearings, judged

DOCUMENTS = 4
DOUBT = DEFAULT.doubt(DOCUMENTS)
A, B, C, D = b"a", b"b", b"c", b"d"
SURE, MAYBE, UNLIKELY = 5.0, 0.3, -0.5

Odds = dict[tuple[tuple[bytes, int], tuple[bytes, int]], float]


def corpus(odds: Odds, kind: Kind = Kind.REWORDED) -> dict[Keys, Comparison]:
    """Four texts, whose lines match by the odds given; all pairs of texts were compared."""
    pairs: dict[Keys, list[Pair]] = {keys: [] for keys in combinations((A, B, C, D), 2)}
    for ((one, here), (two, there)), value in odds.items():
        pairs[one, two].append(Pair(here, there, DOUBT + value, kind))
    return {keys: Comparison(tuple(some), ()) for keys, some in pairs.items()}


def odds_after(odds: Odds, kind: Kind = Kind.REWORDED) -> Odds:
    made = corpus(odds, kind)
    after = {**made, **judged(made.items(), DOCUMENTS)}
    return {
        ((one, pair.here), (two, pair.there)): pair.total - DOUBT
        for (one, two), comparison in after.items()
        for pair in comparison.pairs
    }


PAIR = ((A, 0), (B, 0))


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


@pytest.mark.parametrize("kind", [Kind.VERBATIM, Kind.CLOSE])
def test_copies_and_close_matches_stay(kind: Kind) -> None:
    odds = {PAIR: MAYBE, ((A, 0), (C, 0)): SURE, ((B, 0), (C, 5)): SURE}
    assert odds_after(odds, kind)[PAIR] == pytest.approx(MAYBE)


def test_sure_matches_and_hopeless_candidates_are_not_asked_about() -> None:
    far = DEFAULT.doubtful + 0.1
    third = {((A, 0), (C, 0)): SURE, ((B, 0), (C, 5)): SURE}
    for odds in (far, -far):
        assert odds_after({PAIR: odds, **third})[PAIR] == pytest.approx(odds)


def test_nothing_chains() -> None:
    """A~B~C~D, each next surely and the others not at all alike, makes no further match."""
    odds = {
        ((A, 0), (B, 0)): SURE,
        ((B, 0), (C, 0)): SURE,
        ((C, 0), (D, 0)): SURE,
        ((A, 0), (D, 0)): UNLIKELY,
    }
    assert odds_after(odds)[(A, 0), (D, 0)] < 0


def test_a_copy_of_the_same_text_is_no_third() -> None:
    made = {**corpus({PAIR: MAYBE}), (A, A): Comparison((Pair(0, 0, 20.0, Kind.VERBATIM),), ())}
    assert judged(made.items(), DOCUMENTS) == {}


def test_the_order_of_the_comparisons_changes_nothing() -> None:
    chance = random.Random(3)  # noqa: S311  # no secret
    lines = [(text, line) for text in (A, B, C, D) for line in range(6)]
    odds = {
        (one, two): chance.uniform(-2.5, 6.0)
        for one, two in combinations(lines, 2)
        if one[0] != two[0] and chance.random() < 0.4
    }
    made = list(corpus(odds).items())
    expected = judged(made, DOCUMENTS)
    assert expected
    for _ in range(5):
        chance.shuffle(made)
        assert judged(made, DOCUMENTS) == expected


def test_of_a_passage_that_hundreds_print_only_the_surest_are_asked() -> None:
    texts = [bytes([n]) for n in range(1, 200)]
    made = {
        (one, two): Comparison((Pair(0, 0, DEFAULT.doubt(300) + 1.0, Kind.REWORDED),), ())
        for one, two in combinations(texts, 2)
    }
    heard = list(hearings(made.items(), 300, DEFAULT))
    assert len(heard) == len(made)
    assert all(-1.0 <= hearing.support <= 1.0 for *_, hearing in heard)
