"""Evidence from other texts of a corpus for the encoding of a text that is too short to detect."""

import re
from collections import Counter

_LETTERS, _WORDS, _SAME = 2.5, 3.0, 4.0
"""Logarithms of the factors for known letters, for known words, and for the same encoding."""
_WORD = re.compile(r"[^\W\d_]+")


class EncodingEvidence:
    """Letters and words beyond ASCII of texts whose encoding is certain, and their encodings."""

    def __init__(self) -> None:
        self._letters: set[str] = set()
        self._words: set[str] = set()
        self._encodings: Counter[str] = Counter()

    def add(self, text: str, encoding: str) -> None:
        """Add a text whose encoding is certain."""
        if not text.isascii():
            self._letters.update(c for c in text if not c.isascii())
            self._words.update(_words(text))
        if encoding != "utf-8":
            self._encodings[encoding] += 1

    def weight(self, text: str, encoding: str) -> float:
        """Return the logarithm of the factor by which `text` is more likely; 0 without evidence."""
        letters = [c for c in text if not c.isascii()]
        words = list(_words(text))
        return (
            _LETTERS * _share(letters, self._letters)
            + _WORDS * _share(words, self._words)
            + _SAME * self._encodings[encoding] / max(1, self._encodings.total())
        )


def _words(text: str) -> set[str]:
    return {word.casefold() for word in _WORD.findall(text) if not word.isascii()}


def _share(values: list[str], known_values: set[str]) -> float:
    return sum(value in known_values for value in values) / max(1, len(values))
