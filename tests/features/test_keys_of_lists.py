"""In every list letters are keys, / begins to filter, and ? tells the keys of the list."""

from pathlib import Path

import pytest

from tests.support.corpora import PILOTS, STORM, written
from tests.support.reader import Reader, reading
from tui.screens.base.dialog_screen import DialogScreen
from tui.widgets.core.filtered_list import FilteredList
from tui.widgets.core.pane import Pane
from tui.widgets.core.prompt import Prompt

pytestmark = pytest.mark.slow

HEAD = "---\nurl: https://courier.example/storm\ndate: 2024-05-0{}\n---\n\n"
BOATS = "The minister said {} boats and {} sailors were missing near Zaandam on Friday evening."
MAYOR = "The mayor of Middelburg, Jan de Wit, asked the navy for bread, blankets and {} stoves."
SAID = "“The harbour stays {} until Friday, and nobody is to sail,” said the mayor, Jan de Wit."
LEFT_OUT = (
    "Cadets of the naval college carried the crates to the island all night long.",
    "The bakers of Den Helder lit their ovens at four in the morning to fill the crates.",
)


def corpus(folder: Path) -> Path:
    """Return articles with two rows or more in each list; two of them are versions."""
    shared = "\n\n".join(LEFT_OUT)
    return written(
        folder / "corpus",
        a=HEAD.format(1)
        + f"{BOATS.format(14, 30)}\n\n{MAYOR.format(40)}\n\n{SAID.format('closed')}\n\n"
        "Nobody else reports the missing ferry Ouwerkerk at all, not even the owner.\n\n"
        "The lighthouse keeper of Texel alone kept eleven goats up there, his sister wrote.",
        b=HEAD.format(2)
        + f"{BOATS.format(41, 50)}\n\n{MAYOR.format(60)}\n\n{SAID.format('shut')}\n\n{shared}",
        c=f"{STORM}\n\n{PILOTS}\n\n{BOATS.format(41, 50)}\n\n{shared}\n\n{MAYOR.format(40)}",
    )


async def opened(reader: Reader, key: str) -> Pane:
    """Open a list once the articles are compared; return its rows."""
    await reader.collated()
    await reader.press(key)
    await reader.until(lambda: isinstance(reader.app.screen, DialogScreen))
    pane = reader.app.screen.query_exactly_one(FilteredList).query_exactly_one(Pane)
    await reader.until(lambda: pane.has_focus and row_of_cursor(reader, pane) is not None)
    await reader.pilot.pause()
    return pane


def row_of_cursor(reader: Reader, pane: Pane) -> str | None:
    """Return the first row on the cursor."""
    return next((row for row in reader.rows(pane) if row.startswith("┃")), None)


def told(reader: Reader) -> str:
    return "\n".join(reader.whole_screen)


LISTS = {
    "D": ("Words", "41"),
    "O": ("lighthouse", "lighthouse"),
    "L": ("bakers", "bakers"),
    "V": ("Middelburg", "Middelburg"),
    "Q": ("jan", "Jan de Wit"),
    "c": ("stoves", "stoves"),
    "W": ("report", "Report on all articles"),
}


@pytest.mark.parametrize("key", ["D", "O", "L", "V", "Q", "c", "W"])
async def test_letters_move_and_filter_nothing_before_the_key_for_it(
    tmp_path: Path, key: str
) -> None:
    async with reading(tmp_path, [corpus(tmp_path)]) as reader:
        pane = await opened(reader, key)
        first = row_of_cursor(reader, pane)
        await reader.press("j")
        await reader.until(lambda: row_of_cursor(reader, pane) != first)
        await reader.press("k")
        await reader.until(lambda: row_of_cursor(reader, pane) == first)
        await reader.press("G")
        await reader.until(lambda: row_of_cursor(reader, pane) != first)
        await reader.press("g")
        await reader.until(lambda: row_of_cursor(reader, pane) == first)
        assert not reader.app.screen.query_exactly_one(Prompt).display
        await reader.press("q")
        await reader.until(lambda: reader.app.screen is reader.screen)


@pytest.mark.parametrize("key", ["D", "O", "L", "V", "Q", "c", "W"])
async def test_the_key_that_opened_a_list_closes_it(tmp_path: Path, key: str) -> None:
    async with reading(tmp_path, [corpus(tmp_path)]) as reader:
        await opened(reader, key)
        await reader.press(key)
        await reader.until(lambda: reader.app.screen is reader.screen)


@pytest.mark.parametrize(
    ("key", "typed", "kept"),
    [
        ("D", "50", "30 sailors"),
        ("O", "goats", "lighthouse keeper"),
        ("L", "ovens", "bakers of Den Helder"),
        ("V", "shut", "closed → shut"),
        ("Q", "nobody of this name", ""),
        ("c", "stoves", "asked the navy"),
        ("W", "report", "Report on all articles"),
    ],
)
async def test_a_filter_is_kept_by_enter_and_removed_by_escape(
    tmp_path: Path, key: str, typed: str, kept: str
) -> None:
    async with reading(tmp_path, [corpus(tmp_path)]) as reader:
        pane = await opened(reader, key)
        whole = reader.shown(pane).split()
        await reader.press("slash")
        prompt = reader.app.screen.query_exactly_one(Prompt)
        await reader.until(lambda: prompt.has_focus)
        await reader.until(lambda: "Enter keep the filter" in told(reader))
        await reader.type(typed)
        await reader.until(lambda: reader.shown(pane).split() != whole)
        assert kept in reader.shown(pane)
        narrowed = reader.shown(pane).split()
        for back in ("enter", "down"):
            await reader.press(back)
            await reader.until(lambda: pane.has_focus)
            await reader.until(lambda: "/ " in told(reader).rpartition("Esc back")[2])
            assert typed in told(reader)
            assert reader.shown(pane).split() == narrowed
            await reader.press("slash")
            await reader.until(lambda: prompt.has_focus)
        await reader.press("escape")
        await reader.until(lambda: reader.shown(pane).split() == whole)
        await reader.until(lambda: not prompt.display and pane.has_focus)
        await reader.press("escape")
        await reader.until(lambda: reader.app.screen is reader.screen)


async def test_escape_on_the_rows_removes_the_filter_before_it_closes_the_list(
    tmp_path: Path,
) -> None:
    async with reading(tmp_path, [corpus(tmp_path)]) as reader:
        pane = await opened(reader, "D")
        whole = reader.shown(pane)
        await reader.filter("zzz")
        await reader.until(lambda: "Nothing found" in reader.shown(pane))
        await reader.press("enter", "y", "a", "j")  # there is no row to go to, to copy or to note
        assert isinstance(reader.app.screen, DialogScreen)
        await reader.press("escape")
        await reader.until(lambda: reader.shown(pane) == whole)
        await reader.press("escape")
        await reader.until(lambda: reader.app.screen is reader.screen)
