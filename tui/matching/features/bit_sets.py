"""Sets of small numbers as integers: bit *n* stands for the number *n*.

Thousands of sentences or units of text then cost one operation, and little memory.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping


def numbers_in(bits: int) -> Iterator[int]:
    """Yield the numbers of a set, the least first."""
    while bits:
        lowest = bits & -bits
        yield lowest.bit_length() - 1
        bits ^= lowest


def postings_of(bags: Iterable[frozenset[str]]) -> Mapping[str, int]:
    """Return, for each stem, the bags that have it, by their numbers."""
    held: defaultdict[str, int] = defaultdict(int)
    for number, bag in enumerate(bags):
        bit = 1 << number
        for stem in bag:
            held[stem] |= bit
    return held
