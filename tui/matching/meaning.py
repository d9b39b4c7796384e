"""Meaning: what is known of how alike lines are in meaning, weighed with what their words say.

It takes cosines as plain values; which model they come from is no business of this module.
"""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from tui.matching.compare import Pair
from tui.matching.comparison import Comparison
from tui.matching.judge import DEFAULT, Judge
from tui.matching.match import Kind

_SURE = (Kind.VERBATIM, Kind.CLOSE)
"""Kinds of match that no meaning can unmake."""
_MOST_ODDS = 8.0
"""Odds by words, in logarithms, beyond which more make no difference."""


class Likeness(NamedTuple):
    """How alike two lines are in meaning."""

    cosine: float
    outdone: float
    """The cosine's distance to that of the best candidate either line has; 0 for mutual bests."""


class Likenesses(NamedTuple):
    """How alike two documents are in meaning."""

    kinship: float
    """The mean cosine of the best candidates of the better half of the lines."""
    lines: Mapping[tuple[int, int], Likeness]
    """Of their telling lines, by index: at least those compared before and those `alike`."""


def weighed(
    comparison: Comparison, alike: Likenesses, documents: int, judge: Judge = DEFAULT
) -> Comparison:
    """The comparison with its matches weighed anew; the reused stretches stay as they are.

    What was no match and is one now is of the kind `MEANING`. Copies and close matches stay; other
    near misses come as near as words and meaning have them.
    """
    pairs = sorted(_weighed(comparison, alike, documents, judge))
    return comparison._replace(pairs=tuple(pairs))


def _weighed(
    comparison: Comparison, alike: Likenesses, documents: int, judge: Judge
) -> Iterator[Pair]:
    doubt = judge.doubt(documents)
    before = {(pair.here, pair.there): pair for pair in comparison.pairs}
    for at in before.keys() | alike.lines.keys():
        pair = before.get(at)
        if at not in alike.lines:
            yield before[at]
            continue
        odds = pair.total - doubt if pair else judge.least_odds
        total = doubt + weighed_odds(odds, alike.lines[at], alike.kinship, documents, judge)
        if pair and (pair.kind in _SURE or odds >= 0.0):
            yield pair._replace(total=max(total, pair.total) if pair.kind in _SURE else total)
        elif total - doubt >= 0.0:
            yield Pair(*at, total, Kind.MEANING)
        elif pair:
            yield pair._replace(total=total)


def weighed_odds(
    odds: float, likeness: Likeness, kinship: float, documents: int, judge: Judge = DEFAULT
) -> float:
    """The odds of a match, in logarithms, by those its words give and by its meaning."""
    versions = kinship >= judge.versions
    by = judge.version_likings if versions else judge.likings
    known = max(judge.least_odds, min(_MOST_ODDS, odds))
    weighed = by.start + by.lexical * known + by.likeness * (likeness.cosine - judge.alike)
    weighed += by.outdone * likeness.outdone
    return weighed if versions else weighed - judge.crowding(documents)
