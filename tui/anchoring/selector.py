"""The selector: the recorded words, position and context of a passage, to find it again.

It is written once and never changed. When the passage is found later, a further selector is added.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz.distance import OSA, Levenshtein

from tui.text.document import Document
from tui.text.span import Span
from tui.text.tokens import Token, words

CONTEXT = 64
"""Least context that is recorded, in code points on either side, if the document has so much."""
CONTEXT_MOST = 400
"""Largest context that is recorded, in code points on either side."""

_IN_WORDS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen"
    " fifteen sixteen seventeen eighteen nineteen twenty"
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_NUMBERS = {
    **{word: str(n) for n, word in enumerate(_IN_WORDS.split())},
    **{word: f"{n}0" for n, word in enumerate(_TENS.split(), 2)},
    "dozen": "12",
    "hundred": "100",
    "thousand": "1000",
    "million": "1000000",
    "billion": "1000000000",
}
_MENDABLE = 5
"""Number of letters from which a word with one changed letter counts as the same word,
corrected."""
_OPENS = re.compile(r"(?:^|[.?!…:]|\n)[\s\"'“”‘’«»()\[\]•–—-]*$")


@dataclass(frozen=True, slots=True)
class SimilarSentence:
    """Sentence of the same document that could be confused with the selected one."""

    sentence: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Selector:
    """A passage when it was selected: its position, its words, and the words around it."""

    digest: str
    """Hexadecimal SHA-256 of the file's bytes at that time."""
    position: Span
    """Span in code points of the file's own decoded text."""
    clean_offset: int
    """Start of the passage in code points of the document's clean text."""
    quote: str
    """Words of the passage as the document shows them."""
    prefix: str = ""
    suffix: str = ""
    numbers: tuple[str, ...] = ()
    """Numbers in the quote, in figures."""
    names: tuple[str, ...] = ()
    """Case-folded words of the quote with a capital that are not the first of a sentence."""
    times: int = 1
    """Number of occurrences of the quote's sentence in the document."""
    sentences: int = 1
    """Number of sentences that the quote overlaps."""
    head: int = 0
    """Code points at the end of the prefix that belong to the quote's own sentence."""
    tail: int = 0
    """Code points at the start of the suffix that belong to the quote's own sentence."""
    similar_sentences: tuple[SimilarSentence, ...] = ()
    """Sentences most similar to the quote's own."""

    @property
    def sentence(self) -> str:
        """Quote extended to whole sentences, which is searched in a changed file."""
        before = self.prefix[len(self.prefix) - self.head :]
        return before + self.quote + self.suffix[: self.tail]

    @property
    def before(self) -> str:
        """Text before the quote's own sentence."""
        return self.prefix[: len(self.prefix) - self.head]

    @property
    def after(self) -> str:
        """Text after the quote's own sentence."""
        return self.suffix[self.tail :]


def numbers(text: str) -> tuple[str, ...]:
    """Return the numbers in `text`, in figures, in order."""
    return tuple(figure for word in words(text) if (figure := _figure(word)))


def names(text: str) -> tuple[str, ...]:
    """Return the case-folded capitalized words of `text` that are not the first of a sentence."""
    return tuple(word.norm.removesuffix("'s") for word in words(text) if _is_name(text, word))


def same_facts(old: str, new: str) -> bool:
    """Return True if no number or name of `old` was removed, changed or exchanged for another.

    Additions don't count, and neither does a name with a corrected letter.
    """
    old_words, new_words = words(old), words(new)
    codes = Levenshtein.opcodes(
        *([_value(word) for word in side] for side in (old_words, new_words))
    )
    for op in codes:
        removed, added = (
            old_words[op.src_start : op.src_end],
            new_words[op.dest_start : op.dest_end],
        )
        if op.tag == "equal" or not removed or _mended(removed, added):
            continue
        if any(_is_fact(old, word) for word in removed) or any(_is_fact(new, w) for w in added):
            return False
    return True


def differ_by_a_number(first: str, second: str) -> bool:
    """Return True if all words of the two texts are the same except one number."""
    first_words, second_words = words(first), words(second)
    if len(first_words) != len(second_words):
        return False
    changed = [
        pair for pair in zip(first_words, second_words, strict=True) if pair[0].norm != pair[1].norm
    ]
    return len(changed) == 1 and all(_figure(word) for word in changed[0])


def _mended(removed: Sequence[Token], added: Sequence[Token]) -> bool:
    """Return True if longer words are the same except a letter, or two exchanged letters."""
    return len(removed) == len(added) and all(
        len(before.norm) >= _MENDABLE
        and not _figure(before)
        and not _figure(after)
        and OSA.distance(before.norm, after.norm, score_cutoff=1) <= 1
        for before, after in zip(removed, added, strict=True)
    )


def _figure(word: Token) -> str:
    """Return the number that `word` stands for, in figures; empty if it is not a number."""
    return word.norm.replace(",", "") if word.norm[0].isdigit() else _NUMBERS.get(word.norm, "")


def _value(word: Token) -> str:
    return _figure(word) or word.norm.removesuffix("'s")


def _is_name(text: str, word: Token) -> bool:
    start = word.span.start
    return text[start].isupper() and not _OPENS.search(text, max(0, start - 12), start)


def _is_fact(text: str, word: Token) -> bool:
    return bool(_figure(word)) or _is_name(text, word)


def whole(document: Document, span: Span) -> Span:
    """Return `span` extended to the bounds of the passages that it overlaps."""
    if not document.passages:
        return span
    first = document.passages[document.passage_at(span.start)].span
    last = document.passages[document.passage_at(max(span.start, span.end - 1))].span
    return Span(min(first.start, span.start), max(last.end, span.end))


def surroundings(document: Document, span: Span) -> tuple[str, str]:
    """Return the text before and after `span`, up to bounds of sentences."""
    return (
        document.text[_reach_back(document, span.start) : span.start],
        document.text[span.end : _reach_on(document, span.end)],
    )


def _reach_back(document: Document, start: int) -> int:
    bound = start
    for passage in reversed(document.passages[: document.passage_at(start) + 1]):
        if start - bound >= CONTEXT:
            break
        bound = min(bound, passage.span.start)
    if start - bound > CONTEXT_MOST:
        space = document.text.find(" ", start - CONTEXT_MOST, start - CONTEXT)
        bound = space + 1 if space >= 0 else start - CONTEXT_MOST
    return bound


def _reach_on(document: Document, end: int) -> int:
    bound = end
    for passage in document.passages[document.passage_at(max(0, end - 1)) :]:
        if bound - end >= CONTEXT:
            break
        bound = max(bound, passage.span.end)
    if bound - end > CONTEXT_MOST:
        space = document.text.rfind(" ", end + CONTEXT, end + CONTEXT_MOST)
        bound = space if space >= 0 else end + CONTEXT_MOST
    return bound
