"""The command line answers quickly, plainly, and with the right exit code."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.command_line import ROOT, variorum
from tui import __version__


def test_version() -> None:
    done = variorum("--version")
    assert (done.returncode, done.stdout) == (0, f"variorum {__version__}\n")


def test_help_names_every_way_to_start_and_where_keys_are_set() -> None:
    done = variorum("--help")
    assert done.returncode == 0
    for word in ("PATH", "matches", "notes", "standard input", "config.toml"):
        assert word in done.stdout


@pytest.mark.parametrize(
    ("words", "problem"),
    [
        ((), "nothing to read"),
        (("no/such/folder",), "there is no such file or folder"),
        (("seeds", "no/such/file"), "no/such/file: there is no such file or folder"),
        (("mathces", "seeds"), "did you mean `variorum matches`?"),
        (("differences", "seeds"), "no such command; `variorum --help` lists the commands"),
        (("search", "seeds", "river"), "the words come first: variorum search WORDS seeds"),
        (("seeds",), "standard output is no terminal"),
        (("--bogus",), "unrecognized arguments"),
        (("matches",), "required"),
    ],
)
def test_what_is_asked_wrongly_ends_with_2_and_a_plain_word(
    words: tuple[str, ...], problem: str
) -> None:
    done = variorum(*words)
    assert done.returncode == 2
    assert problem in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("term", ["dumb", "", "unknown"])
def test_a_terminal_that_can_draw_nothing_is_refused(term: str) -> None:
    done = variorum("seeds", TERM=term)
    assert done.returncode == 2
    assert "this terminal can't show full screens" in done.stderr


def configured(
    home: Path, lines: str, *words: str, **environ: str
) -> subprocess.CompletedProcess[str]:
    """The reader under these settings, as if it could draw: it ends before, or for want of one."""
    (home / "variorum").mkdir(exist_ok=True, parents=True)
    (home / "variorum" / "config.toml").write_text(lines)
    script = (
        "import sys; sys.stdout.isatty = lambda: True\n"
        "from tui.cli.main import main; raise SystemExit(main(sys.argv[1:]))"
    )
    return subprocess.run(
        [sys.executable, "-c", script, *words],
        stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False, cwd=ROOT,
        env={**os.environ, "TERM": "xterm", "XDG_CONFIG_HOME": str(home), **environ},
        start_new_session=True,
    )  # fmt: skip


def test_a_mistake_in_the_configuration_ends_with_2_and_its_line(tmp_path: Path) -> None:
    done = configured(tmp_path, '[keys]\n"move.sideways" = "x"\n', "seeds")
    assert done.returncode == 2
    assert "config.toml, line 2: move.sideways: unknown action" in done.stderr


@pytest.mark.slow
def test_a_folder_of_notes_in_the_corpus_is_refused_and_nothing_is_written(tmp_path: Path) -> None:
    corpus = tmp_path / "corpus"
    (corpus / "deep").mkdir(parents=True)
    (corpus / "a.txt").write_text("The ferry Ouwerkerk sank off the coast of Zeeland.")
    (tmp_path / "way").symlink_to(corpus)
    for folder in ("corpus", "corpus/deep/notes", "way/notes", "corpus/../corpus"):
        line = f'[notes]\nfolder = "{tmp_path / folder}"\n'
        done = configured(tmp_path, line, str(corpus))
        assert done.returncode == 2
        assert f"notes.folder: {tmp_path / folder} is in the corpus" in done.stderr
        assert "config.toml" in done.stderr
    assert sorted(path.name for path in corpus.rglob("*")) == ["a.txt", "deep"]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("folder", "secure"), [("corpus-notes", ""), ("", ""), ("corpus/notes", "1")]
)
def test_a_folder_of_notes_elsewhere_or_unused_is_not_refused(
    tmp_path: Path, folder: str, secure: str
) -> None:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    (corpus / "a.txt").write_text("The ferry Ouwerkerk sank off the coast of Zeeland.")
    line = f'[notes]\nfolder = "{tmp_path / folder}"\n'
    done = configured(tmp_path, line, str(corpus), VARIORUM_SECURE=secure)
    assert "no terminal to draw on" in done.stderr
    assert "notes.folder" not in done.stderr


def test_an_evil_file_name_is_made_safe_in_messages(tmp_path: Path) -> None:
    evil = str(tmp_path / "\x1b]0;evil\x07.txt")
    done = variorum(evil)
    assert done.returncode == 2
    assert "\x1b" not in done.stderr
    (tmp_path / "a.txt").write_text("The ferry Ouwerkerk sank off the coast of Zeeland.")
    done = variorum("index", str(tmp_path / "a.txt"), "--to", f"{evil}/index")
    assert done.returncode == 1
    assert "can't be written" in done.stderr
    assert "\x1b" not in done.stderr
