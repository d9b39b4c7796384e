"""The card of a match: a passage of another article, and its lines at a width."""

from collections.abc import Iterator
from dataclasses import dataclass

from rich.cells import cell_len

from tui.text.document import Paragraph
from tui.text.layout.wrapping import wrapped
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
"""Before the values in which a card differs from the passage being read."""
_NAME_AT_LEAST = 8
"""The least number of cells of a source's name; with less room its siglum stands alone."""


@dataclass(frozen=True, slots=True)
class Card:
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
    """The words of `text` that the passage being read has too."""
    differing: tuple[Span, ...] = ()
    """The values of `text` that differ from those of the passage being read."""
    facts: tuple[str, ...] = ()
    """The values that differ as `14 hurt | 17 hurt`: that of the passage being read comes first."""
    more: int = 0
    """The number of further passages of the same article that match."""
    same: str = ""
    """The articles that are one voice with this one, in words; empty if none are."""
    via: str = ""
    """The siglum of the article through which the match is indirect; empty if it is direct."""
    notes: str = ""
    """The glyphs of the notes on `text`."""


@dataclass(frozen=True, slots=True)
class CardRow:
    """A line of a panel: its text and the looks on it."""

    text: str
    style: str
    marks: tuple[StyledSpan, ...] = ()


def card_rows(card: Card, width: int) -> Iterator[CardRow]:
    """Return the lines of `card` in `width` cells: source and kind, then the words."""
    kind = f"→ by way of {card.via}" if card.via else KINDS.get(card.kind, card.kind)
    facts = " · ".join(
        part
        for part in (
            kind,
            card.certainty,
            f"{card.more} more" if card.more else "",
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
    yield from (CardRow(line, "card-title") for line in wrap_lines(head, width))
    yield from _text_rows(card, width)


def facts_row(card: Card, width: int) -> CardRow | None:
    """Return the line of values that differ, as many as have room in `width` cells, or None.

    Of a single value the beginning is shown where the whole has no room.
    """
    line = ""
    for fact in card.facts:
        longer = f"{line} · {fact}" if line else f"{DIFFERS} {fact}"
        if line and cell_len(longer) > width:
            break
        line = longer
    return CardRow(clip_line(line, width), "differs") if line else None


def _text_rows(card: Card, width: int) -> Iterator[CardRow]:
    for span in wrapped(card.text, Paragraph(Span(0, len(card.text))), width, graphemes):
        marks = tuple(
            StyledSpan(marked.shifted(-span.start), look)
            for look, all_marked in (("shared", card.shared), ("differs", card.differing))
            for marked in all_marked
            if marked.start < span.end and marked.end > span.start
        )
        yield CardRow(span.of(card.text), "text", marks)
