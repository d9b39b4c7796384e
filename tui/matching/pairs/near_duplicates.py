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
    Candidate,
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
    aligned: Sequence[Candidate]
    """Corresponding sentences, in order, if the documents are near-duplicates."""


def find_candidates(
    here: DocumentFeatures, there: DocumentFeatures, config: MatchingConfig
) -> SentenceCandidates:
    """Return the candidates of two documents."""
    if not (counterparts := _align_sentences(here, there, config)):
        return SentenceCandidates(find_overlaps(here, there, config), ())
    overlaps: dict[Candidate, Overlap] = {
        candidate: overlap_of(candidate, here, there) for candidate in counterparts
    }
    lines_here, lines_there = {a for a, _ in counterparts}, {b for _, b in counterparts}
    remaining = [number for number in range(len(here.lines)) if number not in lines_here]
    overlaps.update(overlaps_of(remaining, here, there, config))
    remaining = [number for number in range(len(there.lines)) if number not in lines_there]
    reversed_overlaps = overlaps_of(remaining, there, here, config)
    overlaps.update(
        ((line_here, line_there), overlap)
        for (line_there, line_here), overlap in reversed_overlaps.items()
    )
    return SentenceCandidates(overlaps, counterparts)


def copied_boxes(
    here: DocumentFeatures,
    there: DocumentFeatures,
    counterparts: Sequence[Candidate],
    config: MatchingConfig,
) -> list[Box] | None:
    """Return the copies among the runs of equal words of near-duplicates.

    Returns:
        The copies; without any, one box with both documents. None if so many sentences of both have
        no counterpart that the shared text may not be one range.
    """
    remaining_counts = len(here.lines) - len(counterparts), len(there.lines) - len(counterparts)
    if not counterparts or min(remaining_counts) > config.gap:
        return None
    if copies := find_whole_verbatim_runs(here, there, config):
        return copies
    if max(remaining_counts):
        return None
    full_ranges = (side.words.span_between(0, len(side.words.folds) - 1) for side in (here, there))
    return [(*next(full_ranges), *next(full_ranges))]


def _align_sentences(
    here: DocumentFeatures, there: DocumentFeatures, config: MatchingConfig
) -> list[Candidate]:
    """Return the corresponding sentences, in order; an empty list for other documents."""
    if not _may_be(here, there):
        return []
    matching_blocks = LCSseq.opcodes(here.words.folds, there.words.folds).as_matching_blocks()
    blocks = [(block.a, block.b, block.size) for block in matching_blocks if block.size]
    counterparts = _find_counterparts(here, there, blocks, config)
    are_enough = len(counterparts) >= _SETTLED * min(len(here.lines), len(there.lines))
    return sorted(counterparts) if are_enough else []


def _may_be(here: DocumentFeatures, there: DocumentFeatures) -> bool:
    """Return True if two documents are long enough, similarly long, and share most rarer words."""
    shorter, longer = sorted(len(side.reading.text) for side in (here, there))
    if min(len(here.lines), len(there.lines)) < _FEWEST or longer > _LONGER * shorter:
        return False
    least_count = _SHARED * min(len(here.indexed_stems), len(there.indexed_stems))
    return len(here.indexed_stems & there.indexed_stems) >= least_count


def _find_counterparts(
    here: DocumentFeatures,
    there: DocumentFeatures,
    blocks: Iterable[_Block],
    config: MatchingConfig,
) -> list[Candidate]:
    """Return the sentences that are nearly identical to their counterparts."""
    equal_words: defaultdict[tuple[int, int], int] = defaultdict(int)
    firsts_here, firsts_there = here.words.firsts, there.words.firsts
    for word_here, word_there, size in blocks:
        line_here, line_there = (
            bisect_right(firsts_here, word_here),
            bisect_right(firsts_there, word_there),
        )
        while size:
            run = min(
                size, firsts_here[line_here] - word_here, firsts_there[line_there] - word_there
            )
            equal_words[line_here - 1, line_there - 1] += run
            word_here, word_there, size = word_here + run, word_there + run, size - run  # noqa: PLW2901  # what is left of the block
            line_here += word_here == firsts_here[line_here]
            line_there += word_there == firsts_there[line_there]
    counterparts = []
    for (line_here, line_there), count in equal_words.items():
        longer = max(
            firsts_here[line_here + 1] - firsts_here[line_here],
            firsts_there[line_there + 1] - firsts_there[line_there],
        )
        if count >= config.nearly * longer:
            numbers = here.numbers.get(line_here), there.numbers.get(line_there)
            if numbers[0] is not None and numbers[1] is not None:
                counterparts.append((numbers[0], numbers[1]))
    return counterparts
