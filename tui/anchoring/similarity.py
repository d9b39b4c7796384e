"""Comparison of two wordings: their sameness, and their similarity."""

import re
import unicodedata
from collections.abc import Sequence

from rapidfuzz import fuzz
from rapidfuzz.distance import Indel

from tui.text.normalization.unicode_properties import compiled, is_simple
from tui.text.offset_map import OffsetMap, substitute
from tui.text.tokens import tokens

RUN = 2
"""Number of adjacent equal words from which context counts: single words agree by chance."""
_ALIKE = str.maketrans(
    {
        **dict.fromkeys("‘’‚‛ʼ`´", "'"),
        **dict.fromkeys("“”„‟«»″", '"'),
        **dict.fromkeys("‐‑‒–—―−", "-"),
    }
)
_UNEVEN = re.compile(r"\s{2,}|[^\S ]|[^\W_]?[\u0300-\u036f\u1ab0-\u1aff\u20d0-\u20ff]+")
_UNEVEN_ANYWHERE = r"\s{2,}|[^\S ]|\p{L}?\p{M}++|\p{Hangul}++"


def normalize_typography(text: str) -> tuple[str, OffsetMap]:
    """Return composed `text` with one kind of space, quote and dash, and its offset map."""
    text = text.translate(_ALIKE)
    uneven = _UNEVEN if is_simple(text) else compiled(_UNEVEN_ANYWHERE)
    return substitute(
        text,
        uneven.finditer(text),
        lambda odd: " " if odd.isspace() else unicodedata.normalize("NFC", odd),
    )


def similarity(one: str, other: str) -> float:
    """Return the similarity of two wordings, 0 to 1: word order and letters have equal weight."""
    ours, theirs = normalized_words(one), normalized_words(other)
    if not ours or not theirs:
        return 1.0 if normalize_typography(one)[0] == normalize_typography(other)[0] else 0.0
    by_letter = fuzz.ratio(" ".join(ours), " ".join(theirs)) / 100
    return (Indel.normalized_similarity(ours, theirs) + by_letter) / 2


def count_occurrences(quote: str, text: str) -> int:
    """Return the number of times that the words of `quote` stand in `text` as a sequence."""
    ours, theirs = normalized_words(quote), normalized_words(text)
    return sum(theirs[n : n + len(ours)] == ours for n in range(len(theirs) - len(ours) + 1))


def context_overlap(ours: Sequence[str], theirs: Sequence[str]) -> float:
    """Return the share of `ours`, 0 to 1, that stands in `theirs` in the same order and in runs."""
    if not ours:
        return 0.0
    run = min(RUN, len(ours))
    found = (op.src_end - op.src_start for op in Indel.opcodes(ours, theirs) if op.tag == "equal")
    return sum(length for length in found if length >= run) / len(ours)


def normalized_words(text: str) -> tuple[str, ...]:
    """Return the compared words of `text`."""
    return tuple(token.norm for token in tokens(text))
