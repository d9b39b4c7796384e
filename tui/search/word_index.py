"""The word index: the words of each sentence, by the content of its text, in SQLite's FTS5.

It stores only words and the numbers of sentences, no text. An index that was made by another
version of the program is deleted.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import Final, NamedTuple

from tui.errors import VariorumError
from tui.index.cache.comparison_cache import engine_checksum
from tui.storage.sqlite_store import Store
from tui.text.document import Document
from tui.text.normalization.search_variants import Strictness
from tui.text.search_terms import Term, folded

FILE = "words.sqlite"
SCHEMA = (
    """
    CREATE TABLE engine (version TEXT NOT NULL);
    CREATE TABLE contents (
        number INTEGER PRIMARY KEY,
        content TEXT NOT NULL UNIQUE,
        words INTEGER NOT NULL
    );
    CREATE VIRTUAL TABLE words USING fts5(
        letters, accents, typed, content = '', columnsize = 0, tokenize = "ascii tokenchars '_'"
    )
    """,
)
_COLUMNS: Final = {
    Strictness.LETTERS: "letters",
    Strictness.ACCENTS: "accents",
    Strictness.ALL: "typed",
}
_SENTENCES = 1 << 24
"""Largest number of sentences of one content."""
_ASKED = 500
"""Largest number of values in one query of SQLite."""


class SearchError(VariorumError):
    """A corpus can't be searched."""


class IndexedPassage(NamedTuple):
    """A sentence of a text."""

    content: str
    passage: int
    """Index into `Document.passages`."""


class WordIndex:
    """Index of the words of all texts that were ever searched; its methods raise `StoreError`."""

    def __init__(self, file: Path | None) -> None:
        """Open the index at `file`; without a file, make one in memory.

        Raises:
            SearchError: If SQLite has no full-text search.
            StoreError: If the index can't be opened.
        """
        _require_fts5()
        self._store = Store(file, SCHEMA, lasting=False)
        checksum = engine_checksum()
        if self._store.rows("SELECT version FROM engine") != [(checksum,)]:
            with self._store.change() as connection:
                connection.execute("INSERT INTO words (words) VALUES ('delete-all')")
                connection.execute("DELETE FROM contents")
                connection.execute("DELETE FROM engine")
                connection.execute("INSERT INTO engine VALUES (?)", (checksum,))

    def close(self) -> None:
        """Close the file."""
        self._store.close()

    def lengths(self, contents: Iterable[str]) -> dict[str, int]:
        """Return the number of words of each content that is indexed."""
        return {content: words for content, _, words in self._indexed_contents(contents)}

    def keep(self, documents: Mapping[str, Document]) -> None:
        """Index documents by content; a content that another process has indexed is skipped."""
        with self._store.change() as connection:
            for content, document in documents.items():
                insertion = connection.execute(
                    "INSERT OR IGNORE INTO contents (content, words) VALUES (?, ?)",
                    (content, document.words),
                )
                if insertion.rowcount:
                    first = (insertion.lastrowid or 0) * _SENTENCES
                    connection.executemany(
                        "INSERT INTO words (rowid, letters, accents, typed) VALUES (?, ?, ?, ?)",
                        ((first + n, *columns) for n, columns in enumerate(_rows(document))),
                    )

    def passages(
        self, term: Term, strictness: Strictness, contents: Iterable[str]
    ) -> frozenset[IndexedPassage]:
        """Return the sentences of the `contents` in which a term stands."""
        names = {number: content for content, number, _ in self._indexed_contents(contents)}
        phrase = " ".join(map(_encode, term.words))
        # Encoded words have no sign that FTS5 reads as syntax.
        match = f'{_COLUMNS[strictness]} : "{phrase}"{"*" if term.is_prefix else ""}'
        rows = self._store.rows("SELECT rowid FROM words WHERE words MATCH ?", (match,))
        return frozenset(
            IndexedPassage(names[row // _SENTENCES], row % _SENTENCES)
            for (row,) in rows
            if row // _SENTENCES in names
        )

    def _indexed_contents(self, contents: Iterable[str]) -> Iterator[tuple[str, int, int]]:
        remaining = iter(contents)
        while batch := tuple(islice(remaining, _ASKED)):
            marks = ", ".join("?" * len(batch))
            yield from self._store.rows(
                f"SELECT content, number, words FROM contents WHERE content IN ({marks})",  # noqa: S608
                batch,
            )


def _rows(document: Document) -> Iterator[Sequence[str]]:
    for passage in document.passages[:_SENTENCES]:
        text = passage.span.of(document.text)
        yield [" ".join(map(_encode, folded(text, strictness))) for strictness in _COLUMNS]


def _encode(word: str) -> str:
    """Return `word` as lower-case ASCII letters, digits and `_`, which SQLite's tokenizers keep.

    Each character is encoded by itself, so that the beginning of a word is the beginning of its
    encoded form.
    """
    if word.isascii() and word.isalnum() and word == word.lower():
        return word
    return "".join(
        c if c.isascii() and c.isalnum() and c == c.lower() else f"_{ord(c):x}_" for c in word
    )


def _require_fts5() -> None:
    """Raise `SearchError` if this SQLite has no FTS5."""
    connection = sqlite3.connect(":memory:")
    try:
        connection.execute("CREATE VIRTUAL TABLE probe USING fts5(word)")
    except sqlite3.OperationalError as error:
        raise SearchError(
            f"searching a corpus needs SQLite's FTS5, which the SQLite {sqlite3.sqlite_version} of"
            f" this Python lacks ({error}); use a Python whose SQLite was built with FTS5"
        ) from error
    finally:
        connection.close()
