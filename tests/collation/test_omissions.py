"""What two independent others say and an article doesn't is told, and where it would stand."""

from tests.collation.accounts import (
    ACCOUNTS,
    CAPTAIN,
    CAPTAIN_AGAIN,
    INQUIRY,
    INQUIRY_AGAIN,
    LIFEBOAT_AGAIN,
    MUSEUM,
    TELEGRAM,
    collated,
)
from tui.collation.sources.families import find_families, voices
from tui.collation.sources.omissions import Omission, find_omissions


def omitted(texts: dict[str, str], document: str) -> list[tuple[set[str], str]]:
    """The tellings of each claim left out, and what the article has said up to there."""
    collation = collated(texts)
    told = voices(find_families(collation))
    return [
        (
            {collation.words(place) for place in one.tellings},
            collation.documents[document].text[: one.after],
        )
        for one in find_omissions(collation, document, told)
    ]


def test_what_two_others_say_is_missing_where_it_would_stand() -> None:
    (captain, before), (inquiry, before_that) = omitted(ACCOUNTS, "bode")
    assert captain == {CAPTAIN, CAPTAIN_AGAIN}
    assert inquiry == {INQUIRY, INQUIRY_AGAIN}
    assert before.endswith(LIFEBOAT_AGAIN)
    assert before_that.endswith(LIFEBOAT_AGAIN)


def test_what_an_article_says_is_not_missing_in_it() -> None:
    assert omitted(ACCOUNTS, "telegram") == []
    assert omitted(ACCOUNTS, "courant") == []


def test_what_one_other_says_is_not_missing() -> None:
    texts = {name: ACCOUNTS[name] for name in ("bode", "courant")}
    assert omitted(texts, "bode") == []


def test_two_copies_are_one_voice() -> None:
    assert omitted({"bode": ACCOUNTS["bode"], "one": TELEGRAM, "two": TELEGRAM}, "bode") == []
    nearly = TELEGRAM.replace("on Monday", "late on Monday")
    assert omitted({"bode": ACCOUNTS["bode"], "one": TELEGRAM, "two": nearly}, "bode") == []


def test_of_two_copies_both_lack_the_same() -> None:
    texts = {**ACCOUNTS, "copy": ACCOUNTS["bode"]}
    assert omitted(texts, "copy") == omitted(texts, "bode") != []


def test_an_article_on_something_else_lacks_nothing() -> None:
    texts = {**ACCOUNTS, "museum": f"{MUSEUM}\n\nNone of them was sold before the autumn market."}
    assert omitted(texts, "museum") == []
    assert omitted(texts, "bode") == omitted(ACCOUNTS, "bode")


def test_what_would_stand_first_stands_at_the_beginning() -> None:
    late = f"{LIFEBOAT_AGAIN}\n\n{CAPTAIN_AGAIN}\n\n{INQUIRY}"
    found = omitted({**ACCOUNTS, "late": late}, "late")
    assert len(found) == 2
    assert [before for _, before in found] == ["", ""]


def test_the_nearest_passage_is_the_articles_own() -> None:
    collation = collated(ACCOUNTS)
    found: list[Omission] = find_omissions(collation, "bode")
    assert all(one.nearest is None or one.nearest.here.document == "bode" for one in found)
