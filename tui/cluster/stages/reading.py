"""The stage of reading: articles of files, of JSON lines and of Parquet, and their records."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple

from pyspark.sql import DataFrame, SparkSession
from pyspark.sql import functions as sql

from tui.cluster.dataflow.addresses import address_of, reading_address
from tui.cluster.dataflow.frames import Row, map_rows
from tui.corpus.configuration.folder_configs import FolderConfigs
from tui.corpus.corpus_file import CorpusFile
from tui.corpus.file_encodings import FileEncodings
from tui.errors import VariorumError
from tui.formats.extracted_article import ExtractedArticle
from tui.index.cache.document_record import make_record, pack_record
from tui.index.cache.packed_document import pack_prepared
from tui.index.partitioned.stored_article import (
    StoredArticle,
    corpus_file_of,
    store_extracted,
    stored_articles,
)
from tui.matching.features.preprocessing import preprocess
from tui.text.parsing.metadata import parse_day
from tui.text.sanitization import clean_line

ARTICLES = {"name": "string", "content": "string", "article": "binary", "problem": "string"}
RECORDS = {"content": "string", "key": "binary", "record": "binary", "prepared": "binary"}
_VALUES = {
    "id": ("id",),
    "text": ("text",),
    "title": ("title", "heading"),
    "outlet": ("outlet", "series", "source"),
    "date": ("date",),
}
"""Names of the column of each value, the preferred first; `series` and `heading` are passim's."""
_TABLES = (".jsonl", ".ndjson", ".json", ".jsonl.gz", ".json.gz", ".parquet")
_LONGEST_ID = 1_000
_SAMPLE = 300
"""Files whose words decide on hyphens at ends of lines, as on one machine."""


class InputError(VariorumError):
    """The articles can't be read."""


class Encodings(NamedTuple):
    """The encodings that the user has named, in a form for other machines."""

    named: str = ""
    patterns: Mapping[str, str] = {}
    chosen: Mapping[str, str] = {}
    roots: Sequence[str] = ()
    """The absolute paths of the corpus, in whose folders configurations count."""
    secure: bool = False


def is_table(name: str) -> bool:
    """Return True if `name` is a table of articles: JSON lines or Parquet, or a folder of either.

    An address such as `hdfs://…` or `s3a://…` always is one.
    """
    if "://" in name and not name.startswith("file:"):
        return True
    path = Path(name.removeprefix("file://"))
    if path.is_dir():
        parts = [part.name for part in path.iterdir() if part.name[:1] not in "._"]
        is_written = (path / "_SUCCESS").exists()  # as Spark and Hadoop write them
        return bool(parts) and (is_written or all(_is_part(part) for part in parts))
    return _is_part(name)


def _is_part(name: str) -> bool:
    return name.lower().endswith(_TABLES)


def read_table(session: SparkSession, name: str) -> DataFrame:
    """Return the articles of a table.

    Raises:
        InputError: If it has no `id` or no `text`.
    """
    address = name if "://" in name else _local_address(Path(name.removeprefix("file:")).resolve())
    is_parquet = _is_parquet(session, name, address)
    table = session.read.parquet(address) if is_parquet else session.read.json(address)
    columns = {
        value: next((name for name in names if name in table.columns), "")
        for value, names in _VALUES.items()
    }
    if not (columns["id"] and columns["text"]):
        raise InputError(
            f"{clean_line(name)} has no columns id and text", advice="rename its columns"
        )
    values = table.select(
        *(
            sql.col(f"`{column}`").cast("string").alias(value) if column
            else sql.lit("").alias(value)
            for value, column in columns.items()
        )
    )  # fmt: skip
    return map_rows(values, partial(_table_articles, name), ARTICLES)


def _local_address(path: Path) -> str:
    return reading_address(path) if path.exists() else address_of(path)  # else it is a pattern


def _is_parquet(session: SparkSession, name: str, address: str) -> bool:
    """Return True if a table is one of Parquet, by the names of its files."""
    if _is_part(name.rstrip("/")):
        return name.rstrip("/").lower().endswith(".parquet")
    # Paths alone are selected, so that no bytes are read.
    files = session.read.format("binaryFile").load(address).select("path")
    return files.where("path LIKE '%.parquet'").head() is not None


def _table_articles(source: str, rows: Iterable[Row]) -> Iterator[Row]:
    for identity, text, title, outlet, date in rows:
        name = clean_line(identity or "", _LONGEST_ID)
        if not name or not (text or "").strip():
            yield name, "", b"", "it has no id" if not name else "it is empty"
            continue
        article = ExtractedArticle(
            text.strip(), title=title or name, outlet=outlet or "", date=parse_day(date or "")
        )
        stored = store_extracted(Path(source), name, article._replace(key=name))
        yield name, stored.content, pack_article(stored), ""


def read_files(session: SparkSession, paths: Sequence[Path], encodings: Encodings) -> DataFrame:
    """Return the articles of files, which must have the same paths on all machines."""
    rows = [(str(path),) for path in paths]
    partitions = max(1, min(len(rows), 4 * session.sparkContext.defaultParallelism))
    frame = session.createDataFrame(rows, "path string").repartition(partitions)
    sample = [str(path) for path in paths[:_SAMPLE]]
    return map_rows(frame, partial(_file_articles, encodings, sample), ARTICLES)


def _file_articles(
    encodings: Encodings, sample: Sequence[str], rows: Iterable[Row]
) -> Iterator[Row]:
    configs = FolderConfigs(map(Path, encodings.roots), secure=encodings.secure)
    sample_paths = partial(map, Path, sample)
    file_encodings = FileEncodings(
        encodings.named, encodings.patterns, encodings.chosen, sample_paths, configs
    )
    for (path,) in rows:
        for article in stored_articles(Path(path), file_encodings):
            if isinstance(article, CorpusFile):
                yield article.id, "", b"", article.problem
            else:
                yield article.id, article.content, pack_article(article), ""


def make_records(rows: Iterable[Row]) -> Iterator[Row]:
    """Yield the record and the prepared document of each content; None if it has no passages.

    A row has the key of a content and an article with this content.
    """
    for content, packed in rows:
        document = corpus_file_of(unpack_article(packed)).document
        if document is None:
            yield content, None, None, None
            continue
        prepared = preprocess(content, document)
        record = make_record(document, prepared)
        yield content, record.fingerprint.key, pack_record(record), pack_prepared(prepared)


def pack_article(article: StoredArticle) -> bytes:
    """Return a stored article as bytes."""
    return json.dumps(article).encode()


def unpack_article(data: bytes) -> StoredArticle:
    """Return the stored article from the bytes of `pack_article`."""
    article = StoredArticle(*json.loads(data))
    return article._replace(
        spellings=tuple(article.spellings), boilerplate=tuple(article.boilerplate)
    )
