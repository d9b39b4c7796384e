"""Finding words in an article, and articles in a corpus."""

from pathlib import Path

from tests.features.reader import reading
from tui.screens.finding import Finding, ranked
from tui.text.search import search
from tui.text.span import Span


async def test_hits_are_counted_marked_and_walked_through(tmp_path: Path) -> None:
    async with reading(tmp_path) as reader:
        await reader.press("slash")
        await reader.type("china")
        assert "“china” 1/" in reader.status
        await reader.press("enter")
        assert reader.panes.reader.has_focus
        assert "china" in reader.passage.lower()
        await reader.press("n", "n")
        assert "“china” 3/" in reader.status
        await reader.press("N")
        assert "“china” 2/" in reader.status


async def test_the_search_goes_round_at_the_ends(tmp_path: Path) -> None:
    async with reading(tmp_path) as reader:
        await reader.press("slash", *"advertisement", "enter")
        assert "1/2" in reader.status
        await reader.press("n")
        assert "2/2" in reader.status
        await reader.press("n")
        assert "1/2" in reader.status


async def test_escape_goes_back_to_where_the_search_began(tmp_path: Path) -> None:
    async with reading(tmp_path) as reader:
        await reader.press("]", "]", "j")
        row = reader.reading_row
        await reader.press("slash", *"canada")
        assert "Canada" in reader.passage
        await reader.press("escape")
        assert reader.reading_row == row
        assert "canada" not in reader.status
        assert not reader.search_line.display


async def test_what_is_not_there_is_said(tmp_path: Path) -> None:
    async with reading(tmp_path) as reader:
        await reader.press("slash", *"zebra", "enter")
        assert "“zebra” is not in this article" in reader.status


def test_small_letters_find_capitals_but_capitals_only_themselves() -> None:
    text = "China, china and CHINA"
    assert len(search(text, "china").hits) == 3
    assert search(text, "China").hits == (Span(0, 5),)


def test_straight_quotes_find_curly_ones_and_a_space_any_space() -> None:
    assert search("Xi’s “last\u00a0word”", 'Xi\'s "last word"').hits == (Span(0, 16),)


def test_what_is_typed_is_words_not_a_pattern() -> None:
    assert search("a (b) [c] .*", ".*").hits == (Span(10, 12),)
    assert search("aaa", "(").hits == ()


def test_a_search_does_not_run_over_a_paragraphs_end() -> None:
    assert search("one\ntwo", "one two").hits == ()


async def test_a_document_is_found_by_part_of_its_title(tmp_path: Path) -> None:
    async with reading(tmp_path) as reader:
        await reader.press("f")
        await reader.type("meddle")
        await reader.press("enter")
        assert reader.article.startswith("Antony Blinken says he has seen")
        await reader.press("backspace")
        assert reader.article.startswith("Blinken Accuses China")


async def test_finding_can_be_given_up(tmp_path: Path) -> None:
    async with reading(tmp_path) as reader:
        await reader.press("f")
        assert isinstance(reader.app.screen, Finding)
        await reader.press("escape")
        assert reader.app.screen is reader.screen
        assert reader.article.startswith("Blinken Accuses China")


def test_typing_errors_and_file_names_find_too() -> None:
    documents = [
        ("1", "Blinken Accuses China of Seeking to Influence", "000_a.txt"),
        ("2", "Partners, not rivals", "nation.txt"),
    ]
    assert [d[0] for d in ranked(documents, "bilnken acuses")] == ["1"]
    assert [d[0] for d in ranked(documents, "nation.txt")] == ["2"]
    assert [d[0] for d in ranked(documents, " ")] == ["1", "2"]
