"""Text reuse: longer ranges of one document that stand, reworked or not, in another.

Units that are similar by tf-isf cosine and by Dice coefficient are seeds. Seeds that are close to
each other in both documents are clustered; a cluster is scored as a whole and trimmed. The method
is Sanchez-Perez's (PAN 2014), the weights are ours.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, pairwise
from math import fsum, log, log1p, sqrt

from tui.matching.config import MatchingConfig
from tui.matching.features.bit_sets import numbers_in
from tui.matching.features.document_features import DocumentFeatures
from tui.matching.pairs.verbatim_runs import find_verbatim_runs
from tui.text.span import Span

Seed = tuple[int, int]
"""Indexes of two similar units, one of each document."""
Box = tuple[int, int, int, int]
"""Start and end here, start and end there; code points."""
Bag = Mapping[str, int]
"""Stems with their number of occurrences."""

_LONG = 20
"""Number of stems from which a unit is long."""
_FEW, _FEW_OF_LONG = 2, 3
"""Number of rare stems that two units must share, and that number if one of them is long."""


def find_reuse(
    here: DocumentFeatures, there: DocumentFeatures, config: MatchingConfig
) -> tuple[tuple[Span, Span], ...]:
    """Return the ranges that the two documents share, in order; code points of both texts."""
    return spans_of(_boxes(here, there, config))


def spans_of(boxes: Iterable[Box]) -> tuple[tuple[Span, Span], ...]:
    """Return the boxes as spans of both texts, in order."""
    return tuple((Span(*box[:2]), Span(*box[2:])) for box in sorted(set(boxes)))


def _boxes(here: DocumentFeatures, there: DocumentFeatures, config: MatchingConfig) -> list[Box]:
    field = _Field(here, there, config)
    if not field.seeds:
        return []
    boxes = field.boxes(config.gap, is_trimmed=True)
    wide_boxes = field.boxes(config.summary_gap, is_trimmed=False)
    sizes = [sum(box[n + 1] - box[n] for box in wide_boxes) for n in (0, 2)]
    if max(sizes) >= config.summary_ratio * min(sizes) > 0:
        boxes = wide_boxes
    return find_verbatim_runs(here, there, boxes, config) if field.best >= config.copied else boxes


class _Field:
    """Units of two documents, and the seeds among their pairs."""

    def __init__(
        self, here: DocumentFeatures, there: DocumentFeatures, config: MatchingConfig
    ) -> None:
        self._sides = here, there
        self._units = here.units, there.units
        self._config = config
        self._count = len(here.units) + len(there.units)
        self._weighed: dict[tuple[int, int, int, int], float] = {}
        self._isf: dict[str, float] = {}
        self.best = 0.0
        self.seeds = self._seeds()

    def _spread(self, stem: str) -> int:
        here, there = self._sides
        return here.postings.get(stem, 0).bit_count() + there.postings.get(stem, 0).bit_count()

    def _seeds(self) -> list[Seed]:
        """Return the pairs of units that are similar by both cosine and Dice coefficient."""
        seeds = []
        for first, second in self._candidates():
            cosine = self._cosine(*self._bags((first, first), (second, second)))
            if cosine >= self._config.seed_cosine:
                seeds.append((first, second))
                self.best = max(self.best, cosine)
        return seeds

    def _candidates(self) -> Iterator[Seed]:
        """Yield the pairs of units that share enough stems, two or three of them rare."""
        rare_postings, rare_stems = self._sides[1].rare_postings, self._sides[1].rare_stems
        stems_there = [unit.stems for unit in self._units[1]]
        least_share = self._config.seed_dice / 2
        for number, unit in enumerate(self._units[0]):
            own_stems = unit.stems
            shared_rare_stems = own_stems & rare_stems
            needed = _FEW if len(own_stems) < _LONG else _FEW_OF_LONG
            if len(shared_rare_stems) < needed:
                continue
            for partner in numbers_in(
                _units_in(map(rare_postings.__getitem__, shared_rare_stems), needed)
            ):
                if len(own_stems & stems_there[partner]) >= least_share * (
                    len(own_stems) + len(stems_there[partner])
                ):
                    yield number, partner

    def _bags(self, here: tuple[int, int], there: tuple[int, int]) -> tuple[Bag, Bag]:
        """Return the stems of two ranges of units, one of each document."""
        return self._sides[0].count_stems(*here), self._sides[1].count_stems(*there)

    def _cosine(self, bag_here: Bag, bag_there: Bag) -> float:
        """Return the cosine of two bags of stems, weighted by rarity in the two documents.

        A stem has more weight, the fewer units have it.
        """
        isf = self._isf
        for stem in chain(bag_here, bag_there):
            if stem not in isf:
                isf[stem] = log(self._count / self._spread(stem)) ** 2
        lengths = [
            fsum(n * n * isf[stem] for stem, n in bag.items()) for bag in (bag_here, bag_there)
        ]
        shared_stems = bag_here.keys() & bag_there.keys()
        dot = fsum(bag_here[stem] * bag_there[stem] * isf[stem] for stem in shared_stems)
        return dot / sqrt(lengths[0] * lengths[1]) if all(lengths) else 0.0

    def boxes(self, gap: int, *, is_trimmed: bool) -> list[Box]:
        """Return the accepted clusters of seeds, as boxes of code points."""
        config = self._config
        boxes: list[Box] = []
        queue = [(cluster, gap) for cluster in cluster_seeds(self.seeds, gap)]
        while queue:
            cluster, gap = queue.pop()
            if self._weight(cluster) < config.passage:
                if gap > 0:
                    queue += [(part, gap - 1) for part in cluster_seeds(cluster, gap - 1)]
                continue
            box = self._box(self._trim(cluster) if is_trimmed else cluster)
            if min(box[1] - box[0], box[3] - box[2]) >= config.shortest:
                boxes.append(box)
        return boxes

    def _weight(self, cluster: Sequence[Seed]) -> float:
        """Return a cluster's score as reuse, from the cosine of its ranges and rare words."""
        units_here, units_there = zip(*cluster, strict=True)
        corners = min(units_here), max(units_here), min(units_there), max(units_there)
        if (weight := self._weighed.get(corners)) is None:
            bags = self._bags(corners[:2], corners[2:])
            shared_stems = bags[0].keys() & bags[1].keys()
            rare = log1p(
                sum(self._spread(stem) <= self._config.rare_units for stem in shared_stems)
            )
            config = self._config
            weight = config.passage_cosine * self._cosine(*bags) + config.passage_rare * rare
            self._weighed[corners] = weight
        return weight

    def _trim(self, cluster: Sequence[Seed]) -> Sequence[Seed]:
        """Return `cluster` without loose ends that are too weak by themselves."""
        parts = cluster_seeds(cluster, self._config.loose)
        weights = [self._weight(part) for part in parts]
        least_weight = min(self._config.loose_end, max(weights))
        return [
            s for part, w in zip(parts, weights, strict=True) if w >= least_weight for s in part
        ]

    def _box(self, cluster: Sequence[Seed]) -> Box:
        here, there = ([self._units[side][s[side]] for s in cluster] for side in (0, 1))
        return (
            min(unit.start for unit in here),
            max(unit.end for unit in here),
            min(unit.start for unit in there),
            max(unit.end for unit in there),
        )


def _units_in(postings: Iterable[int], needed: int) -> int:
    """Return the units that are in `needed`, two or three, of the postings."""
    once = twice = thrice = 0
    for units in postings:
        thrice |= twice & units
        twice |= once & units
        once |= units
    return twice if needed == _FEW else thrice


def cluster_seeds(seeds: Iterable[Seed], gap: int) -> list[list[Seed]]:
    """Return the seeds in clusters; a gap of more than `gap` units on either side divides them."""
    clusters: list[list[Seed]] = []
    queue = [(sorted(seeds), 0, 0)]
    while queue:
        part, side, unchanged_count = queue.pop()
        subclusters = _divide(part, side, gap)
        unchanged_count = unchanged_count + 1 if len(subclusters) == 1 else 0
        if unchanged_count > 1:
            clusters += subclusters
        else:
            queue += [(subcluster, 1 - side, unchanged_count) for subcluster in subclusters]
    return clusters


def _divide(seeds: Sequence[Seed], side: int, gap: int) -> list[list[Seed]]:
    ordered = sorted(seeds, key=lambda seed: seed[side])
    clusters = [ordered[:1]] if ordered else []
    for previous, seed in pairwise(ordered):
        if seed[side] - previous[side] > gap:
            clusters.append([])
        clusters[-1].append(seed)
    return clusters
