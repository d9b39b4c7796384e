"""Paragraphs of printed columns: joined lines, with words whole that line ends divide."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from tui.formats.page_layout.columns import Column
from tui.formats.page_layout.lines import Line
from tui.text.parsing.hyphenation import REACH, HyphenResolver, is_hyphenated
from tui.text.parsing.line_breaks import joins_without_space

_SPACED = 1.3
"""Distance of two lines, as a multiple of the usual one, from which a paragraph begins."""
_SAME_SIZE = 0.12
"""Largest difference of the type sizes in one paragraph, as a share."""
_INDENT = range(1, 5)
"""Indentation of a paragraph's first line, in half type sizes."""
_MARKED = re.compile(r"[•▪◦‣·][ \t]|[–—-][ \t]|\(?\d{1,3}[.)][ \t]")
"""Mark of an item of a list."""
_WIDER = 10
"""Number of lines of a column of which one may be wider: a title above it, or a table."""
_LONG_LINE = 0.6
"""Share of the column's width from which a line may continue with a word that begins small."""
_TOLERANCE = "mm"
"""Letters whose width is the error of a guessed word width, inside a sentence."""
_ENDS = '.!?:…"”’»)]'


class Block(NamedTuple):
    """Lines of a paragraph, and the size of its type."""

    lines: tuple[str, ...]
    size: float


def blocks_of(columns: Iterable[Column]) -> list[Block]:
    """Return the paragraphs of columns in reading order; one may continue in the next column."""
    blocks: list[Block] = []
    is_open = False
    for column in columns:
        margins = _Margins(column)
        for n, paragraph in enumerate(_paragraphs(column, margins)):
            block = Block(
                tuple(line.text for line in paragraph), median(line.size for line in paragraph)
            )
            if n == 0 and blocks and _goes_on(blocks[-1], block, is_open=is_open):
                previous = blocks.pop()
                block = Block(previous.lines + block.lines, previous.size)
            blocks.append(block)
            is_open = margins.is_full(paragraph[-1], "")
    return blocks


class _Margins:
    """Margins of a column, and the usual distance of its lines."""

    def __init__(self, column: Column) -> None:
        self.size = median(line.size for line in column) if column else 0.0
        text_lines = [line for line in column if _is_same_size(line.size, self.size)]
        self.left = min((line.left for line in text_lines), default=0.0)
        rights = sorted(line.right for line in text_lines)
        self.right = rights[-1 - len(rights) // _WIDER] if rights else 0.0
        steps = [next_line.bottom - line.bottom for line, next_line in pairwise(column)]
        usual_steps = [step for step in steps if 0 < step < 3 * self.size]
        self.step = median(usual_steps) if usual_steps else self.size

    def is_full(self, line: Line, word: str) -> bool:
        """Return True if `line` had no room for `word` and a space."""
        letter = (line.right - line.left) / max(1, len(line.text))
        return line.right + letter * (len(word) + 1) > self.right - letter

    def is_indented(self, line: Line, previous: Line) -> bool:
        """Return True if `line` begins a paragraph by its indentation, and `previous` does not."""
        indent = line.left - previous.left
        return int(2 * indent / max(line.size, 1.0)) in _INDENT and indent > 0


def _paragraphs(column: Column, margins: _Margins) -> Iterator[list[Line]]:
    lines: list[Line] = []
    for line in column:
        if lines and _begins(lines, line, margins):
            yield lines
            lines = []
        lines.append(line)
    if lines:
        yield lines


def _begins(lines: Sequence[Line], line: Line, margins: _Margins) -> bool:
    """Return True if `line` begins a paragraph after the lines `lines`."""
    previous = lines[-1]
    step = line.bottom - previous.bottom
    if not _is_same_size(previous.size, line.size):
        return True
    if line.size > margins.size * (1 + _SAME_SIZE):
        return step > 2 * line.size  # a title, which is ragged or centred
    if step > _SPACED * margins.step or step < 0 or _MARKED.match(line.text):
        return True
    if is_hyphenated(f"{previous.text}\n{line.text}", len(previous.text), len(previous.text) + 1):
        return False
    is_item = len(lines) == 1 and _MARKED.match(previous.text)
    if margins.is_indented(line, previous) and not is_item:
        return len(lines) > 1 or previous.left <= margins.left + previous.size / 2
    return not _is_broken_off(previous, line, margins)


def _is_broken_off(previous: Line, line: Line, margins: _Margins) -> bool:
    """Return True if the line `previous` ends only because it was full."""
    word = line.text.split(" ", 1)[0]
    if previous.text[-1] in _ENDS:
        return margins.is_full(previous, word)
    is_long = previous.right - margins.left > _LONG_LINE * (margins.right - margins.left)
    return margins.is_full(previous, word + _TOLERANCE) or (is_long and line.text[0].islower())


def _is_same_size(first: float, second: float) -> bool:
    return abs(first - second) <= _SAME_SIZE * max(first, second)


def _goes_on(previous: Block, block: Block, *, is_open: bool) -> bool:
    """Return True if `block`, at the top of a column, continues the `previous` one."""
    if not _is_same_size(previous.size, block.size):
        return False
    line, following = previous.lines[-1], block.lines[0]
    if is_hyphenated(f"{line}\n{following}", len(line), len(line) + 1):
        return True
    if following[0].islower():
        return True
    return is_open and line[-1] not in _ENDS


def join_lines(blocks: Sequence[Block]) -> list[str]:
    """Return the text of each block, with its lines joined as in plain text."""
    text = "\n".join(line for block in blocks for line in block.lines)
    hyphens = HyphenResolver(text)
    return [_join(block.lines, hyphens) for block in blocks]


def _join(lines: Sequence[str], hyphens: HyphenResolver) -> str:
    parts = [lines[0]]
    for line, following in pairwise(lines):
        joined_text = f"{line[-REACH:]}\n{following[:REACH]}"
        end = len(line[-REACH:])
        if is_hyphenated(joined_text, end, end + 1):
            parts[-1] = parts[-1][:-1]
            parts.append(hyphens.replacement(line[-REACH:], following[:REACH]))
        elif not joins_without_space(joined_text, end, end + 1):
            parts.append(" ")
        parts.append(following)
    return "".join(parts)
