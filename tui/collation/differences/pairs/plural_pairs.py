"""Plural pairs: several of a thing in one sentence, and one of it in the other.

As `five lines` and `that line`, `two bombs exploded` and `a bomb exploded`, `civil rights lawyers`
and `a civil rights lawyer`; the one may be told by its name.
"""

from collections.abc import Iterable, Iterator, Sequence
from weakref import WeakKeyDictionary

from tui.collation.differences.quotation_change import span_of
from tui.collation.differences.slots import Slots, is_parted
from tui.collation.differences.value_pair import Kind, Surroundings, ValuePair
from tui.collation.values.number import Measure, Number, say_same
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
_BE = word_set("is are was were be being been become becomes became as")
"""Words before a noun that tells the kind of something, not how many there are."""
_JOINTS = word_set("and or nor")
_TOLD = 2
"""Least number of words that are told of a thing, so that one of it is one of those."""
_DETERMINERS = word_set("the a an its their his her our this that these those no any every each")


def plural_pairs(slots: Slots, surroundings: Surroundings) -> Iterator[ValuePair]:
    """Yield several of a thing and a single one of it."""
    for first, second, more, turned in (
        (slots.first, slots.second, (slots.second, *surroundings.second), False),
        (slots.second, slots.first, (slots.first, *surroundings.first), True),
    ):
        several = [n for n in first.numbers if n.measure is Measure.COUNT and n.low > 1]
        described = _find_plurals(first)
        if not several and not described:
            continue
        for here, there in (
            *_pairs_with_number(slots, several, first, second),
            *_pairs_without_number(described, second, more),
            *_pairs_with_name(several, first, second, more),
        ):
            pair = (there, here) if turned else (here, there)
            yield ValuePair(Kind.NUMBER, pair[0], pair[1], 0.5)


def _pairs_with_number(
    slots: Slots, several: Iterable[Number], first: Sentence, second: Sentence
) -> Iterator[tuple[Span, Span]]:
    """Yield things with their number, and a single one in the other sentence."""
    for number in several:
        m = first.range_of(number.span)[1]
        if m >= len(first.words):
            continue
        noun = first.words[m]
        if noun.common or noun.fold[-1] != "s" or noun.fold[:-1] not in second.folds:
            continue
        for n, word in enumerate(second.words[1:], 1):
            if (
                word.fold == noun.fold[:-1]
                and (_is_followed_alike(first, m, second, n) or not _is_joined(second, n + 1))
                and _are_of_the_same(slots, first, m, second, n)
            ):
                there = second.words[_first(second, n) : n + 1]
                yield Span(number.span.start, noun.span.end), span_of(there)


def _pairs_without_number(
    described: Iterable[tuple[Word, set[str]]], sentence: Sentence, more: Sequence[Sentence]
) -> Iterator[tuple[Span, Span]]:
    """Yield things without a number, and one of which the same words are told."""
    for noun, meanings in described:
        if noun.fold[:-1] not in sentence.folds or any(noun.fold in s.folds for s in more):
            continue
        for n, word in enumerate(sentence.words[1:], 1):
            start = _determiner(sentence, n) if word.fold == noun.fold[:-1] else None
            if (
                start is not None
                and sentence.words[start].fold in _ARTICLES
                and not (start and sentence.words[start - 1].fold in _BE)
                and len(meanings & _beside(sentence, n)) >= _TOLD
            ):
                yield noun.span, span_of(sentence.words[start : n + 1])


_cache: WeakKeyDictionary[Sentence, Sequence[tuple[Word, set[str]]]] = WeakKeyDictionary()
"""The described plurals of sentences: each sentence is compared with several."""


def _find_plurals(sentence: Sentence) -> Sequence[tuple[Word, set[str]]]:
    """Return the plurals, each once, of which two words or more are told, and their meanings."""
    if (descriptions := _cache.get(sentence)) is None:
        plurals = ((m, w) for m, w in enumerate(sentence.words) if w.fold[-1] == "s")
        candidates = ((w, _adjectives(sentence, m)) for m, w in plurals if not w.common)
        once = {w.fold: (w, meanings) for w, meanings in candidates if len(meanings) >= _TOLD}
        descriptions = _cache[sentence] = tuple(once.values())
    return descriptions


def _adjectives(sentence: Sentence, m: int) -> set[str]:
    """Return the meanings of the words right before a noun without an article or a number."""
    start = m
    while start > max(0, m - _BESIDE) and not is_parted(sentence, start):
        before = sentence.words[start - 1]
        if before.fold in _DETERMINERS or before.fold in _ONES or before.fold[0].isdigit():
            return set()
        if before.common and before.fold != "of":
            break
        start -= 1
    return {word.meaning for word in sentence.words[start:m] if not word.common}


def _pairs_with_name(
    several: Iterable[Number],
    sentence: Sentence,
    other_sentence: Sentence,
    more: Iterable[Sentence],
) -> Iterator[tuple[Span, Span]]:
    """Yield several things to which something is done, and the name of one to which it is done."""
    for number in several:
        first, m = sentence.range_of(number.span)
        if not 0 < first < m:
            continue
        verb, noun = sentence.words[first - 1], sentence.words[m : m + 1]
        if verb.common or not noun or not noun[0].fold.endswith("s"):
            continue
        for name in other_sentence.names:
            n, end = other_sentence.range_of(name.span)
            done = (
                n
                and other_sentence.words[n - 1].meaning == verb.meaning
                and not _goes_on(other_sentence, end)
            )
            if done and not any(say_same(number, count) for s in more for count in s.numbers):
                yield Span(number.span.start, noun[0].span.end), name.span


def _goes_on(sentence: Sentence, n: int) -> bool:
    """Return True if more things may follow a name: `Ada and Bo`, `Ada, Bo and Cy`."""
    if n >= len(sentence.words):
        return False
    between = sentence.text[sentence.words[n - 1].span.end : sentence.words[n].span.start]
    return sentence.words[n].fold in _JOINTS or "," in between or "&" in between


def _first(sentence: Sentence, n: int) -> int:
    """Return the index of the first word of a single thing: the word before it, or its article."""
    start = _determiner(sentence, n)
    return n - 1 if start is None else start


def _are_of_the_same(slots: Slots, first: Sentence, m: int, second: Sentence, n: int) -> bool:
    """Return True if the plural at word `m` and the singular at word `n` are told of the same."""
    if second.words[n - 1].fold in _ONES:
        return True
    start = _determiner(second, n)
    return (
        start is not None
        and second.words[start].fold in _ARTICLES
        and slots.likeness() >= _ALIKE
        and not _beside(first, m).isdisjoint(_beside(second, n))
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


def _is_followed_alike(first: Sentence, m: int, second: Sentence, n: int) -> bool:
    """Return True if the same word follows the plural and the singular: it belongs to neither."""
    return [w.stem for w in first.words[m + 1 : m + 2]] == [
        w.stem for w in second.words[n + 1 : n + 2]
    ]


def _is_joined(sentence: Sentence, n: int) -> bool:
    """Return True if a content word follows directly, so that the one before it is no head."""
    return (
        n < len(sentence.words)
        and not sentence.words[n].common
        and not is_parted(sentence, n)
        and not sentence.words[n].fold.endswith("ed")
    )
