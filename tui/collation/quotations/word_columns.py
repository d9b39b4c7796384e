"""Word columns: the variants of a quotation word by word, each below the word it replaces."""

from collections import defaultdict
from collections.abc import Mapping
from enum import StrEnum
from typing import NamedTuple

from tui.collation.quotations.pieces import placed_words
from tui.collation.quotations.quotation import Alteration, Quotation, Step, Variant
from tui.text.document import Document
from tui.text.span import Span

CUT = "…"


class WordKind(StrEnum):
    """The relation of a variant's word to the fullest variant."""

    SAME = "same"
    OTHER = "other"
    """The word is changed or added."""
    CUT = "cut"
    """Words of the fullest variant are omitted here."""


class Word(NamedTuple):
    """A word of a variant, with its punctuation."""

    text: str
    kind: WordKind


class Column(NamedTuple):
    """The words of all variants at one position."""

    words: Mapping[int, Word]
    """The words, by the index of the variant."""
    spaced: bool
    """True if a space follows."""


class _Piece(NamedTuple):
    span: Span
    text: str
    spaced: bool


def word_columns(quotation: Quotation, documents: Mapping[str, Document]) -> list[Column]:
    """Return the variants in columns: one for each word of the fullest, others for added words."""
    fullest, *others = quotation.variants
    base = _pieces(documents[fullest.document].text, fullest.span)
    cells = [{0: Word(piece.text, WordKind.SAME)} for piece in base]
    added: defaultdict[int, list[tuple[int, list[_Piece]]]] = defaultdict(list)
    for number, variant in enumerate(others, start=1):
        mine = _pieces(documents[variant.document].text, variant.span)
        for at, pieces in _place(number, variant, mine, base, cells):
            added[at].append((number, pieces))
    columns = _added(added[0])
    for at, (piece, words) in enumerate(zip(base, cells, strict=True)):
        columns.append(Column(words, piece.spaced))
        columns += _added(added[at + 1])
    return columns


def _place(
    number: int,
    variant: Variant,
    mine: list[_Piece],
    base: list[_Piece],
    cells: list[dict[int, Word]],
) -> list[tuple[int, list[_Piece]]]:
    """Put the words of a variant below those of the fullest; return those that have none there.

    These come with the index of the word before which they stand.
    """
    left: list[tuple[int, list[_Piece]]] = []
    here_taken: set[int] = set()
    there_taken: set[int] = set()
    for step in variant.steps:
        ours, theirs = _within(mine, step.here), _within(base, step.there)
        here_taken.update(ours)
        there_taken.update(theirs)
        if step.alteration is Alteration.CUT and theirs:
            cells[theirs[0]][number] = Word(CUT, WordKind.CUT)
        for own, other in zip(ours, theirs, strict=False):
            cells[other][number] = Word(mine[own].text, WordKind.OTHER)
        if rest := ours[len(theirs) :]:
            at = theirs[-1] + 1 if theirs else _before(base, step)
            left.append((at, [mine[own] for own in rest]))
    same_here = [n for n in range(len(mine)) if n not in here_taken]
    same_there = [n for n in range(len(base)) if n not in there_taken]
    for own, other in zip(same_here, same_there, strict=False):
        cells[other][number] = Word(mine[own].text, WordKind.SAME)
    return left


def _before(base: list[_Piece], step: Step) -> int:
    """Return the index of the word before which added words stand."""
    return sum(piece.span.end <= step.there.start for piece in base)


def _within(pieces: list[_Piece], span: Span) -> list[int]:
    return [n for n, piece in enumerate(pieces) if span.start <= piece.span.start < span.end]


def _added(rows: list[tuple[int, list[_Piece]]]) -> list[Column]:
    """Return columns of words that the fullest variant lacks, of several variants together."""
    columns: list[Column] = []
    for at in range(max((len(pieces) for _, pieces in rows), default=0)):
        here = [(number, pieces[at]) for number, pieces in rows if at < len(pieces)]
        words = {number: Word(piece.text, WordKind.OTHER) for number, piece in here}
        columns.append(Column(words, any(piece.spaced for _, piece in here)))
    return columns


def _pieces(text: str, span: Span) -> list[_Piece]:
    """Return the words of a span with the punctuation next to them."""
    words = [word.span for word in placed_words(text, span)]
    pieces: list[_Piece] = []
    start = span.start
    for number, word in enumerate(words):
        following = words[number + 1].start if number + 1 < len(words) else span.end
        gap = text[word.end : following]
        head = gap.split(maxsplit=1)[0] if gap.strip() and not gap[0].isspace() else ""
        spaced = any(character.isspace() for character in gap)
        if number + 1 == len(words) or not spaced:
            head = gap
        end = word.end + len(head)
        pieces.append(_Piece(word, " ".join(text[start:end].split()), spaced))
        start = end
    return pieces
