"""Families: sources that depend on each other and count as one voice.

The result is evidence, no judgement: the share of equal text, the share in the same order, the
common misspellings. Only a credit line or the dates show which of two is the copy.
"""

import re
from bisect import bisect_left
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from functools import cache
from itertools import combinations
from typing import NamedTuple

from tui.collation.sources.collation import Collation
from tui.matching.matches import Kind, Match, PassageRef
from tui.text.document import Document
from tui.text.parsing.hyphenation import english_words
from tui.text.tokens import normalized_tokens

_SAME_WORDS = frozenset({Kind.VERBATIM, Kind.CLOSE})
_COPIED = 0.6
"""Share of the shorter document's passages in the other one from which it is a copy."""
_FEWEST = 3
"""Least number of passages that two copies have in common."""
_WORD = re.compile(r"\b[A-Za-z]{5,}\b")
"""A word that may be a misspelling; many shorter words differ by one letter only."""
_MEMBERS = 2
"""Least number of documents in a family."""
_CREDIT = re.compile(
    r"\b(?:source|via|credit|courtesy of|originally|first (?:appeared|published)"
    r"|(?:re)?published (?:by|in|on|from)|with permission)\b",
    re.IGNORECASE,
)
_ENDS = 4
"""Number of paragraphs at the beginning and the end in which a credit is looked for."""


class Direction(StrEnum):
    """The evidence for which of two documents is the source."""

    UNCLEAR = "direction unclear"
    VERSIONS = "versions of one address"
    CREDIT = "by its credit line"
    DATES = "by the dates"


class Copy(NamedTuple):
    """Two documents of which one, or both, are copies."""

    one: str
    other: str
    same: float
    """Share of the shorter one's passages that the other has in the same words, 0 to 1."""
    order: float
    """Share of these that are in the same order in both, 0 to 1."""
    errors: Sequence[str]
    """Misspellings that both have and no document outside their family has."""
    source: str | None
    """The document that the other one comes from; None if that is unclear."""
    direction: Direction
    """The evidence for `source`."""


class Family(NamedTuple):
    """Documents that count as one voice."""

    documents: Sequence[str]
    copies: Sequence[Copy]


def find_families(
    collation: Collation,
    outlets: Mapping[str, str] | None = None,
    dates: Mapping[str, str] | None = None,
    addresses: Mapping[str, str] | None = None,
) -> list[Family]:
    """Return the families of a corpus, in order of their first documents.

    Each member shares its text, or its address, with more than half of the others. A single
    document is no family.

    Args:
        collation: The documents, their matches and claims.
        outlets: The outlets of the documents for which they are known.
        dates: The days on which documents were written (ISO 8601), where they are known.
        addresses: The canonical addresses of documents; documents of one address are versions of
            one article.
    """
    documents = list(collation.documents)
    shares: dict[tuple[str, str], tuple[float, float]] = {}
    for one, other in combinations(documents, 2):
        shared = _shared(collation, one, other)
        if _are_versions(addresses or {}, one, other):
            shares[one, other] = shared or (0.0, 0.0)
        elif shared and shared[0] >= _COPIED:
            shares[one, other] = shared
    spelling = _Spelling(collation)
    found: list[Family] = []
    for group in _groups(documents, shares):
        copies = []
        for one, other in combinations(group, 2):
            if (one, other) in shares:
                source, direction = _direction(collation, one, other, outlets or {}, dates or {})
                if _are_versions(addresses or {}, one, other) and source is None:
                    direction = Direction.VERSIONS
                errors = spelling.shared(one, other, outside=set(documents).difference(group))
                copies.append(Copy(one, other, *shares[one, other], errors, source, direction))
        found.append(Family(group, copies))
    return found


def _groups(
    documents: Iterable[str], shares: Container[tuple[str, str]]
) -> Iterator[Sequence[str]]:
    """Return the documents of each family, together."""
    groups: list[list[str]] = []
    for name in documents:
        for group in groups:
            if 2 * sum((other, name) in shares for other in group) > len(group):
                group.append(name)
                break
        else:
            groups.append([name])
    return (group for group in groups if len(group) >= _MEMBERS)


def voices(families: Iterable[Family]) -> dict[str, str]:
    """Return, for each document of a family, the document that represents it."""
    return {name: family.documents[0] for family in families for name in family.documents}


def _are_versions(addresses: Mapping[str, str], one: str, other: str) -> bool:
    """Return True if two documents have the same address."""
    return bool(addresses.get(one)) and addresses.get(one) == addresses.get(other)


def _shared(collation: Collation, one: str, other: str) -> tuple[float, float] | None:
    """Return the share of the shorter document in the other one, and its share in order."""
    if other in collation.copies(one):
        return 1.0, 1.0
    if not collation.related(one, other):
        return None
    ours, theirs = collation.claim_passages(one), collation.claim_passages(other)
    fewest = min(len(ours), len(theirs))
    if fewest < _FEWEST:
        return None
    first = collation.first(other)
    best: dict[int, Match] = {}
    for number in ours:
        for match in collation.matches(PassageRef(one, number)):
            if match.there.document == first and match.kind in _SAME_WORDS:
                best[number] = match
                break
    there = [best[number].there.passage for number in sorted(best)]
    same = min(len(best), len(set(there)))
    if same < _FEWEST:
        return None
    return same / fewest, _in_order(there) / len(there)


def _in_order(numbers: Sequence[int]) -> int:
    """Return the size of the largest ascending subsequence."""
    ends: list[int] = []
    for number in numbers:
        at = bisect_left(ends, number)
        ends[at : at + 1] = [number]
    return len(ends)


class _Spelling:
    """The misspellings of a corpus, computed on demand."""

    def __init__(self, collation: Collation) -> None:
        self._words = cache(lambda name: _written(collation.documents[name]))

    def shared(self, one: str, other: str, outside: Iterable[str]) -> Sequence[str]:
        """Return the common misspellings of two documents that no document outside has."""
        known = english_words()
        both = self._words(one) & self._words(other)
        wrong = {word for word in both if word not in known and _is_near(word, known)}
        for name in outside if wrong else ():
            wrong -= self._words(name)
        return sorted(wrong)


def _written(document: Document) -> frozenset[str]:
    """Return the longer words of a document that are never capitalized, as names are."""
    written: dict[str, bool] = {}
    for word in _WORD.findall(document.text):
        written[word.lower()] = written.get(word.lower(), True) and word.islower()
    return frozenset(word for word, is_small in written.items() if is_small)


def _is_near(word: str, known: frozenset[str]) -> bool:
    """Return True if an exchanged, added or omitted letter makes an unknown word a known one."""
    letters = "abcdefghijklmnopqrstuvwxyz"
    for n in range(1, len(word)):
        head, tail = word[:n], word[n:]
        if head[:-1] + tail[0] + head[-1] + tail[1:] in known:
            return True
        if any(f"{head}{letter}{tail}" in known for letter in letters):
            return True
        if tail[0] == head[-1] and head + tail[1:] in known:  # a doubled letter
            return True
    return False


def _direction(
    collation: Collation,
    one: str,
    other: str,
    outlets: Mapping[str, str],
    dates: Mapping[str, str],
) -> tuple[str | None, Direction]:
    """Return the source of two documents, as far as a credit or the dates show it."""
    credited = [
        source
        for source, copy in ((one, other), (other, one))
        if source in outlets and _credits(collation.documents[copy], outlets[source])
    ]
    if len(credited) == 1:
        return credited[0], Direction.CREDIT
    if one in dates and other in dates and dates[one] != dates[other]:
        return min((one, other), key=lambda name: dates[name]), Direction.DATES
    return None, Direction.UNCLEAR


def _credits(document: Document, outlet: str) -> bool:
    """Return True if a line at either end of a document credits an outlet."""
    lines = document.paragraphs
    ends = [*lines[:_ENDS], *lines[max(_ENDS, len(lines) - _ENDS) :]]
    named = normalized_tokens(outlet)
    for paragraph in ends:
        line = paragraph.span.of(document.text)
        if (
            named
            and _CREDIT.search(line)
            and f" {' '.join(named)} " in f" {' '.join(normalized_tokens(line))} "
        ):
            return True
    return False
