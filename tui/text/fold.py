"""Words as compared: case, quote style and punctuation don't count, digits do."""

import re
import unicodedata
from typing import NamedTuple

from tui.text.span import Span

_WORD = re.compile(r"[^\W_]+(?:[.,:](?=\d)\d+)*(?:['’‘ʼ`](?=[^\W_])[^\W_]+)*")
_APOSTROPHES = str.maketrans("’‘ʼ`", "''''")
_QUOTES = str.maketrans("’‘`", "'''")
"""Those of them that are no letters."""


class Word(NamedTuple):
    """A word of a text: as compared, and where it stands."""

    fold: str
    span: Span


def fold(word: str) -> str:
    """`word` as compared: compatibility form, case folded, one kind of apostrophe."""
    if word.isascii():
        return word.lower().replace("`", "'")
    return unicodedata.normalize("NFKC", word).casefold().translate(_APOSTROPHES)


def words(text: str, start: int = 0, end: int | None = None) -> tuple[Word, ...]:
    """The words between `start` and `end`, spans in `text`; numbers keep their inner points."""
    return tuple(
        Word(fold(m[0]), Span(m.start(), m.end()))
        for m in _WORD.finditer(text, start, len(text) if end is None else end)
    )


def folds(text: str) -> tuple[str, ...]:
    """The words of `text` as compared, without their places."""
    if text.isascii():
        return tuple(_WORD.findall(text.lower().replace("`", "'")))
    written = _WORD.findall(text.translate(_QUOTES))
    return tuple(word.lower() if word.isascii() else fold(word) for word in written)
