"""Certainty pairs: words that deny or hedge in one of two sentences that are otherwise alike."""

from collections.abc import Collection, Iterator

from tui.collation.differences.alignment import Gap, gaps, shared_runs
from tui.collation.differences.quotation_change import span_of
from tui.collation.differences.slots import Slots
from tui.collation.differences.value_pair import Kind, ValuePair
from tui.collation.values.certainty import AUXILIARIES, HEDGES, NEGATIONS, is_one_of

_SHORT_GAP = 5
"""Largest number of words in the place of a word that denies or hedges."""
_FIRM = 4
"""Number of words on each side that must be alike there."""
_LIKE = 0.5
"""Least share of content words that the sentences must have in common."""


def certainty_pairs(slots: Slots) -> Iterator[ValuePair]:
    """Yield words that only one of two sentences denies or hedges."""
    first, second = slots.one, slots.other
    if first.qualifiers == second.qualifiers or slots.likeness() < _LIKE:
        return
    runs = shared_runs(first.words, second.words)
    for kind, weight, words in (
        (Kind.NEGATION, 0.95, NEGATIONS),
        (Kind.HEDGE, 0.4, HEDGES),
    ):
        ours = kind in first.qualifiers
        if ours == (kind in second.qualifiers):
            continue
        for gap in gaps(runs):
            said = first.words[slice(*gap.here)] if ours else second.words[slice(*gap.there)]
            if not any(is_one_of(words, w.fold) for w in said):
                continue
            if not _is_firm(slots, gap) or not _is_all(words, slots, gap):
                continue
            here = first.words[gap.here[0] : gap.here[1] + 1]
            there = second.words[gap.there[0] : gap.there[1] + 1]
            yield ValuePair(kind, span_of(here), span_of(there), weight)


def _is_all(words: Collection[str], slots: Slots, gap: Gap) -> bool:
    """Return True if the two sides of a gap differ in no other word."""
    ours, theirs = (
        [w.stem for w in some if not is_one_of(words, w.fold) and w.fold not in AUXILIARIES]
        for some in (slots.one.words[slice(*gap.here)], slots.other.words[slice(*gap.there)])
    )
    return ours == theirs


def _is_firm(slots: Slots, gap: Gap) -> bool:
    """Return True if a gap is short, and the words around it are the same on both sides."""
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
