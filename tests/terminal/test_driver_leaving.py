"""However it ends and whatever arrives, the terminal is left as it was found."""

import os
import signal
import sys
import time

import pytest

from tests.support.pty_session import Session, panes

pytestmark = pytest.mark.slow


def ready(session: Session) -> None:
    session.until_text("state 0")
    session.until_quiet()


@pytest.mark.parametrize(
    ("way", "code"),
    [("q", 0), (signal.SIGTERM, 143), (signal.SIGHUP, 129), (signal.SIGINT, 130)],
    ids=str,
)
def test_the_terminal_is_left_as_it_was_found(way: str | signal.Signals, code: int) -> None:
    with Session(panes("economical", "mouse")) as session:
        session.emulator.feed("before")
        ready(session)
        assert {1049, 1000, 1003, 1004, 2004} <= session.emulator.modes_on
        if isinstance(way, str):
            session.press(way)
        else:
            os.kill(session.process.pid, way)
        assert session.ended() == code
        assert session.left_behind() == []
        assert session.emulator.text().startswith("before")


def test_nothing_is_drawn_any_more_once_it_leaves() -> None:
    with Session(panes("economical")) as session:
        session.emulator.feed("before")
        ready(session)
        session.answering = False
        session.press("j" * 9)
        session.until_quiet()
        session.press("q")
        assert session.ended() == 0
        assert session.left_behind() == []
        assert session.emulator.text().strip() == "before"


def test_the_mouse_can_be_turned_off() -> None:
    with Session(panes("economical", "mouse")) as session:
        ready(session)
        session.press("o")
        session.until_text("state 1")
        assert not {1000, 1003, 1006, 1016} & session.emulator.modes_on


GARBAGE = [
    b"\xff",
    b"\xff\xfe\x80" * 50,
    b"\x1b[M\xe0\xf0\xff",
    b"\x1b[M #!\x1b[32;200;10M",
    b"\x1b[99999999999999u",
    b"\x1b[0n\x1b[0n",
    b"\x1b[200~" + b"pasted \xff" * 9 + b"\x1b[201~",
]


def test_bad_bytes_do_no_harm() -> None:
    with Session(panes("economical")) as session:
        ready(session)
        for done, garbage in enumerate(GARBAGE, 1):
            session.press(garbage)
            session.until_quiet()
            session.press("j")
            session.until_text(f"state {done} ")
        session.press("q")
        assert session.ended() == 0
        assert session.left_behind() == []


def test_an_escape_still_arrives_while_an_answer_is_awaited() -> None:
    with Session(panes("economical")) as session:
        ready(session)
        session.answering = False
        session.press("j")
        session.until_text("state 1")
        session.press("\x1b")
        session.until_text("state 2")


def test_it_ends_when_the_terminal_is_gone() -> None:
    with Session(panes("economical")) as session:
        ready(session)
        os.close(session.master)
        os.close(session.slave)
        session.master = session.slave = -1
        assert session.process.wait(timeout=30) in (129, -signal.SIGHUP)


def test_it_ends_when_the_terminal_takes_nothing_more() -> None:
    with Session(panes("economical")) as session:
        ready(session)
        session.reading = False
        session.press("jjjj    jjjj")
        time.sleep(0.5)
        os.kill(session.process.pid, signal.SIGTERM)
        assert session.process.wait(timeout=30) == 143


STUCK = """
from textual.app import App
from tui.terminal.driver import driver_class
from tui.terminal.signals import exit_on_signals
class Stuck(App):
    def on_mount(self):
        exit_on_signals(self, grace=0.5)
    def on_key(self):
        while True:
            pass
Stuck(driver_class=driver_class()).run()
"""


def test_a_program_that_is_stuck_ends_as_well() -> None:
    with Session([sys.executable, "-c", STUCK]) as session:
        session.until(lambda: 1049 in session.emulator.modes_on)
        session.until_quiet()
        session.press("j")
        time.sleep(0.3)
        os.kill(session.process.pid, signal.SIGTERM)
        assert session.process.wait(timeout=30) == 143


ELSEWHERE = """
import signal, threading, time
from textual.app import App
from tui.terminal.driver import driver_class
from tui.terminal.signals import exit_on_signals
def end():
    time.sleep(1)
    signal.pthread_kill(threading.get_ident(), signal.SIGTERM)
    time.sleep(60)
class Idle(App):
    def on_mount(self):
        exit_on_signals(self)
        threading.Thread(target=end, daemon=True).start()
app = Idle(driver_class=driver_class())
app.run()
raise SystemExit(app.return_code)
"""


def test_a_signal_that_reaches_another_thread_ends_an_idle_program() -> None:
    with Session([sys.executable, "-c", ELSEWHERE]) as session:
        session.until(lambda: 1049 in session.emulator.modes_on)
        session.until(lambda: 1049 not in session.emulator.modes_on)
        assert session.process.wait(timeout=30) == 143


def test_it_stays_silent_while_nothing_happens() -> None:
    with Session(panes("economical")) as session:
        ready(session)
        before = len(session.received)
        session.until_quiet(2.0)
        assert len(session.received) == before


PIPED = """
import sys
from tui.terminal.tty import attach_terminal
text = sys.stdin.read()
attached = attach_terminal()
from tests.support.demo_app import Panes
from tui.terminal.driver import driver_class
app = Panes(driver_class=driver_class())
app.run()
attached.restore()
print("read", len(text), "bytes", attached.descriptors, file=sys.stderr)
"""


def test_piped_input_and_error_give_way_to_the_terminal(tmp_path: object) -> None:
    errors = f"{tmp_path}/errors"
    command = f"printf 'from a pipe' | {sys.executable} -c '{PIPED}' 2>{errors}"
    with Session(["sh", "-c", command]) as session:
        ready(session)
        session.press("jj")
        session.until_text("state 2")
        session.press("q")
        assert session.ended() == 0
        assert session.left_behind() == []
        with open(errors, encoding="utf-8") as written:  # noqa: PTH123
            assert written.read() == "read 11 bytes ()\n"
