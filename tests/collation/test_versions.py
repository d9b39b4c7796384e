"""Versions of one article: what changed from each to the next."""

from collections.abc import Mapping

import pytest

from tests.collation.accounts import collated
from tui.collation.sources.versions import VersionPair, find_versions
from tui.text.span import Span

FERRY = "The ferry Aurelia ran aground off Vlissingen at dawn with ninety people aboard."
TUGS = "Two tugs pulled her free at noon, under the eyes of a silent crowd."
HURT = "Nobody was hurt, said the master of the harbour."
COMPANY = "The company blames a broken rudder, and will not sail before Friday."
INQUIRY = "The ministry announced an inquiry after the union of pilots asked for one."
ADDRESS = "https://courier.example/ferry"


def versions(
    texts: Mapping[str, list[str]], days: Mapping[str, str] | None = None
) -> list[VersionPair]:
    collation = collated({name: "\n\n".join(some) for name, some in texts.items()})
    return find_versions(collation, dict.fromkeys(texts, ADDRESS), days or {})


def told(texts: Mapping[str, list[str]], pair: VersionPair) -> list[tuple[str, str, str]]:
    before, after = ("\n\n".join(texts[name]) for name in (pair.earlier, pair.later))

    def said(text: str, span: Span | None) -> str:
        return span.of(text) if span else ""

    return [(one.kind, said(before, one.earlier), said(after, one.later)) for one in pair.changes]


def test_passages_are_changed_added_removed_or_moved() -> None:
    changed = FERRY.replace("ninety", "ninety-five")
    texts = {"a": [FERRY, TUGS, HURT, COMPANY], "b": [changed, HURT, INQUIRY, TUGS]}
    [pair] = versions(texts)
    assert (pair.address, pair.earlier, pair.later) == (ADDRESS, "a", "b")
    found = told(texts, pair)
    assert ("changed", FERRY, changed) in found
    assert ("added", "", INQUIRY) in found
    assert ("removed", COMPANY, "") in found
    assert [row[0] for row in found].count("moved") == 1
    assert len(found) == 4


def test_of_a_changed_passage_the_words_are_told() -> None:
    texts = {"a": [TUGS, HURT], "b": [TUGS, "Four were hurt, said the master of the harbour."]}
    [pair] = versions(texts)
    [change] = pair.changes
    [(before, after)] = change.words
    assert before.of("\n\n".join(texts["a"])) == "Nobody was"
    assert after.of("\n\n".join(texts["b"])) == "Four were"


@pytest.mark.parametrize("other", [[FERRY, TUGS], [FERRY.upper(), TUGS.replace(",", "")]])
def test_versions_with_the_same_words_have_no_changes(other: list[str]) -> None:
    [pair] = versions({"a": [FERRY, TUGS], "b": other})
    assert pair.changes == ()


def test_repeated_passages_are_told_apart() -> None:
    texts = {"a": [FERRY, HURT, TUGS, HURT], "b": [FERRY, HURT, TUGS]}
    [pair] = versions(texts)
    assert told(texts, pair) == [("removed", HURT, "")]


def test_the_order_is_that_of_their_days_if_all_have_one() -> None:
    texts = {"a": [FERRY, TUGS], "b": [FERRY, HURT], "c": [FERRY, COMPANY]}
    dated = versions(texts, {"a": "2024-05-03", "b": "2024-05-01", "c": "2024-05-02"})
    assert [(p.earlier, p.later, p.is_dated) for p in dated] == [("b", "c", True), ("c", "a", True)]
    undated = versions(texts, {"a": "2024-05-03", "b": "2024-05-01"})
    assert [(p.earlier, p.later, p.is_dated) for p in undated] == [
        ("a", "b", False),
        ("b", "c", False),
    ]


def test_articles_of_different_addresses_or_none_have_no_versions() -> None:
    collation = collated({"a": FERRY, "b": FERRY, "c": FERRY})
    assert find_versions(collation, {"a": ADDRESS, "b": f"{ADDRESS}-2"}, {}) == []
