"""What every test may rely on: folders of its own, and none of the user's."""

import os
import shutil
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from tests.support.folders import own_folders
from tests.support.tmux import Tmux
from tui.notes.note_store import NoteStore
from tui.settings import Folders

# How long an example takes depends on what else runs, and asserts nothing.
settings.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
# `make quick` draws fewer examples; a test with a number of its own keeps that.
settings.register_profile("quick", settings.get_profile("untimed"), max_examples=20)
settings.load_profile("untimed")

# Tests run beside each other: numpy, once a test has imported it, is to take one processor only.
os.environ["OMP_NUM_THREADS"] = os.environ["OPENBLAS_NUM_THREADS"] = "1"


@pytest.fixture(autouse=True)
def _own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing of the user's is read or written, and no setting of the user's changes a test."""
    for name in ("CONFIG", "STATE", "DATA", "CACHE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / f"xdg-{name.lower()}"))
    for name in (
        "NO_COLOR",
        "TEXTUAL_DRIVER",
        "VARIORUM_DRIVER",
        "VARIORUM_SECURE",
        "VARIORUM_INDEX",
    ):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("VARIORUM_SEMANTIC", "0")  # what is installed changes no test of the rest


@pytest.fixture
def notes(tmp_path: Path) -> Iterator[NoteStore]:
    """A store of notes that are not there yet, in `notes.sqlite`."""
    with closing(NoteStore(tmp_path / "notes.sqlite")) as opened:
        yield opened


@pytest.fixture
def ours(tmp_path: Path) -> Folders:
    """The folders of a reader who never read before."""
    return own_folders(tmp_path)


@pytest.fixture
def tmux(tmp_path: Path) -> Iterator[Tmux]:
    """A tmux server of the test's own, ended after it."""
    if shutil.which("tmux") is None:
        pytest.skip("tmux is not installed")
    server = Tmux(tmp_path)
    yield server
    server.end()
