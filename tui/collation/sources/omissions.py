"""Omissions: the claims that others make and an article does not, and where each would stand.

Two independent voices must make a claim, and the article must be an account of the same thing.
"""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import combinations
from typing import NamedTuple

from tui.collation.sources.collation import Collation
from tui.matching.claim_values import Claim
from tui.matching.matches import Match, PassageRef

_ABSENT = 0.80
"""Mean probability, over the tellings of a claim, that the article says the same, below which it
does not say it. One of several tellings may well touch what the article says."""
_SAID = 0.98
"""Probability of any one telling from which the article does say it."""
_JOINED = 0.80
"""Probability that the surest two of them say the same, from which they are one claim at all."""
_VOICES = 2
"""Independent sources that make a claim, at least."""


class Omission(NamedTuple):
    """A claim that an article does not make."""

    document: str
    claim: int
    """Index of the claim."""
    tellings: Sequence[PassageRef]
    """The passages that make it, the best telling first."""
    after: int
    """Where it would stand: the end of the passage that it would follow, 0 at the beginning; code
    points of the document's text."""
    nearest: Match | None
    """The article's passage that comes nearest to it (`here`), with what it comes near to."""


_Lacking = tuple[int, Sequence[PassageRef], list[Match]]
"""Index of a claim, its tellings, the best first, and what comes near to them."""


def find_omissions(
    collation: Collation, document: str, voices: Mapping[str, str] | None = None
) -> list[Omission]:
    """Return the claims that a document leaves out, in the order in which they would stand.

    `voices` names, for documents that others depend on or that depend on others, the one that
    speaks for the family; every other document speaks for itself.
    """
    here = collation.first(document)
    speaks = voices or {}
    relatives = collation.relatives(here)
    lacking: list[_Lacking] = []
    for number, claim in enumerate(collation.claims):
        others = {place.document for place in claim.places}
        telling = {speaks.get(other, other) for other in others & relatives}
        if here in others or len(telling - {speaks.get(here, here)}) < _VOICES:
            continue
        near = [found for place in claim.places if (found := _near(collation, here, place))]
        scores = [match.score for match in near]
        absent = sum(scores) < _ABSENT * len(claim.places) and max(scores, default=0.0) < _SAID
        if absent and _is_one(collation, claim):
            lacking.append((number, collation.tellings(number), near))
    omissions = []
    for number, tellings, near in _without_repeats(lacking):
        nearest = max(near, key=lambda m: (m.score, m.here), default=None)
        if nearest:
            nearest = replace(nearest, here=PassageRef(document, nearest.here.passage))
        after = _after(collation, here, tellings)
        omissions.append(Omission(document, number, tellings, after, nearest))
    return sorted(omissions, key=lambda o: (o.after, o.claim))


def _near(collation: Collation, document: str, telling: PassageRef) -> Match | None:
    """Return the passage of a document that comes nearest to a telling, seen from the document."""
    found = collation.nearest(telling).get(document)
    return found.reversed() if found else None


def _is_one(collation: Collation, claim: Claim) -> bool:
    """Whether any two of the tellings, of different documents, surely enough say the same."""
    return any(
        (match := collation.match(one, two)) is not None and match.score >= _JOINED
        for one, two in combinations(claim.places, 2)
    )


def _without_repeats(lacking: Sequence[_Lacking]) -> Iterator[_Lacking]:
    """Of claims that have most of their tellings in common, or the best one, only the first.

    That is the one that most others make.
    """
    taken: list[Sequence[PassageRef]] = []

    def order(one: _Lacking) -> tuple[int, int, int]:
        return -len({place.document for place in one[1]}), -len(one[1]), one[0]

    for one in sorted(lacking, key=order):
        if not any(_same(one[1], other) for other in taken):
            taken.append(one[1])
            yield one


def _same(one: Sequence[PassageRef], other: Sequence[PassageRef]) -> bool:
    """Return True if two claims, each given by its tellings, are much the same."""
    shared = len(set(one).intersection(other))
    return one[0] == other[0] or 2 * shared > min(len(one), len(other))


def _after(collation: Collation, document: str, tellings: Sequence[PassageRef]) -> int:
    """Return the end of the document's passage after which a claim would stand.

    That which matches what most closely precedes a telling in its own document; if nothing does,
    what comes before the one that matches what follows it.
    """
    before: list[tuple[int, int, int]] = []
    following: list[tuple[int, int, int]] = []
    for rank, telling in enumerate(tellings):
        lines = collation.telling(telling.document)
        at = bisect_left(lines, telling.passage)
        for steps, number in enumerate(reversed(lines[:at])):
            if match := _counterpart(collation, document, PassageRef(telling.document, number)):
                before.append((steps, rank, match.there.passage))
                break
        for steps, number in enumerate(lines[at + 1 :]):
            if match := _counterpart(collation, document, PassageRef(telling.document, number)):
                following.append((steps, rank, match.there.passage))
                break
    passages = collation.documents[document].passages
    if before:
        return passages[min(before)[2]].span.end
    if following and (first := min(following)[2]):
        return passages[first - 1].span.end
    return 0


def _counterpart(collation: Collation, document: str, place: PassageRef) -> Match | None:
    """Return the surest match of a passage in a document."""
    return next((m for m in collation.matches(place) if m.there.document == document), None)
