"""The search of a corpus: the articles and sentences in which the words of a query stand.

A text is indexed by its content when it is first searched; without a file for the index, in memory.
The ranking of articles depends on the corpus alone.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import log
from pathlib import Path
from typing import NamedTuple

from tui.index.corpus_matcher import Progress
from tui.index.source import Source
from tui.search.word_index import IndexedPassage, WordIndex
from tui.storage.sqlite_store import StoreError
from tui.text.document import Document
from tui.text.normalization.search_variants import Strictness
from tui.text.search_terms import Query, Term, find_terms
from tui.text.span import Span

MOST_ARTICLES, MOST_HITS = 200, 50
"""Default for the largest number of articles returned, and of sentences returned of each
article."""
_KEEP_EVERY = 32
"""Number of texts that are indexed in one transaction."""
_MANY = 200
"""Number of texts to index above which progress is shown."""
_SATURATION, _LENGTH = 1.2, 0.75
"""Parameters of BM25: the saturation of the term frequency, and the normalization by length."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A sentence with terms of the query."""

    passage: int
    """Index into `Document.passages`."""
    span: Span
    marks: tuple[Span, ...]
    """Spans of the query's terms in the sentence; code points of `Document.text`."""


@dataclass(frozen=True, slots=True)
class Article:
    """An article in which every term of the query stands."""

    name: str
    """The corpus file's id."""
    document: Document
    hits: tuple[Hit, ...]
    """Sentences in reading order, at most as many as were requested."""
    count: int
    """Number of all such sentences."""
    is_scattered: bool
    """True if no sentence has all terms of the query."""


@dataclass(frozen=True, slots=True)
class Results:
    """Results of a search."""

    articles: tuple[Article, ...]
    """Articles, the best first."""
    more: int
    """Number of articles that were found beyond the requested number."""


_Ranked = tuple[str, Sequence[int], bool]
"""A content, its sentences in order, and True if no sentence of it has all terms."""


class _Answer(NamedTuple):
    """The ranked contents, with the terms and the strictness by which they were found."""

    strictness: Strictness
    terms: Sequence[Term]
    ranked: Sequence[_Ranked]


class CorpusSearch:
    """The search of texts, with an index in a file, or in memory if the file can't be used."""

    def __init__(
        self,
        file: Path,
        complain: Callable[[Exception], None],
        progress: Progress = lambda *_: None,
    ) -> None:
        """Open the index at `file`.

        Args:
            file: The file of the index.
            complain: Called with the error if the file can't be used.
            progress: Called while many texts are indexed.

        Raises:
            SearchError: If SQLite has no full-text search.
        """
        self._complain = complain
        self._progress = progress
        self._index: WordIndex
        self._is_kept = True
        try:
            self._index = WordIndex(file)
        except StoreError as error:
            self._give_up(error)

    def close(self) -> None:
        """Close the file."""
        self._index.close()

    def results(
        self,
        sources: Sequence[Source],
        query: Query,
        most_articles: int = MOST_ARTICLES,
        most_hits: int = MOST_HITS,
    ) -> Results:
        """Return the articles in which every term of the query stands, the best first.

        Articles that have all terms in one sentence come before the others. Articles that can no
        longer be read are left out.

        Args:
            sources: The articles to search.
            query: The query.
            most_articles: Largest number of articles.
            most_hits: Largest number of sentences of each article.
        """
        sources_by_content: defaultdict[str, list[Source]] = defaultdict(list)
        for source in sources:
            sources_by_content[source.content].append(source)
        try:
            answer = self._answer(sources_by_content, query)
        except StoreError as error:
            if not self._is_kept:
                raise
            self._index.close()
            self._give_up(error)
            answer = self._answer(sources_by_content, query)
        articles: list[Article] = []
        more = 0
        for content, passages, is_scattered in answer.ranked:
            for source in sources_by_content[content]:
                if len(articles) >= most_articles:
                    more += 1
                elif document := source.read():
                    hits = _hits(document, passages[:most_hits], answer.terms, answer.strictness)
                    articles.append(
                        Article(source.name, document, hits, len(passages), is_scattered)
                    )
        return Results(tuple(articles), more)

    def _answer(
        self, sources_by_content: Mapping[str, Sequence[Source]], query: Query
    ) -> "_Answer":
        """Return the results of the strictest interpretation of the query that has any."""
        lengths = self._lengths(sources_by_content)
        for strictness, terms in query.tries:
            passages = [self._index.passages(term, strictness, lengths) for term in terms]
            if ranked := list(_rank(passages, lengths)):
                break
        return _Answer(strictness, terms, ranked)

    def _lengths(self, sources_by_content: Mapping[str, Sequence[Source]]) -> Mapping[str, int]:
        """Return the number of words of each text, by content; index texts that are not indexed."""
        lengths = self._index.lengths(sources_by_content)
        new_contents = [content for content in sources_by_content if content not in lengths]
        for first in range(0, len(new_contents), _KEEP_EVERY):
            new_documents: dict[str, Document] = {}
            for content in new_contents[first : first + _KEEP_EVERY]:
                if (document := sources_by_content[content][0].read()) is not None:
                    new_documents[content] = document
                    lengths[content] = document.words
            self._index.keep(new_documents)
            if len(new_contents) > _MANY:
                self._progress(
                    "indexing", min(first + _KEEP_EVERY, len(new_contents)), len(new_contents)
                )
        return lengths

    def _give_up(self, error: StoreError) -> None:
        """Use an index in memory from now on."""
        self._complain(error)
        self._is_kept = False
        self._index = WordIndex(None)


def _rank(
    passages: Sequence[frozenset[IndexedPassage]], lengths: Mapping[str, int]
) -> Iterator[_Ranked]:
    """Yield the contents that have every term, the best first."""
    if not all(passages):
        return
    counts = [Counter(passage.content for passage in group) for group in passages]
    common_contents = set.intersection(*(set(count) for count in counts))
    sentences_with_all: defaultdict[str, list[int]] = defaultdict(list)
    for passage in frozenset.intersection(*passages):
        sentences_with_all[passage.content].append(passage.passage)
    sentences_with_any: defaultdict[str, set[int]] = defaultdict(set)
    for passage in frozenset.union(*passages):
        if passage.content in common_contents and passage.content not in sentences_with_all:
            sentences_with_any[passage.content].add(passage.passage)
    mean = sum(lengths.values()) / max(1, len(lengths))
    rarity = [log(1 + (len(lengths) - len(c) + 0.5) / (len(c) + 0.5)) for c in counts]

    def sort_key(content: str) -> tuple[bool, float, str]:
        size = 1 - _LENGTH + _LENGTH * lengths[content] / max(1.0, mean)
        score = sum(
            rare * count[content] * (_SATURATION + 1) / (count[content] + _SATURATION * size)
            for rare, count in zip(rarity, counts, strict=True)
        )
        return content not in sentences_with_all, -score, content

    for content in sorted(common_contents, key=sort_key):
        numbers = sentences_with_all.get(content) or sentences_with_any[content]
        yield content, sorted(numbers), content not in sentences_with_all


def _hits(
    document: Document, passages: Sequence[int], terms: Sequence[Term], strictness: Strictness
) -> tuple[Hit, ...]:
    hits: list[Hit] = []
    for passage in passages:
        span = document.passages[passage].span
        marks = find_terms(span.of(document.text), terms, strictness)
        hits.append(Hit(passage, span, tuple(mark.shifted(span.start) for mark in marks)))
    return tuple(hits)
