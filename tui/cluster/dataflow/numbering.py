"""Numbers of rows: their places in an order, without one machine sorting all of them."""

from pyspark.sql import DataFrame
from pyspark.sql import functions as sql

from tui.cluster.dataflow.stage_results import StageResults

_PARTITION_BITS = 33
"""Bits of Spark's row numbers that count in one partition."""


def number_rows(
    frame: DataFrame, order: list[str], results: StageResults, stage: str, content: str
) -> DataFrame:
    """Return the rows with a column `number`; they are kept, so that all stages see the same.

    Args:
        frame: The rows.
        order: Columns by which they are ordered; no two rows have the same values.
        results: Where they are kept.
        stage: The name of the stage that makes them.
        content: The check sum of what they are made of.
    """
    partitions = frame.sparkSession.sparkContext.defaultParallelism
    placed = results.kept(
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
        row["part"]: row["count"] for row in placed.groupBy(part.alias("part")).count().collect()
    }
    start, offset = 0, sql.lit(0)
    for number in sorted(counts):
        offset = sql.when(part == number, sql.lit(start)).otherwise(offset)
        start += counts[number]
    within = sql.col("row").bitwiseAND(sql.lit((1 << _PARTITION_BITS) - 1))
    return placed.withColumn("number", offset + within).drop("row")
