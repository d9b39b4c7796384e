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
    if slots.first.rates and slots.second.rates:
        yield from _rates(slots, surroundings)


def _occurrences(slots: Slots, surroundings: Surroundings) -> Iterator[ValuePair]:
    for first in slots.first.occurrences:
        for second in slots.second.occurrences:
            if not occurrences.are_two(first, second) or not _are_of_one_event(
                slots, first, second
            ):
                continue
            first_sentences, second_sentences = (
                (slots.first, *surroundings.first),
                (slots.second, *surroundings.second),
            )
            if not _has_occurrence(first, second_sentences) and not _has_occurrence(
                second, first_sentences
            ):
                kind = Kind.NUMBER if first.is_sure or second.is_sure else Kind.DATE
                yield ValuePair(kind, first.span, second.span, 0.6)


def _are_of_one_event(slots: Slots, first: Occurrence, second: Occurrence) -> bool:
    """Return True if the words show one event: what follows, if both words have other uses."""
    if first.is_sure or second.is_sure:
        shared = _near(slots.first, first.span) & _near(slots.second, second.span)
        return len(shared) >= _SHARED and slots.likeness() >= _ALIKE
    behind = _near(slots.first, first.span, before=0) & _near(slots.second, second.span, before=0)
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
    for first, second, turned in (
        (slots.first, slots.second, False),
        (slots.second, slots.first, True),
    ):
        for occurrence in first.occurrences:
            for number in second.numbers:
                if (
                    occurrence.is_place
                    and occurrence.is_sure
                    and _is_other_place(occurrence, number, first, second)
                ):
                    here, there = (
                        (number.span, occurrence.span) if turned else (occurrence.span, number.span)
                    )
                    yield ValuePair(Kind.NUMBER, here, there, 0.55)


def _is_other_place(
    occurrence: Occurrence, number: Number, sentence: Sentence, other_sentence: Sentence
) -> bool:
    """Return True if an ordinal number gives another place to what the first sentence is about."""
    end = other_sentence.range_of(number.span)[1]
    return (
        number.measure is Measure.ORDINAL
        and number.low != occurrence.low
        and end < len(other_sentence.words)
        and not other_sentence.words[end].common
        and other_sentence.words[end].meaning in sentence.meanings
        and not any(say_same(number, n) for n in sentence.numbers)
        and not any(o.is_place for o in other_sentence.occurrences)
    )


def _rates(slots: Slots, surroundings: Surroundings) -> Iterator[ValuePair]:
    """Yield the only rates of two sentences that are alike, if they are of one noun or of none."""
    if len(slots.first.rates) != 1 or len(slots.second.rates) != 1 or slots.likeness() < _ALIKE:
        return
    first, second = slots.first.rates[0], slots.second.rates[0]
    is_elsewhere = _has_rate(first, surroundings.second) or _has_rate(second, surroundings.first)
    if (
        is_elsewhere
        or not rates.are_two(first, second)
        or not _are_of_one_thing(slots, first, second)
    ):
        return
    if _near(slots.first, first.span) & _near(slots.second, second.span):
        yield ValuePair(Kind.NUMBER, first.span, second.span, 0.55)


def _has_rate(first: Rate, sentences: Iterable[Sentence]) -> bool:
    return any(not rates.are_two(first, second) for s in sentences for second in s.rates)


def _are_of_one_thing(slots: Slots, first: Rate, second: Rate) -> bool:
    """Return True unless the nouns right behind two rates are two things."""
    first_end, second_end = (
        slots.first.range_of(first.span)[1],
        slots.second.range_of(second.span)[1],
    )
    first_noun, second_noun = (
        slots.first.words[first_end : first_end + 1],
        slots.second.words[second_end : second_end + 1],
    )
    if not first_noun or not second_noun or first_noun[0].common or second_noun[0].common:
        return True
    return first_noun[0].meaning == second_noun[0].meaning


def _near(sentence: Sentence, value: Span, before: int = _REACH) -> set[str]:
    """Return the meanings of the content words near a value, up to `before` words before it."""
    start, end = sentence.range_of(value)
    words = (*sentence.words[max(0, start - before) : start], *sentence.words[end : end + _REACH])
    return {word.meaning for word in words if not word.common}
