"""Themes stay distinct at the terminal's depth of colours, or another stands in and it is said."""

from pathlib import Path

import pytest
from textual.theme import BUILTIN_THEMES

from tests.support.reader import reading
from tui.themes import ANSI, DARK, LIGHT, collapsed, stand_in

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("name", BUILTIN_THEMES)
@pytest.mark.parametrize("colours", [16, 256, 1 << 24])
def test_every_theme_offered_is_shown_distinct_or_replaced(name: str, colours: int) -> None:
    shown = BUILTIN_THEMES[stand_in(BUILTIN_THEMES[name], colours)]
    assert collapsed(shown, colours) == []
    assert shown.dark == BUILTIN_THEMES[name].dark


def test_a_theme_that_merges_its_grounds_is_found_out() -> None:
    assert ("surface", "panel") in collapsed(BUILTIN_THEMES["nord"], 256)
    assert stand_in(BUILTIN_THEMES["nord"], 256) == DARK
    assert stand_in(BUILTIN_THEMES["solarized-light"], 256) == LIGHT
    assert stand_in(BUILTIN_THEMES["nord"], 16) in ANSI
    assert stand_in(BUILTIN_THEMES["nord"], 1 << 24) == "nord"


async def test_choosing_one_that_collapses_shows_another_and_says_so(tmp_path: Path) -> None:
    async with reading(tmp_path, environ={"TERM": "xterm-256color"}) as reader:
        reader.app.theme = "nord"
        await reader.pilot.pause()
        assert reader.app.theme == DARK
        assert any("nord" in told for told in reader.notifications)


async def test_highlights_get_cheaper_over_a_slow_link_and_come_back(tmp_path: Path) -> None:
    async with reading(tmp_path) as reader:
        driver = reader.app._driver
        view = reader.panes.reader
        rich = view.ink("here").bgcolor
        driver.frame_time = 0.5  # type: ignore[union-attr]
        reader.app._judge_link()
        await reader.pilot.pause()
        assert reader.screen.has_class("-slow-link")
        assert view.ink("here").bgcolor != rich
        driver.frame_time = 0.05  # type: ignore[union-attr]
        reader.app._judge_link()
        assert reader.screen.has_class("-slow-link")
        reader.app._link._slow_since -= 60
        reader.app._judge_link()
        await reader.pilot.pause()
        assert not reader.screen.has_class("-slow-link")
        assert view.ink("here").bgcolor == rich
