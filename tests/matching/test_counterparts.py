"""What holds of all that other texts are heard on, whichever way."""

import random
from itertools import combinations

import pytest

from tests.matching.doubts import DOCUMENTS, MAYBE, PAIR, SURE, A, B, C, D, Hear, corpus, odds_by
from tui.matching.company import in_company
from tui.matching.compare import Pair
from tui.matching.comparison import Comparison
from tui.matching.judge import DEFAULT
from tui.matching.match import Kind
from tui.matching.thirds import judged

each_way = pytest.mark.parametrize("hear", [judged, in_company])


@each_way
@pytest.mark.parametrize("kind", [Kind.VERBATIM, Kind.CLOSE])
def test_copies_and_close_matches_stay(hear: Hear, kind: Kind) -> None:
    odds = {PAIR: MAYBE, ((A, 0), (C, 0)): SURE, ((B, 0), (C, 5)): SURE}
    assert odds_by(hear, odds, kind)[PAIR] == pytest.approx(MAYBE)


@each_way
def test_sure_matches_and_hopeless_candidates_are_not_asked_about(hear: Hear) -> None:
    far = DEFAULT.doubtful + 0.1
    third = {((A, 0), (C, 0)): SURE, ((B, 0), (C, 5)): SURE}
    for odds in (far, -far):
        assert odds_by(hear, {PAIR: odds, **third})[PAIR] == pytest.approx(odds)


@each_way
def test_a_copy_of_the_same_text_is_not_heard(hear: Hear) -> None:
    made = {**corpus({PAIR: MAYBE}), (A, A): Comparison((Pair(0, 0, 20.0, Kind.VERBATIM),), ())}
    assert hear(made.items(), DOCUMENTS) == {}


@each_way
def test_the_order_of_the_comparisons_changes_nothing(hear: Hear) -> None:
    chance = random.Random(3)  # noqa: S311  # no secret
    lines = [(text, line) for text in (A, B, C, D) for line in range(6)]
    odds = {
        (one, two): chance.uniform(-2.5, 6.0)
        for one, two in combinations(lines, 2)
        if one[0] != two[0] and chance.random() < 0.4
    }
    made = list(corpus(odds).items())
    expected = hear(made, DOCUMENTS)
    assert expected
    for _ in range(5):
        chance.shuffle(made)
        assert hear(made, DOCUMENTS) == expected
