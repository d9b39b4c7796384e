import pickle
import random
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tui.matching.config import DEFAULT
from tui.matching.features.preprocessing import PreparedDocument, preprocess
from tui.matching.matches import DocumentMatches, Kind, Match
from tui.matching.pipeline import match_documents
from tui.text.document import CARRIES_CLAIMS, Document
from tui.text.parsing.document_parser import parse_document

STORM = """Hurricane Hanna made landfall in Texas on Saturday with winds of 150 km/h.

The authorities opened 800 shelters for the people of the coast.

Ten thousand soldiers and rescuers were sent to help.
"""
STORM_TOLD_AGAIN = """On Saturday, Hurricane Hanna reached the Texas coast with 150 km/h winds.

Mayor Lopez asked his citizens for calm and for patience.

Around 800 shelters were opened by the authorities for people living on the coast.
"""
CRICKET = """The home side won the second test by six wickets in front of a sparse crowd.

Their captain praised a young bowler who had never left his village before.
"""


def readings(texts: dict[str, str]) -> list[PreparedDocument]:
    return [preprocess(name, parse_document(text)) for name, text in texts.items()]


def surveyed(texts: dict[str, str], first: str | None = None) -> dict[str, DocumentMatches]:
    return {found.document: found for found in match_documents(readings(texts), first)}


@pytest.fixture(scope="module")
def found(seeds: dict[str, Document]) -> dict[str, DocumentMatches]:
    return {f.document: f for f in match_documents([preprocess(n, d) for n, d in seeds.items()])}


def test_a_retelling_is_found_and_other_news_is_not() -> None:
    found = surveyed({"a": STORM, "b": STORM_TOLD_AGAIN, "c": CRICKET})
    pairs = {(m.here.passage, m.there.passage) for m in found["a"].matches}
    assert pairs == {(0, 0), (1, 2)}
    assert {m.there.document for m in found["a"].matches} == {"b"}
    assert found["c"].matches == ()


def test_the_document_asked_for_comes_first() -> None:
    texts = {"a": STORM, "b": STORM_TOLD_AGAIN, "c": CRICKET}
    assert next(match_documents(readings(texts), "c")).document == "c"
    assert list(surveyed(texts, "b")) == ["b", "a", "c"]


def test_an_unknown_first_document_changes_nothing() -> None:
    texts = {"a": STORM, "b": STORM_TOLD_AGAIN}
    assert surveyed(texts, "z") == surveyed(texts)


def test_a_copy_is_verbatim_whatever_its_case_and_quotes() -> None:
    found = surveyed({"a": STORM, "b": STORM.upper()})
    assert [(m.here.passage, m.there.passage) for m in found["a"].matches] == [
        (0, 0),
        (1, 1),
        (2, 2),
    ]
    assert {m.kind for m in found["a"].matches} == {Kind.VERBATIM}


def test_every_match_is_seen_from_both_sides(found: dict[str, DocumentMatches]) -> None:
    everything = {m for f in found.values() for m in f.matches}
    assert everything == {m.reversed() for m in everything}


def test_no_document_matches_itself(found: dict[str, DocumentMatches]) -> None:
    for name, each in found.items():
        assert {m.here.document for m in each.matches} <= {name}
        assert name not in {m.there.document for m in (*each.matches, *each.near_misses)}


def test_matches_come_by_passage_and_the_best_first(found: dict[str, DocumentMatches]) -> None:
    for each in found.values():
        keys = [(m.here.passage, -m.score, m.there) for m in each.matches]
        assert keys == sorted(keys)


def test_nothing_is_said_twice(found: dict[str, DocumentMatches]) -> None:
    for each in found.values():
        places = [(m.here, m.there) for m in each.matches]
        assert len(places) == len(set(places))


def test_furniture_never_matches(
    found: dict[str, DocumentMatches], seeds: dict[str, Document]
) -> None:
    for each in found.values():
        for match in (*each.matches, *each.near_misses):
            for place in (match.here, match.there):
                role = seeds[place.document].passages[place.passage].role
                assert role in CARRIES_CLAIMS


def test_an_echo_matches_what_its_original_matches(
    found: dict[str, DocumentMatches], seeds: dict[str, Document]
) -> None:
    def others(name: str, passage: int) -> set[tuple[object, float]]:
        stands_for = dict(found[name].repeats).get(passage, passage)
        return {(m.there, m.score) for m in found[name].matches if m.here.passage == stands_for}

    checked = 0
    for name, document in seeds.items():
        for index, passage in enumerate(document.passages):
            if passage.duplicate_of is not None and passage.role in CARRIES_CLAIMS:
                assert others(name, index) == others(name, passage.duplicate_of)
                checked += 1
    assert checked > 0


def test_what_may_be_a_match_is_told_apart_from_what_is_one(
    found: dict[str, DocumentMatches],
) -> None:
    threshold, least = DEFAULT.model.threshold, DEFAULT.model.perhaps
    for each in found.values():
        assert all(m.score >= threshold for m in each.matches)
        assert all(least <= m.score < threshold for m in each.near_misses)
        assert not {(m.here, m.there) for m in each.matches} & {
            (m.here, m.there) for m in each.near_misses
        }
    assert any(each.near_misses for each in found.values())


def test_every_perhaps_is_seen_from_both_sides_and_comes_by_passage_the_best_first(
    found: dict[str, DocumentMatches],
) -> None:
    everything = {m for f in found.values() for m in f.near_misses}
    assert everything == {m.reversed() for m in everything}
    for each in found.values():
        keys = [(m.here.passage, -m.score, m.there) for m in each.near_misses]
        assert keys == sorted(keys)
        assert len({(m.here, m.there) for m in each.near_misses}) == len(keys)


def test_every_document_is_told_of_once(seeds: dict[str, Document]) -> None:
    prepared = [preprocess(name, document) for name, document in seeds.items()]
    assert [each.document for each in match_documents(prepared)] == list(seeds)


@pytest.mark.slow
def test_the_order_of_files_changes_nothing(seeds: dict[str, Document]) -> None:
    prepared = [preprocess(name, document) for name, document in seeds.items()]
    expected = list(match_documents(prepared, "003_3845267ff3abee05.txt"))
    prepared.sort(key=lambda reading: reading.document[::-1], reverse=True)
    assert list(match_documents(prepared, "003_3845267ff3abee05.txt")) == expected


SENTENCES = [*STORM.split("\n\n"), *STORM_TOLD_AGAIN.split("\n\n"), *CRICKET.split("\n\n")]


@pytest.mark.slow
@settings(max_examples=40, deadline=None)
@given(
    st.dictionaries(
        st.sampled_from("abcde"),
        st.lists(st.sampled_from(SENTENCES), max_size=5).map("\n\n".join),
        max_size=5,
    ),
    st.randoms(),
)
def test_any_corpus_gives_the_same_in_any_order(
    texts: dict[str, str], chance: random.Random
) -> None:
    names = list(texts)
    chance.shuffle(names)
    found = surveyed(texts)
    assert surveyed({name: texts[name] for name in names}) == found
    matches: set[Match] = {m for f in found.values() for m in f.matches}
    assert matches == {m.reversed() for m in matches}
    assert all(m.here.document != m.there.document for m in matches)


def test_readings_and_results_travel_between_processes(seeds: dict[str, Document]) -> None:
    prepared = [preprocess(name, document) for name, document in seeds.items()]
    assert pickle.loads(pickle.dumps(prepared)) == prepared  # noqa: S301  # our own
    results = list(match_documents(prepared))
    assert pickle.loads(pickle.dumps(results)) == results  # noqa: S301  # our own


def test_nothing_in_nothing_out() -> None:
    assert list(match_documents([])) == []
    assert surveyed({"a": "", "b": "\n"})["a"].matches == ()


def test_passages_hold_their_matches_and_do_not_cross_one_another(
    found: dict[str, DocumentMatches],
) -> None:
    for each in found.values():
        assert all(reuse.here.document == each.document for reuse in each.reused_ranges)
        for before, after in pairwise(each.reused_ranges):
            assert (before.here, before.there) < (after.here, after.there)


def test_neighbouring_matches_become_one_passage() -> None:
    found = surveyed({"a": f"{CRICKET}\n{STORM}", "b": STORM})
    assert len(found["a"].reused_ranges) == 1
    there = found["a"].reused_ranges[0].there
    assert there.span.of(parse_document(STORM).text) == parse_document(STORM).text.strip()
