"""Themes are chosen from a list, remembered, and never needed to tell things apart."""

from pathlib import Path

import pytest

from tests.support.corpora import written
from tests.support.reader import reading
from tui.widgets.article.margin_marks import GLYPHS


@pytest.mark.slow
async def test_a_chosen_theme_is_there_next_time(tmp_path: Path) -> None:
    async with reading(tmp_path) as reader:
        assert reader.app.theme == "textual-dark"
        reader.app.theme = "textual-light"
        await reader.pilot.pause()
    async with reading(tmp_path) as reader:
        assert reader.app.theme == "textual-light"


@pytest.mark.slow
async def test_a_theme_that_is_no_more_does_no_harm(tmp_path: Path) -> None:
    (tmp_path / "state").mkdir()
    (tmp_path / "state" / "preferences.json").write_text('{"theme": "no-such-theme"}')
    async with reading(tmp_path) as reader:
        assert reader.app.theme == "textual-dark"


def test_the_gutter_s_signs_differ_by_shape() -> None:
    assert len(set(GLYPHS.values())) == len(GLYPHS)


async def test_what_is_read_now_and_what_is_shared_is_marked_by_more_than_colour(
    tmp_path: Path,
) -> None:
    storm = "The harbour of Vlissingen was closed on Tuesday after the storm."
    corpus = written(tmp_path / "corpus", a=f"{storm} It rained.", b=f"{storm} It was cold.")
    async with reading(tmp_path, [corpus]) as reader:
        rows = reader.rows(reader.panes.reader)
        (line,) = [y for y, row in enumerate(rows) if row.lstrip().startswith("▶")]
        pieces = [s for s in reader.panes.reader.render_line(line) if "harbour" in s.text]
        assert pieces
        assert all(s.style and s.style.underline for s in pieces)


@pytest.mark.slow
async def test_the_list_of_themes_shows_each_one_and_escape_takes_it_back(tmp_path: Path) -> None:
    async with reading(tmp_path) as reader:
        reader.app.action_change_theme()
        await reader.pilot.pause()
        await reader.press("down", "down")
        assert reader.app.theme != "textual-dark"
        await reader.press("escape")
        assert reader.app.theme == "textual-dark"
    async with reading(tmp_path) as reader:
        assert reader.app.theme == "textual-dark"


@pytest.mark.slow
async def test_a_theme_taken_from_the_list_is_kept(tmp_path: Path) -> None:
    async with reading(tmp_path) as reader:
        reader.app.action_change_theme()
        await reader.pilot.pause()
        await reader.filter("dracula")
        await reader.press("enter")
        assert reader.app.theme == "dracula"
    async with reading(tmp_path) as reader:
        assert reader.app.theme == "dracula"
