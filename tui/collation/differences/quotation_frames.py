"""Quotation frames: the words around a short quotation that two accounts both have.

Two accounts may both quote “a watershed moment”, one about a decision and one about a year.
"""

from collections.abc import Iterator, Sequence

from tui.collation.differences.quotation_change import span_of
from tui.collation.differences.quoted_words import are_of_two
from tui.collation.differences.value_pair import Kind, ValuePair
from tui.collation.values.sentence_values import Sentence, Word, is_speech
from tui.collation.values.word_lists import word_set
from tui.text.span import Span

_FEWEST, _LONGEST = 3, 24
"""Least and largest number of words of a quotation whose frame is compared."""
_CONTENT_WORDS = 2
"""Least number of content words of such a quotation."""
_SHARED, _SHARE = 4, 0.65
"""Content words, and share of those of the longer one, by which two quotations say the same."""
_FRAME = 6
"""Largest number of words of a frame."""
_NOUN = 4
"""Largest number of words that are shown before the noun for a speaker."""
_NO_PART = word_set(
    "the a an his her its their some several many one two three of in on at by to from with for "
    "and or but as that which who when while also but said says told were was is are"
)
"""Words before a noun that are not shown with it."""
_BOUNDS = frozenset(",;:—–()")
_ENDS = frozenset(".!?")


def frame_pairs(first: Sentence, second: Sentence) -> Iterator[ValuePair]:
    """Yield different words before or after a quotation that both sentences have in full."""
    if not _may_be_one(first, second):
        return
    for _, start, end in _quotations(first):
        position = _place(first.words[start:end], second)
        if position is None:
            continue
        pairs = (
            (_before(first, start), _before(second, position)),
            (_after(first, end), _after(second, position + end - start)),
        )
        for here, there in pairs:
            stems_here, stems_there = (
                {w.stem for w in words if not w.common} for words in (here, there)
            )
            if stems_here and stems_there and stems_here.isdisjoint(stems_there):
                yield ValuePair(Kind.QUOTE, span_of(here), span_of(there), 0.4)


def voice_pairs(first: Sentence, second: Sentence) -> Iterator[ValuePair]:
    """Yield the two speakers to whom two sentences give a quotation of the same words.

    The words may be in any order.
    """
    if not _may_be_one(first, second) or not are_of_two(first, second):
        return
    for here, there in _of_same_words(first, second):
        speaker_here, speaker_there = _speaker(first, here), _speaker(second, there)
        voices = {w.fold for w in first.words} & {second.voice_of(there)}
        voices |= {w.fold for w in second.words} & {first.voice_of(here)}
        if speaker_here and speaker_there and not voices:
            yield ValuePair(Kind.SPEAKER, speaker_here, speaker_there, 0.7)
            return


def _may_be_one(first: Sentence, second: Sentence) -> bool:
    """Return True if enough quoted words are in both sentences, and neither is a headline."""
    shared = len(first.quoted_content & second.quoted_content)
    return shared >= _CONTENT_WORDS and not first.in_title_case and not second.in_title_case


def _of_same_words(sentence: Sentence, other_sentence: Sentence) -> Iterator[tuple[int, int]]:
    """Yield the numbers of two quotations of the same words, or of one within the other."""
    for number, start, end in _quotations(sentence):
        if (position := _place(sentence.words[start:end], other_sentence)) is not None:
            yield number, other_sentence.words[position].quotation
        for other_number, first, last in _quotations(other_sentence):
            if _say_same(sentence.words[start:end], other_sentence.words[first:last]):
                yield number, other_number
    for other_number, first, last in _quotations(other_sentence):
        if (position := _place(other_sentence.words[first:last], sentence)) is not None:
            yield sentence.words[position].quotation, other_number


def _say_same(first: Sequence[Word], second: Sequence[Word]) -> bool:
    """Return True if most content words of two quotations are the same."""
    first_stems, second_stems = (
        {word.stem for word in words if not word.common} for words in (first, second)
    )
    shared = len(first_stems & second_stems)
    return shared >= _SHARED and shared >= _SHARE * max(len(first_stems), len(second_stems))


def _speaker(sentence: Sentence, quotation: int) -> Span | None:
    """Return the span of the speaker's name in the sentence of a quotation, if it is known."""
    voice = sentence.voice_of(quotation)
    for name in sentence.names:
        if voice and voice in name.words and not _is_quoted(sentence, name.span):
            return name.span
    for n, word in enumerate(sentence.words):
        if word.quotation < 0 and word.fold == voice:
            return Span(_start_of_noun(sentence, n), word.span.end)
    return None


def _start_of_noun(sentence: Sentence, n: int) -> int:
    """Return the start of the words that belong to noun `n`: “senior White House officials”."""
    first = n
    while first > max(0, n - _NOUN):
        before = sentence.words[first - 1]
        if _between(sentence, first).strip() or before.fold in _NO_PART or is_speech(before.fold):
            break
        first -= 1
    return sentence.words[first].span.start


def _is_quoted(sentence: Sentence, span: Span) -> bool:
    start, end = sentence.range_of(span)
    return any(word.quotation >= 0 for word in sentence.words[start:end])


def turned_frame_pairs(first: Sentence, second: Sentence) -> Iterator[ValuePair]:
    """Yield the words around a quotation of `second` that `first` may have in a longer one."""
    for pair in frame_pairs(second, first):
        yield ValuePair(pair.kind, pair.there, pair.here, pair.weight)


def _quotations(sentence: Sentence) -> Iterator[tuple[int, int, int]]:
    """Yield each short quotation of a sentence: its number, its first word and its end."""
    words = sentence.words
    for number in sentence.quoted_words:
        start = next(n for n, word in enumerate(words) if word.quotation == number)
        end = start
        while end < len(words) and words[end].quotation == number:
            end += 1
        quotation = words[start:end]
        telling = [w for w in quotation if not w.common]
        is_name = all(sentence.text[w.span.start].isupper() for w in telling)
        if _FEWEST <= len(quotation) <= _LONGEST and len(telling) >= _CONTENT_WORDS and not is_name:
            yield number, start, end


def _place(quoted: Sequence[Word], sentence: Sentence) -> int | None:
    """Return the first word of the same quoted words in another sentence, if they are there."""
    folds = [word.fold for word in quoted]
    for n in range(len(sentence.words) - len(folds) + 1):
        row = sentence.words[n : n + len(folds)]
        if row[0].quotation >= 0 and [word.fold for word in row] == folds:
            return n
    return None


def _before(sentence: Sentence, start: int) -> Sequence[Word]:
    """Return the words before a quotation, back to a comma, a quotation or a verb of speech."""
    words, first = sentence.words, start
    while first > max(0, start - _FRAME):
        between = set(_between(sentence, first))
        if between & (_BOUNDS | _ENDS) or (first < start and between & set('“”"')):
            break
        if is_speech(words[first - 1].fold) or words[first - 1].fold == "that":
            break
        first -= 1
    return words[first:start]


def _after(sentence: Sentence, end: int) -> Sequence[Word]:
    """Return the words after a quotation, up to a comma, a quotation or the end of the sentence."""
    words, last = sentence.words, end
    while last < min(len(words), end + _FRAME):
        between = set(_between(sentence, last))
        if between & (_BOUNDS | _ENDS) or (last > end and between & set('“”"')):
            break
        last += 1
    return words[end:last]


def _between(sentence: Sentence, n: int) -> str:
    """Return the text between word `n` and the one before."""
    return sentence.text[sentence.words[n - 1].span.end : sentence.words[n].span.start]
