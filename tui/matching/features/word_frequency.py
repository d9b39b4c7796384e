"""General frequency of words, independent of the corpus.

Two tables beside this file list stems by their frequency, one for simple alphabets, one for other
scripts. A stem in neither is rare.
"""

from collections.abc import Callable, Mapping
from functools import cache
from math import sqrt
from pathlib import Path

from tui.text.normalization.unicode_properties import is_simple

_UNKNOWN = 3.0
"""Zipf value of a stem that is not in a table: one word in a million, or rarer."""
_CEILING = 10.0
"""Zipf value at which a word has no weight; the most common word has about 8."""
_DIGIT, _NUMBER = 6.5, 5.0
_MOST = 1 << 16
"""Largest number of cached stems."""


class _Memo(dict[str, float]):
    """Cache of a function's results for stems; a cached result needs no function call."""

    def __init__(self, function: Callable[[str], float]) -> None:
        super().__init__()
        self._of = function

    def __missing__(self, stem: str) -> float:
        if len(self) >= _MOST:
            self.clear()
        value = self[stem] = self._of(stem)
        return value


def _commonness(stem: str) -> float:
    if stem[0].isdigit():
        return _DIGIT if len(stem) == 1 else _NUMBER
    name = "word_frequency.txt" if is_simple(stem) else "word_frequency_scripts.txt"
    return _table(name).get(stem, _UNKNOWN)


def _weight(stem: str) -> float:
    return round((_CEILING - zipf(stem)) * sqrt(len(stem)) * 64) / 64


def _rarity(stem: str) -> float:
    return (_CEILING - zipf(stem)) * term_weight(stem)


zipf: Callable[[str], float] = _Memo(_commonness).__getitem__
"""Zipf value of a stem: the decimal logarithm of its count in a thousand million words."""

term_weight: Callable[[str], float] = _Memo(_weight).__getitem__
"""Weight of a shared stem as evidence, in sixty-fourths, so that sums are exact.

It is the difference from the most common words in powers of ten, times the root of the number of
letters: short words are shared by chance more often than a table of frequencies shows.
"""

term_rarity: Callable[[str], float] = _Memo(_rarity).__getitem__
"""Weight of a stem for the subject of a document: its weight, times its rarity once more."""


@cache
def _table(name: str) -> Mapping[str, float]:
    lines = Path(__file__).with_name(name).read_text(encoding="utf-8").split("\n")
    table: dict[str, float] = {}
    for line in lines:
        if not line or line.startswith("#"):
            continue
        frequency, *stems = line.split()
        table.update(dict.fromkeys(stems, float(frequency)))
    return table
