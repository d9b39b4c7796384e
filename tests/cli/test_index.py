"""`variorum index` compares ahead, in plain lines where there is no terminal."""

from pathlib import Path

import pytest

from tests.support.command_line import variorum
from tui.resources import SEEDS


@pytest.mark.slow
def test_it_says_how_far_it_is_and_what_it_found() -> None:
    done = variorum("index", str(SEEDS))
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("5 articles, ")
    assert "reading 5/5" in done.stderr
    assert "\x1b" not in done.stderr + done.stdout


@pytest.mark.slow
def test_what_is_indexed_is_what_is_matched() -> None:
    fresh = variorum("matches", str(SEEDS), "--json").stdout
    variorum("index", str(SEEDS))
    assert variorum("matches", str(SEEDS), "--json").stdout == fresh


def test_nothing_to_index_is_told(tmp_path: Path) -> None:
    done = variorum("index", str(tmp_path))
    assert done.returncode == 1
    assert "nothing to compare" in done.stderr


@pytest.mark.slow
def test_a_shared_index_is_made_offered_and_told(tmp_path: Path) -> None:
    file = tmp_path / "shared.index"
    fresh = variorum("matches", str(SEEDS), "--json").stdout
    assert variorum("index", str(SEEDS), "--to", str(file)).returncode == 0
    other = {"VARIORUM_INDEX": str(file), "XDG_CACHE_HOME": str(tmp_path / "another")}
    done = variorum("matches", str(SEEDS), "--json", **other)
    assert (done.stdout, done.stderr) == (fresh, "")
    assert "it is read: 5 articles, 10 comparisons" in variorum("doctor", **other).stdout
    other["VARIORUM_INDEX"] = str(tmp_path / "nothing")
    done = variorum("matches", str(SEEDS), "--json", **other)
    assert done.stdout == fresh
    assert "shared index: " in done.stderr
    assert "it is not used: " in variorum("doctor", **other).stdout


@pytest.mark.slow
def test_a_shared_index_takes_no_other_file_s_place(tmp_path: Path) -> None:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    (corpus / "a.txt").write_text("The ferry Ouwerkerk sank off the coast of Zeeland.")
    precious = tmp_path / "precious"
    precious.write_text("not to be lost")
    inside = variorum("index", str(corpus), "--to", str(corpus / "shared.index"))
    assert inside.returncode == 2
    assert "never written to" in inside.stderr
    there = variorum("index", str(corpus), "--to", str(precious))
    assert there.returncode == 2
    assert precious.read_text() == "not to be lost"
    nowhere = variorum("index", str(corpus), "--to", str(tmp_path / "no" / "where"))
    assert nowhere.returncode == 1
    assert [f.name for f in corpus.iterdir()] == ["a.txt"]


@pytest.mark.parametrize(
    ("options", "reason"),
    [
        (("--engine", "spark"), "--to FOLDER"),
        (("--partitioned",), "--to FOLDER"),
        (("--master", "local[2]"), "for --engine spark"),
    ],
)
def test_a_partitioned_index_that_can_t_be_made_is_refused_before_anything_is_read(
    options: tuple[str, ...], reason: str
) -> None:
    done = variorum("index", str(SEEDS), *options)
    assert done.returncode == 2
    assert reason in done.stderr
    assert done.stdout == ""
