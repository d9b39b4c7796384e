"""Wrapping loses no word, fits its width, and keeps a place through any width."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len, split_graphemes

from tui.text.document import Paragraph
from tui.text.layout.wrapping import layout, wrap
from tui.text.parsing.document_parser import Format, parse_document
from tui.text.span import Span

words = st.text(
    st.sampled_from("abé’“漢字。，👩‍👧🇩🇪e\u0301-") | st.characters(), min_size=1, max_size=12
)
texts = st.lists(st.sampled_from([" ", "\n", "\n\n"]) | words, max_size=60).map("".join)
widths = st.integers(4, 90)


def graphemes(text: str) -> list[tuple[int, int, int]]:
    return split_graphemes(text)[0]


@given(texts, widths)
def test_every_word_stands_on_a_line_in_order(raw: str, width: int) -> None:
    document = parse_document(raw)
    lines = layout(document, width, graphemes)
    shown = "".join(lines.span(n).of(document.text) for n in range(len(lines)))
    whole = "".join(p.span.of(document.text) for p in document.paragraphs)
    assert "".join(shown.split()) == "".join(whole.split())


@given(texts, widths)
def test_no_line_is_wider_than_asked(raw: str, width: int) -> None:
    document = parse_document(raw)
    lines = layout(document, width, graphemes)
    for n in range(len(lines)):
        line = lines.span(n).of(document.text)
        assert cell_len(line) <= width or len(graphemes(line)) == 1


@given(texts, widths, widths)
def test_a_place_is_found_again_at_another_width(raw: str, narrow: int, wide: int) -> None:
    document = parse_document(raw)
    before, after = layout(document, narrow, graphemes), layout(document, wide, graphemes)
    for n in range(len(before)):
        if place := before.span(n):
            line = after.span(after.line_of(place.start))
            assert line.start <= place.start
            assert place.start < line.end or not document.text[line.end : place.start].strip()


def test_no_line_ends_or_starts_with_a_space() -> None:
    document = parse_document("one two  three   four five six seven eight nine ten. " * 20)
    lines = layout(document, 17, graphemes)
    for n in range(len(lines)):
        line = lines.span(n).of(document.text)
        assert line == line.strip()


def test_code_keeps_its_line_breaks() -> None:
    document = parse_document("# Title\n\n```\nif x:\n\n    y = 1\n```\n", Format.MARKDOWN)
    lines = layout(document, 40, graphemes)
    shown = [lines.span(n).of(document.text) for n in range(len(lines))]
    assert shown == ["Title", "", "if x:", "", "    y = 1"]


@pytest.mark.parametrize("mark", ["#", "—", "−", "水"])
def test_code_keeps_its_indents_whatever_stands_in_it(mark: str) -> None:
    document = parse_document(f"```\nif x:\n    y = 1  {mark} and on\n```\n", Format.MARKDOWN)
    lines = layout(document, 18, graphemes)
    shown = [lines.span(n).of(document.text) for n in range(len(lines))]
    assert shown == ["if x:", f"    y = 1  {mark} and", "on"]


@given(st.integers(0, 60), st.sampled_from(["word", "−1.6 less", "水门漏水"]), widths)
def test_no_line_is_empty_for_an_indent(indent: int, words: str, width: int) -> None:
    text = " " * indent + words
    found = [s.of(text) for s in wrap(text, Paragraph(Span(0, len(text))), width, graphemes)]
    assert all(line.strip() for line in found)
    assert "".join("".join(found).split()) == "".join(words.split())


def test_wide_characters_count_two_cells() -> None:
    document = parse_document("漢字漢字漢字漢字漢字。漢字")
    lines = layout(document, 10, graphemes)
    shown = [lines.span(n).of(document.text) for n in range(len(lines))]
    assert all(cell_len(line) <= 10 for line in shown)
    assert not any(line.startswith("。") for line in shown)
