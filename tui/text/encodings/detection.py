"""Decoding of bytes to code points; chardet detects the encoding if none is named."""

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
"""Name shown for the encoding of a text that is UTF-8 except for a few bytes."""
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
"""Encodings that are tried for a short text even if they are not detected."""
_SAMPLE = 1 << 17
SHORT = 160
"""Largest size, in bytes, of a text that is too short to detect its encoding by itself."""
_FEW, _PLAIN = 24, 1 << 13
"""A text of at most `_PLAIN` bytes counts as short, too, if at most `_FEW` are beyond ASCII."""
_NEAR = 5
"""Number of words on either side of a word beyond ASCII that are examined with it."""
_HIGH = re.compile(rb"[\x80-\xff]")
_STRAY = 100
"""Least number of bytes for each null byte in a text that was damaged somewhere."""
_SOUND = 4
"""Least number of characters beyond ASCII for each broken one in damaged UTF-8."""
_IMPLAUSIBLE = 0.001
"""Largest share of a text's characters that are in no text."""
_DISCORD = 0.9
"""Factor of a decoding's weight for each implausible pair of adjacent characters."""
_BEYOND = re.compile(r"[^\x00-\x7f]")
_PIECE = 800
"""Number of code points in which such pairs are counted."""
_HOPELESS = 0.3
"""Share of the best confidence below which a decoding is not considered."""
_DISCORDS = 20
"""Largest number of such pairs that are counted."""
_NIL = 1e-6
"""Smallest confidence of an encoding."""
_DETECTED = 0.3
"""Exponent of the detected confidence of a short text, whose letters are better evidence."""
_LETTERS_OF_LANGUAGE = 0.1
"""Factor of the plausibility of a longer text's letters."""
_WIDE = "[\u2e80-\uffef]"
"""Pattern of letters that take two bytes; it takes 3 ms to compile, and few texts need it."""
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
"""Characters of texts in any language that hardly ever result from a wrong byte order."""
_CONTROLS = re.compile(rb"[\x01-\x08\x0e-\x1a]")
"""Bytes that are rare in a text with one byte for each character."""
_PAIRS = 256
"""Number of bytes in which pairs of one script are searched."""
_FIRST_VISIBLE = 0x20
_MOST = 0.75
_LINES = frozenset(b"\t\n\r")
_UNSEEN = re.compile(rb"[\x01-\x08\x0b\x0c\x0e-\x1f]|[\x80-\xff]{3}")
"""Bytes that do not occur in lines of one letter."""
_FOUR = 4
"""Bytes of a character of which two are nearly always zero, so that no more evidence is needed."""
_NEVER = frozenset({"Cc", "Cn", "Co", "Cs"})
_LETTER = "[A-Za-z\u00aa\u00b5\u00ba\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u0370-\u052f]"
_SYMBOL_IN_WORD = re.compile(
    rf"(?<={_LETTER})[^\w\s'’‘ʼ\-‐–—.,:;/·&@*+()\[\]\u0300-\u036f](?={_LETTER})"
    "|[¹²³](?=[a-z])|[^\\W\\da-zA-Z_](?=\\d)"
)
_LETTERS = re.compile(r"[^\W\d_]{2,}")


class NotTextError(VariorumError, ValueError):
    """The bytes are not text in any encoding that can be detected."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """A file's own text, with its line breaks unchanged, and the encoding of its bytes."""

    text: str
    encoding: str
    """`utf-8`, or another encoding, which is then shown to the reader."""


class _Candidate(NamedTuple):
    """A decoding of bytes, and its likelihood."""

    decoded: Decoded
    likelihood: float
    """Logarithm of the likelihood."""


def decode(
    data: bytes, encoding: str = "", evidence: Callable[[], EncodingEvidence] | None = None
) -> Decoded:
    """Return the text of `data` and its encoding.

    Args:
        data: The bytes of a file.
        encoding: The named encoding; empty to detect it. A byte order mark takes precedence.
        evidence: Returns evidence from other files; called if the data are too short for detection.

    Raises:
        NotTextError: If the file is binary or the encoding is unknown.
    """
    for mark, mark_encoding in _MARKS:
        if data.startswith(mark):
            return Decoded(data.decode(mark_encoding, errors="replace"), mark_encoding)
    if encoding:
        return _decode_as(data, encoding)
    if pair_encoding := _pairs_of_one_script(data[:_PAIRS]):
        return Decoded(data.decode(pair_encoding, errors="replace"), pair_encoding)
    nulls = data[:_SAMPLE].count(b"\0")
    has_many_nulls = nulls * _STRAY > len(data[:_SAMPLE])
    if not has_many_nulls and (decoded := _utf8(data)):
        return _decode_escapes(data) or decoded
    if nulls or _CONTROLS.search(data, 0, _SAMPLE):
        if wide_encoding := _wide(data[: _SAMPLE & ~3]):
            return Decoded(data.decode(wide_encoding, errors="replace"), wide_encoding)
        if nulls:
            raise NotTextError(_BINARY)
    return _decode_damaged_utf8(data) or _decode_by_detection(data, evidence)


def _decode_as(data: bytes, encoding: str) -> Decoded:
    if encoding not in ("utf-8", DAMAGED):
        return Decoded(data.decode(encoding, errors="replace"), encoding)
    return _utf8(data) or Decoded(data.decode("utf-8", errors="replace"), DAMAGED)


def is_utf8(data: bytes) -> bool:
    """Return True if `data` is valid UTF-8, and has no escape sequences or null bytes of others."""
    return b"\0" not in data and b"\x1b" not in data and _utf8(data) is not None


def _utf8(data: bytes) -> Decoded | None:
    try:
        return Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        return None


def _decode_escapes(data: bytes) -> Decoded | None:
    """Return the text of ASCII bytes with escape sequences that select other character sets."""
    if b"\x1b" not in data or not data.isascii():
        return None
    for encoding, escape in _ESCAPES:
        if escape in data:
            with suppress(UnicodeDecodeError):
                return Decoded(data.decode(encoding), encoding)
    return None


def _pairs_of_one_script(sample: bytes) -> str:
    """Return the encoding of two bytes in which each first or second byte is of one script.

    Such a byte is a control character in every encoding of one byte. An empty result means none.
    """
    if not sample or len(sample) % 2:
        return ""
    first, second = sample[::2], sample[1::2]
    for encoding, high, low in (("utf-16-le", second, first), ("utf-16-be", first, second)):
        script = max(high, key=high.count)
        if not 0 < script < _FIRST_VISIBLE or high.count(script) < _MOST * len(high):
            continue
        if not _LINES.isdisjoint(high) and not _UNSEEN.search(low):
            continue  # it may also be one letter on each line
        text = sample.decode(encoding, errors="ignore")
        if all(unicodedata.category(c) not in _NEVER for c in text):
            return encoding
    return ""


def _wide(sample: bytes) -> str:
    """Return the encoding of two or four bytes in which `sample` is text; empty without one."""
    best_encoding, most_common = "", 0
    for encoding in ("utf-32-le", "utf-32-be", "utf-16-le", "utf-16-be"):
        size = 4 if "32" in encoding else 2
        try:
            text = sample[: len(sample) // size * size].decode(encoding)
        except UnicodeDecodeError as error:
            if error.start < len(sample) - size * 2:  # otherwise the sample ends inside a character
                continue
            text = sample[: error.start].decode(encoding)
        invalid = sum(c not in "\t\n\r" and unicodedata.category(c) in _NEVER for c in text)
        common = len(_COMMON.findall(text))
        common += size == _FOUR and bool(text) and max(text) < "\U00020000"
        if common > most_common and invalid <= _IMPLAUSIBLE * len(text):
            best_encoding, most_common = encoding, common
    return best_encoding


def _decode_damaged_utf8(data: bytes) -> Decoded | None:
    """Return the text of bytes that are UTF-8 except for a few; None for other bytes."""
    text = data.decode("utf-8", errors="replace")
    broken_count = text.count("\ufffd")
    sound_count = sum(not c.isascii() for c in text[: _SAMPLE * 8]) - broken_count
    return Decoded(text, DAMAGED) if sound_count >= _SOUND * broken_count else None


def _decode_by_detection(data: bytes, evidence: Callable[[], EncodingEvidence] | None) -> Decoded:
    """Return the text of bytes that are not UTF-8, in the most likely encoding."""
    sample = _sample(data)
    short = _is_short(sample)
    if short and len(sample) > SHORT:
        sample = _near_high_bytes(sample)
    candidates = list(_candidates(sample, short=short))
    if not candidates:
        raise NotTextError("it is neither UTF-8 nor any encoding that could be recognised")
    if evidence and short:
        corpus_evidence = evidence()
        candidates = [
            c._replace(
                likelihood=c.likelihood + corpus_evidence.weight(c.decoded.text, c.decoded.encoding)
            )
            for c in candidates
        ]
    best = max(candidates, key=lambda c: c.likelihood).decoded
    return Decoded(data.decode(best.encoding, errors="replace"), best.encoding)


def _sample(data: bytes) -> bytes:
    """Return whole lines of `data` around the first byte that is not ASCII."""
    first = _HIGH.search(data)
    start = max(0, (first.start() if first else 0) - _SAMPLE // 2)
    sample = data[start : start + _SAMPLE]
    begin = sample.find(b"\n") + 1 if start else 0
    end = sample.rfind(b"\n") + 1 if start + _SAMPLE < len(data) else len(sample)
    return sample[begin : end if end > begin else len(sample)]


def _is_short(sample: bytes) -> bool:
    """Return True if a sample has too few bytes beyond ASCII to detect an encoding by itself."""
    return len(sample) <= SHORT or (len(sample) <= _PLAIN and len(_HIGH.findall(sample)) <= _FEW)


def _near_high_bytes(sample: bytes) -> bytes:
    """Return the words of `sample` with bytes beyond ASCII, and the words near them."""
    words = sample.split()
    positions = {
        position
        for number, word in enumerate(words)
        if not word.isascii()
        for position in range(max(0, number - _NEAR), number + _NEAR + 1)
    }
    return b" ".join(word for number, word in enumerate(words) if number in positions)


def _candidates(sample: bytes, *, short: bool) -> Iterator[_Candidate]:
    """Yield the decodings of `sample`; of equal ones the first is the more likely."""
    eras = chardet.EncodingEra
    detections = chardet.detect_all(
        sample,
        ignore_threshold=True,
        compat_names=False,
        encoding_era=eras.ALL & ~eras.MAINFRAME,
    )
    confidences = {
        str(detection["encoding"]): max(detection["confidence"], _NIL) for detection in detections
    }
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
            relative_confidence = (confidence / best) ** (
                1 if re.search(_WIDE, text) else _DETECTED
            )
            likelihood = log(relative_confidence) + plausibility(text, name)
        else:
            excerpt = _piece_beyond_ascii(text)
            likelihood = log(confidence) + log(_DISCORD) * _discords(excerpt)
            likelihood += _LETTERS_OF_LANGUAGE * plausibility(excerpt, name)
        yield _Candidate(Decoded(text, name), likelihood)


def _piece_beyond_ascii(text: str) -> str:
    """Return a piece of `text` that begins shortly before its first character beyond ASCII."""
    first = _BEYOND.search(text)
    start = max(0, first.start() - _PIECE // 8) if first else 0
    return text[start : start + _PIECE]


def _discords(text: str) -> int:
    """Return the number of implausible pairs of adjacent characters in `text`."""
    count = 3 * sum("\x7f" <= c < "\xa0" for c in text)  # control characters that occur in no text
    count += len(_SYMBOL_IN_WORD.findall(text))
    for word in _LETTERS.findall(text):
        if count >= _DISCORDS:
            break
        if not word.isascii():
            count += _capitals_within(word) + 2 * (len(set(_scripts(word))) > 1)
    return min(count, _DISCORDS)


def _capitals_within(word: str) -> int:
    """Return the number of capitals after small letters, if one of the two is not ASCII."""
    pairs = pairwise(word)
    return sum(a.islower() and b.isupper() and not (a + b).isascii() for a, b in pairs)


def _scripts(word: str) -> Iterable[str]:
    """Yield the scripts of a word's letters, as far as they are never mixed."""
    for c in word:
        if c < "\u0250" or "\u1e00" <= c < "\u1f00":
            yield "Latin"
        elif c < "\u0700":
            yield "Greek" if c < "\u0400" else "Cyrillic" if c < "\u0530" else "Semitic"
        elif "\ufb1d" <= c < "\ufe00" or "\ufe70" <= c < "\ufeff":
            yield "Semitic"
