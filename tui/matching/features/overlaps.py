"""Overlaps: the sentence pairs of two documents that share enough words to be compared."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from tui.matching.config import MatchingConfig
from tui.matching.features.document_features import DocumentFeatures
from tui.matching.features.word_frequency import term_weight

At = tuple[int, int]
"""A candidate: the numbers of two sentences, one of each document."""


class Overlap(NamedTuple):
    """Overlap of two sentences."""

    shared: float
    """Weight of the shared stems."""
    share: float
    """Cosine: `shared` divided by the geometric mean of the two sentences' weights."""


Overlaps = Mapping[At, Overlap]


def overlap_of(at: At, here: DocumentFeatures, there: DocumentFeatures) -> Overlap:
    """Return the overlap of two sentences."""
    shared = sum(map(term_weight, here.stem_sets[at[0]] & there.stem_sets[at[1]]))
    return Overlap(shared, shared / (here.norms[at[0]] * there.norms[at[1]] or 1.0))


def find_overlaps(
    here: DocumentFeatures, there: DocumentFeatures, config: MatchingConfig
) -> Overlaps:
    """Return the candidates of two documents, with their overlaps.

    A candidate shares a stem that is not too common, and has a least cosine; in long documents,
    where more is shared by chance, a larger one.
    """
    if len(here.lines) > len(there.lines) and here.is_fully_indexed and there.is_fully_indexed:
        turned = overlaps_of(range(len(there.lines)), there, here, config)
        return {(theirs, ours): overlap for (ours, theirs), overlap in turned.items()}
    return overlaps_of(range(len(here.lines)), here, there, config)


def overlaps_of(
    lines: Sequence[int],
    here: DocumentFeatures,
    there: DocumentFeatures,
    config: MatchingConfig,
    least: float = 0.0,
) -> dict[At, Overlap]:
    """Return the candidates of `lines` in `here` whose cosine is at least `least`."""
    found: dict[At, Overlap] = {}
    pairs = len(here.lines) * len(there.lines)
    least = max(least, config.candidate * max(1.0, pairs / config.many) ** config.chance)
    if least > 1.0:
        return found
    leading, known, theirs, roots = there.indexed_stems, there.stems, there.stem_sets, there.norms
    for first, columns in there.columns():
        for number in lines:
            bag, root = here.stem_sets[number], here.norms[number]
            if not (leads := bag & leading):
                continue
            for near in columns.reached(bag & known, least * root):
                partner = first + near
                if not leads.isdisjoint(theirs[partner]):
                    shared = sum(map(term_weight, bag & theirs[partner]))
                    both = root * roots[partner]
                    if shared >= least * both:
                        found[number, partner] = Overlap(shared, shared / both)
    return found
