"""Versions of one article: documents of one address, and what changed from each to the next.

Boilerplate, bylines and date lines are left out; so are changes of case and punctuation alone.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from itertools import pairwise
from typing import NamedTuple

from rapidfuzz.distance import Indel

from tui.collation.sources.collation import Collation
from tui.collation.sources.document_alignment import (
    AlignmentRow,
    PassageLink,
    align_passages,
    passage_links,
)
from tui.matching.matches import Kind
from tui.matching.word_alignment import align
from tui.text.document import CARRIES_CLAIMS, Document
from tui.text.span import Span
from tui.text.tokens import normalized_tokens

_ALIKE = 0.6
"""Least share of equal words of two passages that no match links, but that are one, changed."""
_MATCHED = 0.4
"""The same of two passages that match: with less, one was removed and the other added."""
_MOST_COMPARED = 400
"""Passages without a match, of each document, that are compared with each other."""


class ChangeKind(StrEnum):
    """The kinds of changes from one version to the next."""

    CHANGED = "changed"
    ADDED = "added"
    REMOVED = "removed"
    MOVED = "moved"


class VersionChange(NamedTuple):
    """A difference of two versions; spans are code points of each document's text."""

    kind: ChangeKind
    earlier: Span | None
    """The passages in the earlier version; None if they were added."""
    later: Span | None
    """The passages in the later version; None if they were removed."""
    words: tuple[tuple[Span, Span], ...] = ()
    """Of changed passages, the words that differ; a span is empty where none stand."""


class VersionPair(NamedTuple):
    """Two versions of one article, one after the other."""

    address: str
    earlier: str
    later: str
    is_dated: bool
    """True if their days say which one is the earlier; else they are in the order of the corpus."""
    changes: Sequence[VersionChange]


def find_versions(
    collation: Collation, addresses: Mapping[str, str], days: Mapping[str, str]
) -> list[VersionPair]:
    """Return the versions of each article that has several, each with the one before it.

    Args:
        collation: The documents and their matches.
        addresses: The canonical addresses of documents, where they are known.
        days: The day of the last change of each document (ISO 8601), where it is known.
    """
    groups: defaultdict[str, list[str]] = defaultdict(list)
    for name in collation.documents:
        if address := addresses.get(name):
            groups[address].append(name)
    pairs = []
    for address, names in groups.items():
        is_dated = len({days.get(name, "") for name in names} - {""}) == len(names)
        ordered = sorted(names, key=lambda name: days[name]) if is_dated else names
        for earlier, later in pairwise(ordered):
            changes = tuple(_changes(collation, earlier, later))
            pairs.append(VersionPair(address, earlier, later, is_dated, changes))
    return pairs


def _changes(collation: Collation, earlier: str, later: str) -> Iterator[VersionChange]:
    """Yield the changes from one document to another, in the order of the texts."""
    earlier_document, later_document = collation.documents[earlier], collation.documents[later]
    if earlier_document.text == later_document.text:
        return
    links = [
        *_equal(earlier_document, later_document),
        *(
            link
            for link in passage_links(collation, earlier, later)
            if _share(_words(earlier_document, link.here), _words(later_document, link.there))
            >= _MATCHED
        ),
    ]
    links += _alike(earlier_document, later_document, links)
    for row in align_passages(len(earlier_document.passages), len(later_document.passages), links):
        if change := _change(earlier_document, later_document, row):
            yield change


def _change(earlier: Document, later: Document, row: AlignmentRow) -> VersionChange | None:
    roles = {earlier.passages[n].role for n in row.here} | {
        later.passages[n].role for n in row.there
    }
    if roles.isdisjoint(CARRIES_CLAIMS):
        return None
    here, there = _span(earlier, row.here), _span(later, row.there)
    if here is None or there is None:
        kind = ChangeKind.ADDED if here is None else ChangeKind.REMOVED
        return VersionChange(kind, here, there)
    before, after = here.of(earlier.text), there.of(later.text)
    if normalized_tokens(before) == normalized_tokens(after):
        return VersionChange(ChangeKind.MOVED, here, there) if row.is_moved else None
    words = tuple(
        (step.here.shifted(here.start), step.there.shifted(there.start))
        for step in align(before, after)
        if not step.same
    )
    return VersionChange(ChangeKind.CHANGED, here, there, words)


def _span(document: Document, passages: Sequence[int]) -> Span | None:
    """Return the span of neighbouring passages."""
    if not passages:
        return None
    spans = [document.passages[n].span for n in passages]
    return Span(spans[0].start, spans[-1].end)


def _equal(earlier: Document, later: Document) -> Iterator[PassageLink]:
    """Yield links of passages with equal words: the first with the first, and so on."""
    numbers_by_words: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
    for number in range(len(later.passages)):
        numbers_by_words[_words(later, number)].append(number)
    unlinked = {words: iter(numbers) for words, numbers in numbers_by_words.items()}
    for number in range(len(earlier.passages)):
        words = _words(earlier, number)
        if words in unlinked and (counterpart := next(unlinked[words], None)) is not None:
            yield PassageLink(number, counterpart, 1.0, Kind.VERBATIM)


def _alike(
    earlier: Document, later: Document, links: Sequence[PassageLink]
) -> Iterator[PassageLink]:
    """Yield links of passages that have no other, and share most of their words."""
    linked_earlier, linked_later = {link.here for link in links}, {link.there for link in links}
    unlinked_earlier = [n for n in range(len(earlier.passages)) if n not in linked_earlier][
        :_MOST_COMPARED
    ]
    unlinked_later = [n for n in range(len(later.passages)) if n not in linked_later][
        :_MOST_COMPARED
    ]
    later_words = {n: _words(later, n) for n in unlinked_later}
    for earlier_number in unlinked_earlier:
        earlier_words = _words(earlier, earlier_number)
        for later_number in unlinked_later:
            if (share := _share(earlier_words, later_words[later_number])) >= _ALIKE:
                yield PassageLink(earlier_number, later_number, share)


def _share(earlier: Sequence[str], later: Sequence[str]) -> float:
    """Return the share of the words of both that are the same, in the same order."""
    share: float = Indel.normalized_similarity(earlier, later)
    return share


def _words(document: Document, passage: int) -> tuple[str, ...]:
    return tuple(normalized_tokens(document.words_of(passage)))
