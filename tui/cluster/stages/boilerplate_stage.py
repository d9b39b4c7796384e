"""The stage of boilerplate: sentences that recur all over the corpus, as one machine finds them."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import partial

from pyspark import Broadcast
from pyspark.sql import DataFrame
from pyspark.sql import functions as sql

from tui.cluster.dataflow.frames import Row, groups_of, map_rows, signed, together, unsigned
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
_BESIDE = {
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
    counted = map_rows(texts.select("record"), _count_lines, _COUNTED)
    totals = counted.groupBy("line").agg(
        sql.count("*").alias("documents"), sql.sum(sql.col("is_often").cast("bigint"))
    )
    recurring = _lines(map_rows(totals, _recurring, _RECURRING))
    if not recurring:
        return {}
    lines = context.broadcast(recurring)
    beside = map_rows(texts.select("key", "record"), partial(_beside, lines), _BESIDE)
    judged = map_rows(together(beside, partitions, "line", "key"), _judge, _RECURRING)
    found = _lines(judged)
    if not found:
        return {}
    having = map_rows(
        texts.select("copies", "record"),
        partial(_having, context.broadcast(found)),
        {"line": "bigint", "copies": "bigint"},
    )
    rows = having.groupBy("line").agg(sql.sum("copies").alias("documents")).collect()
    return {unsigned(row["line"]): row["documents"] for row in rows}


def _lines(frame: DataFrame) -> frozenset[int]:
    return frozenset(unsigned(row["line"]) for row in frame.collect())


def _count_lines(rows: Iterable[Row]) -> Iterator[Row]:
    for (record,) in rows:
        for line, times in apart_counts(unpack_record(record).fingerprint).items():
            yield signed(line), times >= DEFAULT.often


def _recurring(rows: Iterable[Row]) -> Iterator[Row]:
    for line, documents, often in rows:
        if is_recurring(documents, often):
            yield (line,)


def _beside(lines: "Broadcast[frozenset[int]]", rows: Iterable[Row]) -> Iterator[Row]:
    recurring = lines.value
    for key, record in rows:
        fingerprint = unpack_record(record).fingerprint
        count = apart_counts(fingerprint)
        if recurring.isdisjoint(count):
            continue
        for line, others in line_neighbours(fingerprint, count, recurring).items():
            share = weight_share(line, fingerprint)
            yield (
                *(signed(line), key, count[line] >= DEFAULT.often),
                *(_NO_SHARE if share is None else share, list(map(signed, others))),
            )


def _judge(rows: Iterable[Row]) -> Iterator[Row]:
    for line, some in groups_of(rows):
        neighbours: dict[int, Collection[int]] = {}
        often: set[int] = set()
        shares: list[float | None] = []
        for number, (_, _, is_often, share, others) in enumerate(some):
            neighbours[number] = others
            if is_often:
                often.add(number)
            if len(shares) < ASKED:
                shares.append(None if share == _NO_SHARE else share)
        if is_boilerplate(neighbours, often, shares):
            yield (line,)


def _having(lines: "Broadcast[frozenset[int]]", rows: Iterable[Row]) -> Iterator[Row]:
    for copies, record in rows:
        for line in lines.value.intersection(apart_counts(unpack_record(record).fingerprint)):
            yield signed(line), copies
