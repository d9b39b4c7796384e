"""Counterparts: the doubtful pairs of a corpus, and what else their passages may match.

What other texts say of a pair is heard from these; `thirds` and `company` weigh it.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from heapq import heappush, heappushpop
from math import exp

from tui.matching.compare import Pair
from tui.matching.comparison import Comparison, Keys
from tui.matching.judge import Judge
from tui.matching.match import Kind

_IN_DOUBT = (Kind.REWORDED, Kind.MEANING)
"""Kinds of match that other texts can make or unmake: copies are copies."""
_MOST = 64
"""Counterparts of one passage that are asked, the surest: a story that hundreds print has more."""
_COPIED = 8.0
"""Odds, in logarithms, beyond which more make no difference."""

Line = tuple[bytes, int]
"""The key of a text, and the number of one of its telling lines."""
Counterparts = Mapping[Line, list[tuple[float, Line]]]
"""For some lines, what they may match, with the odds."""


def doubtful(
    made: Iterable[tuple[Keys, Comparison]], doubt: float, judge: Judge
) -> Iterator[tuple[Keys, int, Pair]]:
    """The pairs that other texts may decide; each comes with its number in the comparison.

    `doubt` is what the number of documents takes from the evidence.
    """
    for keys, comparison in made:
        if keys[0] == keys[1]:
            continue
        for number, pair in enumerate(comparison.pairs):
            if pair.kind in _IN_DOUBT and abs(pair.total - doubt) <= judge.doubtful:
                yield keys, number, pair


def counterparts(
    made: Sequence[tuple[Keys, Comparison]], doubt: float, judge: Judge
) -> Counterparts:
    """The counterparts of the lines of all doubtful pairs, with odds; of too many the surest."""
    least, copy = judge.least_odds, judge.verbatim_odds
    found: dict[Line, list[tuple[float, Line]]] = {
        line: [] for keys, _, pair in doubtful(made, doubt, judge) for line in lines_of(keys, pair)
    }
    for keys, comparison in made:
        if keys[0] == keys[1]:
            continue
        for pair in comparison.pairs:
            odds = min(_COPIED, pair.total - doubt)
            if pair.kind is Kind.VERBATIM:
                odds = max(odds, copy)
            if odds < least:
                continue
            here, there = lines_of(keys, pair)
            for line, counterpart in ((here, there), (there, here)):
                if (some := found.get(line)) is not None:
                    push = heappush if len(some) < _MOST else heappushpop
                    push(some, (odds, counterpart))
    return found


def lines_of(keys: Keys, pair: Pair) -> tuple[Line, Line]:
    """The two lines of a pair."""
    return (keys[0], pair.here), (keys[1], pair.there)


def sure(odds: float) -> float:
    """How likely it is, by its odds, in logarithms."""
    return 1.0 / (1.0 + exp(-odds))


def replaced(
    made: Iterable[tuple[Keys, Comparison]], totals: Mapping[Keys, Mapping[int, float]]
) -> dict[Keys, Comparison]:
    """The comparisons some pairs of which, by number, come to other totals."""
    return {
        keys: comparison._replace(
            pairs=tuple(
                pair._replace(total=totals[keys].get(n, pair.total))
                for n, pair in enumerate(comparison.pairs)
            )
        )
        for keys, comparison in made
        if keys in totals
    }
