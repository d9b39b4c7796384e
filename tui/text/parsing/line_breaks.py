"""Line breaks of plain text that exist only because a line was full.

A text is hard-wrapped if nearly all its lines with a following line had no room for the first word
of that line, and continue in the middle of a sentence.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from tui.text.normalization.unicode_properties import SPACELESS, compiled, is_simple
from tui.text.parsing.hyphenation import is_hyphenated
from tui.text.span import Span

Measure = Callable[[str], int]
"""Measure of a line's length that the wrapping program may have used."""

_NARROWEST = 16
_NARROW = 30
"""Width below which more lines are required: narrow lines are more often full by accident."""
_FEWEST, _FEWEST_NARROW = 2, 3
"""Least number of line breaks in a hard-wrapped text, and in a narrow one."""
_FULL = 0.7
"""Share of lines with a following line that are full in a hard-wrapped text."""
_MID_SENTENCE = 0.5
"""Share of the full lines that end in the middle of a sentence."""
_SMALL = 0.2
"""Share of the following lines that begin with a small letter, in scripts with small letters."""
_SLACK = 3
"""Number of letters of a script without spaces that a program may move to the next line
together."""
_LONG = 40
"""Length from which a single line may be full."""
_SENTENCE = r"[.!?…][\"'”’»)]*\s+\S*\w"
_CLAUSE = r"[.!?…,;،؛，；、。！？।۔፣።]"
_ENDS = ".!?…:;。！？।۔؟”\"'’»)」"
_BULLET = r"(?:[-*•‣◦]|\d{1,3}[.)])\s"


class HardWrap(NamedTuple):
    """Width at which a text is hard-wrapped, and the measure of the width."""

    text: str
    width: int
    measure: Measure

    def is_full(self, line: Span, following: Span) -> bool:
        """Return True if `line` had no room for the first word of the `following` line."""
        return _is_full(self.text, line, following, self.width, self.measure)


def detect_hard_wrap(text: str, blocks: Sequence[Sequence[Span]]) -> HardWrap | None:
    """Return the hard wrap of `text`; None if it isn't hard-wrapped.

    `blocks` are the runs of lines that no empty line separates.
    """
    breaks = [pair for block in blocks for pair in pairwise(block)]
    if len(breaks) == 1 and ends_mid_sentence(text, *breaks[0]):
        return HardWrap(text, len(breaks[0][0].of(text)), len)
    if len(breaks) < _FEWEST:
        return None
    for measure in _measures(text):
        width = max(
            measure(_indented(text, line)) for block in blocks if len(block) > 1 for line in block
        )
        enough = len(breaks) >= (_FEWEST if width >= _NARROW else _FEWEST_NARROW)
        if width >= _NARROWEST and enough and _is_wrapped(text, breaks, width, measure):
            return HardWrap(text, width, measure)
    return None


def ends_mid_sentence(text: str, line: Span, following: Span) -> bool:
    """Return True if a long `line` ends inside a sentence and `following` is not longer.

    The line is prose if a sentence ends in it, or a clause in a script without case; a headline has
    neither.
    """
    written, rest = line.of(text), following.of(text)
    if text[line.end - 1] in _ENDS or _is_bullet(text, following):
        return False
    if not any(_LONG <= measure(written) >= measure(rest) for measure in _measures(written)):
        return False
    cased = rest[0].lower() != rest[0].upper()
    return re.search(_SENTENCE if cased else _CLAUSE, written) is not None


def joins_without_space(text: str, end: int, start: int) -> bool:
    """Return True if no space belongs between two lines: the scripts on both sides have none."""
    if text[start] <= "\u0300":
        return False
    if unicodedata.category(text[start])[0] == "M":  # a mark of a letter on the line before
        return True
    last = end - 1
    while last and text[last] > "\u0300" and unicodedata.category(text[last])[0] == "M":
        last -= 1
    return _is_spaceless(text[last]) and _is_spaceless(text[start])


def _is_wrapped(
    text: str, breaks: Sequence[tuple[Span, Span]], width: int, measure: Measure
) -> bool:
    full = [(a, b) for a, b in breaks if _is_full(text, a, b, width, measure)]
    if not full or len(full) < _FULL * len(breaks):
        return False
    inside = sum(text[line.end - 1] not in _ENDS for line, _ in full)
    return inside >= _MID_SENTENCE * len(full) and _go_on(text, (b for _, b in full))


def _go_on(text: str, lines: Iterable[Span]) -> bool:
    """Return True if enough of the `lines` in a script with case begin with a small letter."""
    first = [text[line.start] for line in lines]
    cased = [c for c in first if c.lower() != c.upper()]
    return sum(c.islower() for c in cased) >= _SMALL * len(cased)


def _is_full(text: str, line: Span, following: Span, width: int, measure: Measure) -> bool:
    if is_hyphenated(text, line.end, following.start):
        return True
    if _is_bullet(text, following):
        return False
    written = _indented(text, line)
    if joins_without_space(text, line.end, following.start):
        return measure(written) + _SLACK * measure(text[following.start]) > width
    space = text.find(" ", following.start, following.end)
    word = text[following.start : following.end if space < 0 else space]
    return measure(written) + 1 + measure(word) > width


def _indented(text: str, line: Span) -> str:
    """Return a line with the spaces before it, as the wrapping program counted them."""
    start = line.start
    while start and text[start - 1] in " \t":
        start -= 1
    return text[start : line.end]


def _is_bullet(text: str, line: Span) -> bool:
    first = text[line.start]
    if first.isalpha():
        return False
    return re.compile(_BULLET).match(text, *line) is not None


def _measures(text: str) -> Iterable[Measure]:
    """Return the measures: code points; for combined or wide characters, also two others."""
    if is_simple(text):
        return (len,)
    return len, _characters, _cells


def _characters(line: str) -> int:
    return len(unicodedata.normalize("NFC", line))


def _cells(line: str) -> int:
    return sum(
        0
        if unicodedata.category(c) in {"Mn", "Me", "Cf"}
        else 1 + (unicodedata.east_asian_width(c) in "WF")
        for c in line
    )


def _is_spaceless(character: str) -> bool:
    if character.isascii() or is_simple(character):
        return False
    if compiled(SPACELESS).match(character):
        return True
    return not character.isalnum() and unicodedata.east_asian_width(character) in "WF"
