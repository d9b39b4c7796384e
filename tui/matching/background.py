"""How common a word is in general, whatever corpus it stands in.

The table beside this file gives stems by their frequency; what it lacks is rare.
"""

from collections.abc import Mapping
from functools import cache, lru_cache
from math import sqrt
from pathlib import Path

_UNKNOWN = 3.0
"""Zipf value of a stem the table lacks: one word in a million, or rarer."""
_CEILING = 10.0
"""Zipf value at which a word would weigh nothing; the commonest word has about 8."""
_DIGIT, _NUMBER = 6.5, 5.0


@lru_cache(maxsize=1 << 16)
def weight(stem: str) -> float:
    """What sharing `stem` is worth as evidence, in sixty-fourths, so that sums are exact.

    The distance from the commonest words in powers of ten, times the root of the letters: short
    words are shared by chance more often than any table of frequencies says.
    """
    return round((_CEILING - commonness(stem)) * sqrt(len(stem)) * 64) / 64


def commonness(stem: str) -> float:
    """The Zipf value of `stem`: the power of ten of its count in a thousand million words."""
    if stem[0].isdigit():
        return _DIGIT if len(stem) == 1 else _NUMBER
    return _table().get(stem, _UNKNOWN)


@cache
def _table() -> Mapping[str, float]:
    lines = Path(__file__).with_name("background.txt").read_text(encoding="utf-8").splitlines()
    table: dict[str, float] = {}
    for line in lines:
        if line.startswith("#"):
            continue
        zipf, *stems = line.split()
        table.update(dict.fromkeys(stems, float(zipf)))
    return table
