"""The list of commands: each is found by its words, and does what its key does."""

from pathlib import Path

import pytest

from tests.support.reader import Reader, reading
from tui.commands import COMMANDS
from tui.screens.dialogs.command_dialog import CommandDialog
from tui.screens.dialogs.theme_dialog import ThemeDialog
from tui.widgets.core.choice_list import ChoiceList
from tui.widgets.core.prompt import Prompt

pytestmark = pytest.mark.slow


async def opened(reader: Reader) -> None:
    await reader.press(":")
    await reader.until(lambda: isinstance(reader.app.focused, Prompt))
    assert isinstance(reader.app.screen, CommandDialog)


def chosen(reader: Reader) -> str:
    return reader.app.screen.query_exactly_one(ChoiceList).chosen


async def run(reader: Reader, words: str) -> None:
    """Type the words, and run the first command that has them."""
    await opened(reader)
    await reader.type(words)
    await reader.press("enter")
    await reader.until(lambda: not isinstance(reader.app.screen, CommandDialog))


async def test_every_command_is_listed_with_its_keys(tmp_path: Path) -> None:
    async with reading(tmp_path, size=(120, 200)) as reader:
        await opened(reader)
        shown = "\n".join(reader.whole_screen)
        for command in COMMANDS:
            assert command.area.has_own_keys or command.title in shown
        assert "Ctrl-P :" in shown


async def test_a_command_does_what_its_key_does(tmp_path: Path) -> None:
    async with reading(tmp_path) as reader:
        await run(reader, "full width")
        await reader.until(lambda: reader.panes.reader.size.width == 120)
        await run(reader, "end")
        await reader.until(lambda: reader.panes.reader.at_end)


async def test_a_command_is_found_by_what_it_does(tmp_path: Path) -> None:
    async with reading(tmp_path) as reader:
        await opened(reader)
        await reader.type("cómmand nàme")
        await reader.until(lambda: chosen(reader) == "app.command_palette")


async def test_the_themes_are_among_the_commands(tmp_path: Path) -> None:
    async with reading(tmp_path) as reader:
        await run(reader, "theme")
        await reader.until(lambda: isinstance(reader.app.screen, ThemeDialog))


async def test_where_nothing_is_found_no_key_does_harm(tmp_path: Path) -> None:
    async with reading(tmp_path) as reader:
        await opened(reader)
        await reader.type("no such command")
        await reader.until(lambda: not chosen(reader))
        await reader.press("pagedown", "down", "home", "enter", "escape")
        await reader.until(lambda: reader.panes.reader.has_focus)
