"""Sets of small numbers as integers: bit *n* stands for the number *n*.

An operation on thousands of sentences or units is then one operation, with little memory.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping


def numbers_in(bits: int) -> Iterator[int]:
    """Yield the numbers of a set, the smallest first."""
    while bits:
        lowest = bits & -bits
        yield lowest.bit_length() - 1
        bits ^= lowest


def postings_of(bags: Iterable[frozenset[str]]) -> Mapping[str, int]:
    """Return for each stem the numbers of the bags that have it."""
    postings: defaultdict[str, int] = defaultdict(int)
    for number, bag in enumerate(bags):
        bit = 1 << number
        for stem in bag:
            postings[stem] |= bit
    return postings
