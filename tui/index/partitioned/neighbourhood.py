"""An article of a partitioned index with the articles that say the same: a small corpus to read.

An index has more articles than a screen can compare. The articles with most matches with the opened
one are read with it; their matches and claims come from the index.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from tui.corpus.corpus_file import CorpusFile
from tui.index.partitioned.partitioned_index import IndexEntry, PartitionedIndex
from tui.index.partitioned.stored_article import corpus_file_of
from tui.index.shared.shared_index import IndexRefusedError
from tui.matching.claim_values import Claim, Grouping
from tui.matching.matches import DocumentMatches, DocumentRange, Match, PassageRef, TextReuse
from tui.text.span import Span

MOST = 32
"""Articles that are read with the opened one, at most."""


class _ReadArticle(NamedTuple):
    """The facts on an article that was read, without its text."""

    length: int
    """Code points of its text."""
    repeats: Sequence[tuple[int, int]]
    boilerplate: Sequence[tuple[int, int]]


_UNREAD = _ReadArticle(0, (), ())


class Neighbourhood:
    """The corpus around one article; every method raises `IndexRefusedError`.

    An article that can't be read has a reason instead of a document.
    """

    def __init__(self, index: PartitionedIndex, opened: IndexEntry, most: int = MOST) -> None:
        self._index = index
        self._opened = opened
        self._most = most
        self._read_articles: dict[int, _ReadArticle] = {}

    @cached_property
    def entries(self) -> Mapping[int, IndexEntry]:
        """The opened article, then those that have most in common with it, by number."""
        opened = self._opened
        shared: Counter[int] = Counter()
        for match in self._index.matches(opened.first):
            shared[match.other] += 2 if match.is_match else 0
        for indirect_match in self._index.indirect_matches(opened.first):
            shared[indirect_match.other] += 1
        for copy in self._index.copies(opened.first):
            shared[copy] += 1
        shared.pop(opened.number, None)
        ranked = sorted(shared, key=lambda number: (-shared[number], number))
        numbers = dict.fromkeys((opened.first, *ranked[: self._most]))
        others = {number: self._index.entry(number) for number in numbers}
        return {opened.number: opened, **others}

    def corpus_files(self) -> Iterator[CorpusFile]:
        """Yield the articles, each parsed anew: the opened one before the others are looked up.

        An article with another number of passages than in the index has a problem, no document.
        """
        yield self._corpus_file(self._opened)
        for entry in self.entries.values():
            if entry.number != self._opened.number:
                yield self._corpus_file(entry)

    def _corpus_file(self, entry: IndexEntry) -> CorpusFile:
        """Return the corpus file of an article, with its document or with a reason."""
        try:
            text = self._index.text(entry)
        except IndexRefusedError as error:
            return CorpusFile(entry.id, Path(entry.id), entry.title, problem=str(error))
        corpus_file = corpus_file_of(text.article)
        document = corpus_file.document
        if document and len(document.passages) != entry.passages:
            problem = "it does not have the passages that its index says; ask for a new index"
            document, corpus_file = None, replace(corpus_file, document=None, problem=problem)
        length = len(document.text) if document else 0
        self._read_articles[entry.number] = _ReadArticle(length, text.repeats, text.boilerplate)
        return corpus_file

    def matches(self) -> list[DocumentMatches]:
        """Return the matches of each article with the others, once `corpus_files` has read them."""
        return [self._matches(entry) for entry in self.entries.values()]

    def grouping(self) -> Grouping:
        """Return the claims and indirect matches of these articles among each other."""
        members: defaultdict[int, list[PassageRef]] = defaultdict(list)
        indirect_matches: defaultdict[PassageRef, list[Match]] = defaultdict(list)
        for number in sorted(self.entries):
            for passage, claim in self._index.claims_of(number):
                members[claim].append(self._reference(number, passage))
            for match in self._index.indirect_matches(number):
                if match.other in self.entries and match.via in self.entries:
                    here = self._reference(number, match.passage)
                    there = self._reference(match.other, match.other_passage)
                    via = self._reference(match.via, match.via_passage)
                    indirect_matches[here].append(Match(here, there, match.score, match.kind, via))
        claims = [Claim(tuple(references)) for _, references in sorted(members.items())]
        return Grouping(
            claims=tuple(claim for claim in claims if claim.documents > 1),
            indirect_matches={here: tuple(of_here) for here, of_here in indirect_matches.items()},
        )

    def _matches(self, entry: IndexEntry) -> DocumentMatches:
        matches: list[Match] = []
        near_misses: list[Match] = []
        for match in self._index.matches(entry.number):
            if match.other in self.entries and match.other != entry.number:
                here = self._reference(entry.number, match.passage)
                there = self._reference(match.other, match.other_passage)
                scored = Match(here, there, match.score, match.kind)
                (matches if match.is_match else near_misses).append(scored)
        article = self._read_articles.get(entry.number, _UNREAD)
        reuses = [
            TextReuse(
                DocumentRange(entry.id, Span(reuse.start, reuse.end)),
                DocumentRange(
                    self.entries[reuse.other].id, Span(reuse.other_start, reuse.other_end)
                ),
            )
            for reuse in self._index.reuses(entry.number)
            if reuse.other in self.entries
            and reuse.end <= article.length
            and reuse.other_end <= self._read_articles.get(reuse.other, _UNREAD).length
        ]
        copies = [self.entries[n].id for n in self._index.copies(entry.first) if n in self.entries]
        return DocumentMatches(
            entry.id,
            tuple(matches),
            tuple(near_misses),
            tuple(reuses),
            tuple(copies) if len(copies) > 1 else (),
            tuple(
                pair for pair in article.repeats if min(pair) >= 0 and max(pair) < entry.passages
            ),
            tuple(pair for pair in article.boilerplate if 0 <= pair[0] < entry.passages),
        )

    def _reference(self, number: int, passage: int) -> PassageRef:
        entry = self.entries[number]
        if not 0 <= passage < entry.passages:
            raise IndexRefusedError(
                f"{self._index.folder} names a passage that {entry.id} does not have",
                advice="ask for a new index",
            )
        return PassageRef(entry.id, passage)
