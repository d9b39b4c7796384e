"""An article of a partitioned index with the articles that say the same: a small corpus to read.

An index has more articles than a screen can compare. Those most tied to the opened one are read
with it, with the matches and claims that the index has of them.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cached_property

from tui.corpus.corpus_file import CorpusFile
from tui.index.partitioned.partitioned_index import IndexEntry, PartitionedIndex
from tui.index.partitioned.stored_article import corpus_file_of
from tui.index.shared.shared_index import IndexRefusedError
from tui.matching.claim_values import Claim, Grouping
from tui.matching.matches import DocumentMatches, DocumentRange, Match, PassageRef, TextReuse
from tui.text.span import Span

MOST = 32
"""Articles that are read with the opened one, at most."""


class Neighbourhood:
    """The corpus around one article; every method raises `IndexRefusedError`."""

    def __init__(self, index: PartitionedIndex, number: int, most: int = MOST) -> None:
        self._index = index
        self._number = number
        self._most = most
        self._lengths: dict[int, int] = {}
        """Code points of the articles' texts, once they are read."""

    @cached_property
    def entries(self) -> Mapping[int, IndexEntry]:
        """The opened article, then those most tied to it, by number."""
        opened = self._index.entry(self._number)
        ties: Counter[int] = Counter()
        for match in self._index.matches(opened.first):
            ties[match.other] += 2 if match.is_match else 0
        for way in self._index.indirect(opened.first):
            ties[way.other] += 1
        for copy in self._index.copies(opened.first):
            ties[copy] += 1
        ties.pop(opened.number, None)
        ranked = sorted(ties, key=lambda number: (-ties[number], number))
        wanted = dict.fromkeys((opened.number, opened.first, *ranked[: self._most]))
        return {number: self._index.entry(number) for number in wanted}

    @property
    def opened(self) -> str:
        """The id of the opened article."""
        return self._index.entry(self._number).id

    def corpus_files(self) -> Iterator[CorpusFile]:
        """Yield the articles, the opened one first, each parsed anew.

        One whose passages are not those that the index says has a problem instead of a document.
        """
        for entry in self.entries.values():
            read = corpus_file_of(self._index.text(entry.number).article)
            passages = len(read.document.passages) if read.document else 0
            if read.document and passages != entry.passages:
                problem = "its index says something else of it; ask for a new index"
                read = replace(read, document=None, problem=problem)
            self._lengths[entry.number] = len(read.document.text) if read.document else 0
            yield read

    def matches(self) -> list[DocumentMatches]:
        """Return the matches of each article with the others."""
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
            if match.other in self.entries:
                here = self._place(entry.number, match.passage)
                there = self._place(match.other, match.other_passage)
                found[match.is_match].append(Match(here, there, match.score, match.kind))
        text = self._index.text(entry.number)
        reuses = [
            TextReuse(
                DocumentRange(entry.id, Span(reuse.start, reuse.end)),
                DocumentRange(
                    self.entries[reuse.other].id, Span(reuse.other_start, reuse.other_end)
                ),
            )
            for reuse in self._index.reuses(entry.number)
            if reuse.other in self.entries
            and reuse.end <= self._lengths.get(entry.number, reuse.end)
            and reuse.other_end <= self._lengths.get(reuse.other, reuse.other_end)
        ]
        copies = [self.entries[n].id for n in self._index.copies(entry.first) if n in self.entries]
        return DocumentMatches(
            entry.id,
            tuple(found[True]),
            tuple(found[False]),
            tuple(reuses),
            tuple(copies) if len(copies) > 1 else (),
            tuple(pair for pair in text.repeats if max(pair) < entry.passages),
            tuple(pair for pair in text.boilerplate if pair[0] < entry.passages),
        )

    def _place(self, number: int, passage: int) -> PassageRef:
        entry = self.entries[number]
        if not 0 <= passage < entry.passages:
            raise IndexRefusedError(
                f"{self._index.folder} names a passage that {entry.id} does not have",
                advice="ask for a new index",
            )
        return PassageRef(entry.id, passage)
