"""`variorum search` prints the sentences that say some words, in the files' own code points."""

import json
from pathlib import Path

import pytest

from tests.cli.test_matches import source
from tests.cli.test_without_home import homeless
from tests.support.command_line import variorum
from tests.support.reader import written
from tui.cli.search_command import print_search
from tui.resources import SEEDS

ICE = "The ferry was stopped by ice. Nobody was left on the island."
CHOIR = "The choir sang on Sunday."


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    return written(tmp_path / "corpus", a=ICE, b=CHOIR)


def test_the_articles_are_listed_with_their_sentences(corpus: Path) -> None:
    done = variorum("search", "ferry ice", str(corpus))
    assert (done.returncode, done.stderr) == (0, "")
    assert "(a.txt; 1 sentence)" in done.stdout
    assert "  The ferry was stopped by ice." in done.stdout
    assert "Nobody" not in done.stdout
    assert "b.txt" not in done.stdout


def test_words_that_stand_apart_are_told(corpus: Path) -> None:
    done = variorum("search", "ferry island", str(corpus))
    assert "(a.txt; 2 sentences, the words apart)" in done.stdout


def test_every_span_of_the_json_stands_in_its_file(tmp_path: Path) -> None:
    folder = written(tmp_path / "corpus", a=f"\ufeffOne.\r\n\r\n\x07{ICE}", b=CHOIR)
    done = variorum("search", "isl*", str(folder), "--json")
    found = json.loads(done.stdout)
    (document,) = found["documents"]
    (hit,) = found["hits"]
    text = source(document["path"])
    assert text[hit["start"] : hit["end"]] == "Nobody was left on the island."
    assert [text[m["start"] : m["end"]] for m in hit["marks"]] == ["isl"]
    assert hit["document"] == document["id"]
    assert (document["count"], document["scattered"]) == (1, False)


@pytest.mark.slow
def test_the_same_corpus_gives_the_same_bytes_in_any_order_and_kept_or_not() -> None:
    files = sorted(str(path) for path in SEEDS.glob("*.txt"))
    first = variorum("search", "china", *files, "--json").stdout
    assert json.loads(first)["hits"]
    assert variorum("search", "china", *files[3:], *files[:3], "--json").stdout == first
    without = homeless("search", "china", *files, "--json")
    assert without.stdout == first
    assert "the search index is not saved: no home folder is known" in without.stderr


@pytest.mark.slow
def test_nothing_found_is_told_by_the_exit_code(corpus: Path) -> None:
    done = variorum("search", "harbour", str(corpus))
    assert (done.returncode, done.stdout, done.stderr) == (1, "", "variorum: nothing found\n")
    done = variorum("search", "harbour", str(corpus), "--json")
    assert (done.returncode, json.loads(done.stdout)) == (1, {"documents": [], "hits": []})


@pytest.mark.parametrize("words", ['"', "*", "", "()", "\x1b[…"])
def test_what_cannot_be_looked_for_is_wrong_use(
    corpus: Path, words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert print_search([words, str(corpus)]) == 2
    told = capsys.readouterr().err
    assert "there is no letter or digit to look for" in told
    assert "\x1b" not in told


@pytest.mark.parametrize(
    "words",
    [
        'ferry" OR letters:"choir',
        "ferry) OR (choir",
        "NEAR(ferry choir)",
        "ferry NOT ice",
        "'; DROP TABLE words; --",
        "letters : choir",
        "^choir + ferry",
        "-rank:choir",
        "%s {} \\ _66_",
    ],
)
def test_what_sqlite_would_take_for_more_than_words_is_words(
    corpus: Path, words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert print_search(["--", words, str(corpus)]) == 1
    assert capsys.readouterr() == ("", "variorum: nothing found\n")
    assert print_search(["choir", str(corpus)]) == 0


@pytest.mark.slow
def test_wrong_use_is_told(corpus: Path) -> None:
    assert variorum("search", "ferry").returncode == 2
    done = variorum("search", "ferry", str(corpus), "--most", "0")
    assert done.returncode == 2
    assert "a number from 1" in done.stderr


def test_nothing_readable_is_a_failure(tmp_path: Path) -> None:
    done = variorum("search", "ferry", str(tmp_path))
    assert done.returncode == 1
    assert "nothing to search" in done.stderr


def test_a_file_that_cannot_be_read_is_named_and_the_rest_is_searched(corpus: Path) -> None:
    (corpus / "c.txt").write_bytes(b"\0\0\0")
    done = variorum("search", "ferry", str(corpus))
    assert done.returncode == 0
    assert "c.txt: it is a binary file" in done.stderr


def test_no_more_articles_are_printed_than_asked_for(corpus: Path) -> None:
    done = variorum("search", "the", str(corpus), "--most", "1")
    assert "… and 1 more articles (--most N)" in done.stdout


def test_what_lies_outside_is_not_searched_in_secure_mode(tmp_path: Path, corpus: Path) -> None:
    outside = tmp_path / "outside.txt"
    outside.write_text("A ferry elsewhere.", encoding="utf-8")
    (corpus / "link.txt").symlink_to(outside)
    done = variorum("search", "elsewhere", str(corpus), "--secure")
    assert done.returncode == 1
    assert "it is outside the corpus" in done.stderr
