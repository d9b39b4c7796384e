"""Words as they are compared: case, style of quotes and punctuation don't count, digits do.

The text is first converted to its compared form, then cut. A letter and its marks belong together.
In a script without spaces between words, each two adjacent letters are a word.
"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from tui.text.normalization.normal_forms import NormalForm, compared, compared_form
from tui.text.normalization.unicode_properties import SPACELESS, UNSPACED, compiled, is_simple
from tui.text.span import Span

_WORD = re.compile(r"[^\W_]+(?:[.,:⁄](?=\d)\d+)*(?:'(?=[^\W_])[^\W_]+)*")
_LETTER = rf"[[\p{{L}}\p{{N}}]--{SPACELESS}]"
_LETTERS = rf"{_LETTER}[[\p{{L}}\p{{N}}\p{{M}}]--{SPACELESS}]*+"
_ANY = (
    rf"(?P<spaceless>(?:{UNSPACED})++)|{_LETTERS}(?:[.,:⁄](?=\d)\d++)*(?:'(?={_LETTER}){_LETTERS})*"
)
_FOOTNOTE = re.compile(
    r"(?<=\S)\[(?:\d{1,3}|\^\w+|note \d+|citation needed)\]"
    r"|(?:(?<=[.!?,;:\"'”’»)\]])|(?<=[^\W\d_]{3}))[⁰¹²³⁴-⁹]+"
)
"""Mark of a footnote, which is not part of the text."""
_TSHEG = re.compile("[\u0f0b\u0f0c]")
_RAISED = re.compile("[⁰¹²³⁴-⁹]")
_KEPT = 1 << 10
"""Number of passages whose words are cached: more than most articles have."""


class Token(NamedTuple):
    """Word of a text in its compared form, and its span."""

    norm: str
    span: Span


def normalize(word: str) -> str:
    """Return the compared form of `word`: NFKC, case folded, one kind of apostrophe."""
    return compared(word)


def words(text: str, start: int = 0, end: int | None = None) -> tuple[Token, ...]:
    """Return the words between `start` and `end` with their spans in `text`.

    Points inside numbers are kept. In a script without spaces, the words are pairs of letters, so
    each one overlaps the next.
    """
    return tuple(_find_tokens(text, start, end, letters=2))


def capitals(text: str, start: int, end: int) -> list[tuple[str, bool]]:
    """Return the compared words from `start` to `end`, each with True if it has a capital."""
    excerpt = text[start:end]
    if excerpt.isascii() and not _has_footnote(excerpt):
        return [(w.lower(), w[0].isupper()) for w in _WORD.findall(excerpt.replace("`", "'"))]
    form = compared_form(excerpt)
    if form.starts is not None or _has_footnote(excerpt) or not is_simple(form.text):
        return [(word.norm, text[word.span.start].isupper()) for word in words(text, start, end)]
    return [(m[0], excerpt[m.start()].isupper()) for m in _WORD.finditer(form.text)]


def tokens(text: str) -> tuple[Token, ...]:
    """Return the words of `text` with their spans; in scripts without spaces, single letters."""
    return tuple(_find_tokens(text, 0, None, letters=1))


def normalized_tokens(text: str) -> tuple[str, ...]:
    """Return the compared words of `text`, without spans."""
    if _has_footnote(text):
        text = _FOOTNOTE.sub(" ", text)
    if text.isascii():
        return tuple(_WORD.findall(text.lower().replace("`", "'")))
    compared_text = compared(text)
    if is_simple(compared_text):
        return tuple(_WORD.findall(compared_text))
    return tuple(compared_text[start:end] for start, end in _word_offsets(compared_text, 2))


@lru_cache(maxsize=_KEPT)
def passage_tokens(passage: str) -> tuple[str, ...]:
    """Return the compared words of a passage; they are cached, since several stages need them."""
    return normalized_tokens(passage)


def count(text: str) -> tuple[int, int]:
    """Return the number of words in `text`, and the number of letters of scripts without spaces.

    White space separates words, and in Tibetan the mark after each syllable. Letters of scripts
    without spaces are not part of words.
    """
    if is_simple(text):
        return len(text.split()), 0
    rest, letters = compiled(UNSPACED).subn(" ", _TSHEG.sub(" ", text))
    words = compiled(rf"\S*{_LETTER}\S*").findall(rest) if letters else rest.split()
    return len(words), letters


def _has_footnote(text: str) -> bool:
    return "[" in text or (not text.isascii() and _RAISED.search(text) is not None)


def _find_tokens(text: str, start: int, end: int | None, letters: int) -> Iterable[Token]:
    excerpt = text[start:end] if start or end is not None else text
    if _has_footnote(excerpt):
        excerpt = _FOOTNOTE.sub(lambda mark: " " * len(mark[0]), excerpt)
    form = compared_form(excerpt)
    compared_text = form.text
    if not is_simple(compared_text):
        return _tokens_at(form, _word_offsets(compared_text, letters), start)
    if form.starts is not None:
        return _tokens_at(form, (m.span() for m in _WORD.finditer(compared_text)), start)
    return [
        Token(m[0], Span(start + m.start(), start + m.end())) for m in _WORD.finditer(compared_text)
    ]


def _tokens_at(form: NormalForm, ranges: Iterable[tuple[int, int]], start: int) -> Iterator[Token]:
    """Yield the words at `ranges` of a compared text, which starts at code point `start`."""
    for first, last in ranges:
        yield Token(form.text[first:last], form.span(first, last).shifted(start))


def _word_offsets(text: str, letters: int) -> Iterator[tuple[int, int]]:
    """Yield the offsets of words of a compared text; in scripts without spaces, of `letters`."""
    unit = compiled(UNSPACED)
    for match in compiled(_ANY).finditer(text):
        if match["spaceless"] is None:
            yield match.span()
            continue
        units = [m.span() for m in unit.finditer(text, *match.span())]
        for n in range(max(1, len(units) - letters + 1)):
            yield units[n][0], units[min(n + letters, len(units)) - 1][1]
