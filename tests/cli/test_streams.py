"""Output goes where it is asked to: streams, full devices, pipes nobody reads, any locale."""

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.command_line import ROOT, variorum
from tests.support.corpora import written

pytestmark = pytest.mark.slow

STORM = "The harbour of Vlissingen was closed on Tuesday after the storm, said the café’s owner."
PLAIN = {"PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "LC_ALL": "C"}


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = written(tmp_path / "corpus", a=STORM, b=STORM)
    done = variorum("notes", "add", str(folder / "a.txt"), "--quote", "was closed", "über alles")
    assert done.returncode == 0, done.stderr
    return folder


def shell(line: str, **environ: str) -> subprocess.CompletedProcess[bytes]:
    """What bash does with a line in which V is our command; the status of the first in a pipe."""
    script = f'V() {{ "{sys.executable}" -m tui "$@"; }}; {line}; exit ${{PIPESTATUS[0]}}'
    return subprocess.run(
        ["/bin/bash", "-c", script],
        stdin=subprocess.DEVNULL, capture_output=True, check=False, cwd=ROOT,
        env={**os.environ, **environ},
    )  # fmt: skip


@pytest.mark.parametrize("buffered", ["", "1"])
@pytest.mark.parametrize(
    "words", ["--version", "--help", "matches '{}'", "matches '{}' --json", "notes list", "doctor"]
)
def test_a_full_device_is_one_line_and_1(corpus: Path, words: str, buffered: str) -> None:
    line = f"V {words.format(corpus)} > /dev/full"
    done = shell(line, PYTHONUNBUFFERED=buffered, TERM="xterm")
    assert done.returncode == 1
    assert done.stderr == b"variorum: standard output: No space left on device\n"


@pytest.mark.parametrize("words", ["--help", "matches '{}'", "matches '{}' --json", "notes list"])
def test_a_pipe_that_nobody_reads_is_no_fault(corpus: Path, words: str) -> None:
    done = shell(f"V {words.format(corpus)} | true")
    assert done.returncode in {0, 141}
    assert done.stderr == b""


def test_a_dash_and_devices_are_written_to(corpus: Path, tmp_path: Path) -> None:
    expected = variorum("notes", "export", "--form", "csv").stdout
    assert "über alles" in expected
    for name in ("-", "/dev/stdout", "/dev/fd/1", "/proc/self/fd/1"):
        there = tmp_path / "there.csv"
        there.write_text("first\n")
        done = shell(f"V notes export --form csv --to {name} >> '{there}'")
        assert done.returncode == 0, done.stderr
        assert there.read_text(encoding="utf-8") == "first\n" + expected.replace("\r\n", "\n")
    assert shell("V notes export --to /dev/null").returncode == 0
    full = shell("V notes export --to /dev/full")
    assert full.returncode == 1
    assert b"/dev/full: No space left" in full.stderr
    assert corpus.exists()


def test_a_pipe_is_neither_read_nor_renamed_nor_numbered(corpus: Path, tmp_path: Path) -> None:
    pipe = tmp_path / "notes.csv"
    os.mkfifo(pipe)
    done = shell(f"cat '{pipe}' & V notes export --to '{pipe}'; wait")
    assert "über alles" in done.stdout.decode()
    assert pipe.is_fifo()
    assert [path.name for path in tmp_path.glob("notes*")] == ["notes.csv"]
    done = shell(f"cat '{pipe}' & V index '{corpus}' --to '{pipe}'; wait")
    assert b"SQLite format 3" in done.stdout


def test_an_index_goes_to_standard_output_and_its_summary_beside(corpus: Path) -> None:
    done = shell(f"V index '{corpus}' --to -")
    assert done.returncode == 0
    assert done.stdout.startswith(b"SQLite format 3")
    assert b"2 articles, 0 matches" in done.stderr


@pytest.mark.parametrize(
    "environ", [PLAIN, {"PYTHONIOENCODING": "iso8859-1"}, {"PYTHONIOENCODING": "ascii"}]
)
def test_any_locale_will_do(corpus: Path, environ: dict[str, str]) -> None:
    os.link(corpus / "a.txt", os.fsencode(corpus) + b"/caf\xe9.txt")
    (corpus / "b.txt").rename(corpus / "bü.txt")
    expected = shell(f"V matches '{corpus}' --json").stdout
    assert expected.isascii()
    assert shell(f"V matches '{corpus}' --json", **environ).stdout == expected
    paths = {os.fsencode(document["path"]) for document in json.loads(expected)["documents"]}
    assert paths == {bytes(path) for path in corpus.iterdir()}
    assert shell("V --help", **environ).returncode == 0
    listed = shell(f"V matches '{corpus}'", **environ)
    assert listed.returncode == 0
    assert b"caf\\xe9.txt" in listed.stdout
    table = shell("V notes export --form csv", **environ)
    assert table.returncode == 0
    rows = list(csv.reader(io.StringIO(table.stdout.decode("utf-8"))))
    assert any("über alles" in cell for row in rows for cell in row)
    assert shell("V notes list", **environ).returncode == 0


def test_files_whose_names_differ_in_what_cannot_be_shown_are_two(tmp_path: Path) -> None:
    for name in (b"caf\xe8.txt", b"caf\xe9.txt", b"a\x07b.txt", b"ab.txt"):
        Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + name)).write_text(STORM, encoding="utf-8")
    found = json.loads(variorum("matches", str(tmp_path), "--json").stdout)
    assert len(found["documents"]) == 4
    assert [len(copies) for copies in found["copies"]] == [4]


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252", "utf-16"])
def test_standard_input_is_recognised_for_notes(corpus: Path, encoding: str) -> None:
    words = "Der Bürgermeister hält das für übertrieben, so wörtlich."
    variorum(
        "notes", "add", str(corpus / "b.txt"), "--quote", "harbour", "-",
        stdin=words.encode(encoding),
    )  # fmt: skip
    assert words in variorum("notes", "list").stdout


def test_words_that_the_locale_does_not_know_are_recognised(corpus: Path) -> None:
    line = f"V notes add '{corpus}/b.txt' --quote harbour $'Der B\\xfcrgermeister h\\xe4lt es aus'"
    assert shell(line).returncode == 0
    assert "Der Bürgermeister hält es aus" in variorum("notes", "list").stdout


def test_closed_streams_do_no_harm(corpus: Path) -> None:
    assert shell(f"V matches '{corpus}' --json >&-").returncode == 0
    assert shell("V --version <&- >&- 2>&-").returncode == 0
    done = shell(f"V notes add '{corpus}/b.txt' --quote harbour words <&- >&-")
    assert done.returncode == 0
    assert (corpus / "b.txt").read_text(encoding="utf-8") == STORM
