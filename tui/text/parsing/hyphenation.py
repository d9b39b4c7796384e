"""Hyphens at the ends of lines: whether one belongs to the word or only parts it.

It goes unless there is reason to keep it, since most parted words are parted between syllables.
The article's own spelling comes first, then that of the corpus, then a list of English words.
"""

import re
import unicodedata
from collections.abc import Collection, Mapping
from functools import cache, cached_property
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

HYPHENS = "-\u2010\u2011"
"""Characters that divide a word; `clean` turns a soft hyphen at a line's end into U+2010."""

_BEFORE = rf"(?:[^\W\d_][{HYPHENS}]?)*[^\W\d_](?=[{HYPHENS}]$)"
_AFTER = rf"[^\W\d_]+(?:[{HYPHENS}][^\W\d_]+)*"
_COMPOUND = rf"[^\W\d_]+(?:[{HYPHENS}][^\W\d_]+)+"
_WORD = r"[^\W\d_]+"
_LINE_END = re.compile(rf"[{HYPHENS}\u00ad][ \t]*(?:\r\n?|[\n\x0b\x0c\x85\u2028\u2029])[ \t>]*")
"""A hyphen and the break behind it, in a file's own text."""
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


class PartedWord(NamedTuple):
    """A word that the end of a line parts, case folded."""

    head: str
    tail: str

    @property
    def whole(self) -> str:
        """The word without a hyphen."""
        return self.head + self.tail

    @property
    def compound(self) -> str:
        """The word with a hyphen."""
        return f"{self.head}-{self.tail}"


class HyphenResolver:
    """A text with hyphenated line ends, and the evidence on the spelling of its words."""

    def __init__(self, text: str, spellings: Collection[str] = ()) -> None:
        """`spellings` are words of its corpus, as those are written."""
        self._text = text
        self._spellings = spellings

    def replacement(self, line: str, following: str) -> str:
        """Return the replacement for the hyphen that ends `line` and the break after it.

        The hyphen itself, with or without a space, or an empty string.
        """
        hyphen = line[-1]
        before = re.search(_BEFORE, _composed(line[-REACH:]))
        after = re.match(_AFTER, _composed(following[:REACH]))
        if before is None or after is None:
            return hyphen if not _is_caseless(following[0]) else ""
        head, tail = before[0].casefold(), after[0].casefold()
        if not after[0][0].islower():
            capitals = before[0].isupper() and after[0].isupper()
            known = capitals and head + tail in self._words | english_words()
            return "" if known or _is_caseless(following[0]) else hyphen
        if tail in _LINKING and head + tail not in self._words | english_words():
            return f"{hyphen} "
        return hyphen if self._is_compound(head, tail) else ""

    def undecided(self) -> Mapping[PartedWord, bool]:
        """Return the parted words whose spelling neither the text nor the list of words decides.

        Each with True if it is taken for a compound for want of better evidence.
        """
        found = {
            word: None for end in _LINE_END.finditer(self._text) if (word := self._parted(end))
        }
        known = self._words | english_words() if found else frozenset()
        return {
            word: self._is_compound(*word)
            for word in found
            if word.whole not in known and word.compound not in self._compounds
        }

    def _parted(self, end: re.Match[str]) -> PartedWord | None:
        """Return the word that the end of a line parts, if its rest begins with a small letter."""
        before = self._text[max(0, end.start() - REACH) : end.start()]
        head = re.search(rf"{_WORD}$", _composed(before))
        tail = re.match(_WORD, _composed(self._text[end.end() : end.end() + REACH]))
        if head is None or tail is None or not tail[0].islower():
            return None
        return PartedWord(head[0].casefold(), tail[0].casefold())

    def _is_compound(self, before: str, after: str) -> bool:
        head, tail = _parts(before)[-1], _parts(after)[0]
        if head + tail in self._words:
            return False
        if (compound := f"{head}-{tail}") in self._compounds:
            return True
        if self._spellings and (compound in self._spellings or head + tail in self._spellings):
            return compound in self._spellings
        known = english_words()
        whole = head + tail in known and head == before and tail == after  # not of-the-
        return not whole and head in known and tail in known and tail not in _ENDINGS

    @cached_property
    def _words(self) -> frozenset[str]:
        return words(self._text)

    @cached_property
    def _compounds(self) -> frozenset[str]:
        return compounds(self._text)


def words(text: str) -> frozenset[str]:
    """Return the words of `text`, case folded, those of compounds one by one."""
    return frozenset(re.findall(_WORD, _composed(text).casefold()))


def compounds(text: str) -> frozenset[str]:
    """Return the words of `text` that are joined by a hyphen, two by two."""
    found = re.findall(_COMPOUND, _composed(text).casefold())
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
