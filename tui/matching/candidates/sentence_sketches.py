"""Comparable sentences of a whole corpus, with one number each, and a filter for similar ones.

Beside its tokens each sentence has a sketch: a few bits that exclude most other sentences quickly.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cached_property, lru_cache, reduce
from itertools import accumulate, pairwise
from math import inf, sqrt
from operator import or_

from tui.matching.candidates.fingerprint import (
    Fingerprint,
    WeightedTokens,
    is_similar,
    token_weights,
    total_weight,
    with_weight,
)

_BITS = 512
"""Number of bits of a sketch."""
_HAND = 1 << 14
"""Number of sentences whose token sets are cached."""
_FEW = 8
"""Number of sentences below which comparing each one is quicker than the filter."""
_SLACK = 1 + 1e-9
"""Factor for the rounding error of the weight that two sentences can share."""


class SentenceSketches:
    """Comparable sentences of documents, numbered through all documents in order."""

    def __init__(self, fingerprints: Sequence[Fingerprint]) -> None:
        self.firsts: list[int] = []
        """Number of each document's first sentence."""
        self.documents: list[int] = []
        """Number of the document of each sentence."""
        for number, fingerprint in enumerate(fingerprints):
            self.firsts.append(len(self.documents))
            self.documents += [number] * (len(fingerprint.starts) - 1)
        self.numbers = list(range(len(self.documents)))
        """Number of each sentence, shared by all that store it."""
        self._fingerprints = fingerprints
        self._asked = 0
        documents, firsts = self.documents, self.firsts
        self._line = lru_cache(_HAND)(  # a cached method would keep the object alive
            lambda line: with_weight(
                fingerprints[documents[line]].sentence_tokens(line - firsts[documents[line]])
            )
        )

    def find_similar(self, line: int, candidates: Collection[int], share: float) -> Iterator[int]:
        """Yield the sentences of `candidates` whose cosine with `line` is at least `share`."""
        self._asked += len(candidates)
        if len(candidates) > _FEW and self._asked > len(self.documents):
            candidates = self._likely(line, candidates, share)
        own_tokens = self._line(line)
        for candidate in candidates:
            if is_similar(own_tokens, self._line(candidate), share):
                yield candidate

    @cached_property
    def _sketched(self) -> tuple[Sequence[int], Sequence[float]]:
        """Sketch of each sentence, and the root of its weight.

        Computing them costs as much as comparing as many sentences.
        """
        bits = _Bits()
        sketches: list[int] = []
        roots: list[float] = []
        for fingerprint in self._fingerprints:
            tokens = fingerprint.tokens.tolist()
            for start, end in pairwise(fingerprint.starts):
                line = tokens[start:end]
                sketches.append(reduce(or_, map(bits.__getitem__, line), 0))
                roots.append(sqrt(total_weight(line)))
        return sketches, roots

    def _likely(self, line: int, candidates: Iterable[int], share: float) -> list[int]:
        """Return the `candidates` without most of those whose sketches exclude such a cosine."""
        sketches, roots = self._sketched
        sketch = sketches[line]
        largest_roots = _reach(self._line(line), sketch, share)
        return [
            n for n in candidates if largest_roots[(sketch & sketches[n]).bit_count()] >= roots[n]
        ]


class _Bits(dict[int, int]):
    """Bit that stands for a token in a sketch; several tokens may have the same bit."""

    def __missing__(self, token: int) -> int:
        bit = self[token] = 1 << (token >> 6) % _BITS
        return bit


def _reach(line: WeightedTokens, sketch: int, share: float) -> list[float]:
    """Return the root of the largest weight of a similar sentence, by the number of common bits."""
    least_root = share * sqrt(line.weight) / _SLACK
    weights = sorted(token_weights(line.tokens), reverse=True)
    largest_shared = list(accumulate(weights, initial=0))[len(weights) - sketch.bit_count() :]
    return (
        [shared / least_root for shared in largest_shared]
        if least_root
        else [inf] * len(largest_shared)
    )
