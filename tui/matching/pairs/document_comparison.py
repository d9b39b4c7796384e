"""The comparison of two documents: all that is worked out, and kept, of them."""

from typing import NamedTuple

from tui.matching.config import DEFAULT, Judge
from tui.matching.features.document_features import Side
from tui.matching.pairs.near_duplicates import boxes_of, candidates_of
from tui.matching.pairs.sentence_pairs import Pair, compare
from tui.matching.pairs.text_reuse import reused, spans_of
from tui.text.span import Span

Keys = tuple[bytes, bytes]
"""The keys of two texts, the lesser first."""


class Comparison(NamedTuple):
    """What two documents have in common; it names neither, so it holds for all their copies."""

    pairs: tuple[Pair, ...]
    """Of indexes into the telling lines of both; matches and near misses."""
    passages: tuple[tuple[Span, Span], ...]
    """The reused stretches; code points of the two texts."""

    def turned(self) -> "Comparison":
        """The same comparison seen from the other side."""
        return Comparison(
            tuple(pair.turned() for pair in self.pairs),
            tuple((there, here) for here, there in self.passages),
        )


def compared(here: Side, there: Side, judge: Judge = DEFAULT) -> Comparison:
    """Two documents compared."""
    candidates = candidates_of(here, there, judge)
    boxes = boxes_of(here, there, candidates.counterparts, judge)
    return Comparison(
        tuple(compare(here, there, candidates.overlaps, judge)),
        reused(here, there, judge) if boxes is None else spans_of(boxes),
    )
