"""Comparison of two documents sentence by sentence: their features, and the score of each pair.

The result depends on the two documents and the configuration alone, never on the rest of the
corpus.
"""

from typing import NamedTuple

from rapidfuzz.distance import LCSseq

from tui.matching.config import MatchingConfig
from tui.matching.features.document_features import DocumentFeatures
from tui.matching.features.overlaps import At, Overlaps
from tui.matching.features.pair_features import PairFeatureExtractor, PairFeatures
from tui.matching.features.preprocessing import Sentence
from tui.matching.matches import Kind


class SentencePair(NamedTuple):
    """Two compared sentences: their indexes in the two documents, and the result."""

    here: int
    there: int
    odds: float
    """Log-odds that they say the same, by words alone."""
    partial: float
    """Part of the words in the log-odds by words and meaning."""
    kind: Kind

    def reversed(self) -> "SentencePair":
        """Return the pair seen from the other side."""
        return self._replace(here=self.there, there=self.here)


def compare_sentences(
    here: DocumentFeatures, there: DocumentFeatures, candidates: Overlaps, config: MatchingConfig
) -> list[SentencePair]:
    """Return the pairs that are matches or near misses, or may be by their meaning, in order."""
    found: list[SentencePair] = []
    others: list[At] = []
    for at, overlap in candidates.items():
        lines = here.lines[at[0]], there.lines[at[1]]
        if overlap.share >= config.same_share and (same := identity_kind(*lines, config)):
            found.append(SentencePair(*at, config.copy_odds, config.copy_odds, same))
        else:
            others.append(at)
    if others:  # near-duplicates often have none, and need no features then
        features = PairFeatureExtractor(here, there, candidates, config)
        if not features.are_strangers:
            found += [pair for at in others if (pair := score_pair(features, at, config))]
    return sorted(found)


def score_pair(
    features: PairFeatureExtractor, at: At, config: MatchingConfig
) -> SentencePair | None:
    """Return the scored pair of two sentences; None if they are too different."""
    model = config.model
    cheap = features.cheap(at)
    if model.screen.odds(cheap) < model.screened:
        return None
    whole = cheap + features.costly(at)
    odds = model.words.odds(whole)
    if odds < model.worth_reading:
        return None
    here, there = features.sides
    kind = wording_kind(here.lines[at[0]], there.lines[at[1]], config)
    return SentencePair(*at, odds, model.meaning.odds(whole), kind)


class Explanation(NamedTuple):
    """Explanation of a pair's score."""

    features: PairFeatures
    parts: tuple[tuple[str, float], ...]
    """Contribution of each feature to the log-odds, the largest first."""
    odds: float
    kind: Kind
    is_copy: bool
    """True if the two are nearly identical, so that no feature was used."""


def explain_pair(
    here: DocumentFeatures,
    there: DocumentFeatures,
    candidates: Overlaps,
    at: At,
    config: MatchingConfig,
) -> Explanation | None:
    """Return the explanation of two sentences' score; None if they are not a candidate."""
    features = PairFeatureExtractor(here, there, candidates, config)
    if at not in features.found:
        return None
    whole = features.whole(at)
    lines = here.lines[at[0]], there.lines[at[1]]
    same = identity_kind(*lines, config) if features.found[at].share >= config.same_share else None
    weights = config.model.words
    parts = zip(
        PairFeatures._fields, map(float.__mul__, weights.features, map(float, whole)), strict=True
    )
    return Explanation(
        features=whole,
        parts=tuple(sorted(parts, key=lambda part: -abs(part[1]))),
        odds=config.copy_odds if same else weights.odds(whole),
        kind=same or wording_kind(*lines, config),
        is_copy=same is not None,
    )


def identity_kind(here: Sentence, there: Sentence, config: MatchingConfig) -> Kind | None:
    """Return the kind of identical or nearly identical sentences; None for others."""
    alike = LCSseq.similarity(here.words, there.words)
    if _is_verbatim(here, there, alike, config):
        return Kind.VERBATIM
    longer = max(len(here.words), len(there.words))
    return Kind.CLOSE if alike >= config.nearly * longer else None


def wording_kind(here: Sentence, there: Sentence, config: MatchingConfig) -> Kind:
    """Return the kind by the amount of wording that two sentences share."""
    alike = LCSseq.similarity(here.words, there.words)
    if _is_verbatim(here, there, alike, config):
        return Kind.VERBATIM
    fewer = min(len(here.words), len(there.words))
    return Kind.CLOSE if alike >= config.close * fewer else Kind.REWORDED


def _is_verbatim(here: Sentence, there: Sentence, alike: int, config: MatchingConfig) -> bool:
    """Return True if two sentences are the same, or one is contained in the other.

    `alike` is the number of words that they have in the same order.
    """
    fewer = min(len(here.words), len(there.words))
    if alike < fewer:
        return False
    one, two = (f" {' '.join(line.words)} " for line in (here, there))
    return one == two or (fewer >= config.contained and (one in two or two in one))
