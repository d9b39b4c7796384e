"""Writing of Markdown: blocks and emphasis of another format; signs in the text are escaped."""

import re
from collections.abc import Iterable
from itertools import groupby
from typing import NamedTuple

_SIGNS = re.compile(r"[\\`*_\[\]<>&~^=%|]")
"""Signs with a meaning anywhere in a line, in CommonMark or in the dialects that are read."""
_AT_START = re.compile(r"(?m)^([ \t]*)([#+\-:]|\d{1,9}(?=[.)]))")
"""Signs with a meaning at the beginning of a line."""
_BREAK = "\\\n"
"""Line break inside a paragraph."""
_INDENT = 4
_DEEPEST_HEADING = 6
_DEEPEST_ITEM = 8


class Run(NamedTuple):
    """Part of a paragraph with one emphasis."""

    text: str
    is_strong: bool = False
    is_emphasis: bool = False


def escape_markdown(text: str) -> str:
    """Return Markdown that shows `text` unchanged."""
    return escape_line_start(escape_inline(text))


def escape_inline(text: str) -> str:
    """Return Markdown that shows `text` unchanged inside a line."""
    return _SIGNS.sub(r"\\\g<0>", text)


def escape_line_start(line: str) -> str:
    """Return a line of Markdown with an escaped first sign if it would make a list or a heading."""
    return _AT_START.sub(_escape_start, line)


def _escape_start(match: re.Match[str]) -> str:
    space, sign = match.groups()
    return f"{space}{sign}\\" if sign.isdigit() else f"{space}\\{sign}"


def render_runs(runs: Iterable[Run]) -> str:
    """Return one paragraph as Markdown, with single spaces and its line breaks."""
    merged = [
        Run("".join(run.text for run in run_group), *emphasis)
        for emphasis, run_group in groupby(filter(_has_text, runs), key=lambda run: run[1:])
    ]
    text = ""
    for n, run in enumerate(merged):
        following = merged[n + 1].text[:1] if n + 1 < len(merged) else ""
        text += _render(run, text[-1:], following)
    lines = (" ".join(line.split()) for line in text.split("\n"))
    filled_lines = [line for line in lines if line]
    return _BREAK.join(escape_line_start(line) for line in filled_lines)


def _has_text(run: Run) -> bool:
    return bool(run.text)


def _render(run: Run, previous_character: str, following: str) -> str:
    escaped = escape_inline(run.text)
    core = run.text.strip()
    mark = "*" * (2 * run.is_strong + run.is_emphasis)
    if not mark or not core or "\n" in core:
        return escaped
    leading_space = run.text[: len(run.text) - len(run.text.lstrip())]
    trailing_space = run.text[len(run.text.rstrip()) :]
    begins_in_word = not leading_space and previous_character.isalnum() and not core[0].isalnum()
    ends_in_word = not trailing_space and following.isalnum() and not core[-1].isalnum()
    if begins_in_word or ends_in_word or (not leading_space and previous_character == "*"):
        return escaped  # CommonMark would not read the asterisks as emphasis here
    return f"{leading_space}{mark}{escape_inline(core)}{mark}{trailing_space}"


class MarkdownBlocks:
    """Blocks of one document, added in order."""

    def __init__(self) -> None:
        self._blocks: list[str] = []
        self._numbers: list[int] = []
        """Number of the last item at each level of the open list; 0 after a bullet."""

    def add_paragraph(self, text: str) -> None:
        """Add a paragraph of Markdown, as `render_runs` returns it."""
        if text:
            self._numbers.clear()
            self._blocks.append(text)

    def add_heading(self, text: str, level: int) -> None:
        """Add a heading of `level` 1 to 6."""
        if text:
            self._numbers.clear()
            line = text.replace(_BREAK, " ")
            self._blocks.append(f"{'#' * min(max(level, 1), _DEEPEST_HEADING)} {line}")

    def add_item(self, text: str, level: int, *, is_numbered: bool) -> None:
        """Add an item of a list at `level`, 0 for the outermost one."""
        if not text:
            return
        level = min(level, len(self._numbers), _DEEPEST_ITEM)
        del self._numbers[level + 1 :]
        if level == len(self._numbers):
            self._numbers.append(0)
        self._numbers[level] = self._numbers[level] + 1 if is_numbered else 0
        indent = " " * _INDENT * level
        sign = f"{self._numbers[level]}." if is_numbered else "-"
        line_break = "\\\n" + indent + " " * (len(sign) + 1)
        self._blocks.append(f"{indent}{sign} {text.replace(_BREAK, line_break)}")

    @property
    def text(self) -> str:
        """Document as Markdown."""
        return "\n\n".join(self._blocks)
