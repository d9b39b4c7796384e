"""Slots: the parts that values play in two sentences, and tests that two parts are the same.

Two parts are the same if the values stand between the same words, before the same noun, or near the
same words.
"""

from collections.abc import Sequence
from functools import cached_property

from tui.collation.values.sentence_values import SPEECH, Sentence, Word
from tui.collation.values.synonyms import TOLLS
from tui.collation.values.word_lists import word_set
from tui.text.span import Span

_REACH = 8
"""Number of words around a value that are its context."""
_CLOSE = 5
"""Words around a value that are close to it."""
_VERBATIM = 0.7
"""Share of the content words from which one sentence is the other with additions."""
_CAPITALIZED = frozenset({"de"})
"""Languages in which every noun is capitalized."""
_TOLL = 6
"""Number of words around a number in which the fate of the people is looked for."""
_JOINTS = word_set("and but or while when after")
"""Words behind which another fate is told."""
_NOUN = 3
"""Number of words after a number in which the counted noun is looked for."""


class Slots:
    """The slots of two sentences."""

    def __init__(self, first: Sentence, second: Sentence) -> None:
        self.first = first
        self.second = second

    def is_same_place(self, here: Span, there: Span) -> bool:
        """Return True if both stand between the same words, with no other word between."""
        first, second = self.first.range_of(here), self.second.range_of(there)
        before = self._is_shared(first[0] - 1, second[0] - 1)
        after = self._is_shared(first[1], second[1])
        if first[0] == second[0] == 0:
            before = after and self._is_shared(first[1] + 1, second[1] + 1)
        if self._ends(first, second):
            after = before and self._is_shared(first[0] - 2, second[0] - 2)
        return before and after

    def _ends(self, first: tuple[int, int], second: tuple[int, int]) -> bool:
        """Return True if the values end their sentences: both, or one after similar words."""
        ends = first[1] == len(self.first.words), second[1] == len(self.second.words)
        return all(ends) or (any(ends) and self.is_verbatim())

    def is_firmly_placed(self, here: Span, there: Span) -> bool:
        """Return True if two words on either side of one value are also beside the other."""
        first, second = self.first.range_of(here), self.second.range_of(there)
        before = [
            self._is_shared(first[0] - n, second[0] - n)
            for n in (1, 2)
            if max(first[0], second[0]) >= n
        ]
        after = [
            self._is_shared(first[1] + n, second[1] + n)
            for n in (0, 1)
            if first[1] + n < len(self.first.words) or second[1] + n < len(self.second.words)
        ]
        if self._ends(first, second):
            after = []
        return all(before) and all(after) and len(before) + len(after) > 1

    def _is_shared(self, n: int, m: int) -> bool:
        """Return True if word `n` of one sentence is word `m` of the other."""
        first_words, second_words = self.first.words, self.second.words
        return (
            0 <= n < len(first_words)
            and 0 <= m < len(second_words)
            and first_words[n].fold == second_words[m].fold
        )

    def nouns(self, here: Span, there: Span) -> set[str]:
        """Return the stems that follow both values at once: the counted things."""
        return _after(self.first, here) & _after(self.second, there)

    def tolls(self, here: Span, there: Span) -> set[str]:
        """Return the stems by which both values count people: those hurt, or those arrested."""
        return _tolls(self.first, here) & _tolls(self.second, there)

    def are_of_two_tolls(self, here: Span, there: Span) -> bool:
        """Return True if both values count people, but by another fate."""
        tolls_here, tolls_there = _tolls(self.first, here), _tolls(self.second, there)
        return bool(tolls_here and tolls_there) and tolls_here.isdisjoint(tolls_there)

    def company(self, here: Span, there: Span) -> set[str]:
        """Return the content stems around both values."""
        return _around(self.first, here, _REACH) & _around(self.second, there, _REACH)

    def is_beside_the_same(self, here: Span, there: Span) -> bool:
        """Return True if a content word that is no name is close to both values."""
        stems_here = _around(self.first, here, _CLOSE, names=False)
        return not stems_here.isdisjoint(_around(self.second, there, _CLOSE, names=False))

    def is_verbatim(self) -> bool:
        """True if one sentence is nearly the other, perhaps with additions."""
        return self.likeness() >= _VERBATIM

    def likeness(self) -> float:
        """Return the share of the content stems of the shorter sentence that the other has, too."""
        return self._likeness

    @cached_property
    def _likeness(self) -> float:
        first_meanings, second_meanings = self.first.meanings, self.second.meanings
        return len(first_meanings & second_meanings) / max(
            1, min(len(first_meanings), len(second_meanings))
        )


def _after(sentence: Sentence, value: Span) -> set[str]:
    end = sentence.range_of(value)[1]
    words: list[Word] = []
    for word in sentence.words[end : end + _NOUN]:
        between = sentence.text[words[-1].span.end if words else value.end : word.span.start]
        if set(between) & set(",.;:()—–"):
            break
        words.append(word)
        if word.common and word.fold in _STOPS:
            break
    return {word.meaning for word in words if word.fold not in _STOPS}


def _tolls(sentence: Sentence, value: Span) -> set[str]:
    """Return the stems of words by which a number counts people, after it, else before it."""
    start, end = sentence.range_of(value)
    words = sentence.words
    for positions in (
        range(end, min(len(words), end + _TOLL)),
        range(start, max(0, start - _TOLL), -1),
    ):
        stems: set[str] = set()
        for n in positions:
            if n > end or positions.step < 0:
                is_word = n < len(words)  # a value may have no word, as the number of a footnote
                word_start = words[n].span.start if is_word else value.start
                before = sentence.text[words[n - 1].span.end : word_start]
                if set(before) & set(",.;:()—–") or (is_word and words[n].fold in _JOINTS):
                    break
            word = words[n - 1] if positions.step < 0 else words[n]
            if word.meaning in TOLLS:
                stems.add(word.meaning)
        if stems:
            return stems
    return set()


def clauses(sentence: Sentence) -> list[list[Word]]:
    """Return the words of a sentence, clause by clause."""
    clause_list: list[list[Word]] = []
    for n, word in enumerate(sentence.words):
        if n == 0 or is_bound(sentence, n):
            clause_list.append([])
        clause_list[-1].append(word)
    return clause_list


def clause(sentence: Sentence, value: Span) -> set[str]:
    """Return the content stems of a date's clause; of the next one, if the date is alone."""
    start, end = sentence.range_of(value)
    words = sentence.words
    first, last = start, end
    while first > 0 and (
        not is_bound(sentence, first) or (first == start - 1 and words[first].fold in _ORDERS)
    ):
        first -= 1
    while last < len(words) and not is_bound(sentence, last, after=end):
        last += 1
    inside = {w.meaning for w in (*words[first:start], *words[end:last]) if not w.common}
    if inside or last >= len(words):
        return inside
    first, last = last, last + 1
    while last < len(words) and not is_bound(sentence, last):
        last += 1
    return {w.meaning for w in words[first:last] if not w.common}


def is_bound(sentence: Sentence, n: int, after: int = -1) -> bool:
    """Return True if a clause begins with word `n`; `after` is the word right after a date."""
    word, before = sentence.words[n], sentence.words[n - 1]
    between = sentence.text[before.span.end : word.span.start]
    if set(between) & set(',;:—–“”"()') or "--" in between:
        return True
    if word.fold == "that":
        return n == after or (before.fold in SPEECH or before.fold == "that")
    return word.fold in _CONJUNCTIONS


def is_parted(sentence: Sentence, n: int) -> bool:
    """Return True if a comma or the like stands before word `n`."""
    between = sentence.text[sentence.words[n - 1].span.end : sentence.words[n].span.start]
    return bool(set(between) & set(",;:.!?—–()")) or "--" in between


_ORDERS = word_set("after before until since")
"""Words that belong to a date right behind them, and begin a clause elsewhere."""
_CONJUNCTIONS = word_set(
    "after before as when while who which because since although where if until despite"
)


_STOPS = word_set(
    "in on at by to for from with and or but that which who when as than after before is are "
    "was were be been has have had will would said the a an this of it he she they"
)


def _around(sentence: Sentence, value: Span, reach: int, *, names: bool = True) -> set[str]:
    """Return the content stems within `reach` words of a value.

    Without `names` capitalized words are left out.
    """
    start, end = sentence.range_of(value)
    words: Sequence[Word] = (
        *sentence.words[max(0, start - reach) : start],
        *sentence.words[end : end + reach],
    )
    return {
        word.meaning
        for word in words
        if not word.common
        and (
            names
            or sentence.language in _CAPITALIZED
            or not sentence.text[word.span.start].isupper()
        )
    }
