"""What was kept is kept: killed at any moment, on a full disk, in a folder that can't be written.

The full storm of 200 kills is `benchmarks/notes_survive.py`; this is the same with fewer.
"""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tui.notes.note import Note
from tui.notes.note_store import NoteStore
from tui.storage.sqlite_store import StoreError

STORM = Path(__file__).parents[2] / "benchmarks" / "notes_survive.py"
FULL_AT = 2_000_000
"""Bytes at which a child's disk is full."""


@pytest.mark.slow
def test_no_note_kept_is_lost_to_a_kill(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, str(STORM), "--kills", "24", "--writers", "4", "--folder", str(tmp_path)],
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "24 kills" in done.stdout
    assert "0 lost" in done.stdout


FILL = f"""
import resource, signal, sys
from pathlib import Path
from notes_survive import passage
from tui.notes.note_store import NoteStore
from tui.storage.sqlite_store import StoreError
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
notes = NoteStore(Path(sys.argv[1]))
resource.setrlimit(resource.RLIMIT_FSIZE, ({FULL_AT}, resource.RLIM_INFINITY))
kept, said = [], ""
for n in range(2_000):
    try:
        kept.append(notes.add([passage()], "x" * 2_000 + str(n)).id)
    except StoreError as error:
        said = str(error)
        break
resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
assert [note.id for note in notes.all()] == kept, "something kept was lost"
kept.append(notes.add([passage()], "after making room").id)
print(said)
print("\\n".join(kept))
"""


def test_a_store_that_can_t_grow_says_so_and_keeps_what_it_has(tmp_path: Path) -> None:
    file = tmp_path / "notes.sqlite"
    notes = NoteStore(file)
    notes.store.rows(f"PRAGMA max_page_count = {notes.store.rows('PRAGMA page_count')[0][0] + 40}")
    kept: list[Note] = []
    with pytest.raises(StoreError, match="make room"):
        kept.extend(notes.add([], "x" * 2_000 + str(n)) for n in range(2_000))
    assert kept
    assert notes.all() == kept
    notes.store.rows("PRAGMA max_page_count = 100000")
    kept.append(notes.add([], "after making room"))
    notes.close()
    again = NoteStore(file)
    assert again.all() == kept
    again.close()


def test_a_disk_that_takes_no_more_is_said_and_what_was_kept_stays(tmp_path: Path) -> None:
    file = tmp_path / "notes.sqlite"
    root = str(Path(__file__).parents[2])
    done = subprocess.run(
        [sys.executable, "-c", FILL, str(file)],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(STORM.parent), root])},
        timeout=60,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    said, *kept = done.stdout.splitlines()
    assert str(file) in said
    assert len(kept) > 10
    notes = NoteStore(file)
    assert [note.id for note in notes.all()] == kept
    notes.close()


def test_a_folder_that_can_t_be_written_says_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError, match="you may write to the folder"):
        NoteStore(tmp_path / "file" / "notes.sqlite")


def test_a_file_that_is_no_store_is_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "notes.sqlite"
    file.write_bytes(b"this is a letter to my mother " * 100)
    with pytest.raises(StoreError, match="move it away"):
        NoteStore(file)
    assert file.read_bytes() == b"this is a letter to my mother " * 100
