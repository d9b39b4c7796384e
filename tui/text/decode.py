"""From bytes to code points, and what they were read as; the detecting is charset-normalizer's."""

import codecs
from dataclasses import dataclass

_SAMPLE = 1 << 17
_STRAY = 100
"""Bytes for each null byte, at least, in a text that has been damaged somewhere."""
_BINARY = "it is a binary file, not text"
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


class NotTextError(ValueError):
    """The bytes are no text in any encoding we can name."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """A file's own text, newlines untouched, and the encoding it was read as."""

    text: str
    encoding: str
    """`utf-8`, or what was found instead; shown to the reader when it is not UTF-8."""


def decode(data: bytes) -> Decoded:
    """The text of `data`; raises `NotTextError` for a binary file or an unknown encoding."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return Decoded(data.decode(encoding, errors="replace"), encoding)
    sample = data[:_SAMPLE]
    nulls = sample.count(b"\0")
    if nulls * _STRAY > len(sample):
        raise NotTextError(_BINARY)
    try:
        return Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError as error:
        first_bad = error.start
    if nulls:
        raise NotTextError(_BINARY)
    return _detected(data, first_bad)


def _detected(data: bytes, first_bad: int) -> Decoded:
    """The text of bytes that are not UTF-8, the first broken one at `first_bad`."""
    from charset_normalizer import from_bytes  # noqa: PLC0415  # only for the rare file

    start = max(0, min(first_bad - _SAMPLE // 2, len(data) - _SAMPLE))
    found = from_bytes(data[start : start + _SAMPLE])
    best = found.best()
    for other in found:
        if best and other.encoding == "cp1252" and other.coherence >= best.coherence:
            best = other  # of equals, the one most of the world's older files were written in
    if best is None:
        readable = data[:_SAMPLE].decode("utf-8", errors="ignore").encode("utf-8")
        if len(readable) < 0.9 * len(data[:_SAMPLE]):
            raise NotTextError("it is neither UTF-8 nor any encoding that could be recognised")
        return Decoded(data.decode("utf-8", errors="replace"), "utf-8, damaged")
    encoding = best.encoding.replace("_", "-")
    return Decoded(data.decode(best.encoding, errors="replace"), encoding)
