"""Plain text: which lines are paragraphs, and which only go on because a line was full."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from tui.text.blocks import Blocks
from tui.text.document import Paragraph
from tui.text.source import SourceMap
from tui.text.span import Span

_FULL_LINE = range(40, 121)
_BROKEN_OFF = 40
_ENDS = ".!?…:;”\"’'»)"


def plain_blocks(text: str, source: SourceMap) -> Blocks:
    """The paragraphs of clean `text`: its lines, those of hard-wrapped blocks joined."""
    spans: list[Span] = []
    joints: list[int] = []
    for block in _line_blocks(text):
        for first, last in _runs(text, block):
            spans.append(Span(block[first].start, block[last].end))
            joints += [block[n].end for n in range(first, last)]
    return Blocks(_spaced(text, joints), tuple(map(Paragraph, spans)), source)


def _line_blocks(text: str) -> Iterator[list[Span]]:
    """Runs of lines with words on them, each line trimmed."""
    block: list[Span] = []
    start = 0
    for line in text.split("\n"):
        if span := Span(start, start + len(line)).trimmed(text):
            block.append(span)
        elif block:
            yield block
            block = []
        start += len(line) + 1
    if block:
        yield block


def _runs(text: str, block: Sequence[Span]) -> Iterator[tuple[int, int]]:
    """First and last line of each paragraph in `block`."""
    if _is_wrapped(text, block):
        yield 0, len(block) - 1
        return
    first = 0
    for n in range(len(block)):
        if n + 1 == len(block) or not _goes_on(text, block[n], block[n + 1]):
            yield first, n
            first = n + 1


def _is_wrapped(text: str, block: Sequence[Span]) -> bool:
    """Whether every line but the last is full: the next line's first word had no room on it."""
    if len(block) < 3:  # noqa: PLR2004  # two lines may be a headline and what follows it
        return False
    width = max(line.end - line.start for line in block)
    if width not in _FULL_LINE:
        return False
    for line, following in pairwise(block):
        word_end = text.find(" ", following.start, following.end)
        word = (following.end if word_end < 0 else word_end) - following.start
        if line.end - line.start + 1 + word <= width:
            return False
    return True


def _goes_on(text: str, line: Span, following: Span) -> bool:
    """Whether `line` breaks off in mid-sentence and `following` carries it on."""
    return (
        line.end - line.start >= _BROKEN_OFF
        and text[line.end - 1] not in _ENDS
        and text[following.start].islower()
    )


def _spaced(text: str, joints: Sequence[int]) -> str:
    """`text` with the white space from each joint to the next line turned into spaces."""
    if not joints:
        return text
    parts, at = [], 0
    for joint in joints:
        end = joint
        while text[end].isspace():
            end += 1
        parts += [text[at:joint], " " * (end - joint)]
        at = end
    return "".join((*parts, text[at:]))
