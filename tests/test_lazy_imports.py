"""Lazy imports: a module is executed once, when a name of it is used, by whichever thread."""

import subprocess
import sys
from pathlib import Path

import pytest


def run(code: str, *, modules: Path) -> str:
    """Return the output of `code`, run in a process that can import the files in `modules`."""
    script = f"import sys, tui\nsys.path.insert(0, {str(modules)!r})\n{code}"
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=False
    )
    return (done.stdout or done.stderr.splitlines()[-1]).strip()


@pytest.fixture
def modules(tmp_path: Path) -> Path:
    """Return a folder with the module `loud`, which prints when it is executed."""
    (tmp_path / "loud.py").write_text("print('executed')\nNAME = 'a name'\n")
    return tmp_path


def test_a_module_is_executed_when_a_name_of_it_is_used(modules: Path) -> None:
    code = (
        "from tui.lazy_imports import executed_modules, lazy_imports\n"
        "with lazy_imports():\n    import loud\n"
        "print('imported', 'loud' in executed_modules())\n"
        "print(loud.NAME, 'loud' in executed_modules())"
    )
    assert run(code, modules=modules) == "imported False\nexecuted\na name True"


def test_a_module_outside_of_the_block_is_executed_at_once(modules: Path) -> None:
    code = (
        "from tui.lazy_imports import lazy_imports\n"
        "with lazy_imports():\n    import json\n"
        "import loud\nprint('imported')"
    )
    assert run(code, modules=modules) == "executed\nimported"


def test_a_name_that_is_imported_from_a_lazy_module_executes_it(modules: Path) -> None:
    code = (
        "from tui.lazy_imports import lazy_imports\n"
        "with lazy_imports():\n    import loud\n"
        "from loud import NAME\nprint(NAME, loud.NAME)"
    )
    assert run(code, modules=modules) == "executed\na name a name"


def test_a_missing_module_is_told_where_it_is_imported(modules: Path) -> None:
    code = (
        "from tui.lazy_imports import lazy_imports\n"
        "with lazy_imports():\n    import missing_altogether"
    )
    assert run(code, modules=modules) == (
        "ModuleNotFoundError: No module named 'missing_altogether'"
    )


def test_a_module_that_fails_tells_its_own_error_each_time(modules: Path) -> None:
    (modules / "faulty.py").write_text("raise RuntimeError('its own error')\n")
    code = (
        "from tui.lazy_imports import lazy_imports\n"
        "with lazy_imports():\n    import faulty\n"
        "for _ in range(2):\n"
        "    try:\n        faulty.NAME\n"
        "    except RuntimeError as error:\n        print(error)"
    )
    assert run(code, modules=modules) == "its own error\nits own error"


def test_threads_that_use_a_module_at_once_find_it_executed_once(modules: Path) -> None:
    (modules / "slow.py").write_text(
        "import time\nprint('executed')\ntime.sleep(0.1)\nLAST = 'defined'\n"
    )
    code = (
        "from concurrent.futures import ThreadPoolExecutor\n"
        "from tui.lazy_imports import lazy_imports\n"
        "with lazy_imports():\n    import slow\n"
        "with ThreadPoolExecutor(8) as pool:\n"
        "    print(*set(pool.map(lambda _: slow.LAST, range(8))))"
    )
    assert run(code, modules=modules) == "executed\ndefined"
