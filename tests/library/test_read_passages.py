"""What was read stays known by its words, in whatever file, and can be taken back."""

import sqlite3
from pathlib import Path

import pytest

from tui.reading_state.read_passages import (
    ReadPassage,
    ReadPassages,
    Undone,
    UndoneStep,
    passage_digest,
)
from tui.storage.sqlite_store import StoreError

BARGE = passage_digest("Three pilots were taken off the sinking barge.")
STORM = passage_digest("The harbour was closed after the storm.")
FERRY = passage_digest("The ferry sails again on Monday.")


@pytest.fixture
def read(tmp_path: Path) -> ReadPassages:
    return ReadPassages(tmp_path / "read.sqlite")


def test_a_passage_is_known_by_its_words_not_by_how_they_are_written() -> None:
    assert passage_digest("Three pilots\nwere  taken off the sinking BARGE.") == BARGE
    assert passage_digest("It’s late.") == passage_digest("It's late.")
    assert passage_digest("Three pilots were taken off the sinking ferry.") != BARGE


def test_what_was_read_is_read_in_the_next_run(tmp_path: Path, read: ReadPassages) -> None:
    read.add("/a.txt", [BARGE, STORM])
    read.close()
    again = ReadPassages(tmp_path / "read.sqlite")
    assert again.among([STORM, FERRY]) == [ReadPassage(STORM, "/a.txt")]


def test_every_file_in_which_a_passage_was_read_is_given(read: ReadPassages) -> None:
    read.add("/a.txt", [BARGE])
    read.add("/b.txt", [BARGE])
    read.add("/b.txt", [BARGE])
    assert sorted(read.among([BARGE])) == [
        ReadPassage(BARGE, "/a.txt"),
        ReadPassage(BARGE, "/b.txt"),
    ]


def test_a_corpus_of_many_passages_is_asked_for_at_once(read: ReadPassages) -> None:
    many = [passage_digest(f"Passage {number} of many.") for number in range(2_500)]
    read.add("/a.txt", many[::2])
    assert {one.digest for one in read.among(many)} == set(many[::2])
    assert read.reset(many) == 1_250
    assert read.among(many) == []


def test_undo_takes_the_last_visit_back_and_then_the_one_before(read: ReadPassages) -> None:
    visit = read.add("/a.txt", [BARGE])
    assert read.add("/a.txt", [STORM], visit) == visit
    read.add("/b.txt", [FERRY])
    corpus = [BARGE, STORM, FERRY]
    assert read.undo(corpus) == UndoneStep(Undone.VISIT, "/b.txt", 1)
    assert read.undo(corpus) == UndoneStep(Undone.VISIT, "/a.txt", 2)
    assert read.undo(corpus) is None
    assert read.among(corpus) == []


def test_undo_leaves_what_was_read_of_another_corpus(read: ReadPassages) -> None:
    read.add("/here/a.txt", [BARGE])
    read.add("/there/c.txt", [FERRY])
    assert read.undo([BARGE, STORM]) == UndoneStep(Undone.VISIT, "/here/a.txt", 1)
    assert read.among([FERRY]) == [ReadPassage(FERRY, "/there/c.txt")]


def test_a_reset_forgets_these_passages_and_can_be_undone(read: ReadPassages) -> None:
    read.add("/a.txt", [BARGE, STORM])
    read.add("/there/c.txt", [FERRY])
    assert read.reset([BARGE, STORM]) == 2
    assert read.among([BARGE, STORM, FERRY]) == [ReadPassage(FERRY, "/there/c.txt")]
    read.add("/b.txt", [BARGE])
    assert read.undo([BARGE, STORM]) == UndoneStep(Undone.VISIT, "/b.txt", 1)
    assert read.undo([BARGE, STORM]) == UndoneStep(Undone.RESET, "", 2)
    assert len(read.among([BARGE, STORM])) == 2


def test_two_readers_at_once_lose_nothing(tmp_path: Path, read: ReadPassages) -> None:
    other = ReadPassages(tmp_path / "read.sqlite")
    one, two = read.add("/a.txt", [BARGE]), other.add("/b.txt", [STORM])
    assert one != two
    read.add("/a.txt", [FERRY], one)
    assert len(other.among([BARGE, STORM, FERRY])) == 3


def test_a_newer_schema_is_left_alone(tmp_path: Path, read: ReadPassages) -> None:
    read.add("/a.txt", [BARGE])
    read.close()
    with sqlite3.connect(tmp_path / "read.sqlite") as connection:
        connection.execute("PRAGMA user_version = 99")
    with pytest.raises(StoreError, match="newer variorum"):
        ReadPassages(tmp_path / "read.sqlite")


def test_a_path_that_is_no_text_is_kept(read: ReadPassages) -> None:
    read.add("/caf\udce9.txt", [BARGE])
    assert read.among([BARGE]) == [ReadPassage(BARGE, "/caf\udce9.txt")]
