"""Random keys and sizes over a slow link: what is shown never drifts from what the app believes.

A few seconds each time; VARIORUM_SOAK=600 makes it ten minutes.
"""

import os
import random
import time
from pathlib import Path

import pytest

from tests.support.pty_session import Session, panes

pytestmark = pytest.mark.slow

SECONDS = float(os.environ.get("VARIORUM_SOAK", "3"))
RATE = 32_768
KEYS = ["j", "k", " ", "m", "w", "\x1b", "s", "\x0c", "jjjjjjjj", "\x1b[<64;5;5M", "本"]
SIZES = [(90, 24), (120, 40), (61, 17), (33, 9)]


def resident(pid: int) -> int:
    """Kilobytes of memory."""
    status = Path(f"/proc/{pid}/status").read_text("ascii")
    return int(status.partition("VmRSS:")[2].split()[0])


def repainted(session: Session) -> None:
    """Bring the app to a known state and send everything again, at full speed."""
    session.rate = 0
    session.until_quiet()
    session.resize(90, 24)
    session.until_quiet()
    session.press("m")
    session.until_quiet()
    if "A window" in session.emulator.text():
        session.press("m")
        session.until_quiet()


def test_nothing_drifts() -> None:
    choose = random.Random(5)  # noqa: S311 - no secret
    with Session(panes("economical")) as session:
        session.until_text("state 0")
        session.until_quiet()
        end = time.monotonic() + SECONDS
        memory = 0
        while time.monotonic() < end:
            session.rate = RATE
            for _ in range(40):
                if choose.random() < 0.05:
                    session.resize(*choose.choice(SIZES))
                session.press(choose.choice(KEYS))
                session.pump(choose.random() / 20)
            repainted(session)
            before = session.emulator.cells()
            session.press("\x0c")
            session.until_quiet()
            # The last row counts the redraw itself.
            assert session.emulator.cells()[:-1] == before[:-1]
            memory = memory or resident(session.process.pid)
        assert session.process.poll() is None
        assert resident(session.process.pid) < memory * 1.3
        session.press("q")
        assert session.ended() == 0
        assert session.left_behind() == []
