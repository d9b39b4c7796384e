"""Explanation of a score: why two passages are a match, or are not."""

from dataclasses import dataclass

from tui.matching.config import DEFAULT, MatchingConfig
from tui.matching.features.document_features import DocumentFeatures
from tui.matching.features.preprocessing import PreparedDocument
from tui.matching.features.stemming import stem_of
from tui.matching.features.word_frequency import zipf
from tui.matching.matches import Kind
from tui.matching.pairs.near_duplicates import find_candidates
from tui.matching.pairs.sentence_pairs import explain_pair
from tui.matching.word_alignment import AlignmentStep, align
from tui.text.document import Document
from tui.text.tokens import normalized_tokens

LEXICAL = "lexical"
RARE = 5.8
"""Zipf value below which a word is named as rare."""


@dataclass(frozen=True, slots=True)
class MatchExplanation:
    """Explanation of one comparison."""

    score: float
    threshold: float
    kind: Kind
    layer: str
    """Layer that decided."""
    is_copy: bool
    """True if the two are nearly identical, so that no feature was used."""
    start: float
    """Log-odds before any feature: the intercept."""
    parts: tuple[tuple[str, float], ...]
    """Contribution of each feature to the log-odds, the largest first."""
    rare: tuple[str, ...]
    """Rarer words that both passages have, the rarest first, in the form of the first passage."""
    aligned: tuple[AlignmentStep, ...]
    """Alignment word by word; code points of the two passages' own texts."""


def explain_match(
    here: tuple[PreparedDocument, Document, int],
    there: tuple[PreparedDocument, Document, int],
    config: MatchingConfig = DEFAULT,
) -> MatchExplanation | None:
    """Return the explanation of a match by words; None if the two passages are not a candidate.

    Each passage is given by the prepared document, the document, and an index into its passages.
    """
    sides = DocumentFeatures(here[0]), DocumentFeatures(there[0])
    lines = _line(sides[0], here[2]), _line(sides[1], there[2])
    explanation = explain_pair(*sides, find_candidates(*sides, config).overlaps, lines, config)
    if explanation is None:
        return None
    texts = here[1].words_of(here[2]), there[1].words_of(there[2])
    return MatchExplanation(
        score=config.score(explanation.odds, explanation.kind),
        threshold=config.model.threshold,
        kind=explanation.kind,
        layer=LEXICAL,
        is_copy=explanation.is_copy,
        start=config.model.words.start,
        parts=explanation.parts,
        rare=_rare(*texts),
        aligned=align(*texts),
    )


def _line(side: DocumentFeatures, passage: int) -> int:
    """Return the index of the comparable sentence of `passage`, or of its original; -1 if none."""
    original = dict(side.reading.repeats).get(passage, passage)
    return next((n for n, line in enumerate(side.lines) if line.passage == original), -1)


def _rare(here: str, there: str) -> tuple[str, ...]:
    stems_there = set(map(stem_of, normalized_tokens(there)))
    stems = {word: stem_of(word) for word in normalized_tokens(here)}
    zipf_by_word = {word: zipf(stem) for word, stem in stems.items() if stem in stems_there}
    rare = [word for word, frequency in zipf_by_word.items() if frequency < RARE]
    return tuple(sorted(rare, key=lambda word: (zipf_by_word[word], word)))
