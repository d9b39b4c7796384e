"""The filter of the document list: i for words, outlets, days and :unread; Y for what is unread."""

from pathlib import Path

import pytest

from tests.support.reader import Reader, reading
from tui.corpus.corpus_file import CorpusFile
from tui.screens.documents.document_filter import DocumentFilter
from tui.text.article_metadata import Metadata
from tui.widgets.documents.filter_line import FilterLine

pytestmark = pytest.mark.slow

STORM = "The harbour of Vlissingen was closed on Tuesday after the storm."
ARTICLES = {
    "a": ("Storm shuts the harbour", "De Bode", "2024-05-01"),
    "b": ("Café burns down in Genève", "Le Courrier", "2024-05-31"),
    "c": ("Storm sinks a ferry", "New York Post", "2023-12-24"),
    "d": ("A parade of goats", "De Bode", ""),
}


def corpus(folder: Path) -> Path:
    found = folder / "corpus"
    found.mkdir()
    for name, (title, outlet, day) in ARTICLES.items():
        date = f"date: {day}\n" if day else ""
        (found / f"{name}.md").write_text(
            f"---\noutlet: {outlet}\n{date}---\n\n# {title}\n\n{STORM}\n"
        )
    return found


def listed(reader: Reader) -> str:
    """The listed articles by the names of their files."""
    return "".join(Path(name).stem for name in reader.panes.documents.ids)


def title(reader: Reader) -> str:
    return str(reader.panes.documents.border_title)


async def opened(reader: Reader) -> None:
    await reader.press("i")
    await reader.until(lambda: any(line.has_focus for line in reader.screen.query(FilterLine)))


async def test_words_leave_the_articles_that_have_them_and_escape_brings_all_back(
    tmp_path: Path,
) -> None:
    async with reading(tmp_path, [corpus(tmp_path)]) as reader:
        await opened(reader)
        await reader.type("storm")
        await reader.until(lambda: listed(reader) == "ac")
        await reader.until(lambda: title(reader).startswith("1 2/4 storm"))
        await reader.type(" ferry")
        await reader.until(lambda: listed(reader) == "c")
        await reader.press("escape")
        await reader.until(lambda: listed(reader) == "abcd")
        assert title(reader) == "1 Documents"
        await reader.until(lambda: reader.panes.documents.has_focus)


async def test_enter_keeps_the_filter_and_goes_to_the_list(tmp_path: Path) -> None:
    async with reading(tmp_path, [corpus(tmp_path)]) as reader:
        await opened(reader)
        await reader.type("@bode")
        await reader.until(lambda: listed(reader) == "ad")
        await reader.press("enter")
        await reader.until(lambda: reader.panes.documents.has_focus)
        await reader.press("j", "enter")
        await reader.until(lambda: reader.article.endswith("goats"))
        assert listed(reader) == "ad"
        await reader.press("comma")
        await reader.until(lambda: reader.article.endswith("harbour"))
        await opened(reader)  # the terms are there to be changed
        assert reader.screen.query_exactly_one(FilterLine).value == "@bode"
        await reader.press("ctrl+u")
        await reader.until(lambda: listed(reader) == "abcd")


async def test_the_filter_stays_where_one_turns_to_the_article(tmp_path: Path) -> None:
    async with reading(tmp_path, [corpus(tmp_path)]) as reader:
        await opened(reader)
        await reader.type("2024")
        await reader.until(lambda: listed(reader) == "ab")
        reader.panes.read()
        await reader.until(lambda: reader.panes.reader.has_focus)
        await reader.pilot.pause()
        assert listed(reader) == "ab"
        assert reader.panes.reader.has_focus


async def test_a_filter_in_vain_leaves_an_empty_list_and_the_article(tmp_path: Path) -> None:
    async with reading(tmp_path, [corpus(tmp_path)]) as reader:
        before = reader.article
        await opened(reader)
        await reader.type("xylophone")
        await reader.until(lambda: listed(reader) == "")
        await reader.press("enter")
        await reader.until(lambda: reader.panes.documents.has_focus)
        await reader.press("j", "enter", "semicolon")
        await reader.pilot.pause()
        assert reader.article == before


async def test_only_unread_articles_are_listed_and_one_that_is_read_goes(tmp_path: Path) -> None:
    async with reading(tmp_path, [corpus(tmp_path)]) as reader:
        await reader.press("Y")
        await reader.until(lambda: title(reader).startswith("1 4/4 :unread"))
        await reader.press("G", "k", "j")
        await reader.until(lambda: listed(reader) == "bcd")
        await reader.press("Y")
        await reader.until(lambda: listed(reader) == "abcd")
        assert "read ✓" in reader.listed


async def test_the_order_is_not_changed_while_articles_are_left_out(tmp_path: Path) -> None:
    async with reading(tmp_path, [corpus(tmp_path)]) as reader:
        await opened(reader)
        await reader.type("storm")
        await reader.until(lambda: listed(reader) == "ac")
        await reader.press("enter")
        await reader.until(lambda: reader.panes.documents.has_focus)
        await reader.press("shift+down")
        await reader.until(lambda: "filtered" in reader.status)
        await reader.press("equals_sign")
        await reader.until(lambda: "filtered" in reader.status)
        await opened(reader)
        await reader.press("escape")
        await reader.until(lambda: listed(reader) == "abcd")


@pytest.mark.parametrize("size", [(80, 24), (60, 20)])
async def test_on_a_small_screen_the_list_is_shown_to_be_filtered(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async with reading(tmp_path, [corpus(tmp_path)], size=size) as reader:
        await opened(reader)
        await reader.type("goats")
        await reader.until(lambda: listed(reader) == "d")
        assert reader.panes.documents.display
        await reader.until(lambda: "goats" in reader.listed)


FILES = [
    CorpusFile(name, Path(name), name, metadata=Metadata(outlet, day, "Ann Pols"), group="Week 18")
    for name, outlet, day in (
        ("genève.txt", "Le Courrier", "2024-05-31"),
        ("bode.txt", "De Bode", "2024-05-01"),
        ("old.txt", "De Oude Bode", "2023-12-24"),
        ("none.txt", "", ""),
    )
]


@pytest.mark.parametrize(
    ("typed", "left"),
    [
        ("", [0, 1, 2, 3]),
        ("geneve", [0]),
        ("BODE", [1, 2]),
        ("@bode @oude", [2]),
        ("pols week", [0, 1, 2, 3]),
        ("2024", [0, 1]),
        ("2024-05-31", [0]),
        ("<2024", [2]),
        (">2024-05-01", [0]),
        ("<2024-05-31 >2023", [1]),
        (">2023 @bode", [1]),
        ("2024-13 ", []),
        ("[bold] @ ", []),
        ("@", [0, 1, 2, 3]),
    ],
)
def test_terms_must_all_fit(typed: str, left: list[int]) -> None:
    document_filter = DocumentFilter()
    document_filter.typed = typed
    assert [FILES.index(one) for one in document_filter.select(FILES, {})] == left
