"""The folder of notes mirrors the notes, takes edits back, and loses nobody's words."""

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.disks import blocked
from tui.anchoring.resolver import create_selector
from tui.notes.files.folder_sync import NoteFolder, Section, parse_file, render_file
from tui.notes.note import CONFLICT, Kind, Note, Target
from tui.notes.note_store import NoteStore
from tui.storage.disk_timeout import forget
from tui.storage.sqlite_store import StoreError
from tui.text.parsing.document_parser import parse_document
from tui.text.span import Span

ARTICLE = "The mayor spoke on Friday.\n\nShe said 14 people were hurt. Nobody died."


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "folder"


def passage(words: str = "14 people", path: str = "/story.txt") -> Target:
    document = parse_document(ARTICLE)
    start = document.text.index(words)
    return Target(path, "A title", create_selector(document, Span(start, start + len(words)), "d"))


def only(folder: Path) -> Path:
    (path,) = folder.glob("*.md")
    return path


def only_file(folder: Path) -> Path:
    (path,) = (path for path in folder.glob("*.md") if path.is_file())
    return path


def rewrite(path: Path, old: str, new: str) -> None:
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))


def test_an_article_s_notes_are_one_readable_file(notes: NoteStore, folder: Path) -> None:
    notes.add([passage("Nobody died.")], "Is that so?", tags=["check"])
    notes.add([passage()], mark=2)
    NoteFolder(folder, notes).sync()
    text = only(folder).read_text()
    assert only(folder).name.startswith("story-")
    assert text.startswith("---\nvariorum: notes\narticle: /story.txt\ntitle: A title\n---\n")
    assert "Tags: check\n\n> Nobody died.\n\nIs that so?\n" in text
    assert text.index("> 14 people") < text.index("> Nobody died.")


def test_an_edit_in_the_folder_is_read_back_and_can_be_undone(
    notes: NoteStore, folder: Path
) -> None:
    note = notes.add([passage()], "first", tags=["a"])
    mirror = NoteFolder(folder, notes)
    mirror.sync()
    rewrite(only(folder), "first", "first\n\n- and more\n> quoted")
    rewrite(only(folder), "Tags: a", "Tags: a, new one")
    assert mirror.sync().read == [note.id]
    assert notes.note(note.id).text == "first\n\n- and more\n> quoted"
    assert notes.note(note.id).tags == ("a", "new one")
    notes.undo()
    assert notes.note(note.id) == note


def test_an_edit_here_reaches_the_folder(notes: NoteStore, folder: Path) -> None:
    note = notes.add([passage()], "first")
    mirror = NoteFolder(folder, notes)
    mirror.sync()
    notes.edit(note.id, text="second")
    mirror.sync()
    assert "second" in only(folder).read_text()
    assert "first" not in only(folder).read_text()


def test_what_was_changed_on_both_sides_is_kept_twice(notes: NoteStore, folder: Path) -> None:
    note = notes.add([passage()], "first")
    mirror = NoteFolder(folder, notes)
    mirror.sync()
    rewrite(only(folder), "first", "theirs")
    notes.edit(note.id, text="mine")
    done = mirror.sync()
    assert notes.note(note.id).text == "mine"
    assert notes.note(done.conflicts[0]).text == "theirs"
    assert notes.note(done.conflicts[0]).tags == (CONFLICT,)
    assert notes.note(done.conflicts[0]).targets == note.targets
    assert "mine" in only(folder).read_text()
    assert "theirs" in only(folder).read_text()
    assert mirror.sync().written == []


def test_the_same_edit_on_both_sides_is_no_conflict(notes: NoteStore, folder: Path) -> None:
    note = notes.add([passage()], "first")
    mirror = NoteFolder(folder, notes)
    mirror.sync()
    rewrite(only(folder), "first", "same")
    notes.edit(note.id, text="same")
    assert mirror.sync().conflicts == []
    assert len(notes.all()) == 1


def test_nothing_changed_means_nothing_written(notes: NoteStore, folder: Path) -> None:
    notes.add([passage(), passage("Nobody died.", "/other.txt")], "x")
    mirror = NoteFolder(folder, notes)
    assert len(mirror.sync().written) == 2
    again = mirror.sync()
    assert (again.written, again.read, again.conflicts) == ([], [], [])


def test_words_of_one_s_own_stay_in_the_file(notes: NoteStore, folder: Path) -> None:
    note = notes.add([passage()], "first")
    mirror = NoteFolder(folder, notes)
    mirror.sync()
    rewrite(only(folder), "# A title\n", "# A title\n\nMy own heading words.\n")
    path = only(folder)
    path.write_text(path.read_text() + "\nAnd below.\n")
    notes.edit(note.id, text="second")
    mirror.sync()
    text = path.read_text()
    assert "My own heading words." in text
    assert "And below." in text
    assert "second" in text
    mirror.sync()
    assert path.read_text() == text


def test_a_note_cut_from_its_file_comes_back(notes: NoteStore, folder: Path) -> None:
    notes.add([passage()], "first")
    mirror = NoteFolder(folder, notes)
    mirror.sync()
    only(folder).write_text("")
    mirror.sync()
    assert "first" in only(folder).read_text()
    assert len(notes.all()) == 1


def test_a_file_taken_away_is_written_again(notes: NoteStore, folder: Path) -> None:
    notes.add([passage()], "first")
    mirror = NoteFolder(folder, notes)
    mirror.sync()
    only(folder).unlink()
    mirror.sync()
    assert "first" in only(folder).read_text()


def test_a_note_removed_here_leaves_its_file_unless_edited_there(
    notes: NoteStore, folder: Path
) -> None:
    note = notes.add([passage()], "first")
    mirror = NoteFolder(folder, notes)
    mirror.sync()
    notes.remove([note.id])
    mirror.sync()
    assert list(folder.glob("*.md")) == []
    notes.undo()
    mirror.sync()
    rewrite(only(folder), "first", "words meanwhile")
    notes.remove([note.id])
    mirror.sync()
    assert "words meanwhile" in only(folder).read_text()


def test_a_file_of_one_s_own_in_the_folder_is_let_be(notes: NoteStore, folder: Path) -> None:
    folder.mkdir()
    (folder / "diary.md").write_text("# Mine\n")
    notes.add([passage()], "first")
    NoteFolder(folder, notes).sync()
    assert (folder / "diary.md").read_text() == "# Mine\n"


def test_a_file_of_one_s_own_under_our_name_is_kept_in_it(notes: NoteStore, folder: Path) -> None:
    notes.add([passage()], "first")
    mirror = NoteFolder(folder, notes)
    mirror.sync()
    path = only(folder)
    path.write_text("I replaced everything.\n")
    mirror.sync()
    assert "I replaced everything." in path.read_text()
    assert "first" in path.read_text()


def test_what_can_t_be_taken_back_is_said_and_left_as_it_is(notes: NoteStore, folder: Path) -> None:
    note = notes.add([passage()], "first")
    mirror = NoteFolder(folder, notes)
    mirror.sync()
    rewrite(only(folder), "Tags:", "Tags: " + "t" * 200)
    edited = only(folder).read_text()
    done = mirror.sync()
    assert "shorten it" in done.complaints[0]
    assert only(folder).read_text() == edited
    assert notes.note(note.id) == note
    only(folder).write_bytes(b"\xff\xfe\x00" + edited.encode())
    assert "UTF-8" in mirror.sync().complaints[0]


def test_a_pipe_in_the_folder_is_told_and_stops_nobody(notes: NoteStore, folder: Path) -> None:
    notes.add([passage()], "first")
    mirror = NoteFolder(folder, notes)
    mirror.sync()
    os.mkfifo(folder / "a pipe.md")
    rewrite(only_file(folder), "first", "second")
    (complaint,) = mirror.sync().complaints
    assert "a pipe.md was not imported: it is not a regular file" in complaint
    assert [note.text for note in notes.all()] == ["second"]


@pytest.mark.slow
def test_a_file_on_a_disk_that_does_not_answer_is_told_and_left_as_it_is(
    notes: NoteStore, folder: Path
) -> None:
    notes.add([passage()], "first")
    NoteFolder(folder, notes).sync()
    before = only(folder).read_text()
    notes.edit(notes.all()[0].id, text="second")
    with blocked(only(folder)):
        (complaint,) = NoteFolder(folder, notes).sync().complaints
    assert "did not answer in time" in complaint
    assert only(folder).read_text() == before
    forget()
    NoteFolder(folder, notes).sync()
    assert "second" in only(folder).read_text()


def test_a_folder_that_can_t_be_made_says_so(notes: NoteStore, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError, match=r"set another notes\.folder"):
        NoteFolder(tmp_path / "file" / "below", notes).sync()


def test_escapes_typed_into_the_folder_do_not_reach_the_notes(
    notes: NoteStore, folder: Path
) -> None:
    note = notes.add([passage()], "first")
    mirror = NoteFolder(folder, notes)
    mirror.sync()
    rewrite(only(folder), "first", "fi\x1b[31mrst\u202e")
    mirror.sync()
    assert notes.note(note.id).text == "fi[31mrst"
    assert "\x1b" not in only(folder).read_text()


lines = st.sampled_from(
    [
        "<!-- note abc · note -->",
        "\\<!-- note abc · note -->",
        "<!-- yours: what is written below stays as it is -->",
        "> said",
        "Tags: x",
        "---",
        "# A",
        "",
        "words",
    ]
)


@given(st.lists(st.lists(lines, max_size=6).map("\n".join), min_size=1, max_size=3))
def test_whatever_a_note_says_it_comes_back_the_same(texts: list[str]) -> None:
    listed = [
        Note(f"id{n}", Kind.NOTE, text.strip("\n"), ("t", "u v"), (passage(),), 1.0 + n, 1.0)
        for n, text in enumerate(texts)
    ]
    found = parse_file(render_file("/story.txt", listed, "loose\n\nwords"))
    assert found.loose == "loose\n\nwords"
    assert found.sections == {note.id: Section(note.text, note.tags) for note in listed}
