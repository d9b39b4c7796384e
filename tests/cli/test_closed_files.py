"""Files and folders that are closed to the user: each is told in a line, and no work is lost."""

import os
from pathlib import Path

import pytest

from tests.support.command_line import variorum
from tests.support.corpora import ALONE, harbour
from tests.support.reader_session import session
from tests.support.rights import closed

pytestmark = pytest.mark.slow

_DENIED = "Permission denied"


def own(kind: str) -> Path:
    """Return a folder of the user's: config, state, data or cache."""
    folder = Path(os.environ[f"XDG_{kind.upper()}_HOME"], "variorum")
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def told(corpus: Path, words: str, code: int) -> str:
    """Return what a command says on standard error, in one line for each problem."""
    target = corpus.parent / "target"
    command = words.format(corpus=corpus, target=target)
    done = variorum(*command.split(" ", maxsplit=7), obeys_modes=True)
    assert "Traceback" not in done.stderr
    assert done.returncode == code, done.stderr
    return done.stderr


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ("report {corpus} -o {target}/r.html", f"target/r.html: {_DENIED}"),
        ("index {corpus} --to {target}/x", f"target/x: the index can't be written: {_DENIED}"),
        ("index {corpus} --partitioned --to {target}", f"target: {_DENIED}"),
        ("notes export --to {target}/n.md", f"target/n.md: {_DENIED}"),
        ("notes import {target}/n.json", f"target/n.json: {_DENIED}"),
        ("init {target}/corpus --yes", f"target/corpus: {_DENIED}"),
        ("add http://127.0.0.1:9/ --to {target}/corpus", f"target/corpus: {_DENIED}"),
        ("notes add --quote x {target}/a.txt y", f"target/a.txt: {_DENIED}"),
        ("matches {target}/corpus", "target/corpus: you may not read it"),
        ("matches {target}", "target: you may not look into this folder"),
    ],
)  # fmt: skip
def test_a_closed_folder_is_told(tmp_path: Path, words: str, message: str) -> None:
    corpus = harbour(tmp_path)
    target = tmp_path / "target"
    target.mkdir()
    with closed(target):
        assert message in told(corpus, words, 1)
    assert not list(target.iterdir())


def test_a_closed_file_among_others_is_told_and_left_out(tmp_path: Path) -> None:
    corpus = harbour(tmp_path)
    (corpus / "closed.txt").write_text("Nobody but its owner reads this.")
    (corpus / "variorum.toml").write_text('title = "Harbour"\n')
    with closed(corpus / "closed.txt"), closed(corpus / "variorum.toml"):
        said = told(corpus, "matches {corpus}", 0)
    assert "closed.txt: you may not read it" in said
    assert f"variorum.toml: it can't be read: {_DENIED}; the articles are read without it" in said


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("matches {corpus}", 0),
        ("notes list", 1),
        ("report {corpus} -o {corpus}/../r.html", 1),
        ("notes add --quote x {corpus}/a.txt y", 1),
    ],
)
def test_closed_notes_are_told_and_never_taken_for_none(
    tmp_path: Path, words: str, code: int
) -> None:
    corpus = harbour(tmp_path)
    article = next(file for file in corpus.iterdir() if ALONE in file.read_text())
    assert variorum("notes", "add", "--quote", ALONE, str(article), "mine").returncode == 0
    with closed(own("data")):
        said = told(corpus, words, code)
    assert f"{_DENIED}; check that you may write to the folder ({own('data')}/notes.sqlite)" in said
    assert "mine" in variorum("notes", "list").stdout


@pytest.mark.parametrize("words", ["matches {corpus}", "notes list", "search storm {corpus}"])
def test_without_saved_positions_commands_do_their_work(tmp_path: Path, words: str) -> None:
    with closed(own("state")):
        told(harbour(tmp_path), words, 0)


def test_closed_settings_are_told(tmp_path: Path) -> None:
    (own("config") / "config.toml").write_text("")
    with closed(own("config")):
        said = told(harbour(tmp_path), "matches {corpus}", 2)
    assert said.endswith(f"config.toml: it can't be read: {_DENIED}\n")


def test_comparisons_are_made_without_their_cache(tmp_path: Path) -> None:
    corpus = harbour(tmp_path)
    with closed(own("cache")):
        assert f"comparisons are not saved: {_DENIED}" in told(corpus, "matches {corpus}", 0)


def test_the_reader_keeps_words_that_it_can_not_save(tmp_path: Path) -> None:
    with closed(own("data")), closed(own("state")), closed(own("cache")):  # noqa: SIM117
        with session(harbour(tmp_path), obeys_modes=True) as terminal:
            terminal.until_text("Other sources")
            terminal.until_text(ALONE[:20])
            terminal.press("a")
            terminal.until_text("Tags")
            terminal.press("my words\x13")
            terminal.until_text("Not saved")
            assert "my words" in terminal.emulator.text()
            terminal.press("\x1b")
            terminal.until_text("c copies it")
            assert terminal.process.poll() is None


def test_a_closed_article_is_told_in_the_reader(tmp_path: Path) -> None:
    corpus = harbour(tmp_path)
    with closed(corpus), session(corpus / "a.txt", obeys_modes=True) as terminal:
        terminal.until_text("you may not read it")
