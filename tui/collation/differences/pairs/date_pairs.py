"""Date pairs: dates and times that two sentences give for the same event and that differ."""

from collections.abc import Collection, Iterable, Iterator

from tui.collation.differences.slots import Slots, clause
from tui.collation.differences.value_pair import Kind, Surroundings, ValuePair
from tui.collation.values.dates import Date, differ, say_same
from tui.collation.values.names import is_same
from tui.collation.values.periods import Period, are_two
from tui.collation.values.sentence_values import Sentence
from tui.collation.values.word_lists import word_set
from tui.text.span import Span

_CLOSE = 4
"""Number of words after a word of order in which its object is looked for."""
_LEAD = 8
"""Number of words before a period in which the thing that lasts is looked for."""
_FUNCTION = word_set(
    "a an the and or of to in on at as is are was were be been it its it's he he's she she's they "
    "i i've i'm my his her their our we that this with for by not"
)
_PREPOSITIONS = word_set("on in at the around about early late shortly")
_LIKE = 0.4
"""Share of content words from which the only periods of two sentences are of the same thing."""
_FIT = 2
"""Least number of content words that the clauses of two dates must share."""


def date_pairs(slots: Slots, surroundings: Surroundings) -> Iterator[ValuePair]:
    """Yield dates in the same slot if the other account has no date that fits the slot better."""
    for first in slots.one.dates:
        for second in slots.other.dates:
            if not differ(first, second):
                continue
            ours, theirs = clause(slots.one, first.span), clause(slots.other, second.span)
            place = slots.is_same_place(first.span, second.span) or slots.is_same_place(
                _with_preposition(slots.one, first.span),
                _with_preposition(slots.other, second.span),
            )
            fit = len(ours & theirs) if slots.is_beside_the_same(first.span, second.span) else 0
            if (not place and fit < _FIT) or max(
                _best_fit(first, ours, (slots.other, *surroundings.theirs)),
                _best_fit(second, theirs, (slots.one, *surroundings.ours)),
            ) >= fit + place:
                continue
            yield ValuePair(Kind.DATE, first.span, second.span, 0.9 if place else 0.8)
    yield from _orders(slots)


def _with_preposition(sentence: Sentence, value: Span) -> Span:
    """Return the span of a date with the words before it that every date may have: `on the`."""
    start = sentence.range_of(value)[0]
    while start > 0 and sentence.words[start - 1].fold in _PREPOSITIONS:
        start -= 1
    if start == sentence.range_of(value)[0]:
        return value
    return Span(sentence.words[start].span.start, value.end)


def _best_fit(first: Date, said: Collection[str], sentences: Iterable[Sentence]) -> int:
    """Return the largest number of a clause's content words around this date in any sentence."""
    return max(
        (
            len(clause(sentence, second.span).intersection(said))
            for sentence in sentences
            for second in sentence.dates
            if say_same(first, second)
        ),
        default=-1,
    )


def _orders(slots: Slots) -> Iterator[ValuePair]:
    """Yield what one account places before an event and the other account places after it."""
    names = {
        word.meaning
        for name in slots.one.names
        for word in slots.one.words[slice(*slots.one.range_of(name.span))]
    }
    for first in slots.one.orders:
        for second in slots.other.orders:
            said = _following(slots.one, first.span) & _following(slots.other, second.span)
            more = (slots.one.meanings & slots.other.meanings) - said - names
            if first.after != second.after and said and more:
                yield ValuePair(Kind.DATE, first.span, second.span, 0.7)


def period_pairs(slots: Slots) -> Iterator[ValuePair]:
    """Yield periods that differ and are of the same thing."""
    for first in slots.one.periods:
        for second in slots.other.periods:
            if are_two(first, second) and (
                _are_of_the_same(slots, first, second)
                if first.unit or first.high
                else _last_from_two_events(slots, first, second)
            ):
                yield ValuePair(Kind.DATE, first.span, second.span, 0.6)


def _are_of_the_same(slots: Slots, first: Period, second: Period) -> bool:
    """Return True if two weeks, months or the like are of the same thing, as far as words show."""
    if len(clause(slots.one, first.span) & clause(slots.other, second.span)) >= _FIT:
        return True
    if first.turn != second.turn:
        return False
    alone = all(
        sum(bool(p.unit or p.high) for p in s.periods) == 1 for s in (slots.one, slots.other)
    )
    return alone and slots.likeness() >= _LIKE


def _last_from_two_events(slots: Slots, first: Period, second: Period) -> bool:
    """Return True if one thing lasts since two events, as far as the words before these show."""
    alike = len(_leading(slots.one, first.span) & _leading(slots.other, second.span))
    if alike >= _FIT:
        return True
    alone = all(sum(bool(p.event) for p in s.periods) == 1 for s in (slots.one, slots.other))
    return (
        bool(alike)
        and alone
        and any(is_same(a, b) for a in slots.one.names for b in slots.other.names)
    )


def _leading(sentence: Sentence, value: Span) -> set[str]:
    """Return the stems of the words before a value that are no function words."""
    start = sentence.range_of(value)[0]
    return {
        w.stem for w in sentence.words[max(0, start - _LEAD) : start] if w.fold not in _FUNCTION
    }


def _following(sentence: Sentence, value: Span) -> set[str]:
    end = sentence.range_of(value)[1]
    return {w.stem for w in sentence.words[end : end + _CLOSE] if not w.common}
