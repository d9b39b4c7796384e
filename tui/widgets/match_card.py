"""A card: what one other article says of the passage being read, and its lines at a width."""

from collections.abc import Iterator
from dataclasses import dataclass

from tui.text.document import Paragraph
from tui.text.span import Span
from tui.text.wrap import wrapped
from tui.widgets.ink import Mark, graphemes

KINDS = {"verbatim": "= verbatim", "close": "≈ close", "reworded": "~ reworded"}
"""How a kind of match is shown: a sign and a word."""

TITLE_ROWS = 2
_LITTLE = 0.4
"""Where less is in common than this, what differs is shown quietly: it is nearly everything."""


@dataclass(frozen=True, slots=True)
class Card:
    """One other article's best passage, in plain words."""

    document: str
    passage: int
    title: str
    kind: str
    score: float
    text: str
    differs: tuple[Span, ...] = ()
    """Words of `text` that the passage being read does not have."""
    lacks: tuple[str, ...] = ()
    """Runs of words that the passage being read has and `text` lacks."""
    common: float = 1.0
    """The share of `text` that the passage being read has too, 0 to 1."""
    more: int = 0
    """How many further passages of the same article match."""


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a panel: its text and the looks on it."""

    text: str
    look: str
    marks: tuple[Mark, ...] = ()


def rows(card: Card, width: int, *, dimmed: bool = False) -> Iterator[Row]:
    """The lines of `card` in `width` cells; a dimmed card is one that was not close enough."""
    title = list(lines(card.title, width))
    if len(title) > TITLE_ROWS:
        title = [title[0], next(lines(title[1], width - 1)) + "…"]
    for line in title:
        yield Row(line, "dimmed" if dimmed else "card-title")
    kind = "nearest, not close enough" if dimmed else KINDS.get(card.kind, card.kind)
    more = f" · {card.more} more here" if card.more else ""
    yield from (Row(line, "facts") for line in lines(f"{kind} · {card.score:.2f}{more}", width))
    whole = Paragraph(Span(0, len(card.text)))
    look = "differs" if card.common >= _LITTLE else "differs-much"
    for span in wrapped(card.text, whole, width, graphemes):
        marks = tuple(
            Mark(d.shifted(-span.start), look)
            for d in card.differs
            if d.start < span.end and d.end > span.start and not dimmed
        )
        yield Row(span.of(card.text), "dimmed" if dimmed else "text", marks)
    if card.lacks and not dimmed:
        for line in lines("lacks: " + " · ".join(card.lacks), width):
            yield Row(line, "lacks")


def lines(text: str, width: int) -> Iterator[str]:
    """`text` on lines of `width` cells."""
    whole = Paragraph(Span(0, len(text)))
    return (line.of(text) for line in wrapped(text, whole, width, graphemes))
