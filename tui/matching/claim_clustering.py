"""Clustering of claims: passages of several articles that say the same are grouped.

Every member of a group matches more than half of its members in other articles. So a chain never
merges claims (A matches B and B matches C, but A does not match C: two claims), and a majority
replaces a missing match. Two members that don't match must have to do with the same part of some
third member, since two parts of one long sentence both match a passage that says all of it.

A passage with very many more matches than the passage that a group began with is a hub of that
group. It adds only passages that another member matches, too; its own matches are never visited one
by one.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from functools import cache, lru_cache
from heapq import heappop, heappush

from tui.matching.candidates.fingerprint import WeightedTokens, are_one_part, with_weight
from tui.matching.claim_values import Claim
from tui.matching.matches import Match, PassagePair, PassageRef, passage_pair

Links = Mapping[PassageRef, Mapping[PassageRef, Match]]
"""Matches of each passage, by the other passage."""
MayMeet = Callable[[PassageRef, PassageRef, PassageRef], bool]
"""Function that returns True if two passages that don't match may be in one claim, by a third
passage that matches both."""

_MANY, _TIMES = 64, 8
"""A hub has more than `_MANY` matches, and more than `_TIMES` times those of the rarer of the two
passages that a group began with."""


def link_matches(matches: Iterable[Match], apart: Collection[PassagePair] = frozenset()) -> Links:
    """Return the `matches` by both their passages, without the pairs `apart`; the surest counts."""
    links: defaultdict[PassageRef, dict[PassageRef, Match]] = defaultdict(dict)
    for match in matches:
        if apart and passage_pair(match.here, match.there) in apart:
            continue
        known = links[match.here].get(match.there)
        if known is None or known.score < match.score:
            links[match.here][match.there] = match
            links[match.there][match.here] = match.reversed()
    return links


def cluster_claims(links: Links, may_meet: MayMeet = lambda *_: True) -> tuple[Claim, ...]:
    """Return the claims in `links`, in order of their first passage.

    Each match, the surest first, starts a group unless one group already has both passages.
    """
    network = _Network(links)
    scores = network.scores
    meetings = _Meetings(network, may_meet)
    groups: list[frozenset[int]] = []
    of: defaultdict[int, set[int]] = defaultdict(set)
    for _, one, two in network.surest_first():
        if of[one].isdisjoint(of[two]):
            alone = len(scores[one]) == len(scores[two]) == 1
            group = frozenset((one, two)) if alone else _Group(network, meetings, one, two).grown()
            for place in group:
                of[place].add(len(groups))
            groups.append(group)
    ordered = sorted({tuple(sorted(group)) for group in groups})
    return tuple(Claim(tuple(map(network.places.__getitem__, group))) for group in ordered)


class _Network:
    """Matching passages by number, in their order.

    Millions of look-ups are several times as fast with numbers as with references.
    """

    def __init__(self, links: Links) -> None:
        self.places: Sequence[PassageRef] = sorted(links)
        self.documents = [place.document for place in self.places]
        """Document of each passage."""
        numbers = {place: number for number, place in enumerate(self.places)}
        self.scores: Sequence[Mapping[int, float]] = [
            {numbers[other]: match.score for other, match in links[place].items()}
            for place in self.places
        ]
        """Score of each match of a passage, by the number of the other passage."""
        self._by_document: dict[int, Mapping[str, Sequence[int]]] = {}

    def surest_first(self) -> Iterable[tuple[float, int, int]]:
        """Return all matches, each as its negative score and its two passages."""
        return sorted(
            (-score, one, two)
            for one, others in enumerate(self.scores)
            for two, score in others.items()
            if one < two
        )

    def matches_in(self, place: int, document: str) -> Sequence[int]:
        """Return the matches of a passage in one document."""
        if (known := self._by_document.get(place)) is None:
            found: defaultdict[str, list[int]] = defaultdict(list)
            for other in self.scores[place]:
                found[self.documents[other]].append(other)
            known = self._by_document[place] = found
        return known.get(document, ())


class _Meetings:
    """Pairs of passages that don't match, and the passages by which they may be in one claim.

    Many groups ask for the same pair: each third passage is tried once.
    """

    def __init__(self, network: _Network, may_meet: MayMeet) -> None:
        self._network = network
        self._may_meet = may_meet
        self._known: dict[tuple[int, int], tuple[set[int], set[int]]] = {}
        """For each pair, the passages by which it may meet, and all that were tried."""

    def may_meet(self, one: int, two: int, members: set[int]) -> bool:
        """Return True if two passages may be in one claim, by one of `members`."""
        pair = (one, two) if one < two else (two, one)
        if (known := self._known.get(pair)) is None:
            known = self._known[pair] = set(), set()
        able, tried = known
        if not able.isdisjoint(members):
            return True
        places, scores = self._network.places, self._network.scores
        ours, theirs = scores[one], scores[two]
        for by in members:
            if by in ours and by in theirs and by not in tried:
                tried.add(by)
                if self._may_meet(places[one], places[two], places[by]):
                    able.add(by)
                    return True
        return False


class _Group:
    """Group that grows from two matching passages; the passage with most ties is added next.

    The matches of the passage that has more of the two, and those of any hub, are never visited one
    by one.
    """

    def __init__(self, network: _Network, meetings: _Meetings, one: int, two: int) -> None:
        self._scores, self._documents = network.scores, network.documents
        rare, most = sorted((one, two), key=lambda place: (len(self._scores[place]), place))
        self._meetings = meetings
        self._many = max(_MANY, _TIMES * len(self._scores[rare]))
        self._hubs = [most]
        self._ties: dict[int, int] = {most: 0}
        """Number of members that each passage matches; passages that match only hubs are
        missing."""
        self._sums: dict[int, float] = {most: 0.0}
        self._members = {most}
        self._of_document = Counter([self._documents[most]])
        self._waiting: list[tuple[int, float, int]] = []
        self._tight: Collection[int] | None = None
        """Members that can't have one more member that they don't match; None if not computed."""
        self._unfit: set[int] = set()
        """Passages that were refused since the last member was added."""
        self._take(rare)
        beside = network.matches_in(most, self._documents[rare])
        self._tie([(place, 0.0) for place in beside if place not in self._ties], 0)

    def grown(self) -> frozenset[int]:
        """Add passages until no further one can be added, and return the members."""
        while self._waiting:
            place = heappop(self._waiting)[2]
            if place in self._members or place in self._unfit:
                continue
            if self._fits(place):
                self._take(place)
            else:
                self._unfit.add(place)
        return frozenset(self._members)

    def _take(self, new: int) -> None:
        self._members.add(new)
        self._of_document[self._documents[new]] += 1
        self._tight = None
        self._unfit.clear()
        matches = self._scores[new]
        if len(matches) <= self._many:
            self._tie(matches.items(), 1)
        else:
            known = self._ties.keys() & matches.keys()
            self._tie([(place, matches[place]) for place in known], 1)
            self._hubs.append(new)

    def _tie(self, scores: Iterable[tuple[int, float]], more: int) -> None:
        """Add `more` ties to each of the passages, with their scores."""
        known, sums, members, waiting = self._ties, self._sums, self._members, self._waiting
        first, *hubs = [self._scores[hub] for hub in self._hubs]
        documents, beside, every = self._documents, self._of_document.get, len(members)
        for place, score in scores:
            if (ties := known.get(place)) is not None:
                ties, total = ties + more, sums[place] + score
            elif hubs:
                found = [hub[place] for hub in (first, *hubs) if place in hub]
                ties, total = len(found) + more, sum(found) + score
            elif place in first:
                ties, total = 1 + more, first[place] + score
            else:
                ties, total = more, score
            known[place], sums[place] = ties, total
            # This is `_holds`, whose call would cost too much here.
            if 2 * ties > every - beside(documents[place], 0) and place not in members:
                heappush(waiting, (-ties, -total, place))

    def _holds(self, place: int, more: int = 0) -> bool:
        """Return True if `place` matches more than half of the other members, with `more` added."""
        others = len(self._members) - self._of_document[self._documents[place]] + more
        return 2 * self._ties[place] > others

    def _fits(self, new: int) -> bool:
        """Return True if `new` holds, and if the members that it doesn't match still hold then."""
        if not self._holds(new):
            return False
        if self._tight is None:
            self._tight = [member for member in self._members if not self._holds(member, more=1)]
        matches = self._scores[new]
        documents = self._documents
        document = documents[new]
        if any(m not in matches and documents[m] != document for m in self._tight):
            return False
        return all(
            documents[member] == document or self._meetings.may_meet(new, member, self._members)
            for member in self._members.difference(matches)
        )


class _LinksByDocument(dict[PassageRef, Mapping[str, Sequence[PassageRef]]]):
    """Matches of a passage by document, computed at the first request."""

    def __init__(self, links: Links) -> None:
        super().__init__()
        self._links = links

    def __missing__(self, place: PassageRef) -> Mapping[str, Sequence[PassageRef]]:
        found: defaultdict[str, list[PassageRef]] = defaultdict(list)
        for other in self._links[place]:
            found[other.document].append(other)
        self[place] = found
        return found


def indirect_matches(found: Iterable[Claim], links: Links) -> dict[PassageRef, tuple[Match, ...]]:
    """Return the indirect matches of each passage: one for each article, by the surest passage.

    An indirect match is by way of (`via`) a member that matches both. It has the score of the
    weaker of the two links.
    """
    by_document = _LinksByDocument(links)
    best: defaultdict[PassageRef, dict[str, Match]] = defaultdict(dict)
    for claim in found:
        members = frozenset(claim.places)
        for here in claim.places:
            strangers = members.difference(links[here], (here,))
            near = by_document[here] if strangers else {}
            apart = [there for there in strangers if there.document not in near]
            surest = (
                sorted((-links[here][by].score, by) for by in members if by in links[here])
                if apart
                else []
            )
            for there in apart:
                if there.document != here.document and (way := _way(here, there, surest, links)):
                    known = best[here].get(there.document)
                    if known is None or _order(way) < _order(known):
                        best[here][there.document] = way
    return {here: tuple(sorted(by.values(), key=_order)) for here, by in best.items()}


def _way(
    here: PassageRef, there: PassageRef, surest: Iterable[tuple[float, PassageRef]], links: Links
) -> Match | None:
    """Return the match of two passages by way of the member with the best links, if there is one.

    `surest` are the members that match `here`, the surest first.
    """
    theirs = links[there]
    best: tuple[float, PassageRef] | None = None
    for score, by in surest:
        if best and (score, by) > best:
            break
        if by in theirs and (best is None or (max(score, -theirs[by].score), by) < best):
            best = max(score, -theirs[by].score), by
    if best is None:
        return None
    by = best[1]
    weaker = max(links[here][by], theirs[by], key=lambda match: (-match.score, match.kind))
    return Match(here, there, weaker.score, weaker.kind, by)


def _order(match: Match) -> tuple[float, PassageRef, PassageRef | None]:
    return -match.score, match.there, match.via


_PARTS = 1 << 16
"""Number of cached results: shared parts of two passages, and decisions on pairs."""


def meeting_rule(
    tokens: Callable[[PassageRef], frozenset[int]], apart: Collection[PassagePair] = frozenset()
) -> MayMeet:
    """Return the rule for passages of one claim: they share a part, and are not `apart`.

    Args:
        tokens: Returns the tokens of a passage.
        apart: Pairs that the reader excluded.
    """
    known = cache(tokens)

    @lru_cache(_PARTS)  # the same parts are needed again and again
    def part(place: PassageRef, by: PassageRef) -> WeightedTokens:
        return with_weight(known(place) & known(by))

    @lru_cache(_PARTS)
    def may_meet(pair: PassagePair, by: PassageRef) -> bool:
        return pair not in apart and are_one_part(part(pair[0], by), part(pair[1], by))

    return lambda one, two, by: may_meet(passage_pair(one, two), by)
