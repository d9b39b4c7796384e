"""The alignment of two documents: passages that say the same in one row, and gaps.

Rows are in the order of the leading document. A passage that only the other document has comes
after the row of the passage before it there.
"""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from tui.collation.sources.collation import Collation
from tui.matching.matches import Kind, PassageRef

_INDIRECT = 0.0
"""Score of two passages that only a claim or a repeat links: below the score of every match."""
_WORDING: Final = {Kind.VERBATIM: 0.4, Kind.CLOSE: 0.2}
"""The addition to a link's score for shared wording, because scores alone hardly differ."""
_NEAR_BEST = 0.25
"""Largest difference in worth from a better link.

The first is the difference from the best link of either passage, for a link that decides the order;
the second, from the pair of a row, for a passage that joins this row.
"""
_START = -1
"""The position before the first row."""


class PassageLink(NamedTuple):
    """Two passages, one of each document, that say the same."""

    here: int
    """Number of the passage of the leading document."""
    there: int
    score: float
    """The probability that both say the same."""
    kind: Kind | None = None
    """The kind of match; None if only a claim or a repeat links the two."""

    @property
    def worth(self) -> float:
        """The score, with the addition for shared wording."""
        return self.score + (_WORDING.get(self.kind, 0.0) if self.kind else 0.0)


class AlignmentRow(NamedTuple):
    """Passages that say the same, or one passage beside a gap."""

    here: tuple[int, ...]
    """Numbers of neighbouring passages of the leading document; empty for a gap."""
    there: tuple[int, ...]
    kind: Kind | None = None
    """Amount of wording that the two share; None for a gap, and if no match links the two."""
    is_moved: bool = False
    """True if the other document has it at another position in its order."""
    elsewhere: int | None = None
    """For a gap: the passage of the document with the gap that says this in another row."""

    @property
    def is_gap(self) -> bool:
        """True if one of the documents has no passage here."""
        return not (self.here and self.there)


def align_documents(collation: Collation, here: str, there: str) -> tuple[AlignmentRow, ...]:
    """Return the alignment of two documents of a collation, by its matches and claims.

    Args:
        collation: The documents, their matches and claims.
        here: The name of the leading document.
        there: The name of the other one.

    Returns:
        Rows in which every passage of either document stands once.
    """
    passages = [len(collation.documents[name].passages) for name in (here, there)]
    return align_passages(passages[0], passages[1], passage_links(collation, here, there))


def align_passages(here: int, there: int, links: Iterable[PassageLink]) -> tuple[AlignmentRow, ...]:
    """Return the alignment of two documents, given by the number of their passages.

    Passages are paired one by one: first those that stand in the same order in both, as many and
    as sure as can be, then the others, the surest first. After either step a neighbour of a paired
    passage that has no pair, and says the same nearly as surely, joins its row.

    Args:
        here: Number of passages of the leading document.
        there: Number of passages of the other one.
        links: Pairs of passages that say the same, in any order.

    Returns:
        Rows in which every passage stands once, those of the leading document in their order,
        and so those of the other one that are not moved.
    """
    ranked = sorted(links, key=lambda link: (-link.worth, link.here, link.there))
    groups = _Groups(ranked)
    alone = groups.alone_there(there)
    rows: list[AlignmentRow] = []
    for passage in range(here):
        group = groups.of_here.get(passage)
        if group is None:
            rows.append(AlignmentRow((passage,), (), elsewhere=groups.nearest_there.get(passage)))
        elif group.here[0] == passage:
            is_moved = passage not in groups.in_order
            if not is_moved:  # passages before the first pair there come before it here, too
                rows += alone.pop(_START, ())
            rows.append(
                AlignmentRow(tuple(group.here), tuple(group.there), group.pair.kind, is_moved)
            )
            rows += alone.pop(passage, ())
    rows += alone.get(_START, ())  # the two documents have no pair
    return tuple(rows)


def passage_links(collation: Collation, here: str, there: str) -> Iterator[PassageLink]:
    """Yield the passages of two documents that match, or that a claim or a repeat links."""
    if collation.first(here) == collation.first(there):
        for number in range(len(collation.documents[here].passages)):
            yield PassageLink(number, number, 1.0, Kind.VERBATIM)
        return
    yield from _links_of(collation, here, there)
    for link in _links_of(
        collation, there, here
    ):  # the look-up from here gives no matches for repeats there
        yield PassageLink(link.there, link.here, link.score, link.kind)


def _links_of(collation: Collation, here: str, there: str) -> Iterator[PassageLink]:
    """Yield the links of each passage of a document to the other one's, repeats left out."""
    first = collation.first(there)
    for number, passage in enumerate(collation.documents[here].passages):
        reference = PassageRef(here, number)
        for match in collation.matches_in(reference, there):
            yield PassageLink(number, match.there.passage, match.score, match.kind)
        for claim in collation.claims_of(reference):
            for reference_there in collation.claims[claim].places:
                if reference_there.document == first:
                    yield PassageLink(number, reference_there.passage, _INDIRECT)
        if passage.duplicate_of is not None:
            for match in collation.matches_in(PassageRef(here, passage.duplicate_of), there):
                yield PassageLink(number, match.there.passage, _INDIRECT)


@dataclass(slots=True)
class _Group:
    """Neighbouring passages of each document that stand in one row."""

    here: list[int]
    there: list[int]
    pair: PassageLink


class _Groups:
    """The rows that hold passages of both documents."""

    def __init__(self, ranked: Sequence[PassageLink]) -> None:
        """Pair and join passages; `ranked` are the links, the surest first."""
        self.nearest_there: dict[int, int] = {}
        """For each linked passage of the leading document, the other passage of its surest link."""
        self.nearest_here: dict[int, int] = {}
        for link in ranked:
            self.nearest_here.setdefault(link.there, link.here)
            self.nearest_there.setdefault(link.here, link.there)
        self.of_here: dict[int, _Group] = {}
        """The group of each passage of the leading document that is in one."""
        self.of_there: dict[int, _Group] = {}
        for links in (_heaviest_in_order(_near_best(ranked)), ranked):
            self._pair(links)
            self._join(ranked)
        self.in_order: frozenset[int] = _in_order(self.of_here.values())
        """The first passages here of the groups that are in the same order in both documents."""

    def alone_there(self, passages: int) -> dict[int, list[AlignmentRow]]:
        """Return rows of the other document's passages that stand beside a gap.

        They are keyed by the first passage here of the row that they follow.
        """
        rows: defaultdict[int, list[AlignmentRow]] = defaultdict(list)
        anchor = _START
        for passage in range(passages):
            group = self.of_there.get(passage)
            if group is None:
                row = AlignmentRow((), (passage,), elsewhere=self.nearest_here.get(passage))
                rows[anchor].append(row)
            elif group.here[0] in self.in_order:
                anchor = group.here[0]
        return dict(rows)

    def _pair(self, links: Iterable[PassageLink]) -> None:
        """Pair the passages of each link that are in no row yet."""
        for link in links:
            if link.here not in self.of_here and link.there not in self.of_there:
                group = _Group([link.here], [link.there], link)
                self.of_here[link.here] = self.of_there[link.there] = group

    def _join(self, ranked: Sequence[PassageLink]) -> None:
        """Put passages without a pair into the row of a neighbour that says the same."""
        while sum(
            map(self._join_by, ranked)
        ):  # a passage that joined may be the neighbour of another
            pass

    def _join_by(self, link: PassageLink) -> bool:
        """Put the unplaced passage of a link into the row of the other, if it fits there."""
        group_here, group_there = self.of_here.get(link.here), self.of_there.get(link.there)
        group = group_here or group_there
        if group is None or link.worth < group.pair.worth - _NEAR_BEST:
            return False
        if not group_here and _extend(group.here, link.here):
            self.of_here[link.here] = group
        elif not group_there and _extend(group.there, link.there):
            self.of_there[link.there] = group
        else:
            return False
        return True


def _extend(passages: list[int], passage: int) -> bool:
    """Add a passage that is the neighbour of others; return False if it is none."""
    if passage == passages[-1] + 1:
        passages.append(passage)
    elif passage == passages[0] - 1:
        passages.insert(0, passage)
    else:
        return False
    return True


def _near_best(ranked: Sequence[PassageLink]) -> list[PassageLink]:
    """Return the links that are nearly as good as the best one of either passage."""
    best_here: dict[int, float] = {}
    best_there: dict[int, float] = {}
    for link in ranked:
        best_here.setdefault(link.here, link.worth)
        best_there.setdefault(link.there, link.worth)
    return [
        link
        for link in ranked
        if link.worth >= max(best_here[link.here], best_there[link.there]) - _NEAR_BEST
    ]


def _heaviest_in_order(links: Iterable[PassageLink]) -> list[PassageLink]:
    """Return the links in the same order in both documents whose worth is largest in total."""
    ends: list[int] = []
    """Passages there, ascending, at which a run may end, each worth more than those before."""
    sums: list[float] = []
    last: list[PassageLink] = []
    before: dict[PassageLink, PassageLink | None] = {}
    for link in sorted(links, key=lambda link: (link.here, -link.there, -link.worth)):
        index = bisect_left(ends, link.there)
        worth = link.worth + (sums[index - 1] if index else 0.0)
        last_index = bisect_right(ends, link.there)
        if last_index and sums[last_index - 1] >= worth:
            continue
        before[link] = last[index - 1] if index else None
        after = index
        while after < len(ends) and sums[after] <= worth:
            after += 1
        ends[index:after], sums[index:after], last[index:after] = [link.there], [worth], [link]
    chain: list[PassageLink] = []
    link_now = last[-1] if last else None
    while link_now is not None:
        chain.append(link_now)
        link_now = before[link_now]
    return chain


def _in_order(groups: Iterable[_Group]) -> frozenset[int]:
    """Return the first passages of the groups that stand in the same order in both documents."""
    group_of = {group.here[0]: group for group in groups}
    links = [
        PassageLink(first, row_group.there[0], len(row_group.here) + len(row_group.there))
        for first, row_group in group_of.items()
    ]
    return frozenset(link.here for link in _heaviest_in_order(links))
