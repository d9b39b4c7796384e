"""Terms: what is looked for in a whole corpus, and the words of a text as it is looked for.

A term is a word, the beginning of one (`word*`) or a phrase (`"…"`). Words are cut at whatever is
no letter, digit or mark; in a script without spaces every two letters in a row are a word.
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
    """A query that can't be searched: the reason, and advice."""

    code = USAGE


class Term(NamedTuple):
    """Words that stand in a row."""

    words: tuple[str, ...]
    is_prefix: bool
    """True if the last of them is the beginning of one."""


@dataclass(frozen=True, slots=True)
class Query:
    """A query: terms that must all be present, for each strictness to try."""

    typed: str
    tries: tuple[tuple[Strictness, tuple[Term, ...]], ...]


def query(typed: str) -> Query:
    """Return the query that was typed; quotes of any kind make phrases.

    As in searching one article, small letters match capitals and accents, too; a capital matches
    only itself, and so does an accent, unless there is no such hit.

    Raises:
        QueryError: If the query can't be searched.
    """
    strictness = strictness_of(typed)
    several = dict.fromkeys((strictness, Strictness.LETTERS))
    tries = tuple((one, tuple(_terms(typed, one))) for one in several)
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
    """Return the words of `text` and where they stand, without variants but those that count.

    After the pairs of a run of letters without spaces comes its last letter alone.
    """
    hay = searchable(text, strictness)
    return [(hay.text[start:end], hay.span(start, end)) for start, end in _cut(hay.text)]


def folded(text: str, strictness: Strictness) -> list[str]:
    """Return the folded words of `text`, without spans."""
    hay = searchable(text, strictness).text
    return [hay[start:end] for start, end in _cut(hay)]


def find_terms(text: str, terms: Sequence[Term], strictness: Strictness) -> list[Span]:
    """Return the spans of any of the `terms` in `text`, in order, overlapping ones merged."""
    there = words(text, strictness)
    spans: list[Span] = []
    for term in terms:
        size = len(term.words)
        spans += (
            _marked(text, term, there[n][1], there[n + size - 1][1], strictness)
            for n in range(len(there) - size + 1)
            if _stands(term, [word for word, _ in there[n : n + size]])
        )
    return united(spans)


def _stands(term: Term, there: Sequence[str]) -> bool:
    if term.is_prefix:
        return tuple(there[:-1]) == term.words[:-1] and there[-1].startswith(term.words[-1])
    return tuple(there) == term.words


def _marked(text: str, term: Term, first: Span, last: Span, strictness: Strictness) -> Span:
    """Return the span from the `first` word to the `last`; of a prefix only its beginning."""
    if not term.is_prefix:
        return Span(first.start, last.end)
    piece: Searchable = searchable(last.of(text), strictness)
    end = piece.span(0, min(len(term.words[-1]), len(piece.text))).end
    return Span(first.start, last.start + end)


def _terms(typed: str, strictness: Strictness) -> Iterator[Term]:
    plain = searchable(typed, strictness).text
    for part in _QUOTED.finditer(plain):
        phrase, star, word = part.groups()
        piece = word if phrase is None else phrase
        is_prefix = bool(star) or (word or "").endswith("*")
        yield from _term(piece, is_prefix=is_prefix)


def _term(piece: str, *, is_prefix: bool) -> Iterator[Term]:
    """Yield the term of a piece of a query, if there is a word in it."""
    cuts = list(_cut(piece))
    if not cuts:
        return
    cut = [piece[start:end] for start, end in cuts]
    if len(cuts) > 1 and cuts[-1][0] < cuts[-2][1]:
        cut.pop()  # the last of a run without spaces: more may follow it in the text
        is_prefix = False
    elif not is_simple(cut[-1]) and compiled(UNSPACED).fullmatch(cut[-1]):
        is_prefix = True  # such a letter alone begins a pair
    yield Term(tuple(cut), is_prefix)


def _cut(plain: str) -> Iterator[tuple[int, int]]:
    """Yield the offsets of the words of a searchable text."""
    if is_simple(plain):
        yield from (word.span() for word in _WORD.finditer(plain))
        return
    unit = compiled(UNSPACED)
    for part in compiled(_ANY).finditer(plain):
        if part["spaceless"] is None:
            yield part.span()
            continue
        units = [letter.span() for letter in unit.finditer(plain, *part.span())]
        for n, (start, _) in enumerate(units):
            yield start, units[min(n + 1, len(units) - 1)][1]
