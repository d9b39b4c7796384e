"""Why two passages are, or are not, called a match: the judge's own evidence, laid open."""

from dataclasses import dataclass

from tui.matching.config import DEFAULT, Judge
from tui.matching.features.document_features import Side
from tui.matching.features.preprocessing import Reading
from tui.matching.features.stemming import stems
from tui.matching.features.word_frequency import commonness
from tui.matching.matches import Kind
from tui.matching.pairs.near_duplicates import candidates_of
from tui.matching.pairs.sentence_pairs import explain
from tui.matching.word_alignment import Step, align
from tui.text.document import Document
from tui.text.tokens import folds

LEXICAL = "lexical"
RARE = 5.8
"""Zipf value below which a word is rare enough to be named."""


@dataclass(frozen=True, slots=True)
class Why:
    """The explanation of one comparison."""

    score: float
    threshold: float
    kind: Kind
    layer: str
    """The layer that judged."""
    is_copy: bool
    """Whether the two are all but the same, so that nothing else was weighed."""
    start: float
    """The odds, in logarithms, before anything is weighed."""
    parts: tuple[tuple[str, float], ...]
    """What each feature adds to them, or takes from them, the most first."""
    rare: tuple[str, ...]
    """The rarer words that both passages have, rarest first, as folded in the first."""
    aligned: tuple[Step, ...]
    """Word by word; spans of code points in the two passages' own texts."""


def why(
    here: tuple[Reading, Document, int],
    there: tuple[Reading, Document, int],
    judge: Judge = DEFAULT,
) -> Why | None:
    """Why passage `here` and passage `there` match by words or not; nothing if they are no pair.

    Each is a document's reading, the document, and an index into its passages.
    """
    sides = Side(here[0]), Side(there[0])
    at = _line(sides[0], here[2]), _line(sides[1], there[2])
    told = explain(*sides, candidates_of(*sides, judge).overlaps, at, judge)
    if told is None:
        return None
    texts = here[1].words_of(here[2]), there[1].words_of(there[2])
    return Why(
        score=judge.score(told.odds, told.kind),
        threshold=judge.model.threshold,
        kind=told.kind,
        layer=LEXICAL,
        is_copy=told.is_copy,
        start=judge.model.words.start,
        parts=told.parts,
        rare=_rare(*texts),
        aligned=align(*texts),
    )


def _line(side: Side, passage: int) -> int:
    """The index of the telling line that says `passage`, or what it repeats; -1 if none."""
    original = dict(side.reading.echoes).get(passage, passage)
    return next((n for n, line in enumerate(side.lines) if line.passage == original), -1)


def _rare(here: str, there: str) -> tuple[str, ...]:
    theirs = {stem for word in folds(there) for stem in stems(word)}
    found = {
        word: min(commonness(stem) for stem in both)
        for word in folds(here)
        if (both := theirs.intersection(stems(word)))
    }
    rare = [word for word, common in found.items() if common < RARE]
    return tuple(sorted(rare, key=lambda word: (found[word], word)))
