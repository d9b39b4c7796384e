"""The judge: from the features of a pair to the probability that its two passages say the same.

The weights and what is called a match come from `model.json`, which `benchmarks/fit.py` writes;
every other threshold of matching is a field of `MatchingConfig`.
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


class Certainty(StrEnum):
    """A word for a probability."""

    SURE = "sure"
    LIKELY = "likely"
    PERHAPS = "perhaps"
    """Below what counts as a match."""


class LogisticWeights(NamedTuple):
    """A logistic model: what each feature adds to the odds, in logarithms, and where they start."""

    start: float
    features: tuple[float, ...]
    """In the order of `PairFeatures`, or of `SemanticFeatures`."""

    def odds(self, features: tuple[float, ...]) -> float:
        """Return the odds, in logarithms, by the first of the weights."""
        return self.start + fsum(map(mul, self.features, features))


class PairModel(NamedTuple):
    """Fitted values."""

    words: LogisticWeights
    """Weights for pairs of which only the words are known."""
    meaning: LogisticWeights
    """Weights of the words' features for pairs of which the meaning is known, too."""
    added: LogisticWeights
    """Weights of the meaning's features, added to `meaning`; without an intercept."""
    screen: LogisticWeights
    """Weights of the cheap features: they decide if the other features are computed."""
    screened: float
    """Odds by `screen`, in logarithms, below which they are not."""
    worth_reading: float
    """Log-odds by words from which a pair is kept, because its meaning may still decide."""
    threshold: float
    """Probability from which a pair is a match."""
    sure: float
    """Probability from which a match is called sure rather than likely."""
    perhaps: float
    """Probability from which a pair that is no match is shown as perhaps one."""

    def meaning_odds(self, features: tuple[float, ...]) -> float:
        """Return the log-odds that the meaning adds to `SentencePair.partial`."""
        return self.added.odds(features)


@cache
def load_model() -> PairModel:
    """Return the model as shipped."""
    found = json.loads(Path(__file__).with_name("model.json").read_text(encoding="utf-8"))

    def weights(name: str) -> LogisticWeights:
        return LogisticWeights(found[name]["start"], tuple(found[name]["weights"].values()))

    return PairModel(
        weights("words"),
        weights("meaning"),
        weights("added"),
        weights("screen"),
        **{name: found[name] for name in PairModel._fields[4:]},
    )


@dataclass(frozen=True, slots=True)
class MatchingConfig:
    """The model, and the thresholds by which documents are compared.

    Those of passages were chosen on one half of the reuse corpus; `docs/matching.md` has figures.
    """

    model: PairModel = field(default_factory=load_model)

    candidate: float = 0.08
    """Share of weight in all words from which two lines are a candidate."""
    many: int = 1_500
    """Pairs of lines of two documents from which chance alone brings more candidates."""
    chance: float = 0.4
    """Power of the number of pairs by which that share then grows."""
    kin: float = 0.14
    """The same, for using a similar sentence as evidence about two others."""
    affinity: float = 0.6
    """Weight of the documents' affinity in their relation; their kinship has the rest."""
    related: float = 0.265
    """Relation below which two documents are the less likely to say the same, the less it is."""
    strangers: float = 0.255
    """Relation below which two documents share only copies; two accounts always had more."""
    versions: float = 0.58
    """Relation above which they are versions of one text."""
    versions_in_meaning: float = 0.67
    """The same for their kinship in meaning."""

    copy_score: float = 0.999
    """Probability that a copy, and what is all but one, has at least."""
    nearly: float = 0.8
    """Share of the longer passage's words, in the same order, from which two are all but the same.
    """
    same_share: float = 0.5
    """Overlap from which two lines may be all but the same."""
    contained: int = 6
    """Words from which a passage contained in a longer one is called verbatim."""
    close: float = 0.7
    """Share of the shorter passage's words in the same order from which a match is close."""

    seed_cosine: float = 0.26
    """Cosine of two units from which they may be a seed."""
    seed_dice: float = 0.38
    """Dice coefficient of their stems from which they are one."""
    gap: int = 4
    """Units between two seeds of one passage, at most."""
    summary_gap: int = 24
    """The same where one side is much shorter: a summary uses distant parts."""
    summary_ratio: float = 3.0
    """Number of times longer one side must be for that."""
    passage: float = 4.2
    """Least weighted sum of a passage's cosine and rare words."""
    passage_cosine: float = 5.6
    passage_rare: float = 2.25
    """Weight of the logarithm of how many rare stems both stretches have."""
    rare_units: int = 2
    """Units of the two documents, together, that a rare stem is in, at most."""
    loose: int = 2
    """Units that part a passage's loose end from the rest, at least one more."""
    loose_end: float = 3.5
    """Least weight of a loose end by itself."""
    shortest: int = 100
    """Code points of the shortest passage, on its shorter side."""
    copied: float = 0.6
    """Cosine of the best seed from which copies are looked for."""
    run: int = 6
    """Words in a row that are the beginning of a copy."""
    break_: int = 60
    """Code points between two runs of one copy, at most."""
    copy: int = 320
    """Code points of the shortest copy that outranks what is merely like it."""
    margin: int = 300
    """Code points by which a copy may reach beyond the passage it was found in."""
    beside_copies: float = 0.6
    """Share of a passage that must be copied words to stand beside a copy."""

    few: int = 32
    """Texts of a corpus in which every two are compared."""
    leading: float = 5.5
    """Zipf value below which a word can lead from one document to another."""
    leading_words: int = 8
    """Such words of a sentence, the rarest, that are coupled each with each."""
    max_stem_pair_documents: int = 64
    """Largest number of documents that share a stem pair which selects candidates."""
    min_shared_stem_pairs: int = 8
    """Uncommon stem pairs that two documents must share, anywhere, to be compared."""
    uncommon: int = 6
    """A stem pair is uncommon if at most one document of so many has it, or very few have."""
    least_uncommon: int = 16
    """Documents that may have a stem pair in a corpus of any size without making it common."""
    min_sentence_cosine: float = 0.38
    """Share of weight two such lines must have in common for their documents to be compared."""
    throng: int = 6
    """Too frequent stem pairs that two sentences must share: those of four words."""
    draws: int = 8
    """Number of times words are drawn by lot from a line that may be of a throng."""
    drawn: int = 4
    """Words drawn each time; lines that draw the same ones are looked at."""
    whole_sentence: int = 6
    """Words of a sentence that leads to every document that has it."""

    boilerplate_documents: int = 5
    """Documents, independent of each other, in which a line stands that is boilerplate."""
    often: int = 3
    """Times that a line stands in a document in which it is said over and over."""
    often_documents: int = 2
    """Such documents that make a line boilerplate."""
    boilerplate_run: int = 6
    """Different sentences of a run of recurring lines, at most; more are a copied story."""
    belonging: float = 0.48
    """Average share of a sentence's weight that the rest of its documents has.

    From this share the sentence belongs to their story and is no boilerplate.
    """

    def score(self, odds: float, kind: Kind) -> float:
        """Return the probability that two passages say the same, by its odds, in logarithms."""
        score = 1.0 / (1.0 + exp(-max(-_FAR, min(_FAR, odds))))
        return max(score, self.copy_score) if kind is Kind.VERBATIM else score

    def certainty(self, score: float) -> Certainty:
        """Return the word for a probability."""
        if score >= self.model.sure:
            return Certainty.SURE
        return Certainty.LIKELY if score >= self.model.threshold else Certainty.PERHAPS

    @property
    def copy_odds(self) -> float:
        """The odds of a copy, at least, in logarithms."""
        return log(self.copy_score / (1.0 - self.copy_score))


DEFAULT = MatchingConfig()
"""The judge as shipped: one for all corpora."""
