"""Matches: two passages of different documents that say the same, and how sure that is."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from tui.text.span import Span


class Kind(StrEnum):
    """Amount of wording that the two passages share."""

    VERBATIM = "verbatim"
    """The same words in the same order, or one wholly inside the other."""
    CLOSE = "close"
    """Mostly the same words in the same order."""
    REWORDED = "reworded"
    """The same said in other words."""
    MEANING = "meaning"
    """The words alone don't decide; the meaning does."""


class PassageRef(NamedTuple):
    """A passage of a document; references sort by document, then in reading order."""

    document: str
    passage: int
    """Index into `Document.passages`."""


PassagePair = tuple[PassageRef, PassageRef]
"""Two passages, the lesser first."""


def passage_pair(one: PassageRef, two: PassageRef) -> PassagePair:
    """Return two passages in an order that doesn't depend on their roles."""
    return (one, two) if one <= two else (two, one)


@dataclass(frozen=True, slots=True)
class Match:
    """Two passages that say the same, seen from one of them."""

    here: PassageRef
    there: PassageRef
    score: float
    """The probability that both say the same; a match when at least `PairModel.threshold`."""
    kind: Kind
    via: PassageRef | None = None
    """The passage that matches both, where only a claim ties the two; None if they match."""

    def reversed(self) -> "Match":
        """Return the same match seen from the other side."""
        return Match(self.there, self.here, self.score, self.kind, self.via)


class DocumentRange(NamedTuple):
    """A run of neighbouring passages of a document."""

    document: str
    span: Span
    """Code points of `Document.text`."""


@dataclass(frozen=True, slots=True, order=True)
class TextReuse:
    """A longer stretch of one document that stands, reworked or not, in another."""

    here: DocumentRange
    there: DocumentRange

    def reversed(self) -> "TextReuse":
        """Return the same reuse seen from the other side."""
        return TextReuse(self.there, self.here)


@dataclass(frozen=True, slots=True)
class DocumentMatches:
    """All that the other documents have to say to one document."""

    document: str
    matches: tuple[Match, ...]
    """Every match with `here` in the document, by passage, then best first."""
    near_misses: tuple[Match, ...]
    """Every pair that is no match and may be one, by passage, then best first."""
    reused_ranges: tuple[TextReuse, ...]
    """The matches and what supports them, neighbours merged into stretches, in order."""
    copies: tuple[str, ...] = ()
    """The documents with this very text, this one among them, by name; none if there is no other.
    What is found stands with the first; `there` is never another one."""
    repeats: tuple[tuple[int, int], ...] = ()
    """Passages that repeat another one word for word, each with that one, which has the matches."""
    boilerplate: tuple[tuple[int, int], ...] = ()
    """Passages that are boilerplate of the corpus, each with how many documents have it.

    In order.
    """


def latest_per_document(found: Iterable[DocumentMatches]) -> list[DocumentMatches]:
    """Return the last that was found of each document, in the order in which they first came."""
    return list({one.document: one for one in found}.values())
