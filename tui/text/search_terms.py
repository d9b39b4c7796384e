"""Terms of a query for a whole corpus, and the words of a text in which they are searched.

A term is a word, the beginning of one (`word*`) or a phrase (`"…"`). Words are separated by all
characters except letters, digits and marks. In a script without spaces, each two adjacent letters
are a word.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from tui.errors import USAGE, VariorumError
from tui.text.normalization.search_variants import Searchable, Strictness, searchable
from tui.text.normalization.unicode_properties import SPACELESS, UNSPACED, compiled, is_simple
from tui.text.search import strictness_of
from tui.text.span import Span, united

MOST_TERMS, MOST_WORDS = 32, 64
"""Largest number of terms in a query, and of words in a term."""
_QUOTED = re.compile(r'"([^"]*)(?:"(\*?)|$)|([^\s"]+)')
_WORD = re.compile(r"[^\W_]+")
_ANY = rf"(?P<spaceless>(?:{UNSPACED})++)|[[\p{{L}}\p{{N}}\p{{M}}]--{SPACELESS}]++"


class QueryError(VariorumError):
    """A query can't be searched."""

    code = USAGE


class Term(NamedTuple):
    """Words that follow each other."""

    words: tuple[str, ...]
    is_prefix: bool
    """True if the last word is only the beginning of a word."""


@dataclass(frozen=True, slots=True)
class Query:
    """Terms that must all be present, for each strictness to try."""

    typed: str
    tries: tuple[tuple[Strictness, tuple[Term, ...]], ...]


def query(typed: str) -> Query:
    """Return the query for the `typed` text; quotes of any kind make phrases.

    As in the search of one article, small letters match capitals and accents, too. A capital or an
    accent matches only itself, unless there is no such hit.

    Raises:
        QueryError: If the query can't be searched.
    """
    strictest = strictness_of(typed)
    strictnesses = dict.fromkeys((strictest, Strictness.LETTERS))
    tries = tuple((strictness, tuple(_terms(typed, strictness))) for strictness in strictnesses)
    for _, terms in tries:
        if not terms:
            raise QueryError("there is no letter or digit to look for; type a word")
        if len(terms) > MOST_TERMS or any(len(term.words) > MOST_WORDS for term in terms):
            raise QueryError(
                f"that is too much to look for; type at most {MOST_TERMS} words, or phrases of at"
                f" most {MOST_WORDS}"
            )
    return Query(typed, tries)


def words(text: str, strictness: Strictness) -> list[tuple[str, Span]]:
    """Return the words of `text` and their spans, without the variants that the search ignores.

    After the pairs of letters of a script without spaces comes the last letter alone.
    """
    searchable_text = searchable(text, strictness)
    return [
        (searchable_text.text[start:end], searchable_text.span(start, end))
        for start, end in _word_offsets(searchable_text.text)
    ]


def folded(text: str, strictness: Strictness) -> list[str]:
    """Return the words of `text` as `words` does, without spans."""
    searchable_text = searchable(text, strictness).text
    return [searchable_text[start:end] for start, end in _word_offsets(searchable_text)]


def find_terms(text: str, terms: Sequence[Term], strictness: Strictness) -> list[Span]:
    """Return the spans of the `terms` in `text`, in order, with overlapping ones merged."""
    text_words = words(text, strictness)
    spans: list[Span] = []
    for term in terms:
        size = len(term.words)
        spans += (
            _span_of_term(text, term, text_words[n][1], text_words[n + size - 1][1], strictness)
            for n in range(len(text_words) - size + 1)
            if _stands(term, [word for word, _ in text_words[n : n + size]])
        )
    return united(spans)


def _stands(term: Term, text_words: Sequence[str]) -> bool:
    if term.is_prefix:
        return tuple(text_words[:-1]) == term.words[:-1] and text_words[-1].startswith(
            term.words[-1]
        )
    return tuple(text_words) == term.words


def _span_of_term(text: str, term: Term, first: Span, last: Span, strictness: Strictness) -> Span:
    """Return the span from the `first` word to the `last`; of a prefix, only the typed letters."""
    if not term.is_prefix:
        return Span(first.start, last.end)
    last_word: Searchable = searchable(last.of(text), strictness)
    end = last_word.span(0, min(len(term.words[-1]), len(last_word.text))).end
    return Span(first.start, last.start + end)


def _terms(typed: str, strictness: Strictness) -> Iterator[Term]:
    typed_text = searchable(typed, strictness).text
    for part in _QUOTED.finditer(typed_text):
        phrase, star, word = part.groups()
        term_text = word if phrase is None else phrase
        is_prefix = bool(star) or (word or "").endswith("*")
        yield from _term(term_text, is_prefix=is_prefix)


def _term(term_text: str, *, is_prefix: bool) -> Iterator[Term]:
    """Yield the term of a piece of a query, if the piece has a word."""
    spans = list(_word_offsets(term_text))
    if not spans:
        return
    term_words = [term_text[start:end] for start, end in spans]
    if len(spans) > 1 and spans[-1][0] < spans[-2][1]:
        # After the last letter of a run without spaces, another letter may follow in the text.
        term_words.pop()
        is_prefix = False
    elif not is_simple(term_words[-1]) and compiled(UNSPACED).fullmatch(term_words[-1]):
        is_prefix = True  # a single letter is the beginning of a pair
    yield Term(tuple(term_words), is_prefix)


def _word_offsets(text: str) -> Iterator[tuple[int, int]]:
    """Yield the offsets of the words of a searchable text."""
    if is_simple(text):
        yield from (word.span() for word in _WORD.finditer(text))
        return
    unit = compiled(UNSPACED)
    for part in compiled(_ANY).finditer(text):
        if part["spaceless"] is None:
            yield part.span()
            continue
        units = [letter.span() for letter in unit.finditer(text, *part.span())]
        for n, (start, _) in enumerate(units):
            yield start, units[min(n + 1, len(units) - 1)][1]
