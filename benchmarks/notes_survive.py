"""Kills writers in the middle of a storm of notes, and looks for what they had been told is kept.

    python benchmarks/notes_survive.py [--kills 200] [--writers 4]

Every writer says a note's id once saving it has returned. After each kill the store must open
clean and have every note said; the others write on meanwhile.
"""

import argparse
import os
import random
import signal
import sqlite3
import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path

from tui.anchoring.resolver import create_selector
from tui.notes.database.note_filter import NoteFilter
from tui.notes.drafts import Draft
from tui.notes.note import Target
from tui.notes.note_store import NoteStore
from tui.text.parsing.document_parser import parse_document
from tui.text.span import Span


def passage() -> Target:
    document = parse_document("The mayor spoke on Friday. Nobody died.")
    return Target("/a.txt", "A title", create_selector(document, Span(0, 26), "d"))


def _write(file: Path, target: Target) -> None:
    """Notes, edits, drafts and undoing, as fast as they can be kept."""
    notes = NoteStore(file)
    n = 0
    while True:
        n += 1
        note = notes.add([target], f"note {n}", tags=["storm"])
        os.write(1, f"{note.id}\n".encode())
        notes.drafts.save(Draft("here", f"draft {n}"))
        notes.edit(note.id, text=f"note {n}, edited")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--writers", type=int, default=4)
    parser.add_argument("--folder", type=Path)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        lost, kept, kills = rage(options.folder or Path(folder), options.kills, options.writers)
    print(f"{kills} kills, {kept} notes said to be kept, {lost} lost")
    sys.exit(1 if lost else 0)


def rage(folder: Path, kills: int, writers: int) -> tuple[int, int, int]:
    """How many notes were lost, of how many, in how many kills."""
    file = folder / "storm.sqlite"
    NoteStore(file).close()
    said: set[str] = set()
    lost = killed = 0
    rng = random.Random(7)  # noqa: S311
    while killed < kills:
        running = [_forked(file) for _ in range(min(writers, kills - killed))]
        for pid, pipe in running:
            time.sleep(rng.uniform(0.0, 0.06))
            os.kill(pid, signal.SIGKILL)
            os.waitpid(pid, 0)
            killed += 1
            with os.fdopen(pipe, "rb") as out:
                said.update(line.decode().strip() for line in out if line.endswith(b"\n"))
            lost = max(lost, len(said - _there(file)))
    return lost, len(said), killed


def _forked(file: Path) -> tuple[int, int]:
    """A writer in a process of its own, and the pipe it says ids into."""
    reading, writing = os.pipe()
    pid = os.fork()
    if pid:
        os.close(writing)
        return pid, reading
    os.dup2(writing, 1)
    try:
        _write(file, passage())
    finally:
        os._exit(1)


def _there(file: Path) -> set[str]:
    with closing(sqlite3.connect(file, timeout=10)) as connection:
        (health,) = connection.execute("PRAGMA quick_check").fetchone()
        if health != "ok":
            raise SystemExit(f"the store is damaged: {health}")
    notes = NoteStore(file)
    try:
        return {line.id for line in notes.summaries(NoteFilter(), limit=1 << 30)[0]}
    finally:
        notes.close()


if __name__ == "__main__":
    main()
