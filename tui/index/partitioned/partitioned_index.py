"""A partitioned index opened for reading: its list, and what it has of one article.

Nothing is loaded at the start but the manifest. Every value is checked against its bounds.
"""

import os
from collections.abc import Iterator, Sequence
from math import isfinite
from pathlib import Path
from typing import Any, NamedTuple

from tui.index.partitioned.manifest import read_manifest
from tui.index.partitioned.stored_article import StoredArticle
from tui.index.partitioned.table_reader import TableReader
from tui.index.partitioned.tables import KINDS, LAYOUTS, Table
from tui.index.shared.shared_index import IndexRefusedError
from tui.lazy_imports import lazy_imports
from tui.matching.matches import Kind
from tui.text.sanitization import clean_line

with lazy_imports():
    from pyarrow import compute

_LONGEST = 4_000
"""Code points of a line of the list."""


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

    def find(self, words: str, most: int) -> Iterator[int]:
        """Yield the numbers of articles whose title, outlet, day or id has all these words."""
        terms = words.split()
        left = most
        for read in self._reader.columns(
            Table.ARTICLES, ("article", "id", "title", "outlet", "date")
        ):
            kept = read
            for term in terms:
                masks = [
                    compute.match_substring(kept.column(name), term, ignore_case=True)
                    for name in ("title", "id", "outlet", "date")
                ]
                mask = masks[0]
                for other in masks[1:]:
                    mask = compute.or_(mask, other)
                kept = kept.filter(mask)
            for number in kept.column("article").to_pylist()[:left]:
                left -= 1
                yield self._number(number)
            if left <= 0:
                return

    def text(self, number: int) -> IndexedText:
        """Return the text of an article."""
        rows = self._reader.rows(Table.TEXTS, number)
        if len(rows) != 1:
            raise self._wrong(f"it has no text of article {number}")
        (_, path, entry, encoding, digest, spellings, is_extracted, is_markdown, text, *said) = (
            rows[0]
        )
        *values, lines, stated_outlet, stated_group, repeats, boilerplate = said
        fixed = StoredArticle(
            self.entry(number).id,
            os.fsdecode(path.replace(b"\0", b"")),
            clean_line(entry),
            clean_line(encoding),
            clean_line(digest),
            tuple(map(str, spellings)),
            bool(is_extracted),
            bool(is_markdown),
            text.decode("utf-8", "surrogatepass"),
            boilerplate=tuple(map(str, lines)),
            stated_outlet=str(stated_outlet),
            stated_group=str(stated_group),
        )
        names = LAYOUTS[Table.TEXTS].schema.names[9:18]  # from the title to the key
        decoded = (value.decode("utf-8", "surrogatepass") for value in values)
        article = fixed._replace(**dict(zip(names, decoded, strict=True)))
        return IndexedText(article, _pairs(repeats), _pairs(boilerplate))

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
