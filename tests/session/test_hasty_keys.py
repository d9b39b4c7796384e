"""Keys that arrive together, as over a slow link, do no more than the same keys one by one."""

import asyncio
from contextlib import closing
from pathlib import Path

import pytest
from textual import events
from textual.app import App

from tests.support.reader_session import ready, session
from tui.notes.note_store import NoteStore
from tui.resources import SEEDS
from tui.screens.dialogs.help_dialog import Help
from tui.themes import variables

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("keys", ["?\r\r\r", "fch\r\r", "?\x7f\r\r"])
def test_closing_a_window_twice_closes_it_once(keys: str) -> None:
    with session(SEEDS) as terminal:
        ready(terminal)
        terminal.press(keys)
        terminal.until_quiet(0.6)
        assert terminal.process.poll() is None
        terminal.press("z")
        terminal.until(lambda: "1 Documents" not in terminal.emulator.text())
        terminal.press("q")
        assert terminal.ended() == 0


def test_a_note_and_the_key_that_keeps_it_may_arrive_together() -> None:
    with session(SEEDS) as terminal:
        ready(terminal)
        terminal.press("]")
        terminal.until_quiet()
        terminal.press("a")
        terminal.until_text("Ctrl-S save")
        terminal.press("all in one packet\thaste\x13")
        terminal.until_text("Noted")
        terminal.press("o")
        terminal.until_text("┃   all in one packet")
        assert "haste" in terminal.emulator.text()


@pytest.mark.parametrize("key", ["a", "va", "]]]a"])
def test_a_note_may_arrive_with_the_key_that_begins_it(key: str) -> None:
    with session(SEEDS) as terminal:
        ready(terminal)
        terminal.press(f"]{key}jot x, quit\thaste\x13")
        terminal.until_text("Noted")
        terminal.press("o")
        terminal.until_text("jot x, quit")


def test_what_is_looked_for_may_arrive_with_the_key_that_asks_for_it() -> None:
    with session(SEEDS) as terminal:
        ready(terminal)
        terminal.press("/summit\r")
        terminal.until_text("“summit” 1/1")


def test_a_mark_and_a_tag_may_arrive_in_one_bundle(tmp_path: Path) -> None:
    def marks() -> list[tuple[int, tuple[str, ...]]]:
        with closing(NoteStore(tmp_path / "variorum" / "notes.sqlite")) as notes:
            return [(note.mark, note.tags) for note in notes.all()]

    with session(SEEDS, XDG_DATA_HOME=str(tmp_path)) as terminal:
        ready(terminal)
        terminal.press("]m2tquote\ro")
        terminal.until_text("all notes")
        terminal.until(lambda: marks() == [(2, ("quote",))])


class _ReaderColours(App[None]):
    """Nothing but what the stylesheets of dialogs need."""

    def get_css_variables(self) -> dict[str, str]:
        return {**super().get_css_variables(), **variables(self.current_theme, 1 << 24)}


def test_a_size_that_reaches_the_help_while_it_closes_breaks_nothing() -> None:
    async def closing() -> None:
        app: App[None] = _ReaderColours()
        async with app.run_test() as pilot:
            window = Help({})
            await app.push_screen(window)
            await window.query("*").remove()
            window.on_resize(events.Resize(app.size, app.size))
            await pilot.pause()

    asyncio.run(closing())
