"""Certainty pairs: what one of two sentences that are else alike denies or hedges."""

from collections.abc import Collection, Iterator

from tui.collation.differences.alignment import Gap, gaps, shared_runs
from tui.collation.differences.quotation_change import span_of
from tui.collation.differences.slots import Slots
from tui.collation.differences.value_pair import Kind, ValuePair
from tui.collation.values.certainty import AUXILIARIES, HEDGES, NEGATIONS, is_one_of

_SHORT_GAP = 5
"""Words that may stand in the place of a word that denies or hedges."""
_FIRM = 4
"""Words on each side that are to be alike there."""
_LIKE = 0.5
"""Share of the telling words that the sentences have in common at least."""


def certainty_pairs(slots: Slots) -> Iterator[ValuePair]:
    """What one of the two denies or hedges and the other, in the same words, doesn't."""
    one, other = slots.one, slots.other
    if one.qualifiers == other.qualifiers or slots.likeness() < _LIKE:
        return
    runs = shared_runs(one.words, other.words)
    for kind, weight, words in (
        (Kind.NEGATION, 0.95, NEGATIONS),
        (Kind.HEDGE, 0.4, HEDGES),
    ):
        ours = kind in one.qualifiers
        if ours == (kind in other.qualifiers):
            continue
        for gap in gaps(runs):
            said = one.words[slice(*gap.here)] if ours else other.words[slice(*gap.there)]
            if not any(is_one_of(words, w.fold) for w in said):
                continue
            if not _is_firm(slots, gap) or not _is_all(words, slots, gap):
                continue
            here = one.words[gap.here[0] : gap.here[1] + 1]
            there = other.words[gap.there[0] : gap.there[1] + 1]
            yield ValuePair(kind, span_of(here), span_of(there), weight)


def _is_all(words: Collection[str], slots: Slots, gap: Gap) -> bool:
    """Return True if the two sides of a gap differ in nothing else."""
    ours, theirs = (
        [w.stem for w in some if not is_one_of(words, w.fold) and w.fold not in AUXILIARIES]
        for some in (slots.one.words[slice(*gap.here)], slots.other.words[slice(*gap.there)])
    )
    return ours == theirs


def _is_firm(slots: Slots, gap: Gap) -> bool:
    """Return True if a gap is short, and what stands around it is the same on both sides."""
    lengths = gap.here[1] - gap.here[0], gap.there[1] - gap.there[0]
    if max(lengths) > _SHORT_GAP:
        return False
    ours, theirs = slots.one.words, slots.other.words
    before = {w.stem for w in ours[max(0, gap.here[0] - _FIRM) : gap.here[0]]} & {
        w.stem for w in theirs[max(0, gap.there[0] - _FIRM) : gap.there[0]]
    }
    after = {w.stem for w in ours[gap.here[1] : gap.here[1] + _FIRM]} & {
        w.stem for w in theirs[gap.there[1] : gap.there[1] + _FIRM]
    }
    telling = {w.stem for w in ours if not w.common}
    return len((before | after) & telling) > 1 and bool(before) and bool(after)
