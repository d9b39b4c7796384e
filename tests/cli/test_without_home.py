"""Without a home, an entry for the user, or a temporary folder everything that can goes on."""

import os
import subprocess
import sys
from dataclasses import astuple
from pathlib import Path

import pytest

from tests.support.command_line import ROOT
from tui.resources import SEEDS
from tui.settings import NOWHERE, folders
from tui.workspace.workspace import Workspace

HOMELESS = """
import os, pwd, sys
def nobody(*_):
    raise KeyError("no such user")
pwd.getpwuid = nobody
for name in ("HOME", "TMPDIR", *(f"XDG_{k}_HOME" for k in ("CONFIG", "STATE", "DATA", "CACHE"))):
    os.environ.pop(name, None)
from tui.cli.main import main
raise SystemExit(main(sys.argv[1:]))
"""


def homeless(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", HOMELESS, *words],
        stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False, cwd=ROOT,
        env={**os.environ, "TERM": "xterm"}, start_new_session=True,
    )  # fmt: skip


@pytest.mark.parametrize("words", [("--version",), ("--help",), ("doctor",)])
def test_what_needs_no_home_goes_on(words: tuple[str, ...]) -> None:
    done = homeless(*words)
    assert (done.returncode, done.stderr) == (0, "")
    assert words == ("--version",) or "nowhere: HOME is not set" in done.stdout


@pytest.mark.slow
def test_what_cannot_be_kept_is_told() -> None:
    done = homeless("matches", str(SEEDS))
    assert done.returncode == 0
    assert "reworded" in done.stdout
    assert "comparisons are not kept: no home folder is known; set HOME" in done.stderr
    done = homeless("notes", "list")
    assert done.returncode == 1
    assert done.stderr == "variorum: no home folder is known; set HOME\n"


def test_the_reader_reads_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    for kind in ("CONFIG", "STATE", "DATA", "CACHE"):
        monkeypatch.delenv(f"XDG_{kind}_HOME")
    monkeypatch.delenv("HOME")
    monkeypatch.setattr("pwd.getpwuid", lambda _: (_ for _ in ()).throw(KeyError()))
    ours = folders()
    assert ours.state == NOWHERE
    library = Workspace([SEEDS], ours)
    holdings = list(library.corpus_files())
    assert len({found.document for found in library.match_documents(holdings, "")}) == 5
    assert library.reading_position(holdings[0]) is None
    library.keep_paths()
    library.close()
    assert library.complaints == ["Comparisons are not kept: no home folder is known; set HOME"]
    assert not NOWHERE.exists()


def test_a_home_that_is_closed_to_the_user_is_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As after `sudo -u other`, which may keep HOME; root enters any folder, so `stat` says no."""
    stat = Path.stat

    def closed(self: Path, **words: bool) -> os.stat_result:
        if tmp_path in self.parents:
            raise PermissionError(13, "Permission denied", str(self))
        return stat(self, **words)

    for kind in ("CONFIG", "STATE", "DATA", "CACHE"):
        monkeypatch.delenv(f"XDG_{kind}_HOME")
    monkeypatch.setenv("HOME", str(tmp_path))
    assert folders().data.is_relative_to(tmp_path)
    monkeypatch.setattr(Path, "stat", closed)
    assert set(astuple(folders())[:5]) == {NOWHERE}
    library = Workspace([SEEDS], folders())
    assert not library.excluded_pairs()
    library.close()


def test_large_corpora_are_compared_without_a_temporary_folder(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("tui.index.corpus_matcher.LARGE", 0)
    monkeypatch.setattr("tui.index.corpus_matcher.MANY", 0)
    monkeypatch.setattr("tempfile.mkdtemp", lambda **_: (_ for _ in ()).throw(FileNotFoundError()))
    library = Workspace([SEEDS], folders())
    found = library.match_documents(list(library.corpus_files()), "")
    assert len({one.document for one in found}) == 5
    library.close()
    assert library.complaints == []
