"""c shows which article makes which claim, and how closely."""

import base64
import re
from pathlib import Path

import pytest

from tests.support.corpora import FERRY, QUAY, ferry, written
from tests.support.notes import until_kept, writing
from tests.support.reader import Reader, reading
from tests.support.reader_session import ready, session
from tui.resources import SEEDS
from tui.screens.collation.claim_map_dialog import ClaimMapDialog
from tui.widgets.collation.claim_table import ClaimTable


async def shown(reader: Reader) -> ClaimTable:
    """Open the map once the articles are compared."""
    await reader.until(lambda: reader.screen.collation.comparison is not None)
    await reader.press("c")
    await reader.until(lambda: isinstance(reader.app.screen, ClaimMapDialog))
    found = reader.app.screen.query_exactly_one(ClaimTable)
    await reader.until(lambda: found.size.height > 2)
    await reader.pilot.pause()
    return found


def told(reader: Reader) -> str:
    return "\n".join(reader.whole_screen)


def cells(reader: Reader, table: ClaimTable, columns: int) -> list[str]:
    """The head and the signs of each row, without the cursor."""
    rows = [row for row in reader.rows(table) if row]
    return [re.sub(r"[\[\]┃ ]", "", row[: 2 + 3 * columns]) for row in rows]


@pytest.mark.slow
async def test_each_cell_says_how_closely_the_article_makes_the_claim(tmp_path: Path) -> None:
    async with reading(tmp_path, [ferry(tmp_path)]) as reader:
        table = await shown(reader)
        assert cells(reader, table, 4) == ["ABCD", "==~~", "≠≠≈≈", "≠≠··", "··≈≈"]
        rows = reader.rows(table)
        assert rows[1].startswith("┃ [=]")  # the passage on the reading line, the open article
        assert "   4  The mayor of Terneuzen" in rows[1]
        assert "   4  “We will not close" in rows[2]
        assert "   2  A tug from Vlissingen" in rows[4]


@pytest.mark.slow
async def test_the_cell_under_the_cursor_says_what_the_article_says(tmp_path: Path) -> None:
    async with reading(tmp_path, [ferry(tmp_path)]) as reader:
        await shown(reader)
        await reader.press("j", "j")
        await reader.until(lambda: "A ≠ differs · 40 | 60 (B)" in re.sub("Some ", "", told(reader)))
        await reader.press("l")
        await reader.until(lambda: "Some 60 passengers of the stranded ferry" in told(reader))
        await reader.press("right")
        await reader.until(lambda: "C · absent" in told(reader))
        await reader.press("enter")
        await reader.until(lambda: "C does not make this claim" in told(reader))
        assert isinstance(reader.app.screen, ClaimMapDialog)


@pytest.mark.slow
async def test_the_map_begins_at_the_claim_on_the_reading_line(tmp_path: Path) -> None:
    async with reading(tmp_path, [ferry(tmp_path)]) as reader:
        for passage, claim in ((2, 2), (1, 1), (3, 2), (0, 0)):  # 3 makes no claim: that before it
            reader.panes.reader.go_to_passage(passage)
            await reader.until(lambda n=passage: reader.passage == FERRY["anchor"][n])  # type: ignore[misc]
            table = await shown(reader)
            assert table.cursor == (claim, 0)
            row = next(row for row in reader.rows(table) if row.startswith("┃"))
            assert FERRY["anchor"][claim][:30] in row
            await reader.press("escape")
            await reader.until(lambda: reader.app.screen is reader.screen)


@pytest.mark.slow
async def test_a_cell_that_differs_has_the_passage_with_the_other_value(tmp_path: Path) -> None:
    """B makes the claim twice: first without a value, in words closer to those of A."""
    hurt = "The minister said {}soldiers were injured near Zaandam on Friday evening."
    folder = written(
        tmp_path / "corpus",
        a=hurt.format("14 "),
        b=f"{hurt.format('')}\n\n{QUAY}\n\n{hurt.format('41 ').replace('injured', 'hurt')}",
        c=QUAY,
    )
    async with reading(tmp_path, [folder]) as reader:
        await shown(reader)
        await reader.press("l")
        await reader.until(lambda: "B ≠ differs · 41 | 14 (A)" in told(reader))
        assert "The minister said 41 soldiers" in told(reader).partition("B ≠ differs")[2]
        await reader.press("enter")
        await reader.until(lambda: reader.siglum == "B")
        assert reader.passage.startswith("The minister said 41 soldiers")


@pytest.mark.slow
async def test_the_signs_are_told_each_on_one_line(tmp_path: Path) -> None:
    async with reading(tmp_path, [ferry(tmp_path)], size=(60, 20)) as reader:
        await shown(reader)
        for sign in (
            "= verbatim",
            "≈ close",
            "~ reworded",
            "∴ by meaning",
            "≠ differs",
            "· absent",
        ):
            assert any(sign in row for row in reader.whole_screen), sign


@pytest.mark.slow
async def test_enter_goes_to_the_passage_of_that_article(tmp_path: Path) -> None:
    async with reading(tmp_path, [ferry(tmp_path)]) as reader:
        await reader.press("]")
        assert reader.passage == FERRY["anchor"][1]
        await shown(reader)
        await reader.press("down", "left", "l", "enter")
        await reader.until(lambda: reader.siglum == "B")
        assert reader.passage == FERRY["beacon"][2]
        await reader.press("backspace")
        await reader.until(lambda: reader.siglum == "A")
        table = await shown(reader)
        assert table.cursor == (1, 0)
        await reader.press("escape")
        assert reader.app.screen is reader.screen


@pytest.mark.slow
async def test_all_columns_are_shown_whichever_article_is_open(tmp_path: Path) -> None:
    async with reading(tmp_path, [ferry(tmp_path)]) as reader:
        await reader.press("semicolon", "semicolon", "semicolon")
        await reader.until(lambda: reader.siglum == "D")
        table = await shown(reader)
        assert cells(reader, table, 4)[0] == "ABCD"
        assert table.cursor[1] == 3


@pytest.mark.slow
async def test_rows_are_sorted_by_number_of_sources_on_demand(tmp_path: Path) -> None:
    async with reading(tmp_path, [ferry(tmp_path)]) as reader:
        table = await shown(reader)
        await reader.press("G", "o")
        await reader.until(lambda: "by number of articles" in told(reader))
        assert cells(reader, table, 4)[1:3] == ["==~~", "≠≠≈≈"]
        assert "A tug from" in reader.rows(table)[1 + table.cursor[0]]  # the cursor's claim stays
        await reader.press("o")
        await reader.until(lambda: "in the order of A" in told(reader))
        assert cells(reader, table, 4) == ["ABCD", "==~~", "≠≠≈≈", "≠≠··", "··≈≈"]


@pytest.mark.slow
async def test_a_note_is_written_on_the_cell_s_passage(tmp_path: Path) -> None:
    async with reading(tmp_path, [ferry(tmp_path)]) as reader:
        await shown(reader)
        await reader.press("j", "j", "l", "a")
        await writing(reader)
        await reader.type("forty or sixty")
        await reader.press("ctrl+s")
        (note,) = await until_kept(reader, tmp_path, 1)
        assert note.targets[0].selector.quote == FERRY["beacon"][2]


@pytest.mark.slow
def test_a_row_and_the_table_are_copied_as_csv(tmp_path: Path) -> None:
    with session(ferry(tmp_path)) as terminal:
        ready(terminal)
        for _ in range(100):
            terminal.press("c")
            terminal.until_quiet()
            if "Claim map" in terminal.emulator.text():
                break

        def copied(*keys: str) -> list[str]:
            before = len(bytes(terminal.received))
            for key in keys:
                terminal.press(key)
                terminal.until_quiet()
            terminal.until(lambda: b"\x1b]52;" in bytes(terminal.received)[before:])
            sent = re.search(
                rb"\x1b\]52;c;([A-Za-z0-9+/=]*)\x07", bytes(terminal.received)[before:]
            )
            assert sent
            return base64.b64decode(sent[1]).decode().splitlines()

        head, row = copied("j", "j", "y")
        assert head.startswith('claim,sources,words,"A: The mayor')
        assert ",2," in row
        assert row.endswith(",differs,differs,absent,absent")
        assert len(copied("Y")) == 5


@pytest.mark.slow
@pytest.mark.parametrize("size", [(60, 20), (80, 24), (130, 50)], ids=str)
async def test_the_seeds_map_is_usable_at_any_size(tmp_path: Path, size: tuple[int, int]) -> None:
    async with reading(tmp_path, [SEEDS], size=size) as reader:
        table = await shown(reader)
        await reader.press("o")
        await reader.until(lambda: "by number of articles" in told(reader))
        head, first, *_ = cells(reader, table, 5)
        assert head == "ABCDE"
        assert first == "≠≠≠≠≠"
        assert "differs" in told(reader)
        assert "· absent" in told(reader)
        await reader.press("G")
        rows = reader.rows(table)
        assert rows[-1].startswith("┃") or any(row.startswith("┃") for row in rows)


@pytest.mark.slow
async def test_more_articles_than_fit_are_reached_by_moving(tmp_path: Path) -> None:
    folder = ferry(tmp_path)
    for number in range(30):
        (folder / f"eel{number:02}.txt").write_text(
            f"{FERRY['coast'][0]}\n\nOnly number {number} has this line about pilots and gulls.\n"
        )
    async with reading(tmp_path, [folder], size=(60, 20)) as reader:
        table = await shown(reader)
        assert "›" in reader.rows(table)[0]
        await reader.press(*["l"] * 40)
        await reader.until(lambda: table.cursor[1] == 33)
        assert reader.rows(table)[0].startswith("‹")
        assert "AH" in reader.rows(table)[0]
        assert "›" not in reader.rows(table)[0]
