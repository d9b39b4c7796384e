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
    for first, second in combinations(documents, 2):
        share = _compute_shares(collation, first, second)
        if _are_versions(addresses or {}, first, second):
            shares[first, second] = share or (0.0, 0.0)
        elif share and share[0] >= _COPIED:
            shares[first, second] = share
    spelling = _Spelling(collation)
    families: list[Family] = []
    for group in _groups(documents, shares):
        copies = []
        for first, second in combinations(group, 2):
            if (first, second) in shares:
                source, direction = _direction(collation, first, second, outlets or {}, dates or {})
                if _are_versions(addresses or {}, first, second) and source is None:
                    direction = Direction.VERSIONS
                errors = spelling.shared(first, second, outside=set(documents).difference(group))
                copies.append(
                    Copy(first, second, *shares[first, second], errors, source, direction)
                )
        families.append(Family(group, copies))
    return families


def _groups(
    documents: Iterable[str], shares: Container[tuple[str, str]]
) -> Iterator[Sequence[str]]:
    """Return the documents of each family, together."""
    groups: list[list[str]] = []
    for name in documents:
        for group in groups:
            if 2 * sum((member, name) in shares for member in group) > len(group):
                group.append(name)
                break
        else:
            groups.append([name])
    return (group for group in groups if len(group) >= _MEMBERS)


def voices(families: Iterable[Family]) -> dict[str, str]:
    """Return, for each document of a family, the document that represents it."""
    return {name: family.documents[0] for family in families for name in family.documents}


def _are_versions(addresses: Mapping[str, str], first: str, second: str) -> bool:
    """Return True if two documents have the same address."""
    return bool(addresses.get(first)) and addresses.get(first) == addresses.get(second)


def _compute_shares(collation: Collation, first: str, second: str) -> tuple[float, float] | None:
    """Return the share of the shorter document in the other one, and its share in order."""
    if second in collation.copies(first):
        return 1.0, 1.0
    if not collation.related(first, second):
        return None
    first_passages, second_passages = (
        collation.claim_passages(first),
        collation.claim_passages(second),
    )
    fewest = min(len(first_passages), len(second_passages))
    if fewest < _FEWEST:
        return None
    representative = collation.first(second)
    best: dict[int, Match] = {}
    for number in first_passages:
        for match in collation.matches(PassageRef(first, number)):
            if match.there.document == representative and match.kind in _SAME_WORDS:
                best[number] = match
                break
    matched_passages = [best[number].there.passage for number in sorted(best)]
    same = min(len(best), len(set(matched_passages)))
    if same < _FEWEST:
        return None
    return same / fewest, _in_order(matched_passages) / len(matched_passages)


def _in_order(numbers: Sequence[int]) -> int:
    """Return the size of the largest ascending subsequence."""
    ends: list[int] = []
    for number in numbers:
        index = bisect_left(ends, number)
        ends[index : index + 1] = [number]
    return len(ends)


class _Spelling:
    """The misspellings of a corpus, computed on demand."""

    def __init__(self, collation: Collation) -> None:
        self._words = cache(lambda name: _written(collation.documents[name]))

    def shared(self, first: str, second: str, outside: Iterable[str]) -> Sequence[str]:
        """Return the common misspellings of two documents that no document outside has."""
        dictionary = english_words()
        common_words = self._words(first) & self._words(second)
        wrong = {
            word for word in common_words if word not in dictionary and _is_near(word, dictionary)
        }
        for name in outside if wrong else ():
            wrong -= self._words(name)
        return sorted(wrong)


def _written(document: Document) -> frozenset[str]:
    """Return the longer words of a document that are never capitalized, as names are."""
    lower_case: dict[str, bool] = {}
    for word in _WORD.findall(document.text):
        lower_case[word.lower()] = lower_case.get(word.lower(), True) and word.islower()
    return frozenset(word for word, is_small in lower_case.items() if is_small)


def _is_near(word: str, dictionary: frozenset[str]) -> bool:
    """Return True if an exchanged, added or omitted letter makes an unknown word a known one."""
    letters = "abcdefghijklmnopqrstuvwxyz"
    for n in range(1, len(word)):
        head, tail = word[:n], word[n:]
        if head[:-1] + tail[0] + head[-1] + tail[1:] in dictionary:
            return True
        if any(f"{head}{letter}{tail}" in dictionary for letter in letters):
            return True
        if tail[0] == head[-1] and head + tail[1:] in dictionary:  # a doubled letter
            return True
    return False


def _direction(
    collation: Collation,
    first: str,
    second: str,
    outlets: Mapping[str, str],
    dates: Mapping[str, str],
) -> tuple[str | None, Direction]:
    """Return the source of two documents, as far as a credit or the dates show it."""
    credited = [
        source
        for source, copy in ((first, second), (second, first))
        if source in outlets and _credits(collation.documents[copy], outlets[source])
    ]
    if len(credited) == 1:
        return credited[0], Direction.CREDIT
    if first in dates and second in dates and dates[first] != dates[second]:
        return min((first, second), key=lambda name: dates[name]), Direction.DATES
    return None, Direction.UNCLEAR


def _credits(document: Document, outlet: str) -> bool:
    """Return True if a line at either end of a document credits an outlet."""
    lines = document.paragraphs
    ends = [*lines[:_ENDS], *lines[max(_ENDS, len(lines) - _ENDS) :]]
    outlet_words = normalized_tokens(outlet)
    for paragraph in ends:
        line = paragraph.span.of(document.text)
        if (
            outlet_words
            and _CREDIT.search(line)
            and f" {' '.join(outlet_words)} " in f" {' '.join(normalized_tokens(line))} "
        ):
            return True
    return False
