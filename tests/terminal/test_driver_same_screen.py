"""On a real pty the economical driver shows what Textual's own shows, after the same keys."""

import os
import signal
import time
from pathlib import Path

import pytest

from tests.support.emulator import first_difference
from tests.support.pty_session import COLOURS, LIMIT, Session, panes

pytestmark = pytest.mark.slow

UNCOUNTED = ("m", "size")
"""Steps after which the app's line of state does not count one more."""


def take(sessions: list[Session], steps: list[str]) -> None:
    """Let each session take the steps, all at the same pace."""
    done = 0
    for step in ["", *steps]:
        for session in sessions:
            if step.startswith("size"):
                width, height = step.removeprefix("size ").split("x")
                session.resize(int(width), int(height))
            elif step:
                session.press(step)
        done += 0 if step.startswith(UNCOUNTED) else len(step)
        for session in sessions:
            if not step.startswith(UNCOUNTED):
                session.until_text(f"state {done}")
        until_same(sessions, step)


def until_same(sessions: list[Session], step: str) -> None:
    """Let time pass until every session shows what the first one does."""
    end = time.monotonic() + LIMIT
    for session in sessions[1:]:
        while difference := first_difference(session.emulator, sessions[0].emulator):
            assert time.monotonic() < end, f"after {step!r}, {difference}"
            for each in sessions:
                each.pump(0.02)


def until_stopped(pid: int) -> None:
    end = time.monotonic() + 20
    while Path(f"/proc/{pid}/stat").read_text("ascii").rpartition(")")[2].split()[0] != "T":
        assert time.monotonic() < end, "never stopped"
        time.sleep(0.01)


@pytest.mark.parametrize("colours", COLOURS)
def test_the_same_keys_show_the_same_screen(colours: str) -> None:
    with (
        Session(panes("plain"), environ=COLOURS[colours]) as plain,
        Session(panes("economical"), environ=COLOURS[colours]) as thrifty,
    ):
        take([plain, thrifty], ["jjj", "  ", "kk", "m", "m", "w", "jjjj", "k", " ", "w", "jj"])
        assert len(thrifty.received) < len(plain.received) / 3


def test_so_do_resizes_suspensions_and_redrawing() -> None:
    with Session(panes("plain")) as plain, Session(panes("economical")) as thrifty:
        steps = ["jj", "size 70x20", "j", "size 120x40", "m", "size 90x24", "m"]
        take([plain, thrifty], [*steps, "s", "j", "\x0c", "j", "w", "s", "jj", "\x0c", "j"])


def test_so_does_a_terminal_without_synchronised_output() -> None:
    with (
        Session(panes("plain"), synchronised=False) as plain,
        Session(panes("economical"), synchronised=False) as thrifty,
    ):
        take([plain, thrifty], ["jj", "m", "m", " "])
        assert b"\x1b[?2026h" not in thrifty.received


def test_coming_back_from_a_stop_paints_everything() -> None:
    with Session(panes("economical")) as session:
        take([session], ["jj"])
        session.until_quiet()
        before = session.emulator.cells()
        os.kill(session.process.pid, signal.SIGTSTP)
        until_stopped(session.process.pid)
        session.until_quiet()
        assert session.left_behind() == []
        os.kill(session.process.pid, signal.SIGCONT)
        session.until_text("state 2")
        session.until_quiet()
        assert session.emulator.cells() == before
        session.press("j")
        session.until_text("state 3 ")


def test_redraw_repairs_a_screen_that_others_wrote_on() -> None:
    with Session(panes("economical", "mouse")) as session:
        take([session], ["jj"])
        session.until_quiet()
        before = session.emulator.cells()
        modes = set(session.emulator.modes_on)
        session.emulator.feed("\x1b[5;9r\x1b[2J\x1b[?25h\x1b[?1000l\x1b[?2004l\x1b[31mgarbage")
        session.press("\x0c")
        session.until_text("state 3 ")
        session.until_quiet()
        assert session.emulator.modes_on == modes
        assert session.emulator.margins is None
        assert session.emulator.cells()[:-1] == before[:-1]
