"""A filter of stem pairs: it drops nearly all that one document alone has, and no other."""

from collections.abc import Iterable, Iterator
from functools import partial

from pyspark.sql import DataFrame
from pyspark.sql import functions as sql

from tui.cluster.dataflow.frames import Row, groups_of, map_rows, together

_BITS_PER_PAIR = 16
"""So many bits for each pair let one of so many others through."""
_LEAST = 1 << 16
_SLICES = 16
_BYTE = 8


def make_filter(repeated: DataFrame, partitions: int) -> bytearray:
    """Return the filter of the stem pairs in a frame: a bit is set for each.

    It has a power of two of bits; the bit of a pair is its number modulo that.
    """
    count = repeated.count()
    bits = _LEAST
    while bits < _BITS_PER_PAIR * count:
        bits *= 2
    width = bits // _SLICES
    bit = sql.col("pair") % bits
    placed = repeated.select(
        (bit / width).cast("bigint").alias("slice"), (bit % width).cast("bigint").alias("bit")
    )
    slices = map_rows(
        together(placed, min(partitions, _SLICES), "slice"),
        partial(_packed, width // _BYTE),
        {"slice": "bigint", "bits": "binary"},
    )
    found = bytearray(bits // _BYTE)
    for row in slices.collect():
        start = row["slice"] * (width // _BYTE)
        found[start : start + width // _BYTE] = row["bits"]
    return found


def _packed(size: int, rows: Iterable[Row]) -> Iterator[Row]:
    for number, some in groups_of(rows):
        bits = bytearray(size)
        for _, bit in some:
            bits[bit // _BYTE] |= 1 << bit % _BYTE
        yield number, bytes(bits)


def is_in_filter(bits: bytes | bytearray, pair: int) -> bool:
    """Return True for each stem pair in the filter, and seldom for another."""
    bit = pair % (len(bits) * _BYTE)
    return bool(bits[bit // _BYTE] >> bit % _BYTE & 1)
