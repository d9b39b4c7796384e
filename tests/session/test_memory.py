"""What was closed is let go of: a reader that stays open for days does not grow."""

import gc
import weakref
from pathlib import Path

import pytest
from rich.segment import Segment
from textual.geometry import Region

from tests.support.reader import reading
from tui.screens.dialogs.help_dialog import Help

pytestmark = pytest.mark.slow


async def test_nothing_stays_of_a_window_that_was_closed(tmp_path: Path) -> None:
    async with reading(tmp_path) as reader:
        await reader.press("question_mark")
        await reader.until(lambda: isinstance(reader.app.screen, Help))
        drawn = [weakref.ref(widget._styles_cache) for widget in reader.app.screen.query("*")]
        assert drawn
        await reader.press("escape")
        await reader.until(lambda: not isinstance(reader.app.screen, Help))
        await reader.pilot.pause()

        def is_gone() -> bool:
            gc.collect()
            return not any(cache() for cache in drawn)

        await reader.until(is_gone)  # a worker's last message may hold the window for a moment


async def test_nothing_stays_of_a_window_that_was_open_while_the_program_started(
    tmp_path: Path,
) -> None:
    """The objects of the start are exempt from collections; no window may be one of them."""
    gc.unfreeze()
    async with reading(tmp_path) as reader:
        await reader.press("question_mark")
        await reader.until(lambda: isinstance(reader.app.screen, Help))
        window = weakref.ref(reader.app.screen)
        await reader.until(lambda: gc.get_freeze_count() > 0)
        await reader.press("escape")
        await reader.until(lambda: not isinstance(reader.app.screen, Help))

        def is_gone() -> bool:
            gc.collect()
            return window() is None

        await reader.until(is_gone)


async def test_nothing_stays_of_a_size_that_was_left(tmp_path: Path) -> None:
    async with reading(tmp_path) as reader:
        for width in range(900):
            Region(0, 0, width, 9_999).union(Region(7, 7, 7, 7))
            Segment(f"{width} words").split_cells(3)
        await reader.pilot.resize_terminal(70, 30)
        await reader.pilot.pause()
        for kept in (Region.union, Segment._split_cells):
            assert kept.cache_info().currsize < 900
