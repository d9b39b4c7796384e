"""Item pairs: two lists of things that have one thing in common and differ in another.

As `tanks, weapons and armored vehicles` and `tanks, munitions and armored vehicles`.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple
from weakref import WeakKeyDictionary

from tui.collation.differences.quotation_change import span_of
from tui.collation.differences.slots import Slots
from tui.collation.differences.value_pair import Kind, Surroundings, ValuePair
from tui.collation.values.sentence_values import Sentence, Word
from tui.collation.values.word_lists import word_set

_LONGEST = 4
"""Words of an item at most."""
_JOINTS = word_set("and or nor")
_LEADS = word_set("of to in for on with by from at about both between against the a an and or nor")
"""Words that the first thing of a list may follow; after others it may begin with a verb."""
_LIKE = 0.35
"""Share of the telling words from which two sentences list things of the same."""
_WEIGHT = 0.5


class _Item(NamedTuple):
    """A thing of a list."""

    words: Sequence[Word]
    stems: frozenset[str]
    """The stems of its words; numbers are compared elsewhere."""
    head: str
    """The stem of its last word."""
    is_name: bool
    """True if any of its words begins with a capital."""


_cache: WeakKeyDictionary[Sentence, Sequence[Sequence[_Item]]] = WeakKeyDictionary()
"""The lists of sentences: each sentence is compared with several."""


def item_pairs(slots: Slots, surroundings: Surroundings) -> Iterator[ValuePair]:
    """Things that stand in for each other in two lists, neither of which the other account has."""
    if slots.first.in_title_case or slots.second.in_title_case or slots.likeness() < _LIKE:
        return
    for first_list in _lists_of(slots.first):
        for second_list in _lists_of(slots.second):
            for first, second in _pair_items(first_list, second_list):
                is_said = _is_said(first, second, (slots.second, *surroundings.second))
                if not is_said and not _is_said(second, first, (slots.first, *surroundings.first)):
                    yield ValuePair(Kind.NAME, span_of(first.words), span_of(second.words), _WEIGHT)


def _pair_items(
    first_list: Sequence[_Item], second_list: Sequence[_Item]
) -> Iterator[tuple[_Item, _Item]]:
    """Yield the items of two lists that have another item in common which stand for each other."""
    same = {
        (first, second)
        for first in first_list
        for second in second_list
        if first.stems == second.stems
    }
    if sum(len(first.stems) for first, _ in same) <= 1:
        same = set()
    more = {
        (first, second)
        for first in first_list
        for second in second_list
        if first.head == second.head and min(len(first.stems), len(second.stems)) > 1
        if (first.stems < second.stems or second.stems < first.stems)
        and not (first.is_name or second.is_name)
    }
    if not same and not more:
        return
    yield from more
    first_rest = [
        first for first in first_list if all(first is not pair[0] for pair in same | more)
    ]
    second_rest = [
        second for second in second_list if all(second is not pair[1] for pair in same | more)
    ]
    for first in first_rest:
        for second in second_rest:
            alike = first.head == second.head and min(len(first.stems), len(second.stems)) > 1
            alone = (
                len(first_rest) == len(second_rest) == 1
                and bool(same)
                and first.stems.isdisjoint(second.stems)
            )
            if alone or alike:
                yield first, second


def _is_said(item: _Item, instead: _Item, sentences: Iterable[Sentence]) -> bool:
    """Return True if any of the sentences has all that tells one item from the other."""
    own = item.stems - instead.stems
    return bool(own) and any(own <= sentence.content for sentence in sentences)


def _lists_of(sentence: Sentence) -> Sequence[Sequence[_Item]]:
    if (lists := _cache.get(sentence)) is None:
        lists = _cache[sentence] = tuple(_lists(sentence))
    return lists


def _lists(sentence: Sentence) -> Iterator[Sequence[_Item]]:
    """Yield the lists of a sentence, as far as their items are short and joined by `and`."""
    words = sentence.words
    for n in range(1, len(words) - 1):
        if words[n].fold not in _JOINTS or words[n].quotation >= 0:
            continue
        last = n + 1
        while last < min(len(words), n + 1 + _LONGEST) and _goes_on(sentence, last, n + 1):
            last += 1
        items = [words[n + 1 : last]]
        end = n
        while end > 0:
            start = end
            while start > max(0, end - _LONGEST) and _is_of_item(sentence, start - 1):
                if start < end and not _is_joined(sentence, start):
                    break
                start -= 1
            if start == 0 or words[start - 1].fold in _LEADS or "," in _between(sentence, start):
                items.append(words[start:end])
            if start in {end, 0} or _between(sentence, start).strip() != ",":
                break
            end = start
        entries = [_item(sentence, item) for item in items if item]
        if len(entries) > 1 and all(w.quotation < 0 for item in entries for w in item.words):
            yield entries


def _item(sentence: Sentence, words: Sequence[Word]) -> _Item:
    large = any(sentence.text[word.span.start].isupper() for word in words)
    words_without_numbers = [
        word for word in words if not any(word.span.meets(n.span) for n in sentence.numbers)
    ]
    return _Item(
        words,
        frozenset(word.stem for word in words_without_numbers or words),
        words[-1].stem,
        large,
    )


def _goes_on(sentence: Sentence, n: int, first: int) -> bool:
    """Return True if word `n` belongs to the item that begins with word `first`."""
    return _is_of_item(sentence, n) and (n == first or _is_joined(sentence, n))


def _is_of_item(sentence: Sentence, n: int) -> bool:
    """Return True if a word tells something, or a hyphen follows it, as in `same-sex`."""
    word = sentence.words[n]
    return not word.common or sentence.text[word.span.end : word.span.end + 1] == "-"


def _is_joined(sentence: Sentence, n: int) -> bool:
    """Return True if only a space or a hyphen stands before word `n`."""
    return _between(sentence, n) in {" ", "-", "’s ", "'s "}


def _between(sentence: Sentence, n: int) -> str:
    return sentence.text[sentence.words[n - 1].span.end : sentence.words[n].span.start]
