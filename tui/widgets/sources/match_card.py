"""A card: one passage of another article that says what is being read, and its lines at a width."""

from collections.abc import Iterator
from dataclasses import dataclass

from rich.cells import cell_len

from tui.text.document import Paragraph
from tui.text.layout.wrapping import wrapped
from tui.text.span import Span
from tui.widgets.core.styled_text import StyledSpan, graphemes
from tui.widgets.core.text_lines import clip_lines, wrap_lines

KINDS = {
    "verbatim": "= verbatim",
    "close": "≈ close",
    "reworded": "~ reworded",
    "meaning": "∴ by meaning",
}
"""How a kind of match is shown: a sign and a word."""

_NAME_AT_LEAST = 8
"""Cells; a source's name cut shorter says nothing, and its letter stands alone."""


@dataclass(frozen=True, slots=True)
class Card:
    """A passage of another article, in plain words."""

    document: str
    passage: int
    siglum: str
    """The letters by which the other article is cited."""
    name: str
    """What the other article is called for short: its outlet, or its file."""
    kind: str
    text: str
    certainty: str = ""
    """A word for the score: sure, likely, perhaps."""
    shared: tuple[Span, ...] = ()
    """Words of `text` that the passage being read has too."""
    differing: tuple[Span, ...] = ()
    """Values of `text` that are others in the passage being read."""
    more: int = 0
    """How many further passages of the same article match."""
    via: str = ""
    """The letters of the article through which the passage belongs here, if not by its words."""
    notes: str = ""
    """Glyphs of the notes on `text`."""


@dataclass(frozen=True, slots=True)
class CardRow:
    """A line of a panel: its text and the looks on it."""

    text: str
    style: str
    marks: tuple[StyledSpan, ...] = ()


def card_rows(card: Card, width: int) -> Iterator[CardRow]:
    """Return the lines of `card` in `width` cells: one that says whose and how, then its words."""
    kind = f"→ by way of {card.via}" if card.via else KINDS.get(card.kind, card.kind)
    facts = " · ".join(
        part
        for part in (
            kind,
            card.certainty,
            f"{card.more} more" if card.more else "",
            card.notes,
        )
        if part
    )
    room = width - cell_len(f"{card.siglum}  · {facts}")
    name = (
        clip_lines(card.name, 1, room)[0]
        if room >= min(_NAME_AT_LEAST, cell_len(card.name))
        else ""
    )
    head = f"{card.siglum} {name} · {facts}" if name else f"{card.siglum} {facts}"
    yield from (CardRow(line, "card-title") for line in wrap_lines(head, width))
    yield from _text_rows(card, width)


def _text_rows(card: Card, width: int) -> Iterator[CardRow]:
    for span in wrapped(card.text, Paragraph(Span(0, len(card.text))), width, graphemes):
        marks = tuple(
            StyledSpan(marked.shifted(-span.start), look)
            for look, all_marked in (("shared", card.shared), ("differs", card.differing))
            for marked in all_marked
            if marked.start < span.end and marked.end > span.start
        )
        yield CardRow(span.of(card.text), "text", marks)
