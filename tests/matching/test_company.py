"""What the company that two passages keep says of them."""

import pytest

from tests.matching.doubts import (
    DOCUMENTS,
    DOUBT,
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
from tui.matching.company import companies, in_company
from tui.matching.judge import DEFAULT
from tui.matching.survey import Comparisons


def odds_after(odds: Odds) -> Odds:
    return odds_by(in_company, odds)


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


def test_of_a_passage_that_hundreds_print_only_the_surest_are_asked() -> None:
    made = printed_by_hundreds()
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
