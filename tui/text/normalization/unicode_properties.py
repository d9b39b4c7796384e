"""Unicode properties of characters, from the `regex` module.

The module is imported when the first text in other than simple alphabets is read, not at the start.
"""

import re
from functools import cache
from typing import Any

from tui.lazy_imports import lazy_imports

with lazy_imports():
    import regex

Pattern = Any
"""Compiled pattern of `regex`, which has types of its own."""

SPACELESS = (
    r"[[\p{scx=Han}\p{scx=Hira}\p{scx=Kana}\p{lb=SA}\p{Javanese}\p{Balinese}]&&[\p{L}\p{Nl}]]"
)
"""Letters of scripts without spaces between words: Han, Kana, Thai, Lao, Khmer, Myanmar …"""
UNSPACED = rf"{SPACELESS}\p{{M}}*+"
"""Letter of such a script, with its marks."""
STOP = r"[[\p{STerm}…\u0f0d-\u0f11]--[՜՞]]"
"""Characters that end sentences, in any script. The Armenian marks inside words are excluded."""
OPTIONAL = (
    r"[[\p{M}&&[\p{Inherited}\p{Latin}\p{Greek}\p{Cyrillic}\p{Hebrew}\p{Arabic}\p{Syriac}\p{ccc=7}]]"
    r"--[\u3099\u309a]]"
)
"""Marks without which a word remains the same word; the vowels of Indic scripts are not among
them."""
_ASKING = r"[؟؞՞՜፧⸮‼‽⁇⁈⁉？！﹖﹗︕︖꘏꛷᥅᥄]"
_SIMPLE = re.compile(
    "[\x00-\u02ff\u0370-\u0482\u048a-\u0588\u058a-\u058f"  # Latin, Greek, Cyrillic, Armenian
    "\u1e00-\u1fff\u2000-\u200a\u2010-\u2027\u202f-\u205f\u20a0-\u20bf\u2100-\u22ff\u25a0-\u26ff\u2b00-\u2bff\ufffd\U0001f000-\U0001f3fa\U0001f400-\U0001faff]*"
)


def is_simple(text: str) -> bool:
    """Return True if `text` has only simple alphabets: no marks, and one character for each letter.

    Such text can be processed without `regex`.
    """
    return text.isascii() or _SIMPLE.fullmatch(text) is not None


def is_stop(character: str, *, questions: bool = True) -> bool:
    """Return True if `character` ends sentences; if `questions`, also marks of questions and calls.

    Return False for an empty string.
    """
    if character <= "\x7f":
        return character in (".", "!", "?") if questions else character == "."
    if not compiled(STOP).match(character):
        return False
    return questions or not compiled(_ASKING).match(character)


def needs_no_stop(character: str) -> bool:
    """Return True if `character` is of a script that has no mark for the end of a sentence."""
    return character > "\u0e00" and compiled(r"[\p{Thai}\p{Lao}]").match(character) is not None


@cache
def compiled(pattern: str) -> Pattern:
    """Return a compiled `pattern` of `regex`, with the set operations of Unicode."""
    return regex.compile(pattern, regex.V1)


def characters(text: str) -> list[str]:
    """Return the visible characters of `text`: a letter with its marks is one."""
    return list(text) if is_simple(text) else compiled(r"\X").findall(text)
