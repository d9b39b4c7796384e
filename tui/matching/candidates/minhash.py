"""Throngs: lines that so many documents have, a few words apart, that their couples lead nowhere.

From each such line words are drawn by lot: the same lots for all lines, and a word is drawn the
sooner the more it is worth. Lines that are alike soon draw the same words; others, though they
share a couple with thousands, hardly ever. So what is looked at grows with what is alike.
"""

from array import array
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from tui.matching.candidates.fingerprint import WORTH, Trace
from tui.matching.candidates.sentence_sketches import TellingLines
from tui.matching.config import Judge

_ODD = 0x9E3779B1
_STIRRED = 0x2C1B3C6D
_LOTS = (1 << 32) - 1


class Lots(dict[int, float]):
    """The lot of each token in one of the draws: the less, the sooner it is drawn."""

    def __init__(self, draw: int) -> None:
        super().__init__()
        self._by = _ODD * (2 * draw + 1)

    def __missing__(self, token: int) -> float:
        mixed = token * self._by & _LOTS
        lot = ((mixed ^ mixed >> 15) * _STIRRED & _LOTS) / (token & WORTH or 0.5)
        self[token] = lot
        return lot

    def drawn(self, tokens: Iterable[int], number: int) -> tuple[int, ...]:
        """So many of a line's tokens."""
        return tuple(sorted(tokens, key=self.__getitem__)[:number])


class Throngs:
    """The lines of a corpus that may be of a throng, for they have enough too frequent couples.

    Two lines are if they have enough of these in common, draw the same words in one of the draws,
    and are like each other on the whole: it depends on no other line.
    """

    def __init__(
        self,
        traces: Sequence[Trace],
        lines: TellingLines,
        frequent: Collection[int],
        judge: Judge,
    ) -> None:
        """The `lines` are those of `traces`; `frequent` are couples too frequent to lead."""
        self._lines = lines
        self._judge = judge
        self._couples: dict[int, Sequence[int]] = {}
        """For each of the lines, those of the couples it has."""
        self._tokens: dict[int, array[int]] = {}
        same = {couple: couple for couple in frequent}
        for first, trace in zip(lines.firsts, traces, strict=True) if same else ():
            having: defaultdict[int, list[int]] = defaultdict(list)
            for couple, number in trace.placed_of(same):
                having[number].append(same[couple])
            for number, couples in having.items():
                if len(couples) >= judge.throng:
                    start, end = trace.starts[number : number + 2]
                    self._couples[first + number] = tuple(couples)
                    self._tokens[first + number] = trace.tokens[start:end]

    def couples(
        self, numbers: Collection[int], known: Iterable[tuple[int, int]]
    ) -> Iterator[tuple[int, int]]:
        """Every two documents with lines of one throng, one of them among `numbers`.

        Those that are `known` are left out; all frequent couples of the `numbers` must be given.
        """
        if not self._couples:
            return
        acquainted: defaultdict[int, set[int]] = defaultdict(set)
        for one, two in known:
            acquainted[one].add(two)
            acquainted[two].add(one)
        for lines_of in self._drawing_alike():
            documents = set(lines_of)
            for here in [number for number in lines_of if number in numbers]:
                for there in documents.difference(acquainted[here], (here,)):
                    if self._are_of_one(lines_of[here], lines_of[there]):
                        acquainted[here].add(there)
                        acquainted[there].add(here)
                        yield min(here, there), max(here, there)

    def _drawing_alike(self) -> Iterator[Mapping[int, Sequence[int]]]:
        """Lines that draw the same words, all that do so in one of the draws, by document."""
        seen: set[tuple[int, ...]] = set()
        for draw in range(self._judge.draws):
            lots = Lots(draw)
            drawing: defaultdict[tuple[int, ...], list[int]] = defaultdict(list)
            for line, tokens in self._tokens.items():
                drawing[lots.drawn(tokens, self._judge.drawn)].append(line)
            groups = {tuple(group) for group in drawing.values() if len(group) > 1} - seen
            seen |= groups
            for group in groups:
                lines_of: defaultdict[int, list[int]] = defaultdict(list)
                for line in group:
                    lines_of[self._lines.documents[line]].append(line)
                yield lines_of

    def _are_of_one(self, ours: Iterable[int], theirs: Sequence[int]) -> bool:
        """Whether lines of two documents that draw the same words are of one throng."""
        return any(
            len(set(self._couples[one]).intersection(self._couples[two])) >= self._judge.throng
            for one in ours
            for two in self._lines.alike(one, theirs, self._judge.acquainted)
        )
