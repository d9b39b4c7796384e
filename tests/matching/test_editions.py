"""Editions of one text are compared quickly, and come to what any comparison would find."""

import random
import re
from collections.abc import Iterable

import pytest

from tui.matching.config import DEFAULT
from tui.matching.features.document_features import Side
from tui.matching.features.pair_features import overlaps
from tui.matching.features.preprocessing import prepare
from tui.matching.matches import Kind
from tui.matching.pairs.document_comparison import compared
from tui.matching.pairs.near_duplicates import candidates_of
from tui.matching.pairs.sentence_pairs import Pair, compare
from tui.matching.pairs.text_reuse import reused
from tui.matching.pipeline import survey
from tui.text.parsing.document_parser import read

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


def side(text: str) -> Side:
    return Side(prepare("", read(text)))


def edited(chance: random.Random, words: int) -> str:
    """The story with so many of its words replaced by others."""
    said = re.split(r"(\w+)", STORY)
    for place in chance.sample(range(1, len(said), 2), words):
        said[place] = chance.choice(re.findall(r"\w+", OTHER))
    return "".join(said)


def in_full(here: Side, there: Side) -> list[Pair]:
    """What comes out if every line is compared with every other."""
    return compare(here, there, overlaps(here, there, DEFAULT), DEFAULT)


def matches(pairs: Iterable[Pair]) -> dict[tuple[int, int], Kind]:
    return {
        (pair.here, pair.there): pair.kind
        for pair in pairs
        if DEFAULT.score(pair.odds, pair.kind) >= DEFAULT.model.threshold
    }


@pytest.mark.parametrize("seed", range(12))
def test_they_come_to_what_any_comparison_finds(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311  # no secret
    here, there = (side(edited(chance, 6)) for _ in range(2))
    assert candidates_of(here, there, DEFAULT).counterparts
    found, expected = compared(here, there), in_full(here, there)
    assert matches(found.pairs) == matches(expected)
    odds = {(pair.here, pair.there): pair.odds for pair in expected}
    assert all(abs(odds[p.here, p.there] - p.odds) < 3 for p in found.pairs)
    assert found.passages == reused(here, there, DEFAULT)


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
    found = compared(here, there)
    assert matches(found.pairs) == matches(in_full(here, there))
    assert found.passages == reused(here, there, DEFAULT)


def test_other_texts_are_no_editions() -> None:
    for one, other in ((STORY, OTHER), (STORY, STORY + OTHER * 4), ("", "")):
        assert not candidates_of(side(one), side(other), DEFAULT).counterparts


def test_editions_are_compared_without_a_search_among_all_lines() -> None:
    chance = random.Random(3)  # noqa: S311  # no secret
    here, there = (side(edited(chance, 2)) for _ in range(2))
    found = candidates_of(here, there, DEFAULT)
    settled = {a for a, _ in found.counterparts}, {b for _, b in found.counterparts}
    others = found.overlaps.keys() - set(found.counterparts)
    assert not any(a in settled[0] and b in settled[1] for a, b in others)


@pytest.mark.slow
def test_every_edited_copy_of_a_story_is_found_in_every_other() -> None:
    chance = random.Random(7)  # noqa: S311  # no secret
    texts = [edited(chance, 4) for _ in range(70)]
    readings = [prepare(f"{n:02}", read(text)) for n, text in enumerate(texts)]
    found = list(survey(readings))
    for each in found:
        assert len({match.there.document for match in each.matches}) == 69
        assert each.matches == tuple(dict.fromkeys(each.matches))
    assert {m for f in found for m in f.matches} == {m.turned() for f in found for m in f.matches}
    assert list(survey(readings[::-1])) == found
