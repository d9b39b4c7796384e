"""Matches: two passages of different documents that say the same, with a score."""

from collections.abc import Iterable
from enum import StrEnum
from typing import NamedTuple

from tui.text.span import Span


class Kind(StrEnum):
    """Amount of wording that the two passages share."""

    VERBATIM = "verbatim"
    """The same words in the same order, or one passage wholly inside the other."""
    CLOSE = "close"
    """Mostly the same words in the same order."""
    REWORDED = "reworded"
    """The same in other words."""
    MEANING = "meaning"
    """A match by meaning; the words alone would not make it one."""


KINDS = tuple(Kind)
"""All kinds, in the order of the numbers under which they are stored."""
KIND_NUMBERS = {kind: number for number, kind in enumerate(KINDS)}


class PassageRef(NamedTuple):
    """Reference to a passage of a document; references sort by document, then in reading order."""

    document: str
    passage: int
    """Index into `Document.passages`."""


PassagePair = tuple[PassageRef, PassageRef]
"""Two passages, the smaller reference first."""


def passage_pair(first: PassageRef, second: PassageRef) -> PassagePair:
    """Return two passages as a pair that doesn't depend on their order."""
    return (first, second) if first <= second else (second, first)


class Match(NamedTuple):
    """Two passages that say the same, seen from one of them."""

    here: PassageRef
    there: PassageRef
    score: float
    """Probability that both say the same; from `PairModel.threshold` they are a match."""
    kind: Kind
    via: PassageRef | None = None
    """Passage that matches both, if only a claim connects the two; None if they match."""

    def reversed(self) -> "Match":
        """Return the match seen from the other side."""
        return Match(self.there, self.here, self.score, self.kind, self.via)


class DocumentRange(NamedTuple):
    """Run of adjacent passages of a document."""

    document: str
    span: Span
    """Code points of `Document.text`."""


class TextReuse(NamedTuple):
    """Longer range of one document that stands, reworked or not, in another."""

    here: DocumentRange
    there: DocumentRange

    def reversed(self) -> "TextReuse":
        """Return the reuse seen from the other side."""
        return TextReuse(self.there, self.here)


class DocumentMatches(NamedTuple):
    """Matches of one document with all others."""

    document: str
    matches: tuple[Match, ...]
    """Matches with `here` in the document, by passage, the best first."""
    near_misses: tuple[Match, ...]
    """Pairs below the threshold that may say the same, by passage, the best first."""
    reused_ranges: tuple[TextReuse, ...]
    """Reused ranges, in order."""
    copies: tuple[str, ...] = ()
    """Names of all documents with the same text, this one included; empty if there is no other. The
    first one has the matches, and `there` is never another one."""
    repeats: tuple[tuple[int, int], ...] = ()
    """Passages that repeat another one word for word, each with that one, which has the matches."""
    boilerplate: tuple[tuple[int, int], ...] = ()
    """Passages that are boilerplate of the corpus, in order.

    Each has the number of documents that have the sentence.
    """


def latest_per_document(results: Iterable[DocumentMatches]) -> list[DocumentMatches]:
    """Return the last matches of each document, in the order in which the documents first came."""
    return list({result.document: result for result in results}.values())
