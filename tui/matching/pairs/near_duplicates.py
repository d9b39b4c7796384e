"""Near-duplicates: two documents that are one text except for some words, as in syndication.

One alignment of their words gives the sentences that correspond. Only the other sentences are
searched as in any other documents.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from rapidfuzz.distance import LCSseq

from tui.matching.config import MatchingConfig
from tui.matching.features.document_features import DocumentFeatures
from tui.matching.features.overlaps import (
    At,
    Overlap,
    Overlaps,
    find_overlaps,
    overlap_of,
    overlaps_of,
)
from tui.matching.pairs.verbatim_runs import Box, find_whole_verbatim_runs

_FEWEST = 4
"""Least number of sentences of the shorter document; fewer are quickly compared without
alignment."""
_LONGER = 2
"""Largest ratio of the lengths of the two documents."""
_SHARED = 0.6
"""Share of the rarer words of one document that the other must have for an alignment."""
_SETTLED = 0.6
"""Share of the shorter document's sentences that must correspond."""

_Block = tuple[int, int, int]
"""Run of equal words: the number of its first word in either document, and its length."""


class SentenceCandidates(NamedTuple):
    """Sentence pairs of two documents worth comparing."""

    overlaps: Overlaps
    aligned: Sequence[At]
    """Corresponding sentences, in order, if the documents are near-duplicates."""


def find_candidates(
    here: DocumentFeatures, there: DocumentFeatures, config: MatchingConfig
) -> SentenceCandidates:
    """Return the candidates of two documents."""
    if not (settled := _align_sentences(here, there, config)):
        return SentenceCandidates(find_overlaps(here, there, config), ())
    found: dict[At, Overlap] = {at: overlap_of(at, here, there) for at in settled}
    ours, theirs = {a for a, _ in settled}, {b for _, b in settled}
    left = [number for number in range(len(here.lines)) if number not in ours]
    found.update(overlaps_of(left, here, there, config))
    left = [number for number in range(len(there.lines)) if number not in theirs]
    turned = overlaps_of(left, there, here, config)
    found.update(((one, two), overlap) for (two, one), overlap in turned.items())
    return SentenceCandidates(found, settled)


def copied_boxes(
    here: DocumentFeatures,
    there: DocumentFeatures,
    counterparts: Sequence[At],
    config: MatchingConfig,
) -> list[Box] | None:
    """Return the copies among the runs of equal words of near-duplicates.

    Returns:
        The copies; without any, one box with both documents. None if so many sentences of both have
        no counterpart that the shared text may not be one range.
    """
    left = len(here.lines) - len(counterparts), len(there.lines) - len(counterparts)
    if not counterparts or min(left) > config.gap:
        return None
    if copies := find_whole_verbatim_runs(here, there, config):
        return copies
    if max(left):
        return None
    wholes = (side.words.span_between(0, len(side.words.folds) - 1) for side in (here, there))
    return [(*next(wholes), *next(wholes))]


def _align_sentences(
    here: DocumentFeatures, there: DocumentFeatures, config: MatchingConfig
) -> list[At]:
    """Return the corresponding sentences, in order; an empty list for other documents."""
    if not _may_be(here, there):
        return []
    found = LCSseq.opcodes(here.words.folds, there.words.folds).as_matching_blocks()
    blocks = [(block.a, block.b, block.size) for block in found if block.size]
    settled = _settled(here, there, blocks, config)
    enough = len(settled) >= _SETTLED * min(len(here.lines), len(there.lines))
    return sorted(settled) if enough else []


def _may_be(here: DocumentFeatures, there: DocumentFeatures) -> bool:
    """Return True if two documents are long enough, similarly long, and share most rarer words."""
    shorter, longer = sorted(len(side.reading.text) for side in (here, there))
    if min(len(here.lines), len(there.lines)) < _FEWEST or longer > _LONGER * shorter:
        return False
    least = _SHARED * min(len(here.indexed_stems), len(there.indexed_stems))
    return len(here.indexed_stems & there.indexed_stems) >= least


def _settled(
    here: DocumentFeatures,
    there: DocumentFeatures,
    blocks: Iterable[_Block],
    config: MatchingConfig,
) -> list[At]:
    """Return the sentences that are nearly identical to their counterparts."""
    same: defaultdict[tuple[int, int], int] = defaultdict(int)
    ours, theirs = here.words.firsts, there.words.firsts
    for a, b, size in blocks:
        one, two = bisect_right(ours, a), bisect_right(theirs, b)
        while size:
            run = min(size, ours[one] - a, theirs[two] - b)
            same[one - 1, two - 1] += run
            a, b, size = a + run, b + run, size - run  # noqa: PLW2901  # what is left of the block
            one += a == ours[one]
            two += b == theirs[two]
    found = []
    for (one, two), count in same.items():
        longer = max(ours[one + 1] - ours[one], theirs[two + 1] - theirs[two])
        if count >= config.nearly * longer:
            numbers = here.numbers.get(one), there.numbers.get(two)
            if numbers[0] is not None and numbers[1] is not None:
                found.append((numbers[0], numbers[1]))
    return found
