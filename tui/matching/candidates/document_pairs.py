"""Candidates: the pairs of documents worth comparing, found without comparing all pairs.

A pair is a candidate if a sentence of one document and a sentence of the other share a pair of
rarer stems, and are similar as a whole. A stem pair of very many documents selects no candidates by
itself. A whole sentence always does, and similar sentences of very many documents are found by a
MinHash index.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from itertools import chain, combinations

from tui.matching.candidates.fingerprint import Fingerprint
from tui.matching.candidates.minhash import MinHashIndex
from tui.matching.candidates.sentence_sketches import SentenceSketches
from tui.matching.config import DEFAULT, MatchingConfig

DocumentPair = tuple[int, int]
"""Numbers of two documents, the smaller one first."""


def find_candidates(
    fingerprints: Sequence[Fingerprint], config: MatchingConfig = DEFAULT
) -> set[DocumentPair]:
    """Return the pairs of documents worth comparing, by number; of few documents, all pairs."""
    if len(fingerprints) <= config.few:
        return set(combinations(range(len(fingerprints)), 2))
    once: set[int] = set()
    again: set[int] = set()
    for fingerprint in fingerprints:
        led = fingerprint.stem_pair_set()
        again |= once & led
        once |= led
    del once
    frequency = _frequency(fingerprints, again)
    frequent = {pair for pair, n in frequency.items() if n > config.max_stem_pair_documents}
    leading = frequency.keys() - frequent
    uncommon = _most_uncommon(len(fingerprints), config)
    common = {pair for pair in leading if frequency[pair] > uncommon}
    del again, frequency
    lines = SentenceSketches(fingerprints)
    everyone = range(len(fingerprints))
    found = set(_copies(fingerprints, everyone))
    corpus = _Corpus(fingerprints, lines, leading, common, config)
    for number in everyone:
        found |= corpus.acquaintances(number)
        corpus.take(number)
    del corpus
    return found.union(
        MinHashIndex(fingerprints, lines, frequent, config).document_pairs(everyone, found)
    )


def update_candidates(
    fingerprints: Sequence[Fingerprint],
    known: AbstractSet[DocumentPair],
    new: Collection[int],
    gone: Iterable[Fingerprint],
    config: MatchingConfig = DEFAULT,
) -> set[DocumentPair]:
    """Return the result of `find_candidates`, updated from an earlier one.

    Both before and now, there must be more documents than `MatchingConfig.few`. Only new documents
    are compared, and those with a stem pair that became too frequent, or no longer is. In a small
    corpus all are compared, since the limits change with its size.

    Args:
        fingerprints: The documents now.
        known: The pairs before, by the present numbers of their documents.
        new: The numbers of new documents.
        gone: The fingerprints of removed documents.
        config: The thresholds.
    """
    gone = list(gone)
    uncommon = _most_uncommon(len(fingerprints), config)
    if uncommon != _most_uncommon(len(fingerprints) - len(new) + len(gone), config):
        return find_candidates(fingerprints, config)
    left = Counter(pair for fingerprint in gone for pair in fingerprint.stem_pair_set())
    came = Counter(pair for number in new for pair in fingerprints[number].stem_pair_set())
    holders = _holders(fingerprints, left.keys() | came.keys())
    most = config.max_stem_pair_documents
    changed = set(new)
    for pair, documents in holders.items():
        before = len(documents) - came[pair] + left[pair]
        if any((before > limit) != (len(documents) > limit) for limit in (uncommon, most)):
            changed.update(documents)
    if len(changed) > len(new):
        holders = _holders(
            fingerprints, set().union(*(fingerprints[number].stem_pair_set() for number in changed))
        )
    leading = {pair for pair, documents in holders.items() if 1 < len(documents) <= most}
    frequent = {pair for pair, documents in holders.items() if len(documents) > most}
    common = {pair for pair in leading if len(holders[pair]) > uncommon}
    lines = SentenceSketches(fingerprints)
    corpus = _Corpus(fingerprints, lines, leading, common, config)
    for number in sorted(set().union(*(holders[pair] for pair in leading))):
        corpus.take(number)
    found = {pair for pair in known if changed.isdisjoint(pair)}
    found = found.union(_copies(fingerprints, changed), *map(corpus.acquaintances, changed))
    return found.union(
        MinHashIndex(fingerprints, lines, frequent, config).document_pairs(changed, found)
    )


def _most_uncommon(documents: int, config: MatchingConfig) -> int:
    """Return the largest number of documents that share an uncommon stem pair."""
    some = max(config.least_uncommon, documents // config.uncommon)
    return min(config.max_stem_pair_documents, some)


def _holders(
    fingerprints: Iterable[Fingerprint], pairs: AbstractSet[int]
) -> Mapping[int, list[int]]:
    """Return the numbers of the documents that have each of the stem pairs."""
    holders: defaultdict[int, list[int]] = defaultdict(list)
    for number, fingerprint in enumerate(fingerprints):
        for pair in fingerprint.stem_pair_set() & pairs:
            holders[pair].append(number)
    return holders


def _frequency(fingerprints: Iterable[Fingerprint], pairs: AbstractSet[int]) -> Mapping[int, int]:
    """Return the number of documents that have each of the stem pairs."""
    frequency: Counter[int] = Counter()
    for fingerprint in fingerprints:
        frequency.update(fingerprint.stem_pair_set() & pairs)
    return frequency


def _copies(
    fingerprints: Sequence[Fingerprint], numbers: Collection[int]
) -> Iterator[DocumentPair]:
    """Yield the pairs of documents that share a whole sentence, with one of them in `numbers`."""
    wanted = set().union(*(fingerprints[number].sentences for number in numbers))
    having: defaultdict[int, list[int]] = defaultdict(list)
    for number, fingerprint in enumerate(fingerprints):
        for sentence in wanted.intersection(fingerprint.sentences):
            having[sentence].append(number)
    groups = {tuple(holders) for holders in having.values() if len(holders) > 1}
    for group in groups:
        for pair in combinations(group, 2):
            if pair[0] in numbers or pair[1] in numbers:
                yield pair


class _Corpus:
    """Documents of a corpus, indexed by the stem pairs that select candidates."""

    def __init__(
        self,
        fingerprints: Sequence[Fingerprint],
        lines: SentenceSketches,
        leading: Iterable[int],
        common: AbstractSet[int],
        config: MatchingConfig,
    ) -> None:
        """Prepare an empty index.

        Args:
            fingerprints: The documents.
            lines: Their comparable sentences.
            leading: Stem pairs that select candidates.
            common: Stem pairs that are too common to be counted.
            config: The thresholds.
        """
        self._fingerprints = fingerprints
        self._config = config
        self._lines = lines
        self._common = common
        self._having: dict[int, list[int]] = {pair: [] for pair in leading}
        """For each stem pair, one sentence of each document that has it."""
        self._besides: defaultdict[int, list[int]] = defaultdict(list)
        """For some stem pairs, further sentences of these documents."""
        # The pairs of the last requested document, which is the one added next.
        self._last: tuple[int, Sequence[tuple[int, int, list[int]]]] = -1, ()

    def take(self, number: int) -> None:
        """Add a document to the index."""
        first, numbers = self._lines.firsts[number], self._lines.numbers
        last = -1
        for pair, line, having in self._leading(number):
            (having if pair != last else self._besides[pair]).append(numbers[first + line])
            last = pair

    def acquaintances(self, number: int) -> set[DocumentPair]:
        """Return the pairs worth comparing of this document and those in the index."""
        leads: defaultdict[int, list[Sequence[int]]] = defaultdict(list)
        led: list[Sequence[int]] = []
        last = -1
        for pair, line, having in self._leading(number):
            if having:
                leads[line].append(having)
                if pair in self._besides:
                    leads[line].append(self._besides[pair])
                if pair != last and pair not in self._common:
                    led.append(having)
                last = pair
        documents, first = self._lines.documents, self._lines.firsts[number]
        often = Counter(map(documents.__getitem__, chain.from_iterable(led)))
        found = {
            other for other, count in often.items() if count >= self._config.min_shared_stem_pairs
        } | {number}
        for line, lines in leads.items():
            near = [n for n in set().union(*lines) if documents[n] not in found]
            alike = self._lines.find_similar(first + line, near, self._config.min_sentence_cosine)
            found.update(map(documents.__getitem__, alike))
        return {(min(number, n), max(number, n)) for n in found if n != number}

    def _leading(self, number: int) -> Sequence[tuple[int, int, list[int]]]:
        """Return a document's selecting pairs, each with its sentence and those in the index."""
        if self._last[0] != number:
            placed, having = self._fingerprints[number].located_among(self._having), self._having
            self._last = number, [(pair, line, having[pair]) for pair, line in placed]
        return self._last[1]
