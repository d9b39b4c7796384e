"""Claims: passages of several articles that say the same, taken together.

Every member of a group matches more than half of its members in other articles. So a chain never
fuses (A~B and B~C, but not A~C, are two claims), and a missing link is made good by a majority:
if both have to do with the same part of some member, for two parts of one long sentence both match
whoever says all of it.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from functools import cache
from heapq import heappop, heappush

from tui.matching.claim import Claim
from tui.matching.match import Couple, Match, Place, couple
from tui.matching.trace import akin

Links = Mapping[Place, Mapping[Place, Match]]
"""For each passage, its matches by the other passage."""
MayMeet = Callable[[Place, Place, Place], bool]
"""Whether two passages that don't match may be in one claim, by a third that both match."""


def linked(matches: Iterable[Match], apart: Collection[Couple] = frozenset()) -> Links:
    """The `matches` by both their passages, but those `apart`; of several, the surest."""
    links: defaultdict[Place, dict[Place, Match]] = defaultdict(dict)
    for match in matches:
        if apart and couple(match.here, match.there) in apart:
            continue
        known = links[match.here].get(match.there)
        if known is None or known.score < match.score:
            links[match.here][match.there] = match
            links[match.there][match.here] = match.turned()
    return links


def claims(links: Links, may_meet: MayMeet = lambda *_: True) -> tuple[Claim, ...]:
    """The claims that `links` come to, in order of their first place.

    Each match, the surest first, starts a group unless one has both its passages already.
    """
    groups: list[frozenset[Place]] = []
    of: defaultdict[Place, set[int]] = defaultdict(set)
    for _, one, two in _surest_first(links):
        if of[one].isdisjoint(of[two]):
            alone = len(links[one]) == len(links[two]) == 1
            group = (
                _Group(links, may_meet, one, two).grown() if not alone else frozenset((one, two))
            )
            for place in group:
                of[place].add(len(groups))
            groups.append(group)
    return tuple(Claim(places) for places in sorted({tuple(sorted(group)) for group in groups}))


def _surest_first(links: Links) -> Iterable[tuple[float, Place, Place]]:
    return sorted(
        (-match.score, one, two)
        for one, others in links.items()
        for two, match in others.items()
        if one < two
    )


class _Group:
    """A group being grown from two passages that match: always the best tied passage next.

    The one of the two that matches more, which may be very much, is never gone through.
    """

    def __init__(self, links: Links, may_meet: MayMeet, one: Place, two: Place) -> None:
        rare, self._hub = sorted((one, two), key=lambda place: (len(links[place]), place))
        self._links = links
        self._may_meet = may_meet
        self._ties: dict[Place, int] = {self._hub: 0}
        """How many members each passage, member or not, matches."""
        self._sums: dict[Place, float] = {self._hub: 0.0}
        self._members = {self._hub}
        self._of_document = Counter([self._hub.document])
        self._waiting: list[tuple[int, float, Place]] = []
        self._take(rare)
        for place in links[self._hub]:
            if place.document == rare.document and place not in self._ties:
                self._tie(place, 0, 0.0)

    def grown(self) -> frozenset[Place]:
        """The members, once nothing more can be taken in."""
        while self._waiting:
            place = heappop(self._waiting)[2]
            if place not in self._members and self._fits(place):
                self._take(place)
        return frozenset(self._members)

    def _take(self, new: Place) -> None:
        self._members.add(new)
        self._of_document[new.document] += 1
        for place, match in self._links[new].items():
            self._tie(place, 1, match.score)

    def _tie(self, place: Place, more: int, score: float) -> None:
        if place not in self._ties:
            hub = self._links[self._hub].get(place)
            self._ties[place] = 1 if hub else 0
            self._sums[place] = hub.score if hub else 0.0
        self._ties[place] += more
        self._sums[place] += score
        if place not in self._members and self._holds(place):
            heappush(self._waiting, (-self._ties[place], -self._sums[place], place))

    def _holds(self, place: Place, more: int = 0) -> bool:
        """Whether `place` matches more than half of the others, were they `more`."""
        others = len(self._members) - self._of_document[place.document] + more
        return 2 * self._ties[place] > others

    def _fits(self, new: Place) -> bool:
        """Whether `new` holds, and all that it does not match hold with it."""
        strangers = (self._members - self._links[new].keys()) if self._holds(new) else None
        return strangers is not None and all(
            member.document == new.document
            or (self._holds(member, more=1) and self._may_meet_by_some(new, member))
            for member in strangers
        )

    def _may_meet_by_some(self, new: Place, member: Place) -> bool:
        both = self._links[new].keys() & self._links[member].keys() & self._members
        return any(self._may_meet(new, member, by) for by in both)


def ways(found: Iterable[Claim], links: Links) -> dict[Place, tuple[Match, ...]]:
    """For each passage, what only a claim ties to it: the surest passage of each such article.

    A match `by` way of the member that both match, and as sure as the weaker of the two links.
    """
    best: defaultdict[Place, dict[str, Match]] = defaultdict(dict)
    for claim in found:
        members = frozenset(claim.places)
        for here in claim.places:
            if not (strangers := members - links[here].keys() - {here}):
                continue
            near = {place.document for place in links[here]} | {here.document}
            for there in strangers:
                if there.document not in near and (way := _way(here, there, members, links)):
                    known = best[here].get(there.document)
                    if known is None or _order(way) < _order(known):
                        best[here][there.document] = way
    return {here: tuple(sorted(by.values(), key=_order)) for here, by in best.items()}


def _way(here: Place, there: Place, members: Collection[Place], links: Links) -> Match | None:
    """The match of two passages by way of the member that ties them best, if one does."""
    ours, theirs = links[here], links[there]
    sure = [(-min(ours[by].score, theirs[by].score), by) for by in ours if by in theirs]
    by = min((found for found in sure if found[1] in members), default=None)
    if by is None:
        return None
    weaker = max(ours[by[1]], theirs[by[1]], key=lambda match: (-match.score, match.kind))
    return Match(here, there, weaker.score, weaker.kind, by[1])


def _order(match: Match) -> tuple[float, Place, Place | None]:
    return -match.score, match.there, match.by


def meeting(
    tokens: Callable[[Place], frozenset[int]], apart: Collection[Couple] = frozenset()
) -> MayMeet:
    """Passages may be in one claim if they are akin, unless they are `apart`."""
    known = cache(tokens)
    return lambda one, two, by: (
        couple(one, two) not in apart and akin(known(one), known(two), known(by))
    )
