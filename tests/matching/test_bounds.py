"""What must come to an end, and to the right end, however odd the articles are."""

import pytest

from tui.matching.candidates.fingerprint import make_fingerprint
from tui.matching.features.preprocessing import preprocess
from tui.matching.matches import DocumentMatches, Kind
from tui.matching.pipeline import MOST_REPEATS, excess_repeats, match_documents
from tui.text.parsing.document_parser import parse_document

STORY = """The ferry sank within minutes off the northern coast on Tuesday night.

Divers searched the wreck for nine passengers who are still missing.

The captain told investigators that a door on the car deck had been left open.
"""


def surveyed(*texts: str) -> list[DocumentMatches]:
    return list(
        match_documents(
            [preprocess(f"{n:04}", parse_document(text)) for n, text in enumerate(texts)]
        )
    )


@pytest.mark.slow
@pytest.mark.parametrize(
    "text",
    [
        "word " * 100_000,
        "Yes. " * 20_000,
        "🎉🔥 " * 5_000,
        "The same sentence is said over and over again. " * 5_000,
        "x" * 500_000,
    ],
    ids=["one line", "one-word sentences", "emoji", "one sentence", "one word"],
)
def test_an_odd_article_stops_nothing(text: str) -> None:
    found = surveyed(text, STORY, f"{STORY}\nMore is to come.")
    assert {m.there.document for m in found[1].matches} == {"0002"}


@pytest.mark.slow
def test_a_wire_story_is_found_in_every_other_that_printed_it() -> None:
    found = surveyed(*[f"{STORY}\nPrinted in town number {n}." for n in range(80)])
    for each in found:
        assert len({m.there.document for m in each.matches}) == 79
        assert {m.kind for m in each.matches if m.here.passage < 3} == {Kind.VERBATIM}


def test_numbers_keep_a_match_but_show_as_a_difference() -> None:
    changed = STORY.replace("nine passengers", "14 passengers")
    match = surveyed(STORY, changed)[0].matches
    assert {(m.here.passage, m.there.passage) for m in match} >= {(1, 1)}
    assert next(m for m in match if m.here.passage == 1).kind is Kind.CLOSE


def test_other_languages_match_when_their_words_do() -> None:
    german = "Die Fähre sank am Dienstagabend innerhalb weniger Minuten vor der Küste von Rügen."
    other = "Am Dienstagabend sank die Fähre vor der Küste von Rügen innerhalb weniger Minuten."
    unlike = "Der Minister kündigte an, die Steuern für kleine Betriebe im Herbst zu senken."
    found = surveyed(german, other, unlike)
    assert {m.there.document for m in found[0].matches} == {"0001"}


@pytest.mark.parametrize("others", [0, 40, 400])
def test_all_but_the_same_sentence_matches_in_any_crowd(others: int) -> None:
    here = "The minister said 14 soldiers were injured near Zaandam on Friday evening."
    there = "The minister said 41 soldiers were injured near Zaandam on Friday."
    crowd = [f"Number {n} has nothing whatsoever to tell about it." for n in range(others)]
    found = surveyed(here, there, *crowd)
    assert [(m.there.document, m.kind) for m in found[0].matches] == [("0001", Kind.CLOSE)]


@pytest.mark.slow
def test_an_endless_sentence_matches_its_copy() -> None:
    line = " ".join(f"word{n}" for n in range(20_000))
    found = surveyed(line, f"{line} more", STORY)
    assert {m.there.document for m in found[0].matches} == {"0001"}


def test_what_is_said_over_and_over_word_for_word_is_one_match() -> None:
    said = "“The ferry sank within minutes off the northern coast,” he said on Tuesday.\n\n"
    found = surveyed(said * 300, said * 200)
    assert len(found[0].matches) == 1
    assert [len(one.repeats) for one in found] == [299, 199]
    assert excess_repeats(make_fingerprint(preprocess("", parse_document(said * 300)))) == 0


def test_what_is_said_over_and_over_in_other_words_is_matched_up_to_a_bound_that_is_told() -> None:
    said = "The ferry sank in a few minutes off the northern coast on Tuesday night, say {}{}."
    names = [chr(97 + n % 26) * 3 + chr(97 + n // 26) for n in range(200)]
    many = "\n\n".join(said.format(name, "") for name in names)
    found = surveyed(many, said.format("pilots", " and divers"))
    assert len(found[0].matches) == MOST_REPEATS
    assert (
        excess_repeats(make_fingerprint(preprocess("", parse_document(many)))) == 200 - MOST_REPEATS
    )
