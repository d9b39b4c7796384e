"""Plain text: its paragraphs, with the lines joined that were divided only because they were full.

The quotation signs of lines quoted as in mail (`> `) are removed.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise

from tui.text.document import Paragraph
from tui.text.offset_map import OffsetMap
from tui.text.parsing.blocks import Blocks
from tui.text.parsing.hyphenation import REACH, HyphenResolver, is_hyphenated
from tui.text.parsing.line_breaks import (
    HardWrap,
    detect_hard_wrap,
    ends_mid_sentence,
    joins_without_space,
)
from tui.text.span import Span

_QUOTED = re.compile(r"[ \t]*(?:>[ \t]?)+")
_QUOTE_BAR = "▎ "
_FULL_LINE = range(40, 121)
_BROKEN_OFF = 40
"""Length in code points from which a line may break off inside a sentence."""
_RAGGED = 0.6
"""Share of the width from which a line of a hard-wrapped text may break off inside a sentence."""
_ENDS = ".!?…:;”\"'’»)"


def plain_blocks(text: str, source: OffsetMap, spellings: Collection[str] = ()) -> Blocks:
    """Return the paragraphs of clean `text`: its lines, joined in hard-wrapped blocks.

    Args:
        text: The clean text.
        source: The map to the file's own text.
        spellings: Words as the corpus spells them.
    """
    blocks = list(_line_blocks(text))
    hard_wraps = {
        depth: detect_hard_wrap(
            text, [lines for block_depth, lines in blocks if block_depth == depth], source
        )
        for depth in {depth for depth, _ in blocks}
    }
    paragraphs: list[Paragraph] = []
    joints: list[Span] = []
    for depth, block in blocks:
        for first, last in _runs(text, block, hard_wraps[depth]):
            span = Span(block[first].start, block[last].end)
            paragraphs.append(Paragraph(span, prefix=_QUOTE_BAR * depth))
            joints += [Span(block[n].end, block[n + 1].start) for n in range(first, last)]
    return _join_lines(text, paragraphs, joints, source, HyphenResolver(text, spellings))


def _line_blocks(text: str) -> Iterator[tuple[int, list[Span]]]:
    """Yield runs of non-empty lines, each line trimmed, and the depth of their quotation."""
    block: list[Span] = []
    start = depth = 0
    lines = text.split("\n")
    marks = _quotation_marks(lines) if ">" in text else [""] * len(lines)
    for line, mark in zip(lines, marks, strict=True):
        end = start + len(line)
        span = Span(start + len(mark), end).trimmed(text) if line else Span(start, end)
        if block and (not span or mark.count(">") != depth):
            yield depth, block
            block = []
        if span:
            block.append(span)
            depth = mark.count(">")
        start += len(line) + 1
    if block:
        yield depth, block


def _quotation_marks(lines: Sequence[str]) -> list[str]:
    """Return the quotation signs at the beginning of each line; none for a single quoted line."""
    matches = [_QUOTED.match(line) for line in lines]
    marks = ["", *[mark[0] if mark else "" for mark in matches], ""]
    return [
        mark if mark and (previous_mark or next_mark) else ""
        for previous_mark, mark, next_mark in zip(marks, marks[1:], marks[2:], strict=False)
    ]


def _runs(
    text: str, block: Sequence[Span], hard_wrap: HardWrap | None
) -> Iterator[tuple[int, int]]:
    """Yield the first and last line of each paragraph in `block`."""
    if _is_wrapped(text, block):
        yield 0, len(block) - 1
        return
    first = 0
    for n in range(len(block)):
        if n + 1 == len(block) or not _goes_on(text, block[n], block[n + 1], hard_wrap):
            yield first, n
            first = n + 1


def _is_wrapped(text: str, block: Sequence[Span]) -> bool:
    """Return True if every line but the last had no room for the first word of the next line."""
    if len(block) < 3:  # noqa: PLR2004  # two lines may be a headline and what follows it
        return False
    width = max(line.end - line.start for line in block)
    if width not in _FULL_LINE:
        return False
    for line, following in pairwise(block):
        word_end = text.find(" ", following.start, following.end)
        word_length = (following.end if word_end < 0 else word_end) - following.start
        if line.end - line.start + 1 + word_length <= width:
            return False
    return True


def _goes_on(text: str, line: Span, following: Span, hard_wrap: HardWrap | None) -> bool:
    """Return True if `following` continues `line`.

    That is so if `line` is full in a text with a `hard_wrap`, or if it breaks off inside a sentence
    or a word.
    """
    if hard_wrap is not None and hard_wrap.is_full(line, following):
        return True
    if is_hyphenated(text, line.end, following.start):
        return True
    first = text[following.start]
    if first.isalpha() and first.lower() == first.upper():
        return ends_mid_sentence(text, line, following)
    if not first.islower():
        return False
    least_length = _BROKEN_OFF if hard_wrap is None else min(_BROKEN_OFF, _RAGGED * hard_wrap.width)
    return line.end - line.start >= least_length and text[line.end - 1] not in _ENDS


def _join_lines(
    text: str,
    paragraphs: Sequence[Paragraph],
    joints: Sequence[Span],
    source: OffsetMap,
    hyphens: HyphenResolver,
) -> Blocks:
    """Return the blocks of `text` with its lines joined.

    A line break becomes a space. It is removed inside a divided word, and where no space belongs.
    """
    parts: list[str] = []
    runs = [(0, 0)]
    shifts = [0]
    """Shift of the text after each joint, in code points."""
    joined_offset = offset = 0
    for joint in joints:
        start, separator = joint.start, " "
        if is_hyphenated(text, joint.start, joint.end):
            line, following = (
                text[max(0, start - REACH) : start],
                text[joint.end : joint.end + REACH],
            )
            start, separator = start - 1, hyphens.replacement(line, following)
        elif joins_without_space(text, joint.start, joint.end):
            separator = ""
        parts += (text[offset:start], separator)
        joined_offset += start - offset + len(separator)
        offset = joint.end
        runs.append((joined_offset, offset))
        shifts.append(joined_offset - offset)
    if not joints:
        return Blocks(text, tuple(paragraphs), source)
    parts.append(text[offset:])
    shifted_paragraphs = []
    joints_before = 0
    for paragraph in paragraphs:
        start, end = paragraph.span
        new_start = start + shifts[joints_before]
        while joints_before < len(joints) and joints[joints_before].start < end:
            joints_before += 1
        shifted_paragraphs.append(
            paragraph._replace(span=Span(new_start, end + shifts[joints_before]))
        )
    offset_map = OffsetMap.of(runs)
    has_changed = len(offset_map.clean_starts) > 1
    return Blocks(
        "".join(parts),
        tuple(shifted_paragraphs),
        offset_map.compose(source) if has_changed else source,
    )
