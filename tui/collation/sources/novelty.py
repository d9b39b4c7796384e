"""Novelty: the passages of an article that are new to somebody who has read others.

Reading is counted by claim: whoever has read a passage knows the passages that say the same, and no
others. A match may hold although two passages only share a part of a claim. So a match must be
surer here than elsewhere, no number, date or name may differ, and no clause may be new;
`benchmarks/novelty.py` measures that.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from typing import NamedTuple

from tui.collation.differences.differences import Difference
from tui.collation.sources.collation import Collation
from tui.collation.sources.uniqueness import clauses, rarer_stems
from tui.matching.features.word_frequency import term_weight
from tui.matching.matches import PassagePair, PassageRef, passage_pair

_SAME = 0.95
"""Probability of a match from which two passages make the same claims."""
_CONTENT_WORDS = 3
"""Rarer words of a clause that may be new, at least."""
_SAID = 0.2
"""Share of the weight of a clause in passages that were read from which it is not new."""


_FACTS = frozenset({"number", "date", "name", "negation"})
"""Kinds of differences that are new; a quotation that is cut differently is not."""


class Novelty(NamedTuple):
    """The passages of an article that are new."""

    new: tuple[int, ...]
    """The passages that say something unread, in order; a repeated one counts once."""
    whole: int
    """The number of passages that carry a claim."""


class KnownClaims:
    """The claims known to somebody who has read some passages; adding a passage is cheap."""

    def __init__(self, collation: Collation, differences: Iterable[Difference] = ()) -> None:
        """Begin with no claims; two passages with a value of `differences` say different things."""
        self._collation = collation
        self._differing = differing_pairs(differences)
        self._readers: defaultdict[PassageRef, set[str]] = defaultdict(set)
        """The articles in which a passage was read, by the passage that represents it."""
        self._known: dict[str, set[int]] = {name: set() for name in collation.documents}
        """The known passages of each document, of those that carry a claim."""
        self._alike: defaultdict[PassageRef, list[PassageRef]] = defaultdict(list)
        """The passages that carry a claim, by the passage that represents them."""
        self._stems: dict[PassageRef, frozenset[str]] = {}
        self._clauses: dict[PassageRef, Sequence[frozenset[str]]] = {}
        for name in collation.documents:
            for number in collation.claim_passages(name):
                reference = PassageRef(name, number)
                self._alike[collation.original(reference)].append(reference)

    def read(self, reference: PassageRef, article: str) -> Collection[str]:
        """Count a passage as read in `article`, which may be no document of this collation.

        Returns:
            The documents of which less is new than before.
        """
        first = self._collation.original(reference)
        if article in self._readers.get(first, ()):
            return ()
        self._readers[first].add(article)
        changed = set()
        for original in (first, *(match.there for match in self._collation.matches(first))):
            unread = [
                q for q in self._alike.get(original, ()) if q.passage not in self._known_of(q)
            ]
            if unread and self._is_known(original, self._readers.__contains__):
                for new_reference in unread:
                    self._known_of(new_reference).add(new_reference.passage)
                    changed.add(new_reference.document)
        return changed

    def _known_of(self, reference: PassageRef) -> set[int]:
        return self._known[reference.document]

    @property
    def is_empty(self) -> bool:
        """True if no passage was read."""
        return not self._readers

    def novelty(self, document: str) -> Novelty:
        """Return the passages of a document that are new."""
        passages, known_passages = self._collation.claim_passages(document), self._known[document]
        return Novelty(tuple(n for n in passages if n not in known_passages), len(passages))

    def count(self, document: str) -> int:
        """Return the number of passages of a document that carry a claim."""
        return len(self._collation.claim_passages(document)) if document in self._known else 0

    def count_new(self, document: str) -> int:
        """Return the number of passages of a document that are new."""
        return self.count(document) - len(self._known.get(document, ()))

    def known_elsewhere(self, document: str) -> frozenset[int]:
        """Return the passages of a document whose claims were read in another article."""

        def is_read(reference: PassageRef) -> bool:
            return not self._readers.get(reference, frozenset()) <= {document}

        return frozenset(
            number
            for number in self._known.get(document, ())
            if self._is_known(self._collation.original(PassageRef(document, number)), is_read)
        )

    def _is_known(self, first: PassageRef, is_read: Callable[[PassageRef], bool]) -> bool:
        """Return True if a passage, which represents its repeats, says nothing unread."""
        if is_read(first):
            return True
        matches = [match for match in self._collation.matches(first) if is_read(match.there)]
        without_differences = (
            m for m in matches if passage_pair(m.here, m.there) not in self._differing
        )
        surest = next(without_differences, None)
        if surest is None or surest.score < _SAME:
            return False
        read_stems = frozenset().union(*(self._stems_of(match.there) for match in matches))
        return least_said(self._clauses_of(first), read_stems) >= _SAID

    def _stems_of(self, reference: PassageRef) -> frozenset[str]:
        if reference not in self._stems:
            self._stems[reference] = rarer_stems(self._collation.words(reference))
        return self._stems[reference]

    def _clauses_of(self, reference: PassageRef) -> Sequence[frozenset[str]]:
        if reference not in self._clauses:
            self._clauses[reference] = stems_of_clauses(self._collation, reference)
        return self._clauses[reference]


def differing_pairs(differences: Iterable[Difference]) -> frozenset[PassagePair]:
    """Return the pairs of passages with different numbers, dates, names or negations."""
    return frozenset(passage_pair(d.here, d.there) for d in differences if d.kind in _FACTS)


def stems_of_clauses(collation: Collation, reference: PassageRef) -> Sequence[frozenset[str]]:
    """Return the rarer stems of each clause of a passage that may say something new."""
    text = collation.documents[reference.document].text
    stems_by_clause = [rarer_stems(span.of(text)) for span in clauses(collation, reference)]
    return [clause for clause in stems_by_clause if len(clause) >= _CONTENT_WORDS]


def least_said(parts: Iterable[frozenset[str]], read_stems: frozenset[str]) -> float:
    """Return the share of the newest clause's stems, by weight, that were read, 0 to 1."""
    return min((_weight(part & read_stems) / _weight(part) for part in parts), default=1.0)


def _weight(stems: frozenset[str]) -> float:
    return sum(map(term_weight, sorted(stems)))
