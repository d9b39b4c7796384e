"""The collation: the documents of a corpus, with look-ups of their matches and claims by passage.

The first of several copies of one text represents all of them, and the original represents its
exact repeats in a document: each look-up is answered for the representative.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from itertools import combinations

from tui.matching.claim_values import Claim
from tui.matching.config import DEFAULT
from tui.matching.features.preprocessing import FEWEST_WORDS
from tui.matching.matches import DocumentMatches, Match, PassageRef, latest_per_document
from tui.text.document import CARRIES_CLAIMS, Document
from tui.text.normalization.white_space import collapse_white_space
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
        document_matches: Iterable[DocumentMatches],
        claims: Sequence[Claim],
    ) -> None:
        """Index the matches and claims; `documents` by name, in the order of their sigla."""
        self.documents = documents
        self.claims = claims
        self.document_matches = {
            matches.document: matches for matches in latest_per_document(document_matches)
        }
        """The matches of each document."""
        self._pairs: defaultdict[PassageRef, dict[PassageRef, Match]] = defaultdict(dict)
        for matches in self.document_matches.values():
            for match in (*matches.matches, *matches.near_misses):
                if match.via is None:
                    self._add(match)
                    self._add(match.reversed())
        self._claims_of: defaultdict[PassageRef, list[int]] = defaultdict(list)
        for number, claim in enumerate(claims):
            for reference in claim.places:
                self._claims_of[reference].append(number)

    def _add(self, match: Match) -> None:
        recorded = self._pairs[match.here].get(match.there)
        if recorded is None or recorded.score < match.score:
            self._pairs[match.here][match.there] = match

    # Copies and repeats

    def copies(self, document: str) -> tuple[str, ...]:
        """Return the documents with the same text, including this one."""
        matches = self.document_matches.get(document)
        return matches.copies if matches and matches.copies else (document,)

    def first(self, document: str) -> str:
        """Return the document that represents all copies of this one."""
        return self.copies(document)[0]

    def original(self, reference: PassageRef) -> PassageRef:
        """Return the passage that represents this one: in the first copy, and no repeat."""
        first = self.first(reference.document)
        return PassageRef(first, self._repeats[first].get(reference.passage, reference.passage))

    @cached_property
    def _repeats(self) -> Mapping[str, Mapping[int, int]]:
        """For each document, its repeats, each with the passage that it repeats."""
        repeats: defaultdict[str, dict[int, int]] = defaultdict(dict)
        repeats.update(
            {name: dict(matches.repeats) for name, matches in self.document_matches.items()}
        )
        return repeats

    def claim_passages(self, document: str) -> Sequence[int]:
        """Return the passages of a document that carry a claim: no boilerplate and no repeats."""
        if (passages := self._claim_passages.get(document)) is None:
            text = self.documents[document]
            matches = self.document_matches.get(self.first(document))
            boilerplate = {passage for passage, _ in matches.boilerplate} if matches else set[int]()
            passages = self._claim_passages[document] = [
                number
                for number, passage in enumerate(text.passages)
                if passage.role in CARRIES_CLAIMS
                and passage.duplicate_of is None
                and number not in boilerplate
                and len(normalized_tokens(text.words_of(number))) >= FEWEST_WORDS
            ]
        return passages

    @cached_property
    def _claim_passages(self) -> dict[str, Sequence[int]]:
        return {}

    # Matches and claims

    def pairs(self, reference: PassageRef) -> Sequence[Match]:
        """Return the matches and near misses of a passage (`here`), the surest first."""
        matches = list(self._pairs.get(self.original(reference), {}).values())
        if self.original(reference) != reference:
            matches = [match._replace(here=reference) for match in matches]
        return sorted(matches, key=lambda match: (-match.score, match.there))

    def matches(self, reference: PassageRef) -> Sequence[Match]:
        """Return the matches of a passage, the surest first."""
        return [match for match in self.pairs(reference) if match.score >= _MATCH]

    def matches_in(self, reference: PassageRef, document: str) -> Sequence[Match]:
        """Return the matches of a passage (`here`) in one other document, in no order.

        Of copies `there` is always the first.
        """
        first = self.first(document)
        return [
            match._replace(here=reference)
            for there, match in self._pairs.get(self.original(reference), {}).items()
            if there.document == first and match.score >= _MATCH
        ]

    def match(self, here: PassageRef, there: PassageRef) -> Match | None:
        """Return the match or near miss of two passages, if there is one."""
        return self._pairs.get(here, {}).get(there)

    def nearest(self, reference: PassageRef) -> Mapping[str, Match]:
        """Return the best match of this passage in each other document, the surest first."""
        best_matches: dict[str, Match] = {}
        for match in self.pairs(reference):
            best_matches.setdefault(match.there.document, match)
        return best_matches

    def claims_of(self, reference: PassageRef) -> Sequence[int]:
        """Return the indexes of a passage's claims."""
        return self._claims_of.get(self.original(reference), ())

    def tellings(self, claim: int) -> Sequence[PassageRef]:
        """Return the passages of a claim, by its index; those that agree with most others first."""
        if (references := self._tellings.get(claim)) is None:
            references = self._tellings[claim] = self._by_agreement(self.claims[claim].places)
        return references

    @cached_property
    def _tellings(self) -> dict[int, Sequence[PassageRef]]:
        return {}

    def _by_agreement(self, references: Sequence[PassageRef]) -> Sequence[PassageRef]:
        """Return passages of one claim; those that agree with most others first."""
        sums = dict.fromkeys(references, 0.0)
        for first, second in combinations(references, 2):
            if match := self.match(first, second):
                sums[first] += match.score
                sums[second] += match.score
        return sorted(references, key=lambda reference: (-sums[reference], reference))

    def related(self, first: str, second: str) -> bool:
        """Return True if two documents are about the same thing: several passages match."""
        return self._related.get((self.first(first), self.first(second)), 0) >= _RELATED

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
        if (sum_and_count := self._best_scores.get(document)) is None:
            numbers = self.claim_passages(document)
            candidates = (self._pairs.get(PassageRef(document, number), {}) for number in numbers)
            best_scores = [
                max((match.score for match in pairs.values()), default=0.0) for pairs in candidates
            ]
            sum_and_count = self._best_scores[document] = sum(best_scores), len(best_scores)
        return sum_and_count

    @cached_property
    def _best_scores(self) -> dict[str, tuple[float, int]]:
        return {}

    @cached_property
    def _relatives(self) -> Mapping[str, frozenset[str]]:
        relatives: defaultdict[str, set[str]] = defaultdict(set)
        for (first, second), count in self._related.items():
            if count >= _RELATED:
                relatives[first].add(second)
        return {first: frozenset(names) for first, names in relatives.items()}

    def most_related(self, document: str) -> str | None:
        """Return the document that has the most passages in common with this one, if any has."""
        first = self.first(document)
        counts = [(n, other) for (leading, other), n in self._related.items() if leading == first]
        return max(counts, key=lambda count: (count[0], count[1]))[1] if counts else None

    @cached_property
    def _related(self) -> Mapping[tuple[str, str], int]:
        """The number of matching passages of two documents."""
        counts: defaultdict[tuple[str, str], int] = defaultdict(int)
        for here, pairs in self._pairs.items():
            for name in {there.document for there, m in pairs.items() if m.score >= _MATCH}:
                counts[here.document, name] += 1
        return counts

    def span(self, reference: PassageRef) -> Span:
        """Return the span of a passage; code points of its document's text."""
        return self.documents[reference.document].passages[reference.passage].span

    def words(self, reference: PassageRef) -> str:
        """Return the text of a passage on one line."""
        return collapse_white_space(self.documents[reference.document].words_of(reference.passage))
