"""Of an article only what was not read elsewhere is new."""

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.collation.accounts import (
    ACCOUNTS,
    CAPTAIN,
    COOK,
    COURANT,
    FIRE,
    FIRE_AGAIN,
    MUSEUM,
    TELEGRAM,
    collated,
    place_of,
)
from tui.collation.sources.collation import Collation
from tui.collation.sources.novelty import Novelty, find_novelty
from tui.matching.matches import PassageRef


def all_of(collation: Collation, *documents: str) -> list[PassageRef]:
    return [
        PassageRef(name, number)
        for name in documents
        for number in range(len(collation.documents[name].passages))
    ]


def new(collation: Collation, document: str, read: list[PassageRef]) -> list[str]:
    found = find_novelty(collation, document, read)
    return [collation.words(PassageRef(document, number)) for number in found.new]


def test_all_is_new_to_one_who_has_read_nothing() -> None:
    assert find_novelty(collated(ACCOUNTS), "telegram", []) == Novelty((0, 1, 2, 3, 4), 5)


def test_of_a_copy_of_what_was_read_nothing_is_new() -> None:
    collation = collated({"copy": TELEGRAM, "telegram": TELEGRAM})
    assert find_novelty(collation, "copy", all_of(collation, "telegram")) == Novelty((), 5)
    assert find_novelty(collation, "telegram", all_of(collation, "copy")) == Novelty((), 5)


def test_of_a_rewrite_exactly_what_was_added_is_new() -> None:
    collation = collated({"courant": COURANT, "telegram": TELEGRAM})
    assert new(collation, "courant", all_of(collation, "telegram")) == [COOK]
    assert new(collation, "telegram", all_of(collation, "courant")) == []


def test_what_was_read_of_the_article_itself_is_not_new() -> None:
    collation = collated(ACCOUNTS)
    read = [place_of(collation, "telegram", FIRE)]
    assert FIRE not in new(collation, "telegram", read)
    assert CAPTAIN in new(collation, "telegram", read)


def test_one_sentence_read_is_known_wherever_it_stands() -> None:
    collation = collated(ACCOUNTS)
    read = [place_of(collation, "courant", FIRE_AGAIN)]
    assert FIRE not in new(collation, "bode", read)
    assert FIRE not in new(collation, "telegram", read)


def test_unrelated_reading_makes_nothing_known() -> None:
    collation = collated({**ACCOUNTS, "museum": MUSEUM})
    assert find_novelty(collation, "courant", all_of(collation, "museum")).whole == 6
    assert len(find_novelty(collation, "courant", all_of(collation, "museum")).new) == 6


@settings(max_examples=20, deadline=None)
@given(st.sets(st.sampled_from(range(6))), st.sets(st.sampled_from(range(6))))
def test_reading_more_makes_nothing_new_again(some: set[int], more: set[int]) -> None:
    collation = COLLATED
    read = {PassageRef("courant", number) for number in some}
    before = find_novelty(collation, "telegram", read)
    after = find_novelty(collation, "telegram", read | {PassageRef("courant", n) for n in more})
    assert set(after.new) <= set(before.new)
    assert after.whole == before.whole


COLLATED = collated(ACCOUNTS)
