"""The stage of writing: the tables of the index, each file by the process that has its rows."""

from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path

from pyspark import Broadcast
from pyspark.sql import DataFrame
from pyspark.sql import functions as sql

from tui.cluster.dataflow.frames import Row, RowFunction, groups_of, map_rows, together
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
    found: DataFrame,
    claims: Claims,
    boilerplate: Mapping[int, int],
) -> dict[Table, list[TableFile]]:
    """Write the tables of an index into a folder that all machines see; return their files.

    Args:
        folder: The folder.
        articles: Articles: `number`, `name`, `first`, `article`, `record`.
        found: Rows of the stage of matches.
        claims: The claims.
        boilerplate: The number of documents that have each sentence of boilerplate.
    """
    lines = articles.sparkSession.sparkContext.broadcast(dict(boilerplate))
    chosen = articles.select("number", "name", "first", "article", "record")
    copied = articles.selectExpr(
        "first", "number AS article", "count(*) OVER (PARTITION BY first) AS copies"
    )
    matches = found.where("NOT is_reuse").selectExpr(
        "article", "start AS passage", "other", "other_start AS other_passage", "score", "kind",
        "is_match", "NOT is_match AS is_near", "-score AS order",
    )  # fmt: skip
    members = claims.members
    tables = {
        Table.COPIES: (copied.where("copies > 1").drop("copies"), ["article"]),
        Table.MATCHES: (
            matches,
            ["is_near", "passage", "order", "other", "other_passage"],
        ),
        Table.REUSE: (
            found.where("is_reuse").select(*LAYOUTS[Table.REUSE].schema.names),
            ["start", "end", "other", "other_start", "other_end"],
        ),
        Table.CLAIMS: (members.select("article", "passage", "claim"), ["passage", "claim"]),
        Table.MEMBERS: (members.select("claim", "article", "passage"), ["article", "passage"]),
        Table.INDIRECT: (claims.indirect, ["passage", "place"]),
    }
    written = {
        table: _write(folder, table, frame, order) for table, (frame, order) in tables.items()
    }
    for table, rows_of in (
        (Table.ARTICLES, article_rows),
        (Table.TEXTS, partial(text_rows, lines)),
    ):
        placed = _placed(chosen, table, "number", [])
        written[table] = _files(
            map_rows(placed, partial(_write_made, folder, table, rows_of), _WRITTEN)
        )
    return written


def _placed(frame: DataFrame, table: Table, key: str, order: list[str]) -> DataFrame:
    """Return rows with the number of their file as first column, those of a file together."""
    span = LAYOUTS[table].span
    numbered = frame.select((sql.col(key) / span).cast("int").alias("file"), *frame.columns)
    partitions = frame.sparkSession.sparkContext.defaultParallelism
    return together(numbered, partitions, "file", key, *order)


def _write(folder: Path, table: Table, frame: DataFrame, order: list[str]) -> list[TableFile]:
    placed = _placed(frame, table, LAYOUTS[table].schema.names[0], order)
    return _files(map_rows(placed, partial(_write_rows, folder, table), _WRITTEN))


def _files(frame: DataFrame) -> list[TableFile]:
    return sorted(TableFile(*row) for row in frame.collect())


def _write_rows(folder: Path, table: Table, rows: Iterable[Row]) -> Iterator[Row]:
    """Write the files of the rows, and yield what they are; columns for sorting are left out."""
    width = len(LAYOUTS[table].schema)
    for number, some in groups_of(rows):
        columns = in_columns(table, (row[1 : 1 + width] for row in some))
        yield write_file(folder, table, number, columns)


def _write_made(
    folder: Path, table: Table, rows_of: RowFunction, rows: Iterable[Row]
) -> Iterator[Row]:
    for number, some in groups_of(rows):
        made = rows_of(row[1:] for row in some)
        yield write_file(folder, table, number, in_columns(table, made))


def article_rows(rows: Iterable[Row]) -> Iterator[Row]:
    """Yield the rows of the list."""
    for number, name, first, packed, _ in rows:
        heading = heading_of(corpus_file_of(unpack_article(packed)))
        yield article_row(number, name, heading, first)


def text_rows(lines: "Broadcast[dict[int, int]]", rows: Iterable[Row]) -> Iterator[Row]:
    """Yield the rows of the texts."""
    common = CorpusFacts(boilerplate=lines.value)
    for number, name, _, packed, record in rows:
        subject = CorpusDocument(name, unpack_record(record).fingerprint)
        facts = document_facts(subject, common)
        yield text_row(number, unpack_article(packed), facts.repeats, facts.boilerplate)
