"""Pieces: the parts of one sentence between one pair of quotation marks.

Pieces are the unit of comparison: each sentence of a quotation may have variants of its own.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from rapidfuzz.distance import LCSseq

from tui.collation.quotations.quotation import Variant
from tui.collation.quotations.speakers import utterances
from tui.collation.quotations.speech import words_of
from tui.matching.matches import PassageRef
from tui.text.document import Document
from tui.text.sentences import sentences
from tui.text.span import Span
from tui.text.tokens import Token, tokens

FEW = 4
"""Number of words up to which a quotation must stand in its variants unchanged."""
TELLING = 2
EMPTY = words_of(
    """a an and are as at be been but by can could did do for from had has have he her his i if in
    is it its me my no not of on or our she so than that the their them there they this to us was
    we were what which who will with would you your der die das und ist ein eine zu den von nicht
    le la les de des du et un une est que en el los las y es por se"""
)
"""Words with little meaning."""
_LITTLE = 0.2
"""The weight of such a word."""


@dataclass(frozen=True)
class Piece:
    """The part of one sentence between one pair of marks."""

    variant: Variant
    words: tuple[Token, ...]
    """The words; code points of the document's text."""

    @property
    def reference(self) -> PassageRef:
        """The reference to the passage of the piece."""
        return PassageRef(self.variant.document, self.variant.passage)

    @cached_property
    def norms(self) -> tuple[str, ...]:
        """Its words as compared."""
        return tuple(word.norm for word in self.words)

    @cached_property
    def weight(self) -> float:
        """The total weight of its words."""
        return sum(map(worth, self.norms))


def worth(word: str) -> float:
    """Return the weight of a word."""
    return _LITTLE if word in EMPTY else 1.0


def find_words(text: str, span: Span) -> tuple[Token, ...]:
    """Return the words of `text` in `span`, code points of `text`."""
    return tuple(Token(w.norm, w.span.shifted(span.start)) for w in tokens(span.of(text)))


def pieces_of(name: str, document: Document) -> Iterator[Piece]:
    """Yield the pieces of a document, sentence by sentence."""
    for utterance in utterances(document):
        span = utterance.span
        passage = document.passage_at(span.start)
        while passage < len(document.passages):
            sentence = document.passages[passage].span
            if sentence.start >= span.end:
                break
            part = Span(max(span.start, sentence.start), min(span.end, sentence.end))
            for inner in sentences(document.text, part) if part else ():
                if words := find_words(document.text, inner):
                    yield Piece(
                        Variant(name, inner, passage, sentence, span, utterance.speaker), words
                    )
            passage += 1


def position(phrase: Sequence[str], words: Sequence[str]) -> int | None:
    """Return the index at which some words stand in a row in others, if they do."""
    for n in range(len(words) - len(phrase) + 1):
        if tuple(words[n : n + len(phrase)]) == tuple(phrase):
            return n
    return None


class Shared(NamedTuple):
    """The words that a piece shares with a fuller one; ordered by these fields."""

    share: float
    """Share of the piece's words, by weight."""
    run: int
    """The largest number of words in a row."""
    telling: int
    """The number of content words."""


def count_shared(piece: Piece, fuller: Piece) -> Shared:
    """Return what a piece shares with a fuller one."""
    weight, run, content_words = 0.0, 0, 0
    for code in LCSseq.opcodes(piece.norms, fuller.norms):
        if code.tag == "equal":
            words = piece.norms[code.src_start : code.src_end]
            weight += sum(map(worth, words))
            run = max(run, len(words))
            content_words += sum(word not in EMPTY for word in words)
    return Shared(weight / piece.weight, run, content_words)
