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
        lambda characters: (
            " " if characters.isspace() else unicodedata.normalize("NFC", characters)
        ),
    )


def similarity(first: str, second: str) -> float:
    """Return the similarity of two wordings, 0 to 1: word order and letters have equal weight."""
    first_words, second_words = normalized_words(first), normalized_words(second)
    if not first_words or not second_words:
        return 1.0 if normalize_typography(first)[0] == normalize_typography(second)[0] else 0.0
    by_letter = fuzz.ratio(" ".join(first_words), " ".join(second_words)) / 100
    return (Indel.normalized_similarity(first_words, second_words) + by_letter) / 2


def count_occurrences(quote: str, text: str) -> int:
    """Return the number of times that the words of `quote` stand in `text` as a sequence."""
    quote_words, text_words = normalized_words(quote), normalized_words(text)
    return sum(
        text_words[n : n + len(quote_words)] == quote_words
        for n in range(len(text_words) - len(quote_words) + 1)
    )


def context_overlap(context: Sequence[str], words: Sequence[str]) -> float:
    """Return the share of `context`, 0 to 1, that is in `words` in the same order and in runs."""
    if not context:
        return 0.0
    run = min(RUN, len(context))
    lengths = (
        op.src_end - op.src_start for op in Indel.opcodes(context, words) if op.tag == "equal"
    )
    return sum(length for length in lengths if length >= run) / len(context)


def normalized_words(text: str) -> tuple[str, ...]:
    """Return the compared words of `text`."""
    return tuple(token.norm for token in tokens(text))
