"""Summary of the change in a passage's words, on one line."""

import re
from collections.abc import Sequence

from rapidfuzz.distance import Levenshtein

from tui.text.sanitization import clean_line
from tui.text.span import Span
from tui.text.tokens import Token, tokens

_LONGEST = 160
"""Largest length of a summary in code points."""


def summarize_change(old: str, new: str) -> str:
    """Return the change from the words of `old` to those of `new` on one line, as "14 → 17"."""
    ours, theirs = tokens(old), tokens(new)
    if [w.norm for w in ours] == [w.norm for w in theirs]:
        ours, theirs = _written(old), _written(new)
    message: list[str] = []
    for op in Levenshtein.opcodes([w.norm for w in ours], [w.norm for w in theirs]):
        if op.tag == "equal":
            continue
        gone = _stretch(old, ours[op.src_start : op.src_end])
        come = _stretch(new, theirs[op.dest_start : op.dest_end])
        message.append(
            f"{gone} → {come}" if gone and come else f"− {gone}" if gone else f"+ {come}"
        )
    return clean_line("; ".join(message), _LONGEST)


def _written(text: str) -> tuple[Token, ...]:
    """Return the words of `text` as they are written, with stops and capitals."""
    return tuple(Token(m[0], Span(*m.span())) for m in re.finditer(r"\S+", text))


def _stretch(text: str, words: Sequence[Token]) -> str:
    return text[words[0].span.start : words[-1].span.end] if words else ""
