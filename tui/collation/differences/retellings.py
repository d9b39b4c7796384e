"""Paraphrases: words that one account quotes and the other gives in other words, quoted or not.

They are compared clause by clause, by the content words that they share in any order. Quotations in
nearly the same words are compared word by word instead (`quoted_words`).
"""

from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from itertools import accumulate, pairwise
from typing import NamedTuple
from weakref import WeakKeyDictionary

from tui.collation.differences.quotation_change import span_of
from tui.collation.differences.quoted_words import are_of_two
from tui.collation.differences.slots import clauses
from tui.collation.differences.value_pair import Surroundings
from tui.collation.values.sentence_values import SPEECH, Sentence, Word, is_speech
from tui.collation.values.word_lists import word_set
from tui.matching.features.word_frequency import zipf
from tui.text.span import Span

_FEWEST = 4
"""Least number of words of a quotation with a claim; fewer are a phrase."""
_FEWEST_PARAPHRASED = 5
"""Least number of words of a paraphrase."""
_LONGEST, _LONGEST_WHOLE = 45, 40
"""Largest number of words of a range that is compared, and of a range with its surroundings."""
_CLAUSES = 4
"""Largest number of clauses of a range."""
_ALIKE, _ALIKE_QUOTED = 0.33, 0.45
"""Least share of the content that both have in common, weighted by the rarity of the words.

The second holds where both are quoted: one speaker says many similar things.
"""
_SHARED = 3
"""Least number of content words, and of words in a row, that both share."""
_SUBSTANCE = 2.0
"""Least total weight of the content words."""
_RARE, _LEAST = 7.0, 0.5
"""Zipf value of a word without weight, and the least weight of a content word."""
_NAME = 0.5
"""The weight of a capitalized word: people and places are in most sentences of an account."""
_ROW = 0.6
"""The additional weight of two words that are next to each other in both."""
_VERBATIM = 6
"""Number of words in a row from which a quotation is found word for word, and is no paraphrase."""
_TURN = 3
"""Largest number of words before a clause in which a short quotation is looked for."""
_BOUNDS = frozenset(",;:—–()")
_PRONOUNS = word_set("he she they")
"""Words that may stand for the speaker."""


class _Stretch(NamedTuple):
    """Successive clauses of a sentence, all of them quoted or none."""

    words: Sequence[Word]
    quoted: bool
    telling: AbstractSet[str]
    """The stems of the content words."""
    rows: frozenset[tuple[str, ...]]
    """The pairs of successive words."""
    long_rows: frozenset[tuple[str, ...]]
    """The sequences of so many words that they are not shared by chance."""


class _Parts(NamedTuple):
    """The parts of a sentence that are compared."""

    stretches: Sequence[_Stretch]
    worth: dict[str, float]
    """The content stems with their weight in any text."""
    rows: frozenset[tuple[str, ...]]
    long_rows: frozenset[tuple[str, ...]]


class Retelling(NamedTuple):
    """A clause of one sentence and one of another that say the same in other words."""

    here: Span
    there: Span
    likeness: float


_parts: WeakKeyDictionary[Sentence, _Parts] = WeakKeyDictionary()
"""The parts of sentences, which are kept because each sentence is compared with several."""


def retelling(first: Sentence, second: Sentence, surroundings: Surroundings) -> Retelling | None:
    """Return the clauses of two sentences, one of them quoted, that say the same in other words."""
    if first.in_title_case or second.in_title_case or not (first.quoted or second.quoted):
        return None
    if (
        not first.content & second.content
        or not _are_of_one(first, second)
        or are_of_two(first, second)
    ):
        return None
    a, b = _parts_of(first), _parts_of(second)
    if len(a.worth.keys() & b.worth.keys()) + len(a.rows & b.rows) < _SHARED:
        return None
    rarity = {stem: surroundings.rarity(stem) for stem in a.worth.keys() | b.worth.keys()}
    here, there = (
        {stem: worth * rarity[stem] for stem, worth in some.worth.items()} for some in (a, b)
    )
    found = [
        (likeness, x, y)
        for x in a.stretches
        for y in b.stretches
        if x.quoted or y.quoted
        if (likeness := _likeness(x, y, here, there))
        >= (_ALIKE_QUOTED if x.quoted and y.quoted else _ALIKE)
    ]
    if not found:
        return None
    said = _shared_rows(a, (second, *surroundings.theirs)) | _shared_rows(
        b, (first, *surroundings.ours)
    )
    for likeness, x, y in sorted(found, key=lambda first: -first[0]):
        if x.long_rows.isdisjoint(said) and y.long_rows.isdisjoint(said):
            return Retelling(_whole(first, x), _whole(second, y), likeness)
    return None


def _are_of_one(first: Sentence, second: Sentence) -> bool:
    """Return True if one sentence quotes a speaker whom the other quotes or reports."""
    if first.voices and second.voices:
        return not first.voices.isdisjoint(second.voices)
    voices, message = (first.voices, second) if first.voices else (second.voices, first)
    if not voices or message.quoted:
        return False
    if not voices.isdisjoint(message.beside_speech):
        return True
    named = any(word.fold.removesuffix("'s") in voices for word in message.words)
    return not named and not message.speakers and not _PRONOUNS.isdisjoint(message.beside_speech)


def _shared_rows(some: _Parts, others: Iterable[Sentence]) -> set[tuple[str, ...]]:
    """Return the sequences of words that any of the other sentences has, too."""
    return {row for other in others for row in some.long_rows & _parts_of(other).long_rows}


def _likeness(
    first: _Stretch, second: _Stretch, here: dict[str, float], there: dict[str, float]
) -> float:
    """Return the share of the content of two ranges that they have in common, from 0 to 1."""
    shared = first.telling & second.telling
    if not shared:
        return 0.0
    rows = len(first.rows & second.rows)
    if len(shared) + rows < _SHARED or first.telling == second.telling:
        return 0.0
    worth = sum(here[stem] for stem in shared)
    if worth < _SUBSTANCE or first.rows <= second.rows or second.rows <= first.rows:
        return 0.0
    whole = sum(here[stem] for stem in first.telling) + sum(there[stem] for stem in second.telling)
    return 2 * (worth + _ROW * rows) / (whole + 2 * _ROW * rows)


def _parts_of(sentence: Sentence) -> _Parts:
    if (known := _parts.get(sentence)) is None:
        worth: dict[str, float] = {}
        for word in sentence.words:
            if not word.common and word.fold not in SPEECH:
                rare = max(_LEAST, _RARE - zipf(word.stem))
                large = sentence.text[word.span.start].isupper()
                worth[word.stem] = max(worth.get(word.stem, 0), rare * (_NAME if large else 1))
        folds = [word.fold for word in sentence.words]
        rows, long_rows = _rows(folds, 2), _rows(folds, _VERBATIM)
        known = _parts[sentence] = _Parts(
            [
                _Stretch(
                    words := sentence.words[start:end],
                    _is_marked(sentence, words[0]),
                    worth.keys() & {word.stem for word in words},
                    frozenset(rows[start : end - 1]),
                    frozenset(long_rows[start : max(start, end - _VERBATIM + 1)]),
                )
                for start, end in _ranges(sentence)
            ],
            worth,
            frozenset(rows),
            frozenset(long_rows),
        )
    return known


def _ranges(sentence: Sentence) -> Iterator[tuple[int, int]]:
    """Yield the ranges of words of each run of clauses that is wholly quoted or not quoted."""
    parts = clauses(sentence)
    ends = list(accumulate(len(part) for part in parts))
    goes_on = [_goes_on(sentence, last[-1], first[0]) for last, first in pairwise(parts)]
    for number, part in enumerate(parts):
        start = ends[number] - len(part)
        for n in range(number, min(number + _CLAUSES, len(parts))):
            if (n > number and not goes_on[n - 1]) or ends[n] - start > _LONGEST:
                break
            marked = _is_marked(sentence, part[0])
            if ends[n] - start >= (_FEWEST if marked else _FEWEST_PARAPHRASED):
                yield start, ends[n]


def _rows(folds: Sequence[str], length: int) -> list[tuple[str, ...]]:
    return list(zip(*(folds[n:] for n in range(length)), strict=False))


def _whole(sentence: Sentence, stretch: _Stretch) -> Span:
    """Return the span of the continuous quoted, or unquoted, text of a range, if it is short."""
    start, end = sentence.range_of(span_of(stretch.words))
    words = sentence.words
    first, last = start, end
    while first > 0 and stretch.quoted and _goes_on(sentence, words[first - 1], words[first]):
        first -= 1
    if not stretch.quoted:
        first = _before_turn(sentence, first)
    while last < len(words) and _goes_on(sentence, words[last - 1], words[last]):
        last += 1
    if not stretch.quoted and any(is_speech(word.fold) for word in words[end:last]):
        last = end
    if last - first > _LONGEST_WHOLE:
        first, last = start, end
    return span_of(words[first:last])


def _before_turn(sentence: Sentence, first: int) -> int:
    """The word with which a clause begins that has the marks of a turn of phrase before `first`.

    As `the president “obviously” cannot do it`; `first` itself if more stands before it.
    """
    words, start = sentence.words, first
    if not first or words[first - 1].quotation < 0:
        return first
    while start > 0 and _goes_on(sentence, words[start - 1], words[start]):
        before = words[start - 1]
        between = set(sentence.text[before.span.end : words[start].span.start])
        if between & _BOUNDS or is_speech(before.fold) or before.fold == "that":
            break
        start -= 1
        if first - start > _TURN:
            return first
    return start


def _goes_on(sentence: Sentence, word: Word, following: Word) -> bool:
    """Return True if no sentence or quotation ends between two words."""
    between = sentence.text[word.span.end : following.span.start]
    return _is_marked(sentence, word) == _is_marked(sentence, following) and not set(between) & set(
        ".!?"
    )


def _is_marked(sentence: Sentence, word: Word) -> bool:
    """Return True if a word is in a quotation of more words than a phrase has."""
    return word.quotation >= 0 and sentence.quoted_words[word.quotation] >= _FEWEST
