"""`variorum report` writes a page on what accounts come to, and never over what isn't its own."""

import json
import os
import pty
import subprocess
import sys
from contextlib import suppress
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from tests.collation.accounts import ACCOUNTS, COOK, FIRE, TELEGRAM
from tests.support.command_line import ROOT, variorum
from tests.support.disks import blocked
from tests.support.reader import written

pytestmark = pytest.mark.slow


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    texts = {**ACCOUNTS, "telegram": TELEGRAM.replace("fourteen", "seventeen")}
    return written(tmp_path / "corpus", **texts)


def report(*arguments: object) -> str:
    done = variorum("report", *map(str, arguments))
    assert done.returncode == 0, done.stderr
    return done.stdout


def refusal(*arguments: object) -> str:
    done = variorum("report", *map(str, arguments))
    assert done.returncode == 1, done.stderr
    assert not done.stdout
    return done.stderr


def test_a_page_is_written_and_written_over_while_it_is_as_it_was(
    corpus: Path, tmp_path: Path
) -> None:
    page = tmp_path / "report.html"
    assert report(corpus, "-o", page) == ""
    first = page.read_text("utf-8")
    HTMLParser().feed(first)
    assert first.startswith("<!DOCTYPE html>")
    assert COOK.replace("'", "&#x27;") in first
    (corpus / "bode.txt").write_text(f"{FIRE}\n", "utf-8")
    report(corpus, "-o", page)
    assert page.read_text("utf-8") != first
    assert [file.name for file in tmp_path.glob("*.html")] == ["report.html"]


def test_what_is_no_report_or_was_edited_is_left_unless_forced(
    corpus: Path, tmp_path: Path
) -> None:
    page = tmp_path / "report.html"
    page.write_text("mine")
    assert "not a report by variorum; name another file, or use --force" in refusal(
        corpus, "-o", page
    )
    assert page.read_text() == "mine"
    report(corpus, "-o", page, "--force")
    with page.open("a") as file:
        file.write("<!-- my own words -->")
    assert "was changed" in refusal(corpus, "-o", page)
    assert page.read_text().endswith("<!-- my own words -->")


def test_an_article_is_never_written_over(corpus: Path, tmp_path: Path) -> None:
    link = tmp_path / "link.html"
    link.symlink_to(corpus / "bode.txt")
    for target in (corpus / "bode.txt", link):
        assert "is one of the articles" in refusal(corpus, "-o", target, "--force")
    assert (corpus / "bode.txt").read_text() == ACCOUNTS["bode"]


@pytest.mark.parametrize("target", ["corpus", "no/folder/report.html"])
def test_a_place_that_cannot_be_written_is_named(corpus: Path, tmp_path: Path, target: str) -> None:
    said = refusal(corpus, "-o", tmp_path / target)
    assert target in said
    assert "choose another place" in said


def test_a_report_that_cannot_be_remembered_is_written_all_the_same(
    corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = tmp_path / "data"
    home.mkdir()
    monkeypatch.setenv("XDG_DATA_HOME", str(home))
    page = tmp_path / "report.html"
    with blocked(home):
        done = variorum("report", str(corpus), "-o", str(page))
    assert done.returncode == 0
    assert "the next report there needs --force" in done.stderr
    assert page.read_text("utf-8").endswith("</html>\n")


def test_standard_output_has_the_same_bytes(corpus: Path, tmp_path: Path) -> None:
    page = tmp_path / "report.html"
    report(corpus, "-o", page)
    assert report(corpus) == report(corpus, "-o", "-") == page.read_text("utf-8")


def test_json_has_the_same_as_data_with_words_and_the_files_own_offsets(corpus: Path) -> None:
    found: dict[str, Any] = json.loads(report(corpus, "--json"))
    assert list(found) == [
        "layers", "documents", "claims", "differences", "quotes", "families", "notes",
    ]  # fmt: skip
    assert [d["siglum"] for d in found["documents"]] == ["A", "B", "C"]
    (only,) = found["documents"][1]["only"]
    span = only["words"]
    assert span["words"] == COOK
    assert (corpus / "courant.txt").read_text()[span["start"] : span["end"]] == COOK
    values = {(d["a_text"].lower(), d["b_text"].lower()) for d in found["differences"]}
    assert values == {("fourteen", "seventeen")}
    (first, *_) = found["differences"]
    (mark,) = first["b"]["marks"]
    assert first["b"]["words"][mark["start"] : mark["end"]].lower() == "seventeen"


def test_notes_on_the_files_are_in_it_and_no_others(corpus: Path, tmp_path: Path) -> None:
    other = written(tmp_path / "other", alone=FIRE)
    for file, words in ((corpus / "bode.txt", "<b>Says who?</b>"), (other / "alone.txt", "Not me")):
        assert variorum("notes", "add", str(file), "--quote", FIRE, words).returncode == 0
    page = report(corpus)
    assert "&lt;b&gt;Says who?&lt;/b&gt;" in page
    assert "Not me" not in page
    (note,) = json.loads(report(corpus, "--json"))["notes"]
    assert [(p["siglum"], p["state"]) for p in note["places"]] == [("A", "exact")]


def test_nothing_to_report_on_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    assert "nothing to compare" in refusal(tmp_path / "empty", "-o", tmp_path / "report.html")
    assert not (tmp_path / "report.html").exists()


def test_a_page_does_not_fill_a_terminal(corpus: Path) -> None:
    reading, writing = pty.openpty()
    done = subprocess.run(
        [sys.executable, "-m", "tui", "report", str(corpus)],
        stdin=subprocess.DEVNULL, stdout=writing, stderr=subprocess.PIPE, cwd=ROOT, check=False,
    )  # fmt: skip
    os.close(writing)
    with suppress(OSError):  # the end of a terminal, on Linux
        assert os.read(reading, 1) == b""
    os.close(reading)
    assert done.returncode == 2
    assert "name a file with -o" in done.stderr.decode()
