"""What the survey has found so far, ready to be looked up passage by passage.

Filled document by document as the survey goes on; looking up computes nothing.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from tui.matching.match import Found, Match, Place

Group = tuple[Match, ...]
"""The matches of one passage in one other article, best first."""


class Findings:
    """Matches by passage, with at most one group for each other article."""

    def __init__(self) -> None:
        self._groups: dict[str, dict[int, tuple[Group, ...]]] = {}
        self._nearest: dict[str, dict[int, Match]] = {}

    def add(self, found: Found) -> None:
        """Take in what was found for one document, in place of what was known of it."""
        passages: defaultdict[int, defaultdict[str, list[Match]]] = defaultdict(
            lambda: defaultdict(list)
        )
        for match in found.matches:
            passages[match.here.passage][match.there.document].append(match)
        self._groups[found.document] = {
            passage: _ranked(others.values()) for passage, others in passages.items()
        }
        self._nearest[found.document] = {m.here.passage: m for m in found.nearest}

    def __contains__(self, document: str) -> bool:
        return document in self._groups

    def __len__(self) -> int:
        return len(self._groups)

    def groups(self, place: Place) -> tuple[Group, ...]:
        """The groups for a passage, the best article first."""
        return self._groups.get(place.document, {}).get(place.passage, ())

    def nearest(self, place: Place) -> Match | None:
        """For a passage nobody else says: the best candidate that was rejected, if any."""
        return self._nearest.get(place.document, {}).get(place.passage)

    def saying(self, document: str, passages: int) -> Sequence[int]:
        """For each of a document's `passages`, how many other articles say it."""
        groups = self._groups.get(document, {})
        return [len(groups.get(n, ())) for n in range(passages)]


def _ranked(groups: Iterable[list[Match]]) -> tuple[Group, ...]:
    ranked = [tuple(sorted(g, key=lambda m: (-m.score, m.there))) for g in groups]
    return tuple(sorted(ranked, key=lambda g: (-g[0].score, g[0].there)))
