"""The wheel carries what the program needs: every stylesheet, and the seeds byte for byte."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tui.resources import SEEDS, STYLES

ROOT = Path(__file__).parents[1]


@pytest.mark.slow
def test_styles_and_seeds_travel_inside_the_wheel(tmp_path: Path) -> None:
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)],
        check=True, capture_output=True, cwd=ROOT,
    )  # fmt: skip
    (wheel,) = tmp_path.glob("*.whl")
    assert wheel.name.startswith("variorum-")
    with zipfile.ZipFile(wheel) as inside:
        for folder, files in (("styles", STYLES.glob("*.tcss")), ("seeds", SEEDS.glob("*"))):
            for file in files:
                assert inside.read(f"tui/{folder}/{file.name}") == file.read_bytes()
        names = inside.namelist()
        modules = {str(p.relative_to(ROOT)) for p in (ROOT / "tui").rglob("*.py")}
        assert modules <= set(names)
        assert "tui/matching/features/word_frequency.txt" in names
        assert any(name.endswith("/licenses/NOTICE") for name in names)
        assert not any(name.startswith(("tests", "styles", "seeds")) for name in names)
        inside.extractall(tmp_path / "installed")
    found = subprocess.run(
        [sys.executable, "-c", "import tui.resources as r; print(r.STYLES); print(r.SEEDS)"],
        check=True, capture_output=True, text=True, cwd=tmp_path,
        env={"PYTHONPATH": str(tmp_path / "installed")},
    )  # fmt: skip
    installed = tmp_path / "installed" / "tui"
    assert found.stdout.split() == [str(installed / "styles"), str(installed / "seeds")]
