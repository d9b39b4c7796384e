import random
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.matching import claim_clustering as grouping
from tui.matching.candidates.fingerprint import tokens_of
from tui.matching.claim_clustering import (
    Links,
    MayMeet,
    cluster_claims,
    indirect_matches,
    link_matches,
    meeting_rule,
)
from tui.matching.claim_values import Claim
from tui.matching.matches import Kind, Match, PassageRef, passage_pair

A, B, C, D, E = (PassageRef(name, 0) for name in "abcde")


def match(here: PassageRef, there: PassageRef, score: float = 0.8) -> Match:
    return Match(here, there, score, Kind.REWORDED)


def grouped(matches: Sequence[Match]) -> list[tuple[PassageRef, ...]]:
    return [claim.places for claim in cluster_claims(link_matches(matches))]


def test_passages_that_all_match_are_one_claim() -> None:
    assert grouped([match(A, B), match(B, C), match(A, C)]) == [(A, B, C)]


def test_a_passage_between_two_that_differ_is_in_two_claims() -> None:
    assert grouped([match(A, B), match(B, C)]) == [(A, B), (B, C)]


def test_no_chain_becomes_one_claim_however_long() -> None:
    chain = [PassageRef(name, 0) for name in "abcdefgh"]
    found = grouped([match(one, two) for one, two in pairwise(chain)])
    assert found == [tuple(pair) for pair in pairwise(chain)]


def test_a_missing_link_is_made_good_by_the_majority() -> None:
    but_one = [match(*pair) for pair in combinations((A, B, C, D), 2) if pair != (A, C)]
    assert grouped(but_one) == [(A, B, C, D)]


def test_a_passage_everybody_is_like_ties_nobody_together() -> None:
    assert grouped([match(A, PassageRef(n, 0)) for n in "bcdef"]) == [
        (A, PassageRef(n, 0)) for n in "bcdef"
    ]


def test_a_document_counts_once() -> None:
    again = PassageRef("b", 1)
    found = cluster_claims(link_matches([match(A, B), match(A, again)]))
    assert [(claim.places, claim.documents) for claim in found] == [((A, B, again), 2)]


def test_what_was_set_apart_is_in_no_claim_together() -> None:
    matches = [match(*pair) for pair in combinations((A, B, C, D), 2)]
    apart = {passage_pair(C, A)}
    found = cluster_claims(
        link_matches(matches, apart), lambda one, two, _: passage_pair(one, two) not in apart
    )
    assert not any({A, C} <= set(claim.places) for claim in found)
    assert {B, D} <= set(found[0].places)


def test_two_parts_of_what_two_others_say_whole_are_not_one_claim() -> None:
    hurt = "nine people were hurt when a tram left the rails in Lisbon,"
    said = {A: hurt, C: "the mayor of Lisbon promised an inquiry into the brakes of the tram"}
    said[B] = said[D] = " ".join(said.values())
    matches = [match(*pair) for pair in combinations((A, B, C, D), 2) if pair != (A, C)]
    tokens = {place: tokens_of(words) for place, words in said.items()}
    links = link_matches(matches)
    assert indirect_matches(cluster_claims(links, meeting_rule(tokens.__getitem__)), links) == {}
    tokens[C] = tokens_of("mayor promises inquiry after tram goes off rails, nine people hurt")
    assert set(
        indirect_matches(cluster_claims(links, meeting_rule(tokens.__getitem__)), links)
    ) == {A, C}


def test_an_article_only_a_claim_leads_to_is_found_by_the_surest_way() -> None:
    but_one = [match(*pair) for pair in combinations((A, B, C, D), 2) if pair != (A, C)]
    sure = [*but_one, match(A, D, 0.95), match(C, D, 0.9)]
    links = link_matches(sure)
    found = indirect_matches(cluster_claims(links), links)
    assert found == {
        A: (Match(A, C, 0.9, Kind.REWORDED, via=D),),
        C: (Match(C, A, 0.9, Kind.REWORDED, via=D),),
    }


def test_an_article_that_matches_is_not_led_to_once_more() -> None:
    other = PassageRef("c", 1)
    matches = [match(*pair) for pair in combinations((A, B, C, D), 2) if pair != (A, C)]
    links = link_matches([*matches, match(A, other)])
    assert A not in indirect_matches(cluster_claims(links), links)


PLACES = st.builds(PassageRef, st.sampled_from("abcdef"), st.integers(0, 2))
MATCHES = st.lists(
    st.builds(match, PLACES, PLACES, st.sampled_from([0.5, 0.7, 0.9])).filter(
        lambda m: m.here.document != m.there.document
    ),
    max_size=50,
    unique_by=lambda m: frozenset((m.here, m.there)),
)


@pytest.mark.slow
@given(MATCHES, st.randoms())
def test_the_order_of_matches_changes_nothing(matches: list[Match], chance: random.Random) -> None:
    turned = [m.reversed() if chance.random() < 0.5 else m for m in matches]
    chance.shuffle(turned)
    one, other = link_matches(matches), link_matches(turned)
    assert cluster_claims(one) == cluster_claims(other)
    assert indirect_matches(cluster_claims(one), one) == indirect_matches(
        cluster_claims(other), other
    )


@pytest.mark.slow
@given(MATCHES)
def test_every_match_is_within_some_claim(matches: list[Match]) -> None:
    groups = [set(places) for places in grouped(matches)]
    assert all(any({m.here, m.there} <= group for group in groups) for m in matches)


@pytest.mark.slow
@given(MATCHES)
def test_every_member_matches_more_than_half_of_the_others(matches: list[Match]) -> None:
    links = link_matches(matches)
    for claim in cluster_claims(links):
        for place in claim.places:
            others = [other for other in claim.places if other.document != place.document]
            assert 2 * sum(other in links[place] for other in others) > len(others)


@given(MATCHES)
def test_every_way_leads_over_a_passage_of_the_claim_that_matches_both(
    matches: list[Match],
) -> None:
    links = link_matches(matches)
    found = cluster_claims(links)
    for here, leading in indirect_matches(found, links).items():
        for way in leading:
            assert way.via is not None
            assert way.here == here
            assert way.there not in links[here]
            assert way.via in links[here]
            assert way.via in links[way.there]
            assert any({here, way.via, way.there} <= set(claim.places) for claim in found)


@pytest.mark.slow
@given(MATCHES, st.data())
def test_what_is_set_apart_never_meets_again(matches: list[Match], data: st.DataObject) -> None:
    if not matches:
        return
    chosen = data.draw(st.lists(st.sampled_from(matches), max_size=3))
    apart = {passage_pair(m.here, m.there) for m in chosen}
    links = link_matches(matches, apart)
    found: tuple[Claim, ...] = cluster_claims(
        links, lambda one, two, _: passage_pair(one, two) not in apart
    )
    for one, two in apart:
        assert not any({one, two} <= set(claim.places) for claim in found)


def slowly_grouped(
    links: Links, may_meet: MayMeet, hub: tuple[int, int] = (64, 8)
) -> tuple[Claim, ...]:
    """What `cluster_claims` should give, by going through all passages again and again."""
    groups: list[set[PassageRef]] = []
    sure = {(-m.score, one, two) for one in links for two, m in links[one].items() if one < two}
    for _, one, two in sorted(sure):
        if not any({one, two} <= group for group in groups):
            groups.append(slowly_grown(links, may_meet, (one, two), hub))
    return tuple(Claim(places) for places in sorted({tuple(sorted(group)) for group in groups}))


def slowly_grown(
    links: Links, may_meet: MayMeet, first: tuple[PassageRef, PassageRef], hub: tuple[int, int]
) -> set[PassageRef]:
    members = set(first)
    rare, most = sorted(first, key=lambda place: (len(links[place]), place))
    many = max(hub[0], hub[1] * len(links[rare]))

    def ties(place: PassageRef) -> list[Match]:
        return [links[place][member] for member in members if member in links[place]]

    def holds(place: PassageRef, more: int = 0) -> bool:
        others = sum(member.document != place.document for member in members) + more
        return 2 * len(ties(place)) > others

    def fits(new: PassageRef) -> bool:
        return holds(new) and all(
            holds(member, 1)
            and any(may_meet(new, member, by) for by in links[new].keys() & links[member] & members)
            for member in members - links[new].keys()
            if member.document != new.document
        )

    def is_led_to(place: PassageRef) -> bool:
        walked = {member for member in members if len(links[member]) <= many} - {most}
        beside_rare = place.document == rare.document and place in links[most]
        return beside_rare or not walked.isdisjoint(links[place])

    def waiting(some: AbstractSet[PassageRef]) -> list[tuple[int, float, PassageRef]]:
        return [
            (-len(ties(place)), -sum(m.score for m in ties(place)), place)
            for place in some - members
            if holds(place) and is_led_to(place)
        ]

    queue = waiting(links[rare].keys() | links[most].keys())
    while queue:
        queue.sort()
        new = queue.pop(0)[2]
        if new not in members and fits(new):
            members.add(new)
            queue += waiting(links[new].keys())
    return members


MANY_MATCHES = st.lists(
    st.builds(match, PLACES, PLACES, st.sampled_from([0.5, 0.75, 0.875])).filter(
        lambda m: m.here.document != m.there.document
    ),
    max_size=90,
    unique_by=lambda m: frozenset((m.here, m.there)),
)


@pytest.mark.slow
@given(MANY_MATCHES, st.sets(st.sampled_from("abcdef"), max_size=3))
def test_groups_are_those_that_going_through_all_again_and_again_gives(
    matches: list[Match], aloof: set[str]
) -> None:
    def may_meet(one: PassageRef, two: PassageRef, by: PassageRef) -> bool:
        return by.document not in aloof or one.passage == two.passage

    links = link_matches(matches)
    assert cluster_claims(links, may_meet) == slowly_grouped(links, may_meet)


@given(MANY_MATCHES)
def test_groups_with_hubs_are_those_that_going_through_all_gives(matches: list[Match]) -> None:
    links = link_matches(matches)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(grouping, "_MANY", 2)
        patch.setattr(grouping, "_TIMES", 1)
        assert cluster_claims(links) == slowly_grouped(links, lambda *_: True, (2, 1))


def test_what_only_hubs_tie_to_a_group_is_not_in_it() -> None:
    hubs = [A, B]
    leaves = [PassageRef(f"{number:03}", 0) for number in range(100)]
    found = grouped([match(A, B), *(match(hub, leaf) for hub in hubs for leaf in leaves)])
    assert found == [(leaf, A, B) for leaf in leaves]
