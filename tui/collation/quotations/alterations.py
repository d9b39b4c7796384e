"""Alterations: the words that a variant of a quotation cuts, adds and changes."""

from collections.abc import Sequence
from dataclasses import replace

from rapidfuzz.distance import LCSseq

from tui.collation.quotations.pieces import EMPTY, Piece, placed_words
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


def compared(variant: Variant, text: str, fullest: Piece) -> Variant:
    """Return a variant with its alterations of the fullest variant."""
    ours, theirs = placed_words(text, variant.span), fullest.words
    steps: list[Step] = []
    lost = won = 0
    gaps = _gaps(ours, theirs)
    at, there_at = variant.span.start, fullest.variant.span.start
    for mine, other, kept in gaps:
        if mine or other:
            own = Span(mine[0].span.start, mine[-1].span.end) if mine else Span(at, at)
            foreign = (
                Span(other[0].span.start, other[-1].span.end) if other else Span(there_at, there_at)
            )
            kind = (
                Alteration.CHANGED
                if mine and other
                else Alteration.ADDED
                if mine
                else Alteration.CUT
            )
            steps.append(Step(kind, own, foreign))
            # What follows the last unchanged word says little about it, unless it is short.
            if kept or max(len(mine), len(other)) <= _NEAR:
                won += sum(_negates(word.norm) for word in mine[-_NEAR:])
                lost += sum(_negates(word.norm) for word in other[-_NEAR:])
        if kept:
            at, there_at = kept[0].span.end, kept[1].span.end
    negation = Negation.DROPPED if lost > won else Negation.ADDED if won > lost else None
    return replace(variant, steps=tuple(steps), negation=negation)


def _gaps(
    ours: Sequence[Token], theirs: Sequence[Token]
) -> list[tuple[list[Token], list[Token], tuple[Token, Token] | None]]:
    """Return the words where two sides differ, and the last word of both before them, if any."""
    codes = list(LCSseq.opcodes([word.norm for word in ours], [word.norm for word in theirs]))
    gaps: list[tuple[list[Token], list[Token], tuple[Token, Token] | None]] = []
    mine: list[Token] = []
    other: list[Token] = []
    for number, code in enumerate(codes):
        here = ours[code.src_start : code.src_end]
        there = theirs[code.dest_start : code.dest_end]
        by_chance = len(here) == 1 and here[0].norm in EMPTY - _NEGATIONS
        if code.tag == "equal" and not (by_chance and 0 < number < len(codes) - 1):
            gaps.append((mine, other, (here[-1], there[-1])))
            mine, other = [], []
        else:
            mine.extend(here)
            other.extend(there)
    return [*gaps, (mine, other, None)]


def _negates(word: str) -> bool:
    return word in _NEGATIONS or word.endswith("n't")
