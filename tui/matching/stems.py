"""Stems: what two words must share to count as the same, in any language written with spaces.

Accents and the genitive's 's go, letters after the fifth go; numbers stay whole.
"""

import re
import unicodedata
from collections.abc import Iterator

KEPT = 5
"""Letters kept: as good as a stemmer on the data of `docs/matching.md`, and for any language."""
_SPACELESS = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")


def stems(fold: str) -> Iterator[tuple[str, int]]:
    """The stems of a word folded by `tui.text.fold`, each with the letters it stands for.

    One for a word; one per character in the scripts that put no space between words.
    """
    if fold.isascii():
        yield _cut(fold), len(fold)
        return
    if _SPACELESS.search(fold):
        for character in fold:
            yield character, 2
        return
    plain = "".join(c for c in unicodedata.normalize("NFKD", fold) if not unicodedata.combining(c))
    yield _cut(plain or fold), len(fold)


def _cut(word: str) -> str:
    base = word.removesuffix("'s") or word
    return base[:KEPT] if base.isalpha() else base
