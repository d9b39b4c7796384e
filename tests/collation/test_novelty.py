"""Of an article only what was not read elsewhere is new."""

from collections.abc import Iterable

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
from tui.collation.sources.novelty import KnownClaims, Novelty
from tui.matching.matches import PassageRef


def find_novelty(collation: Collation, document: str, read: Iterable[PassageRef]) -> Novelty:
    """What is new in a document to one who has read some passages, its own included."""
    known = KnownClaims(collation)
    for place in read:
        known.read(place, place.document)
    return known.novelty(document)


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


def known(collation: Collation, read: list[PassageRef], article: str = "") -> KnownClaims:
    found = KnownClaims(collation)
    for place in read:
        found.read(place, article or place.document)
    return found


def test_what_was_read_only_in_the_article_itself_is_not_known_from_elsewhere() -> None:
    collation = collated(ACCOUNTS)
    own = known(collation, all_of(collation, "telegram"))
    assert own.known_elsewhere("telegram") == frozenset()
    assert own.novelty("telegram").new == ()
    assert own.known_elsewhere("bode") == {0, 1, 2}
    both = known(collation, [*all_of(collation, "telegram"), *all_of(collation, "bode")])
    assert both.known_elsewhere("telegram") == {0, 1, 2}


def test_a_copy_is_known_from_the_article_it_copies_and_the_other_way_round() -> None:
    collation = collated({"copy": TELEGRAM, "telegram": TELEGRAM})
    for read, other in (("telegram", "copy"), ("copy", "telegram")):
        found = known(collation, all_of(collation, read))
        assert found.known_elsewhere(other) == {0, 1, 2, 3, 4}
        assert found.known_elsewhere(read) == frozenset()


def test_what_was_read_in_a_file_that_is_gone_is_known_wherever_it_stands() -> None:
    collation = collated(ACCOUNTS)
    found = known(collation, [place_of(collation, "telegram", FIRE)], "/gone.txt")
    assert found.known_elsewhere("telegram") == {0}
    assert found.known_elsewhere("bode") == {0}


def test_reading_tells_of_which_articles_less_is_new() -> None:
    collation = collated({**ACCOUNTS, "museum": MUSEUM})
    found = KnownClaims(collation)
    assert found.is_empty
    assert found.read(place_of(collation, "courant", COOK), "courant") == {"courant"}
    fire = place_of(collation, "courant", FIRE_AGAIN)
    assert found.read(fire, "courant") == {"bode", "courant", "telegram"}
    assert found.read(fire, "courant") == ()
    assert not found.is_empty


COLLATED = collated(ACCOUNTS)
