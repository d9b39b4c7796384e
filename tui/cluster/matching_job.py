"""The job: the stages of matching in turn, from articles to the index.

Results of stages are kept by content, so that a job that was killed continues with those that are
whole. Only new articles get records, and only pairs with a new article are compared.
"""

import shutil
from collections.abc import Callable, Mapping, Sequence
from functools import reduce
from pathlib import Path
from typing import NamedTuple

from pyspark.sql import DataFrame, SparkSession
from pyspark.sql import functions as sql

from tui.cluster.dataflow.frames import map_rows
from tui.cluster.dataflow.numbering import number_rows
from tui.cluster.dataflow.stage_results import StageResults, checksum
from tui.cluster.stages.boilerplate_stage import find_boilerplate
from tui.cluster.stages.candidate_stage import find_candidates
from tui.cluster.stages.claim_stage import Claims, group_claims
from tui.cluster.stages.comparison_stage import compare_missing
from tui.cluster.stages.index_stage import write_tables
from tui.cluster.stages.match_stage import find_matches
from tui.cluster.stages.reading import (
    RECORDS,
    Encodings,
    InputError,
    make_records,
    read_files,
    read_table,
)
from tui.index.cache.comparison_cache import engine_checksum
from tui.index.partitioned.manifest import new_files, new_manifest, publish
from tui.log.log_file import logger

_MOST_PROBLEMS = 20
"""Problems of articles that a result has, at most."""
_BATCH = 20_000
"""Contents for which records are made and kept at a time; a killed job loses no more."""
Progress = Callable[[str, int, int], None]


class JobResult(NamedTuple):
    """The result of a job."""

    articles: int
    compared: int
    """Pairs of texts that this job compared."""
    pairs: int
    """Pairs of texts worth comparing."""
    problems: Sequence[tuple[str, str]]
    """The first articles that can't be read, each with the reason."""


class MatchingJob:
    """A job on a cluster."""

    def __init__(
        self, session: SparkSession, folder: Path, stages: Path, progress: Progress
    ) -> None:
        """Write the index into `folder` and keep stages in `stages`; all machines see both."""
        self._session = session
        self._folder = folder
        self._results = StageResults(session, stages, engine_checksum())
        self._progress = progress
        self._partitions = max(2, session.sparkContext.defaultParallelism)

    def run(self, files: Sequence[Path], tables: Sequence[str], encodings: Encodings) -> JobResult:
        """Match the articles of files and tables, and write the index.

        Raises:
            InputError: If no article can be read, or two have the same id.
            OSError: If the index can't be written.
        """
        self._report_stage("reading")
        inputs = [read_table(self._session, name) for name in tables]
        if files:
            inputs.append(read_files(self._session, files, encodings))
        articles = reduce(DataFrame.union, inputs).persist()
        readable = articles.where("problem = ''").select("name", "content", "article")
        corpus = _rows_checksum(readable.select("name", "content"))
        records = self._records(readable)
        problems = _problems(articles, readable, records)
        numbered = self._numbered(readable, records, corpus)
        article_count = numbered.count()
        articles.unpersist()
        if not article_count:
            raise InputError("there is no article that can be read")
        texts = self._texts(numbered, records, corpus)
        self._report_stage("choosing")
        boilerplate = find_boilerplate(texts.select("copies", "key", "record"), self._partitions)
        candidates = self._results.result_of(
            "pairs",
            corpus,
            lambda: find_candidates(
                texts.select("text", "record"),
                texts.count(),
                frozenset(boilerplate),
                self._partitions,
            ),
        )
        pairs = _with_keys(candidates, texts).persist()
        pair_count = pairs.count()
        self._report_stage("comparing")
        prepared = texts.select("text", sql.concat("key", "prepared").alias("value"))
        comparisons, compared_count = compare_missing(pairs, prepared, self._results, corpus)
        self._report_stage("matching")
        compared_pairs = pairs.join(comparisons, ["key_one", "key_two"]).selectExpr(
            "one", "two", "made AS value"
        )
        text_records = texts.selectExpr("text", "record AS value")
        matches = self._results.result_of(
            "matches",
            corpus,
            lambda: find_matches(compared_pairs, pair_count, text_records, boilerplate),
        )
        pairs.unpersist()
        self._report_stage("grouping")
        prepared_texts = texts.select("text", "record", "prepared")
        claims = group_claims(matches, prepared_texts, self._results, corpus, self._partitions)
        self._report_stage("writing")
        self._write(numbered, texts, matches, claims, boilerplate)
        return JobResult(article_count, compared_count, pair_count, problems)

    def _report_stage(self, stage: str) -> None:
        logger(__name__).info("stage: %s", stage)
        self._session.sparkContext.setJobDescription(stage)
        self._progress(stage, 0, 1)

    def _records(self, readable: DataFrame) -> DataFrame:
        """Return the record of each content; make and keep those that are missing."""
        earlier_records = self._results.parts("records", RECORDS)
        contents = readable.select("content", "article").dropDuplicates(["content"])
        missing = contents.join(earlier_records.select("content"), "content", "left_anti").persist()
        count = missing.count()
        batches = -(-count // _BATCH)
        for batch in range(batches):
            contents_of_batch = missing.where(f"pmod(xxhash64(content), {batches}) = {batch}")
            new_records = map_rows(
                contents_of_batch.repartition(4 * self._partitions), make_records, RECORDS
            )
            name = checksum(_rows_checksum(missing.select("content")), str(batch))
            self._results.add("records", name, new_records)
        missing.unpersist()
        return self._results.parts("records", RECORDS)

    def _numbered(self, readable: DataFrame, records: DataFrame, corpus: str) -> DataFrame:
        """Return the articles that have a text, with their numbers and the keys of their texts.

        Raises:
            InputError: If two have the same id.
        """
        keys = records.where("key IS NOT NULL").select("content", "key")
        numbered = number_rows(
            readable.join(keys, "content").select("name", "content", "key", "article"),
            ["name"],
            self._results,
            "articles",
            corpus,
        )
        repeated = numbered.groupBy("name").count().where("count > 1").select("name").head()
        if repeated:
            raise InputError(f"two articles have the id {repeated['name']}", advice="rename one")
        numbered = numbered.withColumn("number", sql.col("number").cast("int"))
        firsts = numbered.groupBy("key").agg(
            sql.min("number").alias("first"), sql.count("*").alias("copies")
        )
        return numbered.join(firsts, "key")

    def _texts(self, numbered: DataFrame, records: DataFrame, corpus: str) -> DataFrame:
        """Return the texts of the corpus, each once, by the number of the first article."""
        first_articles = numbered.where("number = first").selectExpr(
            "first AS text", "key", "copies", "content"
        )
        contents = records.select("content", "record", "prepared")
        return self._results.result_of(
            "texts", corpus, lambda: first_articles.join(contents, "content").drop("content")
        )

    def _write(
        self,
        numbered: DataFrame,
        texts: DataFrame,
        matches: DataFrame,
        claims: Claims,
        boilerplate: Mapping[int, int],
    ) -> None:
        new_folder = new_files(self._folder)
        try:
            records = texts.selectExpr("text AS first", "record")
            articles = numbered.join(records, "first")
            files = write_tables(new_folder, articles, matches, claims, boilerplate)
            manifest = new_manifest(numbered.count(), claims.claims, files)
            publish(self._folder, new_folder, manifest)
        finally:
            shutil.rmtree(new_folder, ignore_errors=True)


def _rows_checksum(articles: DataFrame) -> str:
    """Return the check sum of articles by their names and contents; their order is indifferent."""
    orders = (articles.columns, articles.columns[::-1])
    hashes = (sql.xxhash64(*columns).cast("decimal(38,0)") for columns in orders)
    sums = map(sql.sum, hashes)  # of decimals: a sum of bigint could overflow
    totals = articles.select(sql.count("*"), *sums).collect()[0]
    return checksum(*map(str, totals))


def _problems(
    articles: DataFrame, readable: DataFrame, records: DataFrame
) -> Sequence[tuple[str, str]]:
    """Return the first articles that can't be read, each with the reason."""
    unreadable = articles.where("problem <> ''").select("name", "problem")
    empty = readable.join(records.where("key IS NULL").select("content"), "content").selectExpr(
        "name", "'it is empty' AS problem"
    )
    rows = unreadable.union(empty).orderBy("name").limit(_MOST_PROBLEMS).collect()
    return [(row["name"], row["problem"]) for row in rows]


def _with_keys(pairs: DataFrame, texts: DataFrame) -> DataFrame:
    """Return pairs of texts with their keys, the lesser key first."""
    keys = texts.select("text", "key")
    keyed = pairs.join(keys.toDF("one", "a"), "one").join(keys.toDF("two", "b"), "two")
    is_reversed = sql.expr("a > b")
    return keyed.select(
        sql.when(is_reversed, sql.col("two")).otherwise(sql.col("one")).alias("one"),
        sql.when(is_reversed, sql.col("one")).otherwise(sql.col("two")).alias("two"),
        sql.least("a", "b").alias("key_one"),
        sql.greatest("a", "b").alias("key_two"),
    )
