"""Leaving: the program ends at once, whatever it computes; what is to be saved is saved first."""

import signal
import sys
from pathlib import Path

import pytest

from tests.support.pty_session import Session
from tui.resources import SEEDS

pytestmark = pytest.mark.slow

HELD = """
import sys, time
from pathlib import Path
from tui.workspace.workspace import Workspace

begun, released, ended = map(Path, sys.argv[1:])

def hold(self, *given):
    begun.touch()
    while not released.exists():
        time.sleep(0.01)
    ended.touch()
    return iter(())

Workspace.{held} = hold
from tui.cli.main import main
sys.exit(main([{seeds!r}]))
"""
"""A reader of the seeds in which one step lasts until a file is made."""


def held(step: str, folder: Path) -> Session:
    code = HELD.format(held=step, seeds=str(SEEDS))
    files = [str(folder / name) for name in ("begun", "released", "ended")]
    return Session(
        [sys.executable, "-c", code, *files],
        size=(120, 40),
        environ={"VARIORUM_SEMANTIC": "1", "XDG_STATE_HOME": str(folder / "state")},
    )


@pytest.mark.parametrize("step", ["rescore", "match_documents", "corpus_files"])
def test_no_step_that_computes_delays_the_end(tmp_path: Path, step: str) -> None:
    with held(step, tmp_path) as terminal:
        terminal.until((tmp_path / "begun").exists)
        terminal.until_text("Documents")
        terminal.press("q")
        assert terminal.ended() == 0
        assert terminal.left_behind() == []
    assert not (tmp_path / "ended").exists()


def test_a_signal_ends_it_at_once_too(tmp_path: Path) -> None:
    with held("rescore", tmp_path) as terminal:
        terminal.until((tmp_path / "begun").exists)
        terminal.process.send_signal(signal.SIGTERM)
        assert terminal.ended() == 128 + signal.SIGTERM
        assert terminal.left_behind() == []


def test_what_is_being_saved_is_saved_before_the_end(tmp_path: Path) -> None:
    with held("keep_sigla", tmp_path) as terminal:
        terminal.until((tmp_path / "begun").exists)
        terminal.until_text("Documents")
        sent = len(terminal.received)
        terminal.press("q")
        terminal.until(lambda: b"\x1b[?1049l" in terminal.received[sent:])
        (tmp_path / "released").touch()
        assert terminal.ended() == 0
        assert terminal.left_behind() == []
    assert (tmp_path / "ended").exists()
