"""Rows of the tables of a partitioned index, from articles, their matches and their claims."""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from tui.corpus.corpus_file import CorpusFile
from tui.index.partitioned.stored_article import StoredArticle
from tui.index.partitioned.tables import STATED
from tui.matching.claim_values import Claim
from tui.matching.matches import KIND_NUMBERS, DocumentMatches, Match, PassageRef
from tui.text.normalization.search_variants import drop_variants

Row = tuple[int, *tuple[object, ...]]
"""The values of a row; the first is the number by which rows are put into files."""
Rows = Iterator[Row]
Numbers = Mapping[str, int]
"""The number of each article by id: its position in the order of ids."""
RowsOf = Callable[[int, DocumentMatches, Numbers], Iterator[Row]]
"""The rows of one article in one table, from its number and its matches."""


class Heading(NamedTuple):
    """The facts on an article that the list of an index shows."""

    title: str
    outlet: str
    date: str
    words: int
    passages: int


def heading_of(corpus_file: CorpusFile) -> Heading:
    """Return the heading of an article that has a document."""
    document = corpus_file.document
    return Heading(
        corpus_file.title,
        corpus_file.metadata.outlet,
        corpus_file.metadata.date,
        document.words if document else 0,
        len(document.passages) if document else 0,
    )


def article_row(number: int, name: str, heading: Heading, first: int) -> Row:
    """Return the row of an article; `first` is the first one with its text."""
    return (number, name, *heading, first, searched(name, heading))


def searched(name: str, heading: Heading) -> str:
    """Return the text in which words are searched for the list: without case and accents."""
    line = f"{heading.title} {heading.outlet} {heading.date} {name}"
    return drop_variants(" ".join(line.split()))


def text_row(
    number: int,
    article: StoredArticle,
    repeats: Iterable[tuple[int, int]],
    boilerplate: Iterable[tuple[int, int]],
) -> Row:
    """Return the row of an article's text; `repeats` and `boilerplate` as in `DocumentMatches`."""
    values: tuple[object, ...] = (
        os.fsencode(article.path),
        article.entry,
        article.encoding,
        article.digest,
        list(article.spellings),
        article.is_extracted,
        article.extracted.is_markdown,
        in_bytes(article.extracted.text),
        *(in_bytes(getattr(article.extracted, name)) for name in STATED),
        list(article.boilerplate),
        article.stated_outlet,
        article.stated_group,
        [value for pair in repeats for value in pair],
        [value for pair in boilerplate for value in pair],
    )
    return number, *values


def in_bytes(text: str) -> bytes:
    """Return text as bytes; a lone surrogate stays one."""
    return text.encode("utf-8", "surrogatepass")


def match_rows(number: int, document_matches: DocumentMatches, numbers: Numbers) -> Iterator[Row]:
    """Yield the matches of an article, then its near misses."""
    for matches, is_match in (
        (document_matches.matches, True),
        (document_matches.near_misses, False),
    ):
        for match in matches:
            there = (numbers[match.there.document], match.there.passage)
            kind = KIND_NUMBERS[match.kind]
            yield (number, match.here.passage, *there, match.score, kind, is_match)


def reuse_rows(number: int, document_matches: DocumentMatches, numbers: Numbers) -> Iterator[Row]:
    """Yield the reused ranges of an article."""
    for reuse in document_matches.reused_ranges:
        there = reuse.there
        yield (number, *reuse.here.span, numbers[there.document], *there.span)


def copy_rows(number: int, document_matches: DocumentMatches, numbers: Numbers) -> Iterator[Row]:
    """Yield the articles with an article's text, if it is the first of them."""
    copies = document_matches.copies
    if copies and copies[0] == document_matches.document:
        for name in copies:
            yield number, numbers[name]


def member_rows(claims: Sequence[Claim], numbers: Numbers) -> Iterator[tuple[int, int, int]]:
    """Yield the passages of each claim."""
    for number, claim in enumerate(claims):
        for reference in claim.places:
            yield number, numbers[reference.document], reference.passage


def claim_rows(claims: Sequence[Claim], numbers: Numbers) -> list[Row]:
    """Return the claims of each passage, in order of the passages."""
    return sorted(
        (article, passage, claim) for claim, article, passage in member_rows(claims, numbers)
    )


def indirect_rows(
    indirect_matches: Mapping[PassageRef, Sequence[Match]], numbers: Numbers
) -> Iterator[Row]:
    """Yield the indirect matches of each passage."""
    for here in sorted(indirect_matches):
        for match in indirect_matches[here]:
            via = match.via or here
            yield (
                *(numbers[here.document], here.passage),
                *(numbers[match.there.document], match.there.passage),
                *(match.score, KIND_NUMBERS[match.kind]),
                *(numbers[via.document], via.passage),
            )
