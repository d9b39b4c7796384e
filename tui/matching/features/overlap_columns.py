"""Columns: a filter that finds the sentences of a block with a large overlap in one operation.

One integer holds a sum for every sentence, in fields of 16 bits, so that one addition adds to all
of them. That is much faster than a loop, and needs no numpy. The sums are never less than the exact
ones, so each sentence that is found must be checked.
"""

import sys
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import compress

from tui.matching.features.bit_sets import numbers_in
from tui.matching.features.word_frequency import term_weight

LINES = 1 << 10
"""Largest number of sentences of a block: with more, the integer of a stem would be too long."""
_SIZE = 2
"""Bytes of a field."""
_MOST = (1 << 15) - 1
"""Largest value of a field; the bit above it is set if a sum reaches its minimum."""
_ROOM = 1 << 10
"""Part of a field for rounding up: a sentence has at most so many stems."""
_FINEST = 256
"""Largest number of parts of a unit in a field."""


class OverlapColumns(dict[str, int]):
    """Contribution of each stem to the cosine with each sentence of a block."""

    def __init__(self, roots: Sequence[float], postings: Mapping[str, int]) -> None:
        """Prepare the columns of a block.

        Args:
            roots: The root of each sentence's weight.
            postings: The sentences with each stem, as in `bit_sets`.
        """
        super().__init__()
        self._roots, self._postings = roots, postings
        self._parts = min(_FINEST, int((_MOST - _ROOM) / max(1.0, *roots, 1.0)))
        self._ones = int.from_bytes(b"\1\0" * len(roots), "little")
        self._tops = self._ones * (_MOST + 1)

    def reached(self, bag: Iterable[str], share: float) -> Iterator[int]:
        """Return the sentences whose sum for the stems in `bag` may reach `share`.

        A sum is the weight of the stems divided by the root of the sentence's weight.
        """
        least_sum = min(_MOST, int(share * self._parts)) * self._ones
        hits = sum(map(self.__getitem__, bag), self._tops - least_sum) & self._tops
        if not hits:
            return iter(())
        flags = hits.to_bytes(_SIZE * len(self._roots), "little")[1::_SIZE]
        return compress(range(len(self._roots)), flags)

    def __missing__(self, stem: str) -> int:
        lines, weight, roots = (
            self._postings.get(stem, 0),
            term_weight(stem) * self._parts,
            self._roots,
        )
        if lines and not lines & (lines - 1):  # most stems are in a single sentence
            line = lines.bit_length() - 1
            self[stem] = number = (int(weight / roots[line]) + 1) << (8 * _SIZE * line)
            return number
        column = array("H", bytes(_SIZE * lines.bit_length()))
        for line in numbers_in(lines):
            column[line] = int(weight / roots[line]) + 1
        self[stem] = number = _number(column)
        return number


def _number(fields: "array[int]") -> int:
    if sys.byteorder == "big":
        fields.byteswap()
    return int.from_bytes(fields.tobytes(), "little")
