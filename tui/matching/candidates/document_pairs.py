"""Candidates: which documents of a corpus are worth comparing, without trying every two.

Two documents are if a sentence of one has rarer words together that one of the other has too, and
is like it on the whole. Words that very many have together lead nowhere by themselves; but a whole
sentence always does, and lines like each other that very many have are found by their throngs.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from itertools import chain, combinations

from tui.matching.candidates.fingerprint import Trace
from tui.matching.candidates.minhash import Throngs
from tui.matching.candidates.sentence_sketches import TellingLines
from tui.matching.config import DEFAULT, Judge

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
    frequency = _frequency(traces, again)
    frequent = {couple for couple, n in frequency.items() if n > judge.couple_documents}
    leading = frequency.keys() - frequent
    del again, frequency
    lines = TellingLines(traces)
    everyone = range(len(traces))
    found = set(_copies(traces, everyone))
    corpus = _Corpus(traces, lines, leading, judge)
    for number in everyone:
        found |= corpus.acquaintances(number)
        corpus.take(number)
    del corpus
    return found.union(Throngs(traces, lines, frequent, judge).couples(everyone, found))


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
    holders = _holders(traces, left.keys() | came.keys())
    most = judge.couple_documents
    changed = set(new)
    for couple, holding in holders.items():
        before = len(holding) - came[couple] + left[couple]
        if (before > most) != (len(holding) > most):
            changed.update(holding)
    if len(changed) > len(new):
        holders = _holders(traces, set().union(*(traces[number].led() for number in changed)))
    leading = {couple for couple, holding in holders.items() if 1 < len(holding) <= most}
    frequent = {couple for couple, holding in holders.items() if len(holding) > most}
    lines = TellingLines(traces)
    corpus = _Corpus(traces, lines, leading, judge)
    for number in sorted(set().union(*(holders[couple] for couple in leading))):
        corpus.take(number)
    found = {couple for couple in known if changed.isdisjoint(couple)}
    found = found.union(_copies(traces, changed), *map(corpus.acquaintances, changed))
    return found.union(Throngs(traces, lines, frequent, judge).couples(changed, found))


def _holders(traces: Iterable[Trace], couples: AbstractSet[int]) -> Mapping[int, list[int]]:
    """The documents that have each of some couples."""
    holders: defaultdict[int, list[int]] = defaultdict(list)
    for number, trace in enumerate(traces):
        for couple in trace.led() & couples:
            holders[couple].append(number)
    return holders


def _frequency(traces: Iterable[Trace], couples: AbstractSet[int]) -> Mapping[int, int]:
    """How many documents have each of some couples."""
    frequency: Counter[int] = Counter()
    for trace in traces:
        frequency.update(trace.led() & couples)
    return frequency


def _copies(traces: Sequence[Trace], numbers: Collection[int]) -> Iterator[Couple]:
    """Every two documents that share a whole sentence and of which one is among `numbers`."""
    wanted = set().union(*(traces[number].sentences for number in numbers))
    having: defaultdict[int, list[int]] = defaultdict(list)
    for number, trace in enumerate(traces):
        for sentence in wanted.intersection(trace.sentences):
            having[sentence].append(number)
    groups = {tuple(holders) for holders in having.values() if len(holders) > 1}
    for group in groups:
        for pair in combinations(group, 2):
            if pair[0] in numbers or pair[1] in numbers:
                yield pair


class _Corpus:
    """Some documents of a corpus, by which lines have which of the couples that lead."""

    def __init__(
        self, traces: Sequence[Trace], lines: TellingLines, leading: Iterable[int], judge: Judge
    ) -> None:
        self._traces = traces
        self._judge = judge
        self._lines = lines
        self._having: dict[int, list[int]] = {couple: [] for couple in leading}
        """For each couple a line of each document that has it."""
        self._besides: defaultdict[int, list[int]] = defaultdict(list)
        """For some, the other lines of these documents that have it, too."""
        # Of the document asked for last, which is the one that is taken next
        self._last: tuple[int, Sequence[tuple[int, int, list[int]]]] = -1, ()

    def take(self, number: int) -> None:
        """Have one more document be found."""
        first, numbers = self._lines.firsts[number], self._lines.numbers
        last = -1
        for couple, line, having in self._leading(number):
            (having if couple != last else self._besides[couple]).append(numbers[first + line])
            last = couple

    def acquaintances(self, number: int) -> set[Couple]:
        """Every two documents worth comparing: this one, and one of those that were taken."""
        leads: defaultdict[int, list[Sequence[int]]] = defaultdict(list)
        led: list[Sequence[int]] = []
        last = -1
        for couple, line, having in self._leading(number):
            if having:
                leads[line].append(having)
                if couple in self._besides:
                    leads[line].append(self._besides[couple])
                if couple != last:
                    led.append(having)
                    last = couple
        documents, first = self._lines.documents, self._lines.firsts[number]
        often = Counter(map(documents.__getitem__, chain.from_iterable(led)))
        found = {other for other, count in often.items() if count >= self._judge.couples} | {number}
        for line, lines in leads.items():
            near = [n for n in set().union(*lines) if documents[n] not in found]
            alike = self._lines.alike(first + line, near, self._judge.acquainted)
            found.update(map(documents.__getitem__, alike))
        return {(min(number, n), max(number, n)) for n in found if n != number}

    def _leading(self, number: int) -> Sequence[tuple[int, int, list[int]]]:
        """A document's couples that lead: each with its line, and the lines known to have it."""
        if self._last[0] != number:
            placed, having = self._traces[number].placed_of(self._having), self._having
            self._last = number, [(couple, line, having[couple]) for couple, line in placed]
        return self._last[1]
