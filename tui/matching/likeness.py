"""Likeness: the vectors of two documents' lines compared.

The only place that computes with numpy, which comes with the `semantic` extra and is imported when
first needed.
"""

from collections.abc import Iterable
from importlib import import_module

from tui.matching.judge import DEFAULT, Judge
from tui.matching.meaning import Likeness, Likenesses

DIMENSIONS = 384
"""Of a line's vector, which has the length 1."""
_BYTES = 2
"""Of a number as it is kept."""


def packed_vectors(vectors: object) -> bytes:
    """An array of vectors as bytes, each number in two."""
    numpy = import_module("numpy")
    return bytes(numpy.asarray(vectors).astype("<f2").tobytes())


def lines_of(vectors: bytes) -> int:
    """How many vectors these bytes hold."""
    return len(vectors) // (DIMENSIONS * _BYTES)


def likenesses(
    here: bytes, there: bytes, wanted: Iterable[tuple[int, int]], judge: Judge = DEFAULT
) -> Likenesses:
    """How alike two documents are in meaning, by their lines' packed vectors.

    Told are the `wanted` pairs of lines, as far as both have a vector, and all alike enough.
    """
    if not here or not there:
        return Likenesses(0.0, {})
    numpy = import_module("numpy")
    ours, theirs = (
        numpy.frombuffer(side, "<f2").reshape(-1, DIMENSIONS).astype("f4") for side in (here, there)
    )
    cosines = ours @ theirs.T
    bests = cosines.max(axis=1), cosines.max(axis=0)
    better = max(1, min(cosines.shape) // 2)
    kinship = float(sum(numpy.sort(best)[-better:].mean() for best in bests)) / 2
    rows, columns = cosines.shape
    pairs = {(a, b) for a, b in wanted if a < rows and b < columns}
    pairs.update(zip(*(n.tolist() for n in (cosines >= judge.alike).nonzero()), strict=True))
    lines = {
        (a, b): Likeness(float(cosines[a, b]), float(cosines[a, b] - max(bests[0][a], bests[1][b])))
        for a, b in pairs
    }
    return Likenesses(kinship, lines)
