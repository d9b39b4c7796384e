"""Words lent to another editor come back, whoever waits for them, and overwrite nothing newer."""

import os
import stat
import subprocess
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tui.notes.drafts import Draft
from tui.notes.files import external_edits as lending
from tui.notes.files.external_edits import LARGEST, UNUSED, ExternalEdit, ExternalEdits
from tui.notes.note import TEXT_LONGEST, NoteError
from tui.notes.note_store import NoteStore
from tui.storage.sqlite_store import StoreError

LENT = Draft("here", "as lent", ("toll",))


@pytest.fixture
def lent(notes: NoteStore, tmp_path: Path) -> Iterator[ExternalEdit]:
    """The words of a draft, lent, and their editor gone without its reader having noticed."""
    notes.drafts.save(LENT)
    manuscript = of(notes, tmp_path).open_for_edit(LENT)
    manuscript.release_lock()
    yield manuscript
    manuscript.release_lock()


def of(notes: NoteStore, folder: Path) -> ExternalEdits:
    return ExternalEdits(folder / "state" / "manuscripts", notes.drafts)


def kept(notes: NoteStore) -> dict[str, tuple[str, ...]]:
    """The drafts there are, each text once."""
    drafts = notes.drafts.all()
    assert len({draft.text for draft in drafts}) == len(drafts)
    return {draft.text: draft.tags for draft in drafts}


def age(manuscript: ExternalEdit) -> None:
    """Let it not have been used for long."""
    then = time.time() - UNUSED - 60
    for path in (*manuscript.folder.iterdir(), manuscript.folder):
        os.utime(path, (then, then))


def test_what_is_lent_is_its_reader_s_alone_whatever_the_umask(
    notes: NoteStore, tmp_path: Path
) -> None:
    before = os.umask(0)
    try:
        manuscript = of(notes, tmp_path).open_for_edit(LENT)
    finally:
        os.umask(before)
    manuscript.release_lock()
    assert manuscript.file.read_text() == "as lent\n"
    found = [tmp_path / "state", *(tmp_path / "state").rglob("*")]
    assert len(found) == 5
    assert {stat.S_IMODE(path.stat().st_mode) for path in found if path.is_dir()} == {0o700}
    assert {stat.S_IMODE(path.stat().st_mode) for path in found if path.is_file()} == {0o600}


def test_words_written_are_taken_at_the_next_start_and_told_once(
    notes: NoteStore, lent: ExternalEdit, tmp_path: Path
) -> None:
    lent.file.write_text("and more\x1b[31m\n")
    (told,) = of(notes, tmp_path).import_pending()
    assert "“and more[31m”" in told
    assert kept(notes) == {"and more[31m": ("toll",)}
    assert of(notes, tmp_path).import_pending() == []
    assert notes.undo()
    assert kept(notes) == {"as lent": ("toll",)}


def test_a_file_that_was_not_changed_or_is_empty_changes_nothing(
    notes: NoteStore, lent: ExternalEdit, tmp_path: Path
) -> None:
    notes.drafts.save(replace(LENT, text="newer"))
    for text in ("as lent", "as lent\n\n", ""):
        lent.file.write_text(text)
        assert of(notes, tmp_path).import_pending() == []
    lent.file.unlink()
    assert of(notes, tmp_path).import_pending() == []
    assert kept(notes) == {"newer": ("toll",)}


def test_a_draft_changed_here_too_stays_beside_what_was_written(
    notes: NoteStore, lent: ExternalEdit, tmp_path: Path
) -> None:
    notes.drafts.save(replace(LENT, text="newer"))
    lent.file.write_text("written")
    (told,) = of(notes, tmp_path).import_pending()
    assert "conflict" in told
    assert kept(notes) == {"newer": ("toll",), "written": ("toll", "conflict")}
    assert of(notes, tmp_path).import_pending() == []


def test_words_kept_as_a_note_meanwhile_are_not_overwritten(
    notes: NoteStore, lent: ExternalEdit, tmp_path: Path
) -> None:
    notes.add([], "as lent and kept", draft=LENT.key)
    lent.file.write_text("written")
    of(notes, tmp_path).import_pending()
    assert kept(notes) == {"written": ("toll",)}
    assert [note.text for note in notes.all()] == ["as lent and kept"]


@pytest.mark.parametrize("becomes", ["stays", "changed", "removed"])
def test_what_was_written_on_a_note_is_its_draft_while_the_note_is_as_lent(
    notes: NoteStore, tmp_path: Path, becomes: str
) -> None:
    note = notes.add([], "as lent")
    manuscript = of(notes, tmp_path).open_for_edit(Draft(note.id, "as lent", note=note.id))
    manuscript.release_lock()
    manuscript.file.write_text("written")
    if becomes == "changed":
        notes.edit(note.id, text="newer")
    elif becomes == "removed":
        notes.remove([note.id])
    of(notes, tmp_path).import_pending()
    (draft,) = notes.drafts.all()
    expected = ("written", note.id, ()) if becomes == "stays" else ("written", "", ("conflict",))
    assert (draft.text, draft.note, draft.tags) == expected
    assert [n.text for n in notes.all()] == {
        "stays": ["as lent"], "changed": ["newer"], "removed": [],
    }[becomes]  # fmt: skip


def test_taken_and_let_go_of_nothing_is_left(
    notes: NoteStore, lent: ExternalEdit, tmp_path: Path
) -> None:
    lent.file.write_text("written")
    lent.folder.joinpath("note.md~").write_text("as lent")
    ours = of(notes, tmp_path)
    words = ours.read(lent)
    assert ours.import_edit(lent, words, undoable=False).text == words
    assert notes.undo() is None
    ours.discard(lent, words)
    assert not lent.folder.exists()


def test_what_an_editor_left_beside_its_file_stays_and_is_found_again(
    notes: NoteStore, lent: ExternalEdit, tmp_path: Path
) -> None:
    ours = of(notes, tmp_path)
    assert ours.leftover_folder(LENT.key) is None
    swap = lent.folder / ".note.md.swp"
    swap.write_text("unsaved")
    lent.file.write_text("written")
    ours.import_edit(lent, "written", undoable=False)
    ours.discard(lent, "written")
    assert swap.read_text() == "unsaved"
    assert ours.leftover_folder(LENT.key) == lent.folder
    again = ours.open_for_edit(replace(LENT, text="written"))
    assert again.file == lent.file
    again.release_lock()


def test_a_manuscript_whose_editor_is_there_is_neither_lent_nor_deleted(
    notes: NoteStore, tmp_path: Path
) -> None:
    ours = of(notes, tmp_path)
    first = ours.open_for_edit(LENT)
    editor = subprocess.Popen(["sleep", "600"], pass_fds=(first.lock_descriptor,))
    try:
        first.release_lock()  # its reader is gone, the editor is not
        age(first)
        ours.discard(first, "as lent")
        ours.import_pending()
        assert first.file.exists()
        second = ours.open_for_edit(LENT)
        second.release_lock()
        assert second.folder != first.folder
    finally:
        editor.kill()
        editor.wait()
    age(first)
    ours.import_pending()
    assert not first.folder.exists()
    assert second.folder.exists()


def test_what_is_old_goes_only_if_the_store_has_it(
    notes: NoteStore, lent: ExternalEdit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> Draft:
        raise StoreError("the disk is full")

    lent.file.write_text("written")
    age(lent)
    with monkeypatch.context() as full:
        full.setattr(notes.drafts, "import_draft", refuse)
        (told,) = of(notes, tmp_path).import_pending()
        assert "the disk is full" in told
        assert lent.file.read_text() == "written"
    of(notes, tmp_path).import_pending()
    assert lent.file.exists(), "it was used a moment ago"
    age(lent)
    of(notes, tmp_path).import_pending()
    assert not lent.folder.exists()
    assert kept(notes) == {"written": ("toll",)}


@pytest.mark.parametrize("text", ["x" * (TEXT_LONGEST + 1), "x" * (LARGEST + 1)], ids=len)
def test_too_much_stays_in_its_file_and_is_gone_on_with_there(
    notes: NoteStore, lent: ExternalEdit, tmp_path: Path, text: str
) -> None:
    lent.file.write_text(text)
    age(lent)
    ours = of(notes, tmp_path)
    (told,) = ours.import_pending()
    assert "not saved" in told
    assert kept(notes) == {"as lent": ("toll",)}
    assert lent.file.read_text() == text
    again = ours.open_for_edit(LENT)
    again.release_lock()
    assert again.file == lent.file
    assert again.file.read_text() == text
    other = ours.open_for_edit(replace(LENT, text="typed on"))
    other.release_lock()
    assert other.file != lent.file
    assert lent.file.read_text() == text


@pytest.mark.parametrize("here", ["as lent", "newer"])
def test_a_kill_between_the_store_and_the_file_takes_nothing_twice(
    notes: NoteStore, lent: ExternalEdit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, here: str
) -> None:
    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    notes.drafts.save(replace(LENT, text=here))
    lent.file.write_text("written")
    with monkeypatch.context() as ended:
        ended.setattr(lending, "_note_down", killed)
        with pytest.raises(KeyboardInterrupt):
            of(notes, tmp_path).import_pending()
    of(notes, tmp_path).import_pending()
    assert (
        kept(notes)
        == {
            "as lent": {"written": ("toll",)},
            "newer": {"newer": ("toll",), "written": ("toll", "conflict")},
        }[here]
    )


def test_a_record_that_can_t_be_read_leaves_the_words_alone(
    notes: NoteStore, lent: ExternalEdit, tmp_path: Path
) -> None:
    lent.file.write_text("written")
    (lent.folder / "draft.json").write_text("{")
    age(lent)
    ours = of(notes, tmp_path)
    (told,) = ours.import_pending()
    assert str(lent.folder) in told
    other = ours.open_for_edit(LENT)
    other.release_lock()
    assert other.folder != lent.folder
    assert lent.file.read_text() == "written"


def test_a_folder_that_can_t_be_made_is_said(notes: NoteStore, tmp_path: Path) -> None:
    (tmp_path / "state").write_text("")
    with pytest.raises(NoteError, match="no file can be made"):
        of(notes, tmp_path).open_for_edit(LENT)
