"""Numbers of rows in an order, without a machine that sorts all of them."""

from pyspark.sql import DataFrame
from pyspark.sql import functions as sql

from tui.cluster.dataflow.stage_results import StageResults

_PARTITION_BITS = 33
"""Bits of Spark's row numbers that count in one partition."""


def number_rows(
    frame: DataFrame, order: list[str], results: StageResults, stage: str, content: str
) -> DataFrame:
    """Return the rows with a column `number`; keep them, so that all stages get the same numbers.

    Args:
        frame: The rows.
        order: Columns by which they are ordered; no two rows have the same values.
        results: The results of stages, in which they are kept.
        stage: The name of the stage that makes them.
        content: The check sum of the content from which they come.
    """
    partitions = frame.sparkSession.sparkContext.defaultParallelism
    ordered = results.result_of(
        stage,
        content,
        lambda: (
            frame.repartitionByRange(partitions, *order)
            .sortWithinPartitions(*order)
            .withColumn("row", sql.monotonically_increasing_id())
        ),
    )
    part = sql.shiftright("row", _PARTITION_BITS)
    counts = {
        row["part"]: row["count"] for row in ordered.groupBy(part.alias("part")).count().collect()
    }
    start, offset = 0, sql.lit(0)
    for number in sorted(counts):
        offset = sql.when(part == number, sql.lit(start)).otherwise(offset)
        start += counts[number]
    within = sql.col("row").bitwiseAND(sql.lit((1 << _PARTITION_BITS) - 1))
    return ordered.withColumn("number", offset + within).drop("row")
