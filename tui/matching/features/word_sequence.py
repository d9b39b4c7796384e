"""Word sequences: the words of all sentences of a document in order."""

from array import array
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cached_property
from itertools import accumulate, chain

from tui.matching.features.preprocessing import PreparedDocument, Sentence
from tui.text.tokens import words


class WordNgrams:
    """Word n-grams of one length, as hashes that differ from process to process."""

    def __init__(self, folds: Sequence[str], length: int) -> None:
        runs = zip(*(folds[n:] for n in range(length)), strict=False)
        self.each: Sequence[int] = list(map(hash, runs))
        """Hashes in order."""

    @cached_property
    def first(self) -> Mapping[int, int]:
        """First position of each n-gram: the number of its first word."""
        positions = range(len(self.each) - 1, -1, -1)
        return dict(zip(reversed(self.each), positions, strict=True))

    @cached_property
    def repeated(self) -> Mapping[int, Sequence[int]]:
        """All positions of the n-grams that occur more than once."""
        positions_by_phrase: defaultdict[int, list[int]] = defaultdict(list)
        if len(self.first) < len(self.each):
            for number, phrase in enumerate(self.each):
                positions_by_phrase[phrase].append(number)
        return {
            phrase: positions
            for phrase, positions in positions_by_phrase.items()
            if len(positions) > 1
        }


class WordSequence:
    """Words of some sentences of a text, comparable or not."""

    def __init__(self, text: str, lines: Sequence[Sentence]) -> None:
        self._text, self._lines = text, lines
        self.folds: list[str] = [fold for line in lines for fold in line.words]
        """Words in compared form."""
        self.firsts: Sequence[int] = array(
            "I", accumulate((len(line.words) for line in lines), initial=0)
        )
        """Number of each sentence's first word, and the number of all words."""
        self._phrases: dict[int, WordNgrams] = {}
        self._bounds = array("I", [0]) * (2 * len(self.folds))
        """Start and end of each word, in turn, for the sentences that were requested."""

    def ngrams(self, length: int) -> WordNgrams:
        """Return all n-grams of `length` words; they are cached."""
        if (ngrams := self._phrases.get(length)) is None:
            ngrams = self._phrases[length] = WordNgrams(self.folds, length)
        return ngrams

    def span_between(self, first: int, last: int) -> tuple[int, int]:
        """Return the start of word `first` and the end of word `last`, in code points."""
        for word in (first, last):
            if not self._bounds[2 * word + 1]:
                self._find(word)
        return self._bounds[2 * first], self._bounds[2 * last + 1]

    def _find(self, word: int) -> None:
        """Compute the positions of the words in this word's sentence."""
        line = bisect_right(self.firsts, word) - 1
        start, end = 2 * self.firsts[line], 2 * self.firsts[line + 1]
        tokens = words(self._text, *self._lines[line].span)
        offsets = array("I", chain.from_iterable(word.span for word in tokens))
        self._bounds[start:end] = offsets[: end - start]


def sequence_between(reading: PreparedDocument, start: int, end: int) -> WordSequence:
    """Return the words of the sentences that overlap a range of code points."""
    first = bisect_right(reading.sentences, start, key=lambda line: line.span.end)
    stop = bisect_left(reading.sentences, end, key=lambda line: line.span.start)
    return WordSequence(reading.text, reading.sentences[first:stop])
