"""The contents of a report, as plain values: the page and the JSON are both made of them.

Offsets named `start` and `end` are code points of a file's own decoded text, end exclusive.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Mark:
    """A range of an excerpt's words; code points of `Excerpt.words`."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Words of an article, and their position in its file."""

    document: str
    siglum: str
    start: int
    end: int
    words: str
    marks: Sequence[Mark] = ()
    """The marked words: values that differ, clauses that are new."""


@dataclass(frozen=True, slots=True)
class OnlyHere:
    """A sentence that no other article says, or of which one clause is new (`words.marks`)."""

    words: Excerpt
    nearest: Excerpt | None
    """The most similar sentence of another article."""


@dataclass(frozen=True, slots=True)
class Missing:
    """A claim that two independent others make and an article does not."""

    claim: str
    words: Excerpt
    """Its best wording."""
    sigla: Sequence[str]
    """The articles that make it."""
    after: Excerpt | None
    """The article's sentence after which it would stand; None at the beginning."""
    nearest: Excerpt | None
    """The article's most similar sentence."""


@dataclass(frozen=True, slots=True)
class Coverage:
    """Number of sentences of an article that others say; each sentence is counted once."""

    sentences: int
    by_several: int
    by_one: int
    uncertain: int
    """Sentences without a match, but with a near miss."""
    only_here: int


@dataclass(frozen=True, slots=True)
class Article:
    """An article, with the sentences only it has and the claims it omits."""

    id: str
    path: str
    name: str
    """The file's name, with as many of its folders as make it unique."""
    siglum: str
    title: str
    outlet: str | None
    date: str | None
    language: str
    """The language as in HTML; empty if it is not known."""
    copies: Sequence[str]
    """Sigla of the articles with the same text."""
    coverage: Coverage
    only: Sequence[OnlyHere]
    partly_new: Sequence[OnlyHere]
    missing: Sequence[Missing]


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """A claim, with the kind of match of each article."""

    id: str
    words: Excerpt
    sources: int
    cells: Mapping[str, str]
    """By siglum: verbatim, close, reworded, by meaning, differs, absent."""


@dataclass(frozen=True, slots=True)
class Difference:
    """Two values that differ in two sentences of a claim; the values are marked in them."""

    type: str
    claim: str
    a: Excerpt
    b: Excerpt
    a_text: str
    b_text: str


@dataclass(frozen=True, slots=True)
class DifferingClaim:
    """A claim in which values differ."""

    claim: str
    words: Excerpt
    differences: Sequence[Difference]


@dataclass(frozen=True, slots=True)
class Piece:
    """Words of a quotation's variant: kept, cut (they stand in the fullest one only) or added."""

    kind: str
    words: str


@dataclass(frozen=True, slots=True)
class QuoteVariant:
    """A quotation in the words of one article."""

    words: Excerpt
    speaker: str | None
    marked: bool
    """True if the words stand between quotation marks."""
    negation: str | None
    """`dropped` or `added`."""
    pieces: Sequence[Piece]
    """Its words beside those of the fullest variant; one piece for the fullest itself."""


@dataclass(frozen=True, slots=True)
class Quote:
    """A quotation, the fullest variant first."""

    id: str
    speaker: str | None
    variants: Sequence[QuoteVariant]


@dataclass(frozen=True, slots=True)
class CopiedPair:
    """Two articles of which one, or both, are copies."""

    one: str
    other: str
    same: float
    """Share of the shorter one's sentences that the other has in the same words, 0 to 1."""
    order: float
    """Share of these that stand in the same order, 0 to 1."""
    errors: Sequence[str]
    source: str | None
    """The siglum of the article that the other comes from; None if that is unclear."""
    direction: str


@dataclass(frozen=True, slots=True)
class SourceFamily:
    """Articles that count as one voice."""

    sigla: Sequence[str]
    copies: Sequence[CopiedPair]


@dataclass(frozen=True, slots=True)
class NotePlace:
    """A passage of a note."""

    siglum: str | None
    path: str
    words: str
    start: int | None
    end: int | None
    state: str
    """`exact`, or another anchor result."""
    change: str


@dataclass(frozen=True, slots=True)
class NoteEntry:
    """A note of the reader's."""

    id: str
    kind: str
    tags: Sequence[str]
    text: str
    places: Sequence[NotePlace]
    mark_name: str = ""
    """The name of the kind of mark, if it has one."""


@dataclass(frozen=True, slots=True)
class Report:
    """The comparison of a corpus."""

    layers: Sequence[str]
    articles: Sequence[Article]
    claims: Sequence[ClaimRow]
    """The claims, those of most sources first."""
    differing: Sequence[DifferingClaim]
    """The claims with differences, the weightiest first."""
    quotes: Sequence[Quote]
    """The quotations, in order of position."""
    families: Sequence[SourceFamily]
    notes: Sequence[NoteEntry]
    title: str = ""
    """The title of the corpus; empty if it has none."""
