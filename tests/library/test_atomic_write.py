"""What is written is there whole, also where a folder can't be saved on request."""

import errno
import os
import stat
from pathlib import Path

import pytest

from tui.storage.atomic_write import save_elsewhere, write_atomically
from tui.storage.new_file import write_new


def refuse_folders(monkeypatch: pytest.MonkeyPatch, number: int) -> None:
    """Let the disk fail with this error when a folder is to be saved."""
    fsync = os.fsync

    def refused(descriptor: int) -> None:
        if stat.S_ISDIR(os.fstat(descriptor).st_mode):
            raise OSError(number, os.strerror(number))
        fsync(descriptor)

    monkeypatch.setattr(os, "fsync", refused)


def test_a_file_system_that_saves_no_folders_is_written_to(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    refuse_folders(monkeypatch, errno.EINVAL)
    write_atomically(tmp_path / "a", "one")
    write_new(tmp_path / "b", b"two")
    assert {path.name: path.read_text() for path in tmp_path.iterdir()} == {"a": "one", "b": "two"}


def test_a_disk_that_fails_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    refuse_folders(monkeypatch, errno.EIO)
    with pytest.raises(OSError, match=os.strerror(errno.EIO)):
        write_atomically(tmp_path / "a", "one")


def test_a_new_file_without_second_names_leaves_no_empty_one_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: object) -> None:
        raise PermissionError(errno.EPERM, os.strerror(errno.EPERM))

    monkeypatch.setattr(os, "link", refused)
    write_new(tmp_path / "a", b"one")
    monkeypatch.setattr(Path, "replace", refused)
    with pytest.raises(PermissionError):
        write_new(tmp_path / "b", b"two")
    assert {path.name: path.read_text() for path in tmp_path.iterdir()} == {"a": "one"}


def test_words_are_put_where_there_is_room(tmp_path: Path) -> None:
    (tmp_path / "no folder").write_text("")
    file = save_elsewhere("half a thought", tmp_path / "no folder")
    assert file is not None
    assert file.read_text() == "half a thought"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    file.unlink()
