"""Comparison of two sentences: the values in the same slot that differ.

It says that values differ, never which of them is right.
"""

from collections.abc import Iterable, Iterator, Sequence

from tui.collation.differences.pairs.certainty_pairs import certainty_pairs
from tui.collation.differences.pairs.date_pairs import date_pairs, period_pairs
from tui.collation.differences.pairs.degree_pairs import degree_pairs
from tui.collation.differences.pairs.event_pairs import event_pairs
from tui.collation.differences.pairs.item_pairs import item_pairs
from tui.collation.differences.pairs.name_pairs import lone_name_pairs, name_pairs, spelling_pairs
from tui.collation.differences.pairs.number_pairs import number_pairs
from tui.collation.differences.pairs.phase_pairs import phase_pairs
from tui.collation.differences.pairs.plural_pairs import plural_pairs
from tui.collation.differences.pairs.post_pairs import post_pairs
from tui.collation.differences.pairs.rank_pairs import rank_pairs
from tui.collation.differences.quotation_change import Change, span_of
from tui.collation.differences.quotation_frames import (
    frame_pairs,
    turned_frame_pairs,
    voice_pairs,
)
from tui.collation.differences.quoted_turns import turn_pairs, unmarked_turn_pairs
from tui.collation.differences.quoted_words import changes, speakers_of_one
from tui.collation.differences.retellings import retelling
from tui.collation.differences.slots import Slots, is_bound
from tui.collation.differences.value_pair import Kind, Surroundings, ValuePair
from tui.collation.quotation_marks import quoted_spans
from tui.collation.values import dates, names, number
from tui.collation.values.sentence_values import VISIT, Sentence, Word
from tui.text.span import Span

_SHORT = 5
"""Largest number of words of a change that may be only another form of the same value."""

_PHRASE = 3
"""Least number of words of a change of phrases."""
_APART = 3
"""Largest number of words between two changes that are shown as one."""


def compare_sentences(first: str, second: str) -> tuple[ValuePair, ...]:
    """Return the values that differ between two sentences, the weightiest first.

    The spans of the pairs are code points of each sentence.
    """
    return compare(
        Sentence(first, Span(0, len(first)), quoted_spans(first)),
        Sentence(second, Span(0, len(second)), quoted_spans(second)),
    )


def compare(
    first: Sentence, second: Sentence, surroundings: Surroundings | None = None
) -> tuple[ValuePair, ...]:
    """Return the values that differ between two sentences, the weightiest first."""
    if first.span.of(first.text) == second.span.of(second.text):
        return ()
    surroundings = surroundings or Surroundings()
    slots = Slots(first, second)
    pairs = [*spelling_pairs(slots), *period_pairs(slots)]
    if len(first.meanings & second.meanings) > 1:
        pairs += degree_pairs(slots, surroundings)
        pairs += number_pairs(slots, surroundings)
        pairs += [*plural_pairs(slots, surroundings), *rank_pairs(slots)]
        pairs += event_pairs(slots, surroundings)
        pairs += phase_pairs(slots, surroundings)
        pairs += date_pairs(slots, surroundings)
        pairs += name_pairs(slots, surroundings)
        pairs += lone_name_pairs(slots, surroundings)
        pairs += item_pairs(slots, surroundings)
        pairs += post_pairs(slots, surroundings)
        pairs += certainty_pairs(slots)
    elif _are_of_one_visit(slots):
        pairs += name_pairs(slots, surroundings)
    quoted = [
        pair for pair in _quotations(first, second, surroundings) if not _is_covered(pair, pairs)
    ]
    pairs = [*quoted, *(p for p in pairs if not _is_covered(p, quoted))]
    once = {(pair.kind, pair.here, pair.there): pair for pair in reversed(pairs)}
    return tuple(sorted(once.values(), key=lambda pair: (-pair.weight, pair.here, pair.there)))


def _are_of_one_visit(slots: Slots) -> bool:
    """Return True if both are about a visit with the same number: `a three-day trip`."""
    return all(
        any(slot.place_of == VISIT for slot in sentence.name_slots)
        for sentence in (slots.first, slots.second)
    ) and any(
        number.say_same(first, second)
        for first in slots.first.numbers
        for second in slots.second.numbers
    )


def _is_covered(pair: ValuePair, pairs: Iterable[ValuePair]) -> bool:
    """Return True if another pair includes both values of this one."""
    return any(
        o.here.start <= pair.here.start
        and pair.here.end <= o.here.end
        and o.there.start <= pair.there.start
        and pair.there.end <= o.there.end
        for o in pairs
    )


def _quotations(
    first: Sentence, second: Sentence, surroundings: Surroundings
) -> Iterator[ValuePair]:
    if speakers := speakers_of_one(first, second):
        yield ValuePair(Kind.SPEAKER, speakers[0].span, speakers[1].span, 0.85)
    elif first.quoted and second.quoted:
        yield from voice_pairs(first, second)
    pairs = [
        ValuePair(Kind.QUOTE, *_places(first, second, change), _weight(change))
        for change in changes(first, second, surroundings.in_first, surroundings.in_second)
        if not _says_same(first, second, change)
    ]
    yield from _join(first, second, pairs)
    if not pairs and first.quoted and second.quoted:
        yield from frame_pairs(first, second)
        yield from turned_frame_pairs(first, second)
    if pairs:
        return
    if same := retelling(first, second, surroundings):
        yield ValuePair(Kind.QUOTE, same.here, same.there, 0.3 + 0.15 * same.likeness)
    elif first.quoted and second.quoted:
        yield from turn_pairs(first, second)
    if bool(first.quoted) != bool(second.quoted):
        yield from unmarked_turn_pairs(first, second)


def _places(first: Sentence, second: Sentence, change: Change) -> tuple[Span, Span]:
    """Return the spans that show a change: for phrases in other words, their clauses."""
    here, there = span_of(change.here), span_of(change.there)
    if (
        change.marks
        and not change.cut
        and max(len(change.changed_here), len(change.changed_there)) >= _PHRASE
    ):
        return _clauses_at(first, here), _clauses_at(second, there)
    return here, there


def _clauses_at(sentence: Sentence, span: Span) -> Span:
    """Return the clauses of a span, as far as they are quoted, or not, like its words."""
    first, last = sentence.range_of(span)
    marked = sentence.words[first].quotation
    while (
        first > 0
        and not is_bound(sentence, first)
        and sentence.words[first - 1].quotation == marked
    ):
        first -= 1
    words = sentence.words
    while last < len(words) and not is_bound(sentence, last) and words[last].quotation == marked:
        last += 1
    return span_of(words[first:last])


def _join(first: Sentence, second: Sentence, pairs: Iterable[ValuePair]) -> list[ValuePair]:
    """Return the changes; those that only a few words separate in both sentences are one."""
    joined: list[ValuePair] = []
    for pair in sorted(pairs, key=lambda p: (p.here, p.there)):
        if joined:
            last = joined[-1]
            between = (
                _between(first, last.here, pair.here),
                _between(second, last.there, pair.there),
            )
            if all(words is not None and len(words) <= _APART for words in between):
                joined[-1] = ValuePair(
                    Kind.QUOTE,
                    Span(last.here.start, max(last.here.end, pair.here.end)),
                    Span(last.there.start, max(last.there.end, pair.there.end)),
                    max(last.weight, pair.weight),
                )
                continue
        joined.append(pair)
    return joined


def _between(sentence: Sentence, first: Span, second: Span) -> Sequence[Word] | None:
    """Return the words between two spans.

    Returns:
        None if the spans are not of one quotation, or in reverse order.
    """
    if second.start < first.start:
        return None
    start, end = sentence.range_of(first)[0], sentence.range_of(second)[1]
    if len({word.quotation for word in sentence.words[start:end]}) > 1:
        return None
    return sentence.words[sentence.range_of(first)[1] : sentence.range_of(second)[0]]


def _says_same(first: Sentence, second: Sentence, change: Change) -> bool:
    """Return True if two changed values, a name or a number, are forms of the same value."""
    words_here, words_there = change.changed_here, change.changed_there
    if {w.fold for w in (*words_here, *words_there)} == {
        "and"
    }:  # one may have "&", which is no word
        return "&" in _with_two_before(first, change.here) + _with_two_before(second, change.there)
    if not words_here or not words_there or max(len(words_here), len(words_there)) > _SHORT:
        return False
    here, there = span_of(words_here), span_of(words_there)

    def inside(span: Span, outer: Span) -> bool:
        return outer.start - 1 <= span.start and span.end <= outer.end + 1

    return (
        any(
            names.is_same(a, b)
            for a in first.names
            for b in second.names
            if inside(a.span, here) and inside(b.span, there)
        )
        or any(
            number.say_same(a, b)
            for a in first.numbers
            for b in second.numbers
            if a.span.meets(here) and b.span.meets(there)
        )
        or any(
            dates.say_same(a, b)
            for a in first.dates
            for b in second.dates
            if a.span.meets(here) and b.span.meets(there)
        )
    )


def _with_two_before(sentence: Sentence, words: Sequence[Word]) -> str:
    span = span_of(words)
    return sentence.text[max(0, span.start - 2) : span.end]


def _weight(change: Change) -> float:
    if change.cut:
        return 0.45
    telling = sum(not w.common for w in (*change.changed_here, *change.changed_there))
    return (0.5 if change.marks else 0.6) + min(0.2, 0.05 * telling)
