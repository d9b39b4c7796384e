"""Every text can be read in every theme, at the terminal's depth of colours."""

from collections.abc import Iterator
from itertools import product
from pathlib import Path
from time import monotonic

import pytest
from rich.color import Color as RichColor
from rich.color import ColorType
from rich.style import Style
from textual.color import Color
from textual.theme import BUILTIN_THEMES

from tests.support.reader import Reader, reading
from tui.textual_private import driver_of
from tui.themes import (
    ANSI,
    BAND_CONTRAST,
    DIM_CONTRAST,
    MARKS,
    TEXT_CONTRAST,
    contrast,
    downgrade,
    palette,
    stand_in,
)
from tui.widgets.core.pane import Pane

COLOURED = [name for name in BUILTIN_THEMES if name not in ANSI]
DEPTHS = {
    1 << 24: {"TERM": "xterm-256color", "COLORTERM": "truecolor"},
    256: {"TERM": "xterm-256color"},
    16: {"TERM": "xterm-16color"},
}
HUED = ("current", "differs", "only-here", "note")

pytestmark = pytest.mark.slow


def worn(pane: Pane) -> Iterator[tuple[str, Style]]:
    """Every look of a pane, on its page and, in the reader, on the passage being read."""
    band = pane.component_style("here") if pane.STYLE_PREFIX == "article" else Style()
    classes = {
        name for each in type(pane).__mro__ for name in vars(each).get("COMPONENT_CLASSES", ())
    }
    for name in sorted(classes):
        look = name.removeprefix(f"{pane.STYLE_PREFIX}--")
        if name != look:
            for ground in (pane.base_style, pane.base_style + band):
                yield name, ground + pane.component_style(look)


def shown(color: RichColor | None, colours: int) -> Color:
    assert color is not None
    triplet = color.get_truecolor()
    return downgrade(Color(*triplet)) if colours == 256 else Color(*triplet)


def too_weak(reader: Reader, colours: int) -> list[tuple[str, float]]:
    panes = reader.panes
    looks = [each for pane in (panes.reader, panes.sources, panes.documents) for each in worn(pane)]
    assert len(looks) > 50
    styles = [(name, style) for name, style in looks if not style.reverse]
    measured = [
        (name, contrast(shown(style.color, colours), shown(style.bgcolor, colours)))
        for name, style in styles
    ]
    assert panes.reader.base_style.color is not None
    plain = shown(panes.reader.base_style.color, colours)
    least = [
        TEXT_CONTRAST if shown(style.color, colours) == plain else DIM_CONTRAST
        for _, style in styles
    ]
    return [each for each, floor in zip(measured, least, strict=True) if each[1] < floor]


@pytest.mark.parametrize("colours", [1 << 24, 256])
async def test_every_look_can_be_read_in_every_theme(tmp_path: Path, colours: int) -> None:
    async with reading(tmp_path, environ=DEPTHS[colours]) as reader:
        for name in COLOURED:
            reader.app.theme = name
            await reader.pilot.pause()
            assert reader.app.theme == name
            assert too_weak(reader, colours) == [], name


@pytest.mark.parametrize("name", ANSI)
async def test_sixteen_colours_are_used_in_pairs_that_any_palette_shows(
    tmp_path: Path, name: str
) -> None:
    async with reading(tmp_path, environ=DEPTHS[16]) as reader:
        reader.app.theme = name
        await reader.pilot.pause()
        panes = reader.panes
        for pane in (panes.reader, panes.sources, panes.documents):
            for look, style in worn(pane):
                inks = [each for each in (style.color, style.bgcolor) if each is not None]
                assert all(each.type is not ColorType.TRUECOLOR for each in inks), look
                ink = style.color.number if style.color else None
                ground = style.bgcolor.number if style.bgcolor else None
                on_page = ground is None and ink in {None, 8}
                assert on_page or (ink == 0 and ground is not None and ground >= 9), look


@pytest.mark.parametrize(("name", "colours"), [*product(COLOURED, [1 << 24, 256])])
def test_grounds_and_hues_are_told_apart(name: str, colours: int) -> None:
    found = palette(BUILTIN_THEMES[name], colours)
    assert contrast(found.band, found.background) >= BAND_CONTRAST
    grounds = [found.background, found.band, found.hit, *found.marks]
    assert len({ground.hex for ground in grounds}) == 3 + MARKS
    named = found.by_variable()
    assert len({named[hue].hex for hue in (*HUED, "foreground", "dim")}) == len(HUED) + 2


@pytest.mark.parametrize(("name", "colours"), [*product(COLOURED, [1 << 24, 256])])
def test_every_ink_can_be_read_on_every_ground_that_it_may_stand_on(
    name: str, colours: int
) -> None:
    """Dialogs, lists and the footer lie on the surface, chosen rows on the band."""
    found = palette(BUILTIN_THEMES[name], colours)
    colour = found.by_variable()
    for ground in (found.background, found.surface, found.band):
        assert contrast(found.foreground, ground) >= TEXT_CONTRAST
        for ink in (*HUED, "dim"):
            assert contrast(colour[ink], ground) >= DIM_CONTRAST, ink
    for ground in (found.hit, *found.marks):
        assert contrast(found.on_marks, ground) >= TEXT_CONTRAST


@pytest.mark.parametrize("name", COLOURED)
def test_the_passage_being_read_is_darker_than_a_light_page(name: str) -> None:
    theme = BUILTIN_THEMES[name]
    found = palette(theme)
    assert (found.band.brightness > found.background.brightness) is theme.dark


def test_sixteen_colours_are_the_terminal_s_own() -> None:
    assert stand_in(BUILTIN_THEMES["nord"], 16) == ANSI[0]
    assert stand_in(BUILTIN_THEMES["solarized-light"], 16) == ANSI[1]
    assert stand_in(BUILTIN_THEMES["nord"], 256) == "nord"


async def test_choosing_one_that_cannot_be_shown_shows_another_and_says_so(tmp_path: Path) -> None:
    async with reading(tmp_path, environ=DEPTHS[16]) as reader:
        reader.app.theme = "nord"
        await reader.pilot.pause()
        assert reader.app.theme == ANSI[0]
        assert any("nord" in message for message in reader.notifications)


async def test_highlights_get_cheaper_over_a_slow_link_and_come_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading(tmp_path) as reader:
        driver = driver_of(reader.app)
        view = reader.panes.reader
        rich = view.component_style("here").bgcolor
        driver.frame_time = 0.5  # type: ignore[union-attr]
        reader.app.judge_link()
        await reader.pilot.pause()
        assert reader.screen.has_class("-slow-link")
        assert view.component_style("here").bgcolor != rich
        driver.frame_time = 0.05  # type: ignore[union-attr]
        reader.app.judge_link()
        assert reader.screen.has_class("-slow-link")
        monkeypatch.setattr("tui.app.monotonic", lambda: monotonic() + 60)
        reader.app.judge_link()
        await reader.pilot.pause()
        assert not reader.screen.has_class("-slow-link")
        assert view.component_style("here").bgcolor == rich
