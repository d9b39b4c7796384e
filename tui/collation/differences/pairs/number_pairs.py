"""Number pairs: numbers of two sentences that count the same thing and differ."""

from collections.abc import Iterable, Iterator, Sequence

from tui.collation.differences.quotation_change import span_of
from tui.collation.differences.slots import Slots, clause
from tui.collation.differences.value_pair import Kind, Surroundings, ValuePair
from tui.collation.values.degrees import Scale
from tui.collation.values.names import Name, is_acronym, is_same
from tui.collation.values.number import Measure, Number, is_comparable, say_same
from tui.collation.values.numbers import PARTS
from tui.collation.values.sentence_values import Sentence, Word
from tui.collation.values.word_lists import word_set
from tui.text.span import Span

_LIKE = 0.2
"""Share of content words from which the only counts of two sentences count the same thing."""
_NEARER, _ALIKE = 0.35, 0.5
"""The same share for two numbers of one noun, with shared words beside them and without."""
_TWICE = 2.0
"""Largest ratio of the only two counts."""
_TENFOLD = 10.0
"""Largest ratio of two numbers of one noun that stand between different words."""
_HOLDER = 6
"""Number of words around one of several numbers in which it is told whose it is."""
_OF_MANY_THINGS = {Measure.TIME, Measure.LENGTH, Measure.MASS, Measure.VOLUME}
"""Measures of which a sentence may give several, of different things; the unit tells them."""
_PHRASE, _CONTENT_WORDS = 3, 2
"""Words, and content words, of a whole that has parts: it must have a name of its own."""
_REACH = 6
"""Number of words after `of` in which these words are looked for."""
_TOWARDS = word_set("before after")
"""Words between an interval and the event at its end: `a week after the fire`."""
_REST = word_set("other others more additional further new")
"""Words after a number that show that it counts the rest."""
_ARTICLES = word_set("the a an its their his her our this that")


def number_pairs(slots: Slots, surroundings: Surroundings) -> Iterator[ValuePair]:
    """Yield numbers in the same slot if neither account has the other's number."""
    yield from _parts(slots)
    if not slots.one.numbers or not slots.other.numbers:
        return
    ours = _unsaid(slots.one.numbers, slots.other, surroundings.theirs)
    theirs = _unsaid(slots.other.numbers, slots.one, surroundings.ours)
    used: set[Number] = set()
    for first in slots.one.numbers:
        for second in slots.other.numbers:
            if not is_comparable(first, second) or say_same(first, second):
                continue
            said = _is_said(first, surroundings.theirs, slots.other) or _is_said(
                second, surroundings.ours, slots.one
            )
            if not said and slots.is_firmly_placed(first.span, second.span):
                used |= {first, second}
                yield ValuePair(Kind.NUMBER, first.span, second.span, 1.0)
    fits = [(_fit(slots, first, second), first, second) for first in ours for second in theirs]
    for fit, first, second in sorted(fits, key=lambda f: (-f[0], f[1].span, f[2].span)):
        if fit >= 1 and first not in used and second not in used:
            used |= {first, second}
            yield ValuePair(Kind.NUMBER, first.span, second.span, min(1.0, 0.7 + 0.1 * fit))
    if not used and slots.likeness() >= _LIKE:
        yield from _only_counts(slots, ours, theirs)


def _only_counts(
    slots: Slots, ours: Iterable[Number], theirs: Iterable[Number]
) -> Iterator[ValuePair]:
    """Yield the counts that are each the only one of a sentence, if they are not far apart."""
    first, second = (
        [n for n in some if n.measure is Measure.COUNT and not n.weak and not _is_vague(n)]
        for some in (ours, theirs)
    )
    if len(first) == len(second) == 1:
        a, b = first[0], second[0]
        less, more = sorted((a.low, b.low))
        if _are_of_two_things(slots, a, b):
            return
        if 0 < more <= _TWICE * less and _is_rest(slots.one, a) == _is_rest(slots.other, b):
            yield ValuePair(Kind.NUMBER, a.span, b.span, 0.5)


def _is_vague(number: Number) -> bool:
    """Return True if a number is a word for a range: `several`, `dozens of`."""
    return number.rounded and number.low < number.high


def _parts(slots: Slots) -> Iterator[ValuePair]:
    """Yield pairs where one account is about a part of something and the other about all of it."""
    for first, second, turned in (
        (slots.one, slots.other, False),
        (slots.other, slots.one, True),
    ):
        for part in first.parts:
            start, end = first.range_of(part)
            whole = first.words[start:end]
            if there := _whole(first.words[end : end + _REACH], second) or _acronym(
                first, part, second
            ):
                here = span_of((*whole, *there[0]))
                pair = (there[1], here) if turned else (here, there[1])
                yield ValuePair(Kind.NUMBER, pair[0], pair[1], 0.55)


def _whole(words: Sequence[Word], other: Sentence) -> tuple[Sequence[Word], Span] | None:
    """Return the noun phrase at the beginning of `words`, and its span in the other sentence."""
    start = 1 if words and words[0].fold in _ARTICLES else 0
    noun = words[start:]
    for length in range(len(noun), _PHRASE - 1, -1):
        piece = noun[:length]
        telling = sum(not w.common for w in piece)
        if piece[-1].common or piece[0].common or telling < _CONTENT_WORDS:
            continue
        folds = [w.fold for w in piece]
        for n in range(len(other.words) - length + 1):
            if [w.fold for w in other.words[n : n + length]] == folds:
                before = [w.fold for w in other.words[max(0, n - 4) : n]]
                if not PARTS.intersection(before) and not _is_share(other, n):
                    return piece, span_of(other.words[n : n + length])
    return None


def _is_share(sentence: Sentence, n: int) -> bool:
    """Return True if a share of the thing at word `n` is told: `two thirds of the bakers`."""
    end = n - 1 if n and sentence.words[n - 1].fold in _ARTICLES else n
    if not end or sentence.words[end - 1].fold != "of":
        return False
    shares = [number.span for number in sentence.numbers if number.measure is Measure.SHARE]
    shares += [degree.span for degree in sentence.degrees if degree.scale is Scale.SHARE]
    return any(sentence.range_of(span)[1] in {end - 1, end} for span in shares)


def _acronym(sentence: Sentence, part: Span, other: Sentence) -> tuple[Sequence[Word], Span] | None:
    """Return the name right after `part`, and the span of its acronym in the other sentence."""
    end = sentence.range_of(part)[1]
    for name in sentence.names:
        first, last = sentence.range_of(name.span)
        if not end <= first <= end + 1:
            continue
        for short in other.names:
            before = other.words[
                max(0, other.range_of(short.span)[0] - 4) : other.range_of(short.span)[0]
            ]
            if (
                len(name.words) > 1
                and is_acronym(name, short)
                and not PARTS.intersection(w.fold for w in before)
            ):
                return sentence.words[first:last], short.span
    return None


def _is_said(one: Number, sentences: Iterable[Sentence], but: Sentence) -> bool:
    """Return True if any of the sentences, except `but`, has the number."""
    return any(say_same(one, b) for s in sentences if s is not but for b in s.numbers)


def _unsaid(some: Iterable[Number], other: Sentence, more: Sequence[Sentence]) -> list[Number]:
    """Return the numbers that neither `other` nor the further sentences of its document have."""
    said = [n for sentence in (other, *more) for n in sentence.numbers]
    return [first for first in some if not any(say_same(first, second) for second in said)]


def _fit(slots: Slots, first: Number, second: Number) -> int:
    """Return the certainty that two numbers are in the same slot, from 1 on."""
    if not is_comparable(first, second) or _is_rest(slots.one, first) != _is_rest(
        slots.other, second
    ):
        return 0
    if slots.is_firmly_placed(first.span, second.span):
        return 3
    likeness = slots.likeness()
    if slots.is_same_place(first.span, second.span) and likeness >= _NEARER:
        return 0 if first.measure is Measure.ORDINAL else 3
    if first.weak or second.weak or first.measure is Measure.ORDINAL:
        return 0
    company = len(slots.company(first.span, second.span)) > 1
    tolls = first.measure is Measure.COUNT and slots.tolls(first.span, second.span)
    if tolls or slots.nouns(first.span, second.span):
        alike = likeness >= (_NEARER if company or tolls else _ALIKE)
        return 2 * (alike and not _are_of_two_things(slots, first, second))
    return int(
        (company and _is_measured_alike(slots, first, second))
        or _are_durations_of_one(slots, first, second)
    )


def _are_durations_of_one(slots: Slots, first: Number, second: Number) -> bool:
    """Return True if two durations lead to one event, or are the only ones of like sentences."""
    if first.measure is not Measure.TIME or slots.likeness() < _NEARER:
        return False
    (before, event), (after, same) = _event(slots.one, first), _event(slots.other, second)
    if before and before == after and not event.isdisjoint(same):
        return True
    return (
        slots.likeness() >= _ALIKE
        and len(slots.company(first.span, second.span)) > 1
        and not _is_one_of_several(slots.one, first)
        and not _is_one_of_several(slots.other, second)
    )


def _event(sentence: Sentence, number: Number) -> tuple[str, set[str]]:
    """Return `before` or `after` if it stands right behind a number, and the stems behind it."""
    end = sentence.range_of(number.span)[1]
    words = sentence.words[end : end + 1 + _REACH]
    if not words or words[0].fold not in _TOWARDS:
        return "", set()
    return words[0].fold, {word.meaning for word in words[1:] if not word.common}


def _are_of_two_things(slots: Slots, first: Number, second: Number) -> bool:
    """Return True if two counts are of two fates or places, or too unlike."""
    return (
        slots.are_of_two_tolls(first.span, second.span)
        or _are_far_apart(first, second)
        or _are_of_two_places(slots)
    )


def _are_far_apart(first: Number, second: Number) -> bool:
    """Return True if two numbers of one noun are too unlike to be told of the same things."""
    less, more = sorted((first, second), key=lambda number: number.high)
    return more.low > _TENFOLD * max(less.high, 1.0)


def _are_of_two_places(slots: Slots) -> bool:
    """Return True if both sentences have names, but none in common, or one is about the world."""
    ours, theirs = slots.one.names, slots.other.names
    if slots.one.is_of_the_world != slots.other.is_of_the_world and (ours or theirs):
        return True
    return bool(ours and theirs) and not any(
        is_same(first, second, places=True) for first in ours for second in theirs
    )


def _is_measured_alike(slots: Slots, first: Number, second: Number) -> bool:
    """Return True if two amounts of one measure are near the same words."""
    if first.measure is Measure.COUNT:
        return False
    if first.measure in _OF_MANY_THINGS and first.unit != second.unit:
        return False
    if not slots.is_beside_the_same(first.span, second.span):
        return False
    if not (_is_one_of_several(slots.one, first) or _is_one_of_several(slots.other, second)):
        return True
    ours, theirs = _names_near(slots.one, first), _names_near(slots.other, second)
    if ours and theirs and not any(is_same(a, b) for a in ours for b in theirs):
        return False
    return bool(clause(slots.one, first.span) & clause(slots.other, second.span))


def _names_near(sentence: Sentence, number: Number) -> list[Name]:
    """Return the names near one of several numbers, as of those who have the shares of a poll."""
    start, end = sentence.range_of(number.span)
    near = range(start - _HOLDER, end + _HOLDER)
    return [name for name in sentence.names if sentence.range_of(name.span)[0] in near]


def _is_one_of_several(sentence: Sentence, number: Number) -> bool:
    """Return True if the sentence has more numbers of the same measure, as the shares of a poll."""
    return any(n != number and is_comparable(n, number) for n in sentence.numbers)


def _is_rest(sentence: Sentence, number: Number) -> bool:
    """Return True if a number counts those that were not counted before: `three other women`."""
    end = sentence.range_of(number.span)[1]
    return any(word.fold in _REST for word in sentence.words[end : end + 1])
