"""Copies: runs of the same words in the same order, found to the word.

Where one document copies another, what is merely like it nearby no longer counts as reuse.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from tui.matching.judge import Judge
from tui.matching.side import Side
from tui.text.fold import Word, words
from tui.text.span import Span

Box = tuple[int, int, int, int]
"""Start and end here, start and end there; code points."""
_OFTEN = 8
"""Places a phrase is looked up at; one found more often tells nothing of where it came from."""


def copies(here: Side, there: Side, boxes: Sequence[Box], judge: Judge) -> list[Box]:
    """`boxes` cut to the copies in them; if there are any, what holds no copy is left out."""
    copied: list[Box] = []
    rest: list[tuple[float, Box]] = []
    for box in boxes:
        ours = _Words(here, box[0] - judge.margin, box[1] + judge.margin)
        theirs = _Words(there, box[2] - judge.margin, box[3] + judge.margin)
        runs = _runs(ours, theirs, judge.run)
        inside = [run for run in runs if _is_inside(run, box, judge.margin)]
        if chains := _chains(inside, judge):
            copied += chains
        else:
            rest.append((_covered(inside) / (box[1] - box[0]), box))
    return copied + [box for share, box in rest if not copied or share >= judge.beside_copies]


class _Words:
    """The words of the lines between two code points; where they stand, only when asked."""

    def __init__(self, side: Side, start: int, end: int) -> None:
        self._text = side.reading.text
        self._lines = side.between(start, end)
        self._known: dict[int, Sequence[Word]] = {}
        self.folds = [fold for line in self._lines for fold in line.words]
        self._of = [(n, m) for n, line in enumerate(self._lines) for m in range(len(line.words))]

    def span(self, number: int) -> Span:
        """Where a word stands."""
        line, word = self._of[number]
        if line not in self._known:
            span = self._lines[line].span
            self._known[line] = words(self._text, *span)
        return self._known[line][word].span


def _runs(here: _Words, there: _Words, least: int) -> list[Box]:
    """Every run of at least `least` words that cannot be made longer."""
    ours, theirs = here.folds, there.folds
    index: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
    for b, phrase in enumerate(_phrases(theirs, least)):
        index[phrase].append(b)
    runs: list[Box] = []
    passed: dict[int, int] = {}
    for a, phrase in enumerate(_phrases(ours, least)):
        for b in index.get(phrase, ())[:_OFTEN]:
            if passed.get(b - a, 0) > a:
                continue
            length = least
            while ours[a + length : a + length + 1] == theirs[b + length : b + length + 1] != []:
                length += 1
            passed[b - a] = a + length - least + 1
            last = here.span(a + length - 1).end, there.span(b + length - 1).end
            runs.append((here.span(a).start, last[0], there.span(b).start, last[1]))
    return runs


def _phrases(folds: Sequence[str], length: int) -> Iterator[tuple[str, ...]]:
    """Every so many words in a row."""
    return zip(*(folds[n:] for n in range(length)), strict=False)


def _is_inside(run: Box, box: Box, margin: int) -> bool:
    return (
        run[0] >= box[0] - margin
        and run[1] <= box[1] + margin
        and run[2] >= box[2] - margin
        and run[3] <= box[3] + margin
    )


def _chains(runs: Iterable[Box], judge: Judge) -> list[Box]:
    """The long runs, each carried on over the runs that follow it closely on both sides."""
    chains: list[Box] = []
    for run in sorted(runs, key=lambda run: (run[0] - run[1], run)):
        if any(_crosses(run, chain) for chain in chains):
            continue
        for number, chain in enumerate(chains):
            if _follows(run, chain, judge.break_) or _follows(chain, run, judge.break_):
                chains[number] = (
                    min(run[0], chain[0]),
                    max(run[1], chain[1]),
                    min(run[2], chain[2]),
                    max(run[3], chain[3]),
                )
                break
        else:
            chains.append(run)
    return [c for c in chains if min(c[1] - c[0], c[3] - c[2]) >= judge.copy]


def _crosses(run: Box, chain: Box) -> bool:
    return (run[0] < chain[1] and chain[0] < run[1]) or (run[2] < chain[3] and chain[2] < run[3])


def _follows(later: Box, earlier: Box, most: int) -> bool:
    return 0 <= later[0] - earlier[1] <= most and 0 <= later[2] - earlier[3] <= most


def _covered(runs: Iterable[Box]) -> int:
    """Code points here that the runs cover."""
    total = end = 0
    for run in sorted(runs):
        start = max(end, run[0])
        total += max(0, run[1] - start)
        end = max(end, run[1])
    return total
