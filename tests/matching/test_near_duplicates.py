"""Editions of one text are compared quickly, and come to what any comparison would find."""

import random
import re
from collections.abc import Iterable

import pytest

from tui.matching.config import DEFAULT
from tui.matching.features.document_features import DocumentFeatures
from tui.matching.features.overlaps import find_overlaps
from tui.matching.features.preprocessing import preprocess
from tui.matching.matches import Kind
from tui.matching.pairs.document_comparison import compare_documents
from tui.matching.pairs.near_duplicates import find_candidates
from tui.matching.pairs.sentence_pairs import SentencePair, compare_sentences
from tui.matching.pairs.text_reuse import find_reuse
from tui.matching.pipeline import match_documents
from tui.text.parsing.document_parser import parse_document

STORY = """The ferry Ouwerkerk sank within minutes off the coast of Zeeland on Tuesday night.

Divers searched the wreck until dawn for nine passengers who are still missing. Rescuers had
pulled 41 people from the cold water before the weather forced their helicopters to turn back to
Vlissingen.

The captain told investigators that a door on the car deck had been left open when the ship
sailed. The company that owns her denied this, and said every door had been inspected twice that
afternoon.

Relatives of the missing gathered in a church beside the harbour, where the mayor promised them
an independent inquiry. He asked the government in The Hague for money to raise the wreck this
summer.

Fishermen who know the sandbanks well said the channel had become shallow after the January
storms. A new chart of the estuary was drawn in March, but it was never printed for lack of
funds.
"""
OTHER = """The home side won the second test by six wickets in front of a sparse crowd on Sunday.

Their captain praised a young bowler who had never left his village before this season. The visitors
lost four wickets before lunch and could not recover from the collapse of their middle order.

Selectors will meet on Thursday to choose the squad for the tour. Rain is forecast for Friday.
"""


def side(text: str) -> DocumentFeatures:
    return DocumentFeatures(preprocess("", parse_document(text)))


def edited(chance: random.Random, words: int) -> str:
    """The story with so many of its words replaced by others."""
    said = re.split(r"(\w+)", STORY)
    for place in chance.sample(range(1, len(said), 2), words):
        said[place] = chance.choice(re.findall(r"\w+", OTHER))
    return "".join(said)


def in_full(here: DocumentFeatures, there: DocumentFeatures) -> list[SentencePair]:
    """What comes out if every line is compared with every other."""
    return compare_sentences(here, there, find_overlaps(here, there, DEFAULT), DEFAULT)


def matches(pairs: Iterable[SentencePair]) -> dict[tuple[int, int], Kind]:
    return {
        (pair.here, pair.there): pair.kind
        for pair in pairs
        if DEFAULT.score(pair.odds, pair.kind) >= DEFAULT.model.threshold
    }


@pytest.mark.parametrize("seed", range(12))
def test_they_come_to_what_any_comparison_finds(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311  # no secret
    here, there = (side(edited(chance, 6)) for _ in range(2))
    assert find_candidates(here, there, DEFAULT).aligned
    found, expected = compare_documents(here, there), in_full(here, there)
    assert matches(found.pairs) == matches(expected)
    odds = {(pair.here, pair.there): pair.odds for pair in expected}
    assert all(abs(odds[p.here, p.there] - p.odds) < 3 for p in found.pairs)
    assert found.reused_ranges == find_reuse(here, there, DEFAULT)


@pytest.mark.parametrize(
    "other",
    [
        "\n\n".join(STORY.split("\n\n")[:-1]),
        f"{STORY}\nThe inquiry will hear its first witnesses in Middelburg on the ninth of May.\n",
        STORY.replace("denied this, and said every door had been", "called it a lie: each was"),
        "\n\n".join(STORY.split("\n\n")[::-1]),
        f"{STORY}\nThe channel, say fishermen, had become shallow after storms in January.\n",
    ],
    ids=["cut", "carried on", "reworded", "moved", "said again"],
)
def test_what_is_cut_added_or_moved_is_found_too(other: str) -> None:
    here, there = side(STORY), side(other)
    found = compare_documents(here, there)
    assert matches(found.pairs) == matches(in_full(here, there))
    assert found.reused_ranges == find_reuse(here, there, DEFAULT)


def test_other_texts_are_no_editions() -> None:
    for one, other in ((STORY, OTHER), (STORY, STORY + OTHER * 4), ("", "")):
        assert not find_candidates(side(one), side(other), DEFAULT).aligned


def test_editions_are_compared_without_a_search_among_all_lines() -> None:
    chance = random.Random(3)  # noqa: S311  # no secret
    here, there = (side(edited(chance, 2)) for _ in range(2))
    found = find_candidates(here, there, DEFAULT)
    settled = {a for a, _ in found.aligned}, {b for _, b in found.aligned}
    others = found.overlaps.keys() - set(found.aligned)
    assert not any(a in settled[0] and b in settled[1] for a, b in others)


@pytest.mark.slow
def test_every_edited_copy_of_a_story_is_found_in_every_other() -> None:
    chance = random.Random(7)  # noqa: S311  # no secret
    texts = [edited(chance, 4) for _ in range(70)]
    readings = [preprocess(f"{n:02}", parse_document(text)) for n, text in enumerate(texts)]
    found = list(match_documents(readings))
    for each in found:
        assert len({match.there.document for match in each.matches}) == 69
        assert each.matches == tuple(dict.fromkeys(each.matches))
    assert {m for f in found for m in f.matches} == {m.reversed() for f in found for m in f.matches}
    assert list(match_documents(readings[::-1])) == found
