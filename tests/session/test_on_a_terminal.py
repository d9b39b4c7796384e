"""The whole program on a real pty: what Pilot never sees."""

import os
import re
import signal
import sys
from contextlib import closing
from pathlib import Path

import pytest

from tests.support.pty_session import Session
from tests.support.reader_session import ready, session
from tui.notes.note_store import NoteStore
from tui.reading_state.preferences import paths
from tui.resources import SEEDS

pytestmark = pytest.mark.slow

WORDS = "Blinken"

OURS = re.compile(
    r"\x1b\[[0-9;]*m"  # styles
    r"|\x1b\[[0-9;]*[ABCDEFGHJKLMPSTXdr@]"  # moving, erasing, scrolling
    r"|\x1b\[\?[0-9;]*[hl]|\x1b\[\?[0-9]+\$p|\x1b\[[0-9]*n"  # modes, questions
    r"|\x1b\[[<>=]?[0-9;]*u|\x1b\[4l|\x1b\(B|\x1b\[c|\x1b\[>q"  # keyboard, character set
    r"|\x1b\]22;[a-z-]*(?:\x07|\x1b\\)"  # the mouse pointer's shape
)


EVIL = "\x1b]0;OWNED\x07\x1b]52;c;T1dORUQ=\x07\x9b31m\x1b[?1049l\x1bP+q\x1b\\\u202eevil\u202c"


def test_an_evil_corpus_sends_no_sequence_of_its_own(tmp_path: Path) -> None:
    (tmp_path / f"a{EVIL.replace('/', '')}.txt").write_text(
        f"{EVIL} headline of evil words\n\nA {EVIL}sentence {EVIL} [bold]x[/bold] stands here.\n\n"
        "[@click=app.quit]Click[/] [Reuters] the soft\u00adhyphen stands.\n\x7f\x08\x0e\x0f",
        encoding="utf-8",
    )
    (tmp_path / "b.md").write_text(
        f"# {EVIL} Markdown\n\n[x](http://e.example/{EVIL}) A {EVIL}sentence [bold]x[/bold] stands"
        " here. &#27;[31m &#x9b;31m &#x202e;\n",
        encoding="utf-8",
    )
    (tmp_path / f"empty{EVIL.replace('/', '')}.txt").write_text("")
    with session(tmp_path) as terminal:
        ready(terminal)
        for key in (
            "j",
            " ",
            "G",
            "\r",
            "\x7f",
            "1",
            "j",
            "\r",
            "f",
            "evil",
            "\r",
            "/",
            "evil",
            "\r",
        ):
            terminal.press(key)
            terminal.until_quiet()
        shown = terminal.emulator.text()
        terminal.press("q")
        assert terminal.ended() == 0
        sent = bytes(terminal.received).decode()
    left = OURS.sub("", sent)
    assert "\x1b" not in left, left[max(0, left.find("\x1b") - 40) : left.find("\x1b") + 40]
    assert not re.search("[\x80-\x9f\u202a-\u202e\u2066-\u2069\u00ad]", left)
    assert "\x07" not in left
    assert "[bold]x[/bold]" in shown or "[@click=app.quit]Click[/]" in shown


def colours(**environ: str) -> set[tuple[str, str]]:
    """The pairs of ink and ground that the seeds are first shown in."""
    with session(SEEDS, **environ) as terminal:
        ready(terminal)
        return {(cell.fg, cell.bg) for row in terminal.emulator.cells() for cell in row}


def test_whether_the_link_is_slow_may_be_said() -> None:
    assert len(colours(VARIORUM_LINK="slow")) < len(colours(VARIORUM_LINK="quick"))


def test_standard_input_is_read_and_the_keyboard_stays_alive() -> None:
    words = "One thing is said here. Another thing is said there."
    with Session(["sh", "-c", f"printf '%s' '{words}' | {sys.executable} -m tui -"]) as terminal:
        terminal.until_text("One thing is said here.")
        terminal.until_quiet()
        terminal.press("j")
        terminal.until(lambda: "2/2" in terminal.emulator.text())
        terminal.press("q")
        assert terminal.ended() == 0
        assert terminal.left_behind() == []


@pytest.mark.parametrize(
    ("way", "code"), [("q", 0), (signal.SIGTERM, 143), (signal.SIGHUP, 129)], ids=str
)
def test_the_terminal_is_left_as_it_was_and_the_place_is_kept(
    tmp_path: Path, way: str | signal.Signals, code: int
) -> None:
    places = str(tmp_path / "state")
    with session(SEEDS, XDG_STATE_HOME=places) as terminal:
        ready(terminal)
        terminal.press("]]]")
        terminal.until_quiet()
        place = re.search(r"\d+/16", terminal.emulator.text())
        if isinstance(way, str):
            terminal.press(way)
        else:
            os.kill(terminal.process.pid, way)
        assert terminal.ended() == code
        assert terminal.left_behind() == []
    with session(SEEDS, XDG_STATE_HOME=places) as terminal:
        ready(terminal)
        assert place
        assert place[0] in terminal.emulator.text()


def test_a_killed_reader_loses_at_most_the_last_second(tmp_path: Path) -> None:
    places = str(tmp_path / "state")
    with session(SEEDS, XDG_STATE_HOME=places) as terminal:
        ready(terminal)
        terminal.press("]]]]")
        terminal.until_quiet(1.0)
        place = re.search(r"\d+/16", terminal.emulator.text())
        terminal.process.kill()
    with session(SEEDS, XDG_STATE_HOME=places) as terminal:
        ready(terminal)
        assert place
        assert place[0] in terminal.emulator.text()


def test_a_killed_reader_goes_on_with_the_same_articles(tmp_path: Path) -> None:
    kept = {"XDG_STATE_HOME": str(tmp_path / "state")}
    with session(SEEDS, **kept) as terminal:
        ready(terminal)
        terminal.until(lambda: paths(tmp_path / "state" / "variorum") == [str(SEEDS.resolve())])
        terminal.process.kill()
    with session(**kept) as terminal:
        ready(terminal)
        assert WORDS in terminal.emulator.text()


def test_standard_input_is_nothing_to_go_on_with(tmp_path: Path) -> None:
    kept = {"XDG_STATE_HOME": str(tmp_path / "state")}
    words = "One thing is said here. Another thing is said there."
    command = f"printf '%s' '{words}' | {sys.executable} -m tui -"
    with Session(["sh", "-c", command], environ=kept) as terminal:
        terminal.until_text("One thing is said here.")
        terminal.until_quiet(2.0)
        terminal.press("q")
        assert terminal.ended() == 0
    assert paths(tmp_path / "state" / "variorum") == []


def test_nothing_is_sent_while_nobody_types() -> None:
    with session(SEEDS) as terminal:
        ready(terminal)
        terminal.until_quiet(3.0)  # the accounts are compared, and marked, a moment later
        before = len(terminal.received)
        assert not terminal.pump(3.0)
        assert len(terminal.received) == before


def test_broken_bytes_on_the_keyboard_do_no_harm() -> None:
    with session(SEEDS) as terminal:
        ready(terminal)
        for garbage in (b"\xff", b"\x1b[M\xe0\xf0\xff", b"\xc3\x28\x1b[999999u", b"\x80" * 40):
            terminal.press(garbage)
            terminal.until_quiet()
        terminal.press("\x1b")
        terminal.until_quiet()
        terminal.press("G")
        terminal.until(lambda: "16/16" in terminal.emulator.text())


def test_a_storm_of_resizes_ends_with_the_right_screen() -> None:
    with session(SEEDS) as terminal:
        ready(terminal)
        terminal.press("]]]]")
        terminal.until_quiet()
        place = re.search(r"\d+/16", terminal.emulator.text())
        for size in [(80, 24), (60, 20), (200, 60), (30, 8), (10, 4), (120, 40)] * 4:
            terminal.resize(*size)
            terminal.pump(0.02)
        terminal.until_quiet(0.5)
        assert place
        assert place[0] in terminal.emulator.text()
        assert "1 Documents" in terminal.emulator.text()
        terminal.press("q")
        assert terminal.ended() == 0


def test_without_colour_no_colour_is_sent() -> None:
    with session(SEEDS, NO_COLOR="1") as terminal:
        ready(terminal)
        terminal.press("]]J")
        terminal.until_quiet()
        terminal.press("q")
        terminal.ended()
        sent = bytes(terminal.received).decode()
    styles = {part for style in re.findall(r"\x1b\[([0-9;]*)m", sent) for part in style.split(";")}
    assert styles
    assert not styles & {
        *map(str, range(30, 39)),
        *map(str, range(40, 49)),
        *map(str, range(90, 108)),
    }


def test_suspend_gives_the_shell_back_and_fg_paints_again() -> None:
    with Session(
        ["sh", "-ic", f"set -m; {sys.executable} -m tui {SEEDS}; echo STOPPED; fg; :"]
    ) as t:
        t.until_text(WORDS)
        t.until_quiet()
        t.press("\x1a")
        t.until(lambda: b"STOPPED" in t.received)
        t.until(lambda: b"STOPPED" in t.received and WORDS in t.emulator.text())
        t.until_quiet()
        t.press("G")
        t.until(lambda: "16/16" in t.emulator.text())


def test_a_crash_leaves_a_line_and_a_log(tmp_path: Path) -> None:
    crash = (
        "import tui.screens.commands.match_commands as r, sys, os\n"
        "def fail(self): raise RuntimeError('deliberate')\n"
        "r.MatchCommands.action_card_pin = fail\n"
        "from tui.cli.main import main; raise SystemExit(main(sys.argv[1:]))"
    )
    environ = {f"XDG_{name}_HOME": str(tmp_path) for name in ("STATE", "CACHE", "DATA")}
    with Session([sys.executable, "-c", crash, str(SEEDS)], environ=environ) as terminal:
        terminal.until_text(WORDS)
        terminal.until_quiet()
        terminal.press("p")
        assert terminal.ended() == 1
        assert terminal.left_behind() == []
        told = terminal.emulator.text()
        assert "the program failed" in told
        assert "deliberate" not in told
    (log,) = tmp_path.rglob("variorum.log")
    assert "RuntimeError: deliberate" in log.read_text()


def test_a_full_disk_is_said_in_the_editor_and_what_was_typed_is_not_lost(tmp_path: Path) -> None:
    limited = (
        "import resource, runpy, signal, sys; signal.signal(signal.SIGXFSZ, signal.SIG_IGN);"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (158_000, resource.RLIM_INFINITY));"
        "sys.argv[0] = 'variorum'; runpy.run_module('tui', run_name='__main__')"
    )
    data = {"XDG_DATA_HOME": str(tmp_path / "data")}
    command = [sys.executable, "-c", limited, str(SEEDS)]
    with Session(command, size=(120, 40), environ=data) as terminal:
        ready(terminal)
        terminal.press("a")
        terminal.until(lambda: "Ctrl-S save" in terminal.emulator.text())
        for _ in range(6):
            terminal.press("\x1b[200~" + "words not to be lost " * 400 + "\x1b[201~")
            terminal.until_quiet()
        terminal.press("\x13")
        terminal.until(lambda: "Not saved" in terminal.emulator.text())
        shown = terminal.emulator.text()
        assert "make room" in shown
        assert "words not to be lost" in shown
        terminal.press("\x1b")  # a draft is smaller, and may find room
        terminal.until(lambda: "as a draft" in terminal.emulator.text())
        in_editor = "not even as a draft" in terminal.emulator.text()
        assert not in_editor or "words not to be lost" in terminal.emulator.text()
        if in_editor:  # what was kept of it while it was typed is all there is room for
            terminal.until_text("leaves without it")
            terminal.press("y")
            terminal.until_text("Your text was not saved")
        terminal.press("\x11")
        assert terminal.ended() == 0
    with closing(NoteStore(tmp_path / "data" / "variorum" / "notes.sqlite")) as notes:
        assert notes.all() == []
        (draft,) = notes.drafts.all()
        assert draft.text.startswith("words not to be lost " * (1 if in_editor else 2_400))
