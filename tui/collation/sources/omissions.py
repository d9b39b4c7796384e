"""Omissions: the claims that others make and an article does not, with the position of each.

Two independent voices must make a claim, and the article must be about the same thing.
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
"""Mean probability, over the passages of a claim, below which the article does not make it.

One of several passages may well share a part with the article.
"""
_SAID = 0.98
"""Probability for any single passage of a claim from which the article does make it."""
_JOINED = 0.80
"""Least probability that the surest two passages say the same, so that they are one claim."""
_VOICES = 2
"""Least number of independent sources that make a claim."""


class Omission(NamedTuple):
    """A claim that an article does not make."""

    document: str
    claim: int
    """Index of the claim."""
    tellings: Sequence[PassageRef]
    """The passages that make it, the best one first."""
    after: int
    """The position it would have: the end of the passage before it, 0 at the beginning.

    In code points of the document's text.
    """
    nearest: Match | None
    """The article's passage that is most similar to it (`here`), with the similar passage."""


_Lacking = tuple[int, Sequence[PassageRef], list[Match]]
"""The index of a claim, its passages, the best first, and the nearest match."""


def find_omissions(
    collation: Collation, document: str, voices: Mapping[str, str] | None = None
) -> list[Omission]:
    """Return the claims that a document omits, in the order in which they would stand.

    Args:
        collation: The documents, their matches and claims.
        document: The name of the document.
        voices: For each document of a family, the document that represents it.
    """
    here = collation.first(document)
    speaks = voices or {}
    relatives = collation.relatives(here)
    lacking: list[_Lacking] = []
    for number, claim in enumerate(collation.claims):
        others = {place.document for place in claim.places}
        relatives_voices = {speaks.get(other, other) for other in others & relatives}
        if here in others or len(relatives_voices - {speaks.get(here, here)}) < _VOICES:
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


def _near(collation: Collation, document: str, passage: PassageRef) -> Match | None:
    """Return the passage of a document that is most similar to a passage of a claim.

    In the match, `here` is the passage of the document.
    """
    found = collation.nearest(passage).get(document)
    return found.reversed() if found else None


def _is_one(collation: Collation, claim: Claim) -> bool:
    """Return True if two passages of different documents surely say the same."""
    return any(
        (match := collation.match(one, two)) is not None and match.score >= _JOINED
        for one, two in combinations(claim.places, 2)
    )


def _without_repeats(lacking: Sequence[_Lacking]) -> Iterator[_Lacking]:
    """Yield the claims, but only one of several that share most passages, or the best one.

    This one is the claim that most others make.
    """
    taken: list[Sequence[PassageRef]] = []

    def order(one: _Lacking) -> tuple[int, int, int]:
        return -len({place.document for place in one[1]}), -len(one[1]), one[0]

    for one in sorted(lacking, key=order):
        if not any(_same(one[1], other) for other in taken):
            taken.append(one[1])
            yield one


def _same(one: Sequence[PassageRef], other: Sequence[PassageRef]) -> bool:
    """Return True if two claims, given by their passages, are much the same."""
    shared = len(set(one).intersection(other))
    return one[0] == other[0] or 2 * shared > min(len(one), len(other))


def _after(collation: Collation, document: str, tellings: Sequence[PassageRef]) -> int:
    """Return the end of the document's passage after which a claim would stand.

    This is the match of the nearest passage before one of the claim in its own document; without
    such a match, the passage before the match of the nearest passage after it.
    """
    before: list[tuple[int, int, int]] = []
    following: list[tuple[int, int, int]] = []
    for rank, passage in enumerate(tellings):
        lines = collation.claim_passages(passage.document)
        at = bisect_left(lines, passage.passage)
        for steps, number in enumerate(reversed(lines[:at])):
            if match := _counterpart(collation, document, PassageRef(passage.document, number)):
                before.append((steps, rank, match.there.passage))
                break
        for steps, number in enumerate(lines[at + 1 :]):
            if match := _counterpart(collation, document, PassageRef(passage.document, number)):
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
