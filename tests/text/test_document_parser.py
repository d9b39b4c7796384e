"""A document is spans of one text, in order, and every span leads back to the file."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.text.document import Emphasis, Role
from tui.text.parsing.document_parser import Format, parse_document

pieces = st.sampled_from(
    [
        "A man said so. ",
        "\n",
        "\n\n",
        "# ",
        "> ",
        "- ",
        "*b*",
        "`c`",
        "&amp;",
        "\r\n",
        "\x1b[31m",
        "“Quoted. Twice,” he said. ",
        "```\n",
        "[x](http://y)",
        "漢字。",
        "\u202e",
        "BEIJING - ",
        "1. ",
    ]
)
raws = st.lists(pieces | st.text(max_size=8), max_size=40).map("".join)
formats = st.sampled_from(Format)


@pytest.mark.slow
@given(raws, formats)
def test_spans_are_ordered_apart_and_inside_the_text(raw: str, written: Format) -> None:
    document = parse_document(raw, written)
    end = 0
    for passage in document.passages:
        assert end <= passage.span.start < passage.span.end <= len(document.text)
        paragraph = document.paragraphs[passage.paragraph].span
        assert paragraph.start <= passage.span.start
        assert passage.span.end <= paragraph.end
        end = passage.span.end


@given(raws)
def test_plain_passages_stand_in_the_file_as_they_are_shown(raw: str) -> None:
    document = parse_document(raw)
    for passage in document.passages:
        words = raw[slice(*document.offset_map.span_to_source(passage.span))]
        shown = passage.span.of(document.text)
        assert "".join(parse_document(words).text.split()) == "".join(shown.split())


@given(raws, formats)
def test_an_echo_repeats_a_passage_that_is_none(raw: str, written: Format) -> None:
    document = parse_document(raw, written)
    for n, passage in enumerate(document.passages):
        if passage.duplicate_of is not None:
            assert passage.duplicate_of != n
            assert document.passages[passage.duplicate_of].duplicate_of is None


def test_markdown_shows_words_and_remembers_looks() -> None:
    raw = "# The *big* day\n\nHe **said** `so` on [Reuters](http://r.example/x).\n\n- one\n- two\n"
    document = parse_document(raw, Format.MARKDOWN)
    assert document.title == "The big day"
    assert [p.prefix for p in document.paragraphs] == ["", "", "• ", "• "]
    looks = {(s.emphasis, s.span.of(document.text)) for s in document.markup}
    assert looks == {
        (Emphasis.EMPHASIS, "big"),
        (Emphasis.STRONG, "said"),
        (Emphasis.CODE, "so"),
        (Emphasis.LINK, "Reuters"),
    }
    place = document.offset_map.to_source(document.text.index("Reuters"))
    assert raw[place:].startswith("Reuters](")


def test_front_matter_names_the_title_and_is_not_read_out() -> None:
    document = parse_document(
        "---\ntitle: The day\ndate: 2024\n---\n\nHe came. He went.\n", Format.MARKDOWN
    )
    assert document.title == "The day"
    assert [document.words_of(n) for n in range(2)] == ["He came.", "He went."]


def test_no_entity_brings_back_what_cleaning_removed() -> None:
    document = parse_document("a &#x202E; b &shy; c &#27;[31m d", Format.MARKDOWN)
    assert "\u202e" not in document.text
    assert "\u00ad" not in document.text
    assert "\x1b" not in document.text


def test_markup_lookalikes_are_only_words() -> None:
    document = parse_document("[bold]x[/bold] [Reuters] [@click=app.quit]y[/]")
    assert document.text == "[bold]x[/bold] [Reuters] [@click=app.quit]y[/]"


def test_a_quotation_of_several_sentences_is_several_passages() -> None:
    document = parse_document("“It is so. We know it,” he said. “Did you?” she asked. He left.")
    assert [document.words_of(n) for n in range(len(document.passages))] == [
        "“It is so.",
        "We know it,” he said.",
        "“Did you?” she asked.",
        "He left.",
    ]


def test_hard_wrapped_lines_are_one_paragraph() -> None:
    raw = (
        "The ministry said on Friday that it would not comment on the report before\n"
        "the inquiry had come to an end, which nobody expects to happen within this\n"
        "year. It has been wrong before.\n"
    )
    document = parse_document(raw)
    assert len(document.paragraphs) == 1
    assert len(document.passages) == 2


def test_a_sentence_without_end_is_cut_at_a_space() -> None:
    document = parse_document(" ".join(f"word{n}" for n in range(20_000)))
    assert all(len(document.words_of(n)) <= 2_000 for n in range(len(document.passages)))
    assert document.words == 20_000


def test_a_long_first_sentence_is_shortened_for_a_title_at_a_word() -> None:
    document = parse_document(
        "In a recent interview " + "with somebody of note " * 10 + "he spoke. Then left."
    )
    assert document.title.endswith("…")
    assert len(document.title) <= 91
    assert document.text.startswith(document.title[:-1] + " ")


def test_an_empty_text_is_a_document_without_passages() -> None:
    document = parse_document(" \n\n")
    assert document.passages == ()
    assert document.title == ""
    assert document.passage_at(0) == 0


@pytest.mark.parametrize("dateline", ["LONDON, April 5 (Reuters) -", "THE HAGUE –-", "BONN --"])
def test_a_dateline_stands_apart_from_the_sentence_it_opens(dateline: str) -> None:
    document = parse_document(f"A title of some words\n\n{dateline} He came. He went.\n")
    assert [(p.role, document.words_of(n)) for n, p in enumerate(document.passages)] == [
        (Role.TITLE, "A title of some words"),
        (Role.DATELINE, dateline),
        (Role.BODY, "He came."),
        (Role.BODY, "He went."),
    ]
