"""The judge: what the evidence for a match must come to. Every threshold lives here.

The evidence itself is gathered in `compare`; nothing else decides what is shown.
"""

from dataclasses import dataclass
from math import exp
from typing import NamedTuple


class Evidence(NamedTuple):
    """What speaks for two passages saying the same; the greater, the more, unless it says so."""

    trigrams: float
    """Share of the letters in threes that both have, 0 to 1."""
    overlap: float
    """Share of the weight of words that both have, 0 to 1."""
    shared: float
    """Logarithm of the weight of the words both have, names included."""
    telling: float
    """Logarithm of the weight of the words both have that are no names."""
    rare: float
    """How many rare words that are no names both have, four at most."""
    order: float
    """Share of the words that stand in the same order in both, 0 to 1."""
    brevity: float
    """Logarithm of the words of the shorter one: chance likens short passages."""
    lead_here: float
    """Overlap beyond the next best candidate this passage has in the other document."""
    lead_there: float
    """The same seen from the other passage."""
    outdone: float
    """The lesser of the two overlaps' distances to the best candidate; 0 for mutual bests."""
    around: float
    """Overlap of the best candidates beside this one, before or after."""
    kinship: float
    """Mean overlap of the two documents' best candidates."""


@dataclass(frozen=True, slots=True)
class Weights:
    """The logistic model of the evidence; one weight each, named alike, and where it starts.

    Fitted as `docs/matching.md` tells, on one half of the translations and of the seeds.
    """

    trigrams: float = 12.58
    overlap: float = -14.62
    shared: float = 3.00
    telling: float = 1.30
    rare: float = -0.17
    order: float = 2.50
    brevity: float = -1.96
    lead_here: float = 1.92
    lead_there: float = 1.92
    outdone: float = 9.80
    around: float = 5.39
    kinship: float = 2.85
    start: float = -14.95


@dataclass(frozen=True, slots=True)
class Judge:
    """The thresholds by which passages are compared, and the model that weighs the evidence."""

    threshold: float = 0.5
    """Score from which a candidate is a match: the model's even odds."""
    worth_showing: float = 0.1
    """Score from which a rejected candidate is shown as the nearest there is."""
    weights: Weights = Weights()
    candidate: float = 0.15
    """Overlap below which two passages are not looked at closely."""
    kindred: float = 0.3
    """Best overlap below which two documents have nothing to say to each other."""
    contained: int = 6
    """Words from which a passage standing inside a longer one is called verbatim."""
    close: float = 0.7
    """Share of the shorter passage's words in the same order from which a match is close."""

    def score(self, evidence: Evidence) -> float:
        """How sure it is that the two say the same, 0 to 1."""
        return 1.0 / (1.0 + exp(-self.sum(evidence)))

    def sum(self, evidence: Evidence) -> float:
        """The weighed evidence before it is brought between 0 and 1."""
        return self.weights.start + sum(self.parts(evidence).values())

    def parts(self, evidence: Evidence) -> dict[str, float]:
        """What each kind of evidence adds, by its name."""
        weights = self.weights
        return {name: getattr(weights, name) * value for name, value in evidence._asdict().items()}


DEFAULT = Judge()
"""The judge as shipped: one for all corpora."""
