"""Thirds: what the other texts of a corpus make of two passages that may say the same.

A third passage that says the same as both speaks for it; a text that has counterparts of both, but
not the same, against it, and so do texts that have one of the one and none of the other. Only
doubtful pairs are judged anew, and only by what every two texts came to by themselves: nothing that
this changes is evidence again, so nothing chains.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from math import exp, fsum, log1p
from operator import mul
from typing import NamedTuple

from tui.matching.compare import Pair
from tui.matching.comparison import Comparison, Keys
from tui.matching.counterparts import Line, counterparts, doubtful, lines_of, replaced, sure
from tui.matching.judge import DEFAULT, Judge


class Hearing(NamedTuple):
    """What the other texts say of two passages."""

    support: float
    """How sure a third passage makes it that both say the same, less how sure they do themselves.

    From -1 to 1; 0 where no text has counterparts of both.
    """
    silence: float
    """Logarithm of how many texts, and one more, say the one and not the other."""


def judged(
    made: Iterable[tuple[Keys, Comparison]], documents: int, judge: Judge = DEFAULT
) -> dict[Keys, Comparison]:
    """The comparisons, of all that were `made` of so many `documents`, that thirds change."""
    made = list(made)
    totals: defaultdict[Keys, dict[int, float]] = defaultdict(dict)
    for keys, number, pair, hearing in hearings(made, documents, judge):
        if any(hearing):
            weighed = sum(map(mul, judge.thirds, hearing))
            totals[keys][number] = pair.total + weighed
    return replaced(made, totals)


def hearings(
    made: Iterable[tuple[Keys, Comparison]], documents: int, judge: Judge = DEFAULT
) -> Iterator[tuple[Keys, int, Pair, Hearing]]:
    """What other texts say of every doubtful pair; it comes with its number in the comparison.

    Of pairs whose passages have no other counterparts nothing is said.
    """
    made = list(made)
    doubt = judge.doubt(documents)
    known = counterparts(made, doubt, judge)
    heard = cache(lambda line: _Heard(sorted(known[line], reverse=True), judge))
    for keys, number, pair in doubtful(made, doubt, judge):
        here, there = lines_of(keys, pair)
        odds = pair.total - doubt
        each_other = int(odds >= judge.least_odds)
        if len(known[here]) == len(known[there]) == each_other:
            continue  # nobody else says anything
        own = sure(odds - judge.believed)
        yield keys, number, pair, _hearing(heard(here), heard(there), keys, own)


class _Heard:
    """The counterparts of one passage, and how far each is believed."""

    def __init__(self, known: Iterable[tuple[float, Line]], judge: Judge) -> None:
        self.voices: dict[Line, float] = {}
        """By how many times its odds are less than the best in its text, it is believed less."""
        self.texts: dict[bytes, float] = {}
        """For each text, how far the best is."""
        bests: dict[bytes, float] = {}
        for odds, line in known:  # the surest first
            best = bests.setdefault(line[0], odds)
            believed = sure(odds - judge.believed)
            self.voices[line] = believed * exp(odds - best)
            self.texts.setdefault(line[0], believed)
        self._all = fsum(self.texts.values())

    def but(self, keys: Keys) -> float:
        """How many texts, each as far as it is believed, but two."""
        return self._all - sum(self.texts.get(key, 0.0) for key in keys)


def _hearing(one: _Heard, other: _Heard, keys: Keys, own: float) -> Hearing:
    few, many = sorted((one, other), key=lambda heard: len(heard.voices))
    both = max(
        (
            voice * many.voices[line]
            for line, voice in few.voices.items()
            if line in many.voices and line[0] not in keys
        ),
        default=0.0,
    )
    common = [
        min(believed, many.texts[text])
        for text, believed in few.texts.items()
        if text in many.texts and text not in keys
    ]
    silent = one.but(keys) + other.but(keys) - 2.0 * fsum(common)
    return Hearing(both - own * max(common, default=0.0), log1p(max(0.0, silent)))
