"""The collation: the documents of a corpus, with look-ups of their matches and claims by passage.

The first of several copies of one text represents all of them, and the original represents its
exact repeats in a document: each look-up is answered for the representative.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from itertools import combinations

from tui.matching.claim_values import Claim
from tui.matching.config import DEFAULT
from tui.matching.features.preprocessing import FEWEST_WORDS
from tui.matching.matches import DocumentMatches, Match, PassageRef, latest_per_document
from tui.text.document import CARRIES_CLAIMS, Document
from tui.text.span import Span
from tui.text.tokens import normalized_tokens

_MATCH = DEFAULT.model.threshold
_RELATED = 2
"""Least number of matching passages of two documents about the same thing."""


class Collation:
    """The documents of a corpus with their matches and claims."""

    def __init__(
        self,
        documents: Mapping[str, Document],
        found: Iterable[DocumentMatches],
        claims: Sequence[Claim],
    ) -> None:
        """Index the matches and claims; `documents` by name, in the order of their sigla."""
        self.documents = documents
        self.claims = claims
        self.document_matches = {one.document: one for one in latest_per_document(found)}
        """The matches of each document."""
        self._pairs: defaultdict[PassageRef, dict[PassageRef, Match]] = defaultdict(dict)
        for one in self.document_matches.values():
            for match in (*one.matches, *one.near_misses):
                if match.via is None:
                    self._add(match)
                    self._add(match.reversed())
        self._claims_of: defaultdict[PassageRef, list[int]] = defaultdict(list)
        for number, claim in enumerate(claims):
            for place in claim.places:
                self._claims_of[place].append(number)

    def _add(self, match: Match) -> None:
        known = self._pairs[match.here].get(match.there)
        if known is None or known.score < match.score:
            self._pairs[match.here][match.there] = match

    # Copies and repeats

    def copies(self, document: str) -> tuple[str, ...]:
        """Return the documents with the same text, including this one."""
        known = self.document_matches.get(document)
        return known.copies if known and known.copies else (document,)

    def first(self, document: str) -> str:
        """Return the document that represents all copies of this one."""
        return self.copies(document)[0]

    def original(self, place: PassageRef) -> PassageRef:
        """Return the passage that represents this one: in the first copy, and no repeat."""
        first = self.first(place.document)
        return PassageRef(first, self._repeats[first].get(place.passage, place.passage))

    @cached_property
    def _repeats(self) -> Mapping[str, Mapping[int, int]]:
        """For each document, its repeats, each with the passage that it repeats."""
        found: defaultdict[str, dict[int, int]] = defaultdict(dict)
        found.update({name: dict(one.repeats) for name, one in self.document_matches.items()})
        return found

    def claim_passages(self, document: str) -> Sequence[int]:
        """Return the passages of a document that carry a claim: no boilerplate and no repeats."""
        if (known := self._claim_passages.get(document)) is None:
            text = self.documents[document]
            one = self.document_matches.get(self.first(document))
            left_out = {passage for passage, _ in one.boilerplate} if one else set[int]()
            known = self._claim_passages[document] = [
                number
                for number, passage in enumerate(text.passages)
                if passage.role in CARRIES_CLAIMS
                and passage.duplicate_of is None
                and number not in left_out
                and len(normalized_tokens(text.words_of(number))) >= FEWEST_WORDS
            ]
        return known

    @cached_property
    def _claim_passages(self) -> dict[str, Sequence[int]]:
        return {}

    # Matches and claims

    def pairs(self, place: PassageRef) -> Sequence[Match]:
        """Return the matches and near misses of a passage, the surest first; `here` is `place`."""
        found = list(self._pairs.get(self.original(place), {}).values())
        if self.original(place) != place:
            found = [replace(match, here=place) for match in found]
        return sorted(found, key=lambda match: (-match.score, match.there))

    def matches(self, place: PassageRef) -> Sequence[Match]:
        """Return the matches of a passage, the surest first."""
        return [match for match in self.pairs(place) if match.score >= _MATCH]

    def matches_in(self, place: PassageRef, document: str) -> Sequence[Match]:
        """Return the matches of a passage in one other document, in no order; `here` is `place`.

        Of copies `there` is always the first.
        """
        first = self.first(document)
        return [
            replace(match, here=place)
            for there, match in self._pairs.get(self.original(place), {}).items()
            if there.document == first and match.score >= _MATCH
        ]

    def match(self, here: PassageRef, there: PassageRef) -> Match | None:
        """Return the match or near miss of two passages, if there is one."""
        return self._pairs.get(here, {}).get(there)

    def nearest(self, place: PassageRef) -> Mapping[str, Match]:
        """Return the best match of this passage in each other document, the surest first."""
        found: dict[str, Match] = {}
        for match in self.pairs(place):
            found.setdefault(match.there.document, match)
        return found

    def claims_of(self, place: PassageRef) -> Sequence[int]:
        """Return the indexes of a passage's claims."""
        return self._claims_of.get(self.original(place), ())

    def tellings(self, claim: int) -> Sequence[PassageRef]:
        """Return the passages of a claim, by its index; those that agree with most others first."""
        if (known := self._tellings.get(claim)) is None:
            known = self._tellings[claim] = self._by_agreement(self.claims[claim].places)
        return known

    @cached_property
    def _tellings(self) -> dict[int, Sequence[PassageRef]]:
        return {}

    def _by_agreement(self, places: Sequence[PassageRef]) -> Sequence[PassageRef]:
        """Return passages of one claim; those that agree with most others first."""
        sums = dict.fromkeys(places, 0.0)
        for one, two in combinations(places, 2):
            if match := self.match(one, two):
                sums[one] += match.score
                sums[two] += match.score
        return sorted(places, key=lambda place: (-sums[place], place))

    def related(self, one: str, other: str) -> bool:
        """Return True if two documents are about the same thing: several passages match."""
        return self._related.get((self.first(one), self.first(other)), 0) >= _RELATED

    def relatives(self, document: str) -> frozenset[str]:
        """Return the documents about the same thing as this one; of copies only the first."""
        return self._relatives.get(self.first(document), frozenset())

    def agreement(self, document: str) -> float:
        """Return how much a document and its relatives have in common, 0 to 1.

        It is the mean, over all their passages, of the probability of each one's likeliest pair.
        """
        family = {self.first(document), *self.relatives(document)}
        sums = [self._likeliest(name) for name in sorted(family)]
        return sum(score for score, _ in sums) / (sum(count for _, count in sums) or 1)

    def _likeliest(self, document: str) -> tuple[float, int]:
        """Return the sum of the best scores of a document's passages, and their number."""
        if (known := self._best_scores.get(document)) is None:
            numbers = self.claim_passages(document)
            found = (self._pairs.get(PassageRef(document, number), {}) for number in numbers)
            best = [max((match.score for match in pairs.values()), default=0.0) for pairs in found]
            known = self._best_scores[document] = sum(best), len(best)
        return known

    @cached_property
    def _best_scores(self) -> dict[str, tuple[float, int]]:
        return {}

    @cached_property
    def _relatives(self) -> Mapping[str, frozenset[str]]:
        found: defaultdict[str, set[str]] = defaultdict(set)
        for (one, other), count in self._related.items():
            if count >= _RELATED:
                found[one].add(other)
        return {one: frozenset(others) for one, others in found.items()}

    def most_related(self, document: str) -> str | None:
        """Return the document that has the most passages in common with this one, if any has."""
        first = self.first(document)
        counts = [(n, other) for (one, other), n in self._related.items() if one == first]
        return max(counts, key=lambda count: (count[0], count[1]))[1] if counts else None

    @cached_property
    def _related(self) -> Mapping[tuple[str, str], int]:
        """The number of matching passages of two documents."""
        found: defaultdict[tuple[str, str], int] = defaultdict(int)
        for here, pairs in self._pairs.items():
            for other in {there.document for there, m in pairs.items() if m.score >= _MATCH}:
                found[here.document, other] += 1
        return found

    def span(self, place: PassageRef) -> Span:
        """Return the span of a passage; code points of its document's text."""
        return self.documents[place.document].passages[place.passage].span

    def words(self, place: PassageRef) -> str:
        """Return the text of a passage on one line."""
        return " ".join(self.documents[place.document].words_of(place.passage).split())
