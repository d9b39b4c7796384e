"""A reader can name the encoding of files: of one, of all in a run, of those of some names."""

from pathlib import Path

import pytest

from tests.support.command_line import matches, variorum
from tests.support.corpora import inspect_file
from tui.corpus.file_encodings import FileEncodings
from tui.corpus.loader import find, load
from tui.index.source import Source
from tui.reading_state import preferences

CZECH = "Děti šly domů. Řekl to hasič, který u požáru skladiště nebyl zraněn ani letos."
GREEK = "Η γέφυρα έκλεισε χθες. Ο δήμαρχος είπε ότι θα μείνει κλειστή ως τον Οκτώβριο."


def test_what_is_nearest_to_a_file_is_heard_first(tmp_path: Path) -> None:
    for name in ("one.old", "two.old", "three"):
        (tmp_path / name).write_bytes(CZECH.encode("cp1250"))
    ours = FileEncodings("cp1252", {"*.old": "cp1251"}, {str(tmp_path / "one.old"): "cp1250"})
    assert load(tmp_path / "one.old", ours).encoding == "cp1250"
    assert load(tmp_path / "two.old", ours).encoding == "cp1252"
    patterns = FileEncodings(patterns={"*.old": "cp1251"})
    assert load(tmp_path / "two.old", patterns).encoding == "cp1251"
    assert load(tmp_path / "three", patterns).encoding == "cp1250"


def test_utf8_stays_unless_the_very_file_is_named(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text(CZECH, encoding="utf-8")
    assert load(file, FileEncodings("cp1250", {"*.txt": "cp1252"})).encoding == "utf-8"
    assert load(file, FileEncodings(chosen_encodings={str(file): "cp1250"})).encoding == "cp1250"


def test_short_lines_are_read_as_the_other_files_suggest(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(CZECH.encode())
    line = tmp_path / "b.txt"
    line.write_bytes("Děti šly domů.".encode("iso8859-2"))
    corpus_file = load(line, FileEncodings(other_files=lambda: find([tmp_path])))
    assert corpus_file.document
    assert corpus_file.document.text == "Děti šly domů."


def test_what_is_read_otherwise_is_another_content(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_bytes(CZECH.encode("cp1250"))
    one, two = (inspect_file(file, FileEncodings(name)) for name in ("cp1250", "cp1252"))
    assert isinstance(one, Source)
    assert isinstance(two, Source)
    assert one.content != two.content
    assert one.digest == load(file, FileEncodings("cp1250")).digest
    document = one.read()
    assert document
    assert document.text == CZECH


def test_a_choice_is_remembered_and_forgotten(tmp_path: Path) -> None:
    preferences.keep_theme(tmp_path, "dark")
    preferences.keep_encoding(tmp_path, "/a/\udcff.txt", "cp1250")
    preferences.keep_encoding(tmp_path, "/b.txt", "koi8-r")
    preferences.keep_encoding(tmp_path, "/b.txt", "")
    assert preferences.encodings(tmp_path) == {"/a/\udcff.txt": "cp1250"}
    assert preferences.theme(tmp_path) == "dark"


@pytest.mark.slow
def test_the_command_line_names_one_and_says_what_was_read_as_what(tmp_path: Path) -> None:
    folder = tmp_path / "corpus"
    folder.mkdir()
    (folder / "a.txt").write_bytes(CZECH.encode("cp1250"))
    (folder / "b.txt").write_text(CZECH, encoding="utf-8")
    found = matches(folder)
    assert {d["encoding"] for d in found["documents"]} == {"cp1250", "utf-8"}
    assert [len(copies) for copies in found["copies"]] == [2]
    done = variorum("matches", str(folder), "--encoding", "cp1252")
    assert "read as cp1252: a.txt" in done.stderr
    wrong = variorum("matches", str(folder), "--encoding", "cp125x")
    assert wrong.returncode == 2
    assert "the encoding 'cp125x' is unknown" in wrong.stderr


@pytest.mark.slow
def test_the_configuration_names_them_by_pattern(tmp_path: Path) -> None:
    folder = tmp_path / "corpus" / "1998"
    folder.mkdir(parents=True)
    (folder / "a.txt").write_bytes(GREEK.encode("cp1253"))
    config = tmp_path / "config" / "variorum" / "config.toml"
    config.parent.mkdir(parents=True)
    config.write_text('[encodings]\n"1998/*.txt" = "windows-1251"\n', encoding="utf-8")
    done = variorum("matches", str(folder), XDG_CONFIG_HOME=str(tmp_path / "config"))
    assert "read as cp1251: a.txt" in done.stderr
    config.write_text('[encodings]\n"1998/*.txt" = "latin-nought"\n', encoding="utf-8")
    done = variorum("matches", str(folder), XDG_CONFIG_HOME=str(tmp_path / "config"))
    assert done.returncode == 2
    assert "config.toml, line 2" in done.stderr


@pytest.mark.slow
@pytest.mark.parametrize("words", [("notes", "list"), ("matches",)])
def test_notes_hold_in_what_is_no_utf8(tmp_path: Path, words: tuple[str, ...]) -> None:
    file = tmp_path / "a.txt"
    file.write_bytes(CZECH.encode("iso8859-2"))
    assert variorum("notes", "add", str(file), "--quote", "Děti šly domů", "x").returncode == 0
    (tmp_path / "b.txt").write_text(CZECH, encoding="utf-8")
    done = variorum(*words, str(file), str(tmp_path / "b.txt"))
    assert done.returncode == 0
    assert "Děti šly domů" in done.stdout
