"""Layers: the core can be used, and asked for help, without a terminal."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
CORE = [
    "tui.text.parsing.document_parser",
    "tui.matching.pipeline",
    "tui.workspace.workspace",
    "tui.notes.note_store",
]


def loaded(code: str) -> str:
    """Return the modules that `code` executes in a process of its own."""
    script = (
        f"{code}\nfrom tui.lazy_imports import executed_modules\nprint(*sorted(executed_modules()))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=ROOT
    )
    return f" {done.stdout} "


@pytest.mark.parametrize("module", CORE)
def test_the_core_knows_no_terminal(module: str) -> None:
    modules = loaded(f"import {module}")
    assert f" {module} " in modules
    assert " textual " not in modules
    assert " rich " not in modules


@pytest.mark.parametrize("words", ["['--version']", "['--help']", "['matches', '--help']"])
def test_what_does_not_draw_does_not_load_textual(words: str) -> None:
    modules = loaded(
        "import tui.cli.main as c, contextlib\n"
        f"with contextlib.suppress(SystemExit): c.main({words})"
    )
    assert " tui.cli.main " in modules
    assert " textual " not in modules


@pytest.mark.parametrize(
    ("words", "needless"),
    [
        (["--version"], ["tui.commands", "tui.corpus.file_encodings", "tui.workspace.prefetch"]),
        (["--help"], ["tui.reading_state.preferences", "tui.keyboard_layouts", "pickle", "json"]),
        (["notes", "list"], ["tui.exports.markdown", "tui.exports.org", "tui.commands"]),
        (["notes", "list"], ["tui.matching.pipeline", "tui.workspace.workspace", "lxml"]),
    ],
    ids=str,
)
def test_a_command_loads_what_it_uses(words: list[str], needless: list[str]) -> None:
    modules = loaded(
        "import tui.cli.main as c, contextlib\n"
        f"with contextlib.suppress(SystemExit): c.main({words})"
    )
    assert " tui.cli.main " in modules
    assert [name for name in needless if f" {name} " in modules] == []


@pytest.mark.slow
def test_matching_prints_without_textual() -> None:
    modules = loaded(
        "import tui.cli.main as c, contextlib, io\n"
        "with contextlib.redirect_stdout(io.StringIO()): c.main(['matches', 'seeds', '--json'])"
    )
    assert " tui.matching.pipeline " in modules
    assert " textual " not in modules


def test_a_library_loads_its_services_when_they_are_asked_for() -> None:
    services = ("corpus_reader", "corpus_matching", "note_access", "position_access")
    made = (
        "from pathlib import Path\nimport tui.workspace.workspace as l\n"
        "from tui.settings import Folders\n"
        "library = l.Workspace([Path('seeds')], Folders(*[Path('/nowhere')] * 5))\n"
    )
    modules = loaded(
        f"{made}library.excluded_pairs(), library.find_excluded([], str, ()), library.close()"
    )
    for needless in (*(f"tui.workspace.{name}" for name in services), "sqlite3", "logging"):
        assert f" {needless} " not in modules
    modules = loaded(f"{made}list(library.corpus_files())")
    assert " tui.workspace.corpus_reader " in modules
    assert " sqlite3 " not in modules
    assert " tui.matching.pipeline " not in modules


def test_the_layers_are_as_the_contracts_say() -> None:
    done = subprocess.run(
        [Path(sys.executable).with_name("lint-imports")],
        capture_output=True, text=True, check=False, cwd=ROOT,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout


@pytest.mark.slow
def test_a_widget_that_reached_for_the_library_would_be_caught(tmp_path: Path) -> None:
    """The contracts are tested on a copy with one forbidden import in it."""
    import shutil  # noqa: PLC0415

    shutil.copytree(ROOT / "tui", tmp_path / "tui", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    widget = tmp_path / "tui" / "widgets" / "core" / "pane.py"
    widget.write_text(widget.read_text() + "\nimport tui.workspace.workspace\n")
    done = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache"],
        capture_output=True, text=True, check=False, cwd=tmp_path,
        env={"PYTHONPATH": str(tmp_path), "PATH": "/usr/bin:/bin"},
    )  # fmt: skip
    assert done.returncode == 1
    assert "Widgets know nothing that is on a disk BROKEN" in done.stdout
