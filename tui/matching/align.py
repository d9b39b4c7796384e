"""The word-by-word alignment of two passages: made when shown, never kept.

Case, quotation marks and punctuation are no difference; digits are.
"""

from collections.abc import Sequence
from typing import NamedTuple

from rapidfuzz.distance import LCSseq

from tui.text.fold import Word, tokens
from tui.text.properties import SPACELESS, compiled, is_simple
from tui.text.span import Span


class Step(NamedTuple):
    """A run of words that the two sides share, or that stand on one side or against each other."""

    same: bool
    here: Span
    """Code points of the first string, first word to last; empty where it has nothing."""
    there: Span
    """The same in the second string."""


def align(here: str, there: str) -> tuple[Step, ...]:
    """The steps that lead through both strings, word by word, in order.

    The longest common subsequence of words (rapidfuzz), neighbouring words joined into runs; letter
    by letter where a script puts no spaces between words.
    """
    ours, theirs = tokens(here), tokens(there)
    codes = list(LCSseq.opcodes([word.fold for word in ours], [word.fold for word in theirs]))
    steps: list[Step] = []
    places = [0, 0]
    for number, code in enumerate(codes):
        pieces = (
            ours[code.src_start : code.src_end],
            theirs[code.dest_start : code.dest_end],
        )
        same = code.tag == "equal" and not (
            0 < number < len(codes) - 1 and _is_by_chance(pieces[0])
        )
        spans = []
        for side, piece in enumerate(pieces):
            start = piece[0].span.start if piece else places[side]
            places[side] = piece[-1].span.end if piece else places[side]
            spans.append(Span(start, places[side]))
        if steps and steps[-1].same == same and not same:
            steps[-1] = _joined(steps[-1], spans[0], spans[1])
        else:
            steps.append(Step(same, spans[0], spans[1]))
    return tuple(steps)


def _is_by_chance(piece: Sequence[Word]) -> bool:
    """Whether what is the same is a single letter of a script without spaces."""
    if len(piece) > 1 or is_simple(piece[0].fold):
        return False
    return compiled(SPACELESS).match(piece[0].fold) is not None


def _joined(step: Step, here: Span, there: Span) -> Step:
    """`step` carried on over the differing words that follow it."""
    return Step(
        same=False,
        here=Span(step.here.start, here.end) if here and step.here else step.here or here,
        there=Span(step.there.start, there.end) if there and step.there else step.there or there,
    )
