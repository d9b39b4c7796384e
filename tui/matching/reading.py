"""A reading: what matching needs of one document, made once and without its corpus.

A reading depends on its document alone, so it can be kept by content and sent to any process.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from tui.matching.background import commonness, weight
from tui.matching.stems import stems
from tui.text.document import CARRIES_CLAIMS, Document
from tui.text.fold import Word, words
from tui.text.span import Span

FEWEST_WORDS = 3
"""A passage of fewer words says nothing of its own."""
_TITLE_CASE = 0.6
"""Share of capitals above which a line's capitals tell nothing of names."""
_NAMING = 5.5
"""Zipf value; commoner words are no names however they are written."""


@dataclass(frozen=True, slots=True)
class Line:
    """A passage that can match, as matching sees it."""

    passage: int
    """Index into `Document.passages`."""
    span: Span
    """Code points of `Document.text`."""
    words: tuple[str, ...]
    """Its words as compared, in order."""
    stems: tuple[str, ...]
    weights: Mapping[str, float]
    """What each stem is worth here, all its occurrences together."""
    weight: float
    """What the whole line is worth."""


@dataclass(frozen=True, slots=True)
class Reading:
    """One document as matching sees it."""

    document: str
    lines: tuple[Line, ...]
    """The passages that can match, in order, echoes left out."""
    echoes: tuple[tuple[int, int], ...]
    """(passage, index into `lines`) of each passage that repeats a line."""
    names: frozenset[str]
    """Stems the document writes with a capital inside sentences."""


def prepare(document_id: str, document: Document) -> Reading:
    """The reading of `document`; passages that carry no claims are left out."""
    lines: list[Line] = []
    at: dict[int, int] = {}
    capitals: Counter[str] = Counter()
    for index, passage in enumerate(document.passages):
        if passage.role not in CARRIES_CLAIMS or passage.echo_of is not None:
            continue
        found = words(document.text, passage.span.start, passage.span.end)
        if len(found) < FEWEST_WORDS:
            continue
        at[index] = len(lines)
        lines.append(_line(index, passage.span, found))
        _count_capitals(document.text, found, capitals)
    return Reading(
        document=document_id,
        lines=tuple(lines),
        echoes=tuple(
            (index, at[passage.echo_of])
            for index, passage in enumerate(document.passages)
            if passage.echo_of in at and passage.role in CARRIES_CLAIMS
        ),
        names=frozenset(stem for stem, count in capitals.items() if count > 0),
    )


def _line(index: int, span: Span, found: Iterable[Word]) -> Line:
    folds = tuple(word.fold for word in found)
    weights: dict[str, float] = {}
    order: list[str] = []
    for fold in folds:
        for stem, length in stems(fold):
            order.append(stem)
            weights[stem] = weights.get(stem, 0.0) + weight(stem, length)
    return Line(index, span, folds, tuple(order), weights, sum(weights.values()))


def _count_capitals(text: str, found: tuple[Word, ...], capitals: Counter[str]) -> None:
    """Count each stem up where it is written with a capital inside a sentence, else down."""
    upper = [text[word.span.start].isupper() for word in found]
    if sum(upper) > _TITLE_CASE * len(upper):
        return
    for word, is_upper in zip(found[1:], upper[1:], strict=True):
        opening = text[max(0, word.span.start - 1)] in "“\"‘'«„("
        if is_upper and opening:
            continue
        for stem, _ in stems(word.fold):
            if commonness(stem) < _NAMING:
                capitals[stem] += 1 if is_upper else -1
