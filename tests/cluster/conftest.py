"""What tests of a cluster and of its index need, and the word that says what is missing."""

import os
import shutil
from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.support.cluster import every_kind, missing
from tests.support.command_line import variorum
from tests.support.corpora import harbour


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip what can't run here; `make test-spark` fails where something is missing."""
    for item in items:
        if "tests/cluster/" not in item.path.as_posix():
            continue
        needs = {mark.name for mark in item.iter_markers()} & {"parquet", "spark", "standalone"}
        reason = missing(needs, find_spec, shutil.which, os.environ)
        if reason:
            item.add_marker(pytest.mark.skip(reason=reason))


@pytest.fixture(scope="session")
def honest(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return an index of two articles, which no test changes."""
    folder = tmp_path_factory.mktemp("honest")
    done = variorum("index", str(harbour(folder)), "--partitioned", "--to", str(folder / "index"))
    assert done.returncode == 0, done.stderr
    return folder / "index"


@pytest.fixture(scope="session")
def various(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return an index with copies, retellings and recurring lines, whose files are gone."""
    folder = tmp_path_factory.mktemp("various")
    corpus = every_kind(folder)
    done = variorum("index", str(corpus), "--partitioned", "--to", str(folder / "index"))
    assert done.returncode == 0, done.stderr
    shutil.rmtree(corpus)
    return folder / "index"


@pytest.fixture
def index(honest: Path, tmp_path: Path) -> Path:
    """Return a copy of that index, for a test that changes it."""
    return Path(shutil.copytree(honest, tmp_path / "index"))
