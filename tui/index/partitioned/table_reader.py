"""Reading of the tables of a partitioned index: the few rows that have one value.

A file's check sum is looked at before the file is first used; statistics of its row groups say
which to read.
"""

from bisect import bisect_left, bisect_right
from collections import OrderedDict
from collections.abc import Iterator, Sequence
from pathlib import Path
from threading import RLock
from typing import Any, NamedTuple

import pyarrow as pa
import pyarrow.parquet as pq

from tui.index.partitioned.manifest import Manifest
from tui.index.partitioned.table_files import TableFile, file_digest, file_path
from tui.index.partitioned.tables import LAYOUTS, Table, file_number
from tui.index.shared.shared_index import IndexRefusedError

_OPEN = 48
"""Files that are kept open, those used last."""
_MOST_ROWS = 1_000_000
"""Rows with one value that are read; no honest index has more."""


class _OpenFile(NamedTuple):
    """A file with the first and the last value of each of its row groups."""

    parquet: pq.ParquetFile
    bounds: Sequence[tuple[int, int]]


class TableReader:
    """Reader of the tables in one folder; threads may share it.

    Every method raises `IndexRefusedError` for a file that is missing, damaged or changed.
    """

    def __init__(self, folder: Path, manifest: Manifest) -> None:
        self._folder = folder
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
                file.parquet.close()
            self._open.clear()

    def rows(self, table: Table, value: int, columns: Sequence[str] = ()) -> list[tuple[Any, ...]]:
        """Return the rows whose first column has this value, in their order."""
        number = file_number(table, value)
        if number not in self._files[table]:
            return []
        with self._lock:
            file = self._opened(table, number)
            groups = [n for n, (low, high) in enumerate(file.bounds) if low <= value <= high]
            if not groups:
                return []
            key = LAYOUTS[table].schema.names[0]
            names = [key, *(columns or LAYOUTS[table].schema.names[1:])]
            try:
                read = file.parquet.read_row_groups(groups, columns=names, use_threads=False)
                # Arrow's own filter would import pandas where it is installed.
                known = read.column(0).to_pylist()
                first, last = bisect_left(known, value), bisect_right(known, value)
                read = read.slice(first, last - first)
            except (OSError, TypeError, pa.ArrowException) as error:
                raise self._damaged(table, number, error) from error
        if read.num_rows > _MOST_ROWS:
            raise self._damaged(table, number, "too many rows")
        return _tuples(read)

    def page(
        self, table: Table, first: int, count: int, columns: Sequence[str]
    ) -> list[tuple[Any, ...]]:
        """Return `count` rows of a table with one row for each value, from the value `first`."""
        found: list[tuple[Any, ...]] = []
        size = LAYOUTS[table].rows
        at = first
        while len(found) < count and file_number(table, at) in self._files[table]:
            number = file_number(table, at)
            offset = at - number * LAYOUTS[table].span
            with self._lock:
                file = self._opened(table, number)
                group, skipped = divmod(offset, size)
                if group >= len(file.bounds):
                    break
                try:
                    read = file.parquet.read_row_group(
                        group, columns=list(columns), use_threads=False
                    )
                except (OSError, pa.ArrowException) as error:
                    raise self._damaged(table, number, error) from error
            some = _tuples(read.slice(skipped, count - len(found)))
            if not some:
                break
            found += some
            at += len(some)
        return found

    def columns(self, table: Table, columns: Sequence[str]) -> Iterator[pa.Table]:
        """Yield some columns of a whole table, one file at a time."""
        for number in self._files[table]:
            with self._lock:
                file = self._opened(table, number)
                try:
                    read = file.parquet.read(columns=list(columns), use_threads=False)
                except (OSError, pa.ArrowException) as error:
                    raise self._damaged(table, number, error) from error
            yield read

    def _opened(self, table: Table, number: int) -> _OpenFile:
        key = table, number
        if key in self._open:
            self._open.move_to_end(key)
            return self._open[key]
        path = file_path(self._folder, table, number)
        try:
            if key not in self._seen:
                self._check(path, self._files[table][number])
                self._seen.add(key)
            parquet = pq.ParquetFile(path, memory_map=True)
            if not parquet.schema_arrow.equals(LAYOUTS[table].schema):
                raise self._damaged(table, number, "other columns")
            bounds = tuple(_bounds(parquet.metadata))
        except (OSError, pa.ArrowException, ValueError) as error:
            raise self._damaged(table, number, error) from error
        self._open[key] = file = _OpenFile(parquet, bounds)
        while len(self._open) > _OPEN:
            self._open.popitem(last=False)[1].parquet.close()
        return file

    def _check(self, path: Path, file: TableFile) -> None:
        if path.stat().st_size != file.size or file_digest(path) != file.digest:
            raise ValueError("its bytes are not those that were written")

    def _damaged(self, table: Table, number: int, error: object) -> IndexRefusedError:
        path = file_path(self._folder, table, number)
        reason = error.strerror or error if isinstance(error, OSError) else error
        return IndexRefusedError(f"{path} is damaged ({reason})", advice="ask for a new index")


def _bounds(metadata: Any) -> Iterator[tuple[int, int]]:
    for number in range(metadata.num_row_groups):
        statistics = metadata.row_group(number).column(0).statistics
        if statistics is None or not statistics.has_min_max:
            raise ValueError("it has no statistics")
        yield statistics.min, statistics.max


def _tuples(read: pa.Table) -> list[tuple[Any, ...]]:
    return list(zip(*(column.to_pylist() for column in read.columns), strict=True))
