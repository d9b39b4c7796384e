"""Weights: the file of the `semantic` extra, with a vocabulary and the matrices of an encoder.

All numbers are little-endian. A matrix is stored row by row, in blocks of 32 numbers. A block is
the scale of its numbers in two bytes, then 16 bytes: their lower halves are the first 16 numbers,
their upper halves are the other 16.
"""

import struct
from array import array
from collections.abc import Mapping, Sequence
from mmap import ACCESS_READ, mmap
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

Floats: TypeAlias = NDArray[np.float32]
Bytes: TypeAlias = NDArray[np.uint8]

_MAGIC = b"E5S1"
_BLOCK = 32
_ZERO = 8
"""The four bits that stand for zero."""


class Blocks(NamedTuple):
    """A matrix in the form in which the file stores it, or some rows of it."""

    scales: Floats
    """Scale of each block of each row."""
    halves: Bytes
    """The 16 bytes of each block of each row."""

    def matrix(self) -> Floats:
        """Return the matrix as 32-bit floats."""
        matrix = np.concatenate([self.halves & 15, self.halves >> 4], axis=2).astype(np.float32)
        matrix -= _ZERO
        matrix *= self.scales[:, :, None]
        return matrix.reshape(len(matrix), -1)


class Vocabulary(NamedTuple):
    """Pieces into which a text is cut, with their numbers and their scores."""

    pieces: Mapping[str, int]
    scores: Sequence[float]
    substitutes: Mapping[int, str]
    """Text that replaces a code point before a line is cut, by code point."""
    begin: int
    end: int
    unknown: int


class Weights(NamedTuple):
    """The content of the file."""

    width: int
    """Length of a vector."""
    layers: int
    heads: int
    inner: int
    """Width between the two matrices of a layer's second half."""
    longest: int
    """Largest number of pieces that are read together, with those of begin and end."""
    epsilon: float
    vocabulary: Vocabulary
    data: mmap
    tensors: Mapping[str, tuple[int, int]]
    """Offset and size of each tensor, in bytes."""

    def row(self, name: str) -> Floats:
        """Return the numbers of a tensor that is stored without quantization."""
        offset, size = self.tensors[name]
        return np.frombuffer(self.data, "<f4", size // 4, offset)

    def blocks(self, name: str, width: int) -> Blocks:
        """Return the matrix `name`, with rows of `width` numbers."""
        offset, size = self.tensors[name]
        blocks = np.frombuffer(self.data, np.uint8, size, offset)
        blocks = blocks.reshape(-1, width // _BLOCK, 2 + _BLOCK // 2)
        scales = np.ascontiguousarray(blocks[:, :, :2]).view("<f2")[:, :, 0]
        return Blocks(scales.astype(np.float32), blocks[:, :, 2:])


def read_weights(file: Path) -> Weights:
    """Return the weights in `file`.

    Raises:
        OSError: If the file can't be read.
        ValueError: If the file has another format.
    """
    with file.open("rb") as opened:
        data = mmap(opened.fileno(), 0, access=ACCESS_READ)
    try:
        return _weights(data)
    except struct.error as error:
        raise ValueError(f"{file.name} is cut short") from error


def _weights(data: mmap) -> Weights:
    cursor = _Cursor(data)
    if data[: len(_MAGIC)] != _MAGIC:
        raise ValueError("its weights are of another format")
    cursor.take("4sI")
    width, layers, heads, inner, _, longest, _, epsilon, _ = cursor.take("7ifi")
    vocabulary = _vocabulary(cursor)
    tensors = {}
    (count,) = cursor.take("i")
    for _ in range(count):
        (length,) = cursor.take("H")
        name, _, _, offset, size = cursor.take(f"{length}sBIQQ")
        tensors[name.decode()] = offset, size
    return Weights(width, layers, heads, inner, longest, epsilon, vocabulary, data, tensors)


def _vocabulary(cursor: "_Cursor") -> Vocabulary:
    count, begin, end, _, unknown, length = cursor.take("5iQ")
    offsets = array("I", cursor.bytes(4 * (count + 1)))
    scores = array("f", cursor.bytes(4 * count))
    text = cursor.bytes(length)
    pieces: dict[str, int] = {}
    for number in range(count):
        pieces.setdefault(text[offsets[number] : offsets[number + 1]].decode(), number)
    count, _ = cursor.take("iI")
    substitutes = {}
    for _ in range(count):
        point, length = cursor.take("IB")
        substitutes[point] = "".join(map(chr, cursor.take(f"{length}I")))
    return Vocabulary(pieces, scores, substitutes, begin, end, unknown)


class _Cursor:
    """Position in the file; it moves past the bytes that are taken."""

    def __init__(self, data: mmap) -> None:
        self._data = data
        self._at = 0

    def take(self, form: str) -> tuple[Any, ...]:
        values = struct.unpack_from(f"<{form}", self._data, self._at)
        self._at += struct.calcsize(f"<{form}")
        return values

    def bytes(self, count: int) -> bytes:
        chunk = self._data[self._at : self._at + count]
        self._at += count
        return chunk
