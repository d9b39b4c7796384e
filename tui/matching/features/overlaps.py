"""Overlaps: the sentence pairs of two documents that share enough words to be compared."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from tui.matching.config import MatchingConfig
from tui.matching.features.document_features import DocumentFeatures
from tui.matching.features.word_frequency import term_weight

Candidate = tuple[int, int]
"""A candidate: the numbers of two sentences, one of each document."""


class Overlap(NamedTuple):
    """Overlap of two sentences."""

    shared: float
    """Weight of the shared stems."""
    share: float
    """Cosine: `shared` divided by the geometric mean of the two sentences' weights."""


Overlaps = Mapping[Candidate, Overlap]


def overlap_of(candidate: Candidate, here: DocumentFeatures, there: DocumentFeatures) -> Overlap:
    """Return the overlap of two sentences."""
    shared = sum(map(term_weight, here.stem_sets[candidate[0]] & there.stem_sets[candidate[1]]))
    return Overlap(shared, shared / (here.norms[candidate[0]] * there.norms[candidate[1]] or 1.0))


def find_overlaps(
    here: DocumentFeatures, there: DocumentFeatures, config: MatchingConfig
) -> Overlaps:
    """Return the candidates of two documents, with their overlaps.

    A candidate shares a stem that is not too common, and has a least cosine; in long documents,
    where more is shared by chance, a larger one.
    """
    if len(here.lines) > len(there.lines) and here.is_fully_indexed and there.is_fully_indexed:
        reversed_overlaps = overlaps_of(range(len(there.lines)), there, here, config)
        return {(second, first): overlap for (first, second), overlap in reversed_overlaps.items()}
    return overlaps_of(range(len(here.lines)), here, there, config)


def overlaps_of(
    lines: Sequence[int],
    here: DocumentFeatures,
    there: DocumentFeatures,
    config: MatchingConfig,
    least_share: float = 0.0,
) -> dict[Candidate, Overlap]:
    """Return the candidates of `lines` in `here` whose cosine is at least `least_share`."""
    overlaps: dict[Candidate, Overlap] = {}
    pairs = len(here.lines) * len(there.lines)
    least_share = max(
        least_share, config.candidate * max(1.0, pairs / config.many) ** config.chance
    )
    if least_share > 1.0:
        return overlaps
    selecting_stems, stems_there, stem_sets_there, roots = (
        there.indexed_stems,
        there.stems,
        there.stem_sets,
        there.norms,
    )
    for first, columns in there.columns():
        for number in lines:
            bag, root = here.stem_sets[number], here.norms[number]
            if not (shared_selecting := bag & selecting_stems):
                continue
            for offset in columns.reached(bag & stems_there, least_share * root):
                partner = first + offset
                if not shared_selecting.isdisjoint(stem_sets_there[partner]):
                    shared = sum(map(term_weight, bag & stem_sets_there[partner]))
                    norm_product = root * roots[partner]
                    if shared >= least_share * norm_product:
                        overlaps[number, partner] = Overlap(shared, shared / norm_product)
    return overlaps
