"""A partitioned index opened for reading: its list, and what it has of one article.

Nothing is loaded at the start but the manifest. Every value is checked against its bounds.
"""

import os
from collections.abc import Iterator, Sequence
from itertools import groupby, islice
from math import isfinite
from pathlib import Path
from typing import Any, NamedTuple

from tui.corpus.file_contents import LARGEST
from tui.index.partitioned.column_search import rows_with
from tui.index.partitioned.manifest import read_manifest
from tui.index.partitioned.stored_article import StoredArticle
from tui.index.partitioned.table_reader import TableReader
from tui.index.partitioned.tables import KINDS, LAYOUTS, STATED, Table
from tui.index.shared.shared_index import IndexRefusedError
from tui.matching.matches import Kind
from tui.text.normalization.search_variants import drop_variants
from tui.text.sanitization import clean_line

_LONGEST = 4_000
"""Code points of a line of the list."""
MOST_TEXT = 3 * LARGEST
"""Bytes of a text: a byte of a file is at most three of UTF-8."""


class IndexEntry(NamedTuple):
    """An article in the list of an index."""

    number: int
    id: str
    title: str
    outlet: str
    date: str
    words: int
    passages: int
    first: int
    """The first article with this text."""


class IndexedMatch(NamedTuple):
    """A match or near miss of an article."""

    passage: int
    other: int
    other_passage: int
    score: float
    kind: Kind
    is_match: bool


class IndexedReuse(NamedTuple):
    """A reused range of an article; code points of the texts."""

    start: int
    end: int
    other: int
    other_start: int
    other_end: int


class IndexedWay(NamedTuple):
    """An indirect match of an article."""

    passage: int
    other: int
    other_passage: int
    score: float
    kind: Kind
    via: int
    via_passage: int


class IndexedText(NamedTuple):
    """An article's text, and what the corpus makes of some of its passages."""

    article: StoredArticle
    repeats: Sequence[tuple[int, int]]
    boilerplate: Sequence[tuple[int, int]]


_HEADINGS = ("article", "id", "title", "outlet", "date", "words", "passages", "first")


class PartitionedIndex:
    """An index in a folder; every method raises `IndexRefusedError`. Threads may share it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        manifest = read_manifest(folder)
        self.articles, self.claims = manifest.articles, manifest.claims
        self.engine = manifest.engine
        self._reader = TableReader(folder / manifest.generation, manifest)

    def close(self) -> None:
        """Close all files."""
        self._reader.close()

    def entries(self, first: int, count: int) -> list[IndexEntry]:
        """Return `count` articles of the list, from the number `first`."""
        rows = self._reader.page(Table.ARTICLES, first, count, _HEADINGS)
        found = [self._entry(row) for row in rows]
        if any(entry.number != first + n for n, entry in enumerate(found)):
            raise self._wrong("its articles are in disorder")
        return found

    def entry(self, number: int) -> IndexEntry:
        """Return one article of the list."""
        found = self.entries(number, 1)
        if not found:
            raise self._wrong(f"it has no article {number}")
        return found[0]

    def find(self, words: str, most: int) -> Iterator[list[IndexEntry]]:
        """Yield the articles whose title, outlet, day or id has all these words, at most `most`.

        Case and accents don't matter. A list comes for each file of the table, and may be empty, so
        that the caller can stop soon.
        """
        terms = [term.encode(errors="replace") for term in drop_variants(words).split()]
        left = most
        for number in self._reader.numbers(Table.ARTICLES):
            if left <= 0 or not terms:
                return
            column = self._reader.column(Table.ARTICLES, number, "searched")
            found = list(islice(rows_with(column, terms), left))
            left -= len(found)
            yield list(self._entries_in(number * LAYOUTS[Table.ARTICLES].span, found))

    def _entries_in(self, start: int, rows: Sequence[int]) -> Iterator[IndexEntry]:
        """Yield the articles in some rows of a file that starts with the article `start`."""
        for _, some in groupby(rows, lambda row: row // LAYOUTS[Table.ARTICLES].rows):
            wanted = list(some)
            read = self.entries(self._number(start + wanted[0]), wanted[-1] - wanted[0] + 1)
            if len(read) <= wanted[-1] - wanted[0]:
                raise self._wrong("it has not all articles that it names")
            yield from (read[row - wanted[0]] for row in wanted)

    def text(self, entry: IndexEntry) -> IndexedText:
        """Return the text of an article."""
        rows = self._reader.rows(Table.TEXTS, entry.number)
        if len(rows) != 1:
            raise self._wrong(f"it has no text of {entry.id}")
        row = dict(zip(LAYOUTS[Table.TEXTS].schema.names, rows[0], strict=True))
        if len(row["text"]) > MOST_TEXT:
            raise self._wrong(f"the text of {entry.id} is larger than any file that is read")
        try:
            said = {name: row[name].decode("utf-8", "surrogatepass") for name in ("text", *STATED)}
        except UnicodeDecodeError as error:
            raise self._wrong(f"the text of {entry.id} is none") from error
        article = StoredArticle(
            id=entry.id,
            path=os.fsdecode(row["path"].replace(b"\0", b"")),
            entry=clean_line(row["entry"]),
            encoding=clean_line(row["encoding"]),
            digest=clean_line(row["digest"]),
            spellings=tuple(row["spellings"]),
            is_extracted=row["is_extracted"],
            is_markdown=row["is_markdown"],
            boilerplate=tuple(row["stated_boilerplate"]),
            stated_outlet=row["stated_outlet"],
            stated_group=row["stated_group"],
            **said,
        )
        return IndexedText(article, _pairs(row["repeats"]), _pairs(row["boilerplate"]))

    def matches(self, number: int) -> list[IndexedMatch]:
        """Return the matches of an article, then its near misses."""
        return [
            IndexedMatch(
                passage, self._number(other), place, _score(score), self._kind(kind), bool(is_match)
            )
            for _, passage, other, place, score, kind, is_match in self._reader.rows(
                Table.MATCHES, number
            )
        ]

    def reuses(self, number: int) -> list[IndexedReuse]:
        """Return the reused ranges of an article."""
        found = [IndexedReuse(*row[1:]) for row in self._reader.rows(Table.REUSE, number)]
        for reuse in found:
            self._number(reuse.other)
            if not (0 <= reuse.start < reuse.end and 0 <= reuse.other_start < reuse.other_end):
                raise self._wrong("a range of it is none")
        return found

    def copies(self, first: int) -> list[int]:
        """Return the articles with the text of the article `first`; empty if it is the only one."""
        return [self._number(row[1]) for row in self._reader.rows(Table.COPIES, first)]

    def claims_of(self, number: int) -> list[tuple[int, int]]:
        """Return the claims that an article makes: passage, claim."""
        return [(row[1], row[2]) for row in self._reader.rows(Table.CLAIMS, number)]

    def members(self, claim: int) -> list[tuple[int, int]]:
        """Return the passages of a claim: article, passage."""
        return [(self._number(row[1]), row[2]) for row in self._reader.rows(Table.MEMBERS, claim)]

    def indirect(self, number: int) -> list[IndexedWay]:
        """Return the indirect matches of an article."""
        return [
            IndexedWay(
                passage,
                self._number(other),
                place,
                _score(score),
                self._kind(kind),
                self._number(via),
                via_passage,
            )
            for _, passage, other, place, score, kind, via, via_passage in self._reader.rows(
                Table.INDIRECT, number
            )
        ]

    def _entry(self, row: Sequence[Any]) -> IndexEntry:
        number, name, title, outlet, date, words, passages, first = row
        return IndexEntry(
            self._number(number),
            clean_line(name, _LONGEST),
            clean_line(title, _LONGEST),
            clean_line(outlet, _LONGEST),
            clean_line(date, _LONGEST),
            max(0, int(words)),
            max(0, int(passages)),
            self._number(first),
        )

    def _number(self, value: Any) -> int:
        if not isinstance(value, int) or not 0 <= value < self.articles:
            raise self._wrong("it names an article that it does not have")
        return value

    def _kind(self, value: Any) -> Kind:
        if not isinstance(value, int) or not 0 <= value < len(KINDS):
            raise self._wrong("it names a kind of match that there is not")
        return KINDS[value]

    def _wrong(self, reason: str) -> IndexRefusedError:
        return IndexRefusedError(f"{self.folder}: {reason}", advice="ask for a new index")


def _score(value: Any) -> float:
    return min(1.0, max(0.0, value)) if isinstance(value, float) and isfinite(value) else 0.0


def _pairs(values: Sequence[int]) -> list[tuple[int, int]]:
    return list(zip(values[::2], values[1::2], strict=False))
