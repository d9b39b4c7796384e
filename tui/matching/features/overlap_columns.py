"""Columns: which of many lines may share so much with a given one, all looked at at once.

One whole number holds a sum for every line, in fields of 16 bits, so that a single addition adds
to all of them: much faster than a loop, and without numpy. The sums are never less than exact ones,
so whatever is found has to be looked at again.
"""

import sys
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import compress

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
_PARTS = 16
"""Parts of a stem, where stems are counted."""


class _Fields(dict[str, int]):
    """Some bags of stems: for each stem, what it comes to in each of them."""

    def __init__(self, count: int, held: Mapping[str, int]) -> None:
        """`held` are the bags that have each stem, of `count`."""
        super().__init__()
        self._count, self._held = count, held
        self._ones = int.from_bytes(b"\1\0" * count, "little")
        self._tops = self._ones * (_MOST + 1)

    def _coming_to(self, bag: Iterable[str], least: int) -> Iterator[int]:
        """Return the bags, by number, in which the stems of `bag` come to as much as `least`."""
        hits = sum(map(self.__getitem__, bag), self._tops - least) & self._tops
        if not hits:
            return iter(())
        flags = hits.to_bytes(_SIZE * self._count, "little")[1::_SIZE]
        return compress(range(self._count), flags)


class OverlapColumns(_Fields):
    """The lines of a document: what each stem is worth, by each line's root."""

    def __init__(self, roots: Sequence[float], held: Mapping[str, int]) -> None:
        """`roots` are those of what each line is worth; `held` the lines that have each stem."""
        super().__init__(len(roots), held)
        self._roots = roots
        self._parts = min(_FINEST, int((_MOST - _ROOM) / max(1.0, *roots, 1.0)))

    def reached(self, bag: Iterable[str], share: float) -> Iterator[int]:
        """Return the lines of which the stems in `bag` may be worth a `share` of the root."""
        return self._coming_to(bag, min(_MOST, int(share * self._parts)) * self._ones)

    def __missing__(self, stem: str) -> int:
        bags, worth, roots = self._held.get(stem, 0), term_weight(stem) * self._parts, self._roots
        column = array("H", bytes(_SIZE * bags.bit_length()))
        while bags:
            line = bags.bit_length() - 1
            bags ^= 1 << line
            column[line] = int(worth / roots[line]) + 1
        self[stem] = number = _number(column)
        return number


class Counts(_Fields):
    """The units of a document: how many stems each has."""

    def __init__(self, sizes: Iterable[int], held: Mapping[str, int], dice: float) -> None:
        """`held` are the units that have each stem; `dice` is the coefficient to be reached."""
        self._half = dice / 2 * _PARTS
        sizes = array("H", (min(_MOST, int(size * self._half)) for size in sizes))
        super().__init__(len(sizes), held)
        self._least = _number(sizes)

    def reached(self, bag: Iterable[str], size: int) -> Iterator[int]:
        """Yield the units that reach the Dice coefficient with `bag` and others, `size` in all."""
        return self._coming_to(bag, self._least + int(size * self._half) * self._ones)

    def __missing__(self, stem: str) -> int:
        digits = f"{self._held.get(stem, 0):b}".encode()[::-1]
        column = bytearray(_SIZE * len(digits))
        column[::_SIZE] = digits.translate(_BINARY)
        self[stem] = number = int.from_bytes(column, "little")
        return number


_BINARY = bytes(_PARTS * (digit == ord("1")) for digit in range(256))


def _number(fields: "array[int]") -> int:
    if sys.byteorder == "big":
        fields.byteswap()
    return int.from_bytes(fields.tobytes(), "little")
