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
    first, second = slots.first, slots.second
    if first.qualifiers == second.qualifiers or slots.likeness() < _LIKE:
        return
    runs = shared_runs(first.words, second.words)
    for kind, weight, words in (
        (Kind.NEGATION, 0.95, NEGATIONS),
        (Kind.HEDGE, 0.4, HEDGES),
    ):
        in_first = kind in first.qualifiers
        if in_first == (kind in second.qualifiers):
            continue
        for gap in gaps(runs):
            gap_words = (
                first.words[slice(*gap.here)] if in_first else second.words[slice(*gap.there)]
            )
            if not any(is_one_of(words, w.fold) for w in gap_words):
                continue
            if not _is_firm(slots, gap) or not _is_all(words, slots, gap):
                continue
            here = first.words[gap.here[0] : gap.here[1] + 1]
            there = second.words[gap.there[0] : gap.there[1] + 1]
            yield ValuePair(kind, span_of(here), span_of(there), weight)


def _is_all(words: Collection[str], slots: Slots, gap: Gap) -> bool:
    """Return True if the two sides of a gap differ in no other word."""
    first_stems, second_stems = (
        [w.stem for w in side if not is_one_of(words, w.fold) and w.fold not in AUXILIARIES]
        for side in (slots.first.words[slice(*gap.here)], slots.second.words[slice(*gap.there)])
    )
    return first_stems == second_stems


def _is_firm(slots: Slots, gap: Gap) -> bool:
    """Return True if a gap is short, and the words around it are the same on both sides."""
    lengths = gap.here[1] - gap.here[0], gap.there[1] - gap.there[0]
    if max(lengths) > _SHORT_GAP:
        return False
    first_words, second_words = slots.first.words, slots.second.words
    before = {w.stem for w in first_words[max(0, gap.here[0] - _FIRM) : gap.here[0]]} & {
        w.stem for w in second_words[max(0, gap.there[0] - _FIRM) : gap.there[0]]
    }
    after = {w.stem for w in first_words[gap.here[1] : gap.here[1] + _FIRM]} & {
        w.stem for w in second_words[gap.there[1] : gap.there[1] + _FIRM]
    }
    telling = {w.stem for w in first_words if not w.common}
    return len((before | after) & telling) > 1 and bool(before) and bool(after)
