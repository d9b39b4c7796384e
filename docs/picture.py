"""Draws `docs/reader.svg`: the reader on the seeds, as the app itself exports it."""

import asyncio
import re
import tempfile
from pathlib import Path

from tui.app import ReaderApp
from tui.resources import SEEDS
from tui.screens.reading.reading_screen import ReadingScreen
from tui.settings import Folders, Settings
from tui.terminal.probe.capabilities import find_capabilities
from tui.workspace.workspace import Workspace

PICTURE = Path(__file__).with_name("reader.svg")
KEYS = ("1", "j", "j", "j", "j", "enter", "#", "#", "#")
TRUECOLOUR = {"TERM": "xterm-256color", "COLORTERM": "truecolor"}


async def draw() -> None:
    """Read a few passages and export the screen, without the web fonts the template names."""
    with tempfile.TemporaryDirectory() as folder:
        ours = Folders(*(Path(folder) / str(n) for n in range(5)))
        library = Workspace([SEEDS], ours)
        app = ReaderApp(library, Settings(), ours, find_capabilities(TRUECOLOUR))
        async with app.run_test(size=(120, 34)) as pilot:
            screen = app.screen
            while not (isinstance(screen, ReadingScreen) and screen.collation.comparison):
                await pilot.pause(0.05)
            await pilot.press(*KEYS)
            await pilot.pause(1)
            picture = app.export_screenshot(title="variorum seeds", simplify=True)
        library.close()
    PICTURE.write_text(re.sub(r"@font-face \{.*?\}\s*", "", picture, flags=re.DOTALL))


asyncio.run(draw())
