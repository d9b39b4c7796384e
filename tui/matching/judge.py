"""The judge: what the evidence for a match must come to. Every threshold lives here.

The evidence itself is gathered in `compare`; nothing else decides what is shown.
"""

from dataclasses import dataclass
from math import exp, log
from operator import mul
from typing import NamedTuple

from tui.matching.match import Kind


class Evidence(NamedTuple):
    """What speaks for two passages saying the same; the greater, the more, unless it says so."""

    trigrams: float
    """Share of the letters in threes that both have, 0 to 1."""
    overlap: float
    """Share of the weight of words that both have, 0 to 1."""
    shared: float
    """Logarithm of the weight of the words both have."""
    order: float
    """Share of the words that stand in the same order in both, 0 to 1."""
    brevity: float
    """Logarithm of the words of the shorter one: chance likens short passages."""
    lead: float
    """Overlap beyond the next best candidate either has in the other's document."""
    outdone: float
    """The lesser of the two overlaps' distances to the best candidate; 0 for mutual bests."""
    around: float
    """Overlap of the best candidates beside this one, before or after."""
    kinship: float
    """Mean overlap of the two documents' best candidates."""
    said: float
    """Logarithm of the weight of the words both have that are no names."""


class Weights(NamedTuple):
    """The logistic model of the evidence; one weight each, in the same order, and where it starts.

    Fitted as `docs/matching.md` tells, on one half of the translations and of the seeds. Who is
    spoken of tells less than what is said.
    """

    trigrams: float = 2.32
    overlap: float = -4.13
    shared: float = 1.53
    order: float = 2.38
    brevity: float = -0.79
    lead: float = 3.57
    outdone: float = 3.59
    around: float = 6.13
    kinship: float = 7.31
    said: float = 0.8
    start: float = -9.06


FITTED = Weights()


class Likings(NamedTuple):
    """The logistic model of the meaning layer, for two documents of one class.

    Fitted as `docs/matching.md` tells, on one half of the translations and of the seeds.
    """

    lexical: float
    """Weight of the odds that words alone give, in logarithms."""
    likeness: float
    """Weight of the cosine of two lines beyond `Judge.alike`."""
    outdone: float
    """Weight of the distance to the cosine of the best candidate either has."""
    start: float


class Thirds(NamedTuple):
    """How what other texts say of two passages is weighed: added to the odds, in logarithms.

    Fitted as `docs/matching.md` tells, on one half of the translations and of the seeds.
    """

    support: float
    """Weight of how much surer than by themselves a third passage makes the two."""
    silence: float
    """Weight of the texts that say the one and not the other, in logarithms."""


class Company(NamedTuple):
    """How the company that two passages keep is weighed: added to the odds, in logarithms.

    Fitted as `docs/matching.md` tells, on one half of the seeds.
    """

    weight: float
    """Weight of how sure each is of the other's company, beyond what follows."""
    least: float
    """The least of it that speaks for the pair, as a share of how sure they are of each other."""


IN_OTHERS = Likings(1.18, 31.5, 0.0, 3.29)
IN_VERSIONS = Likings(0.53, 17.8, 64.0, 0.65)
BY_THIRDS = Thirds(2.76, -0.22)
BY_COMPANY = Company(2.8, 0.85)


@dataclass(frozen=True, slots=True)
class Judge:
    """The thresholds by which documents are compared, and the model that weighs the evidence.

    Those of matches were chosen on one half of the translations and of the seeds, those of
    passages on one half of the reuse corpus; `docs/matching.md` has the figures of the others.
    """

    threshold: float = 0.5
    """Score from which a candidate is a match: the model's even odds."""
    worth_showing: float = 0.1
    """Score from which a rejected candidate is shown as the nearest there is."""
    weights: Weights = FITTED
    crowd: float = 1.75
    """How fast the odds of a match fall with the number of documents: as its power."""
    fewest: int = 5
    """Documents below which fewer don't make a match by words likelier: what two of them say does
    not depend on the others."""
    crowded: int = 300
    """Documents from which more make no difference: few of more have anything in common."""
    verbatim: float = 0.9
    """Score a copy has at least."""
    nearly: float = 0.8
    """Share of the longer passage's words, in the same order, from which two are all but the same.
    """
    same: float = 11.0
    """Weighed evidence that such two come to at least: enough for any crowd."""
    same_share: float = 0.5
    """Overlap from which two lines may be all but the same."""
    short: int = 12
    """Stems a short line has, at most."""
    candidate: float = 0.18
    """Share of weight in all words below which they are."""
    kindred: float = 0.3
    """Best overlap below which two documents have nothing to say to each other."""
    contained: int = 6
    """Words from which a passage standing inside a longer one is called verbatim."""
    close: float = 0.7
    """Share of the shorter passage's words in the same order from which a match is close."""
    seed_cosine: float = 0.26
    """Cosine of two units from which they may be a seed."""
    seed_dice: float = 0.38
    """Dice coefficient of their stems from which they are one."""
    gap: int = 4
    """Units between two seeds of one passage, at most."""
    summary_gap: int = 24
    """The same where one side is much shorter: a summary draws on places far apart."""
    summary_ratio: float = 3.0
    """How many times longer one side must be for that."""
    passage: float = 4.2
    """What a passage's cosine and rare words, weighed as follows, must come to."""
    passage_cosine: float = 5.6
    passage_rare: float = 2.25
    """Weight of the logarithm of how many rare stems both stretches have."""
    rare_units: int = 2
    """Units of the two documents, together, that a rare stem is in, at most."""
    loose: int = 2
    """Units that part a passage's loose end from the rest, at least one more."""
    loose_end: float = 3.5
    """What a loose end must come to by itself to be kept."""
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

    alike: float = 0.9
    """Cosine of two lines below which their meaning alone makes no match."""
    versions: float = 0.96
    """Mean cosine of the best candidates from which two documents are versions of one text."""
    likings: Likings = IN_OTHERS
    """How meaning is weighed in documents that aren't; these are then doubted as a crowd is."""
    version_likings: Likings = IN_VERSIONS
    """The same in versions of one text, where each line has at most one counterpart."""

    thirds: Thirds = BY_THIRDS
    """How what other texts say is weighed."""
    company: Company = BY_COMPANY
    """How the company that two passages keep is weighed, where their meaning is known."""
    doubtful: float = 3.0
    """Odds, in logarithms, for or against, within which other texts are asked."""
    believed: float = 0.5
    """Odds, in logarithms, from which a counterpart is believed to be one rather than not."""

    few: int = 32
    """Texts of a corpus in which every two are compared."""
    leading: float = 5.5
    """Zipf value below which a word can lead from one document to another."""
    leading_words: int = 8
    """Such words of a sentence, the rarest, that are coupled each with each."""
    couple_documents: int = 64
    """Documents that share a couple of words, at most, if it is to lead anywhere."""
    couples: int = 14
    """Couples that, shared anywhere in two documents, make them worth comparing."""
    acquainted: float = 0.42
    """Share of weight two such lines must have in common for their documents to be compared."""
    throng: int = 6
    """Too frequent couples that two lines must share to be of one throng: those of four words."""
    draws: int = 8
    """How many times words are drawn by lot from a line that may be of a throng."""
    drawn: int = 4
    """Words drawn each time; lines that draw the same ones are looked at."""
    whole_sentence: int = 6
    """Words of a sentence that leads to every document that has it."""

    def score(self, total: float, kind: Kind, documents: int) -> float:
        """How sure it is that two passages say the same, 0 to 1.

        `total` is the weighed evidence; the more `documents` were compared, the more of it there
        will be by chance. A copy is a copy in any crowd.
        """
        doubt = self.doubt(documents)
        score = 1.0 / (1.0 + exp(-max(-_FAR, min(_FAR, total - doubt))))
        return max(score, self.verbatim) if kind is Kind.VERBATIM else score

    def crowd_of(self, documents: int) -> int:
        """The class of corpora of so many `documents`: comparisons made for it serve them all.

        The greatest power of four that is not more.
        """
        bits = max(1, min(documents, self.crowded)).bit_length() - 1
        return 1 << (bits - bits % 2)

    def hopeless(self, documents: int) -> float:
        """Weighed evidence below which two lines are no near miss among so many `documents`."""
        return self.crowding(documents) + self.least_odds

    @property
    def least_odds(self) -> float:
        """The odds of a near miss, in logarithms."""
        return log(self.worth_showing / (1.0 - self.worth_showing))

    @property
    def verbatim_odds(self) -> float:
        """The odds of a copy, at least, in logarithms."""
        return log(self.verbatim / (1.0 - self.verbatim))

    def doubt(self, documents: int) -> float:
        """What so many `documents` take from the weighed evidence."""
        return self.crowding(max(self.fewest, documents))

    def crowding(self, documents: int) -> float:
        """What the crowd of so many `documents` alone would take, however few they are."""
        return self.crowd * log(max(1, min(documents, self.crowded)))

    def total(self, evidence: Evidence) -> float:
        """The weighed evidence of two documents, before it is brought between 0 and 1."""
        return self.weights.start + float(sum(map(mul, self.weights, evidence)))

    def parts(self, evidence: Evidence) -> dict[str, float]:
        """What each kind of evidence adds, by its name."""
        weights = self.weights
        return {name: getattr(weights, name) * value for name, value in evidence._asdict().items()}


_FAR = 500.0
"""Beyond this the odds are no number any more."""

DEFAULT = Judge()
"""The judge as shipped: one for all corpora."""
