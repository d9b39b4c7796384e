"""The session on a pty reads the screen of a program, and the settings it leaves behind."""

import signal
import sys

import pytest

from tests.support.pty_session import Session


def test_a_session_runs_a_program_and_sees_its_screen() -> None:
    with Session(["sh", "-c", "printf 'hello '; read name; printf 'bye %s' $name"]) as session:
        session.until_text("hello")
        session.press("you\r")
        assert session.ended() == 0
        assert "bye you" in session.emulator.text()


def test_a_session_tells_what_is_left_behind() -> None:
    with Session(["sh", "-c", r"printf '\033[?1049h\033[?25l\033[>1u\033[31m'; stty -echo"]) as one:
        assert one.ended() == 0
        assert one.left_behind() == [
            "1049",
            "cursor hidden",
            "keyboard",
            "colours",
            "line discipline",
        ]
    with Session(["sh", "-c", "kill -TERM $$"]) as other:
        assert other.ended() == -signal.SIGTERM
        assert other.left_behind() == []


@pytest.mark.slow
def test_a_program_that_computes_is_not_quiet_before_it_has_said_what_it_found() -> None:
    work = "total = sum(range(40_000_000)); print('found', total); input()"
    # In a child of a child, as worker processes are.
    with Session(["sh", "-c", f'{sys.executable} -c "{work}"; true']) as session:
        session.until_quiet(0.05)
        assert "found 799999980000000" in session.emulator.text()
