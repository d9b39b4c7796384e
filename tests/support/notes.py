"""Notes of a reader under test: added from outside, looked up in the store and on the screen."""

from functools import partial
from pathlib import Path

from textual.widgets import TextArea

from tests.support.reader import Reader
from tui.corpus.loader import load
from tui.notes.note import Note
from tui.notes.note_reports import quoted
from tui.notes.note_store import NoteStore


def store(folder: Path) -> NoteStore:
    """Return the notes of a reader whose folders are in `folder`; the caller closes them."""
    return NoteStore(folder / "data" / "notes.sqlite")


def kept(folder: Path) -> list[Note]:
    """Return the notes in the store."""
    notes = store(folder)
    try:
        return notes.all()
    finally:
        notes.close()


async def until_kept(reader: Reader, folder: Path, count: int) -> list[Note]:
    """Wait until the store has `count` notes; return them."""
    await reader.until(lambda: len(kept(folder)) == count)
    await reader.pilot.pause()
    return kept(folder)


async def writing(reader: Reader) -> TextArea:
    """Return the editor, once it is open."""
    await reader.until(lambda: isinstance(reader.app.focused, TextArea))
    widget = reader.app.focused
    assert isinstance(widget, TextArea)
    return widget


def take(folder: Path, name: str, quote: str, text: str = "Says who?", **more: object) -> str:
    """Return the id of a note that another process adds."""
    notes = store(folder)
    try:
        target = quoted(load(folder / "corpus" / name), quote)
        return notes.add([target], text, **more).id  # type: ignore[arg-type]
    finally:
        notes.close()


async def until_row(reader: Reader, glyph: str, words: str) -> None:
    """Wait until a row of the reader has the glyph in its gutter beside the words."""
    rows, start = partial(reader.rows, reader.panes.reader), words[:9]
    await reader.until(lambda: any(start in r and glyph in r.split(start)[0] for r in rows()))
