"""Omissions: the claims that others make and an article does not, with the position of each.

Two independent voices must make a claim, and the article must be about the same thing.
"""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
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
    first = collation.first(document)
    voice_of = voices or {}
    relatives = collation.relatives(first)
    candidates: list[_Lacking] = []
    for number, claim in enumerate(collation.claims):
        sources = {reference.document for reference in claim.places}
        relatives_voices = {voice_of.get(source, source) for source in sources & relatives}
        if first in sources or len(relatives_voices - {voice_of.get(first, first)}) < _VOICES:
            continue
        nearest_matches = [
            nearest_match
            for reference in claim.places
            if (nearest_match := _near(collation, first, reference))
        ]
        scores = [match.score for match in nearest_matches]
        is_absent = sum(scores) < _ABSENT * len(claim.places) and max(scores, default=0.0) < _SAID
        if is_absent and _is_one(collation, claim):
            candidates.append((number, collation.tellings(number), nearest_matches))
    omissions = []
    for number, tellings, nearest_matches in _without_repeats(candidates):
        nearest = max(nearest_matches, key=lambda m: (m.score, m.here), default=None)
        if nearest:
            nearest = nearest._replace(here=PassageRef(document, nearest.here.passage))
        after = _after(collation, first, tellings)
        omissions.append(Omission(document, number, tellings, after, nearest))
    return sorted(omissions, key=lambda o: (o.after, o.claim))


def _near(collation: Collation, document: str, passage: PassageRef) -> Match | None:
    """Return the passage of a document that is most similar to a passage of a claim.

    In the match, `here` is the passage of the document.
    """
    match = collation.nearest(passage).get(document)
    return match.reversed() if match else None


def _is_one(collation: Collation, claim: Claim) -> bool:
    """Return True if two passages of different documents surely say the same."""
    return any(
        (match := collation.match(first, second)) is not None and match.score >= _JOINED
        for first, second in combinations(claim.places, 2)
    )


def _without_repeats(candidates: Sequence[_Lacking]) -> Iterator[_Lacking]:
    """Yield the claims, but only one of several that share most passages, or the best one.

    This one is the claim that most others make.
    """
    yielded: list[Sequence[PassageRef]] = []

    def order(candidate: _Lacking) -> tuple[int, int, int]:
        return (
            -len({reference.document for reference in candidate[1]}),
            -len(candidate[1]),
            candidate[0],
        )

    for candidate in sorted(candidates, key=order):
        if not any(_same(candidate[1], earlier) for earlier in yielded):
            yielded.append(candidate[1])
            yield candidate


def _same(first: Sequence[PassageRef], second: Sequence[PassageRef]) -> bool:
    """Return True if two claims, given by their passages, are much the same."""
    shared = len(set(first).intersection(second))
    return first[0] == second[0] or 2 * shared > min(len(first), len(second))


def _after(collation: Collation, document: str, tellings: Sequence[PassageRef]) -> int:
    """Return the end of the document's passage after which a claim would stand.

    This is the match of the nearest passage before one of the claim in its own document; without
    such a match, the passage before the match of the nearest passage after it.
    """
    before: list[tuple[int, int, int]] = []
    following: list[tuple[int, int, int]] = []
    for rank, passage in enumerate(tellings):
        lines = collation.claim_passages(passage.document)
        index = bisect_left(lines, passage.passage)
        for steps, number in enumerate(reversed(lines[:index])):
            if match := _counterpart(collation, document, PassageRef(passage.document, number)):
                before.append((steps, rank, match.there.passage))
                break
        for steps, number in enumerate(lines[index + 1 :]):
            if match := _counterpart(collation, document, PassageRef(passage.document, number)):
                following.append((steps, rank, match.there.passage))
                break
    passages = collation.documents[document].passages
    if before:
        return passages[min(before)[2]].span.end
    if following and (first := min(following)[2]):
        return passages[first - 1].span.end
    return 0


def _counterpart(collation: Collation, document: str, reference: PassageRef) -> Match | None:
    """Return the surest match of a passage in a document."""
    return next((m for m in collation.matches(reference) if m.there.document == document), None)
