"""The margin: the reading line, the coverage of passages, notes, reused blocks.

A mark belongs to a passage, and stands on the line on which the passage begins. Marks
differ by shape, not only by colour; a passage that is only here stands out.
"""

from bisect import bisect_right
from collections.abc import Callable, Sequence
from enum import IntEnum

from tui.text.document import Document
from tui.text.span import Span

WIDTH = 5
"""Cells: the reading line's mark, two for passages that begin on the line, notes, a space.

The bracket of a reused block uses the second passage's cell.
"""

READING_LINE, SAME_PASSAGE, PINNED, ELSEWHERE = "▶", "┃", "╏", " "
"""Signs of the reading line, of the rest of its passage, of the pinned passage, of other lines."""

BLOCK_PARTS = {(True, False): "╭", (False, False): "│", (False, True): "╰", (True, True): "["}
"""The bracket beside a reused block: does the block begin on the line, does it end there?"""
BLOCK_AFTER_BLOCK, NO_BLOCK = "├", " "


class Coverage(IntEnum):
    """The share of other articles that say a passage."""

    UNKNOWN = 0
    NONE = 1
    DOUBTFUL = 2
    """There are only near misses, no match."""
    DIFFERS = 3
    """Others say it with another value."""
    FEW = 4
    MOST = 5
    ALL = 6


GLYPHS = {
    Coverage.UNKNOWN: " ",
    Coverage.NONE: "◆",
    Coverage.DOUBTFUL: "◇",
    Coverage.DIFFERS: "≠",
    Coverage.FEW: "▂",
    Coverage.MOST: "▅",
    Coverage.ALL: "█",
}


def coverage(saying: int, others: int) -> Coverage:
    """Return the coverage of a passage that `saying` of `others` articles say."""
    if not others:
        return Coverage.UNKNOWN
    if not saying:
        return Coverage.NONE
    if saying >= others:
        return Coverage.ALL
    return Coverage.MOST if saying * 2 >= others else Coverage.FEW


def coverage_on_line(
    document: Document, coverages: Sequence[Coverage], line: Span
) -> tuple[Coverage, Coverage]:
    """Return the coverage of the first two passages that begin on `line`.

    If there are more, the second value is the least covered one after the first.
    """
    on_line: list[Coverage] = []
    if coverages and line:
        for n in range(document.passage_at(line.start), len(document.passages)):
            start = document.passages[n].span.start
            if start >= line.end:
                break
            if start >= line.start and coverages[n]:
                on_line.append(coverages[n])
    first, *others = on_line or [Coverage.UNKNOWN]
    return first, min(others, default=Coverage.UNKNOWN)


def block_part(blocks: Sequence[Span], line: Span) -> str:
    """Return the part of the bracket for a line; `blocks` are in order and do not overlap."""
    first = bisect_right(blocks, line.start, key=lambda block: block.end)
    on_line = [b for b in blocks[first : first + 2] if b.start < line.end or b.start < line.start]
    if len(on_line) != 1:
        return BLOCK_AFTER_BLOCK if on_line else NO_BLOCK
    return BLOCK_PARTS[on_line[0].start >= line.start, on_line[0].end <= line.end]


def nearest(coverages: Sequence[Coverage], passage: int, step: int, *, shared: bool) -> int | None:
    """Return the next passage that others say, or that none says, in the direction `step`."""

    def is_wanted(value: Coverage) -> bool:
        return value is not Coverage.UNKNOWN and shared is (value > Coverage.DOUBTFUL)

    return _nearest(coverages, passage, step, is_wanted)


def nearest_differing(coverages: Sequence[Coverage], passage: int, step: int) -> int | None:
    """Return the next passage in which a value differs, in the direction `step`."""
    return _nearest(coverages, passage, step, lambda value: value is Coverage.DIFFERS)


def _nearest(
    coverages: Sequence[Coverage], passage: int, step: int, is_wanted: Callable[[Coverage], bool]
) -> int | None:
    first = min(passage + step, len(coverages) if step > 0 else len(coverages) - 1)
    numbers = range(first, len(coverages) if step > 0 else -1, step)
    return next((number for number in numbers if is_wanted(coverages[number])), None)
