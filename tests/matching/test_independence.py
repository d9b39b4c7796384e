"""What two documents share depends on the two alone, whatever else is open."""

from itertools import combinations

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tui.matching.features.preprocessing import PreparedDocument, preprocess
from tui.matching.matches import DocumentMatches, Match
from tui.matching.pipeline import match_documents
from tui.resources import SEEDS
from tui.text.parsing.document_parser import parse_document

OTHERS = 21

SUBJECTS = {
    "quay": (
        "The council of Harlingen sold the old quay to a Danish shipping firm on Friday.",
        "The old quay at Harlingen went to a shipping firm from Denmark, the council said.",
        "A surveyor had warned that its wooden piles were rotten and would not last ten years.",
        "Fishermen asked the mayor to keep a berth for the boats that land shrimp there.",
    ),
    "bees": (
        "Beekeepers in Drenthe lost a third of their hives in the coldest winter since 1997.",
        "A third of all hives in Drenthe were lost in the cold winter, beekeepers said.",
        "The heather bloomed late, so that the colonies found little nectar in August.",
        "Honey from the moor will cost twice as much as it did last summer.",
    ),
    "organ": (
        "The organ of the church in Alkmaar fell silent when a beam broke during a concert.",
        "A broken beam silenced the church organ of Alkmaar in the middle of a concert.",
        "Two carpenters and a builder of organs will mend its bellows before Easter.",
        "The organist played the last piece of the evening on a borrowed harmonium.",
    ),
}
SENTENCES = [sentence for subject in SUBJECTS.values() for sentence in subject]
ARTICLES = st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=6).map("\n\n".join)

WORDS = {
    "kitchen": "butter flour oven whisk saucepan simmer garlic dough spoon crust basil knead",
    "garden": "hedge tulip trowel compost pruning seedling orchard mulch greenhouse petal rake",
    "chess": "bishop gambit rook endgame castling pawn stalemate opening knight tournament clock",
    "music": "violin sonata cello rehearsal overture maestro chord tempo quartet soprano score",
    "stars": "telescope comet orbit nebula eclipse galaxy astronomer lens meteor crater dust",
    "sea": "mackerel trawler rudder lagoon herring anchor reef plankton mooring dredge oyster",
}


def surveyed(readings: list[PreparedDocument]) -> dict[str, DocumentMatches]:
    return {found.document: found for found in match_documents(readings)}


def between(found: dict[str, DocumentMatches], one: str, two: str) -> tuple[set[Match], set[Match]]:
    """What a survey found of one document in another: matches, and what may be one."""
    each = found[one]
    return (
        {match for match in each.matches if match.there.document == two},
        {match for match in each.near_misses if match.there.document == two},
    )


@pytest.mark.slow
@settings(max_examples=40, deadline=None)
@given(ARTICLES, ARTICLES, st.lists(ARTICLES, min_size=1, max_size=24))
def test_two_articles_share_the_same_alone_and_among_others(
    here: str, there: str, others: list[str]
) -> None:
    others = [
        text for text in others if text not in (here, there)
    ]  # copies are listed, not matched
    both = [preprocess("here", parse_document(here)), preprocess("there", parse_document(there))]
    rest = [preprocess(f"{number:02}", parse_document(text)) for number, text in enumerate(others)]
    alone, among = surveyed(both), surveyed([*both, *rest])
    assume(not among["here"].boilerplate)  # what recurs all over a corpus is left out of it
    assert between(among, "here", "there") == between(alone, "here", "there")
    assert [r for r in among["here"].reused_ranges if r.there.document == "there"] == list(
        alone["here"].reused_ranges
    )


def of_another_subject(number: int) -> str:
    """An article that has nothing to do with any of the seeds."""
    said = WORDS[sorted(WORDS)[number % len(WORDS)]].split()
    sentences = []
    for first in range(8):
        some = [said[(first + number + step * (1 + number % 3)) % len(said)] for step in range(5)]
        sentences.append(
            f"The {some[0]} and the {some[1]} beside the {some[2]} need a {some[3]} and {some[4]}."
        )
    return "\n\n".join(sentences)


@pytest.fixture(scope="module")
def seeds() -> list[PreparedDocument]:
    return [
        preprocess(p.name, parse_document(p.read_bytes().decode()))
        for p in sorted(SEEDS.glob("*.txt"))
    ]


def strangers() -> list[PreparedDocument]:
    return [preprocess(f"x{n:02}", parse_document(of_another_subject(n))) for n in range(OTHERS)]


@pytest.mark.slow
def test_two_seeds_match_alone_as_they_do_among_the_other_seeds_and_strangers(
    seeds: list[PreparedDocument],
) -> None:
    """Among 21 others, and among so many that not every two documents are compared."""
    crowds = (strangers()[: OTHERS - len(seeds) + 2], [*strangers(), *strangers_of_strangers()])
    for others in crowds:
        among = surveyed([*seeds, *others])
        for one, two in combinations(seeds, 2):
            alone = surveyed([one, two])
            expected, doubtful = between(alone, one.document, two.document)
            found, doubted = between(among, one.document, two.document)
            for before, after in ((expected, found), (doubtful, doubted)):
                scores = {(m.here, m.there): m.score for m in after}
                assert scores == pytest.approx(
                    {(m.here, m.there): m.score for m in before}, abs=0.02
                )
            assert expected


def strangers_of_strangers() -> list[PreparedDocument]:
    """So many more that the corpus is too large to compare every two documents."""
    more = range(OTHERS, 3 * OTHERS)
    return [preprocess(f"y{n:02}", parse_document(of_another_subject(n))) for n in more]


@pytest.mark.slow
def test_strangers_share_nothing_with_the_seeds(seeds: list[PreparedDocument]) -> None:
    found = surveyed([*seeds, *strangers()])
    names = {reading.document for reading in seeds}
    for name in names:
        assert {m.there.document for m in found[name].matches} <= names
