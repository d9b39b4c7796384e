"""The alignment of two documents: each passage once, in order, beside what says the same."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.collation.accounts import (
    ACCOUNTS,
    CAPTAIN,
    COOK,
    ENGINE,
    FIRE,
    FIRE_AGAIN,
    INQUIRY,
    LIFEBOAT,
    LIFEBOAT_AGAIN,
    MUSEUM,
    collated,
)
from tui.collation.sources.collation import Collation
from tui.collation.sources.document_alignment import (
    AlignmentRow,
    PassageLink,
    align_documents,
    align_passages,
)
from tui.matching.matches import Kind, PassageRef

_SIZE = st.integers(0, 12)


@st.composite
def linked(draw: st.DrawFn) -> tuple[int, int, list[PassageLink]]:
    here, there = draw(_SIZE), draw(_SIZE)
    if not here or not there:
        return here, there, []
    link = st.builds(
        PassageLink,
        st.integers(0, here - 1),
        st.integers(0, there - 1),
        st.sampled_from([0.0, 0.6, 0.9, 1.0]),
        st.sampled_from([None, *Kind]),
    )
    return here, there, draw(st.lists(link, max_size=30))


@given(linked())
def test_every_passage_stands_once_and_the_leading_ones_in_order(
    drawn: tuple[int, int, list[PassageLink]],
) -> None:
    here, there, links = drawn
    rows = align_passages(here, there, links)
    assert [number for row in rows for number in row.here] == list(range(here))
    assert sorted(number for row in rows for number in row.there) == list(range(there))
    unmoved = [number for row in rows if not row.is_moved for number in row.there]
    assert unmoved == sorted(unmoved)
    assert all(row.here or row.there for row in rows)


@given(linked())
def test_only_linked_passages_share_a_row_and_none_is_left_that_could_be_paired(
    drawn: tuple[int, int, list[PassageLink]],
) -> None:
    here, there, links = drawn
    known = {(link.here, link.there) for link in links}
    rows = align_passages(here, there, links)
    for row in rows:
        if not row.is_gap:
            assert all(any((one, other) in known for other in row.there) for one in row.here)
            assert all(any((one, other) in known for one in row.here) for other in row.there)
            continue
        (mine,) = row.here or row.there
        says_it = [b for a, b in known if a == mine] if row.here else None
        says_it = [a for a, b in known if b == mine] if says_it is None else says_it
        assert (row.elsewhere in says_it) if says_it else (row.elsewhere is None)
    left_here = {number for row in rows if not row.there for number in row.here}
    left_there = {number for row in rows if not row.here for number in row.there}
    assert not {(a, b) for a, b in known if a in left_here and b in left_there}


@pytest.mark.slow
@given(linked(), st.randoms(use_true_random=False))
def test_the_order_in_which_links_come_changes_nothing(
    drawn: tuple[int, int, list[PassageLink]], chance: Random
) -> None:
    here, there, links = drawn
    best = list({(link.here, link.there): link for link in links}.values())
    shuffled = list(best)
    chance.shuffle(shuffled)
    assert align_passages(here, there, best) == align_passages(here, there, shuffled)


@given(_SIZE)
def test_a_document_beside_itself_has_each_passage_beside_itself(passages: int) -> None:
    links = [PassageLink(number, number, 1.0, Kind.VERBATIM) for number in range(passages)]
    rows = align_passages(passages, passages, links)
    assert rows == tuple(AlignmentRow((n,), (n,), Kind.VERBATIM) for n in range(passages))


def test_order_decides_between_pairs_that_are_as_sure() -> None:
    links = [
        PassageLink(0, 1, 0.98, Kind.REWORDED),  # a teaser at the top says it, too
        PassageLink(1, 0, 0.97, Kind.REWORDED),
        PassageLink(2, 1, 0.97, Kind.REWORDED),
        PassageLink(3, 2, 0.97, Kind.REWORDED),
    ]
    rows = align_passages(4, 3, links)
    assert [(row.here, row.there) for row in rows] == [
        ((0,), ()), ((1,), (0,)), ((2,), (1,)), ((3,), (2,)),
    ]  # fmt: skip
    assert rows[0].elsewhere == 1


def test_the_same_words_are_paired_though_weaker_pairs_would_be_in_order() -> None:
    links = [
        PassageLink(0, 2, 0.99, Kind.VERBATIM),
        PassageLink(0, 0, 0.9, Kind.REWORDED),
        PassageLink(1, 1, 0.99, Kind.CLOSE),
        PassageLink(2, 3, 0.99, Kind.CLOSE),
    ]
    rows = align_passages(3, 4, links)
    assert AlignmentRow((0,), (2,), Kind.VERBATIM, is_moved=True) in rows
    assert AlignmentRow((), (0,), elsewhere=0) in rows


def test_neighbours_that_one_passage_sums_up_stand_in_its_row() -> None:
    links = [PassageLink(0, n, 0.9, Kind.REWORDED) for n in (1, 2, 4)]
    assert align_passages(1, 5, links) == (
        AlignmentRow((), (0,)),
        AlignmentRow((0,), (1, 2), Kind.REWORDED),
        AlignmentRow((), (3,)),
        AlignmentRow((), (4,), elsewhere=0),
    )


def test_a_neighbour_that_is_much_less_like_it_does_not_join_the_row() -> None:
    links = [PassageLink(0, 0, 0.99, Kind.CLOSE), PassageLink(0, 1, 0.9, Kind.REWORDED)]
    assert align_passages(1, 2, links) == (
        AlignmentRow((0,), (0,), Kind.CLOSE),
        AlignmentRow((), (1,), elsewhere=0),
    )


def words(collation: Collation, names: tuple[str, str]) -> list[tuple[str, str, bool]]:
    return [
        (
            " ".join(collation.words(PassageRef(names[0], number)) for number in row.here),
            " ".join(collation.words(PassageRef(names[1], number)) for number in row.there),
            row.is_moved,
        )
        for row in align_documents(collation, *names)
    ]


def test_what_one_account_lacks_stands_beside_a_gap_where_it_would_stand() -> None:
    collation = collated(
        {
            "first": f"{FIRE}\n\n{ENGINE}\n\n{LIFEBOAT}\n\n{INQUIRY}",
            "second": f"{MUSEUM}\n\n{FIRE_AGAIN}\n\n{COOK}\n\n{LIFEBOAT_AGAIN}\n\n{CAPTAIN}",
        }
    )
    assert words(collation, ("first", "second")) == [
        ("", MUSEUM, False),
        (FIRE, FIRE_AGAIN, False),
        ("", COOK, False),
        (ENGINE, "", False),
        (LIFEBOAT, LIFEBOAT_AGAIN, False),
        ("", CAPTAIN, False),
        (INQUIRY, "", False),
    ]


def test_a_passage_in_another_place_is_moved_and_stands_beside_its_match() -> None:
    collation = collated(
        {
            "first": f"{FIRE}\n\n{ENGINE}\n\n{LIFEBOAT}",
            "second": f"{LIFEBOAT_AGAIN}\n\n{FIRE_AGAIN}\n\n{ENGINE}",
        }
    )
    assert words(collation, ("first", "second")) == [
        (FIRE, FIRE_AGAIN, False),
        (ENGINE, ENGINE, False),
        (LIFEBOAT, LIFEBOAT_AGAIN, True),
    ]
    kinds = [row.kind for row in align_documents(collation, "first", "second")]
    assert kinds[1] is Kind.VERBATIM
    assert kinds[0] in {Kind.CLOSE, Kind.REWORDED}


def test_what_is_said_twice_has_its_second_telling_beside_a_gap_that_says_where() -> None:
    collation = collated(
        {
            "first": f"{FIRE}\n\n{LIFEBOAT}\n\n{FIRE}",
            "second": f"{FIRE}\n\n{LIFEBOAT_AGAIN}",
        }
    )
    assert align_documents(collation, "first", "second") == (
        AlignmentRow((0,), (0,), Kind.VERBATIM),
        AlignmentRow((1,), (1,), align_documents(collation, "first", "second")[1].kind),
        AlignmentRow((2,), (), elsewhere=0),
    )


def test_copies_stand_beside_each_other_word_for_word() -> None:
    collation = collated({**ACCOUNTS, "copy": ACCOUNTS["courant"]})
    rows = align_documents(collation, "courant", "copy")
    assert all(row.here == row.there and row.kind is Kind.VERBATIM for row in rows)
    beside = align_documents(collation, "bode", "copy")
    assert beside == align_documents(collation, "bode", "courant")
    assert any(row.kind is not None for row in beside)


def test_the_article_with_most_in_common_is_known() -> None:
    collation = collated({**ACCOUNTS, "other": f"{MUSEUM}\n\n{FIRE}"})
    assert collation.most_related("telegram") == "courant"
    assert collation.most_related("other") in {"bode", "telegram", "courant"}
    assert collated({"one": COOK, "two": MUSEUM}).most_related("one") is None
