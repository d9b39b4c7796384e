"""The job: the stages of matching in turn, from articles to the index.

Results of stages are kept by content. A killed job goes on with what is whole; with new articles
only these get records, and are compared with the articles that they may share something with.
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

_TOLD = 20
"""Problems of articles that are told, at most."""
_BATCH = 20_000
"""Contents after which their records are kept; a killed job loses no more."""
Progress = Callable[[str, int, int], None]


class JobResult(NamedTuple):
    """What a job has done."""

    articles: int
    compared: int
    """Pairs of texts compared now."""
    pairs: int
    """Pairs of texts worth comparing."""
    problems: Sequence[tuple[str, str]]
    """Articles that can't be read, each with the reason; the first ones."""


class MatchingJob:
    """One job on a cluster."""

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
        self._tell("reading")
        parts = [read_table(self._session, name) for name in tables]
        if files:
            parts.append(read_files(self._session, files, encodings))
        read = reduce(DataFrame.union, parts).persist()
        usable = read.where("problem = ''").select("name", "content", "article")
        corpus = _rows_checksum(usable.select("name", "content"))
        records = self._records(usable)
        problems = _problems(read, usable, records)
        named = self._numbered(usable, records, corpus)
        documents = named.count()
        read.unpersist()
        if not documents:
            raise InputError("there is no article that can be read")
        texts = self._texts(named, records, corpus)
        self._tell("choosing")
        boilerplate = find_boilerplate(texts.select("copies", "key", "record"), self._partitions)
        chosen = self._results.kept(
            "pairs",
            corpus,
            lambda: find_candidates(
                texts.select("text", "record"),
                texts.count(),
                frozenset(boilerplate),
                self._partitions,
            ),
        )
        pairs = _with_keys(chosen, texts).persist()
        count = pairs.count()
        self._tell("comparing")
        prepared = texts.select("text", sql.concat("key", "prepared").alias("value"))
        comparisons, compared = compare_missing(pairs, prepared, self._results, corpus)
        self._tell("matching")
        made = pairs.join(comparisons, ["key_one", "key_two"]).selectExpr(
            "one", "two", "made AS value"
        )
        lean = texts.selectExpr("text", "record AS value")
        found = self._results.kept(
            "matches", corpus, lambda: find_matches(made, count, lean, boilerplate)
        )
        pairs.unpersist()
        self._tell("grouping")
        prepared_texts = texts.select("text", "record", "prepared")
        claims = group_claims(found, prepared_texts, self._results, corpus, self._partitions)
        self._tell("writing")
        self._write(named, texts, found, claims, boilerplate)
        return JobResult(documents, compared, count, problems)

    def _tell(self, stage: str) -> None:
        logger(__name__).info("stage: %s", stage)
        self._session.sparkContext.setJobDescription(stage)
        self._progress(stage, 0, 1)

    def _records(self, usable: DataFrame) -> DataFrame:
        """Return the record of each content; those that are not kept are made and kept."""
        known = self._results.parts("records", RECORDS)
        wanted = usable.select("content", "article").dropDuplicates(["content"])
        missing = wanted.join(known.select("content"), "content", "left_anti").persist()
        count = missing.count()
        batches = -(-count // _BATCH)
        for batch in range(batches):
            some = missing.where(f"pmod(xxhash64(content), {batches}) = {batch}")
            made = map_rows(some.repartition(4 * self._partitions), make_records, RECORDS)
            name = checksum(_rows_checksum(missing.select("content")), str(batch))
            self._results.add("records", name, made)
        missing.unpersist()
        return self._results.parts("records", RECORDS)

    def _numbered(self, usable: DataFrame, records: DataFrame, corpus: str) -> DataFrame:
        """Return the articles that have a text, with their numbers and the keys of their texts.

        Raises:
            InputError: If two have the same id.
        """
        keys = records.where("key IS NOT NULL").select("content", "key")
        named = number_rows(
            usable.join(keys, "content").select("name", "content", "key", "article"),
            ["name"],
            self._results,
            "articles",
            corpus,
        )
        twice = named.groupBy("name").count().where("count > 1").select("name").head()
        if twice:
            raise InputError(f"two articles have the id {twice['name']}", advice="rename one")
        numbered = named.withColumn("number", sql.col("number").cast("int"))
        firsts = numbered.groupBy("key").agg(
            sql.min("number").alias("first"), sql.count("*").alias("copies")
        )
        return numbered.join(firsts, "key")

    def _texts(self, named: DataFrame, records: DataFrame, corpus: str) -> DataFrame:
        """Return the texts of the corpus, each once, by the number of the first article."""
        first = named.where("number = first").selectExpr(
            "first AS text", "key", "copies", "content"
        )
        made = records.select("content", "record", "prepared")
        return self._results.kept(
            "texts", corpus, lambda: first.join(made, "content").drop("content")
        )

    def _write(
        self,
        named: DataFrame,
        texts: DataFrame,
        found: DataFrame,
        claims: Claims,
        boilerplate: Mapping[int, int],
    ) -> None:
        written = new_files(self._folder)
        try:
            records = texts.selectExpr("text AS first", "record")
            articles = named.join(records, "first")
            files = write_tables(written, articles, found, claims, boilerplate)
            manifest = new_manifest(named.count(), claims.claims, files)
            publish(self._folder, written, manifest)
        finally:
            shutil.rmtree(written, ignore_errors=True)


def _rows_checksum(articles: DataFrame) -> str:
    """Return the check sum of articles by their names and contents, in whatever order."""
    hashes = (sql.xxhash64(*some) for some in (articles.columns, articles.columns[::-1]))
    sums = (sql.sum(one.cast("decimal(38,0)")) for one in hashes)  # as bigint it could overflow
    found = articles.select(sql.count("*"), *sums).collect()[0]
    return checksum(*map(str, found))


def _problems(read: DataFrame, usable: DataFrame, records: DataFrame) -> Sequence[tuple[str, str]]:
    """Return the first articles that can't be read, each with the reason."""
    bad = read.where("problem <> ''").select("name", "problem")
    empty = usable.join(records.where("key IS NULL").select("content"), "content").selectExpr(
        "name", "'it is empty' AS problem"
    )
    found = bad.union(empty).orderBy("name").limit(_TOLD).collect()
    return [(row["name"], row["problem"]) for row in found]


def _with_keys(pairs: DataFrame, texts: DataFrame) -> DataFrame:
    """Return pairs of texts with their keys, the lesser key first."""
    keys = texts.select("text", "key")
    both = pairs.join(keys.toDF("one", "a"), "one").join(keys.toDF("two", "b"), "two")
    turned = sql.expr("a > b")
    return both.select(
        sql.when(turned, sql.col("two")).otherwise(sql.col("one")).alias("one"),
        sql.when(turned, sql.col("one")).otherwise(sql.col("two")).alias("two"),
        sql.least("a", "b").alias("key_one"),
        sql.greatest("a", "b").alias("key_two"),
    )
