"""What is saved in another editor is kept, whatever becomes of the line, the editor, the reader."""

import os
import signal
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from tests.support.pty_session import Session
from tests.support.reader_session import ready, session
from tui.notes.drafts import Draft
from tui.notes.note_store import NoteStore
from tui.resources import SEEDS

pytestmark = pytest.mark.slow

SAVING = """#!/bin/sh
trap "$HANG_UP" HUP
printf ' and saved elsewhere' >> "$1"
echo "$1" $$ > "$TOLD"
"""
LISTENING = "cat > /dev/null; exit 1"
"""Ends, as vim does, once there is no keyboard any more."""
STAYING = "exec sleep 600"
"""Goes on whatever becomes of the terminal, as editors with a window do."""
TYPED, SAVED = "typed here", "typed here\n and saved elsewhere"


class Desk:
    """A reader whose other editor saves at once, and says so."""

    def __init__(self, folder: Path, ending: str) -> None:
        self.folder = folder
        self.told = folder / "told"
        self.editor = folder / "editor"
        self.editor.write_text(SAVING + ending)
        self.editor.chmod(0o700)
        self.environ = {
            **{f"XDG_{n}_HOME": str(folder / n) for n in ("CONFIG", "STATE", "DATA", "CACHE")},
            "VISUAL": str(self.editor),
            "TOLD": str(self.told),
            "HANG_UP": "" if ending == STAYING else "exit 1",
        }

    @contextmanager
    def reader(self) -> Iterator[Session]:
        with session(SEEDS, **self.environ) as terminal:
            ready(terminal)
            yield terminal

    @contextmanager
    def in_the_editor(self) -> Iterator[Session]:
        """The reader, once its other editor has saved."""
        with self.reader() as terminal:
            terminal.press("a")
            terminal.until_text("Ctrl-S save")
            terminal.press(TYPED)
            terminal.until_text(TYPED)
            terminal.press("\x0f")
            terminal.until(self.has_begun)
            yield terminal

    def has_begun(self) -> bool:
        """Whether the editor has saved, and waits."""
        return self.told.exists() and self.told.read_text().endswith("\n")

    @property
    def file(self) -> Path:
        return Path(self.told.read_text().split()[0])

    def end_editor(self) -> None:
        if self.told.exists():
            with suppress(ProcessLookupError):
                os.kill(int(self.told.read_text().split()[1]), signal.SIGKILL)

    @contextmanager
    def notes(self) -> Iterator[NoteStore]:
        with closing(NoteStore(self.folder / "DATA" / "variorum" / "notes.sqlite")) as notes:
            yield notes

    def drafts(self) -> list[Draft]:
        with self.notes() as notes:
            return notes.drafts.all()


@pytest.fixture
def listening(tmp_path: Path) -> Iterator[Desk]:
    desk = Desk(tmp_path, LISTENING)
    yield desk
    desk.end_editor()


@pytest.fixture
def staying(tmp_path: Path) -> Iterator[Desk]:
    desk = Desk(tmp_path, STAYING)
    yield desk
    desk.end_editor()


def hang_up(terminal: Session) -> None:
    os.close(terminal.master)
    os.close(terminal.slave)
    terminal.master = terminal.slave = -1


def test_words_saved_in_another_editor_are_kept_when_the_line_breaks(listening: Desk) -> None:
    with listening.in_the_editor() as terminal:
        hang_up(terminal)
        assert terminal.process.wait(30) == 129
    assert [draft.text for draft in listening.drafts()] == [SAVED]
    assert not listening.file.parent.exists()


def test_words_saved_in_another_editor_outlive_a_killed_reader(listening: Desk) -> None:
    with listening.in_the_editor() as terminal:
        terminal.process.kill()
    assert [draft.text for draft in listening.drafts()] == [TYPED]
    with listening.reader() as terminal:
        terminal.until_text("is kept as a draft")
        assert [draft.text for draft in listening.drafts()] == [SAVED]
        terminal.press("a")
        terminal.until_text("Ctrl-S save")
        terminal.until_text("and saved elsewhere")
        terminal.press("\x13")
        terminal.until_text("Noted")
    with listening.reader(), listening.notes() as notes:
        assert [note.text for note in notes.all()] == [SAVED]
        assert notes.drafts.all() == []


def test_an_editor_that_outlives_the_reader_may_go_on_saving(staying: Desk) -> None:
    with staying.in_the_editor() as terminal:
        terminal.process.kill()
    first = staying.file
    with staying.reader() as terminal:
        terminal.until_text("is kept as a draft")
        terminal.press("a")
        terminal.until_text("and saved elsewhere")
        terminal.press("\x1b")
        terminal.until_text("saved as a draft")
        first.write_text("and once more")
        terminal.press("a")
        terminal.until_text("and once more")
        editor = staying.told.rename(staying.told.with_name("first"))
        terminal.press("\x0f")
        terminal.until(staying.has_begun)
        os.kill(int(editor.read_text().split()[1]), signal.SIGKILL)
    assert first.read_text() == "and once more"
    assert staying.file != first
    assert [draft.text for draft in staying.drafts()] == ["and once more"]


def test_words_changed_in_both_places_are_kept_twice(staying: Desk) -> None:
    with staying.in_the_editor() as terminal:
        terminal.process.kill()
    with staying.notes() as notes:
        (draft,) = notes.drafts.all()
        notes.drafts.save(replace(draft, text="newer"))
    with staying.reader() as terminal:
        terminal.until_text("tagged conflict")
        kept = {draft.text: draft.tags for draft in staying.drafts()}
        assert kept == {"newer": (), SAVED: ("conflict",)}
        terminal.press("o")
        terminal.until(lambda: terminal.emulator.text().count("draft · ") == 2)


def test_an_interrupt_is_the_editor_s_while_that_has_the_terminal(listening: Desk) -> None:
    listening.editor.write_text(
        "#!/bin/sh\ntrap 'touch \"$TOLD.int\"' INT\ntrap 'touch \"$TOLD.quit\"' QUIT\n"
        'printf " and saved elsewhere" >> "$1"\necho "$1" $$ > "$TOLD"\n'
        "until read line; do :; done\n"
    )

    def heard(key: str, name: str) -> bool:
        # A shell that has not begun to read yet runs its trap only at the next interrupt.
        terminal.press(key)
        terminal.pump(0.2)
        return listening.told.with_name(name).exists()

    with listening.in_the_editor() as terminal:
        for key, name in (("\x03", "told.int"), ("\x1c", "told.quit")):
            terminal.until(partial(heard, key, name))
        terminal.press("\r")
        terminal.until_text("and saved elsewhere")
        terminal.until_quiet()
        terminal.press("\x13")
        terminal.until_text("Noted")
        terminal.press("q")
        assert terminal.ended() == 0


def test_an_editor_that_can_t_be_started_is_said_on_the_screen(listening: Desk) -> None:
    listening.editor.unlink()
    with listening.reader() as terminal:
        terminal.press("a")
        terminal.until_text("Ctrl-S save")
        terminal.press(TYPED)
        terminal.until_text(TYPED)
        terminal.press("\x0f")
        terminal.until_text("can't be started")
        assert TYPED in terminal.emulator.text()
