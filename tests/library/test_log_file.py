"""What the log file holds: bounded, the user's alone, and never on the terminal."""

import logging
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.command_line import variorum
from tests.support.reader import written
from tui.log.deferred_handler import DeferredLog
from tui.log.log_file import LOG_FILE, logger, start_log
from tui.log.rotating_handler import KEPT, LARGEST
from tui.settings import NOWHERE

STORM = "The harbour of Vlissingen was closed on Tuesday after the storm."


@pytest.fixture(autouse=True)
def _as_before() -> Iterator[None]:
    yield
    root = logging.getLogger()
    for handler in [one for one in root.handlers if isinstance(one, DeferredLog)]:
        root.removeHandler(handler)
        handler.close()
    logging.getLogger("tui").setLevel(logging.NOTSET)


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_the_file_is_made_private_with_the_first_record_and_has_those_of_the_level(
    tmp_path: Path,
) -> None:
    folder = tmp_path / "state" / "log"
    start_log(folder, "warning")
    logger("tui.somewhere").info("this is not wanted")
    assert not folder.exists()
    logger("tui.somewhere").warning("a disk is full")
    logging.getLogger("a.library").warning("it is heard, too")
    written_ = (folder / LOG_FILE).read_text()
    assert "not wanted" not in written_
    assert "WARNING" in written_
    assert "tui.somewhere: a disk is full\n" in written_
    assert "it is heard, too" in written_
    assert (mode(folder), mode(folder / LOG_FILE)) == (0o700, 0o600)


def test_the_log_is_bounded_and_what_it_was_is_private_too(tmp_path: Path) -> None:
    start_log(tmp_path, "debug")
    for n in range(12):
        logger("tui.somewhere").debug("%d %s", n, "x" * (LARGEST // 3))
    files = sorted(tmp_path.iterdir())
    assert [file.name for file in files] == [
        LOG_FILE,
        *(f"{LOG_FILE}.{n + 1}" for n in range(KEPT)),
    ]
    assert all(file.stat().st_size <= LARGEST for file in files)
    assert {mode(file) for file in files} == {0o600}


def test_nothing_in_it_is_a_command_to_a_terminal(tmp_path: Path) -> None:
    start_log(tmp_path)
    logger("tui.somewhere").warning("%s", "/corpus/\x1b]0;title\x07\x9b31m.txt")
    text = (tmp_path / LOG_FILE).read_text()
    assert "title" in text
    assert not {"\x1b", "\x07", "\x9b"} & set(text)


@pytest.mark.parametrize("folder", ["taken/log", "nowhere"])
def test_a_log_that_can_t_be_written_is_done_without(
    folder: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "taken").write_text("a file")
    start_log(NOWHERE if folder == "nowhere" else tmp_path / folder)
    logger("tui.somewhere").error("lost")
    logger("tui.somewhere").error("lost as well")
    assert capfd.readouterr() == ("", "")


def test_a_process_without_a_log_file_prints_nothing() -> None:
    code = "from tui.log.log_file import logger; logger('tui.somewhere').error('unheard')"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    assert (done.stdout, done.stderr) == (b"", b"")


@pytest.mark.slow
def test_a_command_tells_the_log_what_it_did_if_asked_to(tmp_path: Path) -> None:
    folder = written(tmp_path / "corpus", a=STORM, b=STORM)
    usual = variorum("matches", str(folder))
    assert not list(tmp_path.rglob(LOG_FILE))
    done = variorum("matches", str(folder), "--log-level", "info")
    assert (done.returncode, done.stdout, done.stderr) == (0, usual.stdout, "")
    (log,) = tmp_path.rglob(LOG_FILE)
    assert "matching 2 documents" in log.read_text()
    assert "Vlissingen" not in log.read_text()


def test_a_level_that_is_none_is_told_with_those_there_are() -> None:
    done = variorum("notes", "list", VARIORUM_LOG_LEVEL="loud")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        "variorum: VARIORUM_LOG_LEVEL: 'loud' is not a level; use error, warning, info, debug\n"
    )
