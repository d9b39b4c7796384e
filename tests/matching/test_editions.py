"""Editions of one text are compared quickly, and come to what any comparison would find."""

import random
import re
from collections.abc import Iterable

import pytest

from tui.matching.compare import Pair, compare
from tui.matching.comparison import compared
from tui.matching.editions import edition
from tui.matching.judge import DEFAULT
from tui.matching.match import Kind
from tui.matching.passages import reused
from tui.matching.reading import prepare
from tui.matching.side import Side
from tui.matching.survey import survey
from tui.text.read import read

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
CROWD = 256
DOUBT = DEFAULT.doubt(CROWD)


def side(text: str) -> Side:
    return Side(prepare("", read(text)))


def edited(chance: random.Random, words: int) -> str:
    """The story with so many of its words replaced by others."""
    said = re.split(r"(\w+)", STORY)
    for place in chance.sample(range(1, len(said), 2), words):
        said[place] = chance.choice(re.findall(r"\w+", OTHER))
    return "".join(said)


def matches(pairs: Iterable[Pair]) -> dict[tuple[int, int], Kind]:
    return {(pair.here, pair.there): pair.kind for pair in pairs if pair.total >= DOUBT}


@pytest.mark.parametrize("seed", range(12))
def test_they_come_to_what_any_comparison_finds(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311  # no secret
    here, there = (side(edited(chance, 6)) for _ in range(2))
    found = edition(here, there, DEFAULT, CROWD)
    assert found
    expected = compare(here, there, DEFAULT, DEFAULT.hopeless(CROWD))
    assert matches(found.pairs) == matches(expected)
    totals = {(pair.here, pair.there): pair.total for pair in expected}
    assert all(abs(totals[p.here, p.there] - p.total) < 3 for p in found.pairs)
    assert compared(here, there, CROWD).passages == reused(here, there, DEFAULT)


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
    found = compared(here, there, CROWD)
    pairs = compare(here, there, DEFAULT, DEFAULT.hopeless(CROWD))
    assert matches(found.pairs) == matches(pairs)
    assert found.passages == reused(here, there, DEFAULT)


def test_other_texts_are_no_editions() -> None:
    assert edition(side(STORY), side(OTHER), DEFAULT, CROWD) is None
    assert edition(side(STORY), side(STORY + OTHER * 4), DEFAULT, CROWD) is None
    assert edition(side(""), side(""), DEFAULT, CROWD) is None


def test_of_a_few_articles_none_is_spared_the_full_comparison() -> None:
    assert edition(side(STORY), side(STORY), DEFAULT, 16) is None


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
