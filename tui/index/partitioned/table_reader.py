"""Reading of the tables of a partitioned index: the few rows that have one value.

A file's check sum is looked at before the file is first used, and those of its pages each time;
the pages are measured before they are unpacked. Statistics of row groups say which to read. No file
is mapped into memory: if somebody shortens a mapped file, the system kills the program. No caller
waits long for a disk that doesn't answer.
"""

from bisect import bisect_left, bisect_right
from collections import OrderedDict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from hashlib import blake2b
from pathlib import Path
from threading import RLock
from typing import Any, NamedTuple

import pyarrow as pa
import pyarrow.parquet as pq

from tui.index.partitioned.column_chunks import ReadAt, read_columns, read_footer
from tui.index.partitioned.manifest import ASK_FOR_RIGHT, Manifest
from tui.index.partitioned.table_files import TableFile, file_path
from tui.index.partitioned.tables import LAYOUTS, Table, TableLayout, file_number
from tui.index.shared.shared_index import IndexRefusedError
from tui.storage.disk_timeout import DiskTimeoutError, call_with_timeout

_OPEN = 48
"""Files that are kept open, those used last."""
_MOST_ROWS = 1_000_000
"""Rows that are read at once; no honest index has more with one value."""
_BLOCK = 1 << 20
"""Bytes of a file that are read at once for its check sum."""


class _OpenFile(NamedTuple):
    """A file with the first and the last value of each of its row groups."""

    source: pa.NativeFile
    metadata: pq.FileMetaData
    bounds: Sequence[tuple[int, int]]

    def close(self) -> None:
        self.source.close()


class TableReader:
    """Reader of the tables in one folder; threads may share it.

    Every method raises `IndexRefusedError` for a file that is missing, damaged or changed, or that
    its disk doesn't give in time.
    """

    def __init__(self, folder: Path, manifest: Manifest) -> None:
        # Memory that was read into is given back at once; Arrow's own allocator would keep it.
        pa.set_memory_pool(pa.system_memory_pool())
        self._folder = folder
        self._wait = partial(call_with_timeout, disk=str(folder))
        self._files = {
            table: {file.number: file for file in files} for table, files in manifest.tables.items()
        }
        self._open: OrderedDict[tuple[Table, int], _OpenFile] = OrderedDict()
        self._seen: set[tuple[Table, int]] = set()
        """Files whose check sums were right."""
        self._lock = RLock()

    def close(self) -> None:
        """Close all files."""
        with self._lock:
            for file in self._open.values():
                file.close()
            self._open.clear()

    def numbers(self, table: Table) -> Sequence[int]:
        """Return the numbers of the files of a table."""
        return tuple(self._files[table])

    def rows(self, table: Table, value: int, columns: Sequence[str] = ()) -> list[tuple[Any, ...]]:
        """Return the rows whose first column has this value, in their order."""
        number = file_number(table, value)
        if number not in self._files[table]:
            return []
        key = LAYOUTS[table].schema.names[0]
        names = [key, *(columns or LAYOUTS[table].schema.names[1:])]
        with self._lock, self._refusing(table, number):
            file = self._opened(table, number)
            groups = [n for n, (low, high) in enumerate(file.bounds) if low <= value <= high]
            if not groups:
                return []
            read = self._read(file, groups, names)
            # Arrow's own filter would import pandas where it is installed.
            known = read.column(0).to_pylist()
            first, last = bisect_left(known, value), bisect_right(known, value)
            found = _tuples(read.slice(first, last - first))
            if known.count(value) != len(found):
                raise ValueError("its rows are in disorder")
        return found

    def page(
        self, table: Table, first: int, count: int, columns: Sequence[str]
    ) -> list[tuple[Any, ...]]:
        """Return `count` rows of a table with one row for each value, from the value `first`."""
        found: list[tuple[Any, ...]] = []
        at = first
        while len(found) < count and file_number(table, at) in self._files[table]:
            number = file_number(table, at)
            group, skipped = divmod(at - number * LAYOUTS[table].span, LAYOUTS[table].rows)
            with self._lock, self._refusing(table, number):
                file = self._opened(table, number)
                if group >= len(file.bounds):
                    break
                read = self._read(file, [group], columns)
                some = _tuples(read.slice(skipped, count - len(found)))
            if not some:
                break
            found += some
            at += len(some)
        return found

    def column(self, table: Table, number: int, column: str) -> pa.ChunkedArray:
        """Return a whole column of one file, which is not kept open."""
        with self._refusing(table, number):
            file = self._new(table, number)
            try:
                read = self._read(file, range(len(file.bounds)), [column])
            finally:
                file.close()
            return read.column(0)

    def _read(self, file: _OpenFile, groups: Sequence[int], columns: Sequence[str]) -> pa.Table:
        """Return some columns of some row groups, if they are not too large."""
        if sum(file.metadata.row_group(group).num_rows for group in groups) > _MOST_ROWS:
            raise ValueError("it has too many rows")
        return read_columns(file.metadata, groups, columns, self._reading(file.source))

    def _reading(self, source: pa.NativeFile) -> ReadAt:
        """Return the function that reads a file, as far as its disk answers."""
        return partial(self._wait, source.read_at)

    def _opened(self, table: Table, number: int) -> _OpenFile:
        """Return a file that is kept open."""
        key = table, number
        if key in self._open:
            self._open.move_to_end(key)
            return self._open[key]
        self._open[key] = file = self._new(table, number)
        while len(self._open) > _OPEN:
            self._open.popitem(last=False)[1].close()
        return file

    def _new(self, table: Table, number: int) -> _OpenFile:
        """Return a file that is opened now, and checked if it never was."""
        path = file_path(self._folder, table, number)
        source = self._wait(lambda: pa.OSFile(str(path)))
        try:
            if (table, number) not in self._seen:
                self._check(source, self._files[table][number])
                self._seen.add((table, number))
            footer = read_footer(self._wait(source.size), self._reading(source))
            return _OpenFile(source, footer.metadata, tuple(_bounds(footer, LAYOUTS[table])))
        except DiskTimeoutError:
            raise  # the file is still being read: it can't be closed
        except BaseException:
            source.close()
            raise

    def _check(self, source: pa.NativeFile, file: TableFile) -> None:
        """Compare the bytes of a file with those that were written."""
        seen, at = blake2b(digest_size=16), 0
        if self._wait(source.size) == file.size:
            while at < file.size and (block := self._wait(source.read_at, _BLOCK, at)):
                seen.update(block)
                at += len(block)
        if seen.hexdigest() != file.digest:
            raise ValueError("its bytes are not those that were written")

    @contextmanager
    def _refusing(self, table: Table, number: int) -> Iterator[None]:
        """Turn errors of a file into a refusal that names it; forget the open file."""
        try:
            yield
        except DiskTimeoutError as error:
            with self._lock:
                self._open.pop((table, number), None)
            path = file_path(self._folder, table, number)
            raise IndexRefusedError(f"{path}: {error}") from error
        except (OSError, ValueError, TypeError, MemoryError, pa.ArrowException) as error:
            with self._lock:
                if file := self._open.pop((table, number), None):
                    file.close()
                self._seen.discard((table, number))
            raise self._refusal(table, number, error) from error

    def _refusal(self, table: Table, number: int, error: Exception) -> IndexRefusedError:
        path = file_path(self._folder, table, number)
        if isinstance(error, FileNotFoundError):
            advice = "the index was removed or made anew twice: leave the reader and open it again"
            return IndexRefusedError(f"{path} is gone", advice=advice)
        if isinstance(error, PermissionError):
            return IndexRefusedError(f"{path} may not be read", advice=ASK_FOR_RIGHT)
        reason = (getattr(error, "strerror", None) or str(error)).splitlines() or [repr(error)]
        return IndexRefusedError(f"{path} is damaged ({reason[0]})", advice="ask for a new index")


def _bounds(footer: pq.ParquetFile, layout: TableLayout) -> Iterator[tuple[int, int]]:
    """Yield the first and the last value of each row group of a file that is as it should be."""
    if not footer.schema_arrow.equals(layout.schema):
        raise ValueError("it has other columns")
    for number in range(footer.metadata.num_row_groups):
        group = footer.metadata.row_group(number)
        statistics = group.column(0).statistics
        if group.num_rows > layout.rows:
            raise ValueError("its row groups are too large")
        if statistics is None or not statistics.has_min_max:
            raise ValueError("it has no statistics")
        yield statistics.min, statistics.max


def _tuples(read: pa.Table) -> list[tuple[Any, ...]]:
    return list(zip(*(column.to_pylist() for column in read.columns), strict=True))
