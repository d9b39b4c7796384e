"""Why two passages are, or are not, called a match: the judge's own evidence, laid open."""

from dataclasses import dataclass

from tui.matching.align import Step, align
from tui.matching.background import commonness
from tui.matching.compare import RARE, Side, gathered, kind, overlaps
from tui.matching.judge import DEFAULT, Judge
from tui.matching.match import Kind
from tui.matching.reading import Reading
from tui.matching.stems import stems
from tui.text.document import Document
from tui.text.fold import folds

LEXICAL = "lexical"


@dataclass(frozen=True, slots=True)
class Why:
    """The explanation of one comparison."""

    score: float
    threshold: float
    kind: Kind
    layer: str
    """The layer that judged."""
    parts: tuple[tuple[str, float], ...]
    """What each kind of evidence added to the judge's sum, or took from it, greatest first."""
    rare: tuple[str, ...]
    """The rarer words that both passages have, rarest first, as folded in the first."""
    aligned: tuple[Step, ...]
    """Word by word; spans of code points in the two passages' own texts."""


def why(
    here: tuple[Reading, Document, int],
    there: tuple[Reading, Document, int],
    judge: Judge = DEFAULT,
) -> Why | None:
    """Why passage `here` and passage `there` match or not; nothing if they were never compared.

    Each is a document's reading, the document, and an index into its passages.
    """
    sides = Side(here[0]), Side(there[0])
    lines = _line(here[0], here[2]), _line(there[0], there[2])
    found = dict(gathered(*sides, overlaps(*sides), judge))
    if lines not in found:
        return None
    evidence = found[lines]
    texts = here[1].words_of(here[2]), there[1].words_of(there[2])
    parts = sorted(judge.parts(evidence).items(), key=lambda part: -abs(part[1]))
    return Why(
        score=judge.score(evidence),
        threshold=judge.threshold,
        kind=kind(sides[0].lines[lines[0]], sides[1].lines[lines[1]], judge),
        layer=LEXICAL,
        parts=tuple(parts),
        rare=_rare(*texts),
        aligned=align(*texts),
    )


def _line(reading: Reading, passage: int) -> int:
    """The index of the line that says `passage`, itself or as its original; -1 if none."""
    by_passage = {line.passage: number for number, line in enumerate(reading.lines)}
    return (by_passage | dict(reading.echoes)).get(passage, -1)


def _rare(here: str, there: str) -> tuple[str, ...]:
    theirs = {stem for word in folds(there) for stem, _ in stems(word)}
    found = {
        word: min(commonness(stem) for stem in theirs & ours)
        for word in folds(here)
        if (ours := {stem for stem, _ in stems(word)}) & theirs
    }
    rare = [word for word, common in found.items() if common < RARE]
    return tuple(sorted(rare, key=lambda word: (found[word], word)))
