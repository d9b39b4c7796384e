"""What the survey has found so far, ready to be looked up passage by passage.

Filled document by document as the survey goes on; looking up computes nothing.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from types import MappingProxyType

from tui.matching.match import Couple, Found, Match, Place, Reuse, couple
from tui.text.span import Span, united

Group = tuple[Match, ...]
"""The matches of one passage in one other article, best first."""


class Findings:
    """Matches by passage, with at most one group for each other article."""

    def __init__(self) -> None:
        self._found: dict[str, Found] = {}
        self._groups: dict[str, dict[int, tuple[Group, ...]]] = {}
        self._perhaps: dict[str, dict[int, tuple[Group, ...]]] = {}
        self._reused: dict[str, Sequence[Span]] = {}
        self._ways: Mapping[Place, tuple[Match, ...]] = {}
        self.apart: frozenset[Couple] = frozenset()
        """What the reader set apart: no matches."""
        self.version = 0
        """A number that grows with every change."""

    def clear(self) -> None:
        """Know nothing any more: a document is not as it was."""
        for known in (self._found, self._groups, self._perhaps, self._reused):
            known.clear()
        self._ways, self.apart = {}, frozenset()
        self.version += 1

    def add(self, found: Found) -> None:
        """Take in what was found for one document, in place of what was known of it."""
        self._found[found.document] = found
        self._reused[found.document] = united(reuse.here.span for reuse in found.passages)
        self._group(found.document)

    def drop(self, documents: Collection[str]) -> None:
        """Forget what was found for `documents`, and what others were found to share with them."""

        def is_left(match: Match) -> bool:
            places = (match.here, match.there, match.by or match.here)
            return not any(place.document in documents for place in places)

        for name, found in list(self._found.items()):
            if name in documents:
                for known in (self._found, self._groups, self._perhaps, self._reused):
                    known.pop(name, None)
                continue
            reuses = (r for r in found.passages if r.there.document not in documents)
            self.add(
                Found(
                    name,
                    tuple(filter(is_left, found.matches)),
                    tuple(filter(is_left, found.perhaps)),
                    tuple(reuses),
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
        apart: Collection[Couple],
        ways: Mapping[Place, tuple[Match, ...]] = MappingProxyType({}),
    ) -> None:
        """Leave out what the reader set `apart`, and add the `ways` that only claims know of.

        Both in place of what was left out and added before.
        """
        changed = self.apart ^ frozenset(apart)
        self.apart, self._ways = frozenset(apart), ways
        for document in {place.document for pair in changed for place in pair}:
            if document in self._found:
                self._group(document)
        self.version += 1

    @property
    def all(self) -> tuple[Found, ...]:
        """All that was found, also what was set apart."""
        return tuple(self._found.values())

    def __contains__(self, document: str) -> bool:
        return document in self._groups

    def __len__(self) -> int:
        return len(self._groups)

    def groups(self, place: Place) -> tuple[Group, ...]:
        """The groups for a passage, the best article first; after them what claims add."""
        direct = self._groups.get(place.document, {}).get(place.passage, ())
        return (*direct, *((way,) for way in self._ways.get(place, ())))

    def perhaps(self, place: Place) -> tuple[Group, ...]:
        """The groups of what may say the same as a passage, of articles that have no match."""
        return self._perhaps.get(place.document, {}).get(place.passage, ())

    def shown(self, place: Place) -> tuple[Group, ...]:
        """The groups for a passage, and after them those that are perhaps one."""
        direct = self.groups(place)
        known = {group[0].there.document for group in direct}
        doubtful = (g for g in self.perhaps(place) if g[0].there.document not in known)
        return (*direct, *doubtful)

    def saying(self, document: str, passages: int) -> Sequence[int]:
        """For each of a document's `passages`, how many other articles say it."""
        return [len(self.groups(Place(document, n))) for n in range(passages)]

    def reuses(self, document: str) -> Sequence[Reuse]:
        """The stretches of a document that stand in others, each with the other's."""
        found = self._found.get(document)
        return found.passages if found else ()

    def reused(self, document: str) -> Sequence[Span]:
        """The stretches of a document that stand in others, in order, those that overlap as one."""
        return self._reused.get(document, ())

    def _counts(self, match: Match) -> bool:
        return not self.apart or couple(match.here, match.there) not in self.apart

    def _group(self, document: str) -> None:
        found = self._found[document]
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
        for match in filter(self._counts, found.perhaps):
            if match.there.document not in passages.get(match.here.passage, ()):
                doubtful[match.here.passage][match.there.document].append(match)
        self._perhaps[document] = {
            passage: _ranked(others.values()) for passage, others in doubtful.items()
        }
        self.version += 1


def _ranked(groups: Iterable[list[Match]]) -> tuple[Group, ...]:
    ranked = [tuple(sorted(g, key=lambda m: (-m.score, m.there))) for g in groups]
    return tuple(sorted(ranked, key=lambda g: (-g[0].score, g[0].there)))
