"""The tables of a partitioned index: their columns, and how rows are divided among files."""

from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import NamedTuple

import pyarrow as pa

from tui.formats.extracted_article import ExtractedArticle


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
    """The columns of a table, and its division into files."""

    schema: pa.Schema
    span: int
    """Number of values of the first column in one file."""
    rows: int
    """Rows of one row group."""
    distinct: tuple[str, ...] = ()
    """Columns with few equal values, for which a dictionary is of no use."""


def _columns(**types: pa.DataType) -> pa.Schema:
    """Return the columns of a table; each row has a value in each."""
    return pa.schema([pa.field(name, kind, nullable=False) for name, kind in types.items()])


def _list_of(kind: pa.DataType) -> pa.DataType:
    return pa.list_(pa.field("element", kind, nullable=False))


_NUMBER = _PASSAGE = _OFFSET = pa.int32()
_PAIR = dict.fromkeys(("article", "passage", "other", "other_passage"), _NUMBER)
STATED = ExtractedArticle._fields[ExtractedArticle._fields.index("title") :]
"""The metadata of an extracted article; each is a column."""
LAYOUTS = {
    Table.ARTICLES: TableLayout(
        _columns(
            article=_NUMBER,
            id=pa.string(),
            title=pa.string(),
            outlet=pa.string(),
            date=pa.string(),
            words=pa.int32(),
            passages=pa.int32(),
            first=_NUMBER,
            searched=pa.string(),
        ),
        4_096,
        1_024,
        ("id", "title", "searched"),
    ),
    Table.TEXTS: TableLayout(
        _columns(
            article=_NUMBER,
            path=pa.binary(),
            entry=pa.string(),
            encoding=pa.string(),
            digest=pa.string(),
            spellings=_list_of(pa.string()),
            is_extracted=pa.bool_(),
            is_markdown=pa.bool_(),
            text=pa.binary(),
            **dict.fromkeys(STATED, pa.binary()),
            stated_boilerplate=_list_of(pa.string()),
            stated_outlet=pa.string(),
            stated_group=pa.string(),
            repeats=_list_of(_PASSAGE),
            boilerplate=_list_of(_PASSAGE),
        ),
        1_024,
        64,
        ("text",),
    ),
    Table.COPIES: TableLayout(_columns(first=_NUMBER, article=_NUMBER), 4_096, 4_096),
    Table.MATCHES: TableLayout(
        _columns(**_PAIR, score=pa.float64(), kind=pa.int8(), is_match=pa.bool_()), 4_096, 4_096
    ),
    Table.REUSE: TableLayout(
        _columns(
            article=_NUMBER,
            start=_OFFSET,
            end=_OFFSET,
            other=_NUMBER,
            other_start=_OFFSET,
            other_end=_OFFSET,
        ),
        4_096,
        4_096,
    ),
    Table.CLAIMS: TableLayout(
        _columns(article=_NUMBER, passage=_PASSAGE, claim=pa.int64()), 4_096, 4_096
    ),
    Table.MEMBERS: TableLayout(
        _columns(claim=pa.int64(), article=_NUMBER, passage=_PASSAGE), 65_536, 4_096
    ),
    Table.INDIRECT: TableLayout(
        _columns(**_PAIR, score=pa.float64(), kind=pa.int8(), via=_NUMBER, via_passage=_PASSAGE),
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
    arrays = [pa.array(column, field.type) for column, field in zip(columns, schema, strict=True)]
    return pa.Table.from_arrays(arrays, schema=schema)
