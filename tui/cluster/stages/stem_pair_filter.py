"""A filter of stem pairs: it drops nearly all pairs that only one document has, and no others."""

from collections.abc import Iterable, Iterator
from functools import partial

from pyspark.sql import DataFrame
from pyspark.sql import functions as sql

from tui.cluster.dataflow.frames import Row, groups_of, map_rows, partition_by_key

_BITS_PER_PAIR = 16
"""Bits for each pair: the filter lets one of so many other pairs pass."""
_LEAST = 1 << 16
_SLICES = 16
_BYTE = 8


def make_filter(repeated: DataFrame, partitions: int) -> bytearray:
    """Return the filter of the stem pairs in a frame: a bit is set for each.

    The number of bits is a power of two; the bit of a pair is its number modulo that power.
    """
    count = repeated.count()
    bits = _LEAST
    while bits < _BITS_PER_PAIR * count:
        bits *= 2
    width = bits // _SLICES
    bit = sql.col("pair") % bits
    located = repeated.select(
        (bit / width).cast("bigint").alias("slice"), (bit % width).cast("bigint").alias("bit")
    )
    slices = map_rows(
        partition_by_key(located, min(partitions, _SLICES), "slice"),
        partial(_pack, width // _BYTE),
        {"slice": "bigint", "bits": "binary"},
    )
    joined = bytearray(bits // _BYTE)
    for row in slices.collect():
        start = row["slice"] * (width // _BYTE)
        joined[start : start + width // _BYTE] = row["bits"]
    return joined


def _pack(size: int, rows: Iterable[Row]) -> Iterator[Row]:
    for number, slice_rows in groups_of(rows):
        bits = bytearray(size)
        for _, bit in slice_rows:
            bits[bit // _BYTE] |= 1 << bit % _BYTE
        yield number, bytes(bits)


def is_in_filter(bits: bytes | bytearray, pair: int) -> bool:
    """Return True for each stem pair in the filter, and seldom for another one."""
    bit = pair % (len(bits) * _BYTE)
    return bool(bits[bit // _BYTE] >> bit % _BYTE & 1)
