"""Hyphens at the ends of lines: a hyphen belongs to the word, or only divides it.

The hyphen is removed unless there is evidence for it, since most words are divided between
syllables. The evidence is the spelling in the article, then in the corpus, then a list of English
words.
"""

import re
import unicodedata
from collections.abc import Collection, Mapping
from functools import cache, cached_property
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

HYPHENS = "-\u2010\u2011"
"""Characters that divide a word; `clean` changes a soft hyphen at the end of a line to U+2010."""

_BEFORE = rf"(?:[^\W\d_][{HYPHENS}]?)*[^\W\d_](?=[{HYPHENS}]$)"
_AFTER = rf"[^\W\d_]+(?:[{HYPHENS}][^\W\d_]+)*"
_COMPOUND = rf"[^\W\d_]+(?:[{HYPHENS}][^\W\d_]+)+"
_WORD = r"[^\W\d_]+"
_LINE_END = re.compile(rf"[{HYPHENS}\u00ad][ \t]*(?:\r\n?|[\n\x0b\x0c\x85\u2028\u2029])[ \t>]*")
"""Hyphen and the line break after it, in a file's own text."""
_LINKING = frozenset(
    {"and", "or", "to", "nor", "und", "oder", "bis", "sowie", "et", "ou", "y", "o"}
)
"""Words before which a hyphen stands for a later part of a word: *pre- and post-war*."""
_ENDINGS = frozenset({
    "able", "al", "ant", "ed", "ent", "er", "ers", "es", "est", "ible", "ing", "ings", "ion",
    "ions", "ism", "ist", "ists", "ity", "ive", "ized", "less", "ly", "ment", "ments", "ness",
    "ous", "ship", "ted", "ting", "tion", "ty",
})  # fmt: skip
"""Endings of words that are also words of the list."""
REACH = 40
"""Number of code points of a line in which its first or last word is searched."""


def is_hyphenated(text: str, end: int, start: int) -> bool:
    """Return True if the line that ends at `end` divides a word from the line at `start`."""
    if end < 2 or text[end - 1] not in HYPHENS or not text[start].isalnum():  # noqa: PLR2004
        return False
    return text[end - 2].isalnum() or "\u0300" <= text[end - 2] <= "\u036f"


class PartedWord(NamedTuple):
    """Word that is divided at the end of a line, case folded."""

    head: str
    tail: str

    @property
    def whole(self) -> str:
        """Word without the hyphen."""
        return self.head + self.tail

    @property
    def compound(self) -> str:
        """Word with the hyphen."""
        return f"{self.head}-{self.tail}"


class HyphenResolver:
    """Text with hyphenated line ends, and the evidence for the spelling of its words."""

    def __init__(self, text: str, spellings: Collection[str] = ()) -> None:
        """Prepare `text`; `spellings` are words as its corpus spells them."""
        self._text = text
        self._spellings = spellings

    def replacement(self, line: str, following: str) -> str:
        """Return the replacement for the hyphen at the end of `line` and the line break.

        It is the hyphen, with or without a space, or an empty string.
        """
        hyphen = line[-1]
        word_before = re.search(_BEFORE, _compose(line[-REACH:]))
        word_after = re.match(_AFTER, _compose(following[:REACH]))
        if word_before is None or word_after is None:
            return hyphen if not _is_caseless(following[0]) else ""
        head, tail = word_before[0].casefold(), word_after[0].casefold()
        if not word_after[0][0].islower():
            capitals = word_before[0].isupper() and word_after[0].isupper()
            is_known = capitals and head + tail in self._words | english_words()
            return "" if is_known or _is_caseless(following[0]) else hyphen
        if tail in _LINKING and head + tail not in self._words | english_words():
            return f"{hyphen} "
        return hyphen if self._is_compound(head, tail) else ""

    def undecided(self) -> Mapping[PartedWord, bool]:
        """Return the divided words that neither the text nor the list of words decides.

        Returns:
            The words; each with True if it counts as a compound until there is better evidence.
        """
        divided_words = {
            word: None
            for end in _LINE_END.finditer(self._text)
            if (word := self._divided_word(end))
        }
        known_words = self._words | english_words() if divided_words else frozenset()
        return {
            word: self._is_compound(*word)
            for word in divided_words
            if word.whole not in known_words and word.compound not in self._compounds
        }

    def _divided_word(self, end: re.Match[str]) -> PartedWord | None:
        """Return the word that the end of a line divides, if a small letter follows."""
        text_before = self._text[max(0, end.start() - REACH) : end.start()]
        head = re.search(rf"{_WORD}$", _compose(text_before))
        tail = re.match(_WORD, _compose(self._text[end.end() : end.end() + REACH]))
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
        known_words = english_words()
        is_whole_word = (
            head + tail in known_words and head == before and tail == after
        )  # excludes "of-the-"
        return (
            not is_whole_word
            and head in known_words
            and tail in known_words
            and tail not in _ENDINGS
        )

    @cached_property
    def _words(self) -> frozenset[str]:
        return words(self._text)

    @cached_property
    def _compounds(self) -> frozenset[str]:
        return compounds(self._text)


def words(text: str) -> frozenset[str]:
    """Return the case-folded words of `text`; the parts of a compound are separate words."""
    return frozenset(re.findall(_WORD, _compose(text).casefold()))


def compounds(text: str) -> frozenset[str]:
    """Return the case-folded pairs of words that a hyphen joins in `text`."""
    hyphenated = re.findall(_COMPOUND, _compose(text).casefold())
    return frozenset(f"{a}-{b}" for word in hyphenated for a, b in pairwise(_parts(word)))


@cache
def english_words() -> frozenset[str]:
    """Return the English words that are not rare."""
    lines = Path(__file__).with_name("english_words.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


def _parts(word: str) -> list[str]:
    return re.split(f"[{HYPHENS}]", word)


def _compose(text: str) -> str:
    return text if text.isascii() else unicodedata.normalize("NFKC", text)


def _is_caseless(character: str) -> bool:
    return character.isalpha() and character.lower() == character.upper()
