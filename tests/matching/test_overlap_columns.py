"""Sums made for all lines at once leave out nothing that looking at every two lines would find."""

import random

import pytest

from tui.matching.config import DEFAULT
from tui.matching.features.document_features import DocumentFeatures
from tui.matching.features.overlap_columns import LINES
from tui.matching.features.overlaps import Candidate, overlap_of, overlaps_of
from tui.matching.features.preprocessing import preprocess
from tui.text.parsing.document_parser import parse_document

WORDS = [
    "the",
    "of",
    "and",
    "in",
    "to",
    "was",
    "that",
    "with",
    "harbour",
    "dredger",
    "lantern",
    "quarrel",
    "saffron",
    "tunnel",
    "orchard",
    "glacier",
    "parliament",
    "violinist",
    "1897",
    "12,450",
    "Zürich",
    "Göteborg",
    "unforgettable",
    "ambassadors",
]


def side(chance: random.Random, lines: int) -> DocumentFeatures:
    said = (" ".join(chance.choices(WORDS, k=chance.randrange(3, 15))) for _ in range(lines))
    return DocumentFeatures(
        preprocess("", parse_document("\n\n".join(f"{line} {n}." for n, line in enumerate(said))))
    )


def by_every_two(here: DocumentFeatures, there: DocumentFeatures) -> set[Candidate]:
    """The candidates, by the words that tell what they are."""
    pairs = len(here.lines) * len(there.lines)
    least = DEFAULT.candidate * max(1.0, pairs / DEFAULT.many) ** DEFAULT.chance
    return {
        (a, b)
        for a in range(len(here.lines))
        for b in range(len(there.lines))
        if here.stem_sets[a] & there.stem_sets[b] & there.indexed_stems
        and overlap_of((a, b), here, there).share >= least
    }


@pytest.mark.parametrize("lines", [1, 30, LINES + 70, 2 * LINES + 70])
def test_candidates_are_those_that_every_two_lines_give(lines: int) -> None:
    chance = random.Random(lines)  # noqa: S311  # no secret
    here, there = side(chance, 12), side(chance, lines)
    found = overlaps_of(range(len(here.lines)), here, there, DEFAULT)
    assert set(found) == by_every_two(here, there)
    assert found or lines == 1
    assert all(overlap == overlap_of(at, here, there) for at, overlap in found.items())
