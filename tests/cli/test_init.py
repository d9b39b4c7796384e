"""`variorum init`: what it guesses, asks, writes, and never writes."""

import json
import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support import saved_files
from tests.support.command_line import variorum
from tests.support.corpora import LETTER, with_lines, written
from tests.support.pty_session import Session
from tui.cli.init.questions import Questions
from tui.corpus.configuration.config_file import parse_config, read_config
from tui.corpus.configuration.config_text import config_text
from tui.corpus.configuration.corpus_config import CorpusConfig, ReadingRules

AGROUND, STORM = (one.paragraphs[0] for one in (saved_files.AGROUND, saved_files.STORM))


def corpus(folder: Path) -> Path:
    texts = {f"bode-{n}": with_lines(n, [LETTER], 3) for n in range(3)}
    texts |= {f"post-{n}": with_lines(10 + n, [LETTER], 3) for n in range(3)}
    found = written(folder / "the-ferry", **texts)
    (found / "weekly_mail").mkdir()
    (found / "weekly_mail" / "one.txt").write_text(f"{AGROUND}\n\n{STORM}\n")
    rows = [{"id": n, "lead": "Short.", "story": f"{AGROUND} {STORM} {n}"} for n in (1, 2)]
    (found / "all.jsonl").write_text("\n".join(map(json.dumps, rows)))
    (found / "old.txt").write_bytes("Łódź żyje. Pociąg stanął, a ludzie śpią.".encode("cp1250"))
    return found


def initialised(folder: Path, *options: str) -> CorpusConfig:
    done = variorum("init", "--yes", *options, str(folder))
    assert done.returncode == 0, done.stderr
    assert done.stdout == f"{folder / 'variorum.toml'}\n"
    return read_config(folder)


def test_what_is_guessed_is_written_and_read_back(tmp_path: Path) -> None:
    folder = corpus(tmp_path)
    config = initialised(folder, "--encoding", "cp1250")
    assert config.title == "The ferry"
    assert config.order[:3] == ("all.jsonl", "bode-0.txt", "bode-1.txt")
    assert config.letters["all.jsonl#1"] == "A"
    assert config.letters["bode-0.txt"] == "C"
    assert config.outlets == {"bode*": "Bode", "post*": "Post", "weekly_mail": "Weekly mail"}
    assert config.encodings == {"*": "cp1250"}
    assert dict(config.rules.columns)["text"] == "story"
    assert config.rules.boilerplate == (LETTER,)
    text = (folder / "variorum.toml").read_text()
    assert parse_config(text, config.folder) == config
    assert config_text(config) == text


def test_articles_with_a_day_are_in_the_order_of_their_days(tmp_path: Path) -> None:
    folder = tmp_path / "corpus"
    folder.mkdir()
    for name, day in (("a", "2024-05-03"), ("b", "2024-05-01"), ("c", "2024-05-02")):
        (folder / f"{name}.md").write_text(f"---\ndate: {day}\noutlet: O{name}\n---\n\n{STORM}\n")
    config = initialised(folder)
    assert config.order == ("b.md", "c.md", "a.md")
    assert config.letters == {"b.md": "A", "c.md": "B", "a.md": "C"}
    assert config.outlets == {}


@pytest.mark.parametrize("there", ["file", "link to nothing"])
def test_a_file_that_is_there_stays(tmp_path: Path, there: str) -> None:
    folder = corpus(tmp_path)
    file = folder / "variorum.toml"
    if there == "file":
        file.write_text("# mine\n")
    else:
        file.symlink_to(tmp_path / "nowhere")
    done = variorum("init", "--yes", str(folder))
    assert done.returncode == 1
    assert f"{file} is there already; edit it, or move it away" in done.stderr
    assert not (tmp_path / "nowhere").exists()
    assert there != "file" or file.read_text() == "# mine\n"


def test_nothing_is_written_without_an_answer_a_folder_an_article_or_in_secure_mode(
    tmp_path: Path,
) -> None:
    folder = corpus(tmp_path)
    (tmp_path / "empty").mkdir()
    for words, code, said in (
        ([str(folder)], 2, "--yes takes what is guessed"),
        (["--yes", str(tmp_path / "no")], 2, "there is no such folder"),
        (["--yes", str(tmp_path / "empty")], 1, "no article that can be read"),
        (["--yes", "--secure", str(folder)], 1, "in secure mode nothing is written"),
    ):
        done = variorum("init", *words)
        assert (done.returncode, said in done.stderr) == (code, True), done.stderr
    assert not list(tmp_path.rglob("variorum.toml"))


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_may_not_be_written_is_told(tmp_path: Path) -> None:
    folder = corpus(tmp_path)
    folder.chmod(0o500)
    done = variorum("init", "--yes", str(folder))
    folder.chmod(0o700)
    assert done.returncode == 1
    assert "nothing was written" in done.stderr


def test_names_that_a_file_can_not_state_are_left_out(tmp_path: Path) -> None:
    folder = tmp_path / "corpus"
    folder.mkdir()
    for name in ("a*.txt", "b\x1b[31m.txt", "c\u202e.txt", 'd"\\.txt', "e.txt"):
        (folder / name).write_text(AGROUND)
    (folder / os.fsdecode(b"f\xff.txt")).write_text(AGROUND)
    config = initialised(folder)
    assert config.order == ('d"\\.txt', "e.txt")


@pytest.mark.slow
def test_on_a_terminal_each_guess_is_asked_about(tmp_path: Path) -> None:
    folder = corpus(tmp_path)
    command = [sys.executable, "-m", "tui", "init", str(folder)]
    with Session(command, size=(100, 200)) as terminal:
        terminal.until_text("Title [The ferry]")
        terminal.press("The night\r")
        for question in ("Order", "Letters", "Outlets", "Encodings", "Boilerplate", "Columns"):
            terminal.until_text(f"{question}")
            terminal.until_text("Keep")
            terminal.press("n\r" if question == "Letters" else "\r")
        terminal.until_text("Write ")
        terminal.press("y\r")
        assert terminal.ended() == 0
    config = read_config(folder)
    assert config.title == "The night"
    assert config.letters == {}
    assert config.rules.boilerplate == (LETTER,)


@pytest.mark.parametrize("end", ["n\r", "\x04"], ids=["no", "end of the input"])
def test_a_last_no_or_an_end_of_the_answers_writes_nothing(tmp_path: Path, end: str) -> None:
    folder = written(tmp_path / "corpus", a=AGROUND)
    command = [sys.executable, "-m", "tui", "init", str(folder)]
    with Session(command, size=(100, 100)) as terminal:
        terminal.until_text("Title [Corpus]")
        terminal.press("\r")
        terminal.until_text("Keep it?")
        terminal.press("\r")
        terminal.until_text("Keep them?")
        terminal.press("\r")
        terminal.until_text("Write ")
        terminal.press(end)
        assert terminal.ended() == 1
        assert "nothing was written" in terminal.emulator.text()
    assert not (folder / "variorum.toml").exists()


GUESS = CorpusConfig(
    "/corpus",
    "Title",
    ("a.txt", "b.txt"),
    {"a.txt": "A", "b.txt": "B"},
    {"x": "X", "y": "Y"},
    rules=ReadingRules(("Read on", "Read more"), (("text", "body"),)),
)


def answered(answers: Sequence[str]) -> CorpusConfig:
    left: Iterator[str] = iter(answers)
    config = Questions(lambda _: next(left), lambda _: None).config(GUESS)
    assert list(left) == []
    return config


def test_answers_keep_leave_out_or_change_a_guess() -> None:
    assert answered([""] * 6) == GUESS
    assert answered(["-", *"nnnnn"]) == CorpusConfig("/corpus")
    changed = answered(["", "", "", "c", "-", "Why", "c", "Read *", "", "c", "story"])
    assert changed.outlets == {"y": "Why"}
    assert changed.rules == ReadingRules(("Read *", "Read more"), (("text", "story"),))


NAMES = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1)
TABLES = st.dictionaries(NAMES, NAMES, max_size=3)


@given(NAMES, st.lists(NAMES, max_size=3), TABLES, TABLES)
def test_any_configuration_reads_back_equal(
    title: str, order: list[str], outlets: dict[str, str], groups: dict[str, str]
) -> None:
    config = CorpusConfig(
        "/corpus",
        title[:100],
        tuple(order),
        {"a.txt": "AB"},
        {key: value[:80] for key, value in outlets.items()},
        {key: value[:80] for key, value in groups.items()},
        {"*": "cp1250"},
        ReadingRules(("Read on: *", 'a "b"\\'), (("text", title[:80]),), "* * *"),
    )
    assert parse_config(config_text(config), "/corpus") == config
