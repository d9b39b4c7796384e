"""The explanation of a match is what the comparison itself computed, whatever else is open."""

from itertools import combinations

import pytest

from tui.matching.config import DEFAULT
from tui.matching.explanation import explain_match
from tui.matching.features.document_features import DocumentFeatures
from tui.matching.features.preprocessing import preprocess
from tui.matching.matches import Kind
from tui.matching.pairs.document_comparison import compare_documents
from tui.matching.pairs.near_duplicates import find_candidates
from tui.matching.pairs.sentence_pairs import explain_pair
from tui.matching.pipeline import match_documents
from tui.text.document import Document
from tui.text.parsing.document_parser import parse_document

HERE = parse_document(
    "Nine people were hurt when a tram left the rails in Lisbon on Monday, police said."
)
THERE = parse_document(
    "Police in Lisbon said that nine people had been hurt as a tram left its rails."
)


@pytest.mark.parametrize("others", [0, 3, 61, 62, 63])  # 64 is where corpora used to differ
def test_the_explanation_comes_to_the_score_of_the_match(others: int) -> None:
    readings = preprocess("a", HERE), preprocess("b", THERE)
    rest = [
        preprocess(
            f"c{n}",
            parse_document(f"Cook {n} asks for butter, sugar and {n} large eggs in a bowl."),
        )
        for n in range(others)
    ]
    match = next(match_documents([*readings, *rest])).matches[0]
    told = explain_match((readings[0], HERE, 0), (readings[1], THERE, 0))
    assert told is not None
    assert (told.score, told.kind) == (match.score, match.kind)
    assert told.threshold == DEFAULT.model.threshold


def test_the_parts_add_up_to_the_odds_and_come_the_most_first() -> None:
    told = explain_match((preprocess("a", HERE), HERE, 0), (preprocess("b", THERE), THERE, 0))
    assert told is not None
    assert not told.is_copy
    odds = told.start + sum(part for _, part in told.parts)
    assert DEFAULT.score(odds, told.kind) == pytest.approx(told.score)
    sizes = [abs(part) for _, part in told.parts]
    assert sizes == sorted(sizes, reverse=True)


def test_of_a_copy_nothing_but_its_being_one_is_told() -> None:
    told = explain_match((preprocess("a", HERE), HERE, 0), (preprocess("b", HERE), HERE, 0))
    assert told is not None
    assert (told.is_copy, told.kind) == (True, Kind.VERBATIM)
    assert told.score >= DEFAULT.copy_score


@pytest.mark.slow
def test_every_pair_of_a_comparison_is_explained_by_its_very_odds(
    seeds: dict[str, Document],
) -> None:
    sides = [DocumentFeatures(preprocess(name, document)) for name, document in seeds.items()]
    said = [line.span.of(sides[0].reading.text) for line in sides[0].lines]
    sides.append(
        DocumentFeatures(
            preprocess(
                "copied", parse_document("\n\n".join([*said[2:5], "Nobody else says this."]))
            )
        )
    )
    copies = 0
    for here, there in combinations(sides, 2):
        overlaps = find_candidates(here, there, DEFAULT).overlaps
        for pair in compare_documents(here, there).pairs:
            told = explain_pair(here, there, overlaps, (pair.here, pair.there), DEFAULT)
            assert told is not None
            assert (told.odds, told.kind) == (pair.odds, pair.kind)
            copies += told.is_copy
    assert copies


@pytest.mark.slow
def test_what_is_shown_of_many_articles_is_explained_by_its_very_score(
    seeds: dict[str, Document],
) -> None:
    readings = {name: preprocess(name, document) for name, document in seeds.items()}
    extra = {
        f"{n:02}": parse_document(
            "\n\n".join(f"Paragraph {n} {m} is of {n * m} eels." for m in range(6))
        )
        for n in range(60)
    }
    everything = [*readings.values(), *(preprocess(name, doc) for name, doc in extra.items())]
    assert len(everything) > 64
    first, *_ = seeds
    shown = next(match_documents(everything, first))
    assert shown.matches
    assert shown.near_misses
    checked = (*shown.matches[::4], *shown.near_misses[::4])
    for match in checked:
        other = match.there.document
        told = explain_match(
            (readings[first], seeds[first], match.here.passage),
            (readings[other], seeds[other], match.there.passage),
        )
        assert told is not None
        assert (told.score, told.kind) == (match.score, match.kind)


def test_the_explanation_names_the_rare_words_rarest_first() -> None:
    told = explain_match((preprocess("a", HERE), HERE, 0), (preprocess("b", THERE), THERE, 0))
    assert told is not None
    assert {"tram", "lisbon", "rails"} <= set(told.rare)
    assert "in" not in told.rare
    assert any(step.same for step in told.aligned)


def test_what_was_never_compared_has_no_explanation() -> None:
    other = parse_document("The recipe asks for butter, sugar and four large eggs.")
    assert (
        explain_match((preprocess("a", HERE), HERE, 0), (preprocess("b", other), other, 0)) is None
    )
