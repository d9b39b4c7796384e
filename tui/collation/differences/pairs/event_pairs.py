"""Event pairs: how often something happened, and for which time, where two sentences differ."""

from collections.abc import Iterable, Iterator

from tui.collation.differences.slots import Slots
from tui.collation.differences.value_pair import Kind, Surroundings, ValuePair
from tui.collation.values.events import occurrences, rates
from tui.collation.values.events.occurrences import Occurrence
from tui.collation.values.events.rates import Rate
from tui.collation.values.number import Measure, Number, say_same
from tui.collation.values.sentence_values import Sentence
from tui.text.span import Span

_ALIKE = 0.5
"""Share of the content words from which two sentences are about one event."""
_SHARED = 2
"""Least number of content words that stand near both values."""
_REACH = 10
"""Number of words around a value that are near it."""


def event_pairs(slots: Slots, surroundings: Surroundings) -> Iterator[ValuePair]:
    """Yield places in a series, numbers of times, and rates, of one event."""
    yield from _occurrences(slots, surroundings)
    yield from _ordinals(slots)
    if slots.one.rates and slots.other.rates:
        yield from _rates(slots, surroundings)


def _occurrences(slots: Slots, surroundings: Surroundings) -> Iterator[ValuePair]:
    for first in slots.one.occurrences:
        for second in slots.other.occurrences:
            if not occurrences.are_two(first, second) or not _are_of_one_event(
                slots, first, second
            ):
                continue
            ours, theirs = (slots.one, *surroundings.ours), (slots.other, *surroundings.theirs)
            if not _has_occurrence(first, theirs) and not _has_occurrence(second, ours):
                kind = Kind.NUMBER if first.is_sure or second.is_sure else Kind.DATE
                yield ValuePair(kind, first.span, second.span, 0.6)


def _are_of_one_event(slots: Slots, first: Occurrence, second: Occurrence) -> bool:
    """Return True if the words show one event: what follows, if both words have other uses."""
    if first.is_sure or second.is_sure:
        near = _near(slots.one, first.span) & _near(slots.other, second.span)
        return len(near) >= _SHARED and slots.likeness() >= _ALIKE
    behind = _near(slots.one, first.span, before=0) & _near(slots.other, second.span, before=0)
    return len(behind) >= _SHARED


def _has_occurrence(first: Occurrence, sentences: Iterable[Sentence]) -> bool:
    """Return True if any of the sentences has this occurrence, or one that it may be."""
    return any(
        first.is_place == second.is_place and not occurrences.are_two(first, second)
        for sentence in sentences
        for second in sentence.occurrences
        if second.is_sure or not first.is_sure
    )


def _ordinals(slots: Slots) -> Iterator[ValuePair]:
    """Yield `for the second time` and `the third visit`, of one event."""
    if slots.likeness() < _ALIKE:
        return
    for first, second, turned in ((slots.one, slots.other, False), (slots.other, slots.one, True)):
        for a in first.occurrences:
            for b in second.numbers:
                if a.is_place and a.is_sure and _is_other_place(a, b, first, second):
                    here, there = (b.span, a.span) if turned else (a.span, b.span)
                    yield ValuePair(Kind.NUMBER, here, there, 0.55)


def _is_other_place(one: Occurrence, number: Number, ours: Sentence, theirs: Sentence) -> bool:
    """Return True if an ordinal number gives another place to what the first sentence is about."""
    end = theirs.range_of(number.span)[1]
    return (
        number.measure is Measure.ORDINAL
        and number.low != one.low
        and end < len(theirs.words)
        and not theirs.words[end].common
        and theirs.words[end].meaning in ours.meanings
        and not any(say_same(number, n) for n in ours.numbers)
        and not any(o.is_place for o in theirs.occurrences)
    )


def _rates(slots: Slots, surroundings: Surroundings) -> Iterator[ValuePair]:
    """Yield the only rates of two sentences that are alike, if they are of one noun or of none."""
    if len(slots.one.rates) != 1 or len(slots.other.rates) != 1 or slots.likeness() < _ALIKE:
        return
    first, second = slots.one.rates[0], slots.other.rates[0]
    told = _has_rate(first, surroundings.theirs) or _has_rate(second, surroundings.ours)
    if told or not rates.are_two(first, second) or not _are_of_one_thing(slots, first, second):
        return
    if _near(slots.one, first.span) & _near(slots.other, second.span):
        yield ValuePair(Kind.NUMBER, first.span, second.span, 0.55)


def _has_rate(first: Rate, sentences: Iterable[Sentence]) -> bool:
    return any(not rates.are_two(first, second) for s in sentences for second in s.rates)


def _are_of_one_thing(slots: Slots, first: Rate, second: Rate) -> bool:
    """Return True unless the nouns right behind two rates are two things."""
    a, b = slots.one.range_of(first.span)[1], slots.other.range_of(second.span)[1]
    ours, theirs = slots.one.words[a : a + 1], slots.other.words[b : b + 1]
    if not ours or not theirs or ours[0].common or theirs[0].common:
        return True
    return ours[0].meaning == theirs[0].meaning


def _near(sentence: Sentence, value: Span, before: int = _REACH) -> set[str]:
    """Return the meanings of the content words near a value, up to `before` words before it."""
    start, end = sentence.range_of(value)
    words = (*sentence.words[max(0, start - before) : start], *sentence.words[end : end + _REACH])
    return {word.meaning for word in words if not word.common}
