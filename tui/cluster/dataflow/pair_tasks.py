"""Tasks of pairs: the comparisons of several texts, for which each text is sent once.

Pairs whose texts have the same least neighbour form a group, which is one task. If it has too many
pairs, the first and the second texts of its pairs are both divided into blocks, and each task gets
one block of each.
"""

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import Any

from pyspark.sql import Column, DataFrame
from pyspark.sql import functions as sql

from tui.cluster.dataflow.frames import Columns, Row, groups_of, map_rows, partition_by_key

PairFunction = Callable[[dict[int, Any], list[Row]], Iterable[Row]]
"""A function from the texts of a task, by number, and its pairs to rows."""
_LEAST, _PAIRS = 64, 4_000
"""Pairs of one task: at least, if a corpus has few pairs, and at most; about."""
_TASKS_PER_PARTITION = 4


def assign_tasks(pairs: DataFrame, count: int) -> DataFrame:
    """Return pairs of texts with the `task` in which they are compared.

    Args:
        pairs: Pairs of texts, by number: `one`, `two`.
        count: Their number.
    """
    least_tasks = _TASKS_PER_PARTITION * pairs.sparkSession.sparkContext.defaultParallelism
    size = min(_PAIRS, max(_LEAST, count // least_tasks))
    tasks = max(count // size, least_tasks)
    from_both_sides = pairs.select("one", "two").union(pairs.select("two", "one"))
    least = from_both_sides.groupBy("one").agg(sql.min("two").alias("least"))
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
    """Return the rows that a function makes of the pairs of each task.

    Args:
        pairs: Pairs with `task`, `one`, `two` and a last column `value` in bytes.
        texts: Texts, each with its number `text` and its data `value` in bytes.
        unpack: A function that returns the data of a text from the bytes.
        function: A function that returns the rows of a task from its texts and pairs.
        columns: The columns of these rows.
    """
    partitions = max(
        pairs.sparkSession.sparkContext.defaultParallelism,
        pairs.select("task").distinct().count() // _TASKS_PER_PARTITION,
    )
    needed = pairs.selectExpr("task", "one AS text").union(pairs.selectExpr("task", "two AS text"))
    text_rows = (
        needed.distinct()
        .join(texts, "text")
        .selectExpr("task", "0 AS is_pair", "text AS one", "-1 AS two", "value")
    )
    pair_rows = pairs.selectExpr("task", "1 AS is_pair", "one", "two", "value")
    rows = partition_by_key(text_rows.union(pair_rows), partitions, "task", "is_pair", "one", "two")
    return map_rows(rows, partial(_map_tasks, unpack, function), columns)


def _map_tasks(
    unpack: Callable[[bytes], Any], function: PairFunction, rows: Iterable[Row]
) -> Iterator[Row]:
    for _, task_rows in groups_of(rows):
        texts: dict[int, Any] = {}
        pairs: list[Row] = []
        for _, is_pair, first, second, value in task_rows:
            if is_pair:
                pairs.append((first, second, value))
            else:
                texts[first] = unpack(value)
        yield from function(texts, pairs)
