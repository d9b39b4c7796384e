"""Plural pairs: several of a thing in one sentence, and one of it in the other.

As `five lines` and `that line`, `two bombs exploded` and `a bomb exploded`.
"""

from collections.abc import Iterator

from tui.collation.differences.quotation_change import span_of
from tui.collation.differences.slots import Slots, is_parted
from tui.collation.differences.value_pair import Kind, ValuePair
from tui.collation.values.number import Measure
from tui.collation.values.sentence_values import Sentence, Word
from tui.collation.values.word_lists import word_set
from tui.text.span import Span

_ALIKE = 0.5
"""Share of the content words from which two sentences are about the same things."""
_BESIDE = 5
"""Number of words around a noun in which its verb is looked for."""
_PHRASE = 3
"""Number of words before a noun in which its adjectives and its article are looked for."""
_ONES = word_set("that this one only")
"""Words before the only one of a thing."""
_ARTICLES = word_set("a an")
_DETERMINERS = word_set("the a an its their his her our this that these those no any every each")


def plural_pairs(slots: Slots) -> Iterator[ValuePair]:
    """Yield several of a thing, with their number, and a single one of it."""
    for one, other, turned in ((slots.one, slots.other, False), (slots.other, slots.one, True)):
        for number in one.numbers:
            m = one.range_of(number.span)[1]
            if number.measure is not Measure.COUNT or number.low <= 1 or m >= len(one.words):
                continue
            noun = one.words[m]
            if noun.common or not noun.fold.endswith("s"):
                continue
            for n, word in enumerate(other.words[1:], 1):
                if (
                    word.fold == noun.fold[:-1]
                    and (_is_followed_alike(one, m, other, n) or not _is_joined(other, n + 1))
                    and _are_of_the_same(slots, one, m, other, n)
                ):
                    here = Span(number.span.start, noun.span.end)
                    there = span_of(other.words[_first(other, n) : n + 1])
                    pair = (there, here) if turned else (here, there)
                    yield ValuePair(Kind.NUMBER, pair[0], pair[1], 0.5)


def _first(sentence: Sentence, n: int) -> int:
    """Return the index of the first word of a single thing: the word before it, or its article."""
    start = _determiner(sentence, n)
    return n - 1 if start is None else start


def _are_of_the_same(slots: Slots, one: Sentence, m: int, other: Sentence, n: int) -> bool:
    """Return True if the plural at word `m` and the singular at word `n` are told of the same."""
    if other.words[n - 1].fold in _ONES:
        return True
    start = _determiner(other, n)
    return (
        start is not None
        and other.words[start].fold in _ARTICLES
        and slots.likeness() >= _ALIKE
        and not _beside(one, m).isdisjoint(_beside(other, n))
    )


def _determiner(sentence: Sentence, n: int) -> int | None:
    """Return the index of the article before a noun and its adjectives; None if it has none."""
    for start in range(n - 1, max(-1, n - 1 - _PHRASE), -1):
        if is_parted(sentence, start + 1):
            return None
        if sentence.words[start].fold in _DETERMINERS or sentence.words[start].fold in _ONES:
            return start
        if sentence.words[start].common:
            return None
    return None


def _beside(sentence: Sentence, n: int) -> set[str]:
    """Return the meanings of the content words near word `n`, but for names."""
    words: tuple[Word, ...] = (
        *sentence.words[max(0, n - _BESIDE) : n],
        *sentence.words[n + 1 : n + 1 + _BESIDE],
    )
    return {
        word.meaning
        for word in words
        if not word.common and not sentence.text[word.span.start].isupper()
    }


def _is_followed_alike(one: Sentence, m: int, other: Sentence, n: int) -> bool:
    """Return True if the same word follows the plural and the singular: it belongs to neither."""
    return [w.stem for w in one.words[m + 1 : m + 2]] == [
        w.stem for w in other.words[n + 1 : n + 2]
    ]


def _is_joined(sentence: Sentence, n: int) -> bool:
    """Return True if a content word follows directly, so that the one before it is no head."""
    return (
        n < len(sentence.words)
        and not sentence.words[n].common
        and not is_parted(sentence, n)
        and not sentence.words[n].fold.endswith("ed")
    )
