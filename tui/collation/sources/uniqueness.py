"""Uniqueness: what only one article says: whole sentences, and clauses of others.

A match is right, too, where two sentences merely touch the same claim. Only here is therefore
decided by a bar of its own, which `benchmarks/only_here.py` chooses and writes to
`only_here.json`: a sentence of which the likeliest counterpart stays below it has none.
"""

import json
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from tui.collation.sources.collation import Collation
from tui.matching.features.stemming import stems
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
"""Zipf value from which a stem tells nothing of what a clause says."""
_TELLING = 3
"""Stems less common than that, at least, in a clause that may be new."""
_FOUND = 0.34
"""Share of their worth that one passage of another article may have if the clause is new."""


class Bar(NamedTuple):
    """What decides that a sentence is only here."""

    score: float
    """Probability that its likeliest pair says the same, below which it has no counterpart."""
    fewest_words: int
    """Words of a sentence, at least: of a shorter one it can't be told."""
    piece_words: int
    """The same for a piece of a quotation, which is read with what stands around it."""


@cache
def bar(*, meaning: bool) -> Bar:
    """The bar as shipped, for pairs judged by words and meaning, or by words alone."""
    file = Path(__file__).with_name("only_here.json")
    found = json.loads(file.read_text(encoding="utf-8"))["meaning" if meaning else "words"]
    return Bar(found["score"], found["fewest_words"], found["piece_words"])


def is_only_here(sentence: str, score: float, at: Bar) -> bool:
    """Whether nobody else says a sentence whose likeliest pair has this `score`, 0 if it has none.

    Of a scrap it can't be told, and so it is not said.
    """
    count = len(normalized_tokens(sentence))
    fewest = at.piece_words if is_piece(sentence) else at.fewest_words
    return score < at.score and count >= fewest


def is_piece(sentence: str) -> bool:
    """Whether a quotation begins in a sentence and does not end in it, or the other way round."""
    opened = sum(map(sentence.count, _OPENING))
    closed = sum(map(sentence.count, _CLOSING))
    return opened != closed or sentence.count(_STRAIGHT) % 2 == 1


class Unique(NamedTuple):
    """A sentence that nobody else says."""

    place: PassageRef
    nearest: Sequence[Match]
    """What comes nearest to it in each other article that has anything, the nearest first."""


class PartlyNew(NamedTuple):
    """A sentence of which others say a part only."""

    place: PassageRef
    new: Sequence[Span]
    """The clauses that nobody else says; code points of the document's text."""
    nearest: Sequence[Match]


def only_here(collation: Collation, document: str, at: Bar) -> list[Unique]:
    """The sentences of a document that nobody else says, in order.

    A copy has none of its own, nor has an article that stands alone: there is nobody else.
    """
    if len(collation.copies(document)) > 1 or len(collation.documents) == 1:
        return []
    found = []
    for number in collation.telling(document):
        place = PassageRef(document, number)
        nearest = list(collation.nearest(place).values())
        score = nearest[0].score if nearest else 0.0
        if is_only_here(collation.words(place), score, at):
            found.append(Unique(place, nearest))
    return found


class Clauses:
    """The clauses of a corpus that one article alone has."""

    def __init__(self, collation: Collation) -> None:
        self._collation = collation
        self._holders: defaultdict[str, list[PassageRef]] = defaultdict(list)
        for document in collation.documents:
            if collation.first(document) == document:
                for number in collation.telling(document):
                    place = PassageRef(document, number)
                    for stem in rarer_stems(collation.documents[document].words_of(number)):
                        self._holders[stem].append(place)

    def partly_new(self, document: str, at: Bar) -> list[PartlyNew]:
        """The sentences of which others say a part, but not all, in order."""
        if len(self._collation.copies(document)) > 1:
            return []
        unique = {one.place for one in only_here(self._collation, document, at)}
        found = []
        for number in self._collation.telling(document):
            place = PassageRef(document, number)
            if place not in unique and self._collation.matches(place):
                parts = list(clauses(self._collation, place))
                new = [c for c in parts if self._is_new(document, c)] if len(parts) > 1 else []
                if new:
                    nearest = list(self._collation.nearest(place).values())
                    found.append(PartlyNew(place, new, nearest))
        return found

    def _is_new(self, document: str, clause: Span) -> bool:
        """Whether a clause says much of which no other article has much in one passage."""
        telling = rarer_stems(clause.of(self._collation.documents[document].text))
        if len(telling) < _TELLING:
            return False
        shared: defaultdict[PassageRef, float] = defaultdict(float)
        for stem in sorted(telling):
            for place in self._holders[stem]:
                if place.document != document:
                    shared[place] += term_weight(stem)
        return max(shared.values(), default=0.0) < _FOUND * sum(map(term_weight, telling))


def rarer_stems(text: str) -> frozenset[str]:
    """Return the stems of a text that are not too common to tell anything."""
    found = chain.from_iterable(map(stems, normalized_tokens(text)))
    return frozenset(stem for stem in found if zipf(stem) < _COMMON)


def clauses(collation: Collation, place: PassageRef) -> Iterator[Span]:
    """Yield the clauses of a passage, from first to last word; code points of the text."""
    text = collation.documents[place.document].text
    whole = collation.span(place)
    start = whole.start
    for end in chain(_CLAUSE_END.finditer(text, *whole), (None,)):
        inside = words(text, start, end.start() if end else whole.end)
        if inside:
            yield Span(inside[0].span.start, inside[-1].span.end)
        start = end.end() if end else whole.end
