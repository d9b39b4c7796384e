"""Fingerprints: small records of documents, sufficient to find the pairs worth comparing.

A fingerprint consists of numbers only, and is the same on every machine: check sums stand for
stems.
"""

from array import array
from bisect import bisect_left
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from hashlib import blake2b
from itertools import combinations
from math import sqrt
from typing import NamedTuple
from zlib import crc32

from tui.matching.config import DEFAULT, MatchingConfig
from tui.matching.features.preprocessing import MOST_WORDS, PreparedDocument
from tui.matching.features.stemming import stem_of
from tui.matching.features.word_frequency import term_weight, zipf
from tui.text.tokens import normalized_tokens

_LINES = 1 << 16
"""Largest number of comparable sentences of a document that are indexed."""
_COUPLES = (1 << 48) - 1
_MIXED = 0x9E3779B1
APART = 1
"""Bit of a sentence's check sum that is set if the sentence is a short paragraph of its own."""
WORTH = 63
"""Bits of a token that hold the weight of its stem, in halves."""


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """Fingerprint of one prepared document."""

    key: bytes
    """Check sum of all parts of the document that matching reads."""
    comparable: Sequence[int]
    """Index of the passage of each comparable sentence."""
    repeats: Sequence[int]
    """Passage and the passage that it repeats, in turn."""
    stem_pairs: "array[int]"
    """Sorted numbers: the check sum of two rarer stems and, in the lowest 16 bits, their
    sentence."""
    sentences: "array[int]"
    """Check sums of whole sentences, with the lowest bit 0."""
    lines: "array[int]"
    """Index of the passage of each sentence, comparable or not, in order."""
    sums: "array[int]"
    """Check sum of each sentence; its lowest bit is 1 if the sentence stands apart (`APART`)."""
    begins: "array[int]"
    """Start of each sentence; code points of the text."""
    ends: "array[int]"
    tokens: "array[int]"
    """Stems of all comparable sentences in order: check sum and weight."""
    starts: "array[int]"
    """Offset of each sentence's tokens, and the end of the last tokens."""

    def summed(self) -> Iterator[int]:
        """Return the check sum of each sentence, comparable with those of `sentences`."""
        return (line & ~APART for line in self.sums)

    def exact_repeats(self) -> Iterator[tuple[int, int]]:
        """Yield the passages that repeat another one word for word, each with that passage."""
        lines_by_passage = dict(zip(self.lines, self.summed(), strict=True))
        for repeat, original in zip(self.repeats[::2], self.repeats[1::2], strict=True):
            if (
                original in lines_by_passage
                and lines_by_passage.get(repeat) == lines_by_passage[original]
            ):
                yield repeat, original

    def without(self, boilerplate: Container[int]) -> "Fingerprint":
        """Return the fingerprint without the sentences of `boilerplate`, given by check sum."""
        passages = {
            p for p, line in zip(self.lines, self.summed(), strict=True) if line in boilerplate
        }
        if not passages:
            return self
        omitted = {n for n, passage in enumerate(self.comparable) if passage in passages}
        stem_pairs = (pair for pair in self.stem_pairs if pair & (_LINES - 1) not in omitted)
        sentences = (line for line in self.sentences if line not in boilerplate)
        return replace(self, stem_pairs=array("Q", stem_pairs), sentences=array("Q", sentences))

    def stem_pair_set(self) -> set[int]:
        """Return the check sums of the stem pairs."""
        return {pair >> 16 for pair in self.stem_pairs}

    def located_among(self, wanted_pairs: Container[int]) -> Iterator[tuple[int, int]]:
        """Yield the stem pairs among `wanted_pairs`, each with a comparable sentence of it."""
        pairs = [pair for pair in self.stem_pairs if pair >> 16 in wanted_pairs]
        return ((pair >> 16, pair & (_LINES - 1)) for pair in pairs)

    def sentence_tokens(self, number: int) -> frozenset[int]:
        """Return the tokens of a comparable sentence."""
        return frozenset(self.tokens[self.starts[number] : self.starts[number + 1]])

    def tokens_at(self, passage: int) -> frozenset[int]:
        """Return the tokens of a passage, or of its original; none if it isn't comparable."""
        originals = dict(zip(self.repeats[::2], self.repeats[1::2], strict=True))
        number = bisect_left(self.comparable, originals.get(passage, passage))
        return self.sentence_tokens(number) if number < len(self.starts) - 1 else frozenset()


def total_weight(tokens: Iterable[int]) -> int:
    """Return the total weight of the tokens, in halves."""
    return sum(token_weights(tokens))


def token_weights(tokens: Iterable[int]) -> Iterator[int]:
    """Return the weight of each token, in halves."""
    return map(WORTH.__and__, tokens)


class WeightedTokens(NamedTuple):
    """Tokens of a sentence with their total weight."""

    tokens: frozenset[int]
    weight: int


def with_weight(tokens: frozenset[int]) -> WeightedTokens:
    """Return tokens with their total weight."""
    return WeightedTokens(tokens, total_weight(tokens))


def is_similar(first: WeightedTokens, second: WeightedTokens, share: float) -> bool:
    """Return True if the cosine of two sentences is at least `share`."""
    return total_weight(first.tokens & second.tokens) >= share * sqrt(first.weight * second.weight)


def tokens_of(words: str) -> frozenset[int]:
    """Return the tokens of a passage with these `words`, as `Fingerprint.sentence_tokens` does."""
    return frozenset(_token(stem_of(fold)) for fold in normalized_tokens(words)[:MOST_WORDS])


def are_one_part(first: WeightedTokens, second: WeightedTokens) -> bool:
    """Return True if two parts of a sentence share more than half the weight of the lighter one."""
    return 2 * total_weight(first.tokens & second.tokens) > min(first.weight, second.weight)


def make_fingerprint(reading: PreparedDocument, config: MatchingConfig = DEFAULT) -> Fingerprint:
    """Return the fingerprint of a prepared document."""
    comparable = [line for line in reading.sentences if line.is_comparable]
    pairs: list[int] = []
    tokens, starts = array("I"), array("I", [0])
    for number, line in enumerate(comparable[:_LINES]):
        stems = set(line.stems)
        pairs += _stem_pairs(stems, number, config)
        tokens.extend(sorted(map(_token, stems)))
        starts.append(len(tokens))
    sums = [_checksum(" ".join(line.words)) for line in reading.sentences]
    sentences_and_sums = zip(reading.sentences, sums, strict=True)
    whole_sentences = {
        checksum
        for line, checksum in sentences_and_sums
        if len(line.words) >= config.whole_sentence
    }
    short_paragraphs = set(reading.short_paragraphs)
    passages = [line.passage for line in reading.sentences]
    return Fingerprint(
        key=_key(reading),
        comparable=array("I", (line.passage for line in comparable)),
        repeats=array("I", (n for repeat in reading.repeats for n in repeat)),
        stem_pairs=array("Q", sorted(pairs)),
        sentences=array("Q", sorted(whole_sentences)),
        lines=array("I", passages),
        sums=array(
            "Q",
            (s | (APART * (p in short_paragraphs)) for p, s in zip(passages, sums, strict=True)),
        ),
        begins=array("I", (line.span.start for line in reading.sentences)),
        ends=array("I", (line.span.end for line in reading.sentences)),
        tokens=tokens,
        starts=starts,
    )


def _key(reading: PreparedDocument) -> bytes:
    """Return the check sum of a prepared document's text, sentences and repeats."""
    digest = blake2b(reading.text.encode("utf-8", "surrogatepass"), digest_size=16)
    for line in reading.sentences:
        digest.update(b"%d %d %d %d\n" % (line.passage, *line.span, line.is_comparable))
    digest.update(repr((reading.repeats, reading.short_paragraphs)).encode())
    return digest.digest()


def _checksum(words: str) -> int:
    digest = blake2b(words.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "little") & ~APART


def _stem_pairs(stems: Iterable[str], line: int, config: MatchingConfig) -> list[int]:
    """Return the pairs of a sentence's rarest stems that are rare enough to select candidates."""
    rare_stems = sorted(filter(None, [_rank(stem, config.leading) for stem in stems]))
    numbers = sorted([number for _, number in rare_stems[: config.leading_words]])
    return [((a * _MIXED + b) & _COUPLES) << 16 | line for a, b in combinations(numbers, 2)]


@lru_cache(maxsize=1 << 16)
def _rank(stem: str, leading: float) -> tuple[float, int] | None:
    return (-term_weight(stem), _number(stem)) if zipf(stem) < leading else None


@lru_cache(maxsize=1 << 16)
def _token(stem: str) -> int:
    return _number(stem) & ~WORTH | min(WORTH, round(2 * term_weight(stem)))


def _number(stem: str) -> int:
    return crc32(stem.encode("utf-8", "surrogatepass"))
