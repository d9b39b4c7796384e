"""Secure mode opens nothing but the corpus; what is kept is the user's; the mouse is asked for."""

import os
import stat
from pathlib import Path

import pytest

from tests.support.corpora import written
from tests.support.reader import reading
from tests.support.reader_session import ready, session
from tui.resources import SEEDS
from tui.settings import Settings, read_settings

pytestmark = pytest.mark.slow


async def test_a_link_out_of_the_corpus_is_a_row_that_says_so(tmp_path: Path) -> None:
    corpus = written(tmp_path / "corpus", a="One thing is said here. Another is said there.")
    outside = written(tmp_path / "elsewhere", hidden="Nobody may read this sentence at all.")
    (corpus / "b.txt").symlink_to(outside / "hidden.txt")
    (corpus / "folder").symlink_to(outside)
    (corpus / "c.txt").symlink_to(corpus / "a.txt")
    async with reading(tmp_path, [corpus], settings=Settings(secure=True)) as reader:
        corpus_files = reader.corpus_files
        barred = [
            corpus_file.name
            for corpus_file in corpus_files
            if "outside the corpus" in corpus_file.problem
        ]
        assert barred == ["b.txt"] or sorted(barred) == ["b.txt", "hidden.txt"]
        assert not any(h.document and "Nobody" in h.document.text for h in corpus_files)
    async with reading(tmp_path, [corpus]) as reader:
        assert any("Nobody" in h.document.text for h in reader.corpus_files if h.document)


async def test_there_is_no_shell_in_secure_mode(tmp_path: Path) -> None:
    async with reading(tmp_path, settings=Settings(secure=True)) as reader:
        suspended = []
        reader.app.action_suspend_process = lambda: suspended.append(1)  # type: ignore[method-assign]
        await reader.press("ctrl+z")
        assert not suspended
        reader.app.open_url("http://example.org")
        await reader.pilot.pause()
        assert any("example.org" in told for told in reader.notifications)


def test_secure_can_be_set_in_the_configuration(tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text("secure = true\n")
    assert read_settings(tmp_path).secure


def test_in_secure_mode_the_terminal_keeps_the_reader_through_ctrl_z(tmp_path: Path) -> None:
    with session(SEEDS, VARIORUM_SECURE="1", XDG_STATE_HOME=str(tmp_path)) as terminal:
        ready(terminal)
        terminal.press("\x1a")
        terminal.until_text("no shell in secure mode")
        assert terminal.process.poll() is None


def test_all_that_is_kept_is_the_users_alone(tmp_path: Path) -> None:
    homes = {
        f"XDG_{name}_HOME": str(tmp_path / name) for name in ("CONFIG", "STATE", "DATA", "CACHE")
    }
    before = os.umask(0)
    try:
        with session(SEEDS, **homes) as terminal:
            ready(terminal)
            terminal.press("]]")
            terminal.until_quiet(1.0)
            terminal.press("q")
            assert terminal.ended() == 0
    finally:
        os.umask(before)
    kept = [path for path in tmp_path.rglob("*") if "variorum" in path.relative_to(tmp_path).parts]
    assert any(path.name == "places.sqlite" for path in kept)
    for path in kept:
        mode = stat.S_IMODE(path.stat().st_mode)
        assert mode & 0o077 == 0, f"{path} {mode:o}"


def test_the_mouse_is_off_over_ssh_until_asked_for() -> None:
    with session(SEEDS, SSH_CONNECTION="1.1.1.1 1 2.2.2.2 22") as terminal:
        ready(terminal)
        assert 1000 not in terminal.emulator.modes_on
        terminal.press("!")
        terminal.until(lambda: 1000 in terminal.emulator.modes_on)
        terminal.press("!")
        terminal.until(lambda: 1000 not in terminal.emulator.modes_on)


@pytest.mark.parametrize(("asked", "client"), [("on", "1.1.1.1 1 2.2.2.2 22"), ("off", "")])
def test_the_first_press_turns_the_mouse_whatever_was_asked(asked: str, client: str) -> None:
    is_on = asked == "on"
    with session(SEEDS, VARIORUM_MOUSE=asked, SSH_CONNECTION=client) as terminal:
        ready(terminal)
        assert (1000 in terminal.emulator.modes_on) == is_on
        terminal.press("!")
        terminal.until(lambda: (1000 in terminal.emulator.modes_on) != is_on)
        terminal.until_text(f"The mouse is {'off' if is_on else 'on'}")


def test_the_reader_alone_goes_on_where_it_was(tmp_path: Path) -> None:
    kept = {"XDG_STATE_HOME": str(tmp_path)}
    with session(SEEDS, **kept) as terminal:
        ready(terminal)
        terminal.press("q")
        assert terminal.ended() == 0
    with session(**kept) as terminal:
        ready(terminal)
