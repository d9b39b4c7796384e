"""Novelty: what of an article is new to somebody who has read certain passages of others.

Reading is counted by claim: whoever has read a passage knows what says the same.
"""

from collections.abc import Collection, Iterable
from typing import NamedTuple

from tui.collation.sources.collation import Collation
from tui.matching.matches import PassageRef


class Novelty(NamedTuple):
    """How much of an article is new."""

    new: tuple[int, ...]
    """The passages that say what was not read yet, in order; what is said twice counts once."""
    whole: int
    """How many passages there are that say something."""


class Known:
    """What somebody knows who has read some passages."""

    def __init__(self, collation: Collation, read: Iterable[PassageRef]) -> None:
        self._collation = collation
        self._read = {collation.original(place) for place in read}
        self._claims = {n for place in self._read for n in collation.claims_of(place)}

    def has(self, place: PassageRef) -> bool:
        """Whether a passage says what was read, there or in another passage."""
        if self._collation.original(place) in self._read:
            return True
        if not self._claims.isdisjoint(self._collation.claims_of(place)):
            return True
        return any(match.there in self._read for match in self._collation.matches(place))


def find_novelty(collation: Collation, document: str, read: Collection[PassageRef]) -> Novelty:
    """What of a document is new after the passages `read`; those of the document itself count."""
    known = Known(collation, read)
    telling = collation.telling(document)
    new = tuple(number for number in telling if not known.has(PassageRef(document, number)))
    return Novelty(new, len(telling))
