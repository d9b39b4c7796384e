"""A corpus is what is there: searched in order, each file once, nothing bad stops the rest."""

from pathlib import Path

import pytest

from tests.support.corpora import inspect_file
from tests.support.saved_files import AGROUND, book, feed, page
from tui.corpus import loader
from tui.corpus.corpus_file import CorpusFile
from tui.corpus.extracted import extraction
from tui.corpus.loader import (
    find,
    find_allowed,
    load,
    load_articles,
    natural_order,
    parse_bytes,
    preview,
)
from tui.text.parsing.document_parser import Format


def made(folder: Path, *names: str) -> None:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(f"The file {name} says something here.", encoding="utf-8")


def names(*paths: Path) -> list[str]:
    return [path.name for path in find(paths)]


def test_folders_are_searched_in_order_and_hidden_files_passed_over(tmp_path: Path) -> None:
    made(tmp_path, "b.txt", "a.md", "c/d.txt", "c/.e.txt", ".f/g.txt", "h.pdf", "i.markdown")
    assert names(tmp_path) == ["a.md", "b.txt", "d.txt", "i.markdown"]


def test_a_file_named_by_itself_is_taken_whatever_its_ending(tmp_path: Path) -> None:
    made(tmp_path, "report.log")
    assert names(tmp_path / "report.log") == ["report.log"]
    assert load(tmp_path / "report.log").document


def test_a_file_reached_by_two_ways_is_given_once(tmp_path: Path) -> None:
    made(tmp_path, "a.txt", "b/c.txt")
    (tmp_path / "z.txt").symlink_to(tmp_path / "a.txt")
    assert names(tmp_path, tmp_path / "a.txt", tmp_path / "b") == ["a.txt", "c.txt"]


def test_a_folder_that_contains_itself_is_entered_once(tmp_path: Path) -> None:
    made(tmp_path, "a.txt")
    (tmp_path / "again").symlink_to(tmp_path, target_is_directory=True)
    assert names(tmp_path) == ["a.txt"]


def test_a_file_that_vanished_says_so(tmp_path: Path) -> None:
    corpus_file = load(tmp_path / "gone.txt")
    assert corpus_file.document is None
    assert "no such file" in corpus_file.problem


def test_a_file_too_large_is_not_read(tmp_path: Path, monkeypatch) -> None:
    made(tmp_path, "a.txt")
    monkeypatch.setattr(loader, "LARGEST", 10)
    assert "at most" in load(tmp_path / "a.txt").problem


def test_a_name_is_made_safe_to_show(tmp_path: Path) -> None:
    made(tmp_path, "a\x1b]0;x\x07\u202eb.txt")
    corpus_file = load(next(find([tmp_path])))
    assert corpus_file.name == "a]0;xb.txt"
    assert "\x1b" not in corpus_file.id


def test_the_same_content_has_the_same_digest(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"The same words.")
    (tmp_path / "b.txt").write_bytes(b"The same words.")
    assert load(tmp_path / "a.txt").digest == load(tmp_path / "b.txt").digest


@pytest.mark.slow
def test_the_beginning_of_a_long_file_begins_like_the_whole(tmp_path: Path) -> None:
    text = "\n\n".join(f"Sentence number {n} of many — “quoted”." for n in range(30_000))
    (tmp_path / "long.txt").write_text(text, encoding="utf-8")
    made(tmp_path, "short.txt")
    beginning, whole = preview(tmp_path / "long.txt"), load(tmp_path / "long.txt")
    assert beginning
    assert beginning.document
    assert whole.document
    assert beginning.partial
    assert not whole.partial
    assert whole.document.text.startswith(beginning.document.text.rstrip())
    assert len(beginning.document.passages) < len(whole.document.passages) == 30_000
    assert preview(tmp_path / "short.txt") is None


@pytest.mark.slow
def test_a_file_that_takes_long_is_put_off(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(extraction, "_SOON", 0.01)
    made_page = "".join(f"<p>Sentence number {n} of many was said.</p>" for n in range(10_000))
    (tmp_path / "long.html").write_text(f"<!DOCTYPE html><html><body>{made_page}</body></html>")
    [put_off] = load_articles(tmp_path / "long.html", soon=True)
    assert put_off.partial
    assert "after the others" in put_off.problem
    [read] = load_articles(tmp_path / "long.html")
    assert read.document
    assert "number 9999" in read.document.text


def test_a_text_of_more_lines_than_books_have_says_so(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("a\n" * 600_000)
    assert "lines" in load(tmp_path / "a.txt").problem


def test_a_text_of_signs_of_markdown_keeps_its_words(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("[" * 200_000 + " It rained all day.")
    document = load(tmp_path / "a.md").document
    assert document
    assert "It rained all day." in document.text


def test_empty_and_binary_input_is_told_apart() -> None:
    path = Path("-")
    assert parse_bytes("-", path, "-", b" \n", Format.PLAIN).problem == "it is empty"
    assert "binary" in parse_bytes("-", path, "-", b"\0\1\2", Format.PLAIN).problem


def test_files_come_as_people_count(tmp_path: Path) -> None:
    made(tmp_path, "part 10.txt", "part 2.txt", "part 2b/1.txt", "part 1.txt", "2.txt", "a.txt")
    assert names(tmp_path) == ["2.txt", "a.txt", "part 1.txt", "part 2.txt", "1.txt", "part 10.txt"]
    assert natural_order("no9 07") < natural_order("no10 6")


def test_files_of_other_formats_are_counted(tmp_path: Path) -> None:
    made(tmp_path, "a.txt", "b.gif", "c/d.GIF", "c/e.log", "README", ".hidden.pdf", "f.mdown")
    *taken, others = find_allowed([tmp_path], secure=False, other_formats=True)
    assert [one.name for one in taken] == ["a.txt", "f.mdown"]
    assert isinstance(others, CorpusFile)
    assert others.name == "4 files of other formats"
    assert others.problem == "not read: 2 gif, 1 log, 1 without ending"


def test_files_are_taken_by_what_is_in_them(tmp_path: Path) -> None:
    made(tmp_path, "a.txt", "b.xml", "c.xml", "d", "e.epub", "page.html", "page_files/ad.html")
    (tmp_path / "b.xml").write_text(feed([AGROUND]))
    (tmp_path / "c.xml").write_text("<x/>")
    (tmp_path / "d").write_text(page(AGROUND))
    (tmp_path / "e.epub").write_bytes(book([AGROUND]))
    *taken, others = find_allowed([tmp_path], secure=False, other_formats=True)
    assert [one.name for one in taken] == ["a.txt", "b.xml", "d", "e.epub", "page.html"]
    assert isinstance(others, CorpusFile)
    assert others.problem == "not read: 1 xml"


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.txt", "\n<!-- saved -->\n<!DOCTYPE html>\n<html><p>It rains."),
        ("a.txt", "<p>It <b>rains</b>.</p>\n<p>It pours.</p>"),
        ("a.md", "<html lang='en'><body>It rains."),
        ("a.html", "It rains."),
    ],
)
def test_html_is_read_whatever_it_is_called(tmp_path: Path, name: str, text: str) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    held = load(tmp_path / name)
    assert held.document
    assert held.document.on_one_line(0) == "It rains."
    assert inspect_file(tmp_path / name).digest == held.digest


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.txt", "The tag <p> begins a paragraph, </p> ends it, <br> breaks and <b> is bold."),
        ("a.txt", "<b>Rain</b>, it said."),
        ("a.md", "<p align='center'>Rain</p>\n\n<p>It</p> <b>pours</b>, <i>said</i> all."),
    ],
)
def test_a_text_with_tags_in_it_is_a_text(tmp_path: Path, name: str, text: str) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    assert load(tmp_path / name).document
