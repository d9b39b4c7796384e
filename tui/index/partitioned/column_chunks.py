"""Column chunks of a Parquet file in memory; their pages are measured before Arrow unpacks them.

The sizes in the footer of a file may be false, and those in the headers of pages may be enormous: a
page of some kilobytes can be unpacked to gigabytes, and so can a long value of a dictionary that is
repeated. Arrow reads the bytes that were measured, not the file, which may change meanwhile.
"""

import io
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

import pyarrow as pa
import pyarrow.parquet as pq

from tui.index.partitioned.page_headers import Encoding, PageKind, read_pages

MOST_BYTES = 1 << 29
"""Bytes that are read at once, as they are unpacked."""
MOST_VALUES = 1 << 22
"""Values of one column that are read at once."""
_MOST_PAGES = 4_096
"""Pages of one column in one row group; the writer begins a new one after a megabyte."""
_MOST_FOOTER = 2 << 20
"""Bytes of a footer; an honest one has fewer, and Arrow needs a multiple of its size."""
_VALUE = 16
"""Bytes that Arrow needs for a value beside its own, at most."""
_MAGIC = b"PAR1"
_END = 4 + len(_MAGIC)
"""Bytes after the footer: its length and the sign of a Parquet file."""

ReadAt = Callable[[int, int], bytes]
"""Returns so many bytes of a file from an offset: count, offset."""


class _Chunk(NamedTuple):
    """A column chunk as the footer describes it."""

    start: int
    size: int
    """Bytes in the file."""
    values: int
    width: int
    """Bytes of each value; 0 for texts."""


def read_footer(size: int, read_at: ReadAt) -> pq.ParquetFile:
    """Return the footer of a file of `size` bytes, as a file that has nothing else.

    Raises:
        ValueError: If it is too large, or the file is no Parquet file.
    """
    end = read_at(_END, max(0, size - _END))
    length = int.from_bytes(end[:4], "little")
    if end[4:] != _MAGIC or length > size - _END:
        raise ValueError("it is no Parquet file")
    if length > _MOST_FOOTER:
        raise ValueError("its footer is too large")
    footer = read_at(length, size - _END - length)
    return pq.ParquetFile(pa.BufferReader(_MAGIC + footer + end))


def read_columns(
    metadata: pq.FileMetaData, groups: Sequence[int], columns: Sequence[str], read_at: ReadAt
) -> pa.Table:
    """Return some columns of some row groups.

    Args:
        metadata: The footer of the file.
        groups: The numbers of the row groups.
        columns: The names of the columns.
        read_at: Reads the file.

    Raises:
        ValueError: If they are too large, or a page of them can't be read.
    """
    chunks = [list(_chunks(metadata, group, columns)) for group in groups]
    if sum(chunk.size for some in chunks for chunk in some) > MOST_BYTES:
        raise ValueError("its rows are too large")
    pieces, unpacked = _Pieces(), 0
    for some in chunks:
        start = min(chunk.start for chunk in some)
        end = max(chunk.start + chunk.size for chunk in some)
        if end - start > MOST_BYTES:
            raise ValueError("its columns are in disorder")
        piece = read_at(end - start, start)
        for chunk in some:
            offset = chunk.start - start
            unpacked += _unpacked_size(piece[offset : offset + chunk.size], chunk)
            if unpacked > MOST_BYTES:
                raise ValueError("its rows are too large when they are unpacked")
        pieces.add(start, piece)
    file = pq.ParquetFile(
        pa.PythonFile(pieces, "r"), metadata=metadata, page_checksum_verification=True
    )
    return file.read_row_groups(groups, columns=columns, use_threads=False)


def _chunks(metadata: pq.FileMetaData, number: int, columns: Sequence[str]) -> Iterator[_Chunk]:
    """Yield the chunks of some columns of a row group."""
    group = metadata.row_group(number)
    for position in range(group.num_columns):
        chunk, column = group.column(position), metadata.schema.column(position)
        if column.path.partition(".")[0] not in columns:
            continue
        start, size = chunk.data_page_offset, chunk.total_compressed_size
        if chunk.has_dictionary_page and 0 < chunk.dictionary_page_offset < start:
            start = chunk.dictionary_page_offset
        if start < 0 or size < 0 or not 0 <= chunk.num_values <= MOST_VALUES:
            raise ValueError("it has too many values")
        width = 0 if column.physical_type == "BYTE_ARRAY" else 8  # the chunk's own may be false
        yield _Chunk(start, size, chunk.num_values, width)


def _unpacked_size(data: bytes, chunk: _Chunk) -> int:
    """Return the bytes that the values of a chunk take, at most."""
    size, values, dictionary = _VALUE * chunk.values, 0, 0
    for number, page in enumerate(read_pages(data)):
        if number > _MOST_PAGES:
            raise ValueError("it has too many pages")
        size += page.unpacked
        if page.kind is PageKind.DICTIONARY:
            if number:
                raise ValueError("it has a dictionary in disorder")
            dictionary = page.unpacked
            size += _VALUE * page.values
            continue
        values += page.values
        if page.encoding in {Encoding.RLE_DICTIONARY, Encoding.PLAIN_DICTIONARY}:
            size += page.values * (chunk.width or dictionary)
        if values > chunk.values:
            break
    if values != chunk.values:
        raise ValueError("its pages have another number of values than its footer")
    return size


class _Pieces(io.RawIOBase):
    """A file of which some pieces are in memory; nothing else of it can be read."""

    def __init__(self) -> None:
        self._starts: list[int] = []
        self._pieces: list[bytes] = []
        self._offset = 0

    def add(self, start: int, piece: bytes) -> None:
        """Add the bytes from an offset on; offsets ascend."""
        if self._starts and start < self._starts[-1] + len(self._pieces[-1]):
            raise ValueError("its row groups are in disorder")
        self._starts.append(start)
        self._pieces.append(piece)

    def readable(self) -> bool:
        """Return True."""
        return True

    def seekable(self) -> bool:
        """Return True."""
        return True

    def tell(self) -> int:
        """Return the offset of the next byte."""
        return self._offset

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Set the offset of the next byte, from the start or from the end."""
        end = self._starts[-1] + len(self._pieces[-1]) if self._starts else 0
        self._offset = offset + (end if whence == io.SEEK_END else 0)
        return self._offset

    def read(self, size: int = -1) -> bytes:
        """Return the next bytes of a piece."""
        number = bisect_right(self._starts, self._offset) - 1
        if number < 0:
            raise OSError("it is read where it has no pages")
        first = self._offset - self._starts[number]
        data = self._pieces[number][first : first + size if size >= 0 else None]
        self._offset += len(data)
        return data
