"""Where notes stand is kept up to date by what changed, and is then as if all were looked at."""

import random
import sqlite3
from pathlib import Path

import pytest

from tests.support.corpora import written
from tui.anchoring.resolver import AnchorResolver
from tui.corpus.corpus_file import CorpusFile
from tui.corpus.loader import find, load
from tui.notes.database.schema import SCHEMA
from tui.notes.location.located_notes import LocatedNotes
from tui.notes.location.note_locator import NoteLocator, locate
from tui.notes.note_reports import target_at
from tui.notes.note_store import NoteStore
from tui.storage.sqlite_store import Store

TEXTS = {
    "a": "The harbour was closed on Tuesday after the storm. Nobody was hurt.\n\nIt is open again.",
    "b": "A ferry is missing since Monday, her owner says. Search goes on.\n\nMore will follow.",
}


def anchors(corpus_file: CorpusFile) -> AnchorResolver:
    assert corpus_file.document
    return AnchorResolver(corpus_file.document, corpus_file.digest)


def read(folder: Path) -> list[CorpusFile]:
    return [load(path) for path in find([folder])]


@pytest.mark.parametrize("seed", range(4))
def test_what_changed_is_seen_as_if_all_were_looked_at(
    notes: NoteStore, tmp_path: Path, seed: int
) -> None:
    rng = random.Random(seed)  # noqa: S311
    folder = written(tmp_path / "corpus", **TEXTS)
    other = NoteStore(tmp_path / "notes.sqlite")
    held = read(folder)
    standings = LocatedNotes()
    placing = NoteLocator(notes, standings)
    for _ in range(40):
        by, opened = rng.choice((notes, other)), rng.choice((None, *held))
        names = [note.id for note in notes.all()]
        corpus_file = rng.choice(held)
        assert corpus_file.document
        match rng.choice(("add", "add", "remove", "undo", "redo", "tag", "edit", "lose")):
            case "add":
                passage = rng.choice(corpus_file.document.passages)
                by.add([target_at(corpus_file, passage.span)], mark=rng.randrange(6))
            case "remove" if names:
                by.remove([rng.choice(names)])
            case "undo":
                by.undo()
            case "redo":
                by.redo()
            case "tag" if names:
                by.tag([rng.choice(names)], add=[rng.choice("xyz")])
            case "edit":
                file = folder / rng.choice(("a.txt", "b.txt"))
                file.write_text(f"Something new. {file.read_text()}")
                held = read(folder)
                opened = None
            case "lose":
                (folder / "a.txt").write_text(rng.choice((TEXTS["a"], TEXTS["b"])))
                held = read(folder)
                opened = None
        followed = placing.look(held, opened, anchors)
        anew = LocatedNotes()
        assert NoteLocator(notes, anew).look(held, opened, anchors) == followed
        for one in held:  # where it was followed, more may be known
            found = standings.of(one.id)
            assert found in (anew.of(one.id), locate(notes, one, anchors).located)
    other.close()


def test_a_store_of_an_older_schema_is_brought_up_with_a_copy_beside_it(tmp_path: Path) -> None:
    file = tmp_path / "notes.sqlite"
    Store(file, SCHEMA[:1]).close()
    with sqlite3.connect(file) as connection:
        connection.execute("INSERT INTO named_places VALUES ('x', '{}')")
    connection.close()
    notes = NoteStore(file)
    notes.add([], "kept")
    assert [note.text for note in notes.all()] == ["kept"]
    assert len(notes.changed_since(0)[1]) == 1
    notes.close()
    with sqlite3.connect(tmp_path / "notes.sqlite.v1.bak") as copy:
        assert copy.execute("SELECT letter FROM named_places").fetchall() == [("x",)]
    copy.close()
