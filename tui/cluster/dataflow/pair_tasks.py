"""Tasks of pairs: texts that are to be compared with each other meet in one task.

A text is sent once to each task that needs it. Texts that are tied to the same text are compared in
one task; where that is too much for one, each half of the pairs' sides is divided.
"""

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import Any

from pyspark.sql import Column, DataFrame
from pyspark.sql import functions as sql

from tui.cluster.dataflow.frames import Columns, Row, groups_of, map_rows, together

PairFunction = Callable[[dict[int, Any], list[Row]], Iterable[Row]]
"""The rows made of the texts of a task, by number, and of its pairs."""
_LEAST, _PAIRS = 64, 4_000
"""Pairs of one task, at least where there are few for so many processes, and at most, about."""
_TASKS_PER_PARTITION = 4


def assign_tasks(pairs: DataFrame, count: int) -> DataFrame:
    """Return pairs of texts with the `task` in which they are compared.

    Args:
        pairs: Pairs of texts, by number: `one`, `two`.
        count: Their number.
    """
    wanted = _TASKS_PER_PARTITION * pairs.sparkSession.sparkContext.defaultParallelism
    size = min(_PAIRS, max(_LEAST, count // wanted))
    tasks = max(count // size, wanted)
    both = pairs.select("one", "two").union(pairs.select("two", "one"))
    least = both.groupBy("one").agg(sql.min("two").alias("least"))
    label = least.select(
        sql.col("one").alias("text"), sql.least("one", "least").alias("label")
    ).persist()
    labelled = pairs.join(
        label.select(sql.col("text").alias("one"), sql.col("label").alias("label_one")), "one"
    ).join(label.select(sql.col("text").alias("two"), sql.col("label").alias("label_two")), "two")
    grouped = labelled.withColumn("group", sql.least("label_one", "label_two"))
    sizes = grouped.groupBy("group").agg(sql.count("*").alias("size"))
    side = sql.ceil(sql.sqrt(sql.col("size") / size)).cast("int")
    cell = sql.concat_ws(
        " ",
        "group",
        _block("one", side),
        _block("two", side),
    )
    return (
        grouped.join(sizes, "group")
        .withColumn("task", sql.pmod(sql.xxhash64(cell), sql.lit(tasks)))
        .select("task", *pairs.columns)
    )


def _block(name: str, side: Column) -> Column:
    return sql.pmod(sql.xxhash64(name), side)


def map_pairs(
    pairs: DataFrame,
    texts: DataFrame,
    unpack: Callable[[bytes], Any],
    function: PairFunction,
    columns: Columns,
) -> DataFrame:
    """Return the rows that a function makes of each task.

    Args:
        pairs: Pairs with `task`, `one`, `two` and a last column `value` in bytes.
        texts: Texts, each with its number `text` and what is needed of it, `value` in bytes.
        unpack: Returns what is needed of a text from its bytes.
        function: Returns the rows of a task from its texts and pairs.
        columns: The columns of these rows.
    """
    partitions = max(
        pairs.sparkSession.sparkContext.defaultParallelism,
        pairs.select("task").distinct().count() // _TASKS_PER_PARTITION,
    )
    needed = pairs.selectExpr("task", "one AS text").union(pairs.selectExpr("task", "two AS text"))
    sent = (
        needed.distinct()
        .join(texts, "text")
        .selectExpr("task", "0 AS is_pair", "text AS one", "-1 AS two", "value")
    )
    asked = pairs.selectExpr("task", "1 AS is_pair", "one", "two", "value")
    rows = together(sent.union(asked), partitions, "task", "is_pair", "one", "two")
    return map_rows(rows, partial(_tasks, unpack, function), columns)


def _tasks(
    unpack: Callable[[bytes], Any], function: PairFunction, rows: Iterable[Row]
) -> Iterator[Row]:
    for _, some in groups_of(rows):
        texts: dict[int, Any] = {}
        pairs: list[Row] = []
        for _, is_pair, one, two, value in some:
            if is_pair:
                pairs.append((one, two, value))
            else:
                texts[one] = unpack(value)
        yield from function(texts, pairs)
