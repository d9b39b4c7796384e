"""Index of the matches found so far, by passage.

Documents are added while matching goes on. A look-up computes nothing.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import Any

from tui.lazy_imports import lazy_imports
from tui.matching.duplicate_passages import DuplicatePassages
from tui.matching.matches import (
    DocumentMatches,
    DocumentRange,
    Match,
    PassagePair,
    PassageRef,
    TextReuse,
    passage_pair,
)
from tui.text.span import Span, united

with lazy_imports():
    from tui.index import claim_grouping

Group = tuple[Match, ...]
"""Matches of one passage in one other article, the best first."""


class MatchIndex:
    """Matches by passage, with at most one group for each other article."""

    def __init__(self, span: Callable[[PassageRef], Span] = lambda _: Span(0, 0)) -> None:
        """Make an empty index.

        `span` returns a passage's span in code points of its document's text.
        """
        self._span = span
        self._stretches: dict[str, Sequence[TextReuse]] = {}
        self._found: dict[str, DocumentMatches] = {}
        self._groups: dict[str, dict[int, tuple[Group, ...]]] = {}
        self._perhaps: dict[str, dict[int, tuple[Group, ...]]] = {}
        self._reused: dict[str, Sequence[Span]] = {}
        self._ways: Mapping[PassageRef, tuple[Match, ...]] = {}
        self._repetitions = DuplicatePassages()
        self._recurring: dict[str, dict[int, int]] = {}
        self.apart: frozenset[PassagePair] = frozenset()
        """Pairs of passages that the reader has excluded."""
        self.version = 0
        """Number that grows with every change."""

    def clear(self) -> None:
        """Remove all entries, because a document has changed."""
        for known in self._all:
            known.clear()
        self._repetitions.clear()
        self._ways, self.apart = {}, frozenset()
        self.version += 1

    def add(self, found: DocumentMatches) -> None:
        """Replace the entries of one document."""
        self._found[found.document] = found
        self._repetitions.add(found)
        self._recurring[found.document] = dict(found.boilerplate)
        self._group(found.document)

    def drop(self, documents: Collection[str]) -> None:
        """Remove all matches of `documents`.

        If a removed document stood for its copies, its matches pass to the first copy that is left.
        """
        documents = set(documents)
        heirs = {
            found.copies[0]: heir
            for found in self._found.values()
            if found.copies
            and found.copies[0] in documents
            and (heir := next((name for name in found.copies if name not in documents), None))
        }
        if heirs:
            inherited = [_inherited(found, heirs) for found in self._found.values()]
            had = {found.document: found for found in inherited}
            for first, heir in heirs.items():
                if first in had and heir in had:
                    mine = had[first]
                    had[heir] = replace(
                        had[heir],
                        matches=mine.matches,
                        near_misses=mine.near_misses,
                        reused_ranges=mine.reused_ranges,
                    )
            self._found = had

        def is_left(match: Match) -> bool:
            places = (match.here, match.there, match.via or match.here)
            return not any(place.document in documents for place in places)

        for name, found in list(self._found.items()):
            if name in documents:
                for known in self._all:
                    known.pop(name, None)
                self._repetitions.drop(name)
                continue
            reuses = (r for r in found.reused_ranges if r.there.document not in documents)
            copies = tuple(copy for copy in found.copies if copy not in documents)
            self.add(
                replace(
                    found,
                    matches=tuple(filter(is_left, found.matches)),
                    near_misses=tuple(filter(is_left, found.near_misses)),
                    reused_ranges=tuple(reuses),
                    copies=copies if len(copies) > 1 else (),
                )
            )
        self._ways = {
            place: left
            for place, ways in self._ways.items()
            if place.document not in documents and (left := tuple(filter(is_left, ways)))
        }
        self.version += 1

    def regroup(
        self,
        apart: Collection[PassagePair],
        ways: Mapping[PassageRef, tuple[Match, ...]] = MappingProxyType({}),
    ) -> None:
        """Exclude the pairs `apart` and set the indirect matches `ways`; drop earlier ones."""
        changed = self.apart ^ frozenset(apart)
        self.apart, self._ways = frozenset(apart), ways
        for document in {place.document for pair in changed for place in pair}:
            if document in self._found:
                self._group(document)
        self.version += 1

    @property
    def _all(self) -> Sequence[dict[str, Any]]:
        """Entries by document."""
        return (
            self._found,
            self._groups,
            self._perhaps,
            self._reused,
            self._stretches,
            self._recurring,
        )

    @property
    def all(self) -> tuple[DocumentMatches, ...]:
        """Return all matches, with the excluded ones."""
        return tuple(self._found.values())

    def __contains__(self, document: str) -> bool:
        return document in self._groups

    def __len__(self) -> int:
        return len(self._groups)

    def groups(self, place: PassageRef) -> tuple[Group, ...]:
        """Return the groups of a passage, the best first; groups of indirect matches come last."""
        first = self._repetitions.first(place)
        direct = self._groups.get(first.document, {}).get(first.passage, ())
        return _seen_from(place, (*direct, *((way,) for way in self._ways.get(first, ()))))

    def near_misses(self, place: PassageRef) -> tuple[Group, ...]:
        """Return the groups of a passage's near misses, in articles that have no match."""
        first = self._repetitions.first(place)
        return _seen_from(place, self._perhaps.get(first.document, {}).get(first.passage, ()))

    def shown(self, place: PassageRef) -> tuple[Group, ...]:
        """Return the groups of a passage, then its groups of near misses."""
        direct = self.groups(place)
        known = {group[0].there.document for group in direct}
        doubtful = (g for g in self.near_misses(place) if g[0].there.document not in known)
        return (*direct, *doubtful)

    def saying(self, document: str, passages: int) -> Sequence[int]:
        """Return for each of a document's `passages` the number of other articles that say it."""
        return [self.count(PassageRef(document, n)) for n in range(passages)]

    def count(self, place: PassageRef) -> int:
        """Return the number of other articles that say a passage; each copy of a text counts."""
        return len(self.sources(place))

    def sources(self, place: PassageRef) -> Collection[str]:
        """Return the other articles that say a passage, with copies of a text."""
        if self.recurring(place):
            return ()
        copies = self._repetitions.copies
        found = set(copies(place.document))
        for group in self.groups(place):
            other = group[0].there.document
            found.update((other, *copies(other)))
        return found

    def copies(self, document: str) -> Sequence[str]:
        """Return the names of the other documents with the same text."""
        return self._repetitions.copies(document)

    def recurring(self, place: PassageRef) -> int:
        """Return the number of articles with this boilerplate sentence; 0 for other sentences."""
        return self._recurring.get(place.document, {}).get(place.passage, 0)

    def boilerplate(self, document: str) -> Collection[int]:
        """Return the numbers of a document's passages that are boilerplate of the corpus."""
        return self._recurring.get(document, {}).keys()

    def in_other_documents(self, place: PassageRef) -> Iterator[PassageRef]:
        """Yield the passages of other articles that say the same, with those in copies of texts."""
        _, *copies = self._repetitions.copied(place)
        yield from copies
        for group in self.groups(place):
            for match in group:
                yield from self._repetitions.of(match.there)

    def reuses(self, document: str) -> Sequence[TextReuse]:
        """Return the reused ranges of a document, each with its range in the other document."""
        first = self._repetitions.first(PassageRef(document, 0)).document
        passages = self._stretches.get(first, ())
        if first == document:
            return passages
        return [replace(r, here=r.here._replace(document=document)) for r in passages]

    def reused(self, document: str) -> Sequence[Span]:
        """Return the spans of a document that are reused in others, in order and merged."""
        return self._reused.get(self._repetitions.first(PassageRef(document, 0)).document, ())

    def _counts(self, match: Match) -> bool:
        return not self.apart or passage_pair(match.here, match.there) not in self.apart

    def _group(self, document: str) -> None:
        found = self._found[document]
        stretches = found.reused_ranges
        if self.apart and stretches:
            stretches = claim_grouping.remaining_reuse(found, self.apart, self._span)
        self._stretches[document] = stretches
        self._reused[document] = united(reuse.here.span for reuse in stretches)
        passages: defaultdict[int, defaultdict[str, list[Match]]] = defaultdict(
            lambda: defaultdict(list)
        )
        for match in filter(self._counts, found.matches):
            passages[match.here.passage][match.there.document].append(match)
        self._groups[document] = {
            passage: _ranked(others.values()) for passage, others in passages.items()
        }
        doubtful: defaultdict[int, defaultdict[str, list[Match]]] = defaultdict(
            lambda: defaultdict(list)
        )
        for match in filter(self._counts, found.near_misses):
            if match.there.document not in passages.get(match.here.passage, ()):
                doubtful[match.here.passage][match.there.document].append(match)
        self._perhaps[document] = {
            passage: _ranked(others.values()) for passage, others in doubtful.items()
        }
        self.version += 1


def _seen_from(place: PassageRef, groups: tuple[Group, ...]) -> tuple[Group, ...]:
    """Return the groups of the passage that `place` repeats, as groups of `place`."""
    if not groups or groups[0][0].here == place:
        return groups
    return tuple(tuple(replace(match, here=place) for match in group) for group in groups)


def _inherited(found: DocumentMatches, heirs: Mapping[str, str]) -> DocumentMatches:
    """Return the matches with removed documents replaced by their copies."""

    def inherit(one: PassageRef) -> PassageRef:
        return one._replace(document=heirs.get(one.document, one.document))

    def match(one: Match) -> Match:
        by = inherit(one.via) if one.via else None
        return replace(one, here=inherit(one.here), there=inherit(one.there), via=by)

    def stretch(one: DocumentRange) -> DocumentRange:
        return one._replace(document=heirs.get(one.document, one.document))

    return replace(
        found,
        matches=tuple(map(match, found.matches)),
        near_misses=tuple(map(match, found.near_misses)),
        reused_ranges=tuple(
            TextReuse(stretch(r.here), stretch(r.there)) for r in found.reused_ranges
        ),
    )


def _ranked(groups: Iterable[list[Match]]) -> tuple[Group, ...]:
    ranked = [tuple(sorted(g, key=lambda m: (-m.score, m.there))) for g in groups]
    return tuple(sorted(ranked, key=lambda g: (-g[0].score, g[0].there)))
