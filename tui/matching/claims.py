"""Claims: passages of several articles that say the same, taken together.

A group holds only if its members are alike on the whole, never merely one by one along a chain.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import fsum

from tui.matching.match import Match, Place

COHESION = 0.5
"""Share of a group's cross-document pairs that a passage must match to be of the group."""


@dataclass(frozen=True, slots=True)
class Claim:
    """Passages that say the same; at most one claim has the same members."""

    places: tuple[Place, ...]
    """In order of document and reading."""

    @property
    def documents(self) -> int:
        """How many documents say it, each counted once."""
        return len({place.document for place in self.places})


def claims(matches: Iterable[Match], cohesion: float = COHESION) -> tuple[Claim, ...]:
    """The claims that `matches` come to, in order of their first place.

    Each match, the surest first, starts a group unless one has both its places already; a group
    takes in, the surest first, every passage that matches at least `cohesion` of its members.
    """
    sure: defaultdict[Place, dict[Place, float]] = defaultdict(dict)
    pairs: set[tuple[float, Place, Place]] = set()
    for match in matches:
        sure[match.here][match.there] = sure[match.there][match.here] = match.score
        pairs.add((-match.score, min(match.here, match.there), max(match.here, match.there)))
    groups: list[frozenset[Place]] = []
    of: defaultdict[Place, set[int]] = defaultdict(set)
    for _, one, two in sorted(pairs):
        if of[one] & of[two]:
            continue
        group = _grown({one, two}, sure, cohesion)
        for place in group:
            of[place].add(len(groups))
        groups.append(group)
    return tuple(Claim(places) for places in sorted({tuple(sorted(group)) for group in groups}))


def _grown(
    group: set[Place], sure: Mapping[Place, Mapping[Place, float]], cohesion: float
) -> frozenset[Place]:
    """`group` with every passage that matches enough of it, the surest taken first."""
    links: defaultdict[Place, list[float]] = defaultdict(list)
    for member in group:
        for place, score in sure[member].items():
            links[place].append(score)
    while True:
        share, _, best = max(
            (
                (len(scores) / len(group), fsum(scores), place)
                for place, scores in links.items()
                if place not in group
            ),
            default=(0.0, 0.0, None),
        )
        if best is None or share < cohesion:
            return frozenset(group)
        group.add(best)
        for place, score in sure[best].items():
            links[place].append(score)
