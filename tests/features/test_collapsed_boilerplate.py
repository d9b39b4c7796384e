"""Long runs of navigation take one line, which opens by a key, a click or by going into it."""

from pathlib import Path

import pytest

from tests.support.corpora import written
from tests.support.reader import Reader, reading
from tui.screens.dialogs.help_dialog import Help

PAGE = (
    "Advertisement\n\nSign up for our newsletter\n\nSubscribe now\n\nShare on Facebook\n\n"
    "The harbour was closed on Tuesday after a storm tore away the pier.\n\n"
    "Three pilots were taken off a sinking barge by helicopter that night."
)


def run_rows(reader: Reader) -> list[str]:
    return [row for row in reader.rows(reader.panes.reader) if "⋯" in row]


async def test_a_run_of_navigation_takes_one_line_with_its_number_and_the_key(
    tmp_path: Path,
) -> None:
    async with reading(tmp_path, [written(tmp_path / "corpus", page=PAGE)]) as reader:
        (row,) = run_rows(reader)
        assert row.strip(" ▶") == "⋯ 4 lines of navigation, ads · h shows them"
        assert "Subscribe" not in reader.shown(reader.panes.reader)
        await reader.press("h")
        assert not run_rows(reader)
        assert "Subscribe now" in reader.shown(reader.panes.reader)
        await reader.press("h")
        assert len(run_rows(reader)) == 1


async def test_an_article_begins_with_its_first_claim_below_the_run(tmp_path: Path) -> None:
    async with reading(tmp_path, [written(tmp_path / "corpus", page=PAGE)]) as reader:
        assert reader.passage.startswith("The harbour was closed")
        await reader.press("k")
        assert reader.passage == "Advertisement"
        await reader.press("j")
        assert reader.passage.startswith("The harbour was closed")
        await reader.press("left_parenthesis", "right_parenthesis")
        assert reader.passage.startswith("The harbour was closed")


@pytest.mark.slow
async def test_a_hit_in_a_collapsed_run_is_shown(tmp_path: Path) -> None:
    async with reading(tmp_path, [written(tmp_path / "corpus", page=PAGE)]) as reader:
        await reader.press("slash")
        await reader.type("subscribe")
        await reader.press("enter")
        await reader.until(lambda: "Subscribe now" in reader.reading_row)


async def test_two_lines_of_navigation_are_not_collapsed(tmp_path: Path) -> None:
    short = PAGE.replace("Subscribe now\n\nShare on Facebook\n\n", "")
    async with reading(tmp_path, [written(tmp_path / "corpus", page=short)]) as reader:
        assert "Sign up" in reader.shown(reader.panes.reader)
        await reader.press("h")
        assert reader.status == "There is no long run of navigation here to collapse"


@pytest.mark.slow
async def test_a_click_opens_a_run_and_reads_a_passage(tmp_path: Path) -> None:
    async with reading(tmp_path, [written(tmp_path / "corpus", page=PAGE)]) as reader:
        rows = reader.rows(reader.panes.reader)
        pilots = next(y for y, row in enumerate(rows) if "Three pilots" in row)
        await reader.pilot.click("#reader", offset=(30, pilots + 1))
        assert reader.passage.startswith("Three pilots")
        harbour = next(y for y, row in enumerate(rows) if "The harbour" in row)
        await reader.pilot.click("#reader", offset=(1, harbour + 1))  # the gutter
        assert reader.passage.startswith("The harbour")
        run = next(y for y, row in enumerate(rows) if "⋯" in row)
        await reader.pilot.click("#reader", offset=(30, run + 1))
        assert "Subscribe now" in reader.shown(reader.panes.reader)


@pytest.mark.slow
async def test_a_click_on_a_key_of_the_footer_presses_it(tmp_path: Path) -> None:
    async with reading(tmp_path, [written(tmp_path / "corpus", page=PAGE)]) as reader:
        row = reader.whole_screen[-1]
        await reader.pilot.click("#status", offset=(row.index("? help") + 1, 0))
        await reader.until(lambda: isinstance(reader.app.screen, Help))
