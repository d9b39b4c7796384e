"""Under a shell's job control the app stops, stays in the background and comes back whole."""

import os
import shlex
import shutil
import signal
from pathlib import Path

import pytest

from tests.support.pty_session import Session, panes

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(shutil.which("bash") is None, reason="bash is not installed"),
]


def child_of(pid: int) -> int:
    return int(Path(f"/proc/{pid}/task/{pid}/children").read_text("ascii").split()[0])


def test_the_app_stops_and_comes_back_under_a_shell() -> None:
    with Session(["bash", "--norc", "-i"], environ={"PS1": "ready> "}) as session:
        session.until_text("ready>")
        session.press(shlex.join(panes("economical")) + "\r")
        session.until_text("state 0")
        session.press("jj")
        session.until_text("state 2 ")
        session.until_quiet()
        shown = session.emulator.cells()

        session.press("\x1a")
        session.until_text("Stopped")
        session.until_quiet()
        assert not {1049, 1004} & session.emulator.modes_on
        assert not session.emulator.keyboard
        session.press("bg\r")
        session.until_text("economical &")
        session.until_quiet()
        assert 1049 not in session.emulator.modes_on

        session.press("fg\r")
        session.until(lambda: session.emulator.cells() == shown)
        session.press("j")
        session.until_text("state 3 ")
        session.until_quiet()

        # A stop that was not asked for leaves the screen to the shell, which scribbles on it.
        os.kill(child_of(session.process.pid), signal.SIGSTOP)
        session.until_text("Stopped")
        session.press("fg\r")
        session.until(lambda: "Stopped" not in session.emulator.text())
        session.press("j")
        session.until_text("state 4 ")

        session.press("q")
        session.until(lambda: 1049 not in session.emulator.modes_on)
        session.until_quiet()
        session.press("exit\r")
        assert session.ended() == 0
        assert session.left_behind() == []
