"""Inline markup as Markdown: matches of a pattern are rendered, all other text is escaped."""

import re
from collections.abc import Callable

from tui.formats.markdown_writing import escape_inline


def render_inline(
    text: str, pattern: re.Pattern[str], render: Callable[[re.Match[str]], str]
) -> str:
    """Return `text` as Markdown; `render` returns the Markdown of each match of `pattern`."""
    parts: list[str] = []
    offset = 0
    for match in pattern.finditer(text):
        parts += (escape_inline(text[offset : match.start()]), render(match))
        offset = match.end()
    parts.append(escape_inline(text[offset:]))
    return "".join(parts)


def code(text: str) -> str:
    """Return a code span of Markdown."""
    fence = "`"
    while fence in text:
        fence += "`"
    space = " " if text.startswith("`") or text.endswith("`") else ""
    return f"{fence}{space}{text}{space}{fence}"


def link(text: str, target: str) -> str:
    """Return a link of Markdown; `text` is Markdown already."""
    if not re.fullmatch(r"https?://[^\s<>]+", target):
        return text
    return f"[{text}](<{target}>)"
