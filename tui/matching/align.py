"""The word-by-word alignment of two passages: made when shown, never kept.

Case, quotation marks and punctuation are no difference; digits are.
"""

from typing import NamedTuple

from rapidfuzz.distance import LCSseq

from tui.text.fold import words
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

    The longest common subsequence of words (rapidfuzz), neighbouring words joined into runs.
    """
    ours, theirs = words(here), words(there)
    folds = [word.fold for word in ours], [word.fold for word in theirs]
    steps: list[Step] = []
    places = [0, 0]
    for code in LCSseq.opcodes(*folds):
        same = code.tag == "equal"
        pieces = (
            ours[code.src_start : code.src_end],
            theirs[code.dest_start : code.dest_end],
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


def _joined(step: Step, here: Span, there: Span) -> Step:
    """`step` carried on over the differing words that follow it."""
    return Step(
        same=False,
        here=Span(step.here.start, here.end) if here and step.here else step.here or here,
        there=Span(step.there.start, there.end) if there and step.there else step.there or there,
    )
