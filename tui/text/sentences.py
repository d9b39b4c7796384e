"""Where sentences end, as sentencex has it, and a bound on how long one may be."""

import re
from collections.abc import Iterator

from sentencex import get_sentence_boundaries

from tui.text.span import Span

LONGEST = 2_000
"""Code points; what has no end of sentence within it is cut at a space."""

_QUOTES = str.maketrans("“”„«»", "     ")
_OPENING = "“„«"
_ASIDE = re.compile(r"[?!][”»]\s*$")


def sentences(text: str, span: Span) -> Iterator[Span]:
    """The sentences of `text` inside `span`, those of a quotation too, trimmed of white space."""
    piece = span.of(text)
    quoted = any(mark in piece for mark in _OPENING)
    unquoted = piece.translate(_QUOTES) if quoted else piece  # sentencex keeps a quotation whole
    start = 0
    for boundary in get_sentence_boundaries("en", unquoted):
        end = boundary["end_index"]
        while end > start and end < len(piece) and piece[end - 1] in _OPENING:
            end -= 1
        if _ASIDE.search(piece, max(start, end - 8), end) and piece[end : end + 1].islower():
            continue  # “Did he go?” she asked.
        yield from _bounded(text, Span(start, end).shifted(span.start).trimmed(text))
        start = end


def _bounded(text: str, span: Span) -> Iterator[Span]:
    """`span`, cut where it is longer than a sentence may be."""
    start, end = span
    while end - start > LONGEST:
        space = text.rfind(" ", start + LONGEST // 2, start + LONGEST)
        cut = space if space > 0 else start + LONGEST
        yield Span(start, cut).trimmed(text)
        start = cut
    if last := Span(start, end).trimmed(text):
        yield last
