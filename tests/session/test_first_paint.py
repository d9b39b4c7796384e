"""The first paint waits for nothing it does not show, and is not sent again and again."""

import sys
from pathlib import Path

import pytest

from tests.support.pty_session import ROOT, Session
from tests.support.reader_session import ready, session
from tui.resources import SEEDS

pytestmark = pytest.mark.slow

TOO_EARLY = {
    "numpy", "sqlite3", "rapidfuzz", "textual.widgets._text_area", "textual.widgets._markdown",
    "tui.notes.note_store", "tui.index.corpus_matcher", "tui.index.shared.shared_index",
    "tui.index.shared.shared_index_reader",
    "tui.screens.dialogs.help_dialog", "tui.screens.dialogs.document_finder",
    "tui.screens.notes.notes_dialog", "tui.embedding.embedding_model",
    "urllib.request", "http.client", "socketserver", "ssl", "asyncio.sslproto",
}  # fmt: skip
WATCHED = """
import sys
from tui.cli.main import main
from tui.lazy_imports import executed_modules
from tui.terminal.transport.frame_sender import FrameSender

advance = FrameSender.advance

def watched(self, *given):
    before = self.frames
    found = advance(self, *given)
    if self.frames and not before:
        with open({file!r}, "w") as out:
            out.write(" ".join(executed_modules()))
    return found

FrameSender.advance = watched
sys.exit(main([{seeds!r}]))
"""
FRAME = b"\x1b[5n"
LARGE = 2_000
"""Bytes from which a frame is as good as the whole screen."""


def test_nothing_heavy_is_loaded_when_the_first_frame_goes(tmp_path: Path) -> None:
    file = tmp_path / "modules"
    # One article: what compares several runs beside the screen, and may be quicker than it.
    article = min((ROOT / "seeds").glob("*.txt"))
    code = WATCHED.format(file=str(file), seeds=str(article))
    with Session([sys.executable, "-c", code], size=(120, 40)) as terminal:
        terminal.until_text("? help")
        terminal.until_quiet(0.5)
        terminal.press("q")
        assert terminal.ended() == 0
    loaded = set(file.read_text().split())
    assert "tui.screens.reading.reading_screen" in loaded
    assert loaded & TOO_EARLY == set()


def test_the_start_sends_the_screen_twice_at_most() -> None:
    with session(SEEDS, size=(120, 40)) as terminal:
        ready(terminal)
        terminal.until_quiet(1.0)
        frames = bytes(terminal.received).split(FRAME)[:-1]
        assert frames
        assert sum(len(frame) > LARGE for frame in frames) <= 2
