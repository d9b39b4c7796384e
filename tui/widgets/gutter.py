"""The gutter: where the reading line is, how many other articles say a passage, what is noted.

Told by shape, so that nothing rests on colour; what is only here stands out.
"""

from collections.abc import Sequence
from enum import IntEnum

from tui.text.document import Document
from tui.text.span import Span

WIDTH = 4
"""Cells: the reading line's mark, the witness, the notes, a space."""

READING_LINE, SAME_PASSAGE, ELSEWHERE = "▶", "┃", " "


class Coverage(IntEnum):
    """How many of the other articles say a passage."""

    UNKNOWN = 0
    NONE = 1
    FEW = 2
    MOST = 3
    ALL = 4


GLYPHS = {
    Coverage.UNKNOWN: " ",
    Coverage.NONE: "◆",
    Coverage.FEW: "▂",
    Coverage.MOST: "▅",
    Coverage.ALL: "█",
}


def coverage(saying: int, others: int) -> Coverage:
    """What `saying` of `others` articles amounts to."""
    if not others:
        return Coverage.UNKNOWN
    if not saying:
        return Coverage.NONE
    if saying >= others:
        return Coverage.ALL
    return Coverage.MOST if saying * 2 >= others else Coverage.FEW


def witness(document: Document, known: Sequence[Coverage], line: Span) -> Coverage:
    """The coverage of what starts on `line`: of several passages, the least covered one's."""
    if not known or not line:
        return Coverage.UNKNOWN
    least = Coverage.UNKNOWN
    for n in range(document.passage_at(line.start), len(document.passages)):
        start = document.passages[n].span.start
        if start >= line.end:
            break
        if start >= line.start and known[n] and (not least or known[n] < least):
            least = known[n]
    return least


def nearest(known: Sequence[Coverage], passage: int, step: int, *, shared: bool) -> int | None:
    """The next passage that others say, or that none does, in the way of `step` (1 or -1)."""
    first = min(passage + step, len(known) if step > 0 else len(known) - 1)
    for n in range(first, len(known) if step > 0 else -1, step):
        if known[n] is not Coverage.UNKNOWN and shared is (known[n] > Coverage.NONE):
            return n
    return None
