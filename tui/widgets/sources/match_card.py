"""The card of a match: a passage of another article, and its lines at a width."""

from collections.abc import Iterator
from typing import NamedTuple

from rich.cells import cell_len

from tui.text.document import Paragraph
from tui.text.layout.wrapping import wrap
from tui.text.span import Span
from tui.widgets.core.styled_text import StyledSpan, graphemes
from tui.widgets.core.text_lines import clip_line, clip_lines, wrap_lines

KINDS = {
    "verbatim": "= verbatim",
    "close": "≈ close",
    "reworded": "~ reworded",
    "meaning": "∴ by meaning",
}
"""The sign and the word of each kind of match."""

DIFFERS = "≠"
"""The sign before the values in which a card differs from the current passage."""
_NAME_AT_LEAST = 8
"""Least number of cells for a source's name; with less room only the siglum is shown."""


class Card(NamedTuple):
    """A passage of another article, in plain words."""

    document: str
    passage: int
    siglum: str
    """The siglum of the other article."""
    name: str
    """The short name of the other article: its outlet, or its file."""
    kind: str
    text: str
    certainty: str = ""
    """A word for the score: sure, likely, perhaps."""
    shared: tuple[Span, ...] = ()
    """The words of `text` that the current passage has, too."""
    differing: tuple[Span, ...] = ()
    """The values of `text` that differ from those of the current passage."""
    facts: tuple[str, ...] = ()
    """The values that differ as `14 hurt | 17 hurt`: the current passage's comes first."""
    more: int = 0
    """The number of further passages of the same article that match."""
    more_differ: bool = False
    """True if a value differs in one of these."""
    same: str = ""
    """The articles that are one voice with this one, in words; empty if there are none."""
    via: str = ""
    """The siglum of the article through which the match is indirect; empty if it is direct."""
    notes: str = ""
    """The glyphs of the notes on `text`."""


class CardRow(NamedTuple):
    """A line of a panel: its text and the looks on it."""

    text: str
    style: str
    marks: tuple[StyledSpan, ...] = ()


def card_rows(card: Card, width: int) -> Iterator[CardRow]:
    """Yield the lines of `card` in `width` cells: source and kind, then the words."""
    kind = f"→ by way of {card.via}" if card.via else KINDS.get(card.kind, card.kind)
    facts = " · ".join(
        part
        for part in (
            kind,
            card.certainty,
            _more(card),
            card.same,
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
    yield from (CardRow(line, "card-title", _signs(line)) for line in wrap_lines(head, width))
    yield from _text_rows(card, width)


def _more(card: Card) -> str:
    """Return the number of further passages, with a sign if a value differs in one of them."""
    return f"{DIFFERS if card.more_differ else ''} {card.more} more".lstrip() if card.more else ""


def _signs(line: str) -> tuple[StyledSpan, ...]:
    """Return the look of the sign that a value differs in a head line."""
    start = line.find(DIFFERS)
    return (StyledSpan(Span(start, start + len(DIFFERS)), "differs"),) if start >= 0 else ()


def facts_row(card: Card, width: int) -> CardRow | None:
    """Return the line of differing values, as many as fit in `width` cells, or None.

    A single value that does not fit is cut at the end.
    """
    line = ""
    for fact in card.facts:
        longer = f"{line} · {fact}" if line else f"{DIFFERS} {fact}"
        if line and cell_len(longer) > width:
            break
        line = longer
    return CardRow(clip_line(line, width), "differs") if line else None


def _text_rows(card: Card, width: int) -> Iterator[CardRow]:
    for line in wrap(card.text, Paragraph(Span(0, len(card.text))), width, graphemes):
        marks = tuple(
            StyledSpan(span.shifted(-line.start), look)
            for look, spans in (("shared", card.shared), ("differs", card.differing))
            for span in spans
            if span.start < line.end and span.end > line.start
        )
        yield CardRow(line.of(card.text), "text", marks)
