"""Two documents compared, passage by passage: features worked out, the judge asked.

What comes out depends on the two readings and the judge alone, never on the rest of the corpus.
"""

from typing import NamedTuple

from rapidfuzz.distance import LCSseq

from tui.matching.config import Judge
from tui.matching.features.document_features import Side
from tui.matching.features.pair_features import At, Features, Overlaps, PairFeatures
from tui.matching.features.preprocessing import Line
from tui.matching.matches import Kind


class Pair(NamedTuple):
    """Two lines compared: their indexes in the two sides, and what was found."""

    here: int
    there: int
    odds: float
    """Of their saying the same, in logarithms, by words alone."""
    partial: float
    """The words' part of the odds by words and meaning."""
    kind: Kind

    def turned(self) -> "Pair":
        """The same pair seen from the other side."""
        return self._replace(here=self.there, there=self.here)


def compare(here: Side, there: Side, candidates: Overlaps, judge: Judge) -> list[Pair]:
    """The pairs that are matches or near misses, or may be by their meaning; in order."""
    features = PairFeatures(here, there, candidates, judge)
    ats = sorted(features.found)
    if features.are_strangers:
        ats = [at for at in ats if features.found[at].share >= judge.same_share]
    return [pair for at in ats if (pair := judged(features, at, judge))]


def judged(features: PairFeatures, at: At, judge: Judge) -> Pair | None:
    """What two lines come to; nothing if they are too unlike to be shown."""
    here, there = (side.lines[n] for side, n in zip(features.sides, at, strict=True))
    may_be_same = features.found[at].share >= judge.same_share
    if may_be_same and (same := sameness(here, there, judge)):
        return Pair(*at, judge.copy_odds, judge.copy_odds, same)
    if features.are_strangers:
        return None
    model = judge.model
    cheap = features.cheap(at)
    if model.screen.odds(cheap) < model.screened:
        return None
    whole = features.whole(at, cheap)
    odds = model.words.odds(whole)
    if odds < model.worth_reading:
        return None
    return Pair(*at, odds, model.meaning.odds(whole), kind(here, there, judge))


class Explanation(NamedTuple):
    """Why a pair has its score."""

    features: Features
    parts: tuple[tuple[str, float], ...]
    """What each feature adds to the odds, in logarithms, or takes from them; the most first."""
    odds: float
    kind: Kind
    is_copy: bool
    """Whether the two are all but the same, and no feature was weighed."""


def explain(
    here: Side, there: Side, candidates: Overlaps, at: At, judge: Judge
) -> Explanation | None:
    """What the score of two lines was computed from; nothing if they are no candidate."""
    features = PairFeatures(here, there, candidates, judge)
    if at not in features.found:
        return None
    whole = features.whole(at)
    lines = here.lines[at[0]], there.lines[at[1]]
    same = sameness(*lines, judge) if features.found[at].share >= judge.same_share else None
    weights = judge.model.words
    parts = zip(
        Features._fields, map(float.__mul__, weights.features, map(float, whole)), strict=True
    )
    return Explanation(
        features=whole,
        parts=tuple(sorted(parts, key=lambda part: -abs(part[1]))),
        odds=judge.copy_odds if same else weights.odds(whole),
        kind=same or kind(*lines, judge),
        is_copy=same is not None,
    )


def sameness(here: Line, there: Line, judge: Judge) -> Kind | None:
    """The kind of match of lines that are the same, or all but the same; nothing of others."""
    if (found := kind(here, there, judge)) is Kind.VERBATIM:
        return found
    longer = max(len(here.words), len(there.words))
    same = LCSseq.similarity(here.words, there.words) >= judge.nearly * longer
    return Kind.CLOSE if same else None


def kind(here: Line, there: Line, judge: Judge) -> Kind:
    """How much of the wording two lines that say the same share."""
    fewer = min(len(here.words), len(there.words))
    alike = LCSseq.similarity(here.words, there.words)
    if alike == fewer:
        one, two = (f" {' '.join(line.words)} " for line in (here, there))
        if one == two or (fewer >= judge.contained and (one in two or two in one)):
            return Kind.VERBATIM
    return Kind.CLOSE if alike >= judge.close * fewer else Kind.REWORDED
