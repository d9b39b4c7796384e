"""Line breaks of plain text that exist only because a line was full.

A text is hard-wrapped if nearly all its lines with a following line had no room for the first word
of that line, and continue in the middle of a sentence.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from tui.text.normalization.unicode_properties import SPACELESS, compiled, is_simple
from tui.text.offset_map import OffsetMap
from tui.text.parsing.hyphenation import is_hyphenated
from tui.text.span import Span

Measure = Callable[[Span], int]
"""Measure of a line's length, given its span, that the wrapping program may have used."""

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


def detect_hard_wrap(
    text: str, blocks: Sequence[Sequence[Span]], source: OffsetMap
) -> HardWrap | None:
    """Return the hard wrap of `text`; None if it isn't hard-wrapped.

    Of several measures, the one by which most lines are full is taken.

    Args:
        text: The text.
        blocks: Its runs of lines that no empty line separates.
        source: The map to the text as it was written, in which invisible characters may have
            counted.
    """
    breaks = [pair for block in blocks for pair in pairwise(block)]
    if len(breaks) == 1 and ends_mid_sentence(text, *breaks[0]):
        return HardWrap(text, _code_points(breaks[0][0]), _code_points)
    if len(breaks) < _FEWEST:
        return None
    hard_wrap, most_full = None, 0
    for measure in _measures(text, source):
        width = max(
            measure(_with_indent(text, line))
            for block in blocks
            if len(block) > 1
            for line in block
        )
        enough = len(breaks) >= (_FEWEST if width >= _NARROW else _FEWEST_NARROW)
        if width >= _NARROWEST and enough:
            full = _full_lines(text, breaks, width, measure)
            if full > most_full:
                hard_wrap, most_full = HardWrap(text, width, measure), full
            if full == len(breaks):
                break
    return hard_wrap


def ends_mid_sentence(text: str, line: Span, following: Span) -> bool:
    """Return True if a long `line` ends inside a sentence and `following` is not longer.

    The line is prose if a sentence ends in it, or a clause in a script without case; a headline has
    neither.
    """
    line_text, following_text = line.of(text), following.of(text)
    if text[line.end - 1] in _ENDS or _is_bullet(text, following):
        return False
    measures = _measures(text, OffsetMap(), is_plain=is_simple(line_text))
    if not any(_LONG <= measure(line) >= measure(following) for measure in measures):
        return False
    cased = following_text[0].lower() != following_text[0].upper()
    return re.search(_SENTENCE if cased else _CLAUSE, line_text) is not None


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


def _full_lines(
    text: str, breaks: Sequence[tuple[Span, Span]], width: int, measure: Measure
) -> int:
    """Return the number of lines that are full at `width`; 0 if the text is not wrapped there."""
    full = [(a, b) for a, b in breaks if _is_full(text, a, b, width, measure)]
    if not full or len(full) < _FULL * len(breaks):
        return 0
    mid_sentence = sum(text[line.end - 1] not in _ENDS for line, _ in full)
    is_wrapped = mid_sentence >= _MID_SENTENCE * len(full) and _go_on(text, (b for _, b in full))
    return len(full) if is_wrapped else 0


def _go_on(text: str, lines: Iterable[Span]) -> bool:
    """Return True if enough of the `lines` in a script with case begin with a small letter."""
    initials = [text[line.start] for line in lines]
    cased = [c for c in initials if c.lower() != c.upper()]
    return sum(c.islower() for c in cased) >= _SMALL * len(cased)


def _is_full(text: str, line: Span, following: Span, width: int, measure: Measure) -> bool:
    if is_hyphenated(text, line.end, following.start):
        return True
    if _is_bullet(text, following):
        return False
    length = measure(_with_indent(text, line))
    if joins_without_space(text, line.end, following.start):
        first_letter = Span(following.start, following.start + 1)
        return length + _SLACK * measure(first_letter) > width
    space = text.find(" ", following.start, following.end)
    word = Span(following.start, following.end if space < 0 else space)
    return length + 1 + measure(word) > width


def _with_indent(text: str, line: Span) -> Span:
    """Return a line with the spaces before it, as the wrapping program counted them."""
    start = line.start
    while start and text[start - 1] in " \t":
        start -= 1
    return Span(start, line.end)


def _is_bullet(text: str, line: Span) -> bool:
    first = text[line.start]
    if first.isalpha():
        return False
    return re.compile(_BULLET).match(text, *line) is not None


def _measures(text: str, source: OffsetMap, *, is_plain: bool | None = None) -> Iterator[Measure]:
    """Yield the measures: code points; those of the written text, if it has others; then two more.

    Characters and cells are yielded only for a text with combined or wide characters.
    """
    yield _code_points
    if len(source.clean_starts) > 1:
        yield lambda line: _code_points(source.span_to_source(line))
    if not (is_simple(text) if is_plain is None else is_plain):
        yield lambda line: _characters(line.of(text))
        yield lambda line: _cells(line.of(text))


def _code_points(line: Span) -> int:
    return line.end - line.start


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
