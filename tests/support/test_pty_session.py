"""The session on a pty reads the screen of a program, and the settings it leaves behind."""

import signal

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
