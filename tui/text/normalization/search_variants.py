"""Variants of spelling that a search ignores: typography, case and accents."""

import re
import unicodedata
from collections.abc import Callable
from enum import Enum
from functools import lru_cache
from typing import NamedTuple

from tui.text.normalization.unicode_properties import OPTIONAL, compiled, is_simple
from tui.text.offset_map import OffsetMap, substitute
from tui.text.span import Span

_LIKE = {
    **dict.fromkeys("’‘‚‛`´ʹʻʼʽʾʿ′‹›՚׳", "'"),
    **dict.fromkeys("“”„‟«»″〝〞〟״", '"'),
    **dict.fromkeys("‐‑‒–—―−⸺⸻〜～־", "-"),
    "٫": ".", "٬": ",",
    "æ": "ae", "Æ": "AE", "œ": "oe", "Œ": "OE", "þ": "th", "Þ": "TH",
}  # fmt: skip
_DROPPED = r"[\p{Default_Ignorable_Code_Point}\p{Joining_Type=Join_Causing}]"
_DECOMPOSED = re.compile("[^\\W_]?[\u0300-\u036f\u1ab0-\u1aff\u20d0-\u20ff]+")
_DECOMPOSED_ANYWHERE = r"[\uff66-\uff9d][\uff9e\uff9f]|\p{L}?\p{M}++|\p{Hangul}++"
_VOICED = re.compile("[\uff9e\uff9f]")
"""Half-width marks, which are characters of their own."""
_LONG, _KEPT = 2_000, 3
"""Length from which a searchable text is cached, in code points, and number of texts in the cache.

The same text is searched again at every key.
"""


class Strictness(Enum):
    """Features of a query that must match exactly."""

    ALL = "case and accents"
    ACCENTS = "accents"
    LETTERS = "letters alone"


class Searchable(NamedTuple):
    """Text without variants, with the map to the text itself."""

    text: str
    composed: OffsetMap
    """Offset map from `text` to the composed text."""
    source: OffsetMap
    """Offset map from the composed text to the text itself."""
    length: int
    """Length of the text itself, in code points."""

    def span(self, start: int, end: int) -> Span:
        """Return the span of the text itself for `start` to `end`, with removed marks."""
        last = self._offset(end - 1)
        end_beyond = self._offset(end) if end < len(self.text) else self.length
        return Span(self._offset(start), max(last + 1, end_beyond))

    def _offset(self, offset: int) -> int:
        return self.source.to_source(self.composed.to_source(offset))


class _Table(dict[int, str]):
    """Searchable form of each character, computed at first use."""

    def __init__(self, change: Callable[[str], str]) -> None:
        super().__init__()
        self._change = change

    def __missing__(self, point: int) -> str:
        form = self[point] = self._change(chr(point))
        return form


def drop_variants(text: str) -> str:
    """Return `text` without case, accents and variants of typography."""
    if text.isascii():
        return text.lower().replace("`", "'")
    return unicodedata.normalize("NFC", text).translate(_TABLES[Strictness.LETTERS])


def searchable(text: str, strictness: Strictness) -> Searchable:
    """Return `text` without variants, except those that must match exactly."""
    if text.isascii():
        form = text if strictness is Strictness.ALL else text.lower()
        return Searchable(form.replace("`", "'"), OffsetMap(), OffsetMap(), len(text))
    return _convert(text, strictness) if len(text) < _LONG else _convert_cached(text, strictness)


@lru_cache(maxsize=_KEPT)
def _convert_cached(text: str, strictness: Strictness) -> Searchable:
    return _convert(text, strictness)


def _convert(text: str, strictness: Strictness) -> Searchable:
    composed, source = _compose(text)
    table = _TABLES[strictness]
    uneven = "".join(c for c in set(composed) if len(table[ord(c)]) != 1)
    if not uneven:
        return Searchable(composed.translate(table), OffsetMap(), source, len(text))
    runs: list[tuple[int, int]] = []
    offset = composed_offset = 0
    for match in re.finditer(f"[{re.escape(uneven)}]", composed):
        runs.append((offset, composed_offset))
        offset += match.start() - composed_offset
        length = len(table[ord(match[0])])
        runs += [(offset + n, match.start()) for n in range(length)]
        offset, composed_offset = offset + length, match.end()
    runs.append((offset, composed_offset))
    return Searchable(composed.translate(table), OffsetMap.of(runs), source, len(text))


def _compose(text: str) -> tuple[str, OffsetMap]:
    """Return the composed `text` (NFC), and its offset map."""
    if unicodedata.is_normalized("NFC", text) and not _VOICED.search(text):
        return text, OffsetMap()
    pattern = _DECOMPOSED if is_simple(text) else compiled(_DECOMPOSED_ANYWHERE)
    return substitute(
        text,
        pattern.finditer(text),
        lambda cluster: unicodedata.normalize("NFKC" if cluster[-1] in "ﾞﾟ" else "NFC", cluster),
    )


def _typographic_form(character: str) -> str:
    """Return `character` without variants of typography."""
    if (replacement := _LIKE.get(character)) is not None:
        return replacement
    if character != "\n" and character.isspace():
        return " "
    category = unicodedata.category(character)
    if category == "Pd":
        return "-"
    if character == "\u00ad":
        return ""
    may_be_dropped = category in {"Cf", "Lm", "Lo", "Mn"} and character > "\u02ff"
    if may_be_dropped and compiled(_DROPPED).match(character):
        return ""
    digit = str(unicodedata.decimal(character, ""))
    return digit or unicodedata.normalize("NFKC", character).replace("\u2044", "/")


def _small(character: str) -> str:
    form = unicodedata.normalize("NFC", _typographic_form(character).casefold())
    return form.replace("ı", "i").replace("i\u0307", "i")


def _bare(character: str) -> str:
    form = unicodedata.normalize("NFKD", _small(character))
    if is_simple(character) or "\u0300" <= character <= "\u036f":
        form = "".join(c for c in form if not unicodedata.combining(c))
    else:
        form = compiled(OPTIONAL).sub("", form)
    return unicodedata.normalize("NFC", "".join(map(_without_stroke, form)))


def _without_stroke(letter: str) -> str:
    """Return the letter without a stroke or tail that Unicode does not decompose (ø, ł)."""
    name, _, addition = unicodedata.name(letter, "").partition(" WITH ")
    if not addition or letter.isascii() or not letter.isalpha():
        return letter
    try:
        return unicodedata.lookup(name)
    except KeyError:
        return letter


_TABLES = {
    Strictness.ALL: _Table(_typographic_form),
    Strictness.ACCENTS: _Table(_small),
    Strictness.LETTERS: _Table(_bare),
}
