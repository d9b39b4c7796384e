"""What is called no match is known by content, kept at once, undone, and read by everybody."""

import sqlite3
import stat
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.matching.matches import PassageRef, passage_pair
from tui.notes.excluded_pairs import ExcludedPair, QuotedPassage, content, matching_pairs
from tui.notes.note_store import NoteStore
from tui.settings import Folders
from tui.storage.sqlite_store import StoreError
from tui.text.parsing.document_parser import parse_document
from tui.workspace.workspace import Workspace

HURT = QuotedPassage("Nine people were hurt, police said.", "Tram leaves the rails")
RECIPE = QuotedPassage("Nine eggs are wanted, the baker said.", "A cake for nine")
A, B, C, D = (PassageRef(name, n) for n, name in enumerate("abcd"))


def open_notes(folder: Path) -> closing[NoteStore]:
    return closing(NoteStore(folder / "notes.sqlite"))


def workspace(folder: Path) -> Workspace:
    return Workspace([], Folders(*[folder] * 5))


def test_a_rejection_is_there_for_the_next_one_who_opens_the_store(tmp_path: Path) -> None:
    with open_notes(tmp_path) as notes, open_notes(tmp_path) as others:
        notes.excluded_pairs.add(HURT, RECIPE)
        (kept,) = others.excluded_pairs.all()
    assert {kept.one, kept.other} == {HURT, RECIPE}


def test_the_same_two_passages_are_rejected_once_from_whichever_side(tmp_path: Path) -> None:
    with open_notes(tmp_path) as notes:
        notes.excluded_pairs.add(HURT, RECIPE)
        notes.excluded_pairs.add(RECIPE, QuotedPassage(HURT.text.upper(), "A copy"))
        assert len(notes.excluded_pairs.all()) == 1


def test_a_rejection_is_undone_and_redone_like_a_note(tmp_path: Path) -> None:
    with open_notes(tmp_path) as notes:
        notes.excluded_pairs.add(HURT, RECIPE)
        assert "Nine people" in (notes.undo() or "")
        assert notes.excluded_pairs.all() == ()
        notes.redo()
        (kept,) = notes.excluded_pairs.all()
        notes.excluded_pairs.drop(kept.name)
        assert notes.excluded_pairs.all() == ()
        notes.undo()
        assert notes.excluded_pairs.all() == (kept,)


def test_copies_are_rejected_too_and_nothing_else() -> None:
    said = {A: HURT.text, B: RECIPE.text, C: "NINE eggs are wanted — the baker said", D: "Other."}
    rejected = matching_pairs([ExcludedPair(HURT, RECIPE, 0)], said, said.__getitem__)
    assert rejected == {passage_pair(A, B), passage_pair(A, C)}


def test_numbers_count_and_case_and_punctuation_do_not() -> None:
    assert content("“14 injured,” it said.") == content("14 INJURED, it said")
    assert content("14 injured") != content("41 injured")


def test_what_has_no_words_is_known_by_its_signs() -> None:
    said = {A: "🙂🙂", B: "🙃", C: "🙃🙃"}
    rejected = matching_pairs(
        [ExcludedPair(QuotedPassage("🙂🙂", ""), QuotedPassage("🙃", ""), 0)],
        said,
        said.__getitem__,
    )
    assert rejected == {passage_pair(A, B)}


@pytest.mark.slow
@given(st.text(min_size=1, max_size=300), st.text(min_size=1, max_size=300))
def test_whatever_is_kept_is_found_again_in_the_text_it_came_from(one: str, other: str) -> None:
    documents = {"a": parse_document(one), "b": parse_document(other)}
    said = {
        PassageRef(name, n): document.words_of(n)
        for name, document in documents.items()
        for n in range(len(document.passages))
    }
    if {place.document for place in said} != {"a", "b"}:
        return
    first, second = PassageRef("a", 0), PassageRef("b", 0)
    rejection = ExcludedPair(QuotedPassage(said[first], ""), QuotedPassage(said[second], ""), 0)
    assert passage_pair(first, second) in matching_pairs([rejection], said, said.__getitem__)


def test_a_huge_passage_is_kept_by_its_beginning(tmp_path: Path) -> None:
    huge = QuotedPassage("word " * 100_000, "Long")
    with open_notes(tmp_path) as notes:
        notes.excluded_pairs.add(huge, RECIPE)
        (kept,) = notes.excluded_pairs.all()
    said = {A: huge.text, B: RECIPE.text}
    assert matching_pairs([kept], said, said.__getitem__) == {passage_pair(A, B)}


def test_notes_from_before_there_were_rejections_are_kept(tmp_path: Path) -> None:
    with open_notes(tmp_path):
        pass
    with closing(sqlite3.connect(tmp_path / "notes.sqlite")) as old:
        old.execute("DROP TABLE rejections")
        old.execute("DROP TABLE contents")
        old.execute("DROP TABLE mark_names")
        old.execute("PRAGMA user_version = 2")
        old.execute("INSERT INTO named_places VALUES ('a', '{}')")
        old.commit()
    with open_notes(tmp_path) as notes:
        notes.excluded_pairs.add(HURT, RECIPE)
        assert len(notes.excluded_pairs.all()) == 1
    assert (tmp_path / "notes.sqlite.v2.bak").exists()
    with closing(sqlite3.connect(tmp_path / "notes.sqlite")) as new:
        assert new.execute("SELECT letter FROM named_places").fetchall() == [("a",)]


def test_nothing_is_made_on_disk_only_to_look(tmp_path: Path) -> None:
    assert workspace(tmp_path).excluded_pairs() == ()
    assert list(tmp_path.iterdir()) == []


def test_a_damaged_store_is_told_and_reading_goes_on(tmp_path: Path) -> None:
    (tmp_path / "notes.sqlite").write_bytes(b"no database at all " * 100)
    damaged = workspace(tmp_path)
    assert damaged.excluded_pairs() == ()
    assert "damaged" in damaged.complaints[0]


def test_a_store_that_is_locked_refuses_with_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tui.storage.sqlite_store.PATIENCE", 0.1)
    with (
        open_notes(tmp_path) as notes,
        closing(sqlite3.connect(tmp_path / "notes.sqlite")) as other,
    ):
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(StoreError, match="locked"):
            notes.excluded_pairs.add(HURT, RECIPE)
        other.execute("ROLLBACK")
        assert notes.excluded_pairs.all() == ()
        notes.excluded_pairs.add(HURT, RECIPE)


def test_the_store_is_the_readers_own(tmp_path: Path) -> None:
    with open_notes(tmp_path) as notes:
        notes.excluded_pairs.add(HURT, RECIPE)
    assert stat.S_IMODE((tmp_path / "notes.sqlite").stat().st_mode) == 0o600
