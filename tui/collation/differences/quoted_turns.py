"""Quoted turns: a word or two that one account quotes, and the other has in what it quotes.

One quotes only “ridiculous”, the other “How ridiculous, we are the only country”.
"""

from collections.abc import Iterator, Sequence

from tui.collation.differences.quotation_change import span_of
from tui.collation.differences.quoted_words import are_of_two
from tui.collation.differences.slots import is_bound
from tui.collation.differences.value_pair import Kind, ValuePair
from tui.collation.values.sentence_values import Sentence, Word
from tui.matching.features.word_frequency import zipf
from tui.text.span import Span

_LONGEST = 3
"""Words of a turn at most."""
_AFTER = 2
"""Words after a turn that the other sentence has after its last word, too."""
_RARE = 5.2
"""Zipf value below which a word of it is told by no chance."""
_WEIGHT = 0.4


def turn_pairs(first: Sentence, second: Sentence) -> Iterator[ValuePair]:
    """A turn that one sentence quotes, with the clause that the other quotes around it."""
    if first.in_title_case or second.in_title_case or are_of_two(first, second):
        return
    if first.quoted_content.isdisjoint(second.quoted_content):
        return
    yield from _turns(first, second)
    for pair in _turns(second, first):
        yield ValuePair(pair.kind, pair.there, pair.here, pair.weight)


def unmarked_turn_pairs(first: Sentence, second: Sentence) -> Iterator[ValuePair]:
    """A turn that one sentence quotes, and its last word that the other tells before the same."""
    if first.in_title_case or second.in_title_case or are_of_two(first, second):
        return
    if first.quoted:
        yield from _unmarked_turns(first, second)
    else:
        for pair in _unmarked_turns(second, first):
            yield ValuePair(pair.kind, pair.there, pair.here, pair.weight)


def _unmarked_turns(first: Sentence, second: Sentence) -> Iterator[ValuePair]:
    for number, length in first.quoted_words.items():
        if not 1 < length <= _LONGEST:
            continue
        end = next(n for n, w in enumerate(first.words) if w.quotation == number) + length
        turn, after = first.words[end - length : end], first.words[end : end + _AFTER]
        folds = [w.fold for w in (turn[-1], *after)]
        if len(after) < _AFTER or turn[-1].common or all(w.common for w in turn[:-1]):
            continue
        for n in range(1, len(second.words) - len(folds) + 1):
            if [w.fold for w in second.words[n : n + len(folds)]] == folds:
                start = n - 1 if not second.words[n - 1].common else n
                if [w.fold for w in second.words[start : n + 1]] != [w.fold for w in turn]:
                    there = span_of(second.words[start : n + 1])
                    yield ValuePair(Kind.QUOTE, span_of(turn), there, _WEIGHT)


def _turns(one: Sentence, other: Sentence) -> Iterator[ValuePair]:
    for number, length in one.quoted_words.items():
        if length > _LONGEST:
            continue
        turn = [word for word in one.words if word.quotation == number]
        telling = [word for word in turn if not word.common]
        if not telling or min(zipf(w.stem) for w in telling) > _RARE:
            continue
        if any(one.text[word.span.start].isupper() for word in telling):
            continue
        if (place := _place(turn, other)) is None:
            continue
        span = _clause(other, place, place + length)
        first, last = other.range_of(span)
        if last - first > length and not _has(one, other.words[first:last]):
            yield ValuePair(Kind.QUOTE, span_of(turn), span, _WEIGHT)


def _has(sentence: Sentence, some: Sequence[Word]) -> bool:
    """Return True if a sentence has some words in a row: it quotes within what it quotes."""
    folds = " ".join(word.fold for word in some)
    return f" {folds} " in f" {' '.join(word.fold for word in sentence.words)} "


def _place(turn: Sequence[Word], other: Sentence) -> int | None:
    """Return the first word of where a sentence has the same words in a longer quotation."""
    folds = [word.fold for word in turn]
    for n in range(len(other.words) - len(folds) + 1):
        there = other.words[n : n + len(folds)]
        marked = {word.quotation for word in there}
        if (
            [word.fold for word in there] == folds
            and len(marked) == 1
            and other.quoted_words.get(there[0].quotation, 0) > len(folds)
        ):
            return n
    return None


def _clause(sentence: Sentence, start: int, end: int) -> Span:
    """Return the quoted clause around some words."""
    words, marked = sentence.words, sentence.words[start].quotation
    while start > 0 and words[start - 1].quotation == marked and not _ends(sentence, start):
        start -= 1
    while end < len(words) and words[end].quotation == marked and not _ends(sentence, end):
        end += 1
    return span_of(words[start:end])


def _ends(sentence: Sentence, n: int) -> bool:
    """Return True if a clause ends before word `n`."""
    between = sentence.text[sentence.words[n - 1].span.end : sentence.words[n].span.start]
    return is_bound(sentence, n) or bool(set(between) & set(".!?"))
