"""The selector: what is written down of a passage so that it can be found again, or missed.

It is written once and never changed; later sightings are further selectors beside it.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz.distance import OSA, Levenshtein

from tui.text.document import Document
from tui.text.span import Span
from tui.text.tokens import Token, words

CONTEXT = 64
"""Least context stored, in code points on either side, where the document has them."""
CONTEXT_MOST = 400
"""Longest context stored, in code points on either side."""

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
"""Letters from which a word with one of them changed is the same word, mended."""
_OPENS = re.compile(r"(?:^|[.?!…:]|\n)[\s\"'“”‘’«»()\[\]•–—-]*$")


@dataclass(frozen=True, slots=True)
class SimilarSentence:
    """A sentence of the same document that could be taken for the one selected."""

    sentence: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Selector:
    """A passage as it stood when it was selected: where, which words, between which others."""

    digest: str
    """SHA-256 of the file's bytes then, in hexadecimal."""
    position: Span
    """Code points of the file's own decoded text."""
    clean_offset: int
    """The code point of the document's clean text the passage started at."""
    quote: str
    """The words, as the document shows them."""
    prefix: str = ""
    suffix: str = ""
    numbers: tuple[str, ...] = ()
    """The numbers in the quote, in figures."""
    names: tuple[str, ...] = ()
    """The capitalised words in the quote that open no sentence, folded."""
    times: int = 1
    """Number of times the quote's own sentence stood in the document."""
    sentences: int = 1
    """Number of sentences the quote touched."""
    head: int = 0
    """Code points at the end of the prefix that belong to the quote's own sentence."""
    tail: int = 0
    """Code points at the start of the suffix that do."""
    similar_sentences: tuple[SimilarSentence, ...] = ()
    """The sentences most like the quote's own."""

    @property
    def sentence(self) -> str:
        """The quote filled up to whole sentences: what is looked for in a changed file."""
        before = self.prefix[len(self.prefix) - self.head :]
        return before + self.quote + self.suffix[: self.tail]

    @property
    def before(self) -> str:
        """The text before the quote's own sentence."""
        return self.prefix[: len(self.prefix) - self.head]

    @property
    def after(self) -> str:
        """The text after the quote's own sentence."""
        return self.suffix[self.tail :]


def numbers(text: str) -> tuple[str, ...]:
    """Return the numbers in `text`, in figures, in order."""
    return tuple(figure for word in words(text) if (figure := _figure(word)))


def names(text: str) -> tuple[str, ...]:
    """Return the capitalised words of `text` that open no sentence, folded, in order."""
    return tuple(word.norm.removesuffix("'s") for word in words(text) if _is_name(text, word))


def same_facts(one: str, other: str) -> bool:
    """True if no number or name of `one` was removed, changed or exchanged for another.

    Additions don't count, nor a name with a letter corrected.
    """
    ours, theirs = words(one), words(other)
    alike = Levenshtein.opcodes(*([_value(word) for word in row] for row in (ours, theirs)))
    for op in alike:
        gone, come = ours[op.src_start : op.src_end], theirs[op.dest_start : op.dest_end]
        if op.tag == "equal" or not gone or _mended(gone, come):
            continue
        if any(_is_fact(one, word) for word in gone) or any(_is_fact(other, w) for w in come):
            return False
    return True


def differ_by_a_number(one: str, other: str) -> bool:
    """Return True if all words of the two are the same but for one number, changed to another."""
    ours, theirs = words(one), words(other)
    if len(ours) != len(theirs):
        return False
    changed = [pair for pair in zip(ours, theirs, strict=True) if pair[0].norm != pair[1].norm]
    return len(changed) == 1 and all(_figure(word) for word in changed[0])


def _mended(gone: Sequence[Token], come: Sequence[Token]) -> bool:
    """Return True if the words are the same but for a letter, or two exchanged, in longer ones."""
    return len(gone) == len(come) and all(
        len(before.norm) >= _MENDABLE
        and not _figure(before)
        and not _figure(after)
        and OSA.distance(before.norm, after.norm, score_cutoff=1) <= 1
        for before, after in zip(gone, come, strict=True)
    )


def _figure(word: Token) -> str:
    """Return the number `word` says, in figures, or empty."""
    return word.norm.replace(",", "") if word.norm[0].isdigit() else _NUMBERS.get(word.norm, "")


def _value(word: Token) -> str:
    return _figure(word) or word.norm.removesuffix("'s")


def _is_name(text: str, word: Token) -> bool:
    start = word.span.start
    return text[start].isupper() and not _OPENS.search(text, max(0, start - 12), start)


def _is_fact(text: str, word: Token) -> bool:
    return bool(_figure(word)) or _is_name(text, word)


def whole(document: Document, span: Span) -> Span:
    """Return `span` grown to the bounds of the passages it touches."""
    if not document.passages:
        return span
    first = document.passages[document.passage_at(span.start)].span
    last = document.passages[document.passage_at(max(span.start, span.end - 1))].span
    return Span(min(first.start, span.start), max(last.end, span.end))


def surroundings(document: Document, span: Span) -> tuple[str, str]:
    """Return the text before and after `span`, from one sentence's bound to another's."""
    return (
        document.text[_reach_back(document, span.start) : span.start],
        document.text[span.end : _reach_on(document, span.end)],
    )


def _reach_back(document: Document, start: int) -> int:
    cut = start
    for passage in reversed(document.passages[: document.passage_at(start) + 1]):
        if start - cut >= CONTEXT:
            break
        cut = min(cut, passage.span.start)
    if start - cut > CONTEXT_MOST:
        space = document.text.find(" ", start - CONTEXT_MOST, start - CONTEXT)
        cut = space + 1 if space >= 0 else start - CONTEXT_MOST
    return cut


def _reach_on(document: Document, end: int) -> int:
    cut = end
    for passage in document.passages[document.passage_at(max(0, end - 1)) :]:
        if cut - end >= CONTEXT:
            break
        cut = max(cut, passage.span.end)
    if cut - end > CONTEXT_MOST:
        space = document.text.rfind(" ", end + CONTEXT, end + CONTEXT_MOST)
        cut = space if space >= 0 else end + CONTEXT_MOST
    return cut
