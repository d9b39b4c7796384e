"""Comparison of two documents: all values of the pair that are stored."""

from typing import NamedTuple

from tui.matching.config import DEFAULT, MatchingConfig
from tui.matching.features.document_features import DocumentFeatures
from tui.matching.pairs.near_duplicates import copied_boxes, find_candidates
from tui.matching.pairs.sentence_pairs import SentencePair, compare_sentences
from tui.matching.pairs.text_reuse import find_reuse, spans_of
from tui.text.span import Span

Keys = tuple[bytes, bytes]
"""Keys of two texts, the smaller one first."""


class Comparison(NamedTuple):
    """Common content of two documents; it has no names, so it is the same for all their copies."""

    pairs: tuple[SentencePair, ...]
    """Matches and near misses, as indexes into the comparable sentences of both."""
    reused_ranges: tuple[tuple[Span, Span], ...]
    """Reused ranges; code points of the two texts."""

    def reversed(self) -> "Comparison":
        """Return the comparison seen from the other side."""
        return Comparison(
            tuple(pair.reversed() for pair in self.pairs),
            tuple((there, here) for here, there in self.reused_ranges),
        )


def compare_documents(
    here: DocumentFeatures, there: DocumentFeatures, config: MatchingConfig = DEFAULT
) -> Comparison:
    """Return the comparison of two documents."""
    candidates = find_candidates(here, there, config)
    boxes = copied_boxes(here, there, candidates.aligned, config)
    return Comparison(
        tuple(compare_sentences(here, there, candidates.overlaps, config)),
        find_reuse(here, there, config) if boxes is None else spans_of(boxes),
    )
