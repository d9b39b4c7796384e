"""Stems: what two words must share to count as the same, in any language.

Accents, optional vowel points and the genitive's 's go, letters after the fifth go; numbers stay
whole, and so do the pairs of letters that are the words of scripts without spaces.
"""

import unicodedata
from functools import lru_cache
from sys import intern

from tui.text.normalization.unicode_properties import OPTIONAL, SPACELESS, compiled, is_simple

KEPT = 5
"""Letters of a stem: as good as a stemmer on the data of `docs/matching.md`, for any language."""


@lru_cache(maxsize=1 << 16)
def stems(fold: str) -> tuple[str, ...]:
    """Return the stems of a word folded by `tui.text.tokens`: one."""
    if fold.isascii():
        return (_cut(fold),)
    if is_simple(fold):
        apart = unicodedata.normalize("NFKD", fold)
        plain = "".join(c for c in apart if not unicodedata.combining(c))
        return (_cut(plain or fold),)
    if compiled(SPACELESS).match(fold):
        return (intern(fold),)
    plain = compiled(OPTIONAL).sub("", unicodedata.normalize("NFKD", fold)) or fold
    written = compiled(r"[\p{L}\p{M}]*+").fullmatch(plain)
    return (intern(plain[:KEPT]) if written else _cut(plain),)


def _cut(word: str) -> str:
    base = word.removesuffix("'s") or word
    return intern(base[:KEPT] if base.isalpha() else base)
