"""In every list letters are keys, / begins to filter, and ? tells the keys of the list."""

from pathlib import Path

import pytest
from rich.cells import cell_len
from textual import events

from tests.support.corpora import PILOTS, STORM, written
from tests.support.reader import Reader, reading
from tests.support.reader_session import ready, session
from tui.screens.base.dialog_screen import DialogScreen
from tui.screens.dialogs.help_dialog import Help
from tui.widgets.core.filtered_list import FilteredList
from tui.widgets.core.pane import Pane
from tui.widgets.core.prompt import Prompt
from tui.widgets.core.sheet import Sheet

pytestmark = pytest.mark.slow

HEAD = "---\nurl: https://courier.example/storm\ndate: 2024-05-0{}\n---\n\n"
BOATS = "The minister said {} boats and {} sailors were missing near Zaandam on Friday evening."
MAYOR = "The mayor of Middelburg, Jan de Wit, asked the navy for bread, blankets and {} stoves."
SAID = "“The harbour stays {} until Friday, and nobody is to sail,” said the mayor, Jan de Wit."
ALONE = (
    "Nobody else reports the missing ferry Ouwerkerk at all, not even the owner.",
    "The lighthouse keeper of Texel alone kept eleven goats up there, his sister wrote.",
    "His goats were milked twice a day, as a postcard of 1963 in the museum shows.",
)
LEFT_OUT = (
    "A shipyard in Harlingen lends its old tugs, which students paint white on Saturdays.",
    "The bakers of Den Helder lit their ovens at four in the morning to fill the crates.",
)


def corpus(folder: Path) -> Path:
    """Return articles with two rows or more in each list; a and b are versions of one article."""
    yard, crates = LEFT_OUT
    boats, more_boats = BOATS.format(14, 30), BOATS.format(41, 50)
    found = written(
        folder / "corpus",
        c=f"{STORM}\n\n{PILOTS}\n\n{more_boats}\n\n{crates}\n\nNo charge is made for the loaves,"
        " the bakers' guild let everybody know by radio. Flour came from mills as far as Zwolle."
        f"\n\n{yard}",
        d="A storm such as nobody on Texel remembers began at noon, when the lighthouse was shut."
        f" {yard} Old people spoke of the winter of 1963, when sheep froze on dikes."
        f" The museum of Den Burg gave soup to whoever knocked at its door. {MAYOR.format(40)}"
        f" {crates}",
    )
    first = (boats, MAYOR.format(40), SAID.format("closed"), *ALONE)
    later = (more_boats, MAYOR.format(60), SAID.format("shut"), *ALONE[:1])
    for name, day, passages in (("a", 1, first), ("b", 2, later)):
        (found / f"{name}.md").write_text(HEAD.format(day) + "\n\n".join(passages))
    return found


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


def words(reader: Reader, pane: Pane) -> list[str]:
    """Return the words of the rows, without the cursor."""
    return reader.shown(pane).translate(str.maketrans("┃[]", "   ")).split()


def told(reader: Reader) -> str:
    return "\n".join(reader.whole_screen)


@pytest.mark.parametrize("keys", ["DOLV", "QcW"])
async def test_letters_move_and_the_key_that_opened_a_list_closes_it(
    tmp_path: Path, keys: str
) -> None:
    async with reading(tmp_path, [corpus(tmp_path)]) as reader:
        for key in keys:
            pane = await opened(reader, key)
            first = row_of_cursor(reader, pane)
            for pressed, is_first in (("j", False), ("k", True), ("G", False), ("g", True)):
                await reader.press(pressed)
                await reader.until(
                    lambda pane=pane, first=first, so=is_first: (  # type: ignore[misc]
                        (row_of_cursor(reader, pane) == first) is so
                    )
                )
            assert not reader.app.screen.query_exactly_one(Prompt).display
            await reader.press(key)
            await reader.until(lambda: reader.app.screen is reader.screen)


@pytest.mark.parametrize(
    ("key", "typed", "kept"),
    [
        ("D", "50", "30 sailors"),
        ("L", "ovens", "bakers of Den Helder"),
        ("Q", "nobody of this name", ""),
        ("c", "stoves", "asked the navy"),
    ],
)
async def test_a_filter_is_kept_by_enter_or_down_and_removed_by_escape(
    tmp_path: Path, key: str, typed: str, kept: str
) -> None:
    async with reading(tmp_path, [corpus(tmp_path)]) as reader:
        pane = await opened(reader, key)
        whole = words(reader, pane)
        prompt = reader.app.screen.query_exactly_one(Prompt)
        await reader.press("slash")
        await reader.until(lambda: prompt.has_focus)
        await reader.until(lambda: "Enter keep the filter" in told(reader))
        await reader.type(typed)
        await reader.until(lambda: words(reader, pane) != whole)
        assert kept in reader.shown(pane)
        narrowed = words(reader, pane)
        for back in ("enter", "down"):
            await reader.press(back)
            await reader.until(lambda: pane.has_focus)
            await reader.until(lambda: "/ " in told(reader).rpartition("Esc back")[2])
            assert typed in told(reader)
            assert words(reader, pane) == narrowed
            await reader.press("slash")
            await reader.until(lambda: prompt.has_focus)
        await reader.press("escape")
        await reader.until(lambda: words(reader, pane) == whole)
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


async def test_pasted_and_wide_characters_filter_like_typed_ones(tmp_path: Path) -> None:
    folder = written(
        tmp_path / "corpus",
        a="港の市長は木曜日に14隻の船が行方不明だと述べた。\n\n" + BOATS.format(14, 30),
        b="港の市長は木曜日に41隻の船が行方不明だと述べた。\n\n" + BOATS.format(41, 30),
        c=f"{STORM}\n\n{BOATS.format(14, 50)}",
    )
    async with reading(tmp_path, [folder], size=(80, 24)) as reader:
        pane = await opened(reader, "c")
        await reader.press("slash")
        prompt = reader.app.screen.query_exactly_one(Prompt)
        await reader.until(lambda: prompt.has_focus)
        reader.app.post_message(events.Paste("missing\nnear\x07 Zaandam"))
        await reader.until(lambda: prompt.value.split() == ["missing", "near", "Zaandam"])
        await reader.until(lambda: "1 claim," in told(reader))
        await reader.press("escape", "slash")
        await reader.until(lambda: prompt.has_focus)
        await reader.press(*"市長は")
        await reader.until(lambda: prompt.value == "市長は")
        await reader.press("enter")
        await reader.until(lambda: pane.has_focus)
        assert all(cell_len(row) <= 80 for row in reader.whole_screen)


def test_keys_that_arrive_in_one_bundle_reach_their_places_in_order(tmp_path: Path) -> None:
    """The filter leaves two rows; the second, whose value is on a second line, is gone to."""
    with session(corpus(tmp_path)) as terminal:
        ready(terminal)
        for _ in range(100):  # the accounts are compared a moment later
            terminal.press("D")
            terminal.until_quiet()
            if "Differences: " in terminal.emulator.text():
                break
        terminal.press("\x1b")
        terminal.until(lambda: "Differences: " not in terminal.emulator.text())
        terminal.press("D/60\rj\rk")
        terminal.until(lambda: "2 B · " in terminal.emulator.text())
        terminal.until(lambda: "▶≠   The mayor" in terminal.emulator.text())


HERE = {
    "D": "Here: in the lists D, O, L, V and W",
    "O": "Here: in the lists D, O, L, V and W",
    "Q": "Here: in the list of quotations (Q)",
    "c": "Here: in the claim map (c)",
    "s": "Here: side by side (s)",
    "o": "Here: in the list of notes (o)",
    "X": "Here: in the list of excluded pairs (X)",
    "w": "Here: in the reasons for a match (w)",
    "W": "Here: in the lists D, O, L, V and W",
}


async def test_the_help_of_a_list_begins_with_its_keys_and_leads_back_to_it(
    tmp_path: Path,
) -> None:
    async with reading(tmp_path, [corpus(tmp_path)]) as reader:
        await reader.collated()
        for key, heading in HERE.items():
            await reader.press(key)
            await reader.until(lambda: isinstance(reader.app.screen, DialogScreen))
            dialog = reader.app.screen
            await reader.until(lambda: " keys" in told(reader).rpartition("Esc back")[2])
            await reader.press("question_mark")
            await reader.until(lambda: isinstance(reader.app.screen, Help))
            await reader.until(lambda: "Here: " in told(reader))
            assert heading in next(row for row in reader.whole_screen if "Here: " in row)
            await reader.press("question_mark")
            await reader.until(lambda dialog=dialog: reader.app.screen is dialog)  # type: ignore[misc]
            await reader.press("escape")
            await reader.until(lambda: reader.app.screen is reader.screen)


async def test_the_help_is_asked_for_by_f1_where_one_types_and_the_text_stays(
    tmp_path: Path,
) -> None:
    async with reading(tmp_path, [corpus(tmp_path)]) as reader:
        await opened(reader, "c")
        await reader.press("slash", *"sto", "question_mark", "f1")
        await reader.until(lambda: isinstance(reader.app.screen, Help))
        await reader.until(lambda: "Here: in the claim map" in told(reader))
        await reader.press("escape")
        await reader.until(lambda: not isinstance(reader.app.screen, Help))
        prompt = reader.app.screen.query_exactly_one(Prompt)
        assert prompt.has_focus
        assert prompt.value == "sto?"
        await reader.press("escape", "escape", "f", "f1")
        await reader.until(lambda: "Here: in a prompt" in told(reader))


async def test_where_search_is_the_purpose_one_types_at_once(tmp_path: Path) -> None:
    async with reading(tmp_path, [corpus(tmp_path)]) as reader:
        for key in "fFC":
            await reader.press(key)
            await reader.until(lambda: isinstance(reader.app.screen, DialogScreen))
            await reader.press("j", "q")
            prompt = reader.app.screen.query_exactly_one(Prompt)
            await reader.until(lambda prompt=prompt: prompt.value == "jq")  # type: ignore[misc]
            await reader.press("escape")
            await reader.until(lambda: reader.app.screen is reader.screen)


@pytest.mark.parametrize("size", [(120, 40), (80, 24), (60, 20)], ids=str)
async def test_every_list_tells_the_rule_in_its_footer(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async with reading(tmp_path, [corpus(tmp_path)], size=size) as reader:
        await reader.collated()
        for key in "DOLVQcoXW":
            await reader.press(key)
            await reader.until(lambda: bool(reader.app.screen.query(Sheet)))
            sheet = reader.app.screen.query_exactly_one(Sheet)
            await reader.until(lambda sheet=sheet: bool(sheet.keys))  # type: ignore[misc]
            assert sheet.keys.startswith("Esc back · "), key
            assert " · / " in sheet.keys, key
            assert " · ? keys" in sheet.keys, key
            await reader.press("escape")
            await reader.until(lambda: reader.app.screen is reader.screen)
