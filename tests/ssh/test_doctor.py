"""The doctor says what was found, what was decided and how to change it, on a terminal or not."""

import sys

from tests.cli.test_command_line import variorum
from tests.terminal.test_driver_session import Session
from tui.cli.doctor import report
from tui.terminal.asking import read_answers
from tui.terminal.capabilities import Answers


def told(answers: Answers | None = None, *, is_terminal: bool = True, **environ: str) -> str:
    return "\n".join(report(environ, answers, is_terminal=is_terminal))


def test_without_a_terminal_it_says_what_it_could_not_ask() -> None:
    done = variorum("doctor")
    assert done.returncode == 0
    assert "could not be asked" in done.stdout
    assert "256" in done.stdout
    assert variorum("doctor", TERM="dumb").returncode == 1
    assert variorum("doctor", "--bogus").returncode == 2


def test_a_terminal_is_asked_and_left_as_it_was() -> None:
    with Session([sys.executable, "-m", "tui", "doctor"], size=(100, 60)) as terminal:
        assert terminal.ended() == 0
        shown = terminal.emulator.text()
        assert "synchronised output: yes" in shown
        assert "keyboard protocol: no" in shown
        assert " ms" in shown.partition("round trip:")[2].split("\n")[0]
        assert terminal.left_behind() == []


def test_a_silent_terminal_does_not_keep_it_waiting() -> None:
    with Session([sys.executable, "-m", "tui", "doctor"], size=(100, 60)) as terminal:
        terminal.answering = False
        assert terminal.ended() == 0
        assert "did not answer" in terminal.emulator.text()


def test_every_subject_has_a_way_to_change_it() -> None:
    lines = told(TERM="xterm").split("\n")
    subjects = [n for n, line in enumerate(lines) if line.startswith("    so: ")]
    assert len(subjects) >= 9
    assert all(lines[n + 1].startswith("    to change it: ") for n in subjects)


def test_what_a_terminal_answers_is_understood() -> None:
    full = read_answers("\x1b[?2026;2$y\x1b[?1u\x1b[?62;4;52c\x1b[0n", 0.05)
    assert full == Answers(True, True, True, 0.05)  # noqa: FBT003
    poor = read_answers("\x1b[?6c\x1b[0n", 0.05)
    assert poor == Answers(False, False, False, 0.05)  # noqa: FBT003
    assert read_answers("", None) == Answers()


def test_multiplexers_depths_and_overrides_are_named() -> None:
    assert "multiplexer: tmux (TMUX is set)" in told(TERM="xterm-256color", TMUX="socket,1,0")
    assert "blanks are sent, not erased" in told(TERM="screen", STY="1")
    inherited = {"COLORTERM": "truecolor", "STY": "1"}
    assert "colours: 256 (" in told(TERM="screen.xterm-256color", **inherited)
    assert "colours: 16 (" in told(TERM="screen", **inherited)
    assert "colours: 16 million (" in told(TERM="screen", TMUX="1", **inherited)
    assert "COLORTERM does not come over SSH" in told(TERM="xterm-256color", SSH_TTY="/dev/pts/1")
    assert "TEXTUAL_COLOR_SYSTEM is 256" in told(TERM="xterm", TEXTUAL_COLOR_SYSTEM="256")
    assert "Textual's own" in told(TERM="xterm", VARIORUM_DRIVER="plain")
    assert "round trip: 80 ms" in told(Answers(round_trip=0.08), TERM="xterm")
    assert "once a frame takes 300 ms" in told(TERM="xterm")
    assert "highlights are cheap ones" in told(TERM="xterm", VARIORUM_LINK="slow")
    assert "highlights stay as they are" in told(TERM="xterm", VARIORUM_LINK="quick")
