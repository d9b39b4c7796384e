"""What is to be so next time is on the disk when keeping it returns, and is the user's alone."""

import errno
import os
import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tui.reading_state.preferences import (
    encodings,
    is_novelty_shown,
    keep_encoding,
    keep_novelty_shown,
    keep_paths,
    keep_theme,
    paths,
    theme,
)


def test_one_thing_kept_leaves_the_other(tmp_path: Path) -> None:
    keep_theme(tmp_path, "ink")
    keep_paths(tmp_path, ["/a", "/b"])
    keep_theme(tmp_path, "paper")
    assert (theme(tmp_path), paths(tmp_path)) == ("paper", ["/a", "/b"])
    assert [path.name for path in tmp_path.iterdir()] == ["preferences.json"]


def test_it_is_on_the_disk_before_it_takes_the_place_of_what_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[str] = []
    fsync, replace = os.fsync, Path.replace

    def synced(descriptor: int) -> None:
        done.append("folder" if stat.S_ISDIR(os.fstat(descriptor).st_mode) else "file")
        fsync(descriptor)

    def replaced(path: Path, to: Path) -> Path:
        done.append("replaced")
        return replace(path, to)

    monkeypatch.setattr(os, "fsync", synced)
    monkeypatch.setattr(Path, "replace", replaced)
    keep_paths(tmp_path, ["/a"])
    assert done == ["file", "replaced", "folder"]
    keep_paths(tmp_path, ["/a"])
    assert len(done) == 3, "what is so already is not written again"


def test_it_is_the_users_alone_whatever_it_was(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        keep_paths(tmp_path, ["/a"])
        file = tmp_path / "preferences.json"
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
        file.chmod(0o666)
        keep_paths(tmp_path, ["/b"])
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
    finally:
        os.umask(before)


def test_a_folder_that_cannot_be_written_to_is_let_be(tmp_path: Path) -> None:
    (tmp_path / "state").write_text("no folder")
    keep_paths(tmp_path / "state", ["/a"])
    assert paths(tmp_path / "state") == []


def test_a_file_that_can_t_be_read_just_now_keeps_the_other_choices(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep_paths(tmp_path, ["/a"])

    def failing(*_: object, **__: object) -> None:
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    with monkeypatch.context() as disk:
        disk.setattr(Path, "open", failing)
        keep_theme(tmp_path, "ink")
        assert theme(tmp_path) is None
    assert (theme(tmp_path), paths(tmp_path)) == (None, ["/a"])


def test_encodings_named_at_the_same_time_are_all_kept(tmp_path: Path) -> None:
    names = {f"/{number}": "cp1250" for number in range(40)}
    with ThreadPoolExecutor(8) as threads:
        list(threads.map(lambda path: keep_encoding(tmp_path, path, "cp1250"), names))
    assert encodings(tmp_path) == names
    keep_encoding(tmp_path, "/0", "")
    assert "/0" not in encodings(tmp_path)


def test_what_is_new_is_shown_until_it_is_turned_off(tmp_path: Path) -> None:
    assert is_novelty_shown(tmp_path)
    keep_novelty_shown(tmp_path, is_shown=False)
    keep_theme(tmp_path, "ink")
    assert not is_novelty_shown(tmp_path)
    keep_novelty_shown(tmp_path, is_shown=True)
    assert is_novelty_shown(tmp_path)
    (tmp_path / "preferences.json").write_text("{", encoding="utf-8")
    assert is_novelty_shown(tmp_path)
