"""Notes and the report are written to a file without leaving the program, over none unasked."""

from pathlib import Path

import pytest

from tests.support.corpora import PILOTS, STORM, harbour
from tests.support.notes import kept, take, until_row
from tests.support.reader import Reader, reading
from tui.screens.exports.export_dialogs import ExistingFileDialog, ExportDialog
from tui.screens.notes.notes_dialog import NotesDialog
from tui.settings import Settings


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The reader was started in a folder that is no part of the corpus."""
    (tmp_path / "desk").mkdir()
    monkeypatch.chdir(tmp_path / "desk")


def desk(folder: Path) -> dict[str, str]:
    return {file.name: file.read_text() for file in (folder / "desk").iterdir()}


async def exporting(reader: Reader) -> None:
    await reader.press("W")
    await reader.until(lambda: isinstance(reader.app.screen, ExportDialog))


@pytest.mark.slow
async def test_the_default_is_by_article_and_its_path_is_told(tmp_path: Path) -> None:
    folder = harbour(tmp_path)
    take(tmp_path, "a.txt", STORM)
    async with reading(tmp_path, [folder]) as reader:
        await until_row(reader, "✎", STORM)
        await exporting(reader)
        assert any(
            "Notes by article, Markdown" in r and "corpus-notes.md" in r
            for r in reader.whole_screen
        )
        assert any("Export into" in r and "desk" in r for r in reader.whole_screen)
        await reader.press("enter")
        await reader.until(lambda: "1 note written to" in reader.status)
        assert "corpus-notes.md" in reader.status
    text = desk(tmp_path)["corpus-notes.md"]
    assert "# Notes by article" in text
    assert "## A · " in text
    assert "Says who?" in text


@pytest.mark.slow
async def test_by_claim_each_article_s_words_are_there(tmp_path: Path) -> None:
    folder = harbour(tmp_path)
    take(tmp_path, "a.txt", STORM)
    async with reading(tmp_path, [folder]) as reader:
        await reader.until(lambda: reader.screen.collation.comparison is not None)
        await exporting(reader)
        await reader.filter("by claim")
        await reader.press("enter")
        await reader.until(lambda: "1 note written to" in reader.status)
    text = desk(tmp_path)["corpus-claims.md"]
    assert text.count(f"> {STORM}") == 2
    assert "> — A, “" in text
    assert "> — B, “" in text
    assert PILOTS not in text


@pytest.mark.slow
async def test_a_file_that_is_there_is_asked_about(tmp_path: Path) -> None:
    folder = harbour(tmp_path)
    take(tmp_path, "a.txt", STORM)
    (tmp_path / "desk" / "corpus-notes.md").write_text("mine")
    async with reading(tmp_path, [folder]) as reader:
        await exporting(reader)
        await reader.press("enter")
        await reader.until(lambda: isinstance(reader.app.screen, ExistingFileDialog))
        assert any("not an unchanged export" in r for r in reader.whole_screen)
        await reader.press("escape")
        await reader.until(lambda: reader.app.screen is reader.screen)
        assert desk(tmp_path) == {"corpus-notes.md": "mine"}
        await exporting(reader)
        await reader.press("enter")
        await reader.until(lambda: isinstance(reader.app.screen, ExistingFileDialog))
        await reader.press("enter")
        await reader.until(lambda: "corpus-notes-2.md" in reader.status)
        assert desk(tmp_path)["corpus-notes.md"] == "mine"
        assert "Says who?" in desk(tmp_path)["corpus-notes-2.md"]
        await exporting(reader)
        await reader.press("enter")
        await reader.until(lambda: isinstance(reader.app.screen, ExistingFileDialog))
        await reader.press("down", "enter")
        await reader.until(lambda: "Says who?" in desk(tmp_path)["corpus-notes.md"])
        assert len(desk(tmp_path)) == 2


@pytest.mark.slow
async def test_the_report_is_written_without_any_note(tmp_path: Path) -> None:
    async with reading(tmp_path, [harbour(tmp_path)]) as reader:
        await reader.until(lambda: reader.screen.collation.comparison is not None)
        await exporting(reader)
        await reader.filter("report")
        await reader.press("enter")
        await reader.until(lambda: "The report is written to" in reader.status)
        page = desk(tmp_path)["corpus-report.html"]
        assert page.startswith("<!DOCTYPE html>")
        assert STORM in page
        await exporting(reader)
        await reader.press("enter")
        await reader.until(lambda: "there is no note on these articles yet" in reader.status)
    assert kept(tmp_path) == []
    assert list(desk(tmp_path)) == ["corpus-report.html"]


@pytest.mark.slow
async def test_the_list_of_notes_leads_to_the_export(tmp_path: Path) -> None:
    folder = harbour(tmp_path)
    take(tmp_path, "a.txt", STORM)
    async with reading(tmp_path, [folder]) as reader:
        await reader.press("o")
        await reader.until(lambda: isinstance(reader.app.screen, NotesDialog))
        await reader.press("W")
        await reader.until(lambda: isinstance(reader.app.screen, ExportDialog))


@pytest.mark.slow
async def test_nothing_is_written_into_the_corpus(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = harbour(tmp_path)
    take(tmp_path, "a.txt", STORM)
    monkeypatch.chdir(folder)
    (tmp_path / "home").mkdir()
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    before = sorted(folder.iterdir())
    async with reading(tmp_path, [folder]) as reader:
        await exporting(reader)
        await reader.press("enter")
        await reader.until(lambda: "1 note written to ~/corpus-notes.md" in reader.status)
    assert sorted(folder.iterdir()) == before
    async with reading(tmp_path, [folder], settings=Settings(secure=True)) as reader:
        await exporting(reader)
        await reader.press("enter")
        await reader.until(lambda: "1 note written to" in reader.status)
        assert str(tmp_path / "state" / "corpus-notes.md") in reader.status
