"""Novelty: the passages of an article that are new to somebody who has read others.

Reading is counted by claim: whoever has read a passage knows all passages that say the same.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import NamedTuple

from tui.collation.sources.collation import Collation
from tui.matching.matches import PassageRef


class Novelty(NamedTuple):
    """The passages of an article that are new."""

    new: tuple[int, ...]
    """The passages that say what was not read yet, in order; what is said twice counts once."""
    whole: int
    """The number of passages that say something."""


class KnownClaims:
    """The claims that somebody knows who has read some passages; a passage more costs little."""

    def __init__(self, collation: Collation) -> None:
        self._collation = collation
        self._readers: defaultdict[PassageRef, set[str]] = defaultdict(set)
        """The articles in which a passage was read, by the passage that stands for it."""
        self._known: dict[str, set[int]] = {name: set() for name in collation.documents}
        """The known passages of each document, of those that say something."""
        self._alike: defaultdict[PassageRef, list[PassageRef]] = defaultdict(list)
        """The passages that say something, by the passage that stands for them."""
        for name in collation.documents:
            for number in collation.telling(name):
                place = PassageRef(name, number)
                self._alike[collation.original(place)].append(place)

    def read(self, place: PassageRef, article: str) -> Collection[str]:
        """Take a passage as read in `article`, which may be no document of this collation.

        Returns:
            The documents of which less is new than before.
        """
        first = self._collation.original(place)
        if article in self._readers.get(first, ()):
            return ()
        self._readers[first].add(article)
        changed = set()
        for original in self._same_claims(first):
            for known in self._alike.get(original, ()):
                if known.passage not in self._known[known.document]:
                    self._known[known.document].add(known.passage)
                    changed.add(known.document)
        return changed

    @property
    def is_empty(self) -> bool:
        """True if no passage was read."""
        return not self._readers

    def novelty(self, document: str) -> Novelty:
        """Return the passages of a document that are new."""
        telling, known = self._collation.telling(document), self._known[document]
        return Novelty(tuple(n for n in telling if n not in known), len(telling))

    def count(self, document: str) -> int:
        """Return the number of passages of a document that say something."""
        return len(self._collation.telling(document)) if document in self._known else 0

    def count_new(self, document: str) -> int:
        """Return the number of passages of a document that are new."""
        return self.count(document) - len(self._known.get(document, ()))

    def known_elsewhere(self, document: str) -> frozenset[int]:
        """Return the passages of a document whose claims were read in another article."""
        return frozenset(
            number
            for number in self._known.get(document, ())
            if any(
                not self._readers.get(same, frozenset()) <= {document}
                for same in self._same_claims(
                    self._collation.original(PassageRef(document, number))
                )
            )
        )

    def _same_claims(self, first: PassageRef) -> set[PassageRef]:
        """Return the passages that say what `first` says, each standing for its repeats."""
        collation = self._collation
        found = {first}
        for claim in collation.claims_of(first):
            found.update(collation.claims[claim].places)
        found.update(match.there for match in collation.matches(first))
        return found


def find_novelty(collation: Collation, document: str, read: Iterable[PassageRef]) -> Novelty:
    """Return what of a document is new after the passages `read`, its own among them."""
    known = KnownClaims(collation)
    for place in read:
        known.read(place, place.document)
    return known.novelty(document)
