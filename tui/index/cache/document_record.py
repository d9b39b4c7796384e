"""An outline: what is kept of a file's document, so that it need not be read again to be surveyed.

As bytes it is a line of JSON and then plain numbers; what can't be read back is made anew.
"""

import json
from array import array
from collections.abc import Iterable
from dataclasses import dataclass

from tui.errors import VariorumError
from tui.matching.candidates.fingerprint import Trace, traced
from tui.matching.features.preprocessing import Reading
from tui.text.document import Document
from tui.text.offset_map import SourceMap
from tui.text.sentences import LONGEST
from tui.text.span import Span


class OutlineError(VariorumError, ValueError):
    """These bytes are no outline."""


@dataclass(frozen=True, slots=True)
class Outline:
    """A document without its text."""

    title: str
    words: int
    starts: "array[int]"
    """Where each passage starts; code points of the document's text."""
    ends: "array[int]"
    source: SourceMap
    trace: Trace
    cut: int
    """Passages of which only the beginning is compared."""

    @property
    def divided(self) -> int:
        """Passages about as long as one may be: no sentence ended there, and it was cut."""
        least = LONGEST * 9 // 10
        return sum(e - s > least for s, e in zip(self.starts, self.ends, strict=True))

    def in_file(self, span: Span) -> Span:
        """The file's code points for a span of the document's text."""
        return self.source.span(span)

    def passage(self, number: int) -> Span:
        """A passage; code points of the document's text."""
        return Span(self.starts[number], self.ends[number])


def outlined(document: Document, reading: Reading) -> Outline:
    """The outline of a document and its reading."""
    return Outline(
        title=document.title,
        words=document.words,
        starts=array("I", (passage.span.start for passage in document.passages)),
        ends=array("I", (passage.span.end for passage in document.passages)),
        source=document.source,
        trace=traced(reading),
        cut=reading.cut,
    )


def packed(outline: Outline) -> bytes:
    """An outline as bytes."""
    trace = outline.trace
    parts = (
        outline.starts,
        outline.ends,
        _numbers(outline.source.ours),
        _numbers(outline.source.theirs),
        _numbers(trace.telling),
        _numbers(trace.echoes),
        trace.couples,
        trace.sentences,
        trace.lines,
        trace.sums,
        trace.begins,
        trace.ends,
        trace.tokens,
        trace.starts,
    )
    head = {
        "title": outline.title,
        "words": outline.words,
        "cut": outline.cut,
        "key": trace.key.hex(),
        "parts": [[part.typecode, len(part)] for part in parts],
    }
    return json.dumps(head).encode() + b"\n" + b"".join(part.tobytes() for part in parts)


def unpacked(data: bytes) -> Outline:
    """The outline that bytes hold; raises `OutlineError`."""
    try:
        line, _, rest = data.partition(b"\n")
        head = json.loads(line)
        parts, at = [], 0
        for typecode, length in head["parts"]:
            part: array[int] = array(typecode)
            size = part.itemsize * length
            part.frombytes(rest[at : at + size])
            if len(part) != length:
                raise OutlineError("it ends too soon")
            parts.append(part)
            at += size
        starts, ends, ours, theirs, *traced = parts
        trace = Trace(bytes.fromhex(head["key"]), *traced)
        source = SourceMap(tuple(ours), tuple(theirs))
        return Outline(
            str(head["title"]), int(head["words"]), starts, ends, source, trace, int(head["cut"])
        )
    except (KeyError, TypeError, ValueError, OverflowError, RecursionError) as error:
        raise OutlineError(str(error)) from error


def _numbers(values: Iterable[int]) -> "array[int]":
    return array("I", values)
