"""Small corpora whose passages match by given odds, and what hearing other texts makes of them."""

from collections.abc import Callable, Iterable
from itertools import combinations

from tui.matching.compare import Pair
from tui.matching.comparison import Comparison, Keys
from tui.matching.judge import DEFAULT
from tui.matching.match import Kind

DOCUMENTS = 4
DOUBT = DEFAULT.doubt(DOCUMENTS)
A, B, C, D = b"a", b"b", b"c", b"d"
SURE, MAYBE, UNLIKELY = 5.0, 0.3, -0.5

Odds = dict[tuple[tuple[bytes, int], tuple[bytes, int]], float]
Hear = Callable[[Iterable[tuple[Keys, Comparison]], int], dict[Keys, Comparison]]
PAIR = ((A, 0), (B, 0))


def corpus(odds: Odds, kind: Kind = Kind.REWORDED) -> dict[Keys, Comparison]:
    """Four texts, whose lines match by the odds given; all pairs of texts were compared."""
    pairs: dict[Keys, list[Pair]] = {keys: [] for keys in combinations((A, B, C, D), 2)}
    for ((one, here), (two, there)), value in odds.items():
        pairs[one, two].append(Pair(here, there, DOUBT + value, kind))
    return {keys: Comparison(tuple(some), ()) for keys, some in pairs.items()}


def odds_by(hear: Hear, odds: Odds, kind: Kind = Kind.REWORDED) -> Odds:
    """The odds once the other texts were heard."""
    made = corpus(odds, kind)
    after = {**made, **hear(made.items(), DOCUMENTS)}
    return {
        ((one, pair.here), (two, pair.there)): pair.total - DOUBT
        for (one, two), comparison in after.items()
        for pair in comparison.pairs
    }


def printed_by_hundreds() -> dict[Keys, Comparison]:
    """One passage in 199 texts, each match of it a doubtful one in a corpus of 300."""
    pair = Pair(0, 0, DEFAULT.doubt(300) + 1.0, Kind.REWORDED)
    texts = [bytes([n]) for n in range(1, 200)]
    return {keys: Comparison((pair,), ()) for keys in combinations(texts, 2)}
