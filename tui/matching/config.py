"""Configuration of matching, except for the fitted values.

The weights of the model and the threshold of a match are in `model.json`, which `benchmarks/fit.py`
writes; this module reads them. All other thresholds are fields of `MatchingConfig`.
"""

import json
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from math import exp, fsum, log
from operator import mul
from pathlib import Path
from typing import NamedTuple

from tui.matching.matches import Kind

_FAR = 500.0
"""Log-odds beyond which a probability no longer changes."""
_ROUNDING = 1e-9
"""More than the rounding of log-odds that are made of a probability."""


class Certainty(StrEnum):
    """Word for a probability."""

    SURE = "sure"
    LIKELY = "likely"
    PERHAPS = "perhaps"
    """Below the threshold of a match."""


class LogisticWeights(NamedTuple):
    """Logistic model: an intercept, and the weight of each feature."""

    start: float
    features: tuple[float, ...]
    """Weights in the order of `PairFeatures`, or of `SemanticFeatures`."""

    def odds(self, features: tuple[float, ...]) -> float:
        """Return the log-odds for the first features, as many as are given."""
        return self.start + fsum(map(mul, self.features, features))


class PairModel(NamedTuple):
    """Fitted values of the model."""

    words: LogisticWeights
    """Weights for pairs of which only the words are known."""
    meaning: LogisticWeights
    """Weights of the words' features for pairs of which the meaning is known, too."""
    added: LogisticWeights
    """Weights of the semantic features, added to `meaning`; without an intercept."""
    screen: LogisticWeights
    """Weights of the cheap features, by which it is decided to compute the other features."""
    screened: float
    """Log-odds by `screen` below which the other features are not computed."""
    worth_reading: float
    """Log-odds by words from which a pair is kept, since its meaning may still decide."""
    threshold: float
    """Probability from which a pair is a match."""
    sure: float
    """Probability from which a match is called sure, not likely."""
    perhaps: float
    """Probability from which a pair below the threshold is shown as a near miss."""

    def meaning_odds(self, features: tuple[float, ...]) -> float:
        """Return the log-odds that the semantic features add to `SentencePair.partial`."""
        return self.added.odds(features)


@cache
def load_model() -> PairModel:
    """Return the shipped model."""
    values = json.loads(Path(__file__).with_name("model.json").read_text(encoding="utf-8"))

    def weights(name: str) -> LogisticWeights:
        return LogisticWeights(values[name]["start"], tuple(values[name]["weights"].values()))

    return PairModel(
        weights("words"),
        weights("meaning"),
        weights("added"),
        weights("screen"),
        **{name: values[name] for name in PairModel._fields[4:]},
    )


@dataclass(frozen=True, slots=True)
class MatchingConfig:
    """The model, and the thresholds by which documents are compared.

    The thresholds of reused ranges were chosen on one half of the reuse corpus; figures are in
    `docs/matching.md`.
    """

    model: PairModel = field(default_factory=load_model)

    candidate: float = 0.08
    """Cosine of two sentences from which they are a candidate."""
    many: int = 1_500
    """Number of sentence pairs of two documents above which chance alone adds candidates."""
    chance: float = 0.4
    """Exponent with which that cosine then grows with the number of pairs."""
    kin: float = 0.14
    """Cosine from which a similar sentence is evidence about two others."""
    affinity: float = 0.6
    """Weight of the documents' affinity in their relation; their kinship has the remaining
    weight."""
    related: float = 0.265
    """Relation below which two documents are less likely to say the same."""
    strangers: float = 0.255
    """Relation below which two documents share only copies; two accounts always had more."""
    versions: float = 0.58
    """Relation above which they are versions of one text."""
    versions_in_meaning: float = 0.67
    """Kinship in meaning above which they are versions of one text."""

    copy_score: float = 0.999
    """Least probability of identical and nearly identical sentences."""
    nearly: float = 0.8
    """Share of the longer sentence's words, in the same order, from which two are nearly
    identical."""
    same_share: float = 0.5
    """Overlap from which two sentences may be nearly identical."""
    contained: int = 6
    """Number of words from which a sentence contained in a longer one is verbatim."""
    close: float = 0.7
    """Share of the shorter sentence's words, in the same order, from which a match is close."""

    seed_cosine: float = 0.26
    """Cosine of two units from which they may be a seed."""
    seed_dice: float = 0.38
    """Dice coefficient of the stems of two units from which they may be a seed."""
    gap: int = 4
    """Largest number of units between two seeds of one reused range."""
    summary_gap: int = 24
    """Largest number if one side is much shorter: a summary uses distant parts."""
    summary_ratio: float = 3.0
    """Ratio of the lengths of both sides from which one is a summary."""
    passage: float = 4.2
    """Least weighted sum of a range's cosine and rare words."""
    passage_cosine: float = 5.6
    passage_rare: float = 2.25
    """Weight of the logarithm of the number of rare stems that both ranges have."""
    rare_units: int = 2
    """Largest number of units of both documents together that have a rare stem."""
    loose: int = 2
    """Number of units from which a gap separates a range's loose end from the rest."""
    loose_end: float = 3.5
    """Least weight of a loose end by itself."""
    shortest: int = 100
    """Code points of the shortest range, on its shorter side."""
    copied: float = 0.6
    """Cosine of the best seed from which copies are searched."""
    run: int = 6
    """Number of equal words in a row with which a copy begins."""
    break_: int = 60
    """Largest number of code points between two runs of one copy."""
    copy: int = 320
    """Code points of the shortest copy that takes precedence over similar ranges."""
    margin: int = 300
    """Code points by which a copy may extend beyond the range in which it was found."""
    beside_copies: float = 0.6
    """Share of a range that must be copied words for it to count beside a copy."""

    few: int = 32
    """Largest number of texts of a corpus in which all pairs are compared."""
    leading: float = 5.5
    """Zipf value below which a word can select candidates."""
    leading_words: int = 8
    """Number of such words of a sentence, the rarest, that make stem pairs."""
    max_stem_pair_documents: int = 64
    """Largest number of documents that share a stem pair which selects candidates."""
    min_shared_stem_pairs: int = 8
    """Number of uncommon stem pairs that two documents must share, anywhere, to be compared."""
    uncommon: int = 6
    """A stem pair is uncommon if at most one in so many documents has it, or very few have."""
    least_uncommon: int = 16
    """Number of documents that may share an uncommon stem pair in a corpus of any size."""
    min_sentence_cosine: float = 0.38
    """Least cosine of two sentences that make their documents a candidate."""
    throng: int = 6
    """Number of too frequent stem pairs that two sentences must share: those of four words."""
    draws: int = 8
    """Number of hash functions of the MinHash index."""
    drawn: int = 4
    """Number of words in a signature of the MinHash index."""
    whole_sentence: int = 6
    """Words of the shortest sentence that selects all documents that have it."""

    boilerplate_documents: int = 5
    """Number of independent documents that have a boilerplate sentence."""
    often: int = 3
    """Number of occurrences in a document from which a sentence is frequent in it."""
    often_documents: int = 2
    """Number of such documents that make a sentence boilerplate."""
    boilerplate_run: int = 6
    """Largest number of different sentences in a run of recurring ones; a longer run is a story."""
    belonging: float = 0.48
    """Average share of a sentence's weight that the rest of its documents has.

    From this share the sentence belongs to their story and is not boilerplate.
    """

    def score(self, odds: float, kind: Kind) -> float:
        """Return the probability for log-odds that two passages say the same, 0 to 1."""
        score = 1.0 / (1.0 + exp(-max(-_FAR, min(_FAR, odds))))
        return max(score, self.copy_score) if kind is Kind.VERBATIM else score

    @property
    def least_odds(self) -> float:
        """Log-odds below which every score is less than that of a near miss."""
        return log(self.model.perhaps / (1.0 - self.model.perhaps)) - _ROUNDING

    def certainty(self, score: float) -> Certainty:
        """Return the word for a probability."""
        if score >= self.model.sure:
            return Certainty.SURE
        return Certainty.LIKELY if score >= self.model.threshold else Certainty.PERHAPS

    @property
    def copy_odds(self) -> float:
        """Least log-odds of a copy."""
        return log(self.copy_score / (1.0 - self.copy_score))


DEFAULT = MatchingConfig()
"""Shipped configuration, the same for all corpora."""
