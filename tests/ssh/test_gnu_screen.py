"""In GNU screen what is drawn stays true: after keys, another size, leaving and coming back."""

import shutil
import sys
from pathlib import Path

import pytest

from tests.support.pty_session import Session
from tests.support.reader_session import ready
from tui.resources import SEEDS

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(shutil.which("screen") is None, reason="screen is not installed"),
]


def shown(session: Session) -> list[tuple[str, str]]:
    """Characters and grounds; not attributes, as screen shows italics by reverse video."""
    return [(cell.data, cell.bg) for row in session.emulator.cells() for cell in row]


def drawn_again(session: Session) -> None:
    """Whether all is as it is when all is sent again."""
    before = shown(session)
    session.press("\x0c")
    session.until_quiet(0.8)
    assert shown(session) == before


def test_what_gnu_screen_shows_is_what_is_meant(tmp_path: Path) -> None:
    sockets = tmp_path / "sockets"
    sockets.mkdir(mode=0o700)
    environ = {"SCREENDIR": str(sockets), "HOME": str(tmp_path), "COLORTERM": "truecolor"}
    reader = [sys.executable, "-m", "tui", str(SEEDS)]
    with Session(["screen", "-U", "-S", "v", *reader], size=(120, 40), environ=environ) as session:
        ready(session)
        session.press("]]jj")
        session.until_quiet(0.8)
        drawn_again(session)
        session.resize(100, 30)
        session.until_quiet(0.8)
        drawn_again(session)
        session.press("\x01d")
        assert session.ended() == 0
    with Session(["screen", "-U", "-r", "v"], size=(90, 24), environ=environ) as session:
        ready(session)
        session.until_quiet(0.8)
        drawn_again(session)
        session.press("q")
        assert session.ended() == 0
