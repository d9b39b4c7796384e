"""Texts that lie in the temporary folder while a corpus is compared don't stay there."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread

import pytest

from tests.support.command_line import ROOT
from tui.matching.matches import DocumentMatches
from tui.settings import folders
from tui.storage.temporary_folder import TemporaryFolder, remove_left_folders, temporary_folder
from tui.workspace.workspace import Workspace


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "tmp"
    folder.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(folder))
    monkeypatch.setenv("TMPDIR", str(folder))
    return folder


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "corpus"
    folder.mkdir()
    for n in range(60):
        lines = (
            f"Witness {n + k} of street {k} saw {k * 7} boats near pier {n}." for k in range(200)
        )
        (folder / f"{n}.txt").write_text("\n\n".join(lines))
    return folder


@contextmanager
def at_work(place: Path, command: str, corpus: Path) -> Iterator["subprocess.Popen[bytes]"]:
    """The command comparing a corpus, texts lying in the temporary folder."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tui", command, str(corpus)],
        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, cwd=ROOT,
        start_new_session=True,
    )  # fmt: skip
    with process:
        for _ in range(1_200):
            if any(place.glob("variorum-*/[!.]*")):
                break
            assert process.poll() is None
            time.sleep(0.02)
        yield process
        process.kill()


@pytest.mark.slow
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
@pytest.mark.parametrize("command", ["matches", "index"])
def test_a_signal_leaves_nothing(
    place: Path, corpus: Path, command: str, number: signal.Signals
) -> None:
    with at_work(place, command, corpus) as process:
        process.send_signal(number)
        _, told = process.communicate(timeout=60)
    assert process.returncode == 128 + number
    assert b"Traceback" not in told
    assert list(place.iterdir()) == []


@pytest.mark.slow
def test_a_signal_to_be_ignored_is_ignored(place: Path, corpus: Path) -> None:
    for file in sorted(corpus.iterdir())[3:]:
        file.unlink()
    line = f"trap '' HUP; exec '{sys.executable}' -m tui index '{corpus}'"
    with subprocess.Popen(["/bin/bash", "-c", line], cwd=ROOT, stdout=subprocess.PIPE) as process:
        time.sleep(0.5)
        process.send_signal(signal.SIGHUP)
        told, _ = process.communicate(timeout=120)
    assert told.startswith(b"3 articles")
    assert list(place.iterdir()) == []


def test_what_a_killed_run_left_is_removed_at_the_next_start(place: Path, corpus: Path) -> None:
    with at_work(place, "index", corpus) as process:
        process.kill()
    (left,) = place.iterdir()
    remove_left_folders()
    assert not left.exists()


def test_what_is_in_use_or_no_folder_of_ours_stays(place: Path) -> None:
    stranger = place / "variorum-notes.txt"
    stranger.write_text("mine")
    (place / "variorum-link").symlink_to(place.parent)
    with temporary_folder() as folder:
        (folder / "text").write_text("It rains.")
        remove_left_folders()
        assert (folder / "text").exists()
    assert not folder.exists()
    assert stranger.exists()
    assert place.parent.exists()


def test_a_folder_of_the_user_s_whose_name_begins_alike_is_never_touched(place: Path) -> None:
    mine = place / "variorum-notes"
    mine.mkdir()
    (mine / "chapter.md").write_text("My own words.")
    os.utime(mine, (0, 0))
    remove_left_folders()
    assert (mine / "chapter.md").read_text() == "My own words."


def test_an_empty_folder_is_left_a_while(place: Path) -> None:
    (place / "variorum-young").mkdir()
    old = place / "variorum-old"
    old.mkdir()
    os.utime(old, (0, 0))
    remove_left_folders()
    assert [path.name for path in place.iterdir()] == ["variorum-young"]


def test_a_folder_can_be_removed_though_it_is_gone(place: Path) -> None:
    folder = TemporaryFolder()
    shutil.rmtree(folder.path)
    folder.remove()
    assert list(place.iterdir()) == []


@pytest.mark.slow
def test_a_library_that_gives_up_leaves_nothing(
    place: Path, corpus: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tui.index.corpus_matcher.LARGE", 0)
    workspace = Workspace([corpus], folders())
    corpus_files = list(workspace.corpus_files())
    found: list[DocumentMatches] = []
    at_work = Thread(target=lambda: found.extend(workspace.match_documents(corpus_files, "")))
    at_work.start()
    for _ in range(1_200):
        if any(place.glob("variorum-*/[!.]*")):
            break
        time.sleep(0.02)
    workspace.give_up()
    at_work.join(60)
    assert not at_work.is_alive()
    assert list(place.iterdir()) == []
    assert not found
    workspace.close()


@pytest.mark.slow
@pytest.mark.parametrize("command", ["matches", "index"])
def test_the_next_run_removes_what_a_killed_one_left_however_small_its_corpus(
    place: Path, corpus: Path, command: str
) -> None:
    with at_work(place, "matches", corpus) as process:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait(timeout=60)
    assert list(place.iterdir())
    some = [str(file) for file in sorted(corpus.iterdir())[:2]]
    subprocess.run(
        [sys.executable, "-m", "tui", command, *some],
        cwd=ROOT, check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    assert list(place.iterdir()) == []
