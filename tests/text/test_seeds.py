"""The five seed articles: which line has which role, and what repeats what."""

from pathlib import Path

import pytest

from tui.resources import SEEDS
from tui.text.document import Document, Role
from tui.text.parsing.document_parser import parse_document

TITLE, SUBTITLE, HEADING, BODY = Role.TITLE, Role.SUBTITLE, Role.HEADING, Role.BODY
CAPTION, BYLINE, DATELINE, FURNITURE = Role.CAPTION, Role.BYLINE, Role.DATELINE, Role.BOILERPLATE


def seed(number: int) -> Document:
    path: Path = sorted(SEEDS.glob("*.txt"))[number]
    return parse_document(path.read_bytes().decode())


def lines(document: Document) -> list[tuple[Role, str]]:
    return [(p.role, p.span.of(document.text)) for p in document.paragraphs]


def not_body(document: Document) -> list[tuple[Role, str]]:
    return [(role, text) for role, text in lines(document) if role is not BODY]


def echoes(document: Document) -> list[tuple[str, str]]:
    return [
        (document.words_of(n)[:40], document.words_of(p.duplicate_of)[:40])
        for n, p in enumerate(document.passages)
        if p.duplicate_of is not None
    ]


def test_navigation_advertisements_and_a_repeated_title() -> None:
    title = "Blinken Accuses China of Seeking to Influence Upcoming US Elections"
    document = seed(0)
    assert document.title == title
    assert not_body(document) == [
        (FURNITURE, "• HOME»"),
        (FURNITURE, "• Europe»"),
        (FURNITURE, f"• {title}"),
        (TITLE, title),
        (FURNITURE, "Advertisement"),
        (TITLE, title),
        (FURNITURE, "Advertisement"),
    ]
    assert len(document.paragraphs) == 13


def test_a_teaser_is_linked_to_the_article_it_teases() -> None:
    assert echoes(seed(0)) == [
        ("• Blinken Accuses China of Seeking to In", "Blinken Accuses China of Seeking to Infl"),
        ("Blinken, following discussions with top ", "Blinken, following discussions with top "),
        ("Blinken Accuses China of Seeking to Infl", "Blinken Accuses China of Seeking to Infl"),
        ("During the conclusion of his three-day v", "During the conclusion of his three-day v"),
        ("Advertisement", "Advertisement"),
    ]


def test_the_teaser_cut_short_repeats_the_full_sentence() -> None:
    document = seed(0)
    cut = next(n for n in range(len(document.passages)) if document.words_of(n).endswith("[…]"))
    assert document.words_of(document.original(cut)).endswith("2024 US presidential elections.")


def test_an_article_without_headline_is_named_by_its_first_sentence() -> None:
    document = seed(1)
    assert document.title == (
        "The United States alleges that China has tried to influence and interfere in the…"
    )
    assert not_body(document) == []
    assert len(document.paragraphs) == 11


def test_headings_inside_and_a_credit_at_the_end() -> None:
    document = seed(2)
    assert document.title == (
        "In a recent interview with CNN’s Kylie Atwood, US Secretary of State Antony Blinken…"
    )
    assert not_body(document) == [
        (HEADING, "Blinken Warns China Over Support for Russia"),
        (HEADING, "Defending the Right to Protest"),
        (HEADING, "On Ending the War in Gaza"),
        (BYLINE, "Reporting contributed by Jennifer Hansler, CNN."),
    ]


def test_captions_given_twice_and_a_file_name() -> None:
    handshake = (
        "US Secretary of State Antony Blinken (left) shakes hands with US Ambassador to China"
        " Nicholas Burns as he prepares to return to the US after a visit to China"
    )
    document = seed(3)
    assert not_body(document) == [
        (
            TITLE,
            (
                "Antony Blinken says he has seen evidence that China is trying to influence and"
                " meddle in the 2024 election, despite repeated warnings to Xi Jinping"
            ),
        ),
        (
            CAPTION,
            (
                "US Secretary of State Antony Blinken meets with Chinese President Xi Jinping at"
                " the Great Hall of the People"
            ),
        ),
        (FURNITURE, "1714153880 676 Antony Blinken says he has seen evidence that China is"),
        (CAPTION, handshake),
        (CAPTION, handshake),
    ]
    assert echoes(document) == [
        ("When Xi met with President Joe Biden in ", "When President Xi met with President Joe"),
        ("“We have seen evidence overall of effort", "“We have seen evidence overall of effort"),
        ("When President Xi met with President Joe", "When President Xi met with President Joe"),
        (handshake[:40], handshake[:40]),
    ]


def test_title_subtitle_dateline_and_the_paper_s_own_name() -> None:
    document = seed(4)
    assert not_body(document) == [
        (
            TITLE,
            "US has seen evidence of China trying to interfere in upcoming US elections: Blinken",
        ),
        (SUBTITLE, "Xi tells Blinken US, China should be ‘partners, not rivals’"),
        (FURNITURE, "ePaper - Nawaiwaqt"),
    ]
    place = document.passages[2]
    assert place.role is DATELINE
    assert place.span.of(document.text).split() == ["BEIJING", "-"]
    assert document.words_of(3).startswith("US Secretary of State")


@pytest.mark.parametrize("number", range(5))
def test_every_passage_stands_in_the_file_to_the_letter(number: int) -> None:
    raw = sorted(SEEDS.glob("*.txt"))[number].read_bytes().decode()
    document = parse_document(raw)
    for n, passage in enumerate(document.passages):
        assert raw[slice(*document.offset_map.span_to_source(passage.span))] == document.words_of(n)


def test_echoes_and_furniture_are_not_counted_as_words() -> None:
    assert [seed(n).words for n in range(5)] == [213, 447, 461, 1009, 477]
