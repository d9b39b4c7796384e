"""The letters of articles stay what they are from run to run, and change only by the reader."""

from contextlib import closing
from pathlib import Path

import pytest

from tests.support.folders import own_folders
from tui.corpus.loader import find, load
from tui.corpus.siglum_assignment import NO_SIGLA, SiglumAssignment
from tui.reading_state.sigla_store import SiglaStore, corpus_key

ABC = NO_SIGLA.extend_keys([("/a", "1"), ("/b", "2"), ("/c", "3")])


def letters(assignment: SiglumAssignment) -> dict[str, str]:
    return {key.strip("/"): letter for key, letter in assignment.sigla().items()}


def test_a_file_that_is_added_gets_the_next_letter() -> None:
    later = ABC.extend_keys([("/a", "1"), ("/aa", "9"), ("/b", "2"), ("/c", "3")])
    assert letters(later) == {"a": "A", "b": "B", "c": "C", "aa": "D"}


def test_the_letter_of_a_file_that_is_gone_is_given_to_no_other() -> None:
    later = ABC.extend_keys([("/a", "1"), ("/b", "2"), ("/d", "4")])
    assert letters(later)["d"] == "D"
    assert letters(later.extend_keys([("/c", "3")]))["c"] == "C"


def test_a_renamed_file_and_an_edited_one_keep_their_letters() -> None:
    later = ABC.extend_keys([("/a", "new words"), ("/z", "2"), ("/c", "3")])
    assert letters(later) == {"a": "A", "z": "B", "c": "C"}


def test_a_copy_beside_the_original_is_a_source_of_its_own() -> None:
    later = ABC.extend_keys([("/a", "1"), ("/b", "2"), ("/c", "3"), ("/copy", "2")])
    assert letters(later)["copy"] == "D"


def test_moving_an_article_changes_the_order_and_no_letter() -> None:
    moved = ABC.move(["/a", "/b", "/c"], "/c", -1)
    assert moved
    assert list(moved.places()) == ["/a", "/c", "/b"]
    assert letters(moved) == letters(ABC)
    assert moved.move(list(moved.places()), "/a", -1) is None
    assert moved.move(["/a"], "/nowhere", 1) is None


def test_dealing_gives_letters_in_the_order_listed() -> None:
    dealt = ABC.deal(["/c", "/a"])
    assert letters(dealt) == {"c": "A", "a": "B"}
    assert letters(dealt.extend_keys([("/b", "2")]))["b"] == "C"


def test_what_is_kept_is_known_by_the_folder_however_it_is_named(tmp_path: Path) -> None:
    folder = tmp_path / "corpus"
    folder.mkdir()
    for name in ("b", "c"):
        (folder / f"{name}.txt").write_text(f"Words of {name}.")
    assert corpus_key([folder]) == corpus_key([folder / "b.txt", folder / "c.txt"])
    file = tmp_path / "state" / "sigla.sqlite"
    with closing(SiglaStore(file)) as store:
        store.keep(corpus_key([folder]), lambda kept: kept.extend(map(load, find([folder]))))
    (folder / "a.txt").write_text("Words of a.")
    with closing(SiglaStore(file)) as store:
        now = store.of(corpus_key([folder])).extend(map(load, find([folder])))
        keys = {Path(key).name: letter for key, letter in now.sigla().items()}
        assert keys == {"b.txt": "A", "c.txt": "B", "a.txt": "C"}
        known = [str((folder / name).resolve()) for name in ("b.txt", "c.txt")]
        assert len(store.of_files(known).sources) == 2
        assert store.of_files([*known, "/elsewhere"]) == NO_SIGLA
        assert store.of("another") == NO_SIGLA


def test_a_change_is_undone_and_redone_after_a_restart(tmp_path: Path) -> None:
    file = own_folders(tmp_path).state / "sigla.sqlite"
    with closing(SiglaStore(file)) as store:
        store.keep("k", lambda _: ABC)
        dealt = store.change("k", "letters", lambda known: known.deal(["/c", "/b", "/a"]))
        assert dealt
        assert store.change("k", "again", lambda known: known) is None
    with closing(SiglaStore(file)) as store:
        change = store.next_change("k", undone=False)
        assert change
        assert change.label == "letters"
        assert store.next_change("other", undone=False) is None
        assert store.turn("k", change, undone=True) == ABC == store.of("k")
        assert store.next_change("k", undone=False) is None
        redone = store.next_change("k", undone=True)
        assert redone
        assert store.turn("k", redone, undone=False) == dealt
        store.turn("k", redone, undone=True)
        store.change("k", "other", lambda known: known.deal(["/b"]))
        assert store.next_change("k", undone=True) is None


@pytest.mark.parametrize("count", [27])
def test_letters_go_on_with_two(count: int) -> None:
    many = NO_SIGLA.extend_keys([(f"/{n:02}", str(n)) for n in range(count)])
    assert list(many.sigla().values())[-2:] == ["Z", "AA"]
