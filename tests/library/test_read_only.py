"""Notes that can't be written can be read, on a read-only disk or folder and on a full disk."""

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing
from pathlib import Path

import pytest

from tests.support.disks import disk, full, read_only
from tui.anchoring.resolver import create_selector
from tui.notes.database.note_filter import NoteFilter
from tui.notes.database.schema import SCHEMA
from tui.notes.note import Note, Target
from tui.notes.note_store import NoteStore
from tui.reading_state.position_store import ReadingPositions
from tui.reading_state.reading_position import ReadingPosition
from tui.storage.sqlite_snapshot import take_snapshot
from tui.storage.sqlite_store import Store, StoreError
from tui.text.parsing.document_parser import parse_document

FERRY = "The ferry Aurelia ran aground at dawn with ninety people aboard."
QUAY = "Nobody was hurt, the master of the harbour said on the quay."
DOCUMENT = parse_document(f"{FERRY}\n\n{QUAY}")

unwritable = pytest.mark.parametrize(
    ("trouble", "told"),
    [(read_only, "read-only|you may write to the folder"), (full, "full|make room")],
)
Trouble = Callable[[Path], AbstractContextManager[None]]


def passage(number: int = 0) -> Target:
    span = DOCUMENT.passages[number].span
    return Target("/corpus/a.txt", "Ferry", create_selector(DOCUMENT, span, "d" * 64))


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Path]:
    with disk(tmp_path / "home") as folder:
        yield folder


def store(folder: Path) -> Path:
    return folder / "data" / "notes.sqlite"


def taken(folder: Path, *texts: str) -> list[Note]:
    with closing(NoteStore(store(folder))) as notes:
        return [notes.add([passage()], text, tags=["check"]) for text in texts]


@unwritable
def test_what_can_t_be_written_is_read_and_a_change_says_why_it_can_t_be_made(
    home: Path, trouble: Trouble, told: str
) -> None:
    (note,) = taken(home, "says who?")
    with trouble(home), closing(NoteStore(store(home))) as notes:
        assert notes.all() == [note]
        assert notes.of("/corpus/a.txt", "") == [note]
        assert [line.id for line in notes.summaries(NoteFilter(words="who"))[0]] == [note.id]
        assert notes.tags() == [("check", 1)]
        with pytest.raises(StoreError, match=told):
            notes.add([passage(1)], "not now")
        with pytest.raises(StoreError, match=told):
            notes.remove([note.id])
        with pytest.raises(StoreError, match=told):
            notes.undo()
        assert notes.all() == [note]


@unwritable
def test_once_there_is_room_again_the_same_store_is_written(
    home: Path, trouble: Trouble, told: str
) -> None:
    taken(home, "before")
    with trouble(home):
        notes = NoteStore(store(home))
        with pytest.raises(StoreError, match=told):
            notes.add([passage(1)], "after")
    with closing(notes):
        notes.add([passage(1)], "after")
    with closing(NoteStore(store(home))) as again:
        assert [note.text for note in again.all()] == ["before", "after"]


@unwritable
def test_without_notes_a_place_that_can_t_be_written_has_none(
    home: Path, trouble: Trouble, told: str
) -> None:
    with trouble(home), closing(NoteStore(store(home))) as notes:
        assert notes.all() == []
        with pytest.raises(StoreError, match=told):
            notes.add([passage()], "not now")


def test_a_place_is_known_on_a_read_only_disk(home: Path) -> None:
    with closing(ReadingPositions(home / "places.sqlite")) as places:
        places.save("/corpus/a.txt", "d", ReadingPosition(12, read=False))
    with read_only(home), closing(ReadingPositions(home / "places.sqlite")) as places:
        found = places.of("/corpus/a.txt", "d")
        assert found
        assert found.offset == 12
        with pytest.raises(StoreError):
            places.save("/corpus/a.txt", "d", ReadingPosition(13, read=False))


KILLED = """
import os, sys
from pathlib import Path
from tests.library.test_read_only import passage
from tui.notes.note_store import NoteStore
notes = NoteStore(Path(sys.argv[1]))
for n in range(40):
    notes.add([passage(n % 2)], f"note {n}")
os._exit(9)
"""


@pytest.mark.slow
def test_what_a_killed_program_left_in_the_log_is_read_too(home: Path) -> None:
    """SQLite alone would say the store can't be opened, or leave out what the log has."""
    run = [sys.executable, "-c", KILLED, str(store(home))]
    assert subprocess.run(run, check=False, cwd=Path(__file__).parents[2]).returncode == 9
    log = store(home).with_name("notes.sqlite-wal")
    assert log.stat().st_size
    store(home).with_name("notes.sqlite-shm").unlink()
    with read_only(home), closing(NoteStore(store(home))) as notes:
        assert [note.text for note in notes.all()] == [f"note {n}" for n in range(40)]
    whole = log.read_bytes()
    log.write_bytes(whole[: len(whole) * 2 // 3])  # as when the power went
    with read_only(home), closing(NoteStore(store(home))) as notes:
        kept = [note.text for note in notes.all()]
    with closing(NoteStore(store(home))) as notes:  # as SQLite itself has it
        assert [note.text for note in notes.all()] == kept
    assert 0 < len(kept) < 40


@pytest.mark.slow
@pytest.mark.parametrize("page", [512, 4096, 65536])
def test_a_snapshot_is_what_sqlite_itself_reads(tmp_path: Path, page: int) -> None:
    """After growing, shrinking and checkpoints, and with a change that was not committed."""
    file = tmp_path / "some.sqlite"
    writer = sqlite3.connect(file, isolation_level=None)
    writer.execute(f"PRAGMA page_size = {page}")
    writer.execute("PRAGMA journal_mode = WAL")
    writer.execute("PRAGMA auto_vacuum = FULL")
    writer.execute("CREATE TABLE rows (n INTEGER PRIMARY KEY, words TEXT)")
    for step in range(6):
        some = [(f"{step} {n}" * 50,) for n in range(200)]
        writer.executemany("INSERT INTO rows (words) VALUES (?)", some)
        if step % 2:
            writer.execute("PRAGMA wal_checkpoint(RESTART)")
        writer.execute("DELETE FROM rows WHERE n % 3 = ?", (step % 3,))
        expected = writer.execute("SELECT * FROM rows").fetchall()
        writer.execute("BEGIN")
        writer.execute("DELETE FROM rows")
        snapshot, _ = take_snapshot(file)
        writer.execute("ROLLBACK")
        assert snapshot.execute("SELECT * FROM rows").fetchall() == expected
        assert snapshot.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        snapshot.close()
    writer.close()


def test_reading_leaves_the_disk_as_it_is(home: Path) -> None:
    taken(home, "says who?")
    before = {path: path.stat().st_mtime_ns for path in home.rglob("*")}
    with read_only(home), closing(NoteStore(store(home))) as notes:
        notes.all()
    assert {path: path.stat().st_mtime_ns for path in home.rglob("*")} == before


def test_a_store_of_an_older_schema_is_read_without_being_brought_up(home: Path) -> None:
    with Store(home / "old.sqlite", SCHEMA[:1]) as old:
        old.write("INSERT INTO drafts VALUES ('here', '{}')")
    with read_only(home):
        with Store(home / "old.sqlite", SCHEMA) as now:
            assert now.rows("SELECT * FROM drafts") == [("here", "{}")]
            assert now.rows("SELECT * FROM rejections") == []
        assert [path.name for path in home.iterdir()] == ["old.sqlite"]


def test_what_somebody_else_writes_there_is_seen(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As of a colleague's notes, or from another machine: they are looked at again."""
    taken(home, "first")
    writable = tmp_path / "elsewhere"
    shutil.copytree(home, writable)
    with monkeypatch.context() as patched:
        patched.setattr(os, "access", lambda *_: False)
        reading = NoteStore(store(writable))
    with closing(reading):
        seen = reading.version()
        assert reading.version() == seen
        with closing(NoteStore(store(writable))) as writing:
            writing.add([passage(1)], "second")
        assert reading.version() != seen
        assert [note.text for note in reading.all()] == ["first", "second"]


def test_a_damaged_store_says_so_on_a_read_only_disk_too(home: Path) -> None:
    store(home).parent.mkdir()
    store(home).write_bytes(b"no database at all" * 100)
    with read_only(home), pytest.raises(StoreError, match="damaged"):
        NoteStore(store(home)).all()
