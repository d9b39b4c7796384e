"""Index of the matches found so far, by passage.

Documents are added while matching goes on. A look-up computes nothing.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
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
        self._reuses: dict[str, Sequence[TextReuse]] = {}
        self._results: dict[str, DocumentMatches] = {}
        self._groups: dict[str, dict[int, tuple[Group, ...]]] = {}
        self._near_misses: dict[str, dict[int, tuple[Group, ...]]] = {}
        self._reused_spans: dict[str, Sequence[Span]] = {}
        self._indirect_matches: Mapping[PassageRef, tuple[Match, ...]] = {}
        self._duplicates = DuplicatePassages()
        self._boilerplate: dict[str, dict[int, int]] = {}
        self.apart: frozenset[PassagePair] = frozenset()
        """Pairs of passages that the reader has excluded."""
        self.version = 0
        """Number that grows with every change."""

    def add(self, result: DocumentMatches) -> None:
        """Replace the entries of one document."""
        self._results[result.document] = result
        self._duplicates.add(result)
        self._boilerplate[result.document] = dict(result.boilerplate)
        self._group(result.document)

    def drop(self, documents: Collection[str]) -> None:
        """Remove all matches of `documents`.

        If a removed document stood for its copies, its matches pass to the first copy that is left.
        """
        documents = set(documents)
        successors = {
            result.copies[0]: successor
            for result in self._results.values()
            if result.copies
            and result.copies[0] in documents
            and (successor := next((name for name in result.copies if name not in documents), None))
        }
        if successors:
            renamed_results = [
                _rename_documents(result, successors) for result in self._results.values()
            ]
            results_by_document = {result.document: result for result in renamed_results}
            for removed_name, successor in successors.items():
                if removed_name in results_by_document and successor in results_by_document:
                    removed_result = results_by_document[removed_name]
                    results_by_document[successor] = results_by_document[successor]._replace(
                        matches=removed_result.matches,
                        near_misses=removed_result.near_misses,
                        reused_ranges=removed_result.reused_ranges,
                    )
            self._results = results_by_document

        def is_left(match: Match) -> bool:
            return (
                match.there.document not in documents
                and match.here.document not in documents
                and (match.via is None or match.via.document not in documents)
            )

        for name, result in list(self._results.items()):
            if name in documents:
                for entries in self._all:
                    entries.pop(name, None)
                self._duplicates.drop(name)
                continue
            remaining_result = result._replace(
                matches=tuple(filter(is_left, result.matches)),
                near_misses=tuple(filter(is_left, result.near_misses)),
                reused_ranges=tuple(
                    reuse for reuse in result.reused_ranges if reuse.there.document not in documents
                ),
                copies=_several([copy for copy in result.copies if copy not in documents]),
            )
            # Most documents have no match there: their groups stay.
            if successors or remaining_result != result:
                self.add(remaining_result)
        self._indirect_matches = {
            passage: remaining
            for passage, matches in self._indirect_matches.items()
            if passage.document not in documents and (remaining := tuple(filter(is_left, matches)))
        }
        self.version += 1

    def regroup(
        self,
        excluded_pairs: Collection[PassagePair],
        indirect_matches: Mapping[PassageRef, tuple[Match, ...]] = MappingProxyType({}),
    ) -> None:
        """Replace the excluded pairs and the indirect matches."""
        changed_pairs = self.apart ^ frozenset(excluded_pairs)
        self.apart, self._indirect_matches = frozenset(excluded_pairs), indirect_matches
        for document in {passage.document for pair in changed_pairs for passage in pair}:
            if document in self._results:
                self._group(document)
        self.version += 1

    @property
    def _all(self) -> Sequence[dict[str, Any]]:
        """Entries by document."""
        return (
            self._results,
            self._groups,
            self._near_misses,
            self._reused_spans,
            self._reuses,
            self._boilerplate,
        )

    @property
    def all(self) -> tuple[DocumentMatches, ...]:
        """The matches of each document, with the excluded ones."""
        return tuple(self._results.values())

    def __contains__(self, document: str) -> bool:
        return document in self._groups

    def __len__(self) -> int:
        return len(self._groups)

    def groups(self, passage: PassageRef) -> tuple[Group, ...]:
        """Return the groups of a passage, the best first; groups of indirect matches come last."""
        first = self._duplicates.first(passage)
        direct = self._groups.get(first.document, {}).get(first.passage, ())
        return _from_passage(
            passage, (*direct, *((match,) for match in self._indirect_matches.get(first, ())))
        )

    def near_misses(self, passage: PassageRef) -> tuple[Group, ...]:
        """Return the groups of a passage's near misses, in articles that have no match."""
        first = self._duplicates.first(passage)
        return _from_passage(
            passage, self._near_misses.get(first.document, {}).get(first.passage, ())
        )

    def shown(self, passage: PassageRef) -> tuple[Group, ...]:
        """Return the groups of a passage, then its groups of near misses."""
        direct = self.groups(passage)
        matched_documents = {group[0].there.document for group in direct}
        near_groups = (
            g for g in self.near_misses(passage) if g[0].there.document not in matched_documents
        )
        return (*direct, *near_groups)

    def saying(self, document: str, passages: int) -> Sequence[int]:
        """Return for each of a document's `passages` the number of other articles that say it."""
        return [self.count(PassageRef(document, n)) for n in range(passages)]

    def count(self, passage: PassageRef) -> int:
        """Return the number of other articles that say a passage; each copy of a text counts."""
        return len(self.sources(passage))

    def sources(self, passage: PassageRef) -> Collection[str]:
        """Return the other articles that say a passage, with copies of a text."""
        if self.recurring(passage):
            return ()
        copies = self._duplicates.copies
        documents = set(copies(passage.document))
        for group in self.groups(passage):
            document = group[0].there.document
            documents.update((document, *copies(document)))
        return documents

    def copies(self, document: str) -> Sequence[str]:
        """Return the names of the other documents with the same text."""
        return self._duplicates.copies(document)

    def recurring(self, passage: PassageRef) -> int:
        """Return the number of articles with this boilerplate sentence; 0 for other sentences."""
        return self._boilerplate.get(passage.document, {}).get(passage.passage, 0)

    def boilerplate(self, document: str) -> Collection[int]:
        """Return the numbers of a document's passages that are boilerplate of the corpus."""
        return self._boilerplate.get(document, {}).keys()

    def in_other_documents(self, passage: PassageRef) -> Iterator[PassageRef]:
        """Yield the passages of other articles that say the same, with those in copies of texts."""
        _, *copies = self._duplicates.copied(passage)
        yield from copies
        for group in self.groups(passage):
            for match in group:
                yield from self._duplicates.of(match.there)

    def reuses(self, document: str) -> Sequence[TextReuse]:
        """Return the reused ranges of a document, each with its range in the other document."""
        first = self._duplicates.first(PassageRef(document, 0)).document
        reuses = self._reuses.get(first, ())
        if first == document:
            return reuses
        return [reuse._replace(here=reuse.here._replace(document=document)) for reuse in reuses]

    def reused(self, document: str) -> Sequence[Span]:
        """Return the spans of a document that are reused in others, in order and merged."""
        return self._reused_spans.get(self._duplicates.first(PassageRef(document, 0)).document, ())

    def _counts(self, match: Match) -> bool:
        return not self.apart or passage_pair(match.here, match.there) not in self.apart

    def _group(self, document: str) -> None:
        result = self._results[document]
        reused_ranges = result.reused_ranges
        if self.apart and reused_ranges:
            reused_ranges = claim_grouping.remaining_reuse(result, self.apart, self._span)
        self._reuses[document] = reused_ranges
        self._reused_spans[document] = united(reuse.here.span for reuse in reused_ranges)
        passages: defaultdict[int, defaultdict[str, list[Match]]] = defaultdict(
            lambda: defaultdict(list)
        )
        for match in filter(self._counts, result.matches):
            passages[match.here.passage][match.there.document].append(match)
        self._groups[document] = {
            passage: _rank(matches_by_document.values())
            for passage, matches_by_document in passages.items()
        }
        near_misses: defaultdict[int, defaultdict[str, list[Match]]] = defaultdict(
            lambda: defaultdict(list)
        )
        for match in filter(self._counts, result.near_misses):
            if match.there.document not in passages.get(match.here.passage, ()):
                near_misses[match.here.passage][match.there.document].append(match)
        self._near_misses[document] = {
            passage: _rank(matches_by_document.values())
            for passage, matches_by_document in near_misses.items()
        }
        self.version += 1


def _from_passage(passage: PassageRef, groups: tuple[Group, ...]) -> tuple[Group, ...]:
    """Return the groups of the passage that `passage` repeats, as groups of `passage`."""
    if not groups or groups[0][0].here == passage:
        return groups
    return tuple(tuple(match._replace(here=passage) for match in group) for group in groups)


def _rename_documents(result: DocumentMatches, successors: Mapping[str, str]) -> DocumentMatches:
    """Return the matches with removed documents replaced by their copies."""

    def rename_passage(passage: PassageRef) -> PassageRef:
        return passage._replace(document=successors.get(passage.document, passage.document))

    def rename_match(original: Match) -> Match:
        via = rename_passage(original.via) if original.via else None
        return original._replace(
            here=rename_passage(original.here),
            there=rename_passage(original.there),
            via=via,
        )

    def rename_range(document_range: DocumentRange) -> DocumentRange:
        return document_range._replace(
            document=successors.get(document_range.document, document_range.document)
        )

    return result._replace(
        matches=tuple(map(rename_match, result.matches)),
        near_misses=tuple(map(rename_match, result.near_misses)),
        reused_ranges=tuple(
            TextReuse(rename_range(r.here), rename_range(r.there)) for r in result.reused_ranges
        ),
    )


def _several(copies: Sequence[str]) -> tuple[str, ...]:
    """Return the documents of one text; none if there is only one."""
    return tuple(copies) if len(copies) > 1 else ()


def _rank(groups: Iterable[list[Match]]) -> tuple[Group, ...]:
    ranked = [tuple(sorted(g, key=lambda m: (-m.score, m.there))) for g in groups]
    return tuple(sorted(ranked, key=lambda g: (-g[0].score, g[0].there)))
