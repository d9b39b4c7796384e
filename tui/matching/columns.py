"""Columns: which of many lines may share so much with a given one, all looked at at once.

One whole number holds a sum for every line, in fields of 16 bits, so that a single addition adds
to all of them: much faster than a loop, and without numpy. The sums are never less than exact ones,
so whatever is found has to be looked at again.
"""

import sys
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import compress

from tui.matching.background import weight

LINES = 1 << 10
"""Lines of a block at most: a stem of a longer document would need too long a number."""
_SIZE = 2
"""Bytes of a field."""
_MOST = (1 << 15) - 1
"""Of a field; the bit above tells that a sum comes to what it must."""
_ROOM = 1 << 10
"""Of a field, for what is rounded up: a line has at most as many stems."""
_FINEST = 256
"""Parts of a unit of a field."""


class Columns(dict[str, int]):
    """Some lines of a document: for each stem, what it is worth of each line's root."""

    def __init__(self, roots: Sequence[float], held: Mapping[str, int]) -> None:
        """`roots` are those of what each line is worth; `held` the lines that have each stem."""
        super().__init__()
        self._roots, self._held = roots, held
        self._parts = min(_FINEST, int((_MOST - _ROOM) / max(1.0, *roots, 1.0)))
        self._ones = int.from_bytes(b"\1\0" * len(roots), "little")
        self._tops = self._ones * (_MOST + 1)

    def reached(self, bag: Iterable[str], share: float) -> Iterator[int]:
        """The lines of which the stems in `bag` may be worth a `share` of the root."""
        least = min(_MOST, int(share * self._parts))
        total = sum(map(self.__getitem__, bag), self._tops - least * self._ones) & self._tops
        if not total:
            return iter(())
        flags = total.to_bytes(_SIZE * len(self._roots), "little")[1::_SIZE]
        return compress(range(len(self._roots)), flags)

    def __missing__(self, stem: str) -> int:
        column, lines = array("H"), self._held.get(stem, 0)
        if lines:
            column.frombytes(bytes(_SIZE * lines.bit_length()))
            worth = weight(stem) * self._parts
            while lines:
                line = lines.bit_length() - 1
                lines ^= 1 << line
                column[line] = int(worth / self._roots[line]) + 1
            if sys.byteorder == "big":
                column.byteswap()
        self[stem] = found = int.from_bytes(column.tobytes(), "little")
        return found
