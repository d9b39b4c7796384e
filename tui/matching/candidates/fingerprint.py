"""A trace: what is kept of a reading, small enough to find out which others it has to do with.

It is made of numbers only, and the same on every machine: stems are known by their check sums.
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

from tui.matching.config import DEFAULT, Judge
from tui.matching.features.preprocessing import MOST_WORDS, Reading
from tui.matching.features.stemming import stems
from tui.matching.features.word_frequency import commonness, weight
from tui.text.tokens import folds

_LINES = 1 << 16
"""Telling lines of a document that can lead to others; those after them can't."""
_COUPLES = (1 << 48) - 1
_MIXED = 0x9E3779B1
APART = 1
"""The bit of a line's check sum that tells that the line stands in a short paragraph of its own."""
WORTH = 63
"""The bits of a token that tell what its stem is worth, in halves."""


@dataclass(frozen=True, slots=True)
class Trace:
    """What is kept of one document's reading."""

    key: bytes
    """The check sum of all that matching sees of the document."""
    telling: Sequence[int]
    """For each telling line, the index of its passage."""
    echoes: Sequence[int]
    """Passage and the passage it repeats, by turns."""
    couples: "array[int]"
    """Sorted: the check sum of two rarer stems, then, in the lowest 16 bits, their line."""
    sentences: "array[int]"
    """Check sums of whole sentences, the lowest bit of each 0."""
    lines: "array[int]"
    """For each line, telling or not, the index of its passage; in order."""
    sums: "array[int]"
    """The check sum of each line; its lowest bit is 1 if the line stands apart (`APART`)."""
    begins: "array[int]"
    """Where each line begins; code points of the text."""
    ends: "array[int]"
    tokens: "array[int]"
    """The stems of each telling line in turn: check sum, then what it is worth."""
    starts: "array[int]"
    """Where the tokens of each line start, and where the last ones end."""

    def summed(self) -> Iterator[int]:
        """The check sum of each line, comparable with those of `sentences`."""
        return (line & ~APART for line in self.sums)

    def repeats(self) -> Iterator[tuple[int, int]]:
        """The echoes that repeat their original word for word, each with that; passages."""
        said = dict(zip(self.lines, self.summed(), strict=True))
        for echo, original in zip(self.echoes[::2], self.echoes[1::2], strict=True):
            if original in said and said.get(echo) == said[original]:
                yield echo, original

    def without(self, furniture: Container[int]) -> "Trace":
        """The same without what some lines, given by check sum, could lead to."""
        passages = {
            p for p, line in zip(self.lines, self.summed(), strict=True) if line in furniture
        }
        if not passages:
            return self
        left_out = {n for n, passage in enumerate(self.telling) if passage in passages}
        led = (couple for couple in self.couples if couple & (_LINES - 1) not in left_out)
        sentences = (line for line in self.sentences if line not in furniture)
        return replace(self, couples=array("Q", led), sentences=array("Q", sentences))

    def led(self) -> set[int]:
        """The check sums of the couples."""
        return {couple >> 16 for couple in self.couples}

    def placed(self) -> Iterator[tuple[int, int]]:
        """The couples, each with a telling line that has it; in order."""
        return ((couple >> 16, couple & (_LINES - 1)) for couple in self.couples)

    def placed_of(self, some: Container[int]) -> Iterator[tuple[int, int]]:
        """Those of the couples that are among `some`, as `placed` gives them."""
        found = [couple for couple in self.couples if couple >> 16 in some]
        return ((couple >> 16, couple & (_LINES - 1)) for couple in found)

    def line(self, number: int) -> frozenset[int]:
        """The tokens of a telling line."""
        return frozenset(self.tokens[self.starts[number] : self.starts[number + 1]])

    def tokens_at(self, passage: int) -> frozenset[int]:
        """The tokens of a passage, or of what it repeats; none if it tells nothing."""
        echoes = dict(zip(self.echoes[::2], self.echoes[1::2], strict=True))
        number = bisect_left(self.telling, echoes.get(passage, passage))
        return self.line(number) if number < len(self.starts) - 1 else frozenset()


def worth(tokens: Iterable[int]) -> int:
    """What some tokens are worth together, in halves."""
    return sum(worths(tokens))


def worths(tokens: Iterable[int]) -> Iterator[int]:
    """What each of some tokens is worth, in halves."""
    return map(WORTH.__and__, tokens)


class Weighed(NamedTuple):
    """A line's tokens, and what they are worth together."""

    tokens: frozenset[int]
    worth: int


def weighed(tokens: frozenset[int]) -> Weighed:
    """Some tokens with what they are worth."""
    return Weighed(tokens, worth(tokens))


def acquainted(ours: Weighed, theirs: Weighed, share: float) -> bool:
    """Whether two lines have at least a `share` of what they are worth in common."""
    return worth(ours.tokens & theirs.tokens) >= share * sqrt(ours.worth * theirs.worth)


def tokens_of(words: str) -> frozenset[int]:
    """The tokens of a passage that reads `words`, as `Trace.line` gives them."""
    return frozenset(_token(stem) for fold in folds(words)[:MOST_WORDS] for stem in stems(fold))


def akin(one: frozenset[int], two: frozenset[int], by: frozenset[int]) -> bool:
    """Whether two lines have to do with the same part of a third, `by` which both are known.

    They do if what both have of it is more than half of what the one does that has less.
    """
    ours, theirs = one & by, two & by
    return 2 * worth(ours & theirs) > min(worth(ours), worth(theirs))


def traced(reading: Reading, judge: Judge = DEFAULT) -> Trace:
    """The trace of a reading."""
    telling = [line for line in reading.lines if line.telling]
    couples: list[int] = []
    tokens, starts = array("I"), array("I", [0])
    for number, line in enumerate(telling[:_LINES]):
        stems = set(line.stems)
        couples += _couples(stems, number, judge)
        tokens.extend(sorted(map(_token, stems)))
        starts.append(len(tokens))
    sums = [_summed(" ".join(line.words)) for line in reading.lines]
    both = zip(reading.lines, sums, strict=True)
    whole = {summed for line, summed in both if len(line.words) >= judge.whole_sentence}
    apart = set(reading.apart)
    passages = [line.passage for line in reading.lines]
    return Trace(
        key=_key(reading),
        telling=array("I", (line.passage for line in telling)),
        echoes=array("I", (n for echo in reading.echoes for n in echo)),
        couples=array("Q", sorted(couples)),
        sentences=array("Q", sorted(whole)),
        lines=array("I", passages),
        sums=array("Q", (s | (APART * (p in apart)) for p, s in zip(passages, sums, strict=True))),
        begins=array("I", (line.span.start for line in reading.lines)),
        ends=array("I", (line.span.end for line in reading.lines)),
        tokens=tokens,
        starts=starts,
    )


def _key(reading: Reading) -> bytes:
    """The check sum of a reading's text, lines, echoes and what stands apart."""
    seen = blake2b(reading.text.encode("utf-8", "surrogatepass"), digest_size=16)
    for line in reading.lines:
        seen.update(b"%d %d %d %d\n" % (line.passage, *line.span, line.telling))
    seen.update(repr((reading.echoes, reading.apart)).encode())
    return seen.digest()


def _summed(words: str) -> int:
    digest = blake2b(words.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "little") & ~APART


def _couples(stems: Iterable[str], line: int, judge: Judge) -> list[int]:
    """The couples of a line's rarest stems that are not too common to lead anywhere."""
    rare = sorted(filter(None, [_ranked(stem, judge.leading) for stem in stems]))
    numbers = sorted([number for _, number in rare[: judge.leading_words]])
    return [((a * _MIXED + b) & _COUPLES) << 16 | line for a, b in combinations(numbers, 2)]


@lru_cache(maxsize=1 << 16)
def _ranked(stem: str, leading: float) -> tuple[float, int] | None:
    return (-weight(stem), _number(stem)) if commonness(stem) < leading else None


@lru_cache(maxsize=1 << 16)
def _token(stem: str) -> int:
    return _number(stem) & ~WORTH | min(WORTH, round(2 * weight(stem)))


def _number(stem: str) -> int:
    return crc32(stem.encode("utf-8", "surrogatepass"))
