"""A card: what one other article says of the passage being read, and its lines at a width."""

from collections.abc import Iterator
from dataclasses import dataclass

from tui.text.document import Paragraph
from tui.text.span import Span
from tui.text.wrap import wrapped
from tui.widgets.ink import Mark, graphemes

KINDS = {
    "verbatim": "= verbatim",
    "close": "≈ close",
    "reworded": "~ reworded",
    "meaning": "∴ by meaning",
}
"""How a kind of match is shown: a sign and a word."""

TITLE_ROWS = 2
_TITLE_AT_LEAST = 20
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
    certainty: str = ""
    """A word for the score: sure, likely, perhaps."""
    differs: tuple[Span, ...] = ()
    """Words of `text` that the passage being read does not have."""
    lacks: tuple[str, ...] = ()
    """Runs of words that the passage being read has and `text` lacks."""
    common: float = 1.0
    """The share of `text` that the passage being read has too, 0 to 1."""
    more: int = 0
    """How many further passages of the same article match."""
    by: str = ""
    """Through which other article the passage belongs here, where the words alone don't tell."""
    notes: str = ""
    """Glyphs of the notes on `text`."""


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a panel: its text and the looks on it."""

    text: str
    look: str
    marks: tuple[Mark, ...] = ()


def rows(card: Card, width: int, *, brief: bool = False) -> Iterator[Row]:
    """The lines of `card` in `width` cells; a brief one has its title on one line with the kind."""
    kind = KINDS.get(card.kind, card.kind)
    if card.by:
        kind = f"→ by way of {cut(card.by, 1, _TITLE_AT_LEAST)[0]}"
    facts = f"{kind} · {card.certainty} {card.score:.2f}"
    facts += f" · {card.more} more here" if card.more else ""
    facts += f" · {card.notes}" if card.notes else ""
    if brief:
        title = cut(card.title, 1, max(_TITLE_AT_LEAST, width - len(facts) - 3))[0]
        yield Row(f"{title} · {facts}", "card-title")
    else:
        yield from (Row(line, "card-title") for line in cut(card.title, TITLE_ROWS, width))
        yield from (Row(line, "facts") for line in lines(facts, width))
    yield from _text_rows(card, width)
    if card.lacks:
        for line in lines("lacks: " + " · ".join(card.lacks), width):
            yield Row(line, "lacks")


def _text_rows(card: Card, width: int) -> Iterator[Row]:
    look = "differs" if card.common >= _LITTLE else "differs-much"
    for span in wrapped(card.text, Paragraph(Span(0, len(card.text))), width, graphemes):
        marks = tuple(
            Mark(d.shifted(-span.start), look)
            for d in card.differs
            if d.start < span.end and d.end > span.start
        )
        yield Row(span.of(card.text), "text", marks)


def cut(text: str, most: int, width: int) -> list[str]:
    """`text` on at most `most` lines of `width` cells, with a sign where it was cut."""
    found = list(lines(text, width))
    if len(found) > most:
        found = [*found[: most - 1], next(lines(found[most - 1], width - 1)) + "…"]
    return found or [""]


def lines(text: str, width: int) -> Iterator[str]:
    """`text` on lines of `width` cells."""
    whole = Paragraph(Span(0, len(text)))
    return (line.of(text) for line in wrapped(text, whole, width, graphemes))
