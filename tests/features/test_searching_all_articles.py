"""Searching all articles: words are typed, passages are listed, Enter goes there."""

from pathlib import Path

import pytest

from tests.support.reader import Reader, reading, written
from tui.screens.dialogs.corpus_search_dialog import CorpusSearchDialog, with_beginning
from tui.search.corpus_search import Results
from tui.search.word_index import SearchError
from tui.widgets.core.choice_list import ChoiceList

ICE = "The ice on the sound was too thin for the ferry, the harbour master said."
LATE = "It came late, and the harbour master had warned of thin ice since Sunday."
CHOIR = "The island's choir sang in the lighthouse without an audience."
BREAD = "Bread was baked on the quay by a cousin of the pilot's."
TEXTS = {"a": f"{CHOIR}\n\n{BREAD}\n\n{ICE}", "b": f"{BREAD}\n\n{LATE}\n\n{LATE} {ICE}", "c": CHOIR}


def dialog(reader: Reader) -> CorpusSearchDialog:
    found = reader.app.screen
    assert isinstance(found, CorpusSearchDialog)
    return found


def listed(reader: Reader) -> list[str]:
    choices = dialog(reader).query_exactly_one(ChoiceList)
    return [row.rstrip() for row in reader.rows(choices) if row.strip()]


def title(reader: Reader) -> str:
    return str(dialog(reader).query_exactly_one(".choice-dialog").border_title)


async def search(reader: Reader, words: str) -> None:
    await reader.press("F")
    await reader.until(lambda: isinstance(reader.app.screen, CorpusSearchDialog))
    await reader.type(words)


@pytest.mark.slow
async def test_passages_are_listed_as_one_types_and_enter_goes_there_and_backspace_back(
    tmp_path: Path,
) -> None:
    async with reading(tmp_path, [written(tmp_path / "corpus", **TEXTS)]) as reader:
        before = reader.siglum, reader.passage
        await search(reader, "late")
        await reader.until(lambda: "passages in 1 article" in title(reader))
        assert [row[2:3] for row in listed(reader)] == ["B", "B"]
        assert "It came late" in listed(reader)[0]
        await reader.press("enter")
        await reader.until(lambda: reader.siglum == "B")
        await reader.until(lambda: reader.passage.startswith("It came late"))
        assert "“late” 1/2" in reader.status
        await reader.press("n")
        await reader.until(lambda: "“late” 2/2" in reader.status)
        await reader.press("backspace")
        await reader.until(lambda: (reader.siglum, reader.passage) == before)


@pytest.mark.slow
async def test_beginnings_match_until_a_space_ends_the_word(tmp_path: Path) -> None:
    async with reading(tmp_path, [written(tmp_path / "corpus", **TEXTS)]) as reader:
        await search(reader, "light")
        await reader.until(lambda: "2 passages in 2 articles" in title(reader))
        await reader.press("space")
        await reader.until(lambda: listed(reader) == ["  Nothing found"])


@pytest.mark.slow
async def test_keys_pressed_before_the_answer_hold_for_the_answer(tmp_path: Path) -> None:
    async with reading(tmp_path, [written(tmp_path / "corpus", **TEXTS)]) as reader:
        await reader.press("F")
        await reader.until(lambda: isinstance(reader.app.screen, CorpusSearchDialog))
        await reader.press(*"thin", "down", "enter")
        await reader.until(lambda: "“thin” 2/" in reader.status)
        assert "thin" in reader.passage


@pytest.mark.slow
async def test_the_arrow_keys_choose_and_escape_leaves_everything_as_it_was(
    tmp_path: Path,
) -> None:
    async with reading(tmp_path, [written(tmp_path / "corpus", **TEXTS)]) as reader:
        before = reader.siglum, reader.passage
        await search(reader, "harbour")
        await reader.until(lambda: "4 passages in 2 articles" in title(reader))
        await reader.press("escape")
        await reader.until(lambda: reader.app.screen is reader.screen)
        assert (reader.siglum, reader.passage) == before
        await search(reader, "harbour")
        await reader.until(lambda: "4 passages in 2 articles" in title(reader))
        rows = listed(reader)
        await reader.press("down", "down", "down", "enter")
        await reader.until(lambda: reader.siglum == rows[3][2:3])
        await reader.until(lambda: reader.passage in {ICE, LATE})


@pytest.mark.slow
async def test_what_cannot_be_looked_for_is_said_in_words(tmp_path: Path) -> None:
    async with reading(tmp_path, [written(tmp_path / "corpus", **TEXTS)]) as reader:
        await search(reader, "?!")
        await reader.until(lambda: "There is no letter or digit" in listed(reader)[0])
        await reader.press("enter")
        assert isinstance(reader.app.screen, CorpusSearchDialog)


@pytest.mark.slow
async def test_a_python_that_cannot_search_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> Results:
        raise SearchError("searching needs FTS5")

    async with reading(tmp_path, [written(tmp_path / "corpus", **TEXTS)]) as reader:
        monkeypatch.setattr(reader.workspace, "search", fail)
        await search(reader, "ice")
        await reader.until(lambda: "Searching needs FTS5" in listed(reader)[0])
        await reader.press("escape")
        await reader.until(lambda: reader.app.screen is reader.screen)


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        ("", ""),
        ("ice", "ice*"),
        ("thin ice", "thin ice*"),
        ("ice ", "ice "),
        ("ice*", "ice*"),
        ('"thin ic', '"thin ic"*'),
        ('"thin ice"', '"thin ice"'),
        ("“thin ic", '“thin ic"*'),
        ('"thin ice" fer', '"thin ice" fer*'),
    ],
)
def test_the_last_word_may_be_the_beginning_of_one(typed: str, asked: str) -> None:
    assert with_beginning(typed) == asked
