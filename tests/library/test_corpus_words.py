"""Words that ends of lines part are joined as the other files of the corpus write them."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.support.corpora import inspect_file
from tui.corpus.file_encodings import FileEncodings
from tui.corpus.loader import find, load
from tui.index import corpus_matcher
from tui.index.source import Source
from tui.text.parsing.document_parser import parse_document
from tui.text.parsing.hyphenation import HyphenResolver

FRENCH = (
    "Le pont rouvrira peut-être lundi, a déclaré le maire à la presse.\n\n"
    "Le porte-parole du département n’a pas confirmé cette date devant les habitants."
)
WRAPPED = (
    "Le pont rouvrira peut-\nêtre lundi, a déclaré le maire à la presse.\n\n"
    "Le porte-\nparole du départe-\nment n’a pas confirmé cette date devant les habitants."
)
ENGLISH = "The divers waited for the aftershock all night.\n\nNobody slept in the harbour."
ENGLISH_WRAPPED = (
    "The divers waited for the after-\nshock all night.\n\nNobody slept in the harbour."
)


def corpus(folder: Path, **files: str) -> FileEncodings:
    for name, text in files.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    return FileEncodings(other_files=lambda: find([folder]))


def joined(path: Path, encodings: FileEncodings) -> str:
    document = load(path, encodings).document
    assert document
    return document.text


@pytest.mark.parametrize(
    ("wrapped", "clean"), [(WRAPPED, FRENCH), (ENGLISH_WRAPPED, ENGLISH)], ids=["kept", "removed"]
)
def test_a_parted_word_is_read_as_the_corpus_writes_it(
    tmp_path: Path, wrapped: str, clean: str
) -> None:
    encodings = corpus(tmp_path, a=clean, b=wrapped)
    assert joined(tmp_path / "b.txt", encodings) == clean
    assert joined(tmp_path / "b.txt", FileEncodings()) != clean


def test_the_article_itself_comes_first(tmp_path: Path) -> None:
    text = "The re-\ncovery of the ship took days. Its re-covery was the talk of the town."
    encodings = corpus(tmp_path, a="A recovery is slow.", b=text)
    assert "The re-covery of" in joined(tmp_path / "b.txt", encodings)


def test_a_corpus_that_writes_a_word_both_ways_decides_nothing(tmp_path: Path) -> None:
    encodings = corpus(tmp_path, a="peut-être", b="peutêtre", c=WRAPPED)
    assert "rouvrira peutêtre lundi" in joined(tmp_path / "c.txt", encodings)


def test_what_the_corpus_decides_makes_another_content(tmp_path: Path) -> None:
    encodings = corpus(tmp_path, a=FRENCH, b=WRAPPED)
    file = tmp_path / "b.txt"
    alone, among = inspect_file(file), inspect_file(file, encodings)
    assert isinstance(alone, Source)
    assert isinstance(among, Source)
    assert alone.content != among.content
    assert load(file, encodings).digest == among.digest
    document = among.read()
    assert document
    assert document.text == FRENCH
    unparted = inspect_file(tmp_path / "a.txt", encodings), inspect_file(tmp_path / "a.txt")
    assert unparted[0] == unparted[1]


def test_no_other_file_is_read_for_words_that_are_known(tmp_path: Path) -> None:
    def others() -> Iterator[Path]:
        raise AssertionError

    (tmp_path / "a.txt").write_text("The documenta-\ntion is long.\n\nA well known-\n", "utf-8")
    assert joined(tmp_path / "a.txt", FileEncodings(other_files=others)).startswith(
        "The documentation"
    )


def test_undecided_are_the_words_that_text_and_list_leave_open() -> None:
    text = "A peut-\r\nêtre, the documenta-\ntion, zorg-\u2028vliet, zorgvliet, 19-\n20th, Ab-\nC"
    assert HyphenResolver(text).undecided() == {("peut", "être"): False}


@pytest.mark.slow
def test_worker_processes_read_them_alike(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(corpus_matcher, "LARGE", 0)
    monkeypatch.setattr(corpus_matcher.CorpusMatcher, "_make_record", lambda *_: None)
    encodings = corpus(tmp_path, a=FRENCH, b=WRAPPED)
    sources = [inspect_file(path, encodings) for path in find([tmp_path])]
    known = [source for source in sources if isinstance(source, Source)]
    with closing(corpus_matcher.CorpusMatcher(known, None, pytest.fail)) as matcher:
        records = matcher.records()
    assert [*records] == [source.name for source in known]
    assert len({record.fingerprint.key for record in records.values()}) == 1


def test_a_spelling_given_is_followed() -> None:
    text = "Le pont rouvrira peut-\nêtre lundi matin."
    assert "peut-être" in parse_document(text, spellings=("peut-être",)).text
    assert "peutêtre" in parse_document(text, spellings=("peutêtre",)).text
