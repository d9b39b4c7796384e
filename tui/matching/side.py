"""A side: a reading laid open for comparing, each view of it made once, when first asked for."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from functools import cached_property
from math import log
from typing import NamedTuple

from tui.matching.background import commonness, weight
from tui.matching.reading import Line, Reading
from tui.text.fold import Word, words

_COMMON = 5.9
"""Zipf value; words more common lead to no candidate of their own."""
_UNIT_WORDS = 30
"""Words after which a stretch without an end of sentence is a unit all the same."""
_FEWEST = 3
"""Words below which an end of sentence ends no unit."""
_HOLDERS = 3.0
"""Units that hold a stem that leads from one to another, at most, by the logarithm of all."""
_ENDS = (".", "!", "?", "…")
_CLOSING = "\"'”’»)]"


class Unit(NamedTuple):
    """Lines up to the next end of a sentence: what passages are pieced together from."""

    start: int
    """Code points of the document's text."""
    end: int
    stems: Mapping[str, int]
    """Its stems and how often each stands in it."""


class Side:
    """A reading and the views of it that comparing needs; not for keeping, nor for sending."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.lines: Sequence[Line] = [line for line in reading.lines if line.telling]
        self._letters: dict[int, frozenset[str]] = {}

    @cached_property
    def weights(self) -> Sequence[Mapping[str, float]]:
        """What each stem of each line is worth, all its occurrences together."""
        return [
            {stem: weight(stem) * count for stem, count in Counter(line.stems).items()}
            for line in self.lines
        ]

    @cached_property
    def totals(self) -> Sequence[float]:
        """What each whole line is worth."""
        return [sum(weights.values()) for weights in self.weights]

    @cached_property
    def index(self) -> Mapping[str, Sequence[int]]:
        """The lines that hold each stem not too common to lead anywhere."""
        index: defaultdict[str, list[int]] = defaultdict(list)
        for number, line in enumerate(self.lines):
            for stem in set(line.stems):
                if commonness(stem) < _COMMON:
                    index[stem].append(number)
        return index

    def letters(self, number: int) -> frozenset[str]:
        """The words of a line, three letters at a time."""
        if (known := self._letters.get(number)) is None:
            text = f"  {'  '.join(self.lines[number].words)}  "
            threes = map("".join, zip(text, text[1:], text[2:], strict=False))
            known = frozenset(three for three in threes if three[1] != " ")
            self._letters[number] = known
        return known

    @cached_property
    def units(self) -> Sequence[Unit]:
        """The document in units, in order."""
        units: list[Unit] = []
        stems: Counter[str] = Counter()
        start = count = 0
        for line in self.reading.lines:
            start = start if stems else line.span.start
            stems.update(line.stems)
            count += len(line.words)
            ending = self.reading.text[line.span.end - 4 : line.span.end].rstrip(_CLOSING)
            if count >= _UNIT_WORDS or (count >= _FEWEST and ending.endswith(_ENDS)):
                units.append(Unit(start, line.span.end, stems))
                stems, count = Counter(), 0
        if stems:
            units.append(Unit(start, self.reading.lines[-1].span.end, stems))
        return units

    @cached_property
    def spread(self) -> Mapping[str, int]:
        """How many units each stem is in."""
        return Counter(stem for unit in self.units for stem in unit.stems)

    @cached_property
    def holders(self) -> Mapping[str, Sequence[int]]:
        """The units that hold each stem that few enough do."""
        most = _HOLDERS * log(1 + len(self.units))
        held: defaultdict[str, list[int]] = defaultdict(list)
        for number, unit in enumerate(self.units):
            for stem in unit.stems:
                if self.spread[stem] <= most:
                    held[stem].append(number)
        return held

    @cached_property
    def words(self) -> Sequence[Word]:
        """Every word of the lines, in order."""
        return [
            word
            for line in self.reading.lines
            for word in words(self.reading.text, line.span.start, line.span.end)
        ]
