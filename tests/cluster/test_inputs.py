"""Tables of every layout give the same articles, alone and together with files."""

import gzip
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.support.cluster import SMALL_JVM
from tests.support.command_line import variorum
from tests.support.corpora import PILOTS, STORM, story, written
from tui.lazy_imports import lazy_imports

with lazy_imports():
    import pyarrow as pa
    from pyarrow import parquet

    from tui.cluster import session
    from tui.cluster.stages import reading
    from tui.index.partitioned import partitioned_index

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

pytestmark = [pytest.mark.spark, pytest.mark.slow]

Rows = Sequence[Mapping[str, str]]
ROWS: Rows = [
    {"id": "b/1", "text": f"{STORM}\n\n{PILOTS}", "title": "Storm", "outlet": "De Bode",
     "date": "1901-02-03"},
    {"id": "a/1", "text": f"Nothing else.\n\n{STORM}", "title": "Quiet", "outlet": "Post",
     "date": "1901-02-04"},
]  # fmt: skip


def lines(rows: Rows) -> str:
    return "".join(f"{json.dumps(row)}\n" for row in rows)


def in_lines(folder: Path) -> str:
    (folder / "articles.jsonl").write_text(lines(ROWS))
    return str(folder / "articles.jsonl")


def in_gzip(folder: Path) -> str:
    (folder / "articles.jsonl.gz").write_bytes(gzip.compress(lines(ROWS).encode()))
    return str(folder / "articles.jsonl.gz")


def in_parquet(folder: Path) -> str:
    parquet.write_table(pa.Table.from_pylist(list(ROWS)), folder / "articles.parquet")
    return (folder / "articles.parquet").as_uri()


def in_parquet_parts(folder: Path) -> str:
    parts = folder / "parts"
    parts.mkdir()
    for number, row in enumerate(ROWS):
        parquet.write_table(pa.Table.from_pylist([row]), parts / f"part-{number}.parquet")
    (parts / "_SUCCESS").touch()
    return str(parts)


def in_layout_of_passim(folder: Path) -> str:
    """Return a folder of compressed JSON lines with `series` and `heading`, as passim takes it."""
    parts = folder / "passim"
    parts.mkdir()
    names = {"outlet": "series", "title": "heading"}
    for number, row in enumerate(ROWS):
        renamed = {names.get(name, name): value for name, value in row.items()}
        (parts / f"part-{number}.json.gz").write_bytes(gzip.compress(lines([renamed]).encode()))
    return str(parts)


@pytest.fixture(scope="module")
def spark() -> "Iterator[SparkSession]":
    settings = dict(one.split("=", 1) for one in SMALL_JVM[1::2])
    with session.cluster_session("local[2]", settings) as started:
        yield started


@pytest.mark.parametrize(
    "write", [in_lines, in_gzip, in_parquet, in_parquet_parts, in_layout_of_passim]
)
def test_a_table_of_each_layout_gives_its_articles(
    tmp_path: Path, spark: "SparkSession", write: Callable[[Path], str]
) -> None:
    name = write(tmp_path)
    assert reading.is_table(name)
    found = [
        (row["name"], reading.unpack_article(row["article"]).extracted, row["problem"])
        for row in sorted(reading.read_table(spark, name).collect())
    ]
    assert [
        (name, article.text, article.title, article.outlet, article.date, problem)
        for name, article, problem in found
    ] == [
        (row["id"], row["text"], row["title"], row["outlet"], row["date"], "")
        for row in sorted(ROWS, key=lambda row: row["id"])
    ]


def test_a_folder_of_parquet_on_another_file_system_is_recognized(
    tmp_path: Path, spark: "SparkSession"
) -> None:
    in_parquet_parts(tmp_path)
    mounted = "fs.viewfs.mounttable.archive.link./papers"
    spark.conf.set(mounted, tmp_path.as_uri())
    found = reading.read_table(spark, "viewfs://archive/papers/parts")
    assert sorted(row["name"] for row in found.select("name").collect()) == ["a/1", "b/1"]


def test_tables_and_a_folder_named_by_its_address_make_one_index(tmp_path: Path) -> None:
    more = [{"id": "c/1", "text": PILOTS}, {"id": "d/1", "text": "\n\n".join(story(3))}]
    table = tmp_path / "more.parquet"
    parquet.write_table(pa.Table.from_pylist(more), table)
    corpus = written(tmp_path / "corpus", ferry="\n\n".join(story(3)))
    index = tmp_path / "index"
    done = variorum(
        *("index", "--engine", "spark", "--master", "local[2]", *SMALL_JVM),
        *(in_layout_of_passim(tmp_path), str(table), corpus.as_uri(), "--to", str(index)),
    )
    assert done.returncode == 0, done.stderr
    opened = partitioned_index.PartitionedIndex(index)
    ids = [one.id for one in opened.entries(0, 9)]
    assert ids == sorted(["a/1", "b/1", "c/1", "d/1", str(corpus / "ferry.txt")])
    storm, pilots = ids.index("b/1"), ids.index("c/1")
    assert {match.other for match in opened.matches(storm)} == {ids.index("a/1"), pilots}
    copies = opened.copies(opened.entry(ids.index("d/1")).first)
    assert copies == sorted([ids.index("d/1"), ids.index(str(corpus / "ferry.txt"))])


@pytest.mark.parametrize("name", ["nothing.jsonl", "hdfs://127.0.0.1:1/articles.parquet"])
def test_a_table_that_is_not_there_is_told_in_a_line(tmp_path: Path, name: str) -> None:
    table = name if "://" in name else str(tmp_path / name)
    index = tmp_path / "index"
    done = variorum(
        *("index", "--engine", "spark", "--master", "local[2]", *SMALL_JVM),
        *(table, "--to", str(index)),
    )
    assert done.returncode == 1
    (told,) = [line for line in done.stderr.splitlines() if line.startswith("variorum:")]
    assert told.startswith("variorum: Spark failed: ")
    assert "Traceback" not in done.stderr
    assert not index.exists()
