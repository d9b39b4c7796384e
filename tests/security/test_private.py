"""What is kept is the user's alone, also where it was found open, and nothing else is closed."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.command_line import variorum
from tests.support.reader import reading
from tests.support.reader_session import ready, session
from tui.log.crash_log import write_crash_log
from tui.reading_state.position_store import ReadingPositions
from tui.resources import SEEDS
from tui.settings import Folders
from tui.storage.permissions import restrict_to_owner

HOMES = ("CONFIG", "STATE", "DATA", "CACHE")


@pytest.fixture
def _no_umask() -> Iterator[None]:
    before = os.umask(0)
    yield
    os.umask(before)


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def folders(home: Path) -> Folders:
    return Folders(*(home / name for name in ("config", "state", "data", "cache", "state/log")))


def found_open(home: Path) -> list[Path]:
    """Our folders and files as an earlier run may have left them to everybody."""
    ours = [home / "state" / "variorum", home / "data" / "variorum", home / "cache" / "variorum"]
    files = ["places.sqlite", "places.sqlite-wal", "notes.sqlite.v1.bak", "copied.txt"]
    found = []
    for folder in [*ours, home / "state" / "variorum" / "log"]:
        folder.mkdir(parents=True)
        found.append(folder)
        for name in files:
            (folder / name).touch()
            found.append(folder / name)
    log = home / "state" / "variorum" / "log" / "variorum.log"
    log.touch()
    for path in [*found, log, *(one.parent for one in ours)]:
        path.chmod(0o777 if path.is_dir() else 0o666)
    return [*found, log]


def homes(home: Path) -> dict[str, str]:
    return {f"XDG_{name}_HOME": str(home / name.lower()) for name in HOMES}


@pytest.mark.slow
@pytest.mark.usefixtures("_no_umask")
@pytest.mark.parametrize(
    "command", [("matches", str(SEEDS)), ("index", str(SEEDS)), ("notes", "list")]
)
def test_what_was_found_open_is_closed(tmp_path: Path, command: tuple[str, ...]) -> None:
    found = found_open(tmp_path)
    assert variorum(*command, **homes(tmp_path)).returncode == 0
    kept = [path for path in tmp_path.glob("*/variorum/**/*") if path.exists()]
    assert len(kept) > len(found) // 2
    for path in kept:
        assert mode(path) & 0o077 == 0, f"{path} {mode(path):o}"
    for name in ("state", "data", "cache"):
        assert mode(tmp_path / name / "variorum") == 0o700
        assert mode(tmp_path / name) == 0o777, "what ours lie in is not ours"


@pytest.mark.slow
@pytest.mark.usefixtures("_no_umask")
def test_the_reader_closes_it_before_anything_is_kept(tmp_path: Path) -> None:
    found_open(tmp_path)
    with session(SEEDS, **homes(tmp_path)) as terminal:
        ready(terminal)
        terminal.press("]]")
        terminal.until_quiet(1.0)
        kept = [path for path in tmp_path.glob("*/variorum/**/*") if path.exists()]
        assert any(path.name == "places.sqlite-wal" for path in kept)
        assert [path for path in kept if mode(path) & 0o077] == []
        terminal.press("q")
        assert terminal.ended() == 0


def test_what_is_offered_to_others_or_reached_by_a_link_stays_as_it_is(tmp_path: Path) -> None:
    ours = folders(tmp_path)
    elsewhere = tmp_path / "elsewhere"
    for folder in (ours.data / "notes", ours.cache, elsewhere, ours.config):
        folder.mkdir(parents=True)
    index, linked, own = ours.cache / "shared.index", elsewhere / "linked", ours.config / "c.toml"
    private = [ours.cache / "surveys.sqlite", ours.data / "notes.sqlite"]
    for file in (index, linked, own, *private):
        file.touch()
        file.chmod(0o664)
    for folder in (ours.data, ours.data / "notes", ours.cache, elsewhere, ours.config):
        folder.chmod(0o775)
    ours.state.symlink_to(elsewhere)
    (ours.cache / "link").symlink_to(linked)
    restrict_to_owner(ours, [index, ours.data / "notes"])
    stay = [index, linked, own, ours.data / "notes", ours.cache, elsewhere, ours.config, ours.data]
    assert [path for path in stay if not mode(path) & 0o070] == []
    assert [mode(path) for path in private] == [0o600, 0o600]
    restrict_to_owner(ours, [])
    assert [mode(path) for path in (ours.data, ours.cache, index)] == [0o700, 0o700, 0o600]
    assert [mode(path) for path in (ours.data / "notes", elsewhere, linked)] == [0o775] * 2 + [
        0o664
    ]


def test_a_folder_of_another_user_is_let_be(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ours = folders(tmp_path)
    ours.state.mkdir()
    ours.state.chmod(0o777)
    another = os.geteuid() + 1
    monkeypatch.setattr(os, "geteuid", lambda: another)
    restrict_to_owner(ours, [])
    assert mode(ours.state) == 0o777


@pytest.mark.usefixtures("_no_umask")
def test_the_log_is_the_users_alone_from_its_first_byte(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    modes: list[int] = []
    opened = os.fdopen

    def seen(descriptor: int, *given: object, **named: object) -> object:
        modes.append(stat.S_IMODE(os.fstat(descriptor).st_mode))
        return opened(descriptor, *given, **named)  # type: ignore[call-overload]

    monkeypatch.setattr(os, "fdopen", seen)
    log = write_crash_log(tmp_path / "state" / "log", RuntimeError("one"))
    assert log
    log.chmod(0o666)
    assert write_crash_log(tmp_path / "state" / "log", RuntimeError("two")) == log
    assert modes == [0o600, 0o600]
    assert mode(tmp_path / "state") == mode(tmp_path / "state" / "log") == 0o700
    told = log.read_text()
    assert told.index("RuntimeError: one") < told.index("RuntimeError: two")


def test_a_log_that_cannot_be_written_is_none(tmp_path: Path) -> None:
    (tmp_path / "log").write_text("no folder")
    assert write_crash_log(tmp_path / "log", RuntimeError("lost")) is None


@pytest.mark.usefixtures("_no_umask")
def test_folders_made_on_the_way_are_the_users_alone(tmp_path: Path) -> None:
    ReadingPositions(tmp_path / "state" / "variorum" / "places.sqlite").close()
    assert mode(tmp_path / "state") == mode(tmp_path / "state" / "variorum") == 0o700


@pytest.mark.slow
@pytest.mark.usefixtures("_no_umask")
async def test_a_long_copy_is_the_users_alone(tmp_path: Path) -> None:
    (tmp_path / "long").mkdir()
    (tmp_path / "long" / "a.txt").write_text("words " * 20_000)
    async with reading(tmp_path, [tmp_path / "long"]) as reader:
        await reader.press("v", "P", "y")
        await reader.until(lambda: "Too long for the terminal" in reader.status)
    assert mode(tmp_path / "state" / "copied.txt") == 0o600
