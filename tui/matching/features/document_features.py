"""Features of a document for comparisons, each computed at the first request."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from itertools import chain
from math import log, sqrt
from operator import mul
from sys import intern
from typing import NamedTuple, TypeVar

from tui.matching.features.bit_sets import postings_of
from tui.matching.features.overlap_columns import LINES, OverlapColumns
from tui.matching.features.preprocessing import PreparedDocument, Sentence
from tui.matching.features.stemming import stem_of
from tui.matching.features.word_frequency import term_rarity, term_weight, zipf
from tui.matching.features.word_sequence import WordSequence
from tui.text.span import Span
from tui.text.tokens import capitals, normalized_tokens

_COMMON = 5.9
"""Zipf value above which a word selects no candidates."""
_FREQUENT = 256
"""Largest number of sentences with a stem that selects candidates in one document."""
_KEPT_BLOCKS = 2
"""Largest number of blocks of sentences whose columns are cached; each takes some megabytes."""
_CAPITALS = 0.27
"""Share of words with a capital above which a language capitalizes more than names."""
_SAMPLE = 200
"""Number of sentences that decide this."""
_WHOLE = 4
"""Number of stems from which a sentence of common words selects equal sentences. In Vietnamese, for
example, each syllable counts as a word and is common."""
_UNIT_WORDS = 30
"""Number of words after which a unit ends without an end of sentence."""
_FEWEST = 3
"""Number of words below which an end of sentence does not end a unit."""
_HOLDERS = 3.0
"""Largest number of units with a stem that selects units, as a multiple of the logarithm of all
units."""
_CLAUSE_ENDS = re.compile(
    r"[,;:()—–―“”«»\"]|\s-\s"
    r"|\b(?:and|but|that|who|which|when|while|because|after|before|if|as)\b"
)
_CONTENT_WORDS = 2
"""Least number of uncommon stems in a clause."""
_Value = TypeVar("_Value")

_ENDS = (".", "!", "?", "…")
_CLOSING = "\"'”’»)]"


class TextUnit(NamedTuple):
    """Sentences up to the next end of a sentence; reused ranges consist of units."""

    start: int
    """Start in code points of the document's text."""
    end: int
    stems: frozenset[str]
    lines: tuple[int, int]
    """Number of its first sentence and of the one after its last, without repeats."""


class SentenceValues(dict[int, _Value]):
    """Values of comparable sentences by their number, each computed at the first request."""

    def __init__(self, function: Callable[[int], _Value]) -> None:
        super().__init__()
        self._of = function

    def __missing__(self, number: int) -> _Value:
        value = self[number] = self._of(number)
        return value


class NameStems(dict[int, frozenset[str]]):
    """Stems of capitalized words inside sentences, by the number of the sentence.

    They are empty if a text has so many that they can't all be names, as in German.
    """

    def __init__(self, text: str, lines: Sequence[Span]) -> None:
        super().__init__()
        self._text, self._lines = text, lines
        self._sample: dict[int, frozenset[str]] = {}

    def __missing__(self, number: int) -> frozenset[str]:
        name_stems: frozenset[str] = frozenset()
        if self._are_informative:
            name_stems = self._sample.get(number) or frozenset(self._of(self._inside(number)))
        self[number] = name_stems
        return name_stems

    @cached_property
    def _are_informative(self) -> bool:
        count = capitals = 0
        for number in range(min(_SAMPLE, len(self._lines))):
            words = self._inside(number)
            count += len(words)
            capitals += sum(capital for _, capital in words)
            self._sample[number] = frozenset(self._of(words))
        return capitals < _CAPITALS * count

    @staticmethod
    def _of(words: Iterable[tuple[str, bool]]) -> Iterator[str]:
        for fold, capital in words:
            if capital:
                yield stem_of(fold)

    def _inside(self, number: int) -> Sequence[tuple[str, bool]]:
        """Return the compared words after the first, each with True if it has a capital."""
        return capitals(self._text, *self._lines[number])[1:]


class ClauseStems(dict[int, Sequence[frozenset[str]]]):
    """Stems of the clauses of sentences, by number of the sentence; punctuation divides clauses.

    A clause with fewer than `_CONTENT_WORDS` of the `uncommon` stems is left out.
    """

    def __init__(
        self,
        text: str,
        lines: Sequence[Sentence],
        bags: Sequence[frozenset[str]],
        uncommon: frozenset[str],
    ) -> None:
        super().__init__()
        self._text, self._lines, self._bags, self._uncommon = text, lines, bags, uncommon

    def __missing__(self, number: int) -> Sequence[frozenset[str]]:
        clauses = _CLAUSE_ENDS.split(self._lines[number].span.of(self._text))
        sentence_stems = self._bags[number]  # a word that is divided by a cut is in no clause
        bags = [
            sentence_stems.intersection(map(stem_of, normalized_tokens(clause)))
            for clause in clauses
        ]
        content = [bag for bag in bags if len(bag & self._uncommon) >= _CONTENT_WORDS]
        self[number] = content or [sentence_stems]
        return self[number]


class DocumentFeatures:
    """Prepared document with derived values for comparisons; it is not stored or sent.

    A set of sentences or units is an integer, as in `bit_sets`.
    """

    def __init__(self, reading: PreparedDocument) -> None:
        self.reading = reading
        self.lines: Sequence[Sentence] = [line for line in reading.sentences if line.is_comparable]

    @cached_property
    def _all_bags(self) -> Sequence[frozenset[str]]:
        return [_bag(line) for line in self.reading.sentences]

    @cached_property
    def stem_sets(self) -> Sequence[frozenset[str]]:
        """Stems of each comparable sentence."""
        lines_and_bags = zip(self.reading.sentences, self._all_bags, strict=True)
        return [bag for line, bag in lines_and_bags if line.is_comparable]

    @cached_property
    def norms(self) -> Sequence[float]:
        """Root of each comparable sentence's weight."""
        return [sqrt(sum(map(term_weight, bag))) for bag in self.stem_sets]

    @cached_property
    def lengths(self) -> Sequence[int]:
        """Number of words of each comparable sentence."""
        return [len(line.words) for line in self.lines]

    @cached_property
    def line_counts(self) -> Mapping[str, int]:
        """Number of comparable sentences that have each stem."""
        return {stem: lines.bit_count() for stem, lines in self._postings.items()}

    @cached_property
    def places(self) -> Sequence[float]:
        """Relative position of each comparable sentence, from 0 (start) to 1 (end)."""
        last = max(1, len(self.lines) - 1)
        return [number / last for number in range(len(self.lines))]

    @cached_property
    def trigrams(self) -> Mapping[int, frozenset[str]]:
        """Letter trigrams of each comparable sentence; the edge of a word counts as a letter."""
        lines = self.lines
        return SentenceValues(lambda number: _trigrams(lines[number]))

    @cached_property
    def trigram_counts(self) -> Counter[str]:
        """Number of comparable sentences that have each trigram."""
        return Counter(chain.from_iterable(map(_trigrams, self.lines)))

    @cached_property
    def vector(self) -> tuple[Mapping[str, float], float]:
        """Weight of each stem in the whole document, and the length of this vector."""
        counts = Counter(chain.from_iterable(line.stems for line in self.lines))
        weights = {stem: term_rarity(stem) * (1.0 + log(count)) for stem, count in counts.items()}
        return weights, sqrt(sum(map(mul, weights.values(), weights.values()))) or 1.0

    def affinity(self, other: "DocumentFeatures") -> float:
        """Return the cosine of two documents' stems, weighted by rarity; 0 to 1."""
        (weights_here, length), (weights_there, other_length) = self.vector, other.vector
        shared_stems = sorted(weights_here.keys() & weights_there.keys())
        return sum([weights_here[stem] * weights_there[stem] for stem in shared_stems]) / (
            length * other_length
        )

    @cached_property
    def numbers_in(self) -> Mapping[int, frozenset[str]]:
        """Numbers in each comparable sentence, in compared form."""
        lines = self.lines
        return SentenceValues(lambda number: _numbers(lines[number]))

    @cached_property
    def clauses(self) -> "ClauseStems":
        """Stems of each clause of the comparable sentences, computed at the first request."""
        return ClauseStems(self.reading.text, self.lines, self.stem_sets, self.uncommon_stems)

    @cached_property
    def names(self) -> "NameStems":
        """Stems of the names in each comparable sentence, computed at the first request."""
        return NameStems(self.reading.text, [line.span for line in self.lines])

    @cached_property
    def uncommon_stems(self) -> frozenset[str]:
        """Stems of the comparable sentences that are not too common to select candidates."""
        return frozenset(stem for stem in self._postings if zipf(stem) < _COMMON)

    @cached_property
    def is_fully_indexed(self) -> bool:
        """True if no stem is too frequent to select candidates: then each side can be looked up."""
        return len(self.indexed_stems) == len(self.uncommon_stems)

    @cached_property
    def indexed_stems(self) -> frozenset[str]:
        """Stems that select candidates: neither too common nor in too many sentences."""
        if len(self.stem_sets) <= _FREQUENT:
            return self.uncommon_stems
        postings = self._postings
        return frozenset(s for s in self.uncommon_stems if postings[s].bit_count() <= _FREQUENT)

    @cached_property
    def _postings(self) -> Mapping[str, int]:
        """Comparable sentences with each stem."""
        return postings_of(self.stem_sets)

    @cached_property
    def stems(self) -> frozenset[str]:
        """Stems of all comparable sentences."""
        return frozenset(self._postings)

    def columns(self) -> Iterable[tuple[int, OverlapColumns]]:
        """Yield the comparable sentences in blocks, each with the number of its first sentence."""
        return self._columns if self.has_few_blocks else self._blocks()

    @property
    def has_few_blocks(self) -> bool:
        """True if the columns of the document are small enough to be cached."""
        return len(self.stem_sets) <= _KEPT_BLOCKS * LINES

    @cached_property
    def _columns(self) -> Sequence[tuple[int, OverlapColumns]]:
        return list(self._blocks())

    def _blocks(self) -> Iterator[tuple[int, OverlapColumns]]:
        for first in range(0, len(self.stem_sets), LINES):
            norms = self.norms[first : first + LINES]
            is_whole = len(norms) == len(self.stem_sets)
            postings = (
                self._postings if is_whole else postings_of(self.stem_sets[first : first + LINES])
            )
            yield first, OverlapColumns(norms, postings)

    @cached_property
    def units(self) -> Sequence[TextUnit]:
        """Units of the document, in order."""
        units: list[TextUnit] = []
        first = count = 0
        lines = [self.reading.sentences[number] for number in self._originals]
        all_bags = [self._all_bags[number] for number in self._originals]
        for number, line in enumerate(lines):
            count += len(line.words)
            ending = self.reading.text[line.span.end - 4 : line.span.end].rstrip(_CLOSING)
            is_unit_end = count >= _UNIT_WORDS or (count >= _FEWEST and ending.endswith(_ENDS))
            if is_unit_end or number == len(lines) - 1:
                stems, *further = all_bags[first : number + 1]
                stems = stems.union(*further) if further else stems
                span = lines[first].span.start, line.span.end
                units.append(TextUnit(*span, stems, (first, number + 1)))
                first, count = number + 1, 0
        return units

    def count_stems(self, first: int, last: int) -> Counter[str]:
        """Return the number of occurrences of each stem in the units from `first` to `last`."""
        originals, lines = self._originals, self.reading.sentences
        numbers = range(self.units[first].lines[0], self.units[last].lines[1])
        return Counter(chain.from_iterable(lines[originals[number]].stems for number in numbers))

    @cached_property
    def _originals(self) -> Sequence[int]:
        """Numbers of the sentences that repeat no other one."""
        repeats = {repeat for repeat, _ in self.reading.repeats}
        lines = enumerate(self.reading.sentences)
        return [number for number, line in lines if line.passage not in repeats]

    @cached_property
    def postings(self) -> Mapping[str, int]:
        """Units that have each stem."""
        return postings_of([unit.stems for unit in self.units])

    @cached_property
    def rare_postings(self) -> Mapping[str, int]:
        """Units that have each stem, for stems in few enough units."""
        largest = _HOLDERS * log(1 + len(self.units))
        return {
            stem: units for stem, units in self.postings.items() if units.bit_count() <= largest
        }

    @cached_property
    def rare_stems(self) -> frozenset[str]:
        """Stems that are in few enough units."""
        return frozenset(self.rare_postings)

    @cached_property
    def numbers(self) -> Mapping[int, int]:
        """Number of each comparable sentence among these, by its number among all sentences."""
        comparable = (n for n, line in enumerate(self.reading.sentences) if line.is_comparable)
        return {line: number for number, line in enumerate(comparable)}

    @cached_property
    def words(self) -> WordSequence:
        """Words of all sentences in order, cached for comparisons with many documents."""
        return WordSequence(self.reading.text, self.reading.sentences)


def _bag(line: Sentence) -> frozenset[str]:
    """Return the stems of a sentence.

    If none of its words can select candidates, and half of them are beyond ASCII, all words
    together are one more stem, which selects equal sentences.
    """
    bag = frozenset(line.stems)
    if len(bag) < _WHOLE or any(zipf(stem) < _COMMON for stem in bag):
        return bag
    foreign = 2 * sum(word.isascii() for word in line.words) <= len(line.words)
    return bag | {" ".join(line.words)} if foreign else bag


def _numbers(line: Sentence) -> frozenset[str]:
    return frozenset(word for word in line.words if word[0].isdigit())


def _trigrams(line: Sentence) -> frozenset[str]:
    return frozenset().union(*map(_threes, line.words))


@lru_cache(maxsize=1 << 15)
def _threes(word: str) -> tuple[str, ...]:
    ends = f" {word} "
    return tuple(intern(ends[n : n + 3]) for n in range(len(word)))  # sets of one object are faster
