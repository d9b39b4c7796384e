"""What the company that two passages keep says of them."""

import random
from itertools import combinations

import pytest

from tui.matching.company import companies, in_company
from tui.matching.compare import Pair
from tui.matching.comparison import Comparison, Keys
from tui.matching.judge import DEFAULT
from tui.matching.match import Kind
from tui.matching.survey import Comparisons

DOCUMENTS = 4
DOUBT = DEFAULT.doubt(DOCUMENTS)
A, B, C, D = b"a", b"b", b"c", b"d"
SURE, MAYBE, UNLIKELY = 5.0, 0.3, -0.5

Odds = dict[tuple[tuple[bytes, int], tuple[bytes, int]], float]
PAIR = ((A, 0), (B, 0))


def corpus(odds: Odds, kind: Kind = Kind.REWORDED) -> dict[Keys, Comparison]:
    """Four texts, whose lines match by the odds given; all pairs of texts were compared."""
    pairs: dict[Keys, list[Pair]] = {keys: [] for keys in combinations((A, B, C, D), 2)}
    for ((one, here), (two, there)), value in odds.items():
        pairs[one, two].append(Pair(here, there, DOUBT + value, kind))
    return {keys: Comparison(tuple(some), ()) for keys, some in pairs.items()}


def odds_after(odds: Odds, kind: Kind = Kind.REWORDED) -> Odds:
    made = corpus(odds, kind)
    after = {**made, **in_company(made.items(), DOCUMENTS)}
    return {
        ((one, pair.here), (two, pair.there)): pair.total - DOUBT
        for (one, two), comparison in after.items()
        for pair in comparison.pairs
    }


def test_a_near_miss_that_keeps_the_same_company_is_a_match() -> None:
    odds = {PAIR: UNLIKELY}
    for other in ((C, 0), (D, 0)):
        odds |= {((A, 0), other): SURE, ((B, 0), other): SURE}
    assert odds_after(odds)[PAIR] > 0


def test_a_doubtful_match_of_passages_that_keep_other_company_is_none() -> None:
    odds = {PAIR: MAYBE, ((A, 0), (C, 0)): SURE, ((B, 0), (C, 5)): SURE}
    assert odds_after(odds)[PAIR] < 0


def test_who_matches_half_of_the_company_belongs_to_it_less_than_who_matches_all() -> None:
    common = {PAIR: MAYBE, ((B, 0), (C, 0)): SURE, ((B, 0), (D, 0)): SURE, ((A, 0), (C, 0)): SURE}
    half = odds_after(common)[PAIR]
    assert half < odds_after({**common, ((A, 0), (D, 0)): SURE})[PAIR]


def test_another_passage_of_the_same_text_is_no_company_for_it() -> None:
    odds = {PAIR: MAYBE, ((A, 1), (B, 0)): SURE}
    assert in_company(corpus(odds).items(), DOCUMENTS) == {}


def test_an_unlikely_counterpart_is_no_company() -> None:
    odds = {PAIR: MAYBE, ((B, 0), (C, 0)): UNLIKELY}
    assert in_company(corpus(odds).items(), DOCUMENTS) == {}


def test_company_is_heard_of_both_passages_and_either_order() -> None:
    one = odds_after({PAIR: MAYBE, ((A, 0), (C, 0)): SURE})[PAIR]
    other = odds_after({PAIR: MAYBE, ((B, 0), (C, 0)): SURE})[PAIR]
    assert one == pytest.approx(other)
    assert one < MAYBE


@pytest.mark.parametrize("kind", [Kind.VERBATIM, Kind.CLOSE])
def test_copies_and_close_matches_stay(kind: Kind) -> None:
    odds = {PAIR: MAYBE, ((A, 0), (C, 0)): SURE, ((B, 0), (C, 5)): SURE}
    assert odds_after(odds, kind)[PAIR] == pytest.approx(MAYBE)


def test_sure_matches_and_hopeless_candidates_are_not_asked_about() -> None:
    far = DEFAULT.doubtful + 0.1
    third = {((A, 0), (C, 0)): SURE, ((B, 0), (C, 5)): SURE}
    for odds in (far, -far):
        assert odds_after({PAIR: odds, **third})[PAIR] == pytest.approx(odds)


def test_a_copy_of_the_same_text_is_no_company() -> None:
    made = {**corpus({PAIR: MAYBE}), (A, A): Comparison((Pair(0, 0, 20.0, Kind.VERBATIM),), ())}
    assert in_company(made.items(), DOCUMENTS) == {}


def test_the_order_of_the_comparisons_changes_nothing() -> None:
    chance = random.Random(3)  # noqa: S311  # no secret
    lines = [(text, line) for text in (A, B, C, D) for line in range(6)]
    odds = {
        (one, two): chance.uniform(-2.5, 6.0)
        for one, two in combinations(lines, 2)
        if one[0] != two[0] and chance.random() < 0.4
    }
    made = list(corpus(odds).items())
    expected = in_company(made, DOCUMENTS)
    assert expected
    for _ in range(5):
        chance.shuffle(made)
        assert in_company(made, DOCUMENTS) == expected


def test_of_a_passage_that_hundreds_print_only_the_surest_are_asked() -> None:
    texts = [bytes([n]) for n in range(1, 200)]
    made = {
        (one, two): Comparison((Pair(0, 0, DEFAULT.doubt(300) + 1.0, Kind.REWORDED),), ())
        for one, two in combinations(texts, 2)
    }
    heard = list(companies(made.items(), 300, DEFAULT))
    assert len(heard) == len(made)
    assert all(0.0 <= shared.sure <= 1.0 for *_, shared in heard)


def test_company_is_heard_where_it_is_asked_for_after_the_thirds() -> None:
    known = Comparisons(())
    known.documents = DOCUMENTS
    for keys, comparison in corpus({PAIR: MAYBE, ((A, 0), (C, 0)): SURE}).items():
        known.add(keys, comparison)
    by_thirds, _ = known.heard()
    by_both, changed = known.heard(company=True)
    thirds, both = (dict(heard.all())[A, B].pairs[0].total for heard in (by_thirds, by_both))
    assert both < thirds < DOUBT + MAYBE
    assert changed == {A, B}
