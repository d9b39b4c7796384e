"""Secure mode holds for every command that reads a corpus, whichever way it is asked for."""

import json
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.support.command_line import variorum
from tests.support.corpora import written
from tui.storage.path_scope import PathScope

SAID = "The ferry Ouwerkerk sank off the coast of Zeeland on Monday with forty people aboard."
HIDDEN = f"{SAID} This names the harbour master."
LEADS_OUT = "is outside the corpus"


def corpus(folder: Path) -> Path:
    """Two articles, and a link to one that lies outside and says the same."""
    inside = written(folder / "corpus", a=f"{SAID} Divers came.", b=f"{SAID} The crew was saved.")
    outside = written(folder / "elsewhere", hidden=HIDDEN)
    (inside / "c.txt").symlink_to(outside / "hidden.txt")
    return inside


def configured(folder: Path, line: str) -> Mapping[str, str]:
    home = folder / "configured"
    (home / "variorum").mkdir(parents=True)
    (home / "variorum" / "config.toml").write_text(line)
    return {"XDG_CONFIG_HOME": str(home)}


@pytest.mark.slow
@pytest.mark.parametrize("asked", ["flag", "environment", "configuration"])
@pytest.mark.parametrize("command", ["matches", "index"])
def test_a_link_out_of_the_corpus_is_not_read_and_said(
    tmp_path: Path, command: str, asked: str
) -> None:
    folder = str(corpus(tmp_path))
    environ = {"VARIORUM_SECURE": "1"} if asked == "environment" else {}
    if asked == "configuration":
        environ |= configured(tmp_path, "secure = true\n")
    done = variorum(command, folder, *(["--secure"] if asked == "flag" else []), **environ)
    assert done.returncode == 0, done.stderr
    assert f"c.txt: it {LEADS_OUT}" in done.stderr
    assert "c.txt" not in done.stdout
    assert "a.txt" in done.stdout or done.stdout.startswith("2 articles")
    open_to_all = variorum(command, folder, VARIORUM_SECURE="0")
    assert LEADS_OUT not in open_to_all.stderr
    assert "c.txt" in open_to_all.stdout or open_to_all.stdout.startswith("3 articles")


def test_nothing_but_links_that_lead_out_is_nothing_to_compare(tmp_path: Path) -> None:
    folder = corpus(tmp_path)
    for name in ("a.txt", "b.txt"):
        (folder / name).unlink()
    done = variorum("matches", str(folder), "--secure")
    assert done.returncode == 1
    assert LEADS_OUT in done.stderr


@pytest.mark.slow
def test_what_was_compared_before_is_not_shown_in_secure_mode(tmp_path: Path) -> None:
    folder = str(corpus(tmp_path))
    index = str(tmp_path / "index")
    assert variorum("index", folder, "--to", index).returncode == 0
    done = variorum("matches", folder, "--json", VARIORUM_SECURE="1", VARIORUM_INDEX=index)
    assert [Path(d["path"]).name for d in json.loads(done.stdout)["documents"]] == [
        "a.txt",
        "b.txt",
    ]


@pytest.mark.slow
def test_notes_on_what_lies_outside_are_neither_listed_nor_exported(tmp_path: Path) -> None:
    folder = corpus(tmp_path)
    outside = str(tmp_path / "elsewhere" / "hidden.txt")
    assert variorum("notes", "add", outside, "--quote", "harbour master", "Who?").returncode == 0
    for words in (("list",), ("export", "--by", "article")):
        read = variorum("notes", *words, str(folder))
        assert "Who?" in read.stdout
        done = variorum("notes", *words, str(folder), "--secure")
        assert done.returncode == 0
        assert "Who?" not in done.stdout
        assert f"c.txt: it {LEADS_OUT}" in done.stderr


def test_a_link_that_is_named_is_the_corpus(tmp_path: Path) -> None:
    folder = corpus(tmp_path)
    done = variorum("matches", str(folder / "c.txt"), str(folder / "a.txt"), "--secure")
    assert "c.txt" in done.stdout
    assert not done.stderr


@pytest.mark.slow
def test_a_broken_configuration_is_no_way_around_it(tmp_path: Path) -> None:
    environ = configured(tmp_path, "secure = tru\n")
    folder = str(corpus(tmp_path))
    for words in (("matches",), ("index",), ("notes", "list")):
        done = variorum(*words, folder, **environ)
        assert done.returncode == 2
        assert "config.toml" in done.stderr


def test_bounds_are_where_things_really_lie(tmp_path: Path) -> None:
    inside = corpus(tmp_path)
    bounds = PathScope([inside])
    assert inside / "a.txt" in bounds
    assert inside in bounds
    assert inside / "not" / "there" in bounds
    assert inside / "c.txt" not in bounds
    assert inside / ".." / "elsewhere" not in bounds
    assert tmp_path / "corpus-of-another" not in bounds
    (tmp_path / "link").symlink_to(inside)
    assert tmp_path / "link" / "a.txt" in bounds
    assert inside / "a.txt" in PathScope([tmp_path / "link"])
