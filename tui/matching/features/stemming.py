"""Stems: two words with the same stem count as the same, in any language.

Accents, optional vowel points, the genitive's 's and letters after the fifth are removed. Numbers
are not shortened, and neither are the pairs of letters that are the words of scripts without
spaces.
"""

import unicodedata
from functools import lru_cache
from sys import intern

from tui.text.normalization.unicode_properties import OPTIONAL, SPACELESS, compiled, is_simple

KEPT = 5
"""Letters of a stem: as good as a stemmer on the data of `docs/matching.md`, and for any
language."""


@lru_cache(maxsize=1 << 16)
def stem_of(fold: str) -> str:
    """Return the stem of a compared word."""
    if fold.isascii():
        return _shorten(fold)
    if is_simple(fold):
        decomposed = unicodedata.normalize("NFKD", fold)
        plain = "".join(c for c in decomposed if not unicodedata.combining(c))
        return _shorten(plain or fold)
    if compiled(SPACELESS).match(fold):
        return intern(fold)
    plain = compiled(OPTIONAL).sub("", unicodedata.normalize("NFKD", fold)) or fold
    match = compiled(r"[\p{L}\p{M}]*+").fullmatch(plain)
    return intern(plain[:KEPT]) if match else _shorten(plain)


def _shorten(word: str) -> str:
    base = word.removesuffix("'s") or word
    return intern(base[:KEPT] if base.isalpha() else base)
