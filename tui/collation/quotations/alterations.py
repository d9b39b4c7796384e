"""Alterations: the words that a variant of a quotation cuts, adds and changes."""

from collections.abc import Sequence
from dataclasses import replace

from rapidfuzz.distance import LCSseq

from tui.collation.quotations.pieces import EMPTY, Piece, find_words
from tui.collation.quotations.quotation import Alteration, Negation, Step, Variant
from tui.collation.quotations.speech import words_of
from tui.text.span import Span
from tui.text.tokens import Token

_NEAR = 3
"""Number of words before the unchanged words in which a negation counts."""
_NEGATIONS = words_of(
    """not no never none nothing nobody neither nor without cannot nicht kein keine keinen keiner
    nie niemals ne pas jamais aucun aucune sans nunca jamás ningún ninguna sin"""
)


def find_alterations(variant: Variant, text: str, fullest: Piece) -> Variant:
    """Return a variant with its alterations of the fullest variant."""
    variant_words, fullest_words = find_words(text, variant.span), fullest.words
    steps: list[Step] = []
    dropped = gained = 0
    gaps = _gaps(variant_words, fullest_words)
    variant_end, fullest_end = variant.span.start, fullest.variant.span.start
    for here, there, unchanged in gaps:
        if here or there:
            variant_span = (
                Span(here[0].span.start, here[-1].span.end)
                if here
                else Span(variant_end, variant_end)
            )
            fullest_span = (
                Span(there[0].span.start, there[-1].span.end)
                if there
                else Span(fullest_end, fullest_end)
            )
            kind = (
                Alteration.CHANGED
                if here and there
                else Alteration.ADDED
                if here
                else Alteration.CUT
            )
            steps.append(Step(kind, variant_span, fullest_span))
            # What follows the last unchanged word says little about it, unless it is short.
            if unchanged or max(len(here), len(there)) <= _NEAR:
                gained += sum(_negates(word.norm) for word in here[-_NEAR:])
                dropped += sum(_negates(word.norm) for word in there[-_NEAR:])
        if unchanged:
            variant_end, fullest_end = unchanged[0].span.end, unchanged[1].span.end
    negation = (
        Negation.DROPPED if dropped > gained else Negation.ADDED if gained > dropped else None
    )
    return replace(variant, steps=tuple(steps), negation=negation)


def _gaps(
    variant_words: Sequence[Token], fullest_words: Sequence[Token]
) -> list[tuple[list[Token], list[Token], tuple[Token, Token] | None]]:
    """Return the words where two sides differ, and the last word of both before them, if any."""
    codes = list(
        LCSseq.opcodes([word.norm for word in variant_words], [word.norm for word in fullest_words])
    )
    gaps: list[tuple[list[Token], list[Token], tuple[Token, Token] | None]] = []
    gap_here: list[Token] = []
    gap_there: list[Token] = []
    for number, code in enumerate(codes):
        here = variant_words[code.src_start : code.src_end]
        there = fullest_words[code.dest_start : code.dest_end]
        by_chance = len(here) == 1 and here[0].norm in EMPTY - _NEGATIONS
        if code.tag == "equal" and not (by_chance and 0 < number < len(codes) - 1):
            gaps.append((gap_here, gap_there, (here[-1], there[-1])))
            gap_here, gap_there = [], []
        else:
            gap_here.extend(here)
            gap_there.extend(there)
    return [*gaps, (gap_here, gap_there, None)]


def _negates(word: str) -> bool:
    return word in _NEGATIONS or word.endswith("n't")
