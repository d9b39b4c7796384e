"""MinHash index of sentences that many documents share with a few words changed.

The stem pairs of such sentences are too frequent to select candidates. For each of several hash
functions, a sentence has a signature: its tokens with the smallest hash, where a token with more
weight has a smaller one. Similar sentences soon have an equal signature; others hardly ever do,
even if they share a stem pair with thousands. So the work grows with the number of similar
sentences.
"""

from array import array
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from tui.matching.candidates.fingerprint import WORTH, Fingerprint
from tui.matching.candidates.sentence_sketches import SentenceSketches
from tui.matching.config import MatchingConfig

_ODD = 0x9E3779B1
_STIRRED = 0x2C1B3C6D
_LOTS = (1 << 32) - 1


class MinHasher(dict[int, float]):
    """Hash of each token by one of the hash functions; the smallest come first in a signature."""

    def __init__(self, draw: int) -> None:
        super().__init__()
        self._by = _ODD * (2 * draw + 1)

    def __missing__(self, token: int) -> float:
        mixed = token * self._by & _LOTS
        hash_value = ((mixed ^ mixed >> 15) * _STIRRED & _LOTS) / (token & WORTH or 0.5)
        self[token] = hash_value
        return hash_value

    def signature(self, tokens: Iterable[int], number: int) -> tuple[int, ...]:
        """Return the `number` tokens of a sentence with the smallest hash."""
        return tuple(sorted(tokens, key=self.__getitem__)[:number])


def frequent_pair_sentences(
    fingerprint: Fingerprint, frequent: Mapping[int, int], config: MatchingConfig
) -> Iterator[tuple[int, tuple[int, ...]]]:
    """Yield the comparable sentences with enough frequent stem pairs, each with these pairs.

    `frequent` gives for each such pair the object that stands for it, so that each is held once.
    """
    pairs_by_sentence: defaultdict[int, list[int]] = defaultdict(list)
    for pair, number in fingerprint.located_among(frequent):
        pairs_by_sentence[number].append(frequent[pair])
    for number, pairs in pairs_by_sentence.items():
        if len(pairs) >= config.throng:
            yield number, tuple(pairs)


class MinHashIndex:
    """Index of the sentences that have enough too frequent stem pairs.

    Two of them are candidates if they share enough of these pairs, have an equal signature, and are
    similar as a whole. No other sentence has an effect.
    """

    def __init__(
        self,
        fingerprints: Sequence[Fingerprint],
        lines: SentenceSketches,
        frequent: Collection[int],
        config: MatchingConfig,
    ) -> None:
        """Index the sentences `lines` of `fingerprints` by their `frequent` stem pairs."""
        self._lines = lines
        self._config = config
        self._stem_pairs: dict[int, Sequence[int]] = {}
        """Frequent stem pairs of each indexed sentence."""
        self._tokens: dict[int, array[int]] = {}
        interned = {pair: pair for pair in frequent}
        for first, fingerprint in zip(lines.firsts, fingerprints, strict=True) if interned else ():
            for number, pairs in frequent_pair_sentences(fingerprint, interned, config):
                start, end = fingerprint.starts[number : number + 2]
                self._stem_pairs[first + number] = pairs
                self._tokens[first + number] = fingerprint.tokens[start:end]

    def document_pairs(
        self,
        numbers: Collection[int],
        known_pairs: Iterable[tuple[int, int]],
        draws: Iterable[int] | None = None,
    ) -> Iterator[tuple[int, int]]:
        """Yield the document pairs with similar indexed sentences, with one of them in `numbers`.

        Args:
            numbers: Documents of which all frequent stem pairs are given.
            known_pairs: Pairs that are left out.
            draws: The draws by which they are found; all if not given.
        """
        if not self._stem_pairs:
            return
        partners: defaultdict[int, set[int]] = defaultdict(set)
        for first, second in known_pairs:
            partners[first].add(second)
            partners[second].add(first)
        for lines_by_document in self._equal_signatures(
            range(self._config.draws) if draws is None else draws
        ):
            documents = set(lines_by_document)
            for document in [number for number in lines_by_document if number in numbers]:
                for partner in documents.difference(partners[document], (document,)):
                    if self._have_similar_sentences(
                        lines_by_document[document], lines_by_document[partner]
                    ):
                        partners[document].add(partner)
                        partners[partner].add(document)
                        yield min(document, partner), max(document, partner)

    def _equal_signatures(self, draws: Iterable[int]) -> Iterator[Mapping[int, Sequence[int]]]:
        """Yield groups of sentences with an equal signature, by document."""
        earlier_groups: set[tuple[int, ...]] = set()
        for draw in draws:
            hasher = MinHasher(draw)
            lines_by_signature: defaultdict[tuple[int, ...], list[int]] = defaultdict(list)
            for line, tokens in self._tokens.items():
                lines_by_signature[hasher.signature(tokens, self._config.drawn)].append(line)
            groups = {
                tuple(group) for group in lines_by_signature.values() if len(group) > 1
            } - earlier_groups
            earlier_groups |= groups
            for group in groups:
                lines_by_document: defaultdict[int, list[int]] = defaultdict(list)
                for line in group:
                    lines_by_document[self._lines.documents[line]].append(line)
                yield lines_by_document

    def _have_similar_sentences(
        self, first_lines: Iterable[int], second_lines: Sequence[int]
    ) -> bool:
        """Return True if sentences of two documents with equal signatures are similar."""
        return any(
            len(set(self._stem_pairs[first_line]).intersection(self._stem_pairs[second_line]))
            >= self._config.throng
            for first_line in first_lines
            for second_line in self._lines.find_similar(
                first_line, second_lines, self._config.min_sentence_cosine
            )
        )
