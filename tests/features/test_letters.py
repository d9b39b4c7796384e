"""Each article has a letter that stays; the order of the list and the letters are the reader's."""

import re
from pathlib import Path

import pytest

from tests.support.corpora import PILOTS, STORM
from tests.support.notes import kept, until_kept
from tests.support.reader import Reader, reading


def corpus(folder: Path, **more: str) -> Path:
    texts = {
        "ferry": f"{STORM}\n\n{PILOTS}",
        "harbour": f"{PILOTS}\n\n{STORM}",
        "tide": f"Nothing else is known yet.\n\n{STORM}",
        **more,
    }
    (folder / "corpus").mkdir(exist_ok=True)
    for name, text in texts.items():
        (folder / "corpus" / f"{name}.md").write_text(f"# {name}\n\n{text}\n")
    return folder / "corpus"


def listed(reader: Reader) -> list[str]:
    """The letters and names of the list, from the top."""
    return re.findall(r"\b([A-Z] · \w+)", reader.listed)


async def until_listed(reader: Reader, *rows: str) -> None:
    await reader.until(lambda: listed(reader) == list(rows))


async def restarted(folder: Path, path: Path) -> list[str]:
    async with reading(folder, [path]) as reader:
        return listed(reader)


@pytest.mark.slow
async def test_a_letter_stays_when_files_are_added(tmp_path: Path) -> None:
    folder = corpus(tmp_path)
    assert await restarted(tmp_path, folder) == ["A · ferry", "B · harbour", "C · tide"]
    corpus(tmp_path, alpha=STORM)
    async with reading(tmp_path, [folder]) as reader:
        assert listed(reader) == ["D · alpha", "A · ferry", "B · harbour", "C · tide"]
        await reader.press("1", "home", "enter")
        await reader.until(lambda: reader.article.startswith("alpha"))
        assert reader.siglum == "D"
        await reader.press("]")
        await reader.until(lambda: bool(re.search(r"\bA\b", reader.sources)))


@pytest.mark.slow
async def test_an_article_is_moved_and_keeps_its_letter_and_that_is_undone(tmp_path: Path) -> None:
    folder = corpus(tmp_path)
    async with reading(tmp_path, [folder]) as reader:
        await reader.press("1", "home", "shift+down", "shift+down")
        await until_listed(reader, "B · harbour", "C · tide", "A · ferry")
        await reader.until(lambda: "Article A moved down" in reader.status)
        await reader.press("shift+down")
        await reader.until(lambda: "last article" in reader.status)
        await reader.press("U")
        await until_listed(reader, "B · harbour", "A · ferry", "C · tide")
    async with reading(tmp_path, [folder]) as reader:
        assert listed(reader) == ["B · harbour", "A · ferry", "C · tide"]
        await reader.press("U")
        await until_listed(reader, "A · ferry", "B · harbour", "C · tide")
        await reader.press("ctrl+r")
        await until_listed(reader, "B · harbour", "A · ferry", "C · tide")
    assert not (tmp_path / "data" / "notes.sqlite").exists()


@pytest.mark.slow
async def test_letters_are_dealt_anew_in_the_order_of_the_list(tmp_path: Path) -> None:
    folder = corpus(tmp_path)
    async with reading(tmp_path, [folder]) as reader:
        await reader.until(lambda: reader.screen.collation.comparison is not None)
        await reader.press("=")
        await reader.until(lambda: "follow the list already" in reader.status)
        await reader.press("1", "home", "shift+down")
        await until_listed(reader, "B · harbour", "A · ferry", "C · tide")
        await reader.press("=")
        await until_listed(reader, "A · harbour", "B · ferry", "C · tide")
        await reader.until(lambda: "Letters dealt anew" in reader.status)
        await reader.press("2")
        assert reader.siglum == "B"
        await reader.press("]")
        await reader.until(lambda: bool(re.search(r"\bA\b", reader.sources)))
        comparison = reader.screen.collation.comparison
        assert comparison
        documents = comparison.claim_map.documents
        assert [comparison.sigla[name] for name in documents] == ["A", "B", "C"]
    assert await restarted(tmp_path, folder) == ["A · harbour", "B · ferry", "C · tide"]


@pytest.mark.slow
async def test_the_later_change_is_undone_first_be_it_a_note_or_a_letter(tmp_path: Path) -> None:
    async with reading(tmp_path, [corpus(tmp_path)]) as reader:
        await reader.press("m", "1")
        await until_kept(reader, tmp_path, 1)
        await reader.press("shift+down")
        await until_listed(reader, "B · harbour", "A · ferry", "C · tide")
        await reader.press("m", "2")
        await reader.until(lambda: kept(tmp_path)[0].mark == 2)
        await reader.press("U")
        await reader.until(lambda: kept(tmp_path)[0].mark == 1)
        assert listed(reader) == ["B · harbour", "A · ferry", "C · tide"]
        await reader.press("U")
        await until_listed(reader, "A · ferry", "B · harbour", "C · tide")
        await reader.press("U")
        await until_kept(reader, tmp_path, 0)
        await reader.press("ctrl+r")
        await until_kept(reader, tmp_path, 1)
        assert listed(reader) == ["A · ferry", "B · harbour", "C · tide"]
        await reader.press("ctrl+r")
        await until_listed(reader, "B · harbour", "A · ferry", "C · tide")


@pytest.mark.slow
async def test_the_order_of_the_list_is_kept(tmp_path: Path) -> None:
    folder = corpus(tmp_path)
    async with reading(tmp_path, [folder]) as reader:
        await reader.press("S")
        await reader.until(lambda: "Documents: by title" in reader.status)
        await reader.until((tmp_path / "state" / "preferences.json").exists)
        await reader.until(lambda: "title" in (tmp_path / "state" / "preferences.json").read_text())
    async with reading(tmp_path, [folder]) as reader:
        assert reader.screen.order.order == "by title"


@pytest.mark.slow
async def test_the_list_of_notes_names_the_letter(tmp_path: Path) -> None:
    folder = corpus(tmp_path)
    async with reading(tmp_path, [folder]) as reader:
        await reader.press("]", "m", "3")
        await until_kept(reader, tmp_path, 1)
        await reader.press("o")
        await reader.until(lambda: any("mark 3 · A · ferry" in r for r in reader.whole_screen))
