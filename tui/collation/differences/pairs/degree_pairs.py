"""Degree pairs: degrees of two sentences that measure the same thing and differ.

A degree is a word for a size, a frequency or a share; a share is also compared with a number.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence

from tui.collation.differences.slots import Slots, is_parted
from tui.collation.differences.value_pair import Kind, Surroundings, ValuePair
from tui.collation.values.degrees import Degree, Scale, are_apart, share_of
from tui.collation.values.number import FRACTION, Measure, Number, say_same
from tui.collation.values.sentence_values import Sentence
from tui.collation.values.word_lists import word_set
from tui.text.span import Span

_NEARER = 0.35
"""Share of the content words from which two sentences have shares of the same whole."""
_NOUN, _SUBJECT = 4, 7
"""Number of words after a degree, and before it, in which its noun is looked for."""
_ENDS = word_set("for and or but with by from as than to that who which enough")
"""Words at which the noun of a degree ends."""
_UNANIMOUS = word_set("unanimous unanimously")
_NEARLY = word_set("nearly almost virtually practically")
_NOT = word_set("not hardly")
_ALMOST_ALL = 0.8
"""The least share that `nearly all` may be."""


def degree_pairs(slots: Slots, surroundings: Surroundings) -> Iterator[ValuePair]:
    """Yield degrees of one thing that differ if neither account has the other's degree."""
    for first in slots.first.degrees:
        for second in slots.second.degrees:
            if not are_apart(first, second) or not (same := _common_things(slots, first, second)):
                continue
            if not _has_degree(
                first, same, (slots.second, *surroundings.second)
            ) and not _has_degree(second, same, (slots.first, *surroundings.first)):
                yield ValuePair(Kind.NUMBER, first.span, second.span, 0.55)
    if slots.likeness() >= _NEARER:
        for here, there in _shares(slots.first, slots.second, surroundings.second):
            yield ValuePair(Kind.NUMBER, here, there, 0.6)
        for there, here in _shares(slots.second, slots.first, surroundings.first):
            yield ValuePair(Kind.NUMBER, here, there, 0.6)


def _shares(
    first: Sentence, second: Sentence, more: Sequence[Sentence]
) -> Iterator[tuple[Span, Span]]:
    """Yield degrees of a sentence, and numbers of another, that are two shares of one whole.

    Args:
        first: The sentence with degrees.
        second: The sentence with numbers.
        more: The further sentences in which the account of `second` makes the claim.
    """
    for degree in first.degrees:
        for number in second.numbers:
            if _are_two_shares(first, degree, second, number):
                things = _things(first, degree.span)
                if not _has_degree(degree, things, (second, *more)):
                    yield degree.span, number.span


def _are_two_shares(first: Sentence, degree: Degree, second: Sentence, number: Number) -> bool:
    """Return True if a degree and a number are two shares of a whole: `most`, `a third`."""
    if degree.scale is not Scale.SHARE:
        return False
    if number.measure is Measure.SCORE:
        word = first.words[first.range_of(degree.span)[0]].fold
        return word in _UNANIMOUS and min(number.low, number.high) > 0
    share = _share(first, degree) if number.measure is Measure.SHARE else None
    if share is None or any(say_same(number, n) for n in first.numbers):
        return False
    are_disjoint = max(share[0] - number.high, number.low - share[1]) > FRACTION
    return are_disjoint and not _things(first, degree.span).isdisjoint(_things(second, number.span))


def _share(sentence: Sentence, degree: Degree) -> tuple[float, float] | None:
    """Return the least and the largest share that a degree may be; None if it is unclear."""
    start = sentence.range_of(degree.span)[0]
    before = sentence.words[start - 1].fold if start else ""
    share = share_of(degree)
    if share is None or before in _NOT:
        return None
    return (_ALMOST_ALL, 1.0) if before in _NEARLY else share


def _common_things(slots: Slots, first: Degree, second: Degree) -> set[str]:
    """Return the stems of the things that two degrees measure, if these things are the same."""
    if first.scale is Scale.SHARE and slots.likeness() < _NEARER:
        return set()
    first_things, second_things = (
        _things_of(slots.first, first),
        _things_of(slots.second, second),
    )
    if _is_consensus(slots.first, first):
        return second_things
    return first_things if _is_consensus(slots.second, second) else first_things & second_things


def _is_consensus(sentence: Sentence, degree: Degree) -> bool:
    """Return True if a degree is one of all people concerned, whom the sentence need not name."""
    return sentence.words[sentence.range_of(degree.span)[0]].fold == "consensus"


def _things_of(sentence: Sentence, degree: Degree) -> set[str]:
    return _things(sentence, degree.span, before=degree.scale is not Scale.SHARE)


def _things(sentence: Sentence, value: Span, *, before: bool = False) -> set[str]:
    """Return the stems of the words that a value may measure: those after it.

    Args:
        sentence: The sentence.
        value: The value.
        before: True if they may also stand before the value, when none stand after it.
    """
    start, end = sentence.range_of(value)
    words = sentence.words
    last = end
    while last < min(len(words), end + _NOUN) and not is_parted(sentence, last):
        if words[last].fold in _ENDS:
            break
        last += 1
    measured_words = words[end:last]
    if not measured_words and before:
        first = start
        while first > max(0, start - _SUBJECT) and not is_parted(sentence, first):
            first -= 1
        measured_words = words[first:start]
    return {word.stem for word in measured_words if not word.common}


def _has_degree(first: Degree, things: Collection[str], sentences: Iterable[Sentence]) -> bool:
    """Return True if any of the sentences has this degree of one of the things."""
    return any(
        first.scale is second.scale
        and not are_apart(first, second)
        and not _things_of(sentence, second).isdisjoint(things)
        for sentence in sentences
        for second in sentence.degrees
    )
