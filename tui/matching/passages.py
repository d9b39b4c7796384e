"""Reused passages: where a stretch of one document stands, reworked or not, in another.

Units alike in tf-isf cosine and in Dice are seeds; seeds close to each other on both sides are
clustered, weighed as a whole, trimmed. The idea is Sanchez-Perez's (PAN 2014), the weights ours.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, pairwise
from math import fsum, log, log1p, sqrt

from tui.matching.copies import copies
from tui.matching.judge import Judge
from tui.matching.side import Side
from tui.text.span import Span

Seed = tuple[int, int]
"""Indexes of two units, one of each document, that are alike."""
Box = tuple[int, int, int, int]
"""Start and end here, start and end there."""


def reused(here: Side, there: Side, judge: Judge) -> tuple[tuple[Span, Span], ...]:
    """The stretches the two documents share, in order: code points of both texts."""
    boxes = sorted(set(_boxes(here, there, judge)))
    return tuple((Span(*box[:2]), Span(*box[2:])) for box in boxes)


def _boxes(here: Side, there: Side, judge: Judge) -> list[Box]:
    field = _Field(here, there, judge)
    if not field.seeds:
        return []
    boxes = field.boxes(judge.gap, trimming=True)
    wide = field.boxes(judge.summary_gap, trimming=False)
    sizes = [sum(box[n + 1] - box[n] for box in wide) for n in (0, 2)]
    if max(sizes) >= judge.summary_ratio * min(sizes) > 0:
        boxes = wide
    return copies(here, there, boxes, judge) if field.best >= judge.copied else boxes


class _Field:
    """The units of two documents against each other, with the seeds found among them."""

    def __init__(self, here: Side, there: Side, judge: Judge) -> None:
        self._sides = here, there
        self._units = here.units, there.units
        self._judge = judge
        self._count = len(here.units) + len(there.units)
        self.best = 0.0
        self.seeds = self._seeds()

    def _isf(self, stem: str) -> float:
        """How much `stem` tells one unit of the two documents from the others."""
        return log(self._count / self._spread(stem))

    def _spread(self, stem: str) -> int:
        return self._sides[0].spread.get(stem, 0) + self._sides[1].spread.get(stem, 0)

    def _seeds(self) -> list[Seed]:
        """The pairs of units whose cosine and Dice coefficient both say they are alike."""
        seeds = []
        for one, two in self._hints():
            ours, theirs = self._units[0][one].stems, self._units[1][two].stems
            both = ours.keys() & theirs.keys()
            if 2 * len(both) < self._judge.seed_dice * (len(ours) + len(theirs)):
                continue
            cosine = self._cosine(ours, theirs)
            if cosine >= self._judge.seed_cosine:
                seeds.append((one, two))
                self.best = max(self.best, cosine)
        return seeds

    def _hints(self) -> Iterator[Seed]:
        """The pairs of units worth a closer look, by the stems few units have."""
        holders = self._sides[1].holders
        for number, unit in enumerate(self._units[0]):
            held = (holders[stem] for stem in unit.stems if stem in holders)
            shared = Counter(chain.from_iterable(held))
            yield from ((number, n) for n, count in shared.items() if count >= self._judge.hints)

    def _cosine(self, ours: Mapping[str, int], theirs: Mapping[str, int]) -> float:
        """The cosine of two bags of stems, each weighed by how telling it is here."""
        bags = [{s: n * self._isf(s) for s, n in bag.items()} for bag in (ours, theirs)]
        lengths = [fsum(value * value for value in bag.values()) for bag in bags]
        dot = fsum(value * bags[1][stem] for stem, value in bags[0].items() if stem in bags[1])
        return dot / sqrt(lengths[0] * lengths[1]) if all(lengths) else 0.0

    def boxes(self, gap: int, *, trimming: bool) -> list[Box]:
        """The clusters of seeds that hold together, as boxes of code points."""
        judge = self._judge
        found: list[Box] = []
        waiting = [(cluster, gap) for cluster in clusters(self.seeds, gap)]
        while waiting:
            cluster, gap = waiting.pop()
            if self._weight(cluster) < judge.passage:
                if gap > 0:
                    waiting += [(part, gap - 1) for part in clusters(cluster, gap - 1)]
                continue
            box = self._box(self._trimmed(cluster) if trimming else cluster)
            if min(box[1] - box[0], box[3] - box[2]) >= judge.shortest:
                found.append(box)
        return found

    def _weight(self, cluster: Sequence[Seed]) -> float:
        """How surely a cluster is reuse: its two stretches' cosine, and the rare words shared."""
        bags: list[Counter[str]] = []
        for side in (0, 1):
            numbers = [seed[side] for seed in cluster]
            bag: Counter[str] = Counter()
            for unit in self._units[side][min(numbers) : max(numbers) + 1]:
                bag.update(unit.stems)
            bags.append(bag)
        both = bags[0].keys() & bags[1].keys()
        rare = log1p(sum(self._spread(stem) <= self._judge.rare_units for stem in both))
        cosine = self._cosine(*bags)
        return self._judge.passage_cosine * cosine + self._judge.passage_rare * rare

    def _trimmed(self, cluster: Sequence[Seed]) -> Sequence[Seed]:
        """`cluster` without the loose ends that would not hold on their own."""
        parts = clusters(cluster, self._judge.loose)
        weights = [self._weight(part) for part in parts]
        enough = min(self._judge.loose_end, max(weights))
        return [s for part, w in zip(parts, weights, strict=True) if w >= enough for s in part]

    def _box(self, cluster: Sequence[Seed]) -> Box:
        here, there = ([self._units[side][s[side]] for s in cluster] for side in (0, 1))
        return (
            min(unit.start for unit in here),
            max(unit.end for unit in here),
            min(unit.start for unit in there),
            max(unit.end for unit in there),
        )


def clusters(seeds: Iterable[Seed], gap: int) -> list[list[Seed]]:
    """Seeds parted wherever more than `gap` units lie between them, on either side."""
    whole: list[list[Seed]] = []
    waiting = [(sorted(seeds), 0, 0)]
    while waiting:
        part, side, settled = waiting.pop()
        pieces = _parted(part, side, gap)
        settled = settled + 1 if len(pieces) == 1 else 0
        if settled > 1:
            whole += pieces
        else:
            waiting += [(piece, 1 - side, settled) for piece in pieces]
    return whole


def _parted(seeds: Sequence[Seed], side: int, gap: int) -> list[list[Seed]]:
    ordered = sorted(seeds, key=lambda seed: seed[side])
    pieces = [ordered[:1]] if ordered else []
    for before, seed in pairwise(ordered):
        if seed[side] - before[side] > gap:
            pieces.append([])
        pieces[-1].append(seed)
    return pieces
