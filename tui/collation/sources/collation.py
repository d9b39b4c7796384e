"""The collation: the documents of a corpus, their matches and claims, asked from any passage.

Of copies of one text the first stands for all, and of exact repeats in a document the original:
whatever is asked of another one is answered by that.
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
"""Passages of a document that match one of another, at least, if they tell of the same thing."""


class Collation:
    """The accounts of a corpus, compared."""

    def __init__(
        self,
        documents: Mapping[str, Document],
        found: Iterable[DocumentMatches],
        claims: Sequence[Claim],
    ) -> None:
        """`documents` by name, in the order in which they are to be cited."""
        self.documents = documents
        self.claims = claims
        self._found = {one.document: one for one in latest_per_document(found)}
        self._pairs: defaultdict[PassageRef, dict[PassageRef, Match]] = defaultdict(dict)
        for one in self._found.values():
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

    # Which passage stands for which

    def copies(self, document: str) -> tuple[str, ...]:
        """The documents with this very text, this one among them; only itself if there are none."""
        known = self._found.get(document)
        return known.copies if known and known.copies else (document,)

    def first(self, document: str) -> str:
        """The document that stands for all copies of this one."""
        return self.copies(document)[0]

    def original(self, place: PassageRef) -> PassageRef:
        """The passage that stands for this one: that of the first copy, and no repeat."""
        first = self.first(place.document)
        return PassageRef(first, self._repeats[first].get(place.passage, place.passage))

    @cached_property
    def _repeats(self) -> Mapping[str, Mapping[int, int]]:
        """For each document, the passages that repeat another one, each with that."""
        found: defaultdict[str, dict[int, int]] = defaultdict(dict)
        found.update({name: dict(one.repeats) for name, one in self._found.items()})
        return found

    def telling(self, document: str) -> Sequence[int]:
        """The passages of a document that say something: no furniture, no repeats, no scraps."""
        if (known := self._telling.get(document)) is None:
            text = self.documents[document]
            one = self._found.get(self.first(document))
            left_out = {passage for passage, _ in one.boilerplate} if one else set[int]()
            known = self._telling[document] = [
                number
                for number, passage in enumerate(text.passages)
                if passage.role in CARRIES_CLAIMS
                and passage.duplicate_of is None
                and number not in left_out
                and len(normalized_tokens(text.words_of(number))) >= FEWEST_WORDS
            ]
        return known

    @cached_property
    def _telling(self) -> dict[str, Sequence[int]]:
        return {}

    # What a passage has to do with others

    def pairs(self, place: PassageRef) -> Sequence[Match]:
        """The matches of a passage and what may be one, the surest first; `here` is `place`."""
        found = list(self._pairs.get(self.original(place), {}).values())
        if self.original(place) != place:
            found = [replace(match, here=place) for match in found]
        return sorted(found, key=lambda match: (-match.score, match.there))

    def matches(self, place: PassageRef) -> Sequence[Match]:
        """The matches of a passage, the surest first."""
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
        """What two passages come to, if they match or may match."""
        return self._pairs.get(here, {}).get(there)

    def nearest(self, place: PassageRef) -> Mapping[str, Match]:
        """For each other document that has one, the passage nearest to this one, surest first."""
        found: dict[str, Match] = {}
        for match in self.pairs(place):
            found.setdefault(match.there.document, match)
        return found

    def claims_of(self, place: PassageRef) -> Sequence[int]:
        """The claims that a passage belongs to, by index."""
        return self._claims_of.get(self.original(place), ())

    def tellings(self, claim: int) -> Sequence[PassageRef]:
        """The passages of a claim, by its index, the most agreed on first."""
        if (known := self._tellings.get(claim)) is None:
            known = self._tellings[claim] = self._by_agreement(self.claims[claim].places)
        return known

    @cached_property
    def _tellings(self) -> dict[int, Sequence[PassageRef]]:
        return {}

    def _by_agreement(self, places: Sequence[PassageRef]) -> Sequence[PassageRef]:
        """Return passages of one claim, the most agreed on first."""
        sums = dict.fromkeys(places, 0.0)
        for one, two in combinations(places, 2):
            if match := self.match(one, two):
                sums[one] += match.score
                sums[two] += match.score
        return sorted(places, key=lambda place: (-sums[place], place))

    def related(self, one: str, other: str) -> bool:
        """Whether two documents tell of the same thing: several of their passages match."""
        return self._related.get((self.first(one), self.first(other)), 0) >= _RELATED

    def relatives(self, document: str) -> frozenset[str]:
        """The documents that tell of the same thing as this one, of copies only the first."""
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
            telling = self.telling(document)
            found = (self._pairs.get(PassageRef(document, number), {}) for number in telling)
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
        """How many passages of the one document match one of the other."""
        found: defaultdict[tuple[str, str], int] = defaultdict(int)
        for here, pairs in self._pairs.items():
            for other in {there.document for there, m in pairs.items() if m.score >= _MATCH}:
                found[here.document, other] += 1
        return found

    def span(self, place: PassageRef) -> Span:
        """Where a passage stands; code points of its document's text."""
        return self.documents[place.document].passages[place.passage].span

    def words(self, place: PassageRef) -> str:
        """The text of a passage on one line."""
        return " ".join(self.documents[place.document].words_of(place.passage).split())
