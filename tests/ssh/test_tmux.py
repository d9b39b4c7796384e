"""In a real tmux: detached, attached at another size, nothing is lost and nothing garbled."""

import sys
from pathlib import Path

import pytest

from tests.support.reader_session import place, ready
from tests.support.tmux import Tmux
from tui.resources import SEEDS

pytestmark = pytest.mark.slow


def test_another_terminal_takes_over_where_the_first_let_go(tmux: Tmux, tmp_path: Path) -> None:
    homes = [f"XDG_{name}_HOME={tmp_path / name}" for name in ("STATE", "CONFIG", "DATA", "CACHE")]
    with tmux.start("one", ["env", *homes, sys.executable, "-m", "tui", str(SEEDS)]) as first:
        ready(first)
        first.press("jjjj]]")
        first.until_quiet(0.6)
        there = place(first)
        tmux("detach-client", "-s", "one")
        first.ended()
    for size in ((110, 32), (70, 22), (130, 45)):
        with tmux.attach("one", size) as other:
            other.until_text(f" {there}")
            other.until_quiet(0.6)
            assert place(other) == there
            before = other.emulator.cells()
            other.press("\x0c")
            other.until_quiet(0.6)
            assert other.emulator.cells() == before
            # No farewell: the terminal's window was closed.
            other.process.kill()
    with tmux.attach("one", (120, 40)) as last:
        last.until_text("1 Documents")
        last.until_quiet(0.6)
        assert place(last) == there
        last.press("q")
        last.ended()


def test_the_place_survives_the_end_of_tmux(tmux: Tmux, tmp_path: Path) -> None:
    homes = [f"XDG_{name}_HOME={tmp_path / name}" for name in ("STATE", "CONFIG", "DATA", "CACHE")]
    command = ["env", *homes, sys.executable, "-m", "tui", str(SEEDS)]
    with tmux.start("one", command) as session:
        ready(session)
        session.press("jjjj]]")
        session.until_quiet(0.6)
        there = place(session)
        tmux.end()
        session.ended()
    with tmux.start("two", command) as session:
        ready(session)
        assert place(session) == there
