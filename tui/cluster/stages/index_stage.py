"""The stage of writing: the tables of the index. A file is written where its rows are."""

from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path

from pyspark import Broadcast
from pyspark.sql import DataFrame
from pyspark.sql import functions as sql

from tui.cluster.dataflow.frames import Row, RowFunction, groups_of, map_rows, partition_by_key
from tui.cluster.stages.claim_stage import Claims
from tui.cluster.stages.reading import unpack_article
from tui.index.cache.document_record import unpack_record
from tui.index.partitioned.index_rows import article_row, heading_of, text_row
from tui.index.partitioned.stored_article import corpus_file_of
from tui.index.partitioned.table_files import TableFile, write_file
from tui.index.partitioned.tables import LAYOUTS, Table, in_columns
from tui.matching.pipeline import CorpusDocument, CorpusFacts, document_facts

_WRITTEN = {"number": "int", "rows": "int", "size": "bigint", "digest": "string"}


def write_tables(
    folder: Path,
    articles: DataFrame,
    match_rows: DataFrame,
    claims: Claims,
    boilerplate: Mapping[int, int],
) -> dict[Table, list[TableFile]]:
    """Write the tables of an index into a folder that all machines see; return their files.

    Args:
        folder: The folder.
        articles: Articles: `number`, `name`, `first`, `article`, `record`.
        match_rows: Rows of the stage of matches.
        claims: The claims.
        boilerplate: The number of documents that have each sentence of boilerplate.
    """
    lines = articles.sparkSession.sparkContext.broadcast(dict(boilerplate))
    article_columns = articles.select("number", "name", "first", "article", "record")
    copies = articles.selectExpr(
        "first", "number AS article", "count(*) OVER (PARTITION BY first) AS copies"
    )
    matches = match_rows.where("NOT is_reuse").selectExpr(
        "article", "start AS passage", "other", "other_start AS other_passage", "score", "kind",
        "is_match", "NOT is_match AS is_near", "-score AS order",
    )  # fmt: skip
    members = claims.members
    tables = {
        Table.COPIES: (copies.where("copies > 1").drop("copies"), ["article"]),
        Table.MATCHES: (
            matches,
            ["is_near", "passage", "order", "other", "other_passage"],
        ),
        Table.REUSE: (
            match_rows.where("is_reuse").select(*LAYOUTS[Table.REUSE].schema.names),
            ["start", "end", "other", "other_start", "other_end"],
        ),
        Table.CLAIMS: (members.select("article", "passage", "claim"), ["passage", "claim"]),
        Table.MEMBERS: (members.select("claim", "article", "passage"), ["article", "passage"]),
        Table.INDIRECT: (claims.indirect, ["passage", "place"]),
    }
    files = {table: _write(folder, table, frame, order) for table, (frame, order) in tables.items()}
    for table, rows_of in (
        (Table.ARTICLES, article_rows),
        (Table.TEXTS, partial(text_rows, lines)),
    ):
        placed = _place_in_files(article_columns, table, "number", [])
        files[table] = _collect_files(
            map_rows(placed, partial(_write_rows_of, folder, table, rows_of), _WRITTEN)
        )
    return files


def _place_in_files(frame: DataFrame, table: Table, key: str, order: list[str]) -> DataFrame:
    """Return the rows after the number of their file, so that those of a file are adjacent."""
    span = LAYOUTS[table].span
    numbered = frame.select((sql.col(key) / span).cast("int").alias("file"), *frame.columns)
    partitions = frame.sparkSession.sparkContext.defaultParallelism
    return partition_by_key(numbered, partitions, "file", key, *order)


def _write(folder: Path, table: Table, frame: DataFrame, order: list[str]) -> list[TableFile]:
    placed = _place_in_files(frame, table, LAYOUTS[table].schema.names[0], order)
    return _collect_files(map_rows(placed, partial(_write_rows, folder, table), _WRITTEN))


def _collect_files(frame: DataFrame) -> list[TableFile]:
    return sorted(TableFile(*row) for row in frame.collect())


def _write_rows(folder: Path, table: Table, rows: Iterable[Row]) -> Iterator[Row]:
    """Write the files of the rows, without the columns for sorting, and yield their records."""
    width = len(LAYOUTS[table].schema)
    for number, file_rows in groups_of(rows):
        columns = in_columns(table, (row[1 : 1 + width] for row in file_rows))
        yield write_file(folder, table, number, columns)


def _write_rows_of(
    folder: Path, table: Table, rows_of: RowFunction, rows: Iterable[Row]
) -> Iterator[Row]:
    for number, file_rows in groups_of(rows):
        columns = in_columns(table, rows_of(row[1:] for row in file_rows))
        yield write_file(folder, table, number, columns)


def article_rows(rows: Iterable[Row]) -> Iterator[Row]:
    """Yield the rows of the list."""
    for number, name, first, packed, _ in rows:
        heading = heading_of(corpus_file_of(unpack_article(packed)))
        yield article_row(number, name, heading, first)


def text_rows(lines: "Broadcast[dict[int, int]]", rows: Iterable[Row]) -> Iterator[Row]:
    """Yield the rows of the texts."""
    corpus_facts = CorpusFacts(boilerplate=lines.value)
    for number, name, _, packed, record in rows:
        document = CorpusDocument(name, unpack_record(record).fingerprint)
        facts = document_facts(document, corpus_facts)
        yield text_row(number, unpack_article(packed), facts.repeats, facts.boilerplate)
