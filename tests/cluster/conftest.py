"""What tests of a cluster and of its index need, and the word that says what is missing."""

import os
import shutil
from importlib.util import find_spec

import pytest

from tests.support.cluster import missing


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip what can't run here; `make test-spark` fails where something is missing."""
    for item in items:
        if "tests/cluster/" not in item.path.as_posix():
            continue
        needs = {mark.name for mark in item.iter_markers()} & {"parquet", "spark", "standalone"}
        reason = missing(needs, find_spec, shutil.which, os.environ)
        if reason:
            item.add_marker(pytest.mark.skip(reason=reason))
