"""A dialog has a title, names Esc first, and takes no more rows than its list needs."""

from pathlib import Path

import pytest

from tests.support.corpora import PILOTS, STORM
from tests.support.reader import Reader, reading, written
from tui.widgets.core.choice_list import ChoiceList
from tui.widgets.core.sheet import Sheet


def corpus(folder: Path) -> Path:
    says = "“The harbour stays closed until Friday,” said the mayor, Jan de Wit."
    return written(
        folder / "corpus",
        a=f"{STORM}\n\n{PILOTS}\n\n{says}",
        b=f"{says}\n\n{PILOTS}\n\n{STORM}",
    )


async def opened(reader: Reader, key: str) -> Sheet:
    """Open a dialog once the articles are compared."""
    await reader.until(lambda: reader.screen.collation.comparison is not None)
    await reader.press(key)
    await reader.until(lambda: bool(reader.app.screen.query(Sheet)))
    sheet = reader.app.screen.query_exactly_one(Sheet)
    await reader.until(lambda: bool(sheet.keys))
    return sheet


@pytest.mark.slow
@pytest.mark.parametrize("size", [(120, 40), (80, 24), (60, 20)])
@pytest.mark.parametrize(
    ("key", "title"),
    [
        ("o", "Notes"),
        ("X", "Not matches"),
        ("w", "Why these match"),
        ("c", "Claim map"),
    ],
)
async def test_it_has_a_title_and_names_escape_first(
    tmp_path: Path, key: str, title: str, size: tuple[int, int]
) -> None:
    async with reading(tmp_path, [corpus(tmp_path)], size=size) as reader:
        sheet = await opened(reader, key)
        assert str(sheet.border_title) == title
        assert sheet.keys.startswith("Esc ")
        assert any("─ Esc " in row or " Esc " in row for row in reader.whole_screen)


@pytest.mark.slow
async def test_it_is_as_high_as_its_list(tmp_path: Path) -> None:
    async with reading(tmp_path, [corpus(tmp_path)]) as reader:
        await reader.press("m", "1")
        await reader.until(lambda: "Marked" in reader.status)
        sheet = await opened(reader, "o")
        await reader.until(lambda: 6 <= sheet.outer_size.height <= 9)
        await reader.press("slash")
        await reader.type("zzz")
        await reader.until(lambda: any("nothing found" in row for row in reader.whole_screen))
        await reader.until(lambda: sheet.outer_size.height <= 6)
        await reader.press("escape", "escape")
        await reader.until(lambda: len(reader.app.screen_stack) == 1)


@pytest.mark.slow
async def test_it_is_no_higher_than_the_screen_allows(tmp_path: Path) -> None:
    async with reading(tmp_path, size=(80, 24)) as reader:
        sheet = await opened(reader, "Q")
        assert str(sheet.border_title) == "Quotations"
        assert sheet.keys.startswith("Esc back")
        await reader.until(lambda: bool(sheet.query_one("#quotations").size.height))
        assert sheet.outer_size.height <= 24
        await reader.pilot.resize_terminal(80, 40)
        await reader.until(lambda: sheet.outer_size.height > 24)


@pytest.mark.slow
async def test_a_click_chooses_a_row_and_a_second_one_opens_it(tmp_path: Path) -> None:
    async with reading(tmp_path, [corpus(tmp_path)]) as reader:
        before = reader.article
        await reader.press("f")
        await reader.until(lambda: bool(reader.app.screen.query(ChoiceList)))
        choices = reader.app.screen.query_exactly_one(ChoiceList)
        await reader.until(lambda: choices.size.height > 1)
        first = choices.chosen
        await reader.pilot.click(choices, offset=(5, 1))
        assert choices.chosen != first
        assert reader.app.screen.query(ChoiceList)
        await reader.pilot.click(choices, offset=(5, 1))
        await reader.until(lambda: reader.article != before)


async def test_the_name_of_a_file_is_shown_whole_where_there_is_room(tmp_path: Path) -> None:
    async with reading(tmp_path, [corpus(tmp_path)], size=(60, 20)) as reader:
        await reader.press("W")
        await reader.until(
            lambda: any(row.rstrip(" │").endswith(".md") for row in reader.whole_screen)
        )
