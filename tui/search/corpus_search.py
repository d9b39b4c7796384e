"""The search of a corpus: which articles say what is looked for, and in which sentences.

Texts are indexed by content when they are first searched; without a store that is done in memory.
How articles are ranked depends on the corpus alone.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import log
from pathlib import Path
from typing import NamedTuple

from tui.index.corpus_matcher import Progress
from tui.index.source import Source
from tui.search.word_index import Place, WordIndex
from tui.storage.sqlite_store import StoreError
from tui.text.document import Document
from tui.text.normalization.search_variants import Strictness
from tui.text.search_terms import Query, Term, find_terms
from tui.text.span import Span

MOST_ARTICLES, MOST_HITS = 200, 50
"""Articles that are given unless more are asked for, and sentences of each."""
_KEEP_EVERY = 32
"""Texts that are indexed at a time."""
_MANY = 200
"""Number of texts to index from which progress is shown."""
_SATURATION, _LENGTH = 1.2, 0.75
"""Parameters of BM25: saturation of the term frequency, and normalisation of the length."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A sentence with what is looked for; code points of its `Document.text`."""

    passage: int
    """Index into `Document.passages`."""
    span: Span
    marks: tuple[Span, ...]
    """Spans of the query's terms in it."""


@dataclass(frozen=True, slots=True)
class Article:
    """An article that says what is looked for."""

    name: str
    """The corpus file's id."""
    document: Document
    hits: tuple[Hit, ...]
    """In reading order, and no more than were asked for."""
    count: int
    """Number of sentences there are."""
    is_scattered: bool
    """True if all that is looked for stands in no sentence together."""


@dataclass(frozen=True, slots=True)
class Results:
    """Results of a search."""

    articles: tuple[Article, ...]
    """The best first."""
    more: int
    """Number of articles besides were found and not asked for."""


_Ranked = tuple[str, Sequence[int], bool]
"""A content, its sentences in order, and whether none of them has every term."""


class _Answer(NamedTuple):
    """Results, and the terms they were found by."""

    strictness: Strictness
    terms: Sequence[Term]
    ranked: Sequence[_Ranked]


class CorpusSearch:
    """Searches texts, and keeps their words in a file as long as that can be."""

    def __init__(
        self,
        file: Path,
        complain: Callable[[Exception], None],
        progress: Progress = lambda *_: None,
    ) -> None:
        """Open the index at `file`.

        Args:
            file: The index.
            complain: Called if the index can't be stored.
            progress: Called while many texts are indexed.

        Raises:
            SearchError: If this Python can't search.
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
        """Let go of the file."""
        self._index.close()

    def results(
        self,
        sources: Sequence[Source],
        query: Query,
        most: int = MOST_ARTICLES,
        most_hits: int = MOST_HITS,
    ) -> Results:
        """Return the articles that say all that is looked for, the best first.

        Those with a sentence that says all of it come before those that say it here and there. What
        can't be read any more is passed over.
        """
        by_content: defaultdict[str, list[Source]] = defaultdict(list)
        for source in sources:
            by_content[source.content].append(source)
        try:
            answer = self._answer(by_content, query)
        except StoreError as error:
            if not self._is_kept:
                raise
            self._index.close()
            self._give_up(error)
            answer = self._answer(by_content, query)
        articles: list[Article] = []
        more = 0
        for content, passages, is_scattered in answer.ranked:
            for source in by_content[content]:
                if len(articles) >= most:
                    more += 1
                elif document := source.read():
                    hits = _hits(document, passages[:most_hits], answer.terms, answer.strictness)
                    articles.append(
                        Article(source.name, document, hits, len(passages), is_scattered)
                    )
        return Results(tuple(articles), more)

    def _answer(self, by_content: Mapping[str, Sequence[Source]], query: Query) -> "_Answer":
        """Return the results of the first reading of the query that has any."""
        lengths = self._lengths(by_content)
        for strictness, terms in query.tries:
            places = [self._index.places(term, strictness, lengths) for term in terms]
            if ranked := list(_ranked(places, lengths)):
                break
        return _Answer(strictness, terms, ranked)

    def _lengths(self, by_content: Mapping[str, Sequence[Source]]) -> Mapping[str, int]:
        """Return the words of every text by content, each indexed if it was not."""
        known = self._index.lengths(by_content)
        new = [content for content in by_content if content not in known]
        for first in range(0, len(new), _KEEP_EVERY):
            waiting: dict[str, Document] = {}
            for content in new[first : first + _KEEP_EVERY]:
                if (document := by_content[content][0].read()) is not None:
                    waiting[content] = document
                    known[content] = document.words
            self._index.keep(waiting)
            if len(new) > _MANY:
                self._progress("indexing", min(first + _KEEP_EVERY, len(new)), len(new))
        return known

    def _give_up(self, error: StoreError) -> None:
        """Go on in memory."""
        self._complain(error)
        self._is_kept = False
        self._index = WordIndex(None)


def _ranked(places: Sequence[frozenset[Place]], lengths: Mapping[str, int]) -> Iterator[_Ranked]:
    """Yield the contents that have every term, the best first."""
    if not all(places):
        return
    counts = [Counter(place.content for place in some) for some in places]
    everywhere = set.intersection(*(set(count) for count in counts))
    together: defaultdict[str, list[int]] = defaultdict(list)
    for place in frozenset.intersection(*places):
        together[place.content].append(place.passage)
    anywhere: defaultdict[str, set[int]] = defaultdict(set)
    for place in frozenset.union(*places):
        if place.content in everywhere and place.content not in together:
            anywhere[place.content].add(place.passage)
    mean = sum(lengths.values()) / max(1, len(lengths))
    rarity = [log(1 + (len(lengths) - len(c) + 0.5) / (len(c) + 0.5)) for c in counts]

    def order(content: str) -> tuple[bool, float, str]:
        size = 1 - _LENGTH + _LENGTH * lengths[content] / max(1.0, mean)
        score = sum(
            rare * count[content] * (_SATURATION + 1) / (count[content] + _SATURATION * size)
            for rare, count in zip(rarity, counts, strict=True)
        )
        return content not in together, -score, content

    for content in sorted(everywhere, key=order):
        some = together.get(content) or anywhere[content]
        yield content, sorted(some), content not in together


def _hits(
    document: Document, passages: Sequence[int], terms: Sequence[Term], strictness: Strictness
) -> tuple[Hit, ...]:
    hits: list[Hit] = []
    for passage in passages:
        span = document.passages[passage].span
        marks = find_terms(span.of(document.text), terms, strictness)
        hits.append(Hit(passage, span, tuple(mark.shifted(span.start) for mark in marks)))
    return tuple(hits)
