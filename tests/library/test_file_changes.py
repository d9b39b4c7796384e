"""A file that changes after it was read is noticed, and the places in it are carried over."""

import os
from pathlib import Path

import pytest

from tests.support.corpora import written
from tests.support.disks import blocked
from tui.corpus.file_changes import FileChange, FileChanges, PassageAlignment
from tui.corpus.loader import load
from tui.storage.disk_timeout import forget
from tui.text.parsing.document_parser import parse_document

DAWN = "The ferry Aurelia ran aground at dawn with ninety people aboard."
QUAY = "Nobody was hurt, the master of the harbour said on the quay."
NOON = "Tugs pulled her free at noon, under the eyes of a crowd."
NEWS = "An inquiry opens on Monday, the ministry has announced."


def test_a_file_with_other_words_is_noticed_one_merely_touched_is_not(tmp_path: Path) -> None:
    folder = written(tmp_path / "corpus", a=DAWN, b=QUAY, c=NOON, d=NEWS)
    corpus_files = [load(path) for path in sorted(folder.iterdir())]
    revisions = FileChanges()
    assert revisions.check(corpus_files) == {}
    (folder / "a.txt").write_text(NEWS)
    os.utime(folder / "b.txt", ns=(1, 1))
    (folder / "c.txt").unlink()
    seen = {corpus_files[0].id: FileChange.CHANGED, corpus_files[2].id: FileChange.GONE}
    assert revisions.check(corpus_files) == revisions.check(corpus_files) == seen
    assert revisions.check(corpus_files[:2]) == {corpus_files[0].id: FileChange.CHANGED}
    (folder / "a.txt").write_text(DAWN)  # as it was
    (folder / "c.txt").write_text(NOON)
    assert revisions.check(corpus_files) == {}


def test_the_same_size_and_another_word_in_place_is_noticed(tmp_path: Path) -> None:
    file = written(tmp_path, a=DAWN) / "a.txt"
    corpus_file = load(file)
    file.write_text(DAWN.replace("ninety", "eighty"))
    revisions = FileChanges()
    assert revisions.check([corpus_file]) == {corpus_file.id: FileChange.CHANGED}
    assert revisions.check([load(file)]) == {}


def test_a_file_replaced_by_a_folder_or_no_longer_to_be_read_is_changed(tmp_path: Path) -> None:
    file = written(tmp_path, a=DAWN) / "a.txt"
    corpus_file = load(file)
    file.unlink()
    file.mkdir()
    assert FileChanges().check([corpus_file]) == {corpus_file.id: FileChange.CHANGED}


def test_a_disk_that_does_not_answer_is_not_asked_until_wanted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tui.storage.disk_timeout.LIMIT", 0.1)
    file = written(tmp_path, a=DAWN) / "a.txt"
    corpus_file = load(file)
    file.write_text(NEWS)
    revisions = FileChanges()
    with blocked(file):
        assert revisions.check([corpus_file]) == {}
    assert revisions.check([corpus_file]) == {}
    revisions.forget_silence()
    forget()
    assert revisions.check([corpus_file]) == {corpus_file.id: FileChange.CHANGED}


@pytest.mark.parametrize(
    ("now", "place", "words"),
    [
        ([NEWS, DAWN, QUAY, NOON], QUAY, QUAY),
        ([QUAY, NOON], NOON, NOON),
        ([DAWN, QUAY.replace("Nobody", "No one"), NOON], QUAY, "No one was hurt"),
        ([DAWN, NEWS, QUAY.replace("hurt", "harmed"), NOON], NOON, NOON),
        ([DAWN, NOON], QUAY, NOON),  # gone: what comes there now
        ([DAWN], NOON, DAWN),
        ([NEWS], DAWN, NEWS),
    ],
)
def test_a_place_is_where_its_passage_is_now(now: list[str], place: str, words: str) -> None:
    before, after = parse_document(f"{DAWN}\n\n{QUAY}\n\n{NOON}"), parse_document("\n\n".join(now))
    alignment = PassageAlignment(before, after)
    for within in (0, 3):
        offset = alignment.carry_offset(before.text.index(place) + within)
        assert offset == after.text.index(words) + within


def test_any_place_of_any_text_has_one_in_any_other() -> None:
    texts = ["", DAWN, f"{DAWN}\n\n{QUAY}", f"# {NOON}\n\n\n{NEWS}\n\n{DAWN}", NEWS[:9]]
    for before in map(parse_document, texts):
        for after in map(parse_document, texts):
            alignment = PassageAlignment(before, after)
            for offset in range(len(before.text) + 3):
                assert 0 <= alignment.carry_offset(offset) <= len(after.text)
