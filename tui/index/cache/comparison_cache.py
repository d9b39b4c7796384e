"""Cache of document records and comparisons, stored by content.

The key includes the check sum of the program that computed them: another version starts with an
empty cache. Only vectors are kept: they cost most, and depend on the text and the model alone.
"""

import sys
import unicodedata
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import blake2b
from importlib.util import find_spec
from itertools import islice
from pathlib import Path
from typing import NamedTuple, TypeVar

import rapidfuzz

import tui
from tui.index.cache.document_record import DocumentRecord, RecordError, pack_record, unpack_record
from tui.matching.matches import KIND_NUMBERS, KINDS
from tui.matching.pairs.document_comparison import Comparison, Keys
from tui.matching.pairs.sentence_pairs import SentencePair
from tui.storage.sqlite_store import Store
from tui.text.span import Span

FILE = "surveys.sqlite"
SCHEMA = (
    """
    CREATE TABLE engine (version TEXT NOT NULL);
    CREATE TABLE outlines (content TEXT PRIMARY KEY, key BLOB NOT NULL, outline BLOB NOT NULL);
    CREATE INDEX outlines_by_key ON outlines (key);
    CREATE TABLE comparisons (
        crowd INTEGER NOT NULL,
        one BLOB NOT NULL,
        two BLOB NOT NULL,
        made BLOB NOT NULL,
        PRIMARY KEY (crowd, one, two)
    ) WITHOUT ROWID;
    CREATE TABLE corpora (
        corpus BLOB PRIMARY KEY,
        keys BLOB NOT NULL,
        couples BLOB NOT NULL,
        used INTEGER NOT NULL
    )
    """,
    """
    CREATE TABLE vectors (
        model TEXT NOT NULL,
        key BLOB NOT NULL,
        vectors BLOB NOT NULL,
        PRIMARY KEY (model, key)
    ) WITHOUT ROWID
    """,
    # Comparisons no longer depend on the number of documents.
    """
    DROP TABLE comparisons;
    CREATE TABLE comparisons (
        one BLOB NOT NULL,
        two BLOB NOT NULL,
        made BLOB NOT NULL,
        PRIMARY KEY (one, two)
    ) WITHOUT ROWID
    """,
)
_CORPORA = 16
"""Number of corpora whose pairs are stored; those used last are kept."""
_KEY = 16
"""Length of a text's key in bytes."""
_ASKED = 500
"""Largest number of values in one query of SQLite."""

_Item = TypeVar("_Item")


class CorpusRecord(NamedTuple):
    """Texts of a corpus, and the pairs of texts that are worth comparing."""

    keys: Sequence[bytes]
    document_pairs: frozenset[tuple[int, int]]
    """Pairs of the texts' numbers, the smaller one first."""


class ComparisonCache:
    """All results that this version of the program has computed; its methods raise `StoreError`."""

    def __init__(self, file: Path) -> None:
        """Open the store at `file`; results of another version of the program are removed."""
        self.store = Store(file, SCHEMA, lasting=False)
        checksum = engine_checksum()
        if self.store.rows("SELECT version FROM engine") != [(checksum,)]:
            with self.store.change() as connection:
                for table in ("engine", "outlines", "comparisons", "corpora"):
                    connection.execute(f"DELETE FROM {table}")  # noqa: S608  # our own names
                connection.execute("INSERT INTO engine VALUES (?)", (checksum,))

    def close(self) -> None:
        """Close the file."""
        self.store.close()

    def records(self, contents: Iterable[str]) -> dict[str, DocumentRecord]:
        """Return the stored document records by content; a damaged one counts as missing."""
        return self._records("content", contents)

    def records_by_text(self, keys: Iterable[bytes]) -> dict[bytes, DocumentRecord]:
        """Return the stored document records by the key of their text."""
        return {record.fingerprint.key: record for record in self._records("key", keys).values()}

    def _records(self, column: str, values: Iterable[object]) -> dict[str, DocumentRecord]:
        records: dict[str, DocumentRecord] = {}
        for batch in _by(_ASKED, values):
            marks = ", ".join("?" * len(batch))
            query = f"SELECT content, outline FROM outlines WHERE {column} IN ({marks})"  # noqa: S608
            for content, record in self.store.rows(query, batch):
                try:
                    records[content] = unpack_record(record)
                except RecordError:
                    continue
        return records

    def save_records(self, records: Mapping[str, DocumentRecord]) -> None:
        """Save document records by content."""
        with self.store.change() as connection:
            connection.executemany(
                "INSERT OR REPLACE INTO outlines VALUES (?, ?, ?)",
                [
                    (content, record.fingerprint.key, pack_record(record))
                    for content, record in records.items()
                ],
            )

    def comparisons(self, wanted_keys: Iterable[Keys]) -> Iterator[tuple[Keys, Comparison]]:
        """Yield the comparisons with these keys that are stored."""
        key_set = set(wanted_keys)
        for batch in _by(_ASKED, sorted({first_key for first_key, _ in key_set})):
            marks = ", ".join("?" * len(batch))
            query = (
                "SELECT one, two, made FROM comparisons"  # noqa: S608
                f" WHERE one IN ({marks})"
            )
            for first_key, second_key, packed in self.store.rows(query, batch):
                if (first_key, second_key) in key_set and (comparison := unpack_comparison(packed)):
                    yield (first_key, second_key), comparison

    def save_comparisons(self, packed_comparisons: Iterable[tuple[Keys, bytes]]) -> None:
        """Save packed comparisons by the keys of their texts."""
        with self.store.change() as connection:
            connection.executemany(
                "INSERT OR REPLACE INTO comparisons VALUES (?, ?, ?)",
                [(*keys, data) for keys, data in packed_comparisons],
            )

    def corpora(self) -> Iterator[CorpusRecord]:
        """Yield the stored corpora, the one used last first."""
        for keys, pairs in self.store.rows("SELECT keys, couples FROM corpora ORDER BY used DESC"):
            numbers = array("I")
            numbers.frombytes(pairs[: len(pairs) // 8 * 8])
            yield CorpusRecord(
                [keys[n : n + _KEY] for n in range(0, len(keys), _KEY)],
                frozenset(zip(numbers[::2], numbers[1::2], strict=True)),
            )

    def save_corpus(self, corpus: CorpusRecord) -> None:
        """Save a corpus as the one used last; above the largest number, the oldest is removed."""
        keys = b"".join(corpus.keys)
        pairs = array("I", (n for pair in sorted(corpus.document_pairs) for n in pair)).tobytes()
        name = blake2b(keys, digest_size=_KEY).digest()
        with self.store.change() as connection:
            connection.execute(
                "INSERT OR REPLACE INTO corpora VALUES"
                " (?, ?, ?, (SELECT 1 + coalesce(max(used), 0) FROM corpora))",
                (name, keys, pairs),
            )
            connection.execute(
                "DELETE FROM corpora WHERE used <= (SELECT max(used) FROM corpora) - ?", (_CORPORA,)
            )

    def vectors(self, model: str, keys: Iterable[bytes]) -> dict[bytes, bytes]:
        """Return the stored vectors of texts, packed, by the keys of the texts."""
        packed_vectors: dict[bytes, bytes] = {}
        for batch in _by(_ASKED, keys):
            marks = ", ".join("?" * len(batch))
            query = f"SELECT key, vectors FROM vectors WHERE model = ? AND key IN ({marks})"  # noqa: S608
            packed_vectors.update(self.store.rows(query, (model, *batch)))
        return packed_vectors

    def save_vectors(self, model: str, vectors: Mapping[bytes, bytes]) -> None:
        """Save the packed vectors of texts."""
        with self.store.change() as connection:
            connection.executemany(
                "INSERT OR REPLACE INTO vectors VALUES (?, ?, ?)",
                [(model, key, packed) for key, packed in vectors.items()],
            )


def engine_checksum() -> str:
    """Return the check sum of all that determines a result: code, tables and libraries."""
    libraries = (
        f"{sys.byteorder} {rapidfuzz.__version__} {unicodedata.unidata_version} {_version('regex')}"
    )
    digest = blake2b(libraries.encode(), digest_size=16)
    package = Path(tui.__file__).parent
    for folder in ("text", "matching"):
        for file in sorted((package / folder).rglob("*")):
            if file.suffix in {".py", ".txt", ".json"}:
                digest.update(file.read_bytes())
    return digest.hexdigest()


def _version(package: str) -> str:
    """Return the version of a package from its metadata; the package is not imported."""
    spec = find_spec(package)
    if spec is None or spec.origin is None:
        return ""
    site = Path(spec.origin).parent.parent
    return " ".join(sorted(info.name for info in site.glob(f"{package}-*.dist-info")))


def pack_comparison(comparison: Comparison) -> bytes:
    """Return a comparison as bytes."""
    pairs = comparison.pairs
    numbers = [len(pairs)]
    for pair in pairs:
        numbers += (pair.here, pair.there, KIND_NUMBERS[pair.kind])
    for here, there in comparison.reused_ranges:
        numbers += (*here, *there)
    odds = array("d", (value for pair in pairs for value in (pair.odds, pair.partial)))
    return array("I", numbers).tobytes() + odds.tobytes()


def unpack_comparison(data: bytes) -> Comparison | None:
    """Return the comparison that is packed in `data`; None if the bytes are damaged."""
    try:
        count = int.from_bytes(data[:4], sys.byteorder)
        odds, numbers = array("d"), array("I")
        offset = len(data) - 16 * count
        odds.frombytes(data[offset:])
        numbers.frombytes(data[4:offset])
        kinds = [KINDS[n] for n in numbers[2 : 3 * count : 3]]
        if len(odds) != 2 * len(kinds):
            return None
        lines = numbers[0 : 3 * count : 3], numbers[1 : 3 * count : 3]
        pairs = map(SentencePair, *lines, odds[::2], odds[1::2], kinds)
        ranges = zip(*[iter(numbers[3 * count :])] * 4, strict=True)
        return Comparison(
            tuple(pairs),
            tuple((Span(a, b), Span(c, d)) for a, b, c, d in ranges),
        )
    except (IndexError, ValueError):
        return None


def _by(size: int, values: Iterable[_Item]) -> Iterator[tuple[_Item, ...]]:
    remaining = iter(values)
    while batch := tuple(islice(remaining, size)):
        yield batch
