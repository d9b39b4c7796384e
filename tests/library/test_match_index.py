"""The index of matches: what is looked up after documents were dropped or pairs excluded."""

from dataclasses import replace

import pytest

from tui.index.match_index import MatchIndex
from tui.matching.matches import (
    DocumentMatches,
    DocumentRange,
    Kind,
    Match,
    PassageRef,
    TextReuse,
    passage_pair,
)
from tui.text.span import Span

A, B, C, D = (PassageRef(name, 0) for name in "abcd")


def match(here: PassageRef, there: PassageRef, via: PassageRef | None = None) -> Match:
    return Match(here, there, 0.9, Kind.CLOSE, via)


def matched(
    here: PassageRef, *there: PassageRef, near: PassageRef | None = None
) -> DocumentMatches:
    """The matches of a document of one passage, and its near miss."""
    return DocumentMatches(
        here.document,
        tuple(match(here, passage) for passage in there),
        (match(here, near),) if near else (),
        tuple(
            TextReuse(
                DocumentRange(here.document, Span(0, 9)),
                DocumentRange(passage.document, Span(0, 9)),
            )
            for passage in there
        ),
    )


@pytest.fixture
def index() -> MatchIndex:
    """Three documents that say the same, and a fourth that nearly says it."""
    index = MatchIndex()
    for result in (matched(A, B, C), matched(B, A, C), matched(C, A, B), matched(D, near=A)):
        index.add(result)
    return index


def sources(index: MatchIndex, passage: PassageRef) -> list[str]:
    return sorted(index.sources(passage))


def test_a_dropped_document_is_no_source_of_the_others(index: MatchIndex) -> None:
    index.drop(["b"])
    assert "b" not in index
    assert len(index) == 3
    assert (sources(index, A), sources(index, C)) == (["c"], ["a"])
    assert [reuse.there.document for reuse in index.reuses("a")] == ["c"]
    assert index.reused("a") == [Span(0, 9)]
    assert [group[0].there for group in index.near_misses(D)] == [A]


def test_the_near_misses_of_others_in_a_dropped_document_are_dropped(index: MatchIndex) -> None:
    index.drop(["a"])
    assert index.near_misses(D) == ()
    assert index.reused("d") == []
    assert sources(index, B) == ["c"]


def test_of_copies_the_next_has_the_matches_when_the_first_is_dropped(index: MatchIndex) -> None:
    copies = ("b", "copy")
    copy = PassageRef("copy", 0)
    index.add(replace(matched(B, A, C), copies=copies))
    index.add(DocumentMatches("copy", (), (), (), copies=copies))
    assert sources(index, copy) == ["a", "b", "c"]
    assert sources(index, A) == ["b", "c", "copy"]
    index.drop(["b"])
    assert sources(index, copy) == ["a", "c"]
    assert sources(index, A) == ["c", "copy"]
    assert index.copies("copy") == []


def test_a_way_through_a_dropped_document_is_gone(index: MatchIndex) -> None:
    index.regroup((), {D: (match(D, B, via=A), match(D, C, via=B))})
    assert sources(index, D) == ["b", "c"]
    index.drop(["a"])
    assert sources(index, D) == ["c"]
    index.drop(["b"])
    assert sources(index, D) == []


def test_an_excluded_pair_is_no_match_until_it_is_included(index: MatchIndex) -> None:
    version = index.version
    index.regroup({passage_pair(A, B)})
    assert index.version != version
    assert (sources(index, A), sources(index, B)) == (["c"], ["c"])
    assert {result.document: len(result.matches) for result in index.all}["a"] == 2
    index.regroup(())
    assert sources(index, A) == ["b", "c"]
