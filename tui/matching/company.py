"""Company: whether two passages that may say the same keep the same company.

The company of a passage are its sure counterparts. What says the same as a passage matches its
company, too, much as surely as itself; what merely resembles it matches it alone. That is heard
once, on what `thirds` came to, of doubtful pairs only: it is evidence for nothing else.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from math import fsum
from typing import NamedTuple

from tui.matching.compare import Pair
from tui.matching.comparison import Comparison, Keys
from tui.matching.counterparts import Line, counterparts, doubtful, lines_of, replaced, sure
from tui.matching.judge import DEFAULT, Judge


class Shared(NamedTuple):
    """What two passages have of each other's company."""

    sure: float
    """How sure either is of the other's company, on the mean, 0 to 1."""
    itself: float
    """How sure the two are of each other."""


def in_company(
    made: Iterable[tuple[Keys, Comparison]], documents: int, judge: Judge = DEFAULT
) -> dict[Keys, Comparison]:
    """The comparisons, of all that were `made` of so many `documents`, that company changes."""
    made = list(made)
    totals: defaultdict[Keys, dict[int, float]] = defaultdict(dict)
    by = judge.company
    for keys, number, pair, shared in companies(made, documents, judge):
        totals[keys][number] = pair.total + by.weight * (shared.sure - by.least * shared.itself)
    return replaced(made, totals)


def companies(
    made: Iterable[tuple[Keys, Comparison]], documents: int, judge: Judge = DEFAULT
) -> Iterator[tuple[Keys, int, Pair, Shared]]:
    """What the two passages of every doubtful pair share; it comes with its number.

    Of pairs neither of which has company in a third text nothing is said.
    """
    made = list(made)
    doubt = judge.doubt(documents)
    known = counterparts(made, doubt, judge)
    kept = cache(lambda line: _Kept(known[line], judge))
    for keys, number, pair in doubtful(made, doubt, judge):
        here, there = (kept(line) for line in lines_of(keys, pair))
        both = (here.sure_of(there, keys[0]), there.sure_of(here, keys[1]))
        heard = [share for share in both if share is not None]
        if heard:
            shared = Shared(fsum(heard) / len(heard), sure(pair.total - doubt))
            yield keys, number, pair, shared


class _Kept:
    """The company one passage keeps."""

    def __init__(self, known: Iterable[tuple[float, Line]], judge: Judge) -> None:
        known = list(known)
        self.sure = {line: sure(odds) for odds, line in known}
        """How sure it is of each counterpart."""
        self.company = frozenset(line for odds, line in known if odds >= judge.believed)
        self.of_text = Counter(text for text, _ in self.company)
        """How many of its company are of each text."""

    def sure_of(self, other: "_Kept", text: bytes) -> float | None:
        """How sure this passage, of this `text`, is of the other's company in other texts.

        On the mean; nothing where there is none.
        """
        count = len(other.company) - other.of_text[text]  # in its own it has no counterparts
        if not count:
            return None
        return fsum(self.sure[line] for line in self.sure.keys() & other.company) / count
