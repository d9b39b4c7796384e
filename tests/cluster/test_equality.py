"""Spark writes the index that one machine writes, byte for byte; more articles cost their share."""

import json
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

import pytest

from tests.support.cluster import SMALL_JVM, every_kind, generation
from tests.support.command_line import variorum
from tests.support.corpora import PILOTS, STORM
from tui.lazy_imports import lazy_imports

with lazy_imports():
    from tui.cluster import matching_job, session
    from tui.cluster.dataflow import components, stage_results
    from tui.cluster.stages import reading
    from tui.index.partitioned import partitioned_index

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

    from tui.cluster.matching_job import JobResult

pytestmark = [pytest.mark.spark, pytest.mark.slow]


@pytest.fixture(scope="module")
def spark() -> "Iterator[SparkSession]":
    settings = dict(one.split("=", 1) for one in SMALL_JVM[1::2])
    with session.cluster_session("local[2]", settings) as started:
        yield started


def on_spark(
    spark: "SparkSession", folder: Path, files: list[Path], tables: tuple[str, ...] = ()
) -> "JobResult":
    stages = folder.with_name(f"{folder.name}.stages")
    job = matching_job.MatchingJob(spark, folder, stages, lambda *_: None)
    return job.run(files, tables, reading.Encodings())


def test_an_index_made_on_spark_is_that_of_one_machine_and_grows_by_its_share(
    tmp_path: Path, spark: "SparkSession"
) -> None:
    corpus = every_kind(tmp_path)
    alone, index = tmp_path / "alone", tmp_path / "an index [2]"
    done = variorum("index", str(corpus), "--partitioned", "--to", str(alone))
    assert done.returncode == 0, done.stderr
    first = on_spark(spark, index, sorted(corpus.iterdir()))
    assert json.loads((alone / "index.json").read_text()) == json.loads(
        (index / "index.json").read_text()
    )
    assert generation(alone) == generation(index)
    assert first.compared == first.pairs
    assert [Path(name).name for name, _ in first.problems] == ["empty.txt"]

    (corpus / "zz.txt").write_text(
        (corpus / "r03.txt").read_text() + "\n\nOne more thing was said."
    )
    grown = tmp_path / "grown"
    variorum("index", str(corpus), "--partitioned", "--to", str(grown))
    second = on_spark(spark, index, sorted(corpus.iterdir()))
    assert second.articles == first.articles + 1
    assert 0 < second.compared < first.compared / 2
    assert (index / "index.json").read_text() == (grown / "index.json").read_text()


def test_tables_are_read_and_a_row_without_a_text_is_told(
    tmp_path: Path, spark: "SparkSession"
) -> None:
    rows = [
        {"id": "b/1", "text": f"{STORM}\n\n{PILOTS}", "title": "Storm", "series": "De Bode"},
        {"id": "a/1", "text": f"Nothing else.\n\n{STORM}", "date": "1901-02-03"},
        {"id": "c/1", "text": " "},
    ]
    table = tmp_path / "articles.jsonl"
    table.write_text("\n".join(map(json.dumps, rows)))
    result = on_spark(spark, tmp_path / "index", [], (str(table),))
    assert result.problems == [("c/1", "it is empty")]
    opened = partitioned_index.PartitionedIndex(tmp_path / "index")
    assert [(one.id, one.title, one.outlet, one.date) for one in opened.entries(0, 9)] == [
        ("a/1", "a/1", "", "1901-02-03"),
        ("b/1", "Storm", "De Bode", ""),
    ]
    assert [match.other for match in opened.matches(0)] == [1]
    table.write_text("\n".join(map(json.dumps, [*rows, {"id": "a/1", "text": "Other."}])))
    with pytest.raises(reading.InputError, match="a/1"):
        on_spark(spark, tmp_path / "other", [], (str(table),))


def test_components_that_no_process_joins_are_found_step_by_step(
    tmp_path: Path, spark: "SparkSession"
) -> None:
    chance = Random(4)  # noqa: S311  # no secret
    edges = [(n, n + 7) for n in range(60)] + [(900, 800), (850, 900)]
    chance.shuffle(edges)
    frame = spark.createDataFrame(edges, "one bigint, two bigint").repartition(3)
    results = stage_results.StageResults(spark, tmp_path / "stages", "engine")
    found = {
        row["node"]: row["component"]
        for row in components.find_components(frame, results, "edges", few=0).collect()
    }
    assert found == {**{n: n % 7 for n in range(67)}, 800: 800, 850: 800, 900: 800}


def test_a_result_that_is_not_whole_is_made_again(tmp_path: Path, spark: "SparkSession") -> None:
    results = stage_results.StageResults(spark, tmp_path / "stages", "engine")

    def kept(value: int) -> list[int]:
        frame = results.result_of(
            "stage", "content", lambda: spark.createDataFrame([(value,)], "n int")
        )
        return [row["n"] for row in frame.collect()]

    assert kept(1) == kept(2) == [1]
    (mark,) = tmp_path.glob("stages/engine/stage/*/_SUCCESS")
    mark.unlink()
    (mark.parent / "part-00000.parquet").write_bytes(b"half of a file")
    assert results.parts("stage", {"n": "int"}).collect() == []
    assert kept(3) == [3]
