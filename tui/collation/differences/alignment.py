"""Alignment: the runs of words that two sentences share where they are most alike.

Unlike `matching.align`, which shows whole passages, it passes over words shared by chance.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from rapidfuzz.distance import LCSseq, Opcodes

from tui.collation.values.sentence_values import Word

GAP = 0.6
"""The cost of each word between two runs when they are taken together."""


class Run(NamedTuple):
    """Words that two sequences share: their start in each, and their number."""

    here: int
    there: int
    length: int


class Gap(NamedTuple):
    """The words between two runs, or at an end: a range of both sequences; one may be empty."""

    here: tuple[int, int]
    there: tuple[int, int]


def shared_runs(here: Sequence[Word], there: Sequence[Word], cost: float = GAP) -> list[Run]:
    """Return the runs of the range in which both sequences have most in common, in order."""
    codes = LCSseq.opcodes([w.stem for w in here], [w.stem for w in there])
    best: list[Run] = []
    most = 0.0
    taken: list[Run] = []
    worth = 0.0
    for run in _runs(here, there, codes):
        message = sum(
            0.5 if here[n].common else 2.0 for n in range(run.here, run.here + run.length)
        )
        message += 0.5 * (run.length - 1)
        if taken:
            last = taken[-1]
            apart = max(run.here - last.here - last.length, run.there - last.there - last.length)
            worth -= cost * apart
        if worth <= 0:
            taken, worth = [], 0.0
        taken.append(run)
        worth += message
        if worth > most:
            best, most = list(taken), worth
    return best


def _runs(here: Sequence[Word], there: Sequence[Word], codes: Opcodes) -> Iterator[Run]:
    """Yield the runs of equal words.

    Two forms of one word help to align, but they are no run.
    """
    for code in codes:
        if code.tag != "equal":
            continue
        length = 0
        for n in range(code.src_end - code.src_start):
            first, second = code.src_start + n, code.dest_start + n
            if here[first].fold == there[second].fold:
                length += 1
            elif length:
                yield Run(first - length, second - length, length)
                length = 0
        if length:
            yield Run(code.src_end - length, code.dest_end - length, length)


def gaps(runs: Sequence[Run]) -> list[Gap]:
    """Return the gaps between the runs."""
    found: list[Gap] = []
    for last, run in pairwise(runs):
        found.append(
            Gap((last.here + last.length, run.here), (last.there + last.length, run.there))
        )
    return found
