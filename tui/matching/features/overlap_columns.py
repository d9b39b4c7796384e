"""Columns: which of many lines may share so much with a given one, all looked at at once.

One whole number holds a sum for every line, in fields of 16 bits, so that a single addition adds
to all of them: much faster than a loop, and without numpy. The sums are never less than exact ones,
so whatever is found has to be looked at again.
"""

import sys
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import compress

from tui.matching.features.bit_sets import numbers_in
from tui.matching.features.word_frequency import term_weight

LINES = 1 << 10
"""Lines of a block at most: a stem of a longer document would need too long a number."""
_SIZE = 2
"""Bytes of a field."""
_MOST = (1 << 15) - 1
"""Largest value of a field; the bit above is set if a sum reaches its minimum."""
_ROOM = 1 << 10
"""Room of a field for rounding up: a sentence has at most as many stems."""
_FINEST = 256
"""Parts of a unit of a field, at most."""


class OverlapColumns(dict[str, int]):
    """The lines of a document: what each stem is worth, by each line's root."""

    def __init__(self, roots: Sequence[float], held: Mapping[str, int]) -> None:
        """`roots` are those of what each line is worth; `held` the lines that have each stem."""
        super().__init__()
        self._roots, self._held = roots, held
        self._parts = min(_FINEST, int((_MOST - _ROOM) / max(1.0, *roots, 1.0)))
        self._ones = int.from_bytes(b"\1\0" * len(roots), "little")
        self._tops = self._ones * (_MOST + 1)

    def reached(self, bag: Iterable[str], share: float) -> Iterator[int]:
        """Return the lines of which the stems in `bag` may be worth a `share` of the root."""
        least = min(_MOST, int(share * self._parts)) * self._ones
        hits = sum(map(self.__getitem__, bag), self._tops - least) & self._tops
        if not hits:
            return iter(())
        flags = hits.to_bytes(_SIZE * len(self._roots), "little")[1::_SIZE]
        return compress(range(len(self._roots)), flags)

    def __missing__(self, stem: str) -> int:
        lines, worth, roots = self._held.get(stem, 0), term_weight(stem) * self._parts, self._roots
        if lines and not lines & (lines - 1):  # most stems stand in a single line
            line = lines.bit_length() - 1
            self[stem] = number = (int(worth / roots[line]) + 1) << (8 * _SIZE * line)
            return number
        column = array("H", bytes(_SIZE * lines.bit_length()))
        for line in numbers_in(lines):
            column[line] = int(worth / roots[line]) + 1
        self[stem] = number = _number(column)
        return number


def _number(fields: "array[int]") -> int:
    if sys.byteorder == "big":
        fields.byteswap()
    return int.from_bytes(fields.tobytes(), "little")
