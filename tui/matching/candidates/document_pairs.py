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
from typing import NamedTuple

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
    classes = _stem_pair_classes(fingerprints, len(fingerprints), config)
    lines = SentenceSketches(fingerprints)
    everyone = range(len(fingerprints))
    found = set(_copies(fingerprints, everyone))
    corpus = _Corpus(fingerprints, lines, classes.leading, classes.common, config)
    for number in everyone:
        found |= corpus.acquaintances(number)
        corpus.take(number)
    del corpus
    return found.union(
        MinHashIndex(fingerprints, lines, classes.frequent, config).document_pairs(everyone, found)
    )


class PartialCandidates(NamedTuple):
    """Candidates as far as some of the stem pairs lead."""

    similar: AbstractSet[DocumentPair]
    """Documents with sentences that share one of these stem pairs and are similar."""
    shared: Mapping[DocumentPair, int]
    """For others, the number of these stem pairs that are uncommon and in both."""


def partial_candidates(
    fingerprints: Sequence[Fingerprint], documents: int, config: MatchingConfig = DEFAULT
) -> PartialCandidates:
    """Return the candidates by some of the stem pairs of a corpus.

    The union over all stem pairs, with the numbers of shared ones summed up, is what
    `find_candidates` finds by stem pairs that are not too frequent.

    Args:
        fingerprints: Fingerprints with only these stem pairs, but with those of all documents.
        documents: The number of documents of the corpus.
        config: The thresholds.
    """
    classes = _stem_pair_classes(fingerprints, documents, config)
    lines = SentenceSketches(fingerprints)
    corpus = _Corpus(fingerprints, lines, classes.leading, classes.common, config)
    similar: set[DocumentPair] = set()
    shared: dict[DocumentPair, int] = {}
    for number in range(len(fingerprints)):
        leads = corpus.leads(number)
        alike = corpus.similar(number, leads, {number})
        similar.update((other, number) for other in alike)
        shared.update(
            ((other, number), count)
            for other, count in corpus.shared(leads).items()
            if other not in alike
        )
        corpus.take(number)
    return PartialCandidates(similar, shared)


class _StemPairClasses(NamedTuple):
    """The stem pairs that several documents have, by their number of documents."""

    leading: AbstractSet[int]
    """Those that select candidates."""
    common: AbstractSet[int]
    """Those of them that are not counted."""
    frequent: AbstractSet[int]
    """Those that are too frequent to select any."""


def _stem_pair_classes(
    fingerprints: Sequence[Fingerprint], documents: int, config: MatchingConfig
) -> _StemPairClasses:
    """Return the classes of stem pairs in a corpus of so many `documents`."""
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
    uncommon = _most_uncommon(documents, config)
    common = {pair for pair in leading if frequency[pair] > uncommon}
    return _StemPairClasses(leading, common, frequent)


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


class _Leads(NamedTuple):
    """The sentences to which the stem pairs of a document lead."""

    by_line: Mapping[int, list[Sequence[int]]]
    """For each sentence of the document, lists of sentences of others."""
    counted: Sequence[Sequence[int]]
    """For each uncommon stem pair, a sentence of each document that has it."""


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
        """Return the pairs worth comparing of this document and those already added."""
        leads = self.leads(number)
        found = {
            other
            for other, count in self.shared(leads).items()
            if count >= self._config.min_shared_stem_pairs
        } | {number}
        found |= self.similar(number, leads, found)
        return {(min(number, n), max(number, n)) for n in found if n != number}

    def leads(self, number: int) -> _Leads:
        """Return the sentences of documents already added that have stem pairs of this one."""
        by_line: defaultdict[int, list[Sequence[int]]] = defaultdict(list)
        counted: list[Sequence[int]] = []
        last = -1
        for pair, line, having in self._leading(number):
            if having:
                by_line[line].append(having)
                if pair in self._besides:
                    by_line[line].append(self._besides[pair])
                if pair != last and pair not in self._common:
                    counted.append(having)
                last = pair
        return _Leads(by_line, counted)

    def shared(self, leads: _Leads) -> Counter[int]:
        """Return the number of uncommon stem pairs shared with each other document."""
        documents = self._lines.documents
        return Counter(map(documents.__getitem__, chain.from_iterable(leads.counted)))

    def similar(self, number: int, leads: _Leads, known: AbstractSet[int]) -> set[int]:
        """Return the documents with a sentence similar to one of this document; not the `known`."""
        documents, first = self._lines.documents, self._lines.firsts[number]
        found = set(known)
        for line, lines in leads.by_line.items():
            near = [n for n in set().union(*lines) if documents[n] not in found]
            alike = self._lines.find_similar(first + line, near, self._config.min_sentence_cosine)
            found.update(map(documents.__getitem__, alike))
        return found - known

    def _leading(self, number: int) -> Sequence[tuple[int, int, list[int]]]:
        """Return a document's selecting pairs, each with its sentence and those in the index."""
        if self._last[0] != number:
            placed, having = self._fingerprints[number].located_among(self._having), self._having
            self._last = number, [(pair, line, having[pair]) for pair, line in placed]
        return self._last[1]
