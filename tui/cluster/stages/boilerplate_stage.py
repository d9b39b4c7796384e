"""The stage of boilerplate: the sentences that recur all over the corpus, as on one machine."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import partial

from pyspark import Broadcast
from pyspark.sql import DataFrame
from pyspark.sql import functions as sql

from tui.cluster.dataflow.frames import Row, groups_of, map_rows, partition_by_key, signed, unsigned
from tui.index.cache.document_record import unpack_record
from tui.matching.candidates.boilerplate import (
    ASKED,
    apart_counts,
    is_boilerplate,
    is_recurring,
    line_neighbours,
    weight_share,
)
from tui.matching.config import DEFAULT

_COUNTED = {"line": "bigint", "is_often": "boolean"}
_RECURRING = {"line": "bigint"}
_NEIGHBOURS = {
    "line": "bigint",
    "key": "binary",
    "is_often": "boolean",
    "share": "double",
    "neighbours": "array<bigint>",
}
_NO_SHARE = -1.0


def find_boilerplate(texts: DataFrame, partitions: int) -> Mapping[int, int]:
    """Return the number of documents that have each sentence of boilerplate, by check sum.

    Args:
        texts: Texts, each with `key`, `record` and its number of `copies`.
        partitions: Partitions of the shuffles.
    """
    context = texts.sparkSession.sparkContext
    line_counts = map_rows(texts.select("record"), _count_lines, _COUNTED)
    totals = line_counts.groupBy("line").agg(
        sql.count("*").alias("documents"), sql.sum(sql.col("is_often").cast("bigint"))
    )
    recurring = _lines(map_rows(totals, _select_recurring, _RECURRING))
    if not recurring:
        return {}
    lines = context.broadcast(recurring)
    neighbours = map_rows(
        texts.select("key", "record"), partial(_list_neighbours, lines), _NEIGHBOURS
    )
    by_line = partition_by_key(neighbours, partitions, "line", "key")
    boilerplate = _lines(map_rows(by_line, _select_boilerplate, _RECURRING))
    if not boilerplate:
        return {}
    copies = map_rows(
        texts.select("copies", "record"),
        partial(_list_copies, context.broadcast(boilerplate)),
        {"line": "bigint", "copies": "bigint"},
    )
    rows = copies.groupBy("line").agg(sql.sum("copies").alias("documents")).collect()
    return {unsigned(row["line"]): row["documents"] for row in rows}


def _lines(frame: DataFrame) -> frozenset[int]:
    return frozenset(unsigned(row["line"]) for row in frame.collect())


def _count_lines(rows: Iterable[Row]) -> Iterator[Row]:
    for (record,) in rows:
        for line, times in apart_counts(unpack_record(record).fingerprint).items():
            yield signed(line), times >= DEFAULT.often


def _select_recurring(rows: Iterable[Row]) -> Iterator[Row]:
    for line, documents, often in rows:
        if is_recurring(documents, often):
            yield (line,)


def _list_neighbours(lines: "Broadcast[frozenset[int]]", rows: Iterable[Row]) -> Iterator[Row]:
    recurring = lines.value
    for key, record in rows:
        fingerprint = unpack_record(record).fingerprint
        counts = apart_counts(fingerprint)
        if recurring.isdisjoint(counts):
            continue
        for line, neighbours in line_neighbours(fingerprint, counts, recurring).items():
            share = weight_share(line, fingerprint)
            yield (
                *(signed(line), key, counts[line] >= DEFAULT.often),
                *(_NO_SHARE if share is None else share, list(map(signed, neighbours))),
            )


def _select_boilerplate(rows: Iterable[Row]) -> Iterator[Row]:
    for line, line_rows in groups_of(rows):
        neighbours: dict[int, Collection[int]] = {}
        often: set[int] = set()
        shares: list[float | None] = []
        for number, (_, _, is_often, share, lines) in enumerate(line_rows):
            neighbours[number] = lines
            if is_often:
                often.add(number)
            if len(shares) < ASKED:
                shares.append(None if share == _NO_SHARE else share)
        if is_boilerplate(neighbours, often, shares):
            yield (line,)


def _list_copies(lines: "Broadcast[frozenset[int]]", rows: Iterable[Row]) -> Iterator[Row]:
    for copies, record in rows:
        for line in lines.value.intersection(apart_counts(unpack_record(record).fingerprint)):
            yield signed(line), copies
