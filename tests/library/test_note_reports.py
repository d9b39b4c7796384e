"""What scripts are told of notes, and a note taken from the command line."""

import json
from pathlib import Path

import pytest

from tui.notes.note import NoteError
from tui.notes.note_reports import NoteReports, add_quoted
from tui.notes.note_store import NoteStore

RAW = (
    "\ufeffThe mayor spoke.\r\n\r\nShe said “14 people” were\r\nhurt on Friday, and nobody died."
    "\r\n\r\nThe brigade’s work went on until late.\r\n"
)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "story.txt"
    path.write_bytes(RAW.encode())
    return path


def target(notes: NoteStore, *paths: Path) -> dict[str, object]:
    (report,) = NoteReports(notes, paths).summaries()
    (found,) = report["targets"]
    assert isinstance(found, dict)
    return found


def test_a_list_for_scripts_has_the_shape_promised(notes: NoteStore, file: Path) -> None:
    note = add_quoted(notes, file, "nobody died", "Sure?", ["check", "toll"])
    start = RAW.index("nobody died")
    assert json.loads(json.dumps(NoteReports(notes).summaries())) == [
        {
            "id": note.id,
            "kind": "note",
            "text": "Sure?",
            "tags": ["check", "toll"],
            "targets": [
                {
                    "path": str(file),
                    "quote": "nobody died",
                    "start": start,
                    "end": start + len("nobody died"),
                    "state": "exact",
                }
            ],
        }
    ]


@pytest.mark.parametrize(
    "quote",
    [
        "She said “14 people” were\r\nhurt",
        'She said "14 people" were hurt',
        "  She   said “14 people” were hurt\n",
        "she SAID “14 people” were hurt",
    ],
)
def test_a_quote_is_found_whatever_its_spaces_and_quotation_marks(
    notes: NoteStore, file: Path, quote: str
) -> None:
    add_quoted(notes, file, quote, "x")
    found = target(notes)
    assert RAW[found["start"] : found["end"]] == "She said “14 people” were\r\nhurt"  # type: ignore[misc]
    assert found["state"] == "exact"


@pytest.mark.parametrize(
    ("quote", "problem"),
    [
        ("no such words", "doesn't have"),
        ("The", "2 times"),
        ("   ", "no words"),
    ],
)
def test_a_quote_that_is_not_one_place_is_refused(
    notes: NoteStore, file: Path, quote: str, problem: str
) -> None:
    with pytest.raises(NoteError, match=problem):
        add_quoted(notes, file, quote, "x")
    assert notes.all() == []


def test_a_file_that_can_t_be_read_is_said(notes: NoteStore, tmp_path: Path) -> None:
    with pytest.raises(NoteError, match="no such file"):
        add_quoted(notes, tmp_path / "gone.txt", "words", "x")


def test_states_follow_the_file(notes: NoteStore, file: Path) -> None:
    add_quoted(notes, file, "14 people", "x")
    file.write_bytes(RAW.replace("14", "17").encode())
    edited = target(notes)
    assert (edited["state"], edited["change"], edited["quote"]) == (
        "edited",
        "14 → 17",
        "14 people",
    )
    file.write_bytes(("A line.\n\n" + RAW.removeprefix("\ufeff")).encode())
    moved = target(notes)
    now = file.read_bytes().decode()
    assert moved["state"] == "moved"
    assert now[moved["start"] : moved["end"]] == "14 people"  # type: ignore[misc]
    file.write_text("Nothing of the sort is here any more.")
    orphan = target(notes)
    assert (orphan["state"], orphan["start"], orphan["end"]) == ("orphan", None, None)
    assert orphan["quote"] == "14 people"


def test_a_renamed_file_keeps_its_notes(notes: NoteStore, file: Path, tmp_path: Path) -> None:
    add_quoted(notes, file, "nobody died", "x")
    elsewhere = tmp_path / "sub" / "other name.txt"
    elsewhere.parent.mkdir()
    file.rename(elsewhere)
    found = target(notes, elsewhere)
    assert (found["path"], found["state"]) == (str(elsewhere), "exact")
    assert target(notes, elsewhere.parent)["path"] == str(elsewhere)
    elsewhere.write_bytes(RAW.replace("nobody died", "nobody drowned").encode())
    assert target(notes)["path"] == str(elsewhere)
    assert target(notes)["state"] == "edited"


def test_a_file_listed_after_an_edit_and_renamed_then_keeps_all_its_notes(
    notes: NoteStore, file: Path, tmp_path: Path
) -> None:
    add_quoted(notes, file, "nobody died", "kept")
    add_quoted(notes, file, "The mayor spoke", "lost")
    file.write_text("Late on Friday the brigade said that nobody died of it, whatever was told.")
    before = {r["text"]: r["targets"][0]["state"] for r in NoteReports(notes, [file]).summaries()}
    assert before["lost"] == "orphan"
    elsewhere = file.rename(tmp_path / "renamed.txt")
    for paths in ([elsewhere], [tmp_path], []):
        reports = NoteReports(notes, paths).summaries()
        assert {r["text"] for r in reports} == {"kept", "lost"}
        assert {t["path"] for r in reports for t in r["targets"]} == {str(elsewhere)}
    assert {r["text"]: r["targets"][0]["state"] for r in reports} == before


def test_a_file_renamed_and_edited_at_once_is_offered_where_its_words_stand(
    notes: NoteStore, file: Path, tmp_path: Path
) -> None:
    add_quoted(notes, file, "She said “14 people” were hurt on Friday, and nobody died.", "x")
    file.unlink()
    same, near = tmp_path / "new" / "same.txt", tmp_path / "near.txt"
    same.parent.mkdir()
    words = 'She said "14 people" were hurt on Friday, and nobody died.'
    same.write_text(f"A line.\n\n{words}\n\nMore of it, and more again.")
    near.write_text(f"{words.replace('Friday', 'Monday')}\n\nOther words follow here.")
    start = same.read_text().index(words)
    for paths in ([same], [same.parent], [tmp_path]):
        found = target(notes, *paths)
        assert (found["state"], found["path"], found["from"]) == ("moved", str(same), str(file))
        assert (found["start"], found["end"]) == (start, start + len(words))
    found = target(notes, near)
    assert (found["state"], found["path"], found["start"]) == ("orphan", str(file), None)
    assert found["perhaps"] == [{"path": str(near), "start": 0, "end": len(words)}]
    assert target(notes)["state"] == "orphan"  # nothing was taken: it is offered
    same.rename(tmp_path / "gone")
    near.unlink()
    assert NoteReports(notes, [tmp_path]).summaries() == []


def test_words_that_stand_in_two_files_are_offered_in_both_and_moved_to_neither(
    notes: NoteStore, file: Path, tmp_path: Path
) -> None:
    add_quoted(notes, file, "The brigade’s work went on until late", "x")
    file.unlink()
    for name in "ab":
        text = f"Article {name}.\n\nThe brigade’s work went on until late.\n"
        (tmp_path / f"{name}.txt").write_text(text)
    found = target(notes, tmp_path)
    assert found["state"] == "orphan"
    assert [Path(place["path"]).name for place in found["perhaps"]] == ["a.txt", "b.txt"]  # type: ignore[attr-defined]


def test_a_list_of_one_file_has_its_notes_alone(
    notes: NoteStore, file: Path, tmp_path: Path
) -> None:
    other = tmp_path / "other.txt"
    other.write_text("Some other words are here.")
    add_quoted(notes, file, "nobody died", "one")
    add_quoted(notes, other, "other words", "two")
    assert [r["text"] for r in NoteReports(notes, [other]).summaries()] == ["two"]
    assert [r["text"] for r in NoteReports(notes, [tmp_path]).summaries()] == ["two", "one"]
    assert [r["text"] for r in NoteReports(notes).summaries()] == ["one", "two"]
    empty = tmp_path / "empty"
    empty.mkdir()
    assert NoteReports(notes, [empty]).summaries() == []
