"""The tables of a partitioned index: their columns, and how rows are divided among files."""

from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import NamedTuple

import pyarrow as pa

from tui.matching.matches import Kind

KINDS = tuple(Kind)
"""Kinds of matches; a table has their indexes."""


class Table(StrEnum):
    """The tables of an index."""

    ARTICLES = "articles"
    TEXTS = "texts"
    COPIES = "copies"
    MATCHES = "matches"
    REUSE = "reuse"
    CLAIMS = "claims"
    MEMBERS = "members"
    INDIRECT = "indirect"


class TableLayout(NamedTuple):
    """The columns of a table and its division into files."""

    schema: pa.Schema
    span: int
    """Values of the first column that are in one file."""
    rows: int
    """Rows of one row group."""


_NUMBER, _PASSAGE = pa.int32(), pa.int32()
LAYOUTS = {
    Table.ARTICLES: TableLayout(
        pa.schema(
            {
                "article": _NUMBER,
                "id": pa.string(),
                "title": pa.string(),
                "outlet": pa.string(),
                "date": pa.string(),
                "words": pa.int32(),
                "passages": pa.int32(),
                "first": _NUMBER,
            }
        ),
        4_096,
        256,
    ),
    Table.TEXTS: TableLayout(
        pa.schema(
            {
                "article": _NUMBER,
                "path": pa.binary(),
                "entry": pa.string(),
                "encoding": pa.string(),
                "digest": pa.string(),
                "spellings": pa.list_(pa.string()),
                "is_extracted": pa.bool_(),
                "is_markdown": pa.bool_(),
                "text": pa.binary(),
                "title": pa.binary(),
                "outlet": pa.binary(),
                "author": pa.binary(),
                "date": pa.binary(),
                "updated": pa.binary(),
                "language": pa.binary(),
                "url": pa.binary(),
                "group": pa.binary(),
                "key": pa.binary(),
                "stated_boilerplate": pa.list_(pa.string()),
                "stated_outlet": pa.string(),
                "stated_group": pa.string(),
                "repeats": pa.list_(pa.int32()),
                "boilerplate": pa.list_(pa.int32()),
            }
        ),
        1_024,
        64,
    ),
    Table.COPIES: TableLayout(pa.schema({"first": _NUMBER, "article": _NUMBER}), 4_096, 4_096),
    Table.MATCHES: TableLayout(
        pa.schema(
            {
                "article": _NUMBER,
                "passage": _PASSAGE,
                "other": _NUMBER,
                "other_passage": _PASSAGE,
                "score": pa.float64(),
                "kind": pa.int8(),
                "is_match": pa.bool_(),
            }
        ),
        4_096,
        4_096,
    ),
    Table.REUSE: TableLayout(
        pa.schema(
            {
                "article": _NUMBER,
                "start": pa.int32(),
                "end": pa.int32(),
                "other": _NUMBER,
                "other_start": pa.int32(),
                "other_end": pa.int32(),
            }
        ),
        4_096,
        4_096,
    ),
    Table.CLAIMS: TableLayout(
        pa.schema({"article": _NUMBER, "passage": _PASSAGE, "claim": pa.int64()}), 4_096, 4_096
    ),
    Table.MEMBERS: TableLayout(
        pa.schema({"claim": pa.int64(), "article": _NUMBER, "passage": _PASSAGE}), 65_536, 4_096
    ),
    Table.INDIRECT: TableLayout(
        pa.schema(
            {
                "article": _NUMBER,
                "passage": _PASSAGE,
                "other": _NUMBER,
                "other_passage": _PASSAGE,
                "score": pa.float64(),
                "kind": pa.int8(),
                "via": _NUMBER,
                "via_passage": _PASSAGE,
            }
        ),
        4_096,
        4_096,
    ),
}


def file_number(table: Table, value: int) -> int:
    """Return the number of the file that has rows with this value of the first column."""
    return value // LAYOUTS[table].span


def in_columns(table: Table, rows: Iterable[Sequence[object]]) -> pa.Table:
    """Return the rows of one file as columns."""
    schema = LAYOUTS[table].schema
    columns = list(zip(*rows, strict=True)) or [()] * len(schema)
    arrays = [pa.array(one, kind.type) for one, kind in zip(columns, schema, strict=True)]
    return pa.Table.from_arrays(arrays, schema=schema)
