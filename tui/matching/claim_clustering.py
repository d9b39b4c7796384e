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


def link_matches(
    matches: Iterable[Match], excluded_pairs: Collection[PassagePair] = frozenset()
) -> Links:
    """Return the `matches` by both their passages, without excluded pairs; the surest counts."""
    links: defaultdict[PassageRef, dict[PassageRef, Match]] = defaultdict(dict)
    for match in matches:
        if excluded_pairs and passage_pair(match.here, match.there) in excluded_pairs:
            continue
        earlier = links[match.here].get(match.there)
        if earlier is None or earlier.score < match.score:
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
    groups_by_passage: defaultdict[int, set[int]] = defaultdict(set)
    for _, first, second in network.surest_first():
        if groups_by_passage[first].isdisjoint(groups_by_passage[second]):
            is_isolated = len(scores[first]) == len(scores[second]) == 1
            group = (
                frozenset((first, second))
                if is_isolated
                else _Group(network, meetings, first, second).grow()
            )
            for passage in group:
                groups_by_passage[passage].add(len(groups))
            groups.append(group)
    ordered = sorted({tuple(sorted(group)) for group in groups})
    return tuple(Claim(tuple(map(network.passages.__getitem__, group))) for group in ordered)


class _Network:
    """Matching passages by number, in their order.

    Millions of look-ups are several times as fast with numbers as with references.
    """

    def __init__(self, links: Links) -> None:
        self.passages: Sequence[PassageRef] = sorted(links)
        self.documents = [passage.document for passage in self.passages]
        """Document of each passage."""
        numbers = {passage: number for number, passage in enumerate(self.passages)}
        self.scores: Sequence[Mapping[int, float]] = [
            {numbers[partner]: match.score for partner, match in links[passage].items()}
            for passage in self.passages
        ]
        """Score of each match of a passage, by the number of the other passage."""
        self._by_document: dict[int, Mapping[str, Sequence[int]]] = {}

    def surest_first(self) -> Iterable[tuple[float, int, int]]:
        """Return all matches, each as its negative score and its two passages."""
        return sorted(
            (-score, first, second)
            for first, matches in enumerate(self.scores)
            for second, score in matches.items()
            if first < second
        )

    def matches_in(self, passage: int, document: str) -> Sequence[int]:
        """Return the matches of a passage in one document."""
        if (partners_by_document := self._by_document.get(passage)) is None:
            grouped_partners: defaultdict[str, list[int]] = defaultdict(list)
            for partner in self.scores[passage]:
                grouped_partners[self.documents[partner]].append(partner)
            partners_by_document = self._by_document[passage] = grouped_partners
        return partners_by_document.get(document, ())


class _Meetings:
    """Pairs of passages that don't match, and the passages by which they may be in one claim.

    Many groups ask for the same pair: each third passage is tried once.
    """

    def __init__(self, network: _Network, may_meet: MayMeet) -> None:
        self._network = network
        self._may_meet = may_meet
        self._known: dict[tuple[int, int], tuple[set[int], set[int]]] = {}
        """For each pair, the passages by which it may meet, and all that were tried."""

    def may_meet(self, first: int, second: int, members: set[int]) -> bool:
        """Return True if two passages may be in one claim, by one of `members`."""
        pair = (first, second) if first < second else (second, first)
        if (record := self._known.get(pair)) is None:
            record = self._known[pair] = set(), set()
        connecting, tried = record
        if not connecting.isdisjoint(members):
            return True
        passages, scores = self._network.passages, self._network.scores
        first_scores, second_scores = scores[first], scores[second]
        for via in members:
            if via in first_scores and via in second_scores and via not in tried:
                tried.add(via)
                if self._may_meet(passages[first], passages[second], passages[via]):
                    connecting.add(via)
                    return True
        return False


class _Group:
    """Group that grows from two matching passages; the passage with most ties is added next.

    The matches of the passage that has more of the two, and those of any hub, are never visited one
    by one.
    """

    def __init__(self, network: _Network, meetings: _Meetings, first: int, second: int) -> None:
        self._scores, self._documents = network.scores, network.documents
        rarer, commoner = sorted(
            (first, second), key=lambda passage: (len(self._scores[passage]), passage)
        )
        self._meetings = meetings
        self._many = max(_MANY, _TIMES * len(self._scores[rarer]))
        self._hubs = [commoner]
        self._ties: dict[int, int] = {commoner: 0}
        """Number of members that each passage matches; passages that match only hubs are
        missing."""
        self._sums: dict[int, float] = {commoner: 0.0}
        self._members = {commoner}
        self._of_document = Counter([self._documents[commoner]])
        self._waiting: list[tuple[int, float, int]] = []
        self._tight: Collection[int] | None = None
        """Members that can't have one more member that they don't match; None if not computed."""
        self._unfit: set[int] = set()
        """Passages that were refused since the last member was added."""
        self._add_member(rarer)
        alternatives = network.matches_in(commoner, self._documents[rarer])
        self._tie([(passage, 0.0) for passage in alternatives if passage not in self._ties], 0)

    def grow(self) -> frozenset[int]:
        """Add passages until no further one can be added, and return the members."""
        while self._waiting:
            passage = heappop(self._waiting)[2]
            if passage in self._members or passage in self._unfit:
                continue
            if self._fits(passage):
                self._add_member(passage)
            else:
                self._unfit.add(passage)
        return frozenset(self._members)

    def _add_member(self, passage: int) -> None:
        self._members.add(passage)
        self._of_document[self._documents[passage]] += 1
        self._tight = None
        self._unfit.clear()
        matches = self._scores[passage]
        if len(matches) <= self._many:
            self._tie(matches.items(), 1)
        else:
            tied_passages = self._ties.keys() & matches.keys()
            self._tie([(partner, matches[partner]) for partner in tied_passages], 1)
            self._hubs.append(passage)

    def _tie(self, scores: Iterable[tuple[int, float]], added: int) -> None:
        """Add `added` ties to each of the passages, with their scores."""
        tie_counts, sums, members, waiting = self._ties, self._sums, self._members, self._waiting
        first, *hubs = [self._scores[hub] for hub in self._hubs]
        documents, count_of_document, member_count = (
            self._documents,
            self._of_document.get,
            len(members),
        )
        for passage, score in scores:
            if (ties := tie_counts.get(passage)) is not None:
                ties, total = ties + added, sums[passage] + score
            elif hubs:
                hub_scores = [hub[passage] for hub in (first, *hubs) if passage in hub]
                ties, total = len(hub_scores) + added, sum(hub_scores) + score
            elif passage in first:
                ties, total = 1 + added, first[passage] + score
            else:
                ties, total = added, score
            tie_counts[passage], sums[passage] = ties, total
            # This is `_holds`, whose call would cost too much here.
            if (
                2 * ties > member_count - count_of_document(documents[passage], 0)
                and passage not in members
            ):
                heappush(waiting, (-ties, -total, passage))

    def _holds(self, passage: int, added_members: int = 0) -> bool:
        """Return True if `passage` matches more than half of the others, so many added."""
        other_count = (
            len(self._members) - self._of_document[self._documents[passage]] + added_members
        )
        return 2 * self._ties[passage] > other_count

    def _fits(self, passage: int) -> bool:
        """Return True if `passage` holds, and the members that it doesn't match still hold then."""
        if not self._holds(passage):
            return False
        if self._tight is None:
            self._tight = [
                member for member in self._members if not self._holds(member, added_members=1)
            ]
        matches = self._scores[passage]
        documents = self._documents
        document = documents[passage]
        if any(m not in matches and documents[m] != document for m in self._tight):
            return False
        return all(
            documents[member] == document or self._meetings.may_meet(passage, member, self._members)
            for member in self._members.difference(matches)
        )


class _LinksByDocument(dict[PassageRef, Mapping[str, Sequence[PassageRef]]]):
    """Matches of a passage by document, computed at the first request."""

    def __init__(self, links: Links) -> None:
        super().__init__()
        self._links = links

    def __missing__(self, passage: PassageRef) -> Mapping[str, Sequence[PassageRef]]:
        partners: defaultdict[str, list[PassageRef]] = defaultdict(list)
        for partner in self._links[passage]:
            partners[partner.document].append(partner)
        self[passage] = partners
        return partners


def indirect_matches(claims: Iterable[Claim], links: Links) -> dict[PassageRef, tuple[Match, ...]]:
    """Return the indirect matches of each passage: one for each article, by the surest passage.

    An indirect match is by way of (`via`) a member that matches both. It has the score of the
    weaker of the two links.
    """
    by_document = _LinksByDocument(links)
    best: defaultdict[PassageRef, dict[str, Match]] = defaultdict(dict)
    for claim in claims:
        members = frozenset(claim.places)
        for here in claim.places:
            unmatched = members.difference(links[here], (here,))
            partners_by_document = by_document[here] if unmatched else {}
            candidates = [
                there for there in unmatched if there.document not in partners_by_document
            ]
            surest = (
                sorted((-links[here][via].score, via) for via in members if via in links[here])
                if candidates
                else []
            )
            for there in candidates:
                if there.document != here.document and (
                    match := _indirect_match(here, there, surest, links)
                ):
                    earlier = best[here].get(there.document)
                    if earlier is None or _order(match) < _order(earlier):
                        best[here][there.document] = match
    return {here: tuple(sorted(matches.values(), key=_order)) for here, matches in best.items()}


def _indirect_match(
    here: PassageRef, there: PassageRef, surest: Iterable[tuple[float, PassageRef]], links: Links
) -> Match | None:
    """Return the match of two passages by way of the member with the best links, if there is one.

    `surest` are the members that match `here`, the surest first.
    """
    links_there = links[there]
    best: tuple[float, PassageRef] | None = None
    for score, via in surest:
        if best and (score, via) > best:
            break
        if via in links_there and (
            best is None or (max(score, -links_there[via].score), via) < best
        ):
            best = max(score, -links_there[via].score), via
    if best is None:
        return None
    via = best[1]
    weaker = max(links[here][via], links_there[via], key=lambda match: (-match.score, match.kind))
    return Match(here, there, weaker.score, weaker.kind, via)


def _order(match: Match) -> tuple[float, PassageRef, PassageRef | None]:
    return -match.score, match.there, match.via


_PARTS = 1 << 16
"""Number of cached results: shared parts of two passages, and decisions on pairs."""


def meeting_rule(
    tokens: Callable[[PassageRef], frozenset[int]],
    excluded_pairs: Collection[PassagePair] = frozenset(),
) -> MayMeet:
    """Return the rule for passages of one claim: they share a part, and are not excluded.

    Args:
        tokens: Returns the tokens of a passage.
        excluded_pairs: Pairs that the reader excluded.
    """
    cached_tokens = cache(tokens)

    @lru_cache(_PARTS)  # the same parts are needed again and again
    def part(passage: PassageRef, via: PassageRef) -> WeightedTokens:
        return with_weight(cached_tokens(passage) & cached_tokens(via))

    @lru_cache(_PARTS)
    def may_meet(pair: PassagePair, via: PassageRef) -> bool:
        return pair not in excluded_pairs and are_one_part(part(pair[0], via), part(pair[1], via))

    return lambda first, second, via: may_meet(passage_pair(first, second), via)
