"""A note is written in the reader's own editor; however that ends, what it saved is here."""

import os
import signal
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from textual.widgets import TextArea

from tests.support.corpora import STORM, harbour
from tests.support.notes import kept, store, until_kept, writing
from tests.support.reader import Reader, reading
from tui.notes.note import TEXT_LONGEST
from tui.settings import Settings

Editor = Callable[[str], None]


@pytest.fixture
def editor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Editor:
    """Makes these lines of shell the reader's own editor; `$1` is the file, `$HERE` a folder."""
    script = tmp_path / "editor"
    monkeypatch.setenv("VISUAL", str(script))
    monkeypatch.setenv("HERE", str(tmp_path))
    monkeypatch.setattr("textual.drivers.headless_driver.HeadlessDriver.can_suspend", True)
    for name in ("suspend_application_mode", "resume_application_mode"):
        monkeypatch.setattr(
            f"textual.drivers.headless_driver.HeadlessDriver.{name}", lambda _: None
        )

    def make(lines: str) -> None:
        script.write_text(f"#!/bin/sh\n{lines}\n")
        script.chmod(0o700)

    return make


def lent(folder: Path) -> list[Path]:
    """The files that are with another editor, or wait to be taken or tidied away."""
    return sorted((folder / "state" / "manuscripts").glob("*/note.md"))


def drafts(folder: Path) -> list[str]:
    with closing(store(folder)) as notes:
        return [draft.text for draft in notes.drafts.all()]


async def begun(reader: Reader, words: str) -> TextArea:
    """A note with these words in the editor."""
    await reader.press("a")
    area = await writing(reader)
    area.insert(words)
    return area


def said(area: TextArea) -> str:
    return str(getattr(area.parent, "border_title", ""))


@pytest.mark.slow
async def test_the_reader_s_own_editor_writes_the_note(tmp_path: Path, editor: Editor) -> None:
    editor('printf "from outside" > "$1"')
    async with reading(tmp_path, [harbour(tmp_path)]) as reader:
        await reader.press("E", "enter")
        assert (await until_kept(reader, tmp_path, 1))[0].text == "from outside"
        assert lent(tmp_path) == []


@pytest.mark.slow
async def test_an_editor_that_gives_up_changes_nothing(tmp_path: Path, editor: Editor) -> None:
    editor("exit 1")
    async with reading(tmp_path, [harbour(tmp_path)]) as reader:
        area = await begun(reader, "mine")
        await reader.press("ctrl+o")
        await reader.until(lambda: "exit code 1; nothing was changed" in said(area))
        assert area.text == "mine"


@pytest.mark.slow
async def test_what_was_saved_before_the_editor_gave_up_is_a_draft(
    tmp_path: Path, editor: Editor
) -> None:
    editor('printf " and more" >> "$1"; exit 1')
    async with reading(tmp_path, [harbour(tmp_path)]) as reader:
        await reader.press("E", "enter")
        area = await writing(reader)
        await reader.until(lambda: "this is the text it had saved" in said(area))
        assert area.text == " and more"
        assert drafts(tmp_path) == [" and more"]
        assert kept(tmp_path) == []
        assert lent(tmp_path) == []


@pytest.mark.slow
async def test_what_is_typed_is_a_draft_before_another_editor_begins(
    tmp_path: Path, editor: Editor
) -> None:
    editor('cp "$HERE/data/notes.sqlite" "$HERE/data/notes.sqlite-wal" "$HERE/seen"')
    (tmp_path / "seen").mkdir()
    async with reading(tmp_path, [harbour(tmp_path)]) as reader:
        await begun(reader, "just typed")
        await reader.press("ctrl+o")
        await reader.until((tmp_path / "seen" / "notes.sqlite-wal").exists)
    with closing(sqlite3.connect(tmp_path / "seen" / "notes.sqlite")) as seen:
        assert "just typed" in seen.execute("SELECT record FROM drafts").fetchone()[0]


@pytest.mark.slow
async def test_a_draft_changed_by_another_reader_meanwhile_stays(
    tmp_path: Path, editor: Editor
) -> None:
    async with reading(tmp_path, [harbour(tmp_path)]) as reader:
        await begun(reader, "mine")
        editor(
            'printf "from outside" > "$1"\n'
            """sqlite='import sqlite3, sys; c = sqlite3.connect(sys.argv[1]);"""
            """ c.execute("UPDATE drafts SET record = replace(record, ?, ?)", ("mine", "newer"));"""
            """ c.commit()'\n"""
            'python3 -c "$sqlite" "$HERE/data/notes.sqlite"'
        )
        await reader.press("ctrl+o")
        await reader.until(lambda: "changed meanwhile" in reader.status)
    assert sorted(drafts(tmp_path)) == ["from outside", "newer"]


@pytest.mark.slow
async def test_words_that_can_t_be_kept_are_shown_and_stay_in_the_file(
    tmp_path: Path, editor: Editor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tui.storage.sqlite_store.PATIENCE", 0.05)
    store(tmp_path).close()
    async with reading(tmp_path, [harbour(tmp_path)]) as reader:
        area = await begun(reader, "mine")
        editor(
            'printf "from outside" > "$1"\n'
            """sqlite='import sqlite3, sys, time; c = sqlite3.connect(sys.argv[1]);"""
            """ c.execute("BEGIN IMMEDIATE"); print(1, flush=True); time.sleep(600)'\n"""
            'python3 -c "$sqlite" "$HERE/data/notes.sqlite" > "$HERE/locked" &\n'
            'echo $! > "$HERE/locker"; until [ -s "$HERE/locked" ]; do sleep 0.05; done'
        )
        await reader.press("ctrl+o")
        await reader.until(lambda: "not even as a draft" in said(area))
        locker = int((tmp_path / "locker").read_text())
        try:
            assert area.text == "from outside"
            assert [file.read_text() for file in lent(tmp_path)] == ["from outside"]
        finally:
            os.kill(locker, signal.SIGKILL)
        await reader.press("ctrl+s")
        assert (await until_kept(reader, tmp_path, 1))[0].text == "from outside"
    async with reading(tmp_path, [harbour(tmp_path)]) as reader:
        assert drafts(tmp_path) == []


@pytest.mark.slow
async def test_too_many_words_are_gone_on_with_where_they_are(
    tmp_path: Path, editor: Editor
) -> None:
    editor(
        f'[ -s "$1" ] && echo short > "$1" || head -c {TEXT_LONGEST + 1} /dev/zero'
        ' | tr "\\0" x >> "$1"'
    )
    async with reading(tmp_path, [harbour(tmp_path)]) as reader:
        await reader.press("E", "enter")
        area = await writing(reader)
        await reader.until(lambda: "not even as a draft" in said(area))
        assert len(area.text) == TEXT_LONGEST + 1
        await reader.press("ctrl+o")
        await reader.until(lambda: area.text == "short")
        assert drafts(tmp_path) == ["short"]
        assert lent(tmp_path) == []


@pytest.mark.slow
async def test_what_an_editor_left_unsaved_is_told_and_offered_again(
    tmp_path: Path, editor: Editor
) -> None:
    editor(
        'printf x >> "$1"; touch "$(dirname "$1")/.note.md.swp"; echo "$1" >> "$HERE/files"; exit 1'
    )
    async with reading(tmp_path, [harbour(tmp_path)]) as reader:
        area = await begun(reader, "mine")
        await reader.press("ctrl+o")
        await reader.until(lambda: "ended with exit code" in said(area))
        await reader.press("escape")
        await reader.until(lambda: reader.panes.reader.has_focus)
        await reader.press("a")
        await reader.until(lambda: "left unsaved" in reader.status)
        await writing(reader)
        await reader.press("ctrl+o")
        await reader.until(lambda: "ended with exit code" in said(area))
    one, other = (tmp_path / "files").read_text().split()
    assert one == other


@pytest.mark.slow
async def test_in_secure_mode_no_other_editor_is_started(tmp_path: Path, editor: Editor) -> None:
    editor('touch "$HERE/started"')
    async with reading(tmp_path, [harbour(tmp_path)], settings=Settings(secure=True)) as reader:
        area = await begun(reader, "mine")
        await reader.press("ctrl+o")
        await reader.until(lambda: "No other program is started" in said(area))
    assert not (tmp_path / "started").exists()
    assert not (tmp_path / "state" / "manuscripts").exists()


@pytest.mark.slow
async def test_it_says_first_which_note_would_be_written_and_in_which_editor(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VISUAL", "/nowhere/no-such-editor --flag")
    async with reading(tmp_path, [harbour(tmp_path)]) as reader:
        await reader.press("E")
        await reader.until(lambda: "no-such-editor" in reader.whole_screen[-1])
        told = reader.whole_screen[-1]
        assert f"A new note on “{STORM[:20]}" in told
        assert "Enter writes it in no-such-editor" in told
        await reader.press("escape")
        await reader.until(lambda: reader.panes.reader.has_focus)
    assert kept(tmp_path) == []


@pytest.mark.parametrize("size", [(80, 24), (60, 20)])
async def test_a_narrow_screen_cuts_what_the_note_is_on_and_not_the_keys(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, size: tuple[int, int]
) -> None:
    monkeypatch.setenv("VISUAL", "ed")
    async with reading(tmp_path, [harbour(tmp_path)], size=size) as reader:
        await reader.press("E")
        await reader.until(lambda: "A new note" in reader.whole_screen[-1])
        assert "Enter writes it in ed  Esc leaves" in reader.whole_screen[-1]
