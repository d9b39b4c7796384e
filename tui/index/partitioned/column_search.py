"""Search of a column of texts for the rows that have all of some words.

The bytes of a column lie in one piece, in which Python's own search is as quick as memory; no row
becomes a string.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence

import pyarrow as pa


def rows_with(column: pa.ChunkedArray, terms: Sequence[bytes]) -> Iterator[int]:
    """Yield the numbers of the rows that have all terms, UTF-8 without spaces, in any order."""
    *other_terms, longest = sorted(set(terms), key=len)  # the longest term is likely the rarest
    first_row = 0
    for chunk in column.chunks:
        yield from (first_row + row for row in _rows_of(chunk, longest, other_terms))
        first_row += len(chunk)


def _rows_of(chunk: pa.StringArray, term: bytes, other_terms: Sequence[bytes]) -> Iterator[int]:
    """Yield the rows of a chunk that have all terms; `term` is searched first."""
    _, offsets, values = chunk.buffers()
    if values is None:  # no row has a text
        return
    starts = memoryview(offsets).cast("i")[chunk.offset : chunk.offset + len(chunk) + 1]
    texts = values.to_pybytes()
    offset = starts[0]
    while (offset := texts.find(term, offset, starts[-1])) >= 0:
        row = bisect_right(starts, offset, hi=len(chunk)) - 1
        start, end = starts[row], starts[row + 1]
        if offset + len(term) > end:  # in two rows
            offset += 1
            continue
        if all(texts.find(other, start, end) >= 0 for other in other_terms):
            yield row
        offset = end
