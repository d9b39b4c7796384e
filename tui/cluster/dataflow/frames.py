"""Frames: rows that Python functions make of rows, in the processes of a cluster."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any

import pyarrow as pa
from pyspark.sql import DataFrame

Columns = Mapping[str, str]
"""Names of columns and their types, as Spark names them."""
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
"""Rows that are handed on together, at most."""
_BYTES = 4 << 20
"""Bytes of values in them, about."""


def map_rows(frame: DataFrame, function: RowFunction, columns: Columns) -> DataFrame:
    """Return the rows that a function makes of those of each partition."""
    return map_batches(frame, _RowsToBatches(function, columns), columns)


def map_batches(
    frame: DataFrame,
    function: Callable[[Iterator[pa.RecordBatch]], Iterator[pa.RecordBatch]],
    columns: Columns,
) -> DataFrame:
    """Return what a function makes of each partition, both in batches of columns."""
    return frame.mapInArrow(function, ", ".join(f"`{name}` {one}" for name, one in columns.items()))


def arrow_schema(columns: Columns) -> pa.Schema:
    """Return columns as Arrow describes them."""
    return pa.schema({name: _TYPES[one] for name, one in columns.items()})


def rows_of(batches: Iterable[pa.RecordBatch]) -> Iterator[Row]:
    """Yield the rows of batches."""
    for batch in batches:
        yield from zip(*(column.to_pylist() for column in batch.columns), strict=True)


def groups_of(rows: Iterable[Row]) -> Iterator[tuple[Any, Iterator[Row]]]:
    """Yield the groups of rows with the same first value, which stand together."""
    return groupby(rows, itemgetter(0))


def together(frame: DataFrame, partitions: int, key: str, *order: str) -> DataFrame:
    """Return the rows with those of the same `key` in one partition, side by side, in `order`."""
    return frame.repartition(partitions, key).sortWithinPartitions(key, *order)


class _RowsToBatches:
    """A function of rows as one of batches."""

    def __init__(self, function: RowFunction, columns: Columns) -> None:
        self._function = function
        self._columns = columns

    def __call__(self, batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        schema = arrow_schema(self._columns)
        held: list[Row] = []
        size = 0
        for row in self._function(rows_of(batches)):
            held.append(row)
            size += sum(len(value) for value in row if isinstance(value, bytes | str))
            if len(held) >= _ROWS or size >= _BYTES:
                yield _batch(held, schema)
                held, size = [], 0
        if held:
            yield _batch(held, schema)


def _batch(rows: Sequence[Row], schema: pa.Schema) -> pa.RecordBatch:
    columns = zip(*rows, strict=True)
    arrays = [pa.array(one, field.type) for one, field in zip(columns, schema, strict=True)]
    return pa.RecordBatch.from_arrays(arrays, schema=schema)


def signed(value: int) -> int:
    """Return an unsigned number of 64 bits as Spark holds it."""
    return value - (1 << 64) if value >> 63 else value


def unsigned(value: int) -> int:
    """Return the number that `signed` was given."""
    return value + (1 << 64) if value < 0 else value
