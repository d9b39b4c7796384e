"""Word columns: the variants of a quotation word by word, each below the word it replaces."""

from collections import defaultdict
from collections.abc import Mapping
from enum import StrEnum
from typing import NamedTuple

from tui.collation.quotations.pieces import find_words
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
    cells = [{0: Word(base_piece.text, WordKind.SAME)} for base_piece in base]
    added: defaultdict[int, list[tuple[int, list[_Piece]]]] = defaultdict(list)
    for number, variant in enumerate(others, start=1):
        own_pieces = _pieces(documents[variant.document].text, variant.span)
        for index, pieces in _place(number, variant, own_pieces, base, cells):
            added[index].append((number, pieces))
    columns = _make_columns(added[0])
    for index, (base_piece, words) in enumerate(zip(base, cells, strict=True)):
        columns.append(Column(words, base_piece.spaced))
        columns += _make_columns(added[index + 1])
    return columns


def _place(
    number: int,
    variant: Variant,
    own_pieces: list[_Piece],
    base: list[_Piece],
    cells: list[dict[int, Word]],
) -> list[tuple[int, list[_Piece]]]:
    """Put the words of a variant below those of the fullest; return those that have none there.

    These come with the index of the word before which they stand.
    """
    added: list[tuple[int, list[_Piece]]] = []
    used_here: set[int] = set()
    used_there: set[int] = set()
    for step in variant.steps:
        own_indexes, base_indexes = _within(own_pieces, step.here), _within(base, step.there)
        used_here.update(own_indexes)
        used_there.update(base_indexes)
        if step.alteration is Alteration.CUT and base_indexes:
            cells[base_indexes[0]][number] = Word(CUT, WordKind.CUT)
        for own_index, base_index in zip(own_indexes, base_indexes, strict=False):
            cells[base_index][number] = Word(own_pieces[own_index].text, WordKind.OTHER)
        if surplus := own_indexes[len(base_indexes) :]:
            index = base_indexes[-1] + 1 if base_indexes else _before(base, step)
            added.append((index, [own_pieces[own_index] for own_index in surplus]))
    same_here = [n for n in range(len(own_pieces)) if n not in used_here]
    same_there = [n for n in range(len(base)) if n not in used_there]
    for own_index, base_index in zip(same_here, same_there, strict=False):
        cells[base_index][number] = Word(own_pieces[own_index].text, WordKind.SAME)
    return added


def _before(base: list[_Piece], step: Step) -> int:
    """Return the index of the word before which added words stand."""
    return sum(piece.span.end <= step.there.start for piece in base)


def _within(pieces: list[_Piece], span: Span) -> list[int]:
    return [n for n, piece in enumerate(pieces) if span.start <= piece.span.start < span.end]


def _make_columns(rows: list[tuple[int, list[_Piece]]]) -> list[Column]:
    """Return columns of words that the fullest variant lacks, of several variants together."""
    columns: list[Column] = []
    for index in range(max((len(pieces) for _, pieces in rows), default=0)):
        index_pieces = [(number, pieces[index]) for number, pieces in rows if index < len(pieces)]
        words = {number: Word(piece.text, WordKind.OTHER) for number, piece in index_pieces}
        columns.append(Column(words, any(piece.spaced for _, piece in index_pieces)))
    return columns


def _pieces(text: str, span: Span) -> list[_Piece]:
    """Return the words of a span with the punctuation next to them."""
    words = [word.span for word in find_words(text, span)]
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
