"""Name pairs: one name spelt in two ways, and two names in the same slot."""

from collections.abc import Iterable, Iterator

from tui.collation.differences.slots import Slots
from tui.collation.differences.value_pair import Kind, Surroundings, ValuePair
from tui.collation.values.names import Name, is_same, is_variant
from tui.collation.values.sentence_values import VISIT, NameSlot, Sentence
from tui.text.span import Span

_LEAST, _SAME = 2, 0.75
"""Content words that two sentences share besides names, and their share of all."""
_LONE = 0.6
"""The weight of the only names that two such sentences do not share."""
_PLACE = 0.55
"""The weight of a pair of places that somebody visits."""


def spelling_pairs(slots: Slots) -> Iterator[ValuePair]:
    """Yield the two spellings of one name."""
    for first in slots.one.names:
        for second in slots.other.names:
            if variant := is_variant(first, second):
                here = _word_in(slots.one, first, variant[0])
                there = _word_in(slots.other, second, variant[1])
                if here and there:
                    yield ValuePair(Kind.NAME, here, there, 0.6)


def name_pairs(slots: Slots, surroundings: Surroundings) -> Iterator[ValuePair]:
    """Yield two names in the same slot if neither account has the other's name."""
    if slots.one.in_title_case or slots.other.in_title_case:
        return
    if slots.one.name_company.isdisjoint(slots.other.name_company):
        return
    for first in slots.one.name_slots:
        for second in slots.other.name_slots:
            fit = _name_fit(slots, first, second)
            places = fit == _PLACE
            if not fit or is_same(first.name, second.name, places=places):
                continue
            if places and first.place_of == VISIT:
                said = _are_visited(first, surroundings.theirs) or _are_visited(
                    second, surroundings.ours
                )
            else:
                said = _is_mentioned(
                    first.name, slots, slots.other, surroundings.theirs, places=places
                )
                said = said or _is_mentioned(
                    second.name, slots, slots.one, surroundings.ours, places=places
                )
            if said:
                continue
            if not is_variant(first.name, second.name):
                yield ValuePair(Kind.NAME, first.name.span, second.name.span, fit)


def lone_name_pairs(slots: Slots, surroundings: Surroundings) -> Iterator[ValuePair]:
    """Yield the only names that two sentences do not share, if nearly all else is the same."""
    ours, theirs = slots.one.besides_names, slots.other.besides_names
    shared = len(ours & theirs)
    if shared < _LEAST or shared < _SAME * len(ours | theirs):
        return
    if slots.one.in_title_case or slots.other.in_title_case:
        return
    left, right = (
        [a for a in first.names if not any(is_same(a, b, places=True) for b in second.names)]
        for first, second in ((slots.one, slots.other), (slots.other, slots.one))
    )
    if len(left) != 1 or len(right) != 1 or is_variant(left[0], right[0]):
        return
    if left[0] in slots.one.speakers or right[0] in slots.other.speakers:
        return
    if _is_mentioned(left[0], slots, slots.other, surroundings.theirs, places=True):
        return
    if not _is_mentioned(right[0], slots, slots.one, surroundings.ours, places=True):
        yield ValuePair(Kind.NAME, left[0].span, right[0].span, _LONE)


def _name_fit(slots: Slots, first: NameSlot, second: NameSlot) -> float:
    """Return the certainty that two names are in the same slot; 0 if they are not."""
    beside = first.before == second.before or first.after == second.after
    if beside and slots.is_firmly_placed(first.name.span, second.name.span):
        return 0.75
    return _PLACE if first.place_of and first.place_of == second.place_of else 0.0


def _are_visited(one: NameSlot, sentences: Iterable[Sentence]) -> bool:
    """Return True if any of the sentences is about a visit to the place, too."""
    return any(
        slot.place_of == VISIT and is_same(slot.name, one.name, places=True)
        for sentence in sentences
        for slot in sentence.name_slots
    )


def _is_mentioned(
    first: Name, slots: Slots, second: Sentence, more: Iterable[Sentence], *, places: bool
) -> bool:
    """Return True if the other account has the name.

    In a sentence that is otherwise the same, the name has to be the same to the word.
    """
    if any(is_same(first, b, places=places) for s in more if s is not second for b in s.names):
        return True
    if slots.is_verbatim():
        return any(first.words == b.words for b in second.names)
    return any(is_same(first, b, places=places) for b in second.names)


def _word_in(sentence: Sentence, name: Name, plain: str) -> Span | None:
    start, end = sentence.range_of(name.span)
    for word in sentence.words[start:end]:
        if word.fold.removesuffix("'s") == plain:
            return Span(word.span.start, word.span.start + len(plain))
    return None
