"""A size that passes before the reader notices leaves no hole in the screen."""

import subprocess
import sys

import pytest

from tests.support.pty_session import ROOT, Session, panes

pytestmark = pytest.mark.slow


def test_a_terminal_that_was_small_for_a_moment_shows_the_whole_screen() -> None:
    with Session(panes("economical"), size=(100, 30)) as session:
        session.until_text("state 0")
        session.until_quiet()
        before = session.emulator.cells()
        for pause in (0, 1, 2, 3, 5, 8, 12, 20):
            session.resize(33, 9)
            session.pump(pause / 1000)
            session.resize(100, 30)
            session.until_quiet(0.5)
            assert session.emulator.cells() == before, f"after {pause} ms"


STORM = """
import asyncio, pathlib, sys, tempfile
from textual import events
from textual.geometry import Size
from tests.support.reader import reading

async def main():
    async with reading(pathlib.Path(tempfile.mkdtemp())) as reader:
        if sys.argv[1] == "help":
            await reader.pilot.press("?")
        screen = reader.app.screen
        with reader.app.batch_update():
            for width in (100, 60, 120):
                size = Size(width, 30)
                reader.app.post_message(events.Resize(size, size))
                screen.post_message(events.Resize(size, size))
                screen.call_later(lambda: None)
            await reader.pilot.pause(0.5)
        await reader.pilot.pause(0.5)
        assert screen.size == (120, 30), screen.size

asyncio.run(main())
"""


@pytest.mark.parametrize("above", ["nothing", "help"])
def test_sizes_that_chase_each_other_while_a_frame_is_held_come_to_rest(above: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", STORM, above], cwd=ROOT, capture_output=True, timeout=60, check=False
    )
    assert done.returncode == 0, done.stderr.decode()
