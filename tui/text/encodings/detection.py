"""Decoding of bytes into code points, and the name of the encoding; chardet detects it."""

import codecs
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import pairwise
from math import log
from typing import NamedTuple

from tui.errors import VariorumError
from tui.lazy_imports import lazy_imports
from tui.text.encodings.evidence import EncodingEvidence
from tui.text.encodings.plausibility import plausibility

with lazy_imports():
    import chardet

DAMAGED = "utf-8, damaged"
"""Encoding shown for a text that is UTF-8 but for a few bytes."""
_COMMON_ENCODINGS = (
    "cp1252",
    "cp1250",
    "cp1251",
    "cp1253",
    "cp1254",
    "koi8-r",
    "mac-roman",
    "mac-cyrillic",
    "cp850",
)
"""Encodings by which a short text is read even where none is detected."""
_SAMPLE = 1 << 17
SHORT = 160
"""Bytes, up to which a text alone says too little of its encoding."""
_FEW, _PLAIN = 24, 1 << 13
"""Bytes beyond ASCII, up to which it does, too, in a text of so many bytes."""
_NEAR = 5
"""Words before and behind a word beyond ASCII that are looked at with it."""
_HIGH = re.compile(rb"[\x80-\xff]")
_STRAY = 100
"""Bytes for each null byte, at least, in a text that has been damaged somewhere."""
_SOUND = 4
"""Characters beyond ASCII for each broken one, at least, in a damaged text in UTF-8."""
_IMPLAUSIBLE = 0.001
"""Share of a text's characters that no text has, at most."""
_DISCORD = 0.9
"""Factor of a decoding's weight for each place where adjacent characters don't go together."""
_BEYOND = re.compile(r"[^\x00-\x7f]")
_PIECE = 800
"""Code points in which such places are counted."""
_HOPELESS = 0.3
"""Share of the best likelihood, below which no reading comes to be the best."""
_DISCORDS = 20
"""Largest number of such places that are counted."""
_NIL = 1e-6
"""Confidence of what is hardly detected at all."""
_DETECTED = 0.3
"""Power of what was detected in a short text, whose letters say more."""
_LETTERS_OF_LANGUAGE = 0.1
"""Factor of the plausibility of a longer text's letters."""
_WIDE = re.compile("[\u2e80-\uffef]")
"""Letters of two bytes."""
_BINARY = "it is a binary file, not text"
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_ESCAPES = (("iso2022_kr", b"\x1b$)C"), ("iso2022_jp_2", b"\x1b$"))
_COMMON = re.compile(r"[ -~\n\r\t\u3001\u3002\uff0c]")
"""Characters in texts of any language that hardly ever come from a wrong order of two bytes."""
_CONTROLS = re.compile(rb"[\x01-\x08\x0e-\x1a]")
"""Bytes that a text of one byte for each character hardly has."""
_PAIRS = 256
"""Bytes in which pairs of one script are looked for."""
_FIRST_VISIBLE = 0x20
_MOST = 0.75
_LINES = frozenset(b"\t\n\r")
_UNSEEN = re.compile(rb"[\x01-\x08\x0b\x0c\x0e-\x1f]|[\x80-\xff]{3}")
"""Bytes that no line of one letter is."""
_FOUR = 4
"""Bytes of a character, of which two are nearly always zero: no more evidence is needed."""
_NEVER = frozenset({"Cc", "Cn", "Co", "Cs"})
_LETTER = "[A-Za-z\u00aa\u00b5\u00ba\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u0370-\u052f]"
_SYMBOL_IN_WORD = re.compile(
    rf"(?<={_LETTER})[^\w\s'’‘ʼ\-‐–—.,:;/·&@*+()\[\]\u0300-\u036f](?={_LETTER})"
    "|[¹²³](?=[a-z])|[^\\W\\da-zA-Z_](?=\\d)"
)
_LETTERS = re.compile(r"[^\W\d_]{2,}")


class NotTextError(VariorumError, ValueError):
    """The bytes are no text in any encoding we can name."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """A file's own text, newlines untouched, and the encoding it was read as."""

    text: str
    encoding: str
    """`utf-8`, or what was found instead; shown to the reader when it is not UTF-8."""


class _Candidate(NamedTuple):
    """One way to read bytes, and how likely it is."""

    read: Decoded
    likelihood: float
    """Its logarithm."""


def decode(
    data: bytes, encoding: str = "", evidence: Callable[[], EncodingEvidence] | None = None
) -> Decoded:
    """Return the text of `data`, decoded as `encoding` if one is named.

    A byte order mark at the beginning overrides it. `evidence` is called where the data are too
    short to detect an encoding.

    Raises:
        NotTextError: For a binary file or an unknown encoding.
    """
    for mark, marked in _MARKS:
        if data.startswith(mark):
            return Decoded(data.decode(marked, errors="replace"), marked)
    if encoding:
        return _as_named(data, encoding)
    if pair := _pairs_of_one_script(data[:_PAIRS]):
        return Decoded(data.decode(pair, errors="replace"), pair)
    nulls = data[:_SAMPLE].count(b"\0")
    many = nulls * _STRAY > len(data[:_SAMPLE])
    if not many and (read := _utf8(data)):
        return _escaped(data) or read
    if nulls or _CONTROLS.search(data, 0, _SAMPLE):
        if wide := _wide(data[: _SAMPLE & ~3]):
            return Decoded(data.decode(wide, errors="replace"), wide)
        if nulls:
            raise NotTextError(_BINARY)
    return _damaged(data) or _detected(data, evidence)


def _as_named(data: bytes, encoding: str) -> Decoded:
    if encoding not in ("utf-8", DAMAGED):
        return Decoded(data.decode(encoding, errors="replace"), encoding)
    return _utf8(data) or Decoded(data.decode("utf-8", errors="replace"), DAMAGED)


def is_utf8(data: bytes) -> bool:
    """Return True if `data` is plainly UTF-8: no encoding of two bytes, none with escapes."""
    return b"\0" not in data and b"\x1b" not in data and _utf8(data) is not None


def _utf8(data: bytes) -> Decoded | None:
    try:
        return Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        return None


def _escaped(data: bytes) -> Decoded | None:
    """Return the text of bytes that are ASCII, escapes among them that lead to other characters."""
    if b"\x1b" not in data or not data.isascii():
        return None
    for encoding, escape in _ESCAPES:
        if escape in data:
            with suppress(UnicodeDecodeError):
                return Decoded(data.decode(encoding), encoding)
    return None


def _pairs_of_one_script(sample: bytes) -> str:
    """Return the encoding of two bytes if each first or second one is of one script.

    Such a byte is a control in any encoding of one byte. Empty if there is none.
    """
    if not sample or len(sample) % 2:
        return ""
    first, second = sample[::2], sample[1::2]
    for encoding, high, low in (("utf-16-le", second, first), ("utf-16-be", first, second)):
        script = max(high, key=high.count)
        if not 0 < script < _FIRST_VISIBLE or high.count(script) < _MOST * len(high):
            continue
        if not _LINES.isdisjoint(high) and not _UNSEEN.search(low):
            continue  # as well one letter on each line
        text = sample.decode(encoding, errors="ignore")
        if all(unicodedata.category(c) not in _NEVER for c in text):
            return encoding
    return ""


def _wide(sample: bytes) -> str:
    """Return the encoding of two or four bytes in which `sample` is a text.

    Empty if there is none.
    """
    best, most = "", 0
    for encoding in ("utf-32-le", "utf-32-be", "utf-16-le", "utf-16-be"):
        size = 4 if "32" in encoding else 2
        try:
            text = sample[: len(sample) // size * size].decode(encoding)
        except UnicodeDecodeError as error:
            if error.start < len(sample) - size * 2:  # else the sample ends within a character
                continue
            text = sample[: error.start].decode(encoding)
        never = sum(c not in "\t\n\r" and unicodedata.category(c) in _NEVER for c in text)
        common = len(_COMMON.findall(text))
        common += size == _FOUR and bool(text) and max(text) < "\U00020000"
        if common > most and never <= _IMPLAUSIBLE * len(text):
            best, most = encoding, common
    return best


def _damaged(data: bytes) -> Decoded | None:
    """Return the text of bytes that are UTF-8 but for a few; None if they aren't."""
    text = data.decode("utf-8", errors="replace")
    broken = text.count("\ufffd")
    sound = sum(not c.isascii() for c in text[: _SAMPLE * 8]) - broken
    return Decoded(text, DAMAGED) if sound >= _SOUND * broken else None


def _detected(data: bytes, evidence: Callable[[], EncodingEvidence] | None) -> Decoded:
    """Return the text of bytes that are not UTF-8."""
    sample = _sample(data)
    short = _is_short(sample)
    if short and len(sample) > SHORT:
        sample = _near_high_bytes(sample)
    candidates = list(_candidates(sample, short=short))
    if not candidates:
        raise NotTextError("it is neither UTF-8 nor any encoding that could be recognised")
    if evidence and short:
        heard = evidence()
        candidates = [
            c._replace(likelihood=c.likelihood + heard.weight(c.read.text, c.read.encoding))
            for c in candidates
        ]
    best = max(candidates, key=lambda c: c.likelihood).read
    return Decoded(data.decode(best.encoding, errors="replace"), best.encoding)


def _sample(data: bytes) -> bytes:
    """Whole lines of `data`, where it first says something that is not ASCII."""
    first = _HIGH.search(data)
    start = max(0, (first.start() if first else 0) - _SAMPLE // 2)
    sample = data[start : start + _SAMPLE]
    begin = sample.find(b"\n") + 1 if start else 0
    end = sample.rfind(b"\n") + 1 if start + _SAMPLE < len(data) else len(sample)
    return sample[begin : end if end > begin else len(sample)]


def _is_short(sample: bytes) -> bool:
    """Return True if a sample has too few bytes beyond ASCII to detect an encoding by them."""
    return len(sample) <= SHORT or (len(sample) <= _PLAIN and len(_HIGH.findall(sample)) <= _FEW)


def _near_high_bytes(sample: bytes) -> bytes:
    """Return the words of `sample` that have bytes beyond ASCII, and those near them."""
    words = sample.split()
    near = {
        other
        for number, word in enumerate(words)
        if not word.isascii()
        for other in range(max(0, number - _NEAR), number + _NEAR + 1)
    }
    return b" ".join(word for number, word in enumerate(words) if number in near)


def _candidates(sample: bytes, *, short: bool) -> Iterator[_Candidate]:
    """Yield the ways to read `sample`, the first of equals the likelier one."""
    eras = chardet.EncodingEra
    found = chardet.detect_all(
        sample,
        ignore_threshold=True,
        compat_names=False,
        encoding_era=eras.ALL & ~eras.MAINFRAME,
    )
    confidences = {str(one["encoding"]): max(one["confidence"], _NIL) for one in found}
    best = max(confidences.values(), default=1)
    if short:
        confidences = {**dict.fromkeys(_COMMON_ENCODINGS, best * _HOPELESS**2), **confidences}
    for encoding, confidence in confidences.items():
        if confidence < best * _HOPELESS and not short:
            continue
        try:
            name = codecs.lookup(encoding).name
            text = sample.decode(name)
        except (LookupError, UnicodeError):
            continue
        if short:
            detected = (confidence / best) ** (1 if _WIDE.search(text) else _DETECTED)
            likelihood = log(detected) + plausibility(text, name)
        else:
            piece = _piece_beyond_ascii(text)
            likelihood = log(confidence) + log(_DISCORD) * _discords(piece)
            likelihood += _LETTERS_OF_LANGUAGE * plausibility(piece, name)
        yield _Candidate(Decoded(text, name), likelihood)


def _piece_beyond_ascii(text: str) -> str:
    """Return a piece of `text` that begins before its first character beyond ASCII."""
    first = _BEYOND.search(text)
    start = max(0, first.start() - _PIECE // 8) if first else 0
    return text[start : start + _PIECE]


def _discords(text: str) -> int:
    """Return the number of times characters stand together in `text` that don't go together."""
    count = 3 * sum("\x7f" <= c < "\xa0" for c in text)  # controls that no text has
    count += len(_SYMBOL_IN_WORD.findall(text))
    for word in _LETTERS.findall(text):
        if count >= _DISCORDS:
            break
        if not word.isascii():
            count += _capitals_within(word) + 2 * (len(set(_scripts(word))) > 1)
    return min(count, _DISCORDS)


def _capitals_within(word: str) -> int:
    """Capitals behind small letters, where one of the two is not ASCII."""
    pairs = pairwise(word)
    return sum(a.islower() and b.isupper() and not (a + b).isascii() for a, b in pairs)


def _scripts(word: str) -> Iterable[str]:
    """Yield the scripts of a word's letters that are never mixed."""
    for c in word:
        if c < "\u0250" or "\u1e00" <= c < "\u1f00":
            yield "Latin"
        elif c < "\u0700":
            yield "Greek" if c < "\u0400" else "Cyrillic" if c < "\u0530" else "Semitic"
        elif "\ufb1d" <= c < "\ufe00" or "\ufe70" <= c < "\ufeff":
            yield "Semitic"
