"""Notes are seen where they stand: in reader, gutter, cards and list; and gone back to."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import pytest

from tests.support.corpora import ALONE, PILOTS, STORM, harbour, written
from tests.support.disks import disk, full, read_only
from tests.support.notes import store, take, until_row
from tests.support.reader import Reader, reading
from tui.screens.notes.notes_dialog import NotesDialog
from tui.settings import Settings
from tui.widgets.notes.notes_list import NotesList


def row(reader: Reader, words: str) -> int:
    return next(y for y, r in enumerate(reader.rows(reader.panes.reader)) if words in r)


def shown(reader: Reader) -> list[str]:
    return reader.rows(reader.panes.reader)


async def listed(reader: Reader) -> str:
    """What the list of notes shows, once it is there."""
    await reader.until(lambda: isinstance(reader.app.screen, NotesDialog))
    pane = reader.app.screen.query_exactly_one(NotesList)
    await reader.until(lambda: bool(pane.under_cursor))
    return reader.shown(pane)


async def test_a_noted_passage_has_a_glyph_and_an_attribute(tmp_path: Path) -> None:
    harbour(tmp_path)
    take(tmp_path, "a.txt", "taken off the sinking barge")
    async with reading(tmp_path, [tmp_path / "corpus"]) as reader:
        await reader.press("g")
        await until_row(reader, "✎", PILOTS)
        line = reader.panes.reader.render_line(row(reader, PILOTS[:9]))
        noted = [s.text for s in line if s.style and s.style.underline]
        assert "taken off the sinking" in "".join(noted)
        assert PILOTS[:9] not in "".join(noted)


async def test_in_a_passage_noted_as_a_whole_the_shared_words_are_still_seen(
    tmp_path: Path,
) -> None:
    folder = written(tmp_path / "corpus", a=STORM, b=f"{STORM} {ALONE}", c=ALONE)

    def underlined(reader: Reader) -> list[str]:
        line = reader.panes.reader.render_line(row(reader, STORM[:9]))
        return [s.text for s in line if s.style and s.style.underline]

    async with reading(tmp_path, [folder]) as reader:
        await reader.until(lambda: bool(underlined(reader)))
        before = underlined(reader)
        take(tmp_path, "a.txt", STORM)
        await until_row(reader, "✎", STORM)
        assert underlined(reader) == before


@pytest.mark.slow
async def test_a_mark_shows_its_figure(tmp_path: Path) -> None:
    async with reading(tmp_path, [harbour(tmp_path)]) as reader:
        await reader.press("m", "4")
        await until_row(reader, "4", STORM)


async def test_a_note_on_a_claim_shows_in_every_article_that_carries_it(tmp_path: Path) -> None:
    harbour(tmp_path)
    take(tmp_path, "b.txt", STORM)
    async with reading(tmp_path, [tmp_path / "corpus"]) as reader:
        await until_row(reader, "↗", STORM)
        await reader.press("j", "k")
        await reader.until(lambda: "Says who?" in reader.status)
        assert "✎" in reader.sources
        assert not any("↗" in r and ALONE[:9] in r for r in shown(reader))


async def test_another_reader_s_notes_are_seen_by_themselves(tmp_path: Path) -> None:
    async with reading(tmp_path, [harbour(tmp_path)]) as reader:
        assert "✎" not in reader.shown(reader.panes.reader)
        take(tmp_path, "a.txt", ALONE, "seen elsewhere")
        await until_row(reader, "✎", ALONE)


@pytest.mark.slow
async def test_the_list_goes_to_a_note_in_another_article_and_back(tmp_path: Path) -> None:
    harbour(tmp_path)
    take(tmp_path, "b.txt", PILOTS, "over there")
    async with reading(tmp_path, [tmp_path / "corpus"]) as reader:
        title = reader.article
        await reader.press("o")
        assert "over there" in await listed(reader)
        await reader.press("enter")
        await reader.until(lambda: reader.article != title)
        assert reader.passage == PILOTS
        await reader.press("backspace")
        assert reader.article == title


@pytest.mark.slow
async def test_the_list_is_searched_and_filtered(tmp_path: Path) -> None:
    harbour(tmp_path)
    take(tmp_path, "a.txt", STORM, "about the harbour", tags=["toll"])
    take(tmp_path, "a.txt", ALONE, "about a ferry")
    take(tmp_path, "b.txt", PILOTS, "", mark=2)
    async with reading(tmp_path, [tmp_path / "corpus"]) as reader:
        await reader.press("o")
        await listed(reader)
        sheet = reader.app.screen
        pane = sheet.query_exactly_one(NotesList)
        await reader.press("tab", "tab")
        await reader.until(lambda: "mark 2" in reader.shown(pane))
        await reader.press("slash")
        await reader.type("#to")
        await reader.until(lambda: "about a ferry" not in reader.shown(pane))
        assert "about the harbour" in reader.shown(pane)
        for _ in "#to":
            await reader.press("backspace")
        await reader.type("@words")
        await reader.until(lambda: "about" not in reader.shown(pane))
        assert "mark 2" in reader.shown(pane)
        for _ in "@words":
            await reader.press("backspace")
        await reader.press("enter", "f", "f")
        await reader.until(lambda: "only marks" in str(sheet.query_one("#notes-scope").render()))
        await reader.until(lambda: "about" not in reader.shown(pane))


@pytest.mark.slow
async def test_a_note_is_edited_and_taken_away_from_the_list(tmp_path: Path) -> None:
    harbour(tmp_path)
    name = take(tmp_path, "a.txt", STORM, "first")
    async with reading(tmp_path, [tmp_path / "corpus"]) as reader:
        await reader.press("o")
        await listed(reader)
        await reader.press("e")
        await reader.until(lambda: getattr(reader.app.focused, "text", "") == "first")
        await reader.type(" second")
        await reader.press("ctrl+s")
        await reader.until(lambda: text_of(tmp_path, name) == "first second")
        await reader.press("o")
        await listed(reader)
        await reader.press("x")
        await reader.until(lambda: text_of(tmp_path, name) == "")
        await reader.press("U")
        await reader.until(lambda: text_of(tmp_path, name) == "first second")


def text_of(folder: Path, name: str) -> str:
    notes = store(folder)
    try:
        return next((n.text for n in notes.all() if n.id == name), "")
    finally:
        notes.close()


@pytest.mark.slow
async def test_a_note_follows_its_passage_when_the_file_changes(tmp_path: Path) -> None:
    file = harbour(tmp_path) / "a.txt"
    take(tmp_path, "a.txt", STORM)
    monday = STORM.replace("Tuesday", "Monday")
    file.write_text(f"A new first line.\n\n{monday}\n\n{ALONE}\n\n{PILOTS}")
    async with reading(tmp_path, [tmp_path / "corpus"]) as reader:
        await until_row(reader, "✎", STORM)
        await reader.press("o")
        assert "edited: Tuesday → Monday" in await listed(reader)


@pytest.mark.slow
async def test_a_lost_note_is_listed_with_places_and_put_back_by_one_key(tmp_path: Path) -> None:
    file = harbour(tmp_path) / "a.txt"
    name = take(tmp_path, "a.txt", STORM)
    monday = STORM.replace("Tuesday", "Monday")
    file.write_text(f"A new first line.\n\n{ALONE}\n\n{monday}\n\nThe end.")
    async with reading(tmp_path, [tmp_path / "corpus"]) as reader:
        await reader.until(lambda: "lost" in reader.status)
        assert "✎" not in reader.shown(reader.panes.reader)
        await reader.press("o")
        shown = await listed(reader)
        assert "orphan" in shown
        assert "closed on Monday" in shown
        await reader.press("p")
        await reader.press("escape")
        await reader.until(lambda: "✎" in reader.shown(reader.panes.reader))
        await reader.press("U")
        await reader.until(lambda: "✎" not in reader.shown(reader.panes.reader))
        assert text_of(tmp_path, name) == "Says who?"


async def test_a_renamed_file_keeps_its_notes(tmp_path: Path) -> None:
    folder = harbour(tmp_path)
    take(tmp_path, "a.txt", STORM)
    (folder / "a.txt").rename(folder / "aa.txt")
    async with reading(tmp_path, [folder]) as reader:
        await until_row(reader, "✎", STORM)


@pytest.mark.slow
async def test_drafts_are_listed_and_gone_on_with(tmp_path: Path) -> None:
    async with reading(tmp_path, [harbour(tmp_path)]) as reader:
        await reader.press("a")
        await reader.until(lambda: hasattr(reader.app.focused, "text"))
        await reader.type("begun")
        await reader.press("escape")
        await reader.until(lambda: reader.panes.reader.has_focus)
        await reader.press("G", "o")
        assert "draft" in await listed(reader)
        await reader.press("enter")
        await reader.until(lambda: getattr(reader.app.focused, "text", "") == "begun")
        await reader.press("ctrl+s")
        await reader.until(lambda: "Noted" in reader.status)
        (note,) = store(tmp_path).all()
        assert note.targets[0].selector.quote == STORM


@pytest.mark.slow
async def test_nothing_of_a_note_is_read_as_markup(tmp_path: Path) -> None:
    harbour(tmp_path)
    take(tmp_path, "a.txt", STORM, "[bold]x[/bold] [@click=app.quit]y[/]", tags=["[red]"])
    async with reading(tmp_path, [tmp_path / "corpus"]) as reader:
        await reader.press("j", "g")
        await reader.until(lambda: "[bold]x[/bold]" in reader.status)
        await reader.press("o")
        assert "[bold]x[/bold] [@click=app.quit]y[/]" in await listed(reader)
        await reader.press("e")
        await reader.until(lambda: hasattr(reader.app.focused, "text"))
        await reader.press("escape")
        await reader.until(lambda: reader.panes.reader.has_focus)


@pytest.mark.slow
async def test_the_folder_of_notes_is_written_and_read_back(tmp_path: Path) -> None:
    harbour(tmp_path)
    name = take(tmp_path, "a.txt", STORM, "Says who?")
    settings = Settings(notes_folder=tmp_path / "mirror")
    async with reading(tmp_path, [tmp_path / "corpus"], settings=settings) as reader:
        await reader.until(lambda: any((tmp_path / "mirror").glob("*.md")))
        (file,) = (tmp_path / "mirror").glob("*.md")
        file.write_text(file.read_text().replace("Says who?", "Says the mayor."))
        await reader.until(lambda: text_of(tmp_path, name) == "Says the mayor.")


async def test_a_store_that_can_t_be_opened_is_said_and_reading_goes_on(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "notes.sqlite").write_text("this is no database, whatever its name says")
    async with reading(tmp_path, [harbour(tmp_path)]) as reader:
        await reader.until(lambda: "damaged" in reader.status)
        await reader.press("G")
        assert reader.passage == PILOTS


@pytest.mark.slow
@pytest.mark.parametrize(
    ("trouble", "told"),
    [(read_only, ("read-only", "you may write to the folder")), (full, ("full", "make room"))],
)
async def test_notes_that_can_t_be_written_are_shown_and_only_writing_says_why(
    tmp_path: Path,
    trouble: Callable[[Path], AbstractContextManager[None]],
    told: tuple[str, str],
) -> None:
    with disk(tmp_path / "home") as home:
        harbour(home)
        take(home, "a.txt", "taken off the sinking barge", "Who told them?")
        article = home / "corpus" / "a.txt"
        article.write_text(article.read_text().replace("barge by", "barge at once by"))
        with trouble(home):
            async with reading(home, [home / "corpus"]) as reader:
                await reader.press("g")
                await until_row(reader, "✎", PILOTS)
                assert "not shown" not in reader.status
                await reader.press("o")
                assert "Who told them?" in await listed(reader)
                await reader.press("escape")
                await reader.press("m", "2")
                await reader.until(lambda: any(words in reader.status for words in told))
                await until_row(reader, "✎", PILOTS)


@pytest.mark.slow
async def test_a_note_of_a_file_renamed_and_edited_is_offered_and_put_there_by_one_key(
    tmp_path: Path,
) -> None:
    folder = harbour(tmp_path)
    name = take(tmp_path, "a.txt", STORM)
    (folder / "a.txt").unlink()
    monday = STORM.replace("Tuesday", "Monday")
    written(folder, a_v2=f"{ALONE}\n\n{monday}\n\n{PILOTS}", c="A word on other things.")
    async with reading(tmp_path, [folder]) as reader:
        await reader.until(lambda: "a note whose file is gone: o lists it" in reader.status)
        assert "✎" not in reader.shown(reader.panes.reader)
        await reader.press("o")
        shown = await listed(reader)
        assert "its file is gone" in shown
        assert "perhaps in a_v2.txt" in shown
        assert "closed on Monday" in shown
        await reader.press("tab")
        await reader.until(lambda: "perhaps in b.txt" in reader.shown(sheet_of(reader)))
        await reader.press("j", "j", "enter")
        await reader.until(lambda: reader.passage == monday)
        await reader.press("o")
        await listed(reader)
        await reader.press("p", "escape")
        await until_row(reader, "✎", monday)
        await reader.until(lambda: "file is gone" not in reader.status)
        await reader.press("U")
        await reader.until(lambda: "✎" not in reader.shown(reader.panes.reader))
        assert text_of(tmp_path, name) == "Says who?"


def sheet_of(reader: Reader) -> NotesList:
    return reader.app.screen.query_exactly_one(NotesList)
