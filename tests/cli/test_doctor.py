"""The doctor says what was found, what was decided and how to change it, on a terminal or not."""

import shlex
import sys
from pathlib import Path

import pytest

from tests.support.command_line import variorum
from tests.support.pty_session import Session
from tests.support.tmux import Tmux
from tui.cli.doctor.report import report
from tui.cli.doctor.settings_findings import read_configuration
from tui.terminal.driver import driver_class
from tui.terminal.probe.capabilities import Answers
from tui.terminal.probe.query import ProbeResult, read_answers
from tui.terminal.transport import flow_control

DOCTOR = [sys.executable, "-m", "tui", "doctor"]
COMMAND = shlex.join(DOCTOR)
NOWHERE = Path("/nonexistent")


def told(
    answers: Answers | None = None, *, folder: Path = NOWHERE, unasked: str = "", **environ: str
) -> str:
    asked = ProbeResult(unasked, answers or (None if unasked else Answers()))
    return "\n".join(report(environ, asked, read_configuration(folder)))


def silent(**environ: str) -> str:
    return "\n".join(report(environ, ProbeResult(), read_configuration(NOWHERE)))


def of(subject: str, report: str) -> list[str]:
    """What is told of a subject: what was found, what was decided, and how to change it."""
    lines = report.split("\n")
    at = next(n for n, line in enumerate(lines) if line.startswith(f"{subject}: "))
    found = lines[at].removeprefix(f"{subject}: ")
    return [found, *(line.partition(": ")[2] for line in lines[at + 1 : at + 3])]


def configured(home: Path, lines: str) -> dict[str, str]:
    (home / "variorum").mkdir(parents=True)
    (home / "variorum" / "config.toml").write_text(lines)
    return {"XDG_CONFIG_HOME": str(home)}


@pytest.mark.slow
def test_without_a_terminal_it_says_what_it_could_not_ask() -> None:
    done = variorum("doctor")
    assert done.returncode == 0
    assert "could not be asked" in done.stdout
    assert "did not answer" not in done.stdout
    assert "terminal size: not known" in done.stdout
    assert "256" in done.stdout
    assert variorum("doctor", TERM="dumb").returncode == 1
    assert variorum("doctor", "--bogus").returncode == 2


def test_a_terminal_is_asked_and_left_as_it_was() -> None:
    with Session(DOCTOR, size=(100, 80)) as terminal:
        assert terminal.ended() == 0
        shown = terminal.emulator.text()
        assert "synchronised output: yes" in shown
        assert "keyboard protocol: no" in shown
        assert " ms" in shown.partition("round trip:")[2].split("\n")[0]
        assert terminal.left_behind() == []


@pytest.mark.parametrize("term", ["screen-256color", "linux", "xterm-256color"])
def test_colours_are_not_asked_for_where_the_question_shows(term: str) -> None:
    with Session(DOCTOR, size=(100, 80), environ={"TERM": term}) as terminal:
        assert terminal.ended() == 0
        assert (b"\x1bP" in terminal.received) is (term == "xterm-256color")
        assert terminal.left_behind() == []


@pytest.mark.parametrize("way", ["> {file}", "< /dev/null | cat > {file}"])
def test_the_terminal_is_asked_also_where_the_report_goes_elsewhere(
    tmp_path: Path, way: str
) -> None:
    file = tmp_path / "report.txt"
    command = f"{COMMAND} {way.format(file=file)}"
    with Session(["sh", "-c", command], size=(97, 41)) as terminal:
        assert terminal.ended() == 0
        assert terminal.left_behind() == []
        assert terminal.emulator.text().strip() == ""
    written = file.read_text()
    assert "synchronised output: yes" in written
    assert of("round trip", written)[0].endswith(" ms")
    assert "terminal size: 97 columns, 41 lines" in written
    assert "\x1b" not in written


def test_a_terminal_that_a_pager_uses_is_let_be(tmp_path: Path) -> None:
    file = tmp_path / "report.txt"
    with Session(["sh", "-c", f"stty -icanon; {COMMAND} > {file}; stty icanon"]) as terminal:
        assert terminal.ended() == 0
        assert b"\x1b" not in terminal.received
        assert terminal.left_behind() == []
    assert "another program, such as a pager, is using it" in file.read_text()


def test_in_the_background_it_does_not_stop(tmp_path: Path) -> None:
    file = tmp_path / "report.txt"
    with Session(["bash", "-c", f"set -m; {COMMAND} > {file} & wait $!"]) as terminal:
        assert terminal.ended() == 0
        assert b"\x1b" not in terminal.received
    assert "runs in the background" in file.read_text()


@pytest.mark.slow
def test_a_silent_terminal_does_not_keep_it_waiting() -> None:
    with Session(DOCTOR, size=(100, 80)) as terminal:
        terminal.answering = False
        assert terminal.ended() == 0
        assert "did not answer" in terminal.emulator.text()
        assert "could not be asked" not in terminal.emulator.text()


def test_of_a_silent_terminal_it_says_how_frames_are_sent() -> None:
    trip = of("round trip", silent(TERM="xterm"))
    assert trip[0] == "the terminal did not answer"
    assert f"one every {flow_control._GRACE} s;" in trip[1]
    assert f"after {flow_control._MUTE_AFTER:.0f} s" in trip[1]
    assert f"one every {flow_control._MUTE * 1000:.0f} ms" in trip[1]
    assert "two frames are sent" in trip[1]
    assert flow_control._IN_FLIGHT == 2
    plain = of("round trip", silent(TERM="xterm", VARIORUM_DRIVER="plain"))
    assert "Textual's own driver waits for no answer" in plain[1]


def test_every_subject_has_a_way_to_change_it() -> None:
    lines = told(TERM="xterm").split("\n")
    subjects = [n for n, line in enumerate(lines) if line.startswith("    so: ")]
    assert len(subjects) >= 13
    assert all(lines[n + 1].startswith("    to change it: ") for n in subjects)


def test_what_a_terminal_answers_is_understood() -> None:
    kept = "\x1bP1$r0;48:2::1:2:3m\x1b\\"
    full = read_answers(f"\x1b[?2026;2$y\x1b[?1u{kept}\x1b[?62;4;52c\x1b[0n", 0.05)
    assert full == Answers(True, True, True, True, 0.05)  # noqa: FBT003
    poor = read_answers("\x1b[?6c\x1b[0n", 0.05)
    assert poor == Answers(False, False, False, None, 0.05)  # noqa: FBT003
    few = read_answers("\x1bP1$r0;48;5;16m\x1b\\\x1b[?6c\x1b[0n", 0.05)
    assert few.true_colour is False
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
    assert "round trip: 80 ms" in told(Answers(round_trip=0.08), TERM="xterm")
    more = told(Answers(true_colour=True), TERM="xterm-256color")
    assert "colours: 256 (" in more
    assert "it has 24-bit colours: set COLORTERM=truecolor" in more
    fewer = told(Answers(true_colour=False), TERM="xterm", COLORTERM="truecolor")
    assert "it has no 24-bit colours" in fewer
    assert "24-bit" not in told(Answers(true_colour=False), TERM="xterm-256color")
    assert "once a frame takes 300 ms" in told(TERM="xterm")
    assert "highlights are simple" in told(TERM="xterm", VARIORUM_LINK="slow")
    assert "highlights stay as they are" in told(TERM="xterm", VARIORUM_LINK="quick")


def test_where_nothing_can_be_set_it_says_what_the_thing_follows_from() -> None:
    for name in ("TMUX", "STY"):
        override = of("multiplexer", told(TERM="xterm", **{name: "1"}))[2]
        assert f"follows from {name}" in override
    assert of("multiplexer", told(TERM="screen"))[2] == "TERM, set inside of it"
    assert "set-clipboard" in of("clipboard (OSC 52)", told(TERM="tmux"))[2]
    assert "set-clipboard" not in of("clipboard (OSC 52)", told(TERM="xterm"))[2]
    quick = told(Answers(kitty_keyboard=True), TERM="xterm", ESCDELAY="25")
    assert "ESCDELAY" not in of("keyboard protocol", quick)[2]
    assert "a pause of 25 ms" in of("keyboard protocol", told(TERM="xterm", ESCDELAY="25"))[1]


def test_letters_with_marks_and_the_keyboard_are_told_as_they_will_be(tmp_path: Path) -> None:
    assert "takes 1 cell until" in of("letters with marks", told(TERM="xterm"))[1]
    assert "takes no cell until" in of("letters with marks", told(TERM="xterm-kitty"))[1]
    assert "as Textual counts" in of("letters with marks", told(VARIORUM_DRIVER="plain"))[1]
    assert "detected from the typed letters" in of("keyboard layout", told(TERM="xterm"))[1]
    (tmp_path / "config.toml").write_text('keyboard = "el"\n')
    found, decided, _ = of("keyboard layout", told(TERM="xterm", folder=tmp_path))
    assert "keyboard is el" in found
    assert "Greek" in decided


def test_where_a_multiplexer_answers_it_says_so() -> None:
    trip = Answers(round_trip=0.001)
    for environ in ({"TMUX": "1"}, {"STY": "1"}, {"TERM": "screen-256color"}):
        found = of("round trip", told(trip, **{"TERM": "xterm", **environ}))[0]
        name = "tmux" if "TMUX" in environ else "screen"
        assert found == f"1 ms, answered by {name}, not by the terminal outside of it"
    assert of("round trip", told(trip, TERM="xterm"))[0] == "1 ms"
    far = {"TERM": "xterm", "TMUX": "1", "SSH_CONNECTION": "a"}
    assert "tmux answers on this side of the link" in of("link", told(trip, **far))[1]
    assert "frames stay 100 ms apart" in of("link", told(trip, **far))[1]
    quick = of("link", told(trip, VARIORUM_LINK="quick", **far))[1]
    assert quick == "highlights stay as they are"


@pytest.mark.parametrize(
    ("environ", "platform"),
    [
        ({}, "linux"),
        ({"VARIORUM_DRIVER": "plain"}, "linux"),
        ({"VARIORUM_DRIVER": "other"}, "linux"),
        ({"TEXTUAL_DRIVER": "a:B"}, "linux"),
        ({"TEXTUAL_DRIVER": ""}, "linux"),
        ({}, "darwin"),
    ],
)
def test_the_driver_it_names_is_the_one_that_draws(
    environ: dict[str, str], platform: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "platform", platform)
    for name, value in environ.items():
        monkeypatch.setenv(name, value)
    found, decided, override = of("driver", told(TERM="xterm", **environ))
    textuals = driver_class(environ.get("VARIORUM_DRIVER", "")) is None
    assert decided.startswith("Textual's own") == textuals
    assert decided.startswith("the economical one") != textuals
    why = next((name for name, value in environ.items() if value and textuals), "")
    assert why in found
    assert why in override
    assert platform == "linux" or platform in found


def test_the_mouse_is_told_as_it_will_be() -> None:
    far = {"TERM": "xterm", "SSH_TTY": "/dev/pts/1"}
    assert of("mouse", told(**far))[1] == "the mouse is off"
    asked = of("mouse", told(VARIORUM_MOUSE="on", **far))
    assert asked[:2] == ["VARIORUM_MOUSE is on", "the mouse is on"]
    assert of("mouse", told(TERM="xterm", VARIORUM_MOUSE="off"))[1] == "the mouse is off"
    assert of("SSH", told(**far))[0] == "yes (SSH_TTY is set)"


@pytest.mark.parametrize(
    ("value", "lines", "is_on"),
    [
        ("", "", "off"),
        ("0", "", "off"),
        ("1", "", "no editor"),
        ("0", "secure = true", "no editor"),
        ("", "secure = true", "no editor"),
        ("", "secure = false", "off"),
    ],
)
def test_secure_mode_is_told_as_the_reader_takes_it(
    tmp_path: Path, value: str, lines: str, is_on: str
) -> None:
    (tmp_path / "config.toml").write_text(lines)
    found, decided, _ = of("secure mode", told(folder=tmp_path, VARIORUM_SECURE=value))
    assert decided.startswith(is_on)
    assert f"VARIORUM_SECURE is {value or 'not set'}," in found
    assert ("secure is true in config.toml" in found) == (lines == "secure = true")


@pytest.mark.parametrize("index", [None, "", "/srv/index"])
def test_a_broken_configuration_is_told_and_ends_with_1(tmp_path: Path, index: str | None) -> None:
    environ = configured(tmp_path, "width = 60\nsecure = 5\n")
    done = variorum("doctor", **environ, **({} if index is None else {"VARIORUM_INDEX": index}))
    assert done.returncode == 1
    found, decided, _ = of("configuration", done.stdout)
    assert "line 2: secure: it must be true or false" in found
    assert decided == "the reader does not start here"
    assert ("VARIORUM_INDEX" in of("shared index", done.stdout)[0]) == (index is not None)
    assert "Traceback" not in done.stderr


def test_what_a_bug_report_needs_is_there_and_what_is_private_is_not() -> None:
    shown = told(
        TERM="xterm-kitty",
        COLORTERM="truecolor",
        TERM_PROGRAM="WezTerm",
        TERM_PROGRAM_VERSION="20240203",
        LANG="nl_NL.UTF-8",
        TMUX="private,1,0",
        SSH_CONNECTION="192.0.2.7 1 192.0.2.8 22",
        SSH_TTY="/dev/pts/77",
    )
    assert (
        "TERM=xterm-kitty, COLORTERM=truecolor, TERM_PROGRAM=WezTerm, TERM_PROGRAM_VERSION=20240203"
    ) in shown
    assert "LANG=nl_NL.UTF-8, LC_ALL not set, LC_CTYPE not set" in shown
    assert "TMUX set, STY not set, SSH_CONNECTION set, SSH_TTY set, SSH_CLIENT not set" in shown
    for private in ("192.0.2", "private", "pts/77"):
        assert private not in shown


def test_the_environment_sends_no_sequence(tmp_path: Path) -> None:
    evil = "\x1b]0;OWNED\x07\x9b31m\u202eevil\nforged: line\udcff"
    names = (
        "TERM", "COLORTERM", "TERM_PROGRAM", "TERM_PROGRAM_VERSION", "LANG", "LC_ALL", "TMUX",
        "STY", "SSH_TTY", "VARIORUM_SECURE", "VARIORUM_LINK", "VARIORUM_MOUSE", "VARIORUM_INDEX",
        "TEXTUAL_DRIVER", "TEXTUAL_COLOR_SYSTEM", "ESCDELAY",
    )  # fmt: skip
    (tmp_path / "config.toml").write_text("'\u202eevil' = 1")
    shown = told(folder=tmp_path, **dict.fromkeys(names, evil))
    shown += told(TERM="xterm", ESCDELAY="9" * 5_000)
    shown += told(TERM=f"{evil}256color", COLORTERM="24bit\n")
    assert not any(line.startswith("forged") for line in shown.split("\n"))
    assert not set(shown) & set("\x1b\x07\x9b\u202e\udcff")
    shown.encode()


def test_a_locale_that_knows_few_characters_is_no_reason_to_fail() -> None:
    done = variorum("doctor", TERM_PROGRAM="名前", PYTHONIOENCODING="ascii")
    assert done.returncode == 0
    assert "TERM_PROGRAM=??" in done.stdout


def test_in_a_real_tmux_it_is_tmux_that_answers(tmux: Tmux, tmp_path: Path) -> None:
    file, script = tmp_path / "report.txt", tmp_path / "doctor.sh"
    script.write_text(f"{COMMAND} > {file}.new && mv {file}.new {file}\n")
    with tmux.start("one", ["sh", str(script)]) as session:
        session.until(file.exists)
    assert of("round trip", file.read_text())[0].endswith(
        " ms, answered by tmux, not by the terminal outside of it"
    )
