"""`variorum index` compares ahead, in plain lines where there is no terminal."""

from pathlib import Path

from tests.cli.test_command_line import variorum
from tui.resources import SEEDS


def test_it_says_how_far_it_is_and_what_it_found() -> None:
    done = variorum("index", str(SEEDS))
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("5 articles, ")
    assert "reading 5/5" in done.stderr
    assert "\x1b" not in done.stderr + done.stdout


def test_what_is_indexed_is_what_is_matched() -> None:
    fresh = variorum("matches", str(SEEDS), "--json").stdout
    variorum("index", str(SEEDS))
    assert variorum("matches", str(SEEDS), "--json").stdout == fresh


def test_nothing_to_index_is_told(tmp_path: Path) -> None:
    done = variorum("index", str(tmp_path))
    assert done.returncode == 1
    assert "nothing to compare" in done.stderr
