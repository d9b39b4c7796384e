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
    old_words, new_words = tokens(old), tokens(new)
    if [w.norm for w in old_words] == [w.norm for w in new_words]:
        old_words, new_words = _written(old), _written(new)
    changes: list[str] = []
    for op in Levenshtein.opcodes([w.norm for w in old_words], [w.norm for w in new_words]):
        if op.tag == "equal":
            continue
        removed = _stretch(old, old_words[op.src_start : op.src_end])
        added = _stretch(new, new_words[op.dest_start : op.dest_end])
        changes.append(
            f"{removed} → {added}"
            if removed and added
            else f"− {removed}"
            if removed
            else f"+ {added}"
        )
    return clean_line("; ".join(changes), _LONGEST)


def _written(text: str) -> tuple[Token, ...]:
    """Return the words of `text` as they are written, with stops and capitals."""
    return tuple(Token(m[0], Span(*m.span())) for m in re.finditer(r"\S+", text))


def _stretch(text: str, words: Sequence[Token]) -> str:
    return text[words[0].span.start : words[-1].span.end] if words else ""
