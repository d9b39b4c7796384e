"""The five kinds of marks have names: in the settings, or given at the prompt."""

from pathlib import Path

import pytest

from tests.support.corpora import STORM, harbour
from tests.support.notes import kept, store, take, until_kept, until_row
from tests.support.reader import Reader, reading
from tui.screens.dialogs.help_dialog import Help, help_lines
from tui.screens.notes.notes_dialog import NotesDialog
from tui.settings import Settings
from tui.widgets.notes.notes_list import NotesList


def names(folder: Path) -> dict[int, str]:
    notes = store(folder)
    try:
        return notes.mark_names.all()
    finally:
        notes.close()


async def first_listed(reader: Reader) -> str:
    await reader.press("o")
    await reader.until(lambda: isinstance(reader.app.screen, NotesDialog))
    pane = reader.app.screen.query_exactly_one(NotesList)
    await reader.until(lambda: bool(pane.under_cursor))
    return reader.rows(pane)[0]


@pytest.mark.slow
async def test_names_in_the_settings_are_offered_shown_and_listed(tmp_path: Path) -> None:
    settings = Settings(mark_names={3: "to check"})
    async with reading(tmp_path, [harbour(tmp_path)], settings=settings) as reader:
        await reader.press("m")
        await reader.until(lambda: "3 to check" in reader.whole_screen[-1])
        await reader.press("3")
        await reader.until(lambda: "Marked 3 (to check)" in reader.status)
        await until_kept(reader, tmp_path, 1)
        await until_row(reader, "3", STORM)
        await reader.press(")")
        await reader.until(lambda: "3 to check" not in reader.status and "2/" in reader.status)
        await reader.press("(")
        await reader.until(lambda: "3 to check" in reader.status)
        assert "mark 3 (to check)" in await first_listed(reader)


@pytest.mark.slow
async def test_a_kind_is_named_at_the_prompt_and_the_name_undone(tmp_path: Path) -> None:
    settings = Settings(mark_names={2: "doubtful"})
    async with reading(tmp_path, [harbour(tmp_path)], settings=settings) as reader:
        await reader.press("m", "n", "2")
        await reader.press(*["backspace"] * len("doubtful"))
        await reader.type("fact [b]")
        await reader.press("enter")
        await reader.until(lambda: "Mark 2 is called “fact [b]”" in reader.status)
        assert names(tmp_path) == {2: "fact [b]"}
        await reader.press("m")
        await reader.until(lambda: "2 fact [b]" in reader.whole_screen[-1])
        await reader.press("escape", "U")
        await reader.until(lambda: reader.status.startswith("Undone: name of mark 2"))
        await reader.press("m")
        await reader.until(lambda: "2 doubtful" in reader.whole_screen[-1])
    assert kept(tmp_path) == []


@pytest.mark.slow
async def test_a_name_is_there_after_a_restart_and_in_the_legend(tmp_path: Path) -> None:
    folder = harbour(tmp_path)
    take(tmp_path, "a.txt", STORM, "", mark=4)
    notes = store(tmp_path)
    notes.mark_names.set(4, "quote it")
    notes.close()
    async with reading(tmp_path, [folder]) as reader:
        await reader.until(lambda: reader.screen.notes.mark_names == {4: "quote it"})
        await reader.press("?")
        await reader.until(lambda: isinstance(reader.app.screen, Help))
        await reader.filter("quote it")
        await reader.until(
            lambda: any("a mark of yours: quote it" in r for r in reader.whole_screen)
        )


def test_the_legend_without_names_tells_of_the_five_kinds() -> None:
    lines = [choice.text for choice in help_lines("mark of yours", {})]
    assert any("1 to 5" in line for line in lines)
    assert not any("a mark of yours:" in line for line in lines)
