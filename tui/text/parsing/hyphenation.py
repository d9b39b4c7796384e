"""Hyphens at the ends of lines: whether one belongs to the word or only parts it.

It goes unless there is reason to keep it, since most parted words are parted between syllables.
"""

import re
import unicodedata
from functools import cache, cached_property
from itertools import pairwise
from pathlib import Path

HYPHENS = "-\u2010\u2011"
"""Characters that divide a word; `clean` turns a soft hyphen at a line's end into U+2010."""

_BEFORE = rf"(?:[^\W\d_][{HYPHENS}]?)*[^\W\d_](?=[{HYPHENS}]$)"
_AFTER = rf"[^\W\d_]+(?:[{HYPHENS}][^\W\d_]+)*"
_COMPOUND = rf"[^\W\d_]+(?:[{HYPHENS}][^\W\d_]+)+"
_WORD = r"[^\W\d_]+"
_LINKING = frozenset(
    {"and", "or", "to", "nor", "und", "oder", "bis", "sowie", "et", "ou", "y", "o"}
)
"""Words before which a hyphen stands for what follows later: *pre- and post-war*."""
_ENDINGS = frozenset({
    "able", "al", "ant", "ed", "ent", "er", "ers", "es", "est", "ible", "ing", "ings", "ion",
    "ions", "ism", "ist", "ists", "ity", "ive", "ized", "less", "ly", "ment", "ments", "ness",
    "ous", "ship", "ted", "ting", "tion", "ty",
})  # fmt: skip
"""Ends of words that are words of the list by accident."""
REACH = 40
"""Code points of a line by which its first or last word is known."""


def is_hyphenated(text: str, end: int, start: int) -> bool:
    """True if the line that ends at `end` parts a word from the line that begins at `start`."""
    if end < 2 or text[end - 1] not in HYPHENS or not text[start].isalnum():  # noqa: PLR2004
        return False
    return text[end - 2].isalnum() or "\u0300" <= text[end - 2] <= "\u036f"


class HyphenResolver:
    """A text with hyphenated line ends, and its evidence on the spelling of words."""

    def __init__(self, text: str) -> None:
        self._text = text

    def replacement(self, line: str, following: str) -> str:
        """Return the replacement for the hyphen that ends `line` and the break after it.

        The hyphen itself, with or without a space, or an empty string.
        """
        hyphen = line[-1]
        before = re.search(_BEFORE, _composed(line[-REACH:]))
        after = re.match(_AFTER, _composed(following[:REACH]))
        if before is None or after is None or not after[0][0].islower():
            return hyphen if not _is_caseless(following[0]) else ""
        head, tail = before[0].casefold(), after[0].casefold()
        if tail in _LINKING and head + tail not in self._words | english_words():
            return f"{hyphen} "
        return hyphen if self._is_compound(head, tail) else ""

    def _is_compound(self, before: str, after: str) -> bool:
        head, tail = _parts(before)[-1], _parts(after)[0]
        if head + tail in self._words:
            return False
        if f"{head}-{tail}" in self._compounds:
            return True
        known = english_words()
        whole = head + tail in known and head == before and tail == after  # not of-the-
        return not whole and head in known and tail in known and tail not in _ENDINGS

    @cached_property
    def _words(self) -> frozenset[str]:
        return frozenset(re.findall(_WORD, _composed(self._text).casefold()))

    @cached_property
    def _compounds(self) -> frozenset[str]:
        found = re.findall(_COMPOUND, _composed(self._text).casefold())
        return frozenset(f"{a}-{b}" for word in found for a, b in pairwise(_parts(word)))


@cache
def english_words() -> frozenset[str]:
    """Return the English words that are not rare."""
    lines = Path(__file__).with_name("english_words.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


def _parts(word: str) -> list[str]:
    return re.split(f"[{HYPHENS}]", word)


def _composed(text: str) -> str:
    return text if text.isascii() else unicodedata.normalize("NFKC", text)


def _is_caseless(character: str) -> bool:
    return character.isalpha() and character.lower() == character.upper()
