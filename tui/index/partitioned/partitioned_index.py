"""A partitioned index that is read: its list, and the matches and claims of one article.

Only the manifest is loaded at the start. Every value is checked against its bounds.
"""

import os
from collections.abc import Iterator, Sequence
from itertools import groupby, islice
from math import isfinite
from pathlib import Path
from typing import Any, NamedTuple

from tui.corpus.file_contents import LARGEST
from tui.formats.extracted_article import ExtractedArticle
from tui.index.partitioned.column_search import rows_with
from tui.index.partitioned.manifest import read_manifest
from tui.index.partitioned.stored_article import StoredArticle
from tui.index.partitioned.table_reader import TableReader
from tui.index.partitioned.tables import LAYOUTS, STATED, Table
from tui.index.shared.shared_index import IndexRefusedError
from tui.matching.matches import KINDS, Kind
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


class IndexedIndirectMatch(NamedTuple):
    """An indirect match of an article."""

    passage: int
    other: int
    other_passage: int
    score: float
    kind: Kind
    via: int
    via_passage: int


class IndexedText(NamedTuple):
    """An article's text, and its passages that recur in it or in the corpus."""

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
        entries = [self._entry(row) for row in rows]
        if any(entry.number != first + n for n, entry in enumerate(entries)):
            raise self._refusal("its articles are in disorder")
        return entries

    def entry(self, number: int) -> IndexEntry:
        """Return one article of the list."""
        entries = self.entries(number, 1)
        if not entries:
            raise self._refusal(f"it has no article {number}")
        return entries[0]

    def find(self, words: str, most: int) -> Iterator[list[IndexEntry]]:
        """Yield the articles whose title, outlet, day or id has all these words, at most `most`.

        Case and accents don't matter. Each file of the table gives a list, which may be empty, so
        that the caller can stop soon.
        """
        terms = [term.encode(errors="replace") for term in drop_variants(words).split()]
        room = most
        for number in self._reader.numbers(Table.ARTICLES):
            if room <= 0 or not terms:
                return
            column = self._reader.column(Table.ARTICLES, number, "searched")
            rows = list(islice(rows_with(column, terms), room))
            room -= len(rows)
            yield list(self._entries_in(number * LAYOUTS[Table.ARTICLES].span, rows))

    def _entries_in(self, start: int, rows: Sequence[int]) -> Iterator[IndexEntry]:
        """Yield the articles in some rows of a file that starts with the article `start`."""
        for _, group in groupby(rows, lambda row: row // LAYOUTS[Table.ARTICLES].rows):
            wanted = list(group)
            first, count = wanted[0], wanted[-1] - wanted[0] + 1
            entries = self.entries(self._number(start + first), count)
            if len(entries) < count:
                raise self._refusal("it does not have all articles that it names")
            yield from (entries[row - first] for row in wanted)

    def text(self, entry: IndexEntry) -> IndexedText:
        """Return the text of an article."""
        rows = self._reader.rows(Table.TEXTS, entry.number)
        if len(rows) != 1:
            raise self._refusal(f"it has no text of {entry.id}")
        row = dict(zip(LAYOUTS[Table.TEXTS].schema.names, rows[0], strict=True))
        if len(row["text"]) > MOST_TEXT:
            raise self._refusal(f"the text of {entry.id} is larger than any file that is read")
        try:
            values = {
                name: row[name].decode("utf-8", "surrogatepass") for name in ("text", *STATED)
            }
        except UnicodeDecodeError as error:
            raise self._refusal(f"the text of {entry.id} is not UTF-8") from error
        article = StoredArticle(
            id=entry.id,
            path=os.fsdecode(row["path"].replace(b"\0", b"")),
            entry=clean_line(row["entry"]),
            encoding=clean_line(row["encoding"]),
            digest=clean_line(row["digest"]),
            extracted=ExtractedArticle(is_markdown=row["is_markdown"], **values),
            is_extracted=row["is_extracted"],
            spellings=tuple(row["spellings"]),
            boilerplate=tuple(row["stated_boilerplate"]),
            stated_outlet=row["stated_outlet"],
            stated_group=row["stated_group"],
        )
        return IndexedText(article, _pairs(row["repeats"]), _pairs(row["boilerplate"]))

    def matches(self, number: int) -> list[IndexedMatch]:
        """Return the matches of an article, then its near misses."""
        return [
            IndexedMatch(
                passage,
                self._number(other),
                other_passage,
                _score(score),
                self._kind(kind),
                bool(is_match),
            )
            for _, passage, other, other_passage, score, kind, is_match in self._reader.rows(
                Table.MATCHES, number
            )
        ]

    def reuses(self, number: int) -> list[IndexedReuse]:
        """Return the reused ranges of an article."""
        reuses = [IndexedReuse(*row[1:]) for row in self._reader.rows(Table.REUSE, number)]
        for reuse in reuses:
            self._number(reuse.other)
            if not (0 <= reuse.start < reuse.end and 0 <= reuse.other_start < reuse.other_end):
                raise self._refusal("it has a reused range that is empty or negative")
        return reuses

    def copies(self, first: int) -> list[int]:
        """Return the articles with the text of the article `first`; empty if it is the only one."""
        return [self._number(row[1]) for row in self._reader.rows(Table.COPIES, first)]

    def claims_of(self, number: int) -> list[tuple[int, int]]:
        """Return the claims that an article makes: passage, claim."""
        return [(row[1], row[2]) for row in self._reader.rows(Table.CLAIMS, number)]

    def members(self, claim: int) -> list[tuple[int, int]]:
        """Return the passages of a claim: article, passage."""
        return [(self._number(row[1]), row[2]) for row in self._reader.rows(Table.MEMBERS, claim)]

    def indirect_matches(self, number: int) -> list[IndexedIndirectMatch]:
        """Return the indirect matches of an article."""
        return [
            IndexedIndirectMatch(
                passage,
                self._number(other),
                other_passage,
                _score(score),
                self._kind(kind),
                self._number(via),
                via_passage,
            )
            for _, passage, other, other_passage, score, kind, via, via_passage in (
                self._reader.rows(Table.INDIRECT, number)
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
            raise self._refusal("it names an article that it does not have")
        return value

    def _kind(self, value: Any) -> Kind:
        if not isinstance(value, int) or not 0 <= value < len(KINDS):
            raise self._refusal("it names an unknown kind of match")
        return KINDS[value]

    def _refusal(self, reason: str) -> IndexRefusedError:
        return IndexRefusedError(f"{self.folder}: {reason}", advice="ask for a new index")


def _score(value: Any) -> float:
    return min(1.0, max(0.0, value)) if isinstance(value, float) and isfinite(value) else 0.0


def _pairs(values: Sequence[int]) -> list[tuple[int, int]]:
    return list(zip(values[::2], values[1::2], strict=False))
