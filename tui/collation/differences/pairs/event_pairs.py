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


def event_pairs(slots: Slots, beside: Surroundings) -> Iterator[ValuePair]:
    """Yield places in a series, numbers of times, and rates, of one event."""
    yield from _occurrences(slots, beside)
    yield from _ordinals(slots)
    if slots.one.rates and slots.other.rates:
        yield from _rates(slots, beside)


def _occurrences(slots: Slots, beside: Surroundings) -> Iterator[ValuePair]:
    for a in slots.one.occurrences:
        for b in slots.other.occurrences:
            if not occurrences.are_two(a, b) or not _are_of_one_event(slots, a, b):
                continue
            ours, theirs = (slots.one, *beside.ours), (slots.other, *beside.theirs)
            if not _has_occurrence(a, theirs) and not _has_occurrence(b, ours):
                kind = Kind.NUMBER if a.is_sure or b.is_sure else Kind.DATE
                yield ValuePair(kind, a.span, b.span, 0.6)


def _are_of_one_event(slots: Slots, one: Occurrence, other: Occurrence) -> bool:
    """Return True if the words show one event: what follows, if both words have other uses."""
    if one.is_sure or other.is_sure:
        near = _near(slots.one, one.span) & _near(slots.other, other.span)
        return len(near) >= _SHARED and slots.likeness() >= _ALIKE
    behind = _near(slots.one, one.span, before=0) & _near(slots.other, other.span, before=0)
    return len(behind) >= _SHARED


def _has_occurrence(one: Occurrence, sentences: Iterable[Sentence]) -> bool:
    """Return True if any of the sentences has this occurrence, or one that it may be."""
    return any(
        one.is_place == other.is_place and not occurrences.are_two(one, other)
        for sentence in sentences
        for other in sentence.occurrences
        if other.is_sure or not one.is_sure
    )


def _ordinals(slots: Slots) -> Iterator[ValuePair]:
    """Yield `for the second time` and `the third visit`, of one event."""
    if slots.likeness() < _ALIKE:
        return
    for one, other, turned in ((slots.one, slots.other, False), (slots.other, slots.one, True)):
        for a in one.occurrences:
            for b in other.numbers:
                if a.is_place and a.is_sure and _is_other_place(a, b, one, other):
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


def _rates(slots: Slots, beside: Surroundings) -> Iterator[ValuePair]:
    """Yield the only rates of two sentences that are alike, if they are of one noun or of none."""
    if len(slots.one.rates) != 1 or len(slots.other.rates) != 1 or slots.likeness() < _ALIKE:
        return
    a, b = slots.one.rates[0], slots.other.rates[0]
    told = _has_rate(a, beside.theirs) or _has_rate(b, beside.ours)
    if told or not rates.are_two(a, b) or not _are_of_one_thing(slots, a, b):
        return
    if _near(slots.one, a.span) & _near(slots.other, b.span):
        yield ValuePair(Kind.NUMBER, a.span, b.span, 0.55)


def _has_rate(one: Rate, sentences: Iterable[Sentence]) -> bool:
    return any(not rates.are_two(one, other) for s in sentences for other in s.rates)


def _are_of_one_thing(slots: Slots, one: Rate, other: Rate) -> bool:
    """Return True unless the nouns right behind two rates are two things."""
    a, b = slots.one.range_of(one.span)[1], slots.other.range_of(other.span)[1]
    ours, theirs = slots.one.words[a : a + 1], slots.other.words[b : b + 1]
    if not ours or not theirs or ours[0].common or theirs[0].common:
        return True
    return ours[0].meaning == theirs[0].meaning


def _near(sentence: Sentence, value: Span, before: int = _REACH) -> set[str]:
    """Return the meanings of the content words near a value, up to `before` words before it."""
    start, end = sentence.range_of(value)
    words = (*sentence.words[max(0, start - before) : start], *sentence.words[end : end + _REACH])
    return {word.meaning for word in words if not word.common}
