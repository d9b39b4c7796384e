"""Frames: Python functions from rows to rows, which the processes of a cluster carry out."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any

import pyarrow as pa
from pyspark.sql import DataFrame

Columns = Mapping[str, str]
"""Names of columns, with the names that Spark has for their types."""
Row = tuple[Any, ...]
RowFunction = Callable[[Iterator[Row]], Iterable[Row]]

_TYPES = {
    "bigint": pa.int64(),
    "int": pa.int32(),
    "tinyint": pa.int8(),
    "boolean": pa.bool_(),
    "double": pa.float64(),
    "binary": pa.binary(),
    "string": pa.string(),
    "array<bigint>": pa.list_(pa.int64()),
    "array<int>": pa.list_(pa.int32()),
}
_ROWS = 4_096
"""Rows of a batch, at most."""
_BYTES = 4 << 20
"""Bytes of the values of a batch, about."""


def map_rows(frame: DataFrame, function: RowFunction, columns: Columns) -> DataFrame:
    """Return the rows that a function makes of the rows of each partition."""
    return map_batches(frame, _RowsToBatches(function, columns), columns)


def map_batches(
    frame: DataFrame,
    function: Callable[[Iterator[pa.RecordBatch]], Iterator[pa.RecordBatch]],
    columns: Columns,
) -> DataFrame:
    """Return the batches of columns that a function makes of the batches of each partition."""
    schema = ", ".join(f"`{name}` {type_}" for name, type_ in columns.items())
    return frame.mapInArrow(function, schema)


def arrow_schema(columns: Columns) -> pa.Schema:
    """Return the schema of columns for Arrow."""
    return pa.schema({name: _TYPES[type_] for name, type_ in columns.items()})


def rows_of(batches: Iterable[pa.RecordBatch]) -> Iterator[Row]:
    """Yield the rows of batches."""
    for batch in batches:
        yield from zip(*(column.to_pylist() for column in batch.columns), strict=True)


def groups_of(rows: Iterable[Row]) -> Iterator[tuple[Any, Iterator[Row]]]:
    """Yield the groups of adjacent rows with the same first value, each with that value."""
    return groupby(rows, itemgetter(0))


def partition_by_key(frame: DataFrame, partitions: int, key: str, *order: str) -> DataFrame:
    """Return the rows so that those of one `key` are adjacent, in one partition and in `order`."""
    return frame.repartition(partitions, key).sortWithinPartitions(key, *order)


class _RowsToBatches:
    """A function of batches that calls a function of rows."""

    def __init__(self, function: RowFunction, columns: Columns) -> None:
        self._function = function
        self._columns = columns

    def __call__(self, batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        schema = arrow_schema(self._columns)
        batch_rows: list[Row] = []
        size = 0
        for row in self._function(rows_of(batches)):
            batch_rows.append(row)
            size += sum(len(value) for value in row if isinstance(value, bytes | str))
            if len(batch_rows) >= _ROWS or size >= _BYTES:
                yield _batch(batch_rows, schema)
                batch_rows, size = [], 0
        if batch_rows:
            yield _batch(batch_rows, schema)


def _batch(rows: Sequence[Row], schema: pa.Schema) -> pa.RecordBatch:
    columns = zip(*rows, strict=True)
    arrays = [pa.array(values, field.type) for values, field in zip(columns, schema, strict=True)]
    return pa.RecordBatch.from_arrays(arrays, schema=schema)


def signed(value: int) -> int:
    """Return the number of 64 bits with a sign by which Spark represents an unsigned one."""
    return value - (1 << 64) if value >> 63 else value


def unsigned(value: int) -> int:
    """Return the unsigned number that `signed` represents."""
    return value + (1 << 64) if value < 0 else value
