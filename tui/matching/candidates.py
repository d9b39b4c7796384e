"""Candidates: which documents of a corpus are worth comparing, without trying every two.

Two documents are if a sentence of one has rarer words together that one of the other has too, and
is like it on the whole. What very many share leads nowhere, but a whole sentence always does.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import lru_cache
from itertools import combinations

from tui.matching.judge import DEFAULT, Judge
from tui.matching.trace import Trace, acquainted, weighed

_LINES = 1 << 14
"""Lines kept at hand while documents are chosen."""
Couple = tuple[int, int]
"""The numbers of two documents, the lesser first."""


def candidates(traces: Sequence[Trace], judge: Judge = DEFAULT) -> set[Couple]:
    """Every two documents worth comparing, by their numbers; of few documents, every two."""
    if len(traces) <= judge.few:
        return set(combinations(range(len(traces)), 2))
    once: set[int] = set()
    again: set[int] = set()
    for trace in traces:
        led = trace.led()
        again |= once & led
        once |= led
    del once
    return _Corpus(traces, again, judge).acquaintances(range(len(traces)))


def renewed(
    traces: Sequence[Trace],
    known: AbstractSet[Couple],
    new: Collection[int],
    gone: Iterable[Trace],
    judge: Judge = DEFAULT,
) -> set[Couple]:
    """What `candidates` would give, by what was `known` before some came `new` and others went.

    Both before and now, there must be more than `Judge.few`. Looked at again are the new ones and
    those for which a couple has become, or is no longer, too frequent by their coming and going.
    """
    left = Counter(couple for trace in gone for couple in trace.led())
    came = Counter(couple for number in new for couple in traces[number].led())
    corpus = _Corpus(traces, left.keys() | came.keys(), judge)
    changed = set(new)
    for couple, holders in corpus.holders.items():
        before = len(holders) - came[couple] + left[couple]
        if (before > judge.couple_documents) != (len(holders) > judge.couple_documents):
            changed.update(holders)
    if len(changed) > len(new):
        wanted = set().union(*(traces[number].led() for number in changed))
        corpus = _Corpus(traces, wanted, judge)
    kept = {couple for couple in known if changed.isdisjoint(couple)}
    return kept | corpus.acquaintances(changed)


class _Corpus:
    """The traces of a corpus, with who has which of the couples that matter."""

    def __init__(self, traces: Sequence[Trace], wanted: AbstractSet[int], judge: Judge) -> None:
        self._traces = traces
        self._judge = judge
        self._line = lru_cache(_LINES)(lambda number, line: weighed(traces[number].line(line)))
        holders: defaultdict[int, list[int]] = defaultdict(list)
        for number, trace in enumerate(traces):
            for couple in trace.led() & wanted:
                holders[couple].append(number)
        self.holders: Mapping[int, Sequence[int]] = holders

    def acquaintances(self, numbers: Collection[int]) -> set[Couple]:
        """Every two documents worth comparing of which one is among `numbers`."""
        found = set(self._copies(numbers))
        for here in numbers:
            shared: defaultdict[int, list[int]] = defaultdict(list)
            for couple in self._traces[here].led() & self.holders.keys():
                holders = self.holders[couple]
                if 1 < len(holders) <= self._judge.couple_documents:
                    for there in holders:
                        if there > here or there not in numbers:
                            shared[there].append(couple)
            for there, couples in shared.items():
                pair = min(here, there), max(here, there)
                if pair not in found and self._worth_comparing(here, there, couples):
                    found.add(pair)
        return found

    def _worth_comparing(self, here: int, there: int, couples: Sequence[int]) -> bool:
        if len(couples) >= self._judge.couples:
            return True
        ours, theirs = self._traces[here], self._traces[there]
        lines = {(a, b) for c in couples for a in ours.lines(c) for b in theirs.lines(c)}
        share = self._judge.acquainted
        return any(acquainted(self._line(here, a), self._line(there, b), share) for a, b in lines)

    def _copies(self, numbers: Collection[int]) -> Iterator[Couple]:
        """Every two documents that share a whole sentence and of which one is among `numbers`."""
        wanted = set().union(*(self._traces[number].sentences for number in numbers))
        having: defaultdict[int, list[int]] = defaultdict(list)
        for number, trace in enumerate(self._traces):
            for sentence in wanted.intersection(trace.sentences):
                having[sentence].append(number)
        groups = {tuple(holders) for holders in having.values() if len(holders) > 1}
        for group in groups:
            for pair in combinations(group, 2):
                if pair[0] in numbers or pair[1] in numbers:
                    yield pair
