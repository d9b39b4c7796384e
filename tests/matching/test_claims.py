import random
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from tui.matching.claims import claims
from tui.matching.match import Kind, Match, Place

A, B, C, D = (Place(name, 0) for name in "abcd")


def match(here: Place, there: Place, score: float = 0.8) -> Match:
    return Match(here, there, score, Kind.REWORDED)


def test_passages_that_all_match_are_one_claim() -> None:
    found = claims([match(A, B), match(B, C), match(A, C)])
    assert [claim.places for claim in found] == [(A, B, C)]
    assert found[0].documents == 3


def test_a_chain_does_not_become_one_claim() -> None:
    chain = [Place(name, 0) for name in "abcdef"]
    links = [match(one, two) for one, two in pairwise(chain)]
    assert max(len(claim.places) for claim in claims(links)) < len(chain)


def test_a_passage_may_say_two_things() -> None:
    found = claims([match(A, B), match(A, C), match(A, D), match(B, Place("e", 0))])
    assert sum(A in claim.places for claim in found) > 1


def test_a_document_counts_once() -> None:
    again = Place("b", 1)
    found = claims([match(A, B), match(A, again)])
    assert found[0].documents == 2


PLACES = st.builds(Place, st.sampled_from("abcde"), st.integers(0, 3))
MATCHES = st.lists(
    st.builds(match, PLACES, PLACES, st.sampled_from([0.5, 0.7, 0.9])).filter(
        lambda m: m.here.document != m.there.document
    ),
    max_size=25,
    unique_by=lambda m: frozenset((m.here, m.there)),
)


@given(MATCHES, st.randoms())
def test_the_order_of_matches_changes_nothing(matches: list[Match], chance: random.Random) -> None:
    turned = [m.turned() if chance.random() < 0.5 else m for m in matches]
    chance.shuffle(turned)
    assert claims(turned) == claims(matches)


@given(MATCHES)
def test_every_match_is_within_some_claim(matches: list[Match]) -> None:
    groups = [set(claim.places) for claim in claims(matches)]
    assert all(any({m.here, m.there} <= group for group in groups) for m in matches)
