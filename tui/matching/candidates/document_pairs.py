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
    all_numbers = range(len(fingerprints))
    pairs = set(_copies(fingerprints, all_numbers))
    corpus = _Corpus(fingerprints, lines, classes.leading, classes.common, config)
    for number in all_numbers:
        pairs |= corpus.pairs_of(number)
        corpus.add(number)
    del corpus
    return pairs.union(
        MinHashIndex(fingerprints, lines, classes.frequent, config).document_pairs(
            all_numbers, pairs
        )
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
        similar_documents = corpus.similar(number, leads, {number})
        similar.update((partner, number) for partner in similar_documents)
        shared.update(
            ((partner, number), count)
            for partner, count in corpus.shared(leads).items()
            if partner not in similar_documents
        )
        corpus.add(number)
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
    all_pairs: set[int] = set()
    shared_pairs: set[int] = set()
    for fingerprint in fingerprints:
        stem_pairs = fingerprint.stem_pair_set()
        shared_pairs |= all_pairs & stem_pairs
        all_pairs |= stem_pairs
    del all_pairs
    frequency = _frequency(fingerprints, shared_pairs)
    frequent = {pair for pair, n in frequency.items() if n > config.max_stem_pair_documents}
    leading = frequency.keys() - frequent
    uncommon = _most_uncommon(documents, config)
    common = {pair for pair in leading if frequency[pair] > uncommon}
    return _StemPairClasses(leading, common, frequent)


def update_candidates(
    fingerprints: Sequence[Fingerprint],
    earlier_pairs: AbstractSet[DocumentPair],
    new_numbers: Collection[int],
    removed: Iterable[Fingerprint],
    config: MatchingConfig = DEFAULT,
) -> set[DocumentPair]:
    """Return the result of `find_candidates`, updated from an earlier one.

    Both before and now, there must be more documents than `MatchingConfig.few`. Only new documents
    are compared, and those with a stem pair that became too frequent, or no longer is. In a small
    corpus all are compared, since the limits change with its size.

    Args:
        fingerprints: The documents now.
        earlier_pairs: The pairs before, by the present numbers of their documents.
        new_numbers: The numbers of new documents.
        removed: The fingerprints of removed documents.
        config: The thresholds.
    """
    removed = list(removed)
    uncommon = _most_uncommon(len(fingerprints), config)
    if uncommon != _most_uncommon(len(fingerprints) - len(new_numbers) + len(removed), config):
        return find_candidates(fingerprints, config)
    removed_counts = Counter(
        pair for fingerprint in removed for pair in fingerprint.stem_pair_set()
    )
    added_counts = Counter(
        pair for number in new_numbers for pair in fingerprints[number].stem_pair_set()
    )
    holders = _holders(fingerprints, removed_counts.keys() | added_counts.keys())
    largest = config.max_stem_pair_documents
    changed_numbers = set(new_numbers)
    for pair, documents in holders.items():
        earlier_count = len(documents) - added_counts[pair] + removed_counts[pair]
        if any(
            (earlier_count > limit) != (len(documents) > limit) for limit in (uncommon, largest)
        ):
            changed_numbers.update(documents)
    if len(changed_numbers) > len(new_numbers):
        holders = _holders(
            fingerprints,
            set().union(*(fingerprints[number].stem_pair_set() for number in changed_numbers)),
        )
    leading = {pair for pair, documents in holders.items() if 1 < len(documents) <= largest}
    frequent = {pair for pair, documents in holders.items() if len(documents) > largest}
    common = {pair for pair in leading if len(holders[pair]) > uncommon}
    lines = SentenceSketches(fingerprints)
    corpus = _Corpus(fingerprints, lines, leading, common, config)
    for number in sorted(set().union(*(holders[pair] for pair in leading))):
        corpus.add(number)
    pairs = {pair for pair in earlier_pairs if changed_numbers.isdisjoint(pair)}
    pairs = pairs.union(
        _copies(fingerprints, changed_numbers), *map(corpus.pairs_of, changed_numbers)
    )
    return pairs.union(
        MinHashIndex(fingerprints, lines, frequent, config).document_pairs(changed_numbers, pairs)
    )


def _most_uncommon(documents: int, config: MatchingConfig) -> int:
    """Return the largest number of documents that share an uncommon stem pair."""
    limit = max(config.least_uncommon, documents // config.uncommon)
    return min(config.max_stem_pair_documents, limit)


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
    sentences = set().union(*(fingerprints[number].sentences for number in numbers))
    holders_by_sentence: defaultdict[int, list[int]] = defaultdict(list)
    for number, fingerprint in enumerate(fingerprints):
        for sentence in sentences.intersection(fingerprint.sentences):
            holders_by_sentence[sentence].append(number)
    groups = {tuple(holders) for holders in holders_by_sentence.values() if len(holders) > 1}
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
        self._sentences_by_pair: dict[int, list[int]] = {pair: [] for pair in leading}
        """For each stem pair, one sentence of each document that has it."""
        self._besides: defaultdict[int, list[int]] = defaultdict(list)
        """For some stem pairs, further sentences of these documents."""
        # The pairs of the last requested document, which is the one added next.
        self._last: tuple[int, Sequence[tuple[int, int, list[int]]]] = -1, ()

    def add(self, number: int) -> None:
        """Add a document to the index."""
        first, numbers = self._lines.firsts[number], self._lines.numbers
        last_pair = -1
        for pair, line, indexed_sentences in self._leading(number):
            (indexed_sentences if pair != last_pair else self._besides[pair]).append(
                numbers[first + line]
            )
            last_pair = pair

    def pairs_of(self, number: int) -> set[DocumentPair]:
        """Return the pairs worth comparing of this document and those already added."""
        leads = self.leads(number)
        documents = {
            document
            for document, count in self.shared(leads).items()
            if count >= self._config.min_shared_stem_pairs
        } | {number}
        documents |= self.similar(number, leads, documents)
        return {(min(number, n), max(number, n)) for n in documents if n != number}

    def leads(self, number: int) -> _Leads:
        """Return the sentences of documents already added that have stem pairs of this one."""
        by_line: defaultdict[int, list[Sequence[int]]] = defaultdict(list)
        counted: list[Sequence[int]] = []
        last_pair = -1
        for pair, line, indexed_sentences in self._leading(number):
            if indexed_sentences:
                by_line[line].append(indexed_sentences)
                if pair in self._besides:
                    by_line[line].append(self._besides[pair])
                if pair != last_pair and pair not in self._common:
                    counted.append(indexed_sentences)
                last_pair = pair
        return _Leads(by_line, counted)

    def shared(self, leads: _Leads) -> Counter[int]:
        """Return the number of uncommon stem pairs shared with each other document."""
        documents = self._lines.documents
        return Counter(map(documents.__getitem__, chain.from_iterable(leads.counted)))

    def similar(self, number: int, leads: _Leads, known_documents: AbstractSet[int]) -> set[int]:
        """Return further documents with a sentence similar to one of this document."""
        documents, first = self._lines.documents, self._lines.firsts[number]
        all_similar = set(known_documents)
        for line, lines in leads.by_line.items():
            candidates = [n for n in set().union(*lines) if documents[n] not in all_similar]
            similar_sentences = self._lines.find_similar(
                first + line, candidates, self._config.min_sentence_cosine
            )
            all_similar.update(map(documents.__getitem__, similar_sentences))
        return all_similar - known_documents

    def _leading(self, number: int) -> Sequence[tuple[int, int, list[int]]]:
        """Return a document's selecting pairs, each with its sentence and those in the index."""
        if self._last[0] != number:
            located, sentences_by_pair = (
                self._fingerprints[number].located_among(self._sentences_by_pair),
                self._sentences_by_pair,
            )
            self._last = number, [(pair, line, sentences_by_pair[pair]) for pair, line in located]
        return self._last[1]
