"""Search of a column of texts: the rows that have all of some words.

The column's bytes lie in one piece, in which Python's own search is as quick as memory; no row
becomes a string.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence

import pyarrow as pa


def rows_with(column: pa.ChunkedArray, terms: Sequence[bytes]) -> Iterator[int]:
    """Yield the numbers of the rows that have all terms, UTF-8 without spaces, in any order."""
    wanted = sorted(set(terms), key=len)
    rarest = wanted.pop()  # the longest one, most likely
    before = 0
    for chunk in column.chunks:
        yield from (before + row for row in _rows_of(chunk, rarest, wanted))
        before += len(chunk)


def _rows_of(chunk: pa.StringArray, rarest: bytes, others: Sequence[bytes]) -> Iterator[int]:
    _, offsets, values = chunk.buffers()
    if values is None:  # no row has a text
        return
    starts = memoryview(offsets).cast("i")[chunk.offset : chunk.offset + len(chunk) + 1]
    texts = values.to_pybytes()
    at = starts[0]
    while (at := texts.find(rarest, at, starts[-1])) >= 0:
        row = bisect_right(starts, at, hi=len(chunk)) - 1
        start, end = starts[row], starts[row + 1]
        if at + len(rarest) > end:  # in two rows
            at += 1
            continue
        if all(texts.find(other, start, end) >= 0 for other in others):
            yield row
        at = end
