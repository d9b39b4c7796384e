"""The encoder: it turns lines of text into vectors of their meaning.

It is a BERT encoder with the weights of the `semantic` extra. Its matrices are unpacked once. The
pieces of many lines pass through them as rows of one matrix, without padding to the longest line.
"""

from collections.abc import Iterator, Sequence
from math import sqrt
from typing import NamedTuple, Self

import numpy as np

from tui.embedding.model_weights import Floats, Weights
from tui.embedding.tokenizer import Tokenizer

_TASK = "query: "
"""Prefix with which the model was trained for comparing texts of one kind."""
_ROWS = 576
"""Number of rows that pass through the matrices together: as many as the cache of a core holds."""
_STEP, _WHOLE = 12, 48
"""A line starts at a row that is a multiple of `_STEP`; the number of rows is a multiple of
`_WHOLE`. So the vector of a line is the same to the last bit, whichever lines are read with it and
whichever kernel numpy's BLAS selects: some kernels sum in another order at other rows."""
_CURVE = sqrt(2 / np.pi), 0.044715 * sqrt(2 / np.pi)
"""Factors of the approximation of GELU by tanh."""
_SLICE = 32
"""Number of rows to which GELU is applied at a time, so that they stay in the cache."""


class _Window(NamedTuple):
    """Pieces that are read together: a line, or a part of a line that is too long."""

    line: int
    pieces: Sequence[int]

    @property
    def rows(self) -> int:
        """Number of rows that the window takes up, with the rows that stay empty."""
        return -(-(len(self.pieces) + 2) // _STEP) * _STEP


class _Norm(NamedTuple):
    factors: Floats
    shifts: Floats

    @classmethod
    def of(cls, weights: Weights, name: str) -> Self:
        return cls(weights.row(f"{name}.w"), weights.row(f"{name}.b"))

    def apply(self, rows: Floats, epsilon: float) -> None:
        """Normalise each row to mean 0 and deviation 1, then scale and shift it."""
        rows -= rows.mean(axis=1, keepdims=True)
        squares = np.einsum("ij,ij->i", rows, rows) / rows.shape[1]
        rows *= (1 / np.sqrt(squares + epsilon))[:, None]
        rows *= self.factors
        rows += self.shifts


class _Linear(NamedTuple):
    matrix: Floats
    shifts: Floats

    @classmethod
    def of(cls, weights: Weights, name: str, width: int, factor: float = 1.0) -> Self:
        """Return the layer. Its matrix, but not its shifts, is multiplied by `factor`."""
        matrix = weights.blocks(f"{name}.w", width).matrix()
        matrix *= factor
        return cls(np.ascontiguousarray(matrix.T), weights.row(f"{name}.b"))

    def apply(self, rows: Floats, out: Floats) -> Floats:
        np.matmul(rows, self.matrix, out=out)
        out += self.shifts
        return out


class _Layer(NamedTuple):
    projections: _Linear
    """Queries, keys and values of the attention, side by side."""
    attended: _Linear
    attended_norm: _Norm
    widened: _Linear
    narrowed: _Linear
    narrowed_norm: _Norm

    @classmethod
    def of(cls, weights: Weights, number: int) -> Self:
        def linear(name: str, width: int = weights.width, factor: float = 1.0) -> _Linear:
            return _Linear.of(weights, f"l{number}.{name}", width, factor)

        scale = sqrt(weights.heads / weights.width)
        query = linear("q", factor=scale)
        layers = query._replace(shifts=query.shifts * np.float32(scale)), linear("k"), linear("v")
        return cls(
            _Linear(
                np.concatenate([layer.matrix for layer in layers], axis=1),
                np.concatenate([layer.shifts for layer in layers]),
            ),
            linear("ao"),
            _Norm.of(weights, f"l{number}.aln"),
            linear("fi"),
            linear("fo", weights.inner, 0.5),  # `_apply_gelu` computes twice GELU
            _Norm.of(weights, f"l{number}.oln"),
        )


class _Buffers:
    """Memory to compute in, allocated once for all layers."""

    def __init__(self, weights: Weights, rows: int) -> None:
        width, inner = weights.width, weights.inner
        self.projections = np.empty((rows, 3 * width), np.float32)
        self.attended = np.zeros((rows, width), np.float32)  # the empty rows stay zero
        self.sums = np.empty((rows, width), np.float32)
        self.inner = np.empty((rows, inner), np.float32)
        self.activated = np.empty((rows, inner), np.float32)


class Encoder:
    """Encoder of lines, with one set of weights."""

    def __init__(self, weights: Weights) -> None:
        """Unpack the matrices: 85 MB."""
        self._weights = weights
        self._tokenizer = Tokenizer(weights.vocabulary)
        self._words = weights.blocks("emb.word", weights.width)
        self._positions = weights.row("emb.pos").reshape(-1, weights.width)
        self._positions = self._positions + weights.row("emb.type")[: weights.width]
        self._norm = _Norm.of(weights, "emb.ln")
        self._layers = [_Layer.of(weights, number) for number in range(weights.layers)]

    def vectors(self, lines: Sequence[str]) -> Floats:
        """Return a vector of length 1 for each line.

        The vector of a line does not depend on the lines that are read with it.

        Returns:
            An array of 32-bit floats: a row for each line, a column for each number of a vector.
        """
        sums = np.zeros((len(lines), self._weights.width), np.float32)
        for windows in _passes(self._windows(lines)):
            for window, mean in zip(windows, self._means(windows), strict=True):
                sums[window.line] += len(window.pieces) * mean
        sums /= np.sqrt(np.einsum("ij,ij->i", sums, sums))[:, None]
        return sums

    def _windows(self, lines: Sequence[str]) -> Iterator[_Window]:
        most_pieces = self._weights.longest - 2
        for number, line in enumerate(lines):
            pieces = self._tokenizer.cut(_TASK + line)
            for start in range(0, len(pieces), most_pieces):
                yield _Window(number, pieces[start : start + most_pieces])

    def _means(self, windows: Sequence[_Window]) -> list[Floats]:
        """Return for each window the mean of the last layer's rows of its pieces."""
        row_count = sum(window.rows for window in windows)
        rows = np.zeros((-(-row_count // _WHOLE) * _WHOLE, self._weights.width), np.float32)
        spans = []
        start = 0
        for window in windows:
            spans.append(slice(start, start + len(window.pieces) + 2))
            rows[spans[-1]] = self._embed(window.pieces)
            start += window.rows
        self._norm.apply(rows, self._weights.epsilon)
        buffers = _Buffers(self._weights, len(rows))
        for layer in self._layers:
            rows = self._layer_output(layer, rows, spans, buffers)
        return [rows[span].mean(axis=0) for span in spans]

    def _embed(self, pieces: Sequence[int]) -> Floats:
        vocabulary = self._weights.vocabulary
        numbers = np.array([vocabulary.begin, *pieces, vocabulary.end])
        words = type(self._words)(*(part[numbers] for part in self._words)).matrix()
        return words + self._positions[: len(numbers)]

    def _layer_output(
        self, layer: _Layer, rows: Floats, spans: Sequence[slice], buffers: _Buffers
    ) -> Floats:
        """Return the output of a layer for `rows`, which are overwritten."""
        epsilon = self._weights.epsilon
        projections = layer.projections.apply(rows, buffers.projections)
        projections = projections.reshape(len(rows), 3, self._weights.heads, -1)
        for span in spans:
            queries, keys, values = projections[span].transpose(1, 2, 0, 3)
            shares = queries @ keys.transpose(0, 2, 1)
            shares -= shares.max(axis=2, keepdims=True)
            np.exp(shares, out=shares)
            attended = shares @ values
            attended /= shares.sum(axis=2, keepdims=True)
            buffers.attended[span] = attended.transpose(1, 0, 2).reshape(-1, self._weights.width)
        rows += layer.attended.apply(buffers.attended, buffers.sums)
        layer.attended_norm.apply(rows, epsilon)
        _apply_gelu(layer.widened.apply(rows, buffers.inner), buffers.activated)
        rows += layer.narrowed.apply(buffers.activated, buffers.sums)
        layer.narrowed_norm.apply(rows, epsilon)
        return rows


def _passes(windows: Iterator[_Window]) -> Iterator[list[_Window]]:
    """Yield the windows in groups that have at most `_ROWS` rows, or one window."""
    group: list[_Window] = []
    for window in windows:
        if group and sum(member.rows for member in group) + window.rows > _ROWS:
            yield group
            group = []
        group.append(window)
    if group:
        yield group


def _apply_gelu(rows: Floats, out: Floats) -> None:
    """Write twice GELU of `rows` to `out`."""
    straight, cubed = _CURVE
    for start in range(0, len(rows), _SLICE):
        values, results = rows[start : start + _SLICE], out[start : start + _SLICE]
        np.multiply(values, values, out=results)
        results *= cubed
        results += straight
        results *= values
        np.tanh(results, out=results)
        results += 1
        results *= values
