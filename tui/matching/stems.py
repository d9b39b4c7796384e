"""Stems: what two words must share to count as the same, in any language written with spaces.

Accents and the genitive's 's go, letters after the fifth go; numbers stay whole.
"""

import re
import unicodedata
from functools import lru_cache
from sys import intern

KEPT = 5
"""Letters kept: as good as a stemmer on the data of `docs/matching.md`, and for any language."""
_SPACELESS = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")


@lru_cache(maxsize=1 << 16)
def stems(fold: str) -> tuple[str, ...]:
    """The stems of a word folded by `tui.text.fold`.

    One for a word; one per character in the scripts that put no space between words.
    """
    if fold.isascii():
        return (_cut(fold),)
    if _SPACELESS.search(fold):
        return tuple(map(intern, fold))
    plain = "".join(c for c in unicodedata.normalize("NFKD", fold) if not unicodedata.combining(c))
    return (_cut(plain or fold),)


def _cut(word: str) -> str:
    base = word.removesuffix("'s") or word
    return intern(base[:KEPT] if base.isalpha() else base)
