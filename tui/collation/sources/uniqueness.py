"""Uniqueness: the sentences, and clauses, that only one article has.

A match is right, too, where two sentences merely touch the same claim. Only here is therefore
decided by a bar of its own: a sentence of which the likeliest pair stays below it has no
counterpart. The bar is higher where the accounts agree much, and where the sentence has names that
no other account has. `benchmarks/only_here.py` fits it and writes `only_here.json`.
"""

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, cached_property
from itertools import chain
from math import exp
from pathlib import Path
from typing import NamedTuple

from tui.collation.sources.collation import Collation
from tui.matching.features.document_features import NameStems
from tui.matching.features.stemming import stem_of
from tui.matching.features.word_frequency import term_weight, zipf
from tui.matching.matches import Match, PassageRef
from tui.text.span import Span
from tui.text.tokens import normalized_tokens, words

_OPENING, _CLOSING, _STRAIGHT = "“«„", "”»", '"'
_CLAUSE_END = re.compile(
    r"[,;:()—–―“”«»\"]|\s-\s"
    r"|\b(?:and|but|that|who|which|when|while|because|after|before|if|as)\b"
)
_COMMON = 5.9
"""Zipf value from which a stem is too common to identify a clause."""
_CONTENT_WORDS = 3
"""Least number of rarer stems in a clause that may be new."""
_FOUND = 0.34
"""Share of their worth that one passage of another article may have if the clause is new."""
MANY_NAMES = 2
"""Names of its own that a sentence has, at most: more of them tell no more."""


class Bar(NamedTuple):
    """Fitted values, from which the threshold of a sentence is computed."""

    start: float
    """Threshold, in log-odds, at an agreement of 0 and without names of its own."""
    agreement: float
    """Increase by the agreement of the accounts: if few matches are found, more are missed."""
    names: float
    """Increase by each name that no other account has."""
    least: float
    """Least agreement: the least that was seen when this was fitted."""
    most: float
    fewest_words: int
    """Least number of words of a sentence; a shorter one is never only here."""
    piece_words: int
    """The same for a piece of a quotation, which is read with the text around it."""

    def height(self, agreement: float, names: int) -> float:
        """Return the bar of a sentence: the probability of its likeliest pair that is too high.

        Args:
            agreement: The agreement of the accounts, 0 to 1, see `Collation.agreement`.
            names: The number of stems of names in the sentence that no other account has.
        """
        limited_agreement = min(max(agreement, self.least), self.most)
        odds = self.start + self.agreement * limited_agreement + self.names * min(names, MANY_NAMES)
        return 1.0 / (1.0 + exp(-odds))


@cache
def bar(*, meaning: bool) -> Bar:
    """Return the thresholds for pairs scored by words and meaning, or by words alone."""
    file = Path(__file__).with_name("only_here.json")
    values = json.loads(file.read_text(encoding="utf-8"))["meaning" if meaning else "words"]
    return Bar(**{name: values[name] for name in Bar._fields})


def is_long_enough(sentence: str, thresholds: Bar) -> bool:
    """Return False for a scrap, or a short piece of a quotation: of it nothing can be told."""
    fewest = thresholds.piece_words if is_piece(sentence) else thresholds.fewest_words
    return len(normalized_tokens(sentence)) >= fewest


def is_piece(sentence: str) -> bool:
    """Return True if a sentence has only the beginning or only the end of a quotation."""
    opened = sum(map(sentence.count, _OPENING))
    closed = sum(map(sentence.count, _CLOSING))
    return opened != closed or sentence.count(_STRAIGHT) % 2 == 1


class Unique(NamedTuple):
    """A sentence that only one article has."""

    place: PassageRef
    nearest: Sequence[Match]
    """Nearest passage of each other article that has any, the nearest first."""
    bar: float
    """Probability from which a pair, if one is found later, is a counterpart of it."""


class PartlyNew(NamedTuple):
    """A sentence of which other articles say only a part."""

    place: PassageRef
    new: Sequence[Span]
    """The clauses that no other article has; code points of the document's text."""
    nearest: Sequence[Match]


class Uniqueness:
    """The sentences, and the clauses of others, that one article of a corpus alone has."""

    def __init__(self, collation: Collation, thresholds: Bar) -> None:
        self._collation = collation
        self._thresholds = thresholds

    def only_here(self, document: str) -> list[Unique]:
        """Return the sentences of a document that no other article has, in order.

        A copy has none of its own, nor has an article that stands alone: there is nobody else.
        """
        collation = self._collation
        if len(collation.copies(document)) > 1 or len(collation.documents) == 1:
            return []
        agreement = collation.agreement(document)
        names = self._names(document)
        unique = []
        for number in collation.claim_passages(document):
            reference = PassageRef(document, number)
            if is_long_enough(collation.words(reference), self._thresholds):
                height = self._thresholds.height(
                    agreement, self._count_own(document, names[number])
                )
                nearest = list(collation.nearest(reference).values())
                if not nearest or nearest[0].score < height:
                    unique.append(Unique(reference, nearest, height))
        return unique

    def partly_new(self, document: str, unique: Iterable[Unique]) -> list[PartlyNew]:
        """Return the sentences of which others say a part, but not all, in order.

        `unique` are those that nobody else says: they are left out.
        """
        if len(self._collation.copies(document)) > 1:
            return []
        unique_references = {sentence.place for sentence in unique}
        sentences = []
        for number in self._collation.claim_passages(document):
            reference = PassageRef(document, number)
            if reference not in unique_references and self._collation.matches(reference):
                parts = list(clauses(self._collation, reference))
                new = [c for c in parts if self._is_new(document, c)] if len(parts) > 1 else []
                if new:
                    nearest = list(self._collation.nearest(reference).values())
                    sentences.append(PartlyNew(reference, new, nearest))
        return sentences

    def _names(self, document: str) -> NameStems:
        text = self._collation.documents[document]
        return NameStems(text.text, [passage.span for passage in text.passages])

    def _count_own(self, document: str, names: frozenset[str]) -> int:
        """Return the number of names that no article on the same thing has, of rarer ones."""
        relatives = self._collation.relatives(document)
        return sum(
            zipf(stem) < _COMMON and relatives.isdisjoint(self._documents_with[stem])
            for stem in names
        )

    @cached_property
    def _documents_with(self) -> Mapping[str, frozenset[str]]:
        """The documents that have each of the rarer stems."""
        documents: defaultdict[str, frozenset[str]] = defaultdict(frozenset)
        for stem, references in self._holders.items():
            documents[stem] = frozenset(reference.document for reference in references)
        return documents

    @cached_property
    def _holders(self) -> Mapping[str, Sequence[PassageRef]]:
        """The passages that have each of the rarer stems; of copies those of the first."""
        holders: defaultdict[str, list[PassageRef]] = defaultdict(list)
        for document in self._collation.documents:
            if self._collation.first(document) == document:
                for number in self._collation.claim_passages(document):
                    reference = PassageRef(document, number)
                    for stem in rarer_stems(self._collation.documents[document].words_of(number)):
                        holders[stem].append(reference)
        return holders

    def _is_new(self, document: str, clause: Span) -> bool:
        """Return True if no other article has most of a clause in one passage."""
        clause_stems = rarer_stems(clause.of(self._collation.documents[document].text))
        if len(clause_stems) < _CONTENT_WORDS:
            return False
        shared: defaultdict[PassageRef, float] = defaultdict(float)
        for stem in sorted(clause_stems):
            for reference in self._holders.get(stem, ()):
                if reference.document != document:
                    shared[reference] += term_weight(stem)
        return max(shared.values(), default=0.0) < _FOUND * sum(map(term_weight, clause_stems))


def rarer_stems(text: str) -> frozenset[str]:
    """Return the stems of a text that are not too common to identify it."""
    return frozenset(stem for stem in map(stem_of, normalized_tokens(text)) if zipf(stem) < _COMMON)


def clauses(collation: Collation, reference: PassageRef) -> Iterator[Span]:
    """Yield the clauses of a passage, from first to last word; code points of the text."""
    text = collation.documents[reference.document].text
    span = collation.span(reference)
    start = span.start
    for end in chain(_CLAUSE_END.finditer(text, *span), (None,)):
        clause_words = words(text, start, end.start() if end else span.end)
        if clause_words:
            yield Span(clause_words[0].span.start, clause_words[-1].span.end)
        start = end.end() if end else span.end
