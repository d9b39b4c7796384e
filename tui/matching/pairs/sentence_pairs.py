"""Comparison of two documents sentence by sentence: their features, and the score of each pair.

The result depends on the two documents and the configuration alone, never on the rest of the
corpus.
"""

from typing import NamedTuple

from rapidfuzz.distance import LCSseq

from tui.matching.config import MatchingConfig
from tui.matching.features.document_features import DocumentFeatures
from tui.matching.features.overlaps import Candidate, Overlaps
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
    pairs: list[SentencePair] = []
    unequal: list[Candidate] = []
    for candidate, overlap in candidates.items():
        lines = here.lines[candidate[0]], there.lines[candidate[1]]
        if overlap.share >= config.same_share and (kind := identity_kind(*lines, config)):
            pairs.append(SentencePair(*candidate, config.copy_odds, config.copy_odds, kind))
        else:
            unequal.append(candidate)
    if unequal:  # near-duplicates often have none, and need no features then
        features = PairFeatureExtractor(here, there, candidates, config)
        if not features.are_strangers:
            pairs += [
                pair for candidate in unequal if (pair := score_pair(features, candidate, config))
            ]
    return sorted(pairs)


def score_pair(
    features: PairFeatureExtractor, candidate: Candidate, config: MatchingConfig
) -> SentencePair | None:
    """Return the scored pair of two sentences; None if they are too different."""
    model = config.model
    cheap = features.cheap(candidate)
    if model.screen.odds(cheap) < model.screened:
        return None
    all_features = cheap + features.costly(candidate)
    odds = model.words.odds(all_features)
    if odds < model.worth_reading:
        return None
    here, there = features.sides
    kind = wording_kind(here.lines[candidate[0]], there.lines[candidate[1]], config)
    return SentencePair(*candidate, odds, model.meaning.odds(all_features), kind)


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
    candidate: Candidate,
    config: MatchingConfig,
) -> Explanation | None:
    """Return the explanation of two sentences' score; None if they are not a candidate."""
    features = PairFeatureExtractor(here, there, candidates, config)
    if candidate not in features.overlaps:
        return None
    all_features = features.whole(candidate)
    lines = here.lines[candidate[0]], there.lines[candidate[1]]
    copy_kind = (
        identity_kind(*lines, config)
        if features.overlaps[candidate].share >= config.same_share
        else None
    )
    weights = config.model.words
    parts = zip(
        PairFeatures._fields,
        map(float.__mul__, weights.features, map(float, all_features)),
        strict=True,
    )
    return Explanation(
        features=all_features,
        parts=tuple(sorted(parts, key=lambda part: -abs(part[1]))),
        odds=config.copy_odds if copy_kind else weights.odds(all_features),
        kind=copy_kind or wording_kind(*lines, config),
        is_copy=copy_kind is not None,
    )


def identity_kind(here: Sentence, there: Sentence, config: MatchingConfig) -> Kind | None:
    """Return the kind of identical or nearly identical sentences; None for others."""
    shared_count = LCSseq.similarity(here.words, there.words)
    if _is_verbatim(here, there, shared_count, config):
        return Kind.VERBATIM
    longer = max(len(here.words), len(there.words))
    return Kind.CLOSE if shared_count >= config.nearly * longer else None


def wording_kind(here: Sentence, there: Sentence, config: MatchingConfig) -> Kind:
    """Return the kind by the amount of wording that two sentences share."""
    shared_count = LCSseq.similarity(here.words, there.words)
    if _is_verbatim(here, there, shared_count, config):
        return Kind.VERBATIM
    shorter = min(len(here.words), len(there.words))
    return Kind.CLOSE if shared_count >= config.close * shorter else Kind.REWORDED


def _is_verbatim(
    here: Sentence, there: Sentence, shared_count: int, config: MatchingConfig
) -> bool:
    """Return True if two sentences are the same, or one is contained in the other.

    `shared_count` is the number of words that they have in the same order.
    """
    shorter = min(len(here.words), len(there.words))
    if shared_count < shorter:
        return False
    text_here, text_there = (f" {' '.join(line.words)} " for line in (here, there))
    return text_here == text_there or (
        shorter >= config.contained and (text_here in text_there or text_there in text_here)
    )
