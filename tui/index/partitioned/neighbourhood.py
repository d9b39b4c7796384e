"""An article of a partitioned index with the articles that say the same: a small corpus to read.

An index has more articles than a screen can compare. Those most tied to the opened one are read
with it, with the matches and claims that the index has of them.
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
    """What is kept of an article that was read."""

    length: int
    """Code points of its text."""
    repeats: Sequence[tuple[int, int]]
    boilerplate: Sequence[tuple[int, int]]


_UNREAD = _ReadArticle(0, (), ())


class Neighbourhood:
    """The corpus around one article; every method raises `IndexRefusedError`.

    An article that can't be read has the reason instead of a document.
    """

    def __init__(self, index: PartitionedIndex, opened: IndexEntry, most: int = MOST) -> None:
        self._index = index
        self._opened = opened
        self._most = most
        self._read: dict[int, _ReadArticle] = {}

    @cached_property
    def entries(self) -> Mapping[int, IndexEntry]:
        """The opened article, then those most tied to it, by number."""
        opened = self._opened
        ties: Counter[int] = Counter()
        for match in self._index.matches(opened.first):
            ties[match.other] += 2 if match.is_match else 0
        for way in self._index.indirect(opened.first):
            ties[way.other] += 1
        for copy in self._index.copies(opened.first):
            ties[copy] += 1
        ties.pop(opened.number, None)
        ranked = sorted(ties, key=lambda number: (-ties[number], number))
        wanted = dict.fromkeys((opened.first, *ranked[: self._most]))
        others = {number: self._index.entry(number) for number in wanted}
        return {opened.number: opened, **others}

    def corpus_files(self) -> Iterator[CorpusFile]:
        """Yield the articles, each parsed anew: the opened one before the others are looked up.

        One whose passages are not those that the index says has a problem instead of a document.
        """
        yield self._corpus_file(self._opened)
        for entry in self.entries.values():
            if entry.number != self._opened.number:
                yield self._corpus_file(entry)

    def _corpus_file(self, entry: IndexEntry) -> CorpusFile:
        """Return an article, or the reason why it can't be read."""
        try:
            text = self._index.text(entry)
        except IndexRefusedError as error:
            return CorpusFile(entry.id, Path(entry.id), entry.title, problem=str(error))
        read = corpus_file_of(text.article)
        passages = len(read.document.passages) if read.document else 0
        if read.document and passages != entry.passages:
            problem = "its index says something else of it; ask for a new index"
            read = replace(read, document=None, problem=problem)
        length = len(read.document.text) if read.document else 0
        self._read[entry.number] = _ReadArticle(length, text.repeats, text.boilerplate)
        return read

    def matches(self) -> list[DocumentMatches]:
        """Return the matches of each article with the others, once `corpus_files` has read them."""
        return [self._matches(entry) for entry in self.entries.values()]

    def grouping(self) -> Grouping:
        """Return the claims and indirect matches of these articles among each other."""
        members: defaultdict[int, list[PassageRef]] = defaultdict(list)
        ways: defaultdict[PassageRef, list[Match]] = defaultdict(list)
        for number in sorted(self.entries):
            for passage, claim in self._index.claims_of(number):
                members[claim].append(self._place(number, passage))
            for way in self._index.indirect(number):
                if way.other in self.entries and way.via in self.entries:
                    here = self._place(number, way.passage)
                    there = self._place(way.other, way.other_passage)
                    via = self._place(way.via, way.via_passage)
                    ways[here].append(Match(here, there, way.score, way.kind, via))
        claims = [Claim(tuple(places)) for _, places in sorted(members.items())]
        return Grouping(
            claims=tuple(claim for claim in claims if claim.documents > 1),
            indirect_matches={here: tuple(some) for here, some in ways.items()},
        )

    def _matches(self, entry: IndexEntry) -> DocumentMatches:
        found: dict[bool, list[Match]] = {True: [], False: []}
        for match in self._index.matches(entry.number):
            if match.other in self.entries and match.other != entry.number:
                here = self._place(entry.number, match.passage)
                there = self._place(match.other, match.other_passage)
                found[match.is_match].append(Match(here, there, match.score, match.kind))
        read = self._read.get(entry.number, _UNREAD)
        reuses = [
            TextReuse(
                DocumentRange(entry.id, Span(reuse.start, reuse.end)),
                DocumentRange(
                    self.entries[reuse.other].id, Span(reuse.other_start, reuse.other_end)
                ),
            )
            for reuse in self._index.reuses(entry.number)
            if reuse.other in self.entries
            and reuse.end <= read.length
            and reuse.other_end <= self._read.get(reuse.other, _UNREAD).length
        ]
        copies = [self.entries[n].id for n in self._index.copies(entry.first) if n in self.entries]
        return DocumentMatches(
            entry.id,
            tuple(found[True]),
            tuple(found[False]),
            tuple(reuses),
            tuple(copies) if len(copies) > 1 else (),
            tuple(pair for pair in read.repeats if min(pair) >= 0 and max(pair) < entry.passages),
            tuple(pair for pair in read.boilerplate if 0 <= pair[0] < entry.passages),
        )

    def _place(self, number: int, passage: int) -> PassageRef:
        entry = self.entries[number]
        if not 0 <= passage < entry.passages:
            raise IndexRefusedError(
                f"{self._index.folder} names a passage that {entry.id} does not have",
                advice="ask for a new index",
            )
        return PassageRef(entry.id, passage)
