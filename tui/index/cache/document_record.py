"""Document records: the data of a document that matching needs without reading its file.

In bytes, a record is a line of JSON, then plain numbers. An unreadable record is computed again.
"""

import json
from array import array
from collections.abc import Iterable
from dataclasses import dataclass

from tui.errors import VariorumError
from tui.matching.candidates.fingerprint import Fingerprint, make_fingerprint
from tui.matching.features.preprocessing import PreparedDocument
from tui.text.document import Document
from tui.text.offset_map import OffsetMap
from tui.text.sentences import LONGEST
from tui.text.span import Span


class RecordError(VariorumError, ValueError):
    """The bytes are not a document record."""


@dataclass(frozen=True, slots=True)
class DocumentRecord:
    """A document without its text."""

    title: str
    words: int
    starts: "array[int]"
    """Offset of the start of each passage; code points of the document's text."""
    ends: "array[int]"
    offset_map: OffsetMap
    fingerprint: Fingerprint
    cut: int
    """Number of passages of which only the beginning is compared."""

    @property
    def divided(self) -> int:
        """Number of passages cut at the largest length because no sentence ended there."""
        least_length = LONGEST * 9 // 10
        return sum(e - s > least_length for s, e in zip(self.starts, self.ends, strict=True))

    def in_file(self, span: Span) -> Span:
        """Return the span in code points of the file for a span of the document's text."""
        return self.offset_map.span_to_source(span)

    def passage(self, number: int) -> Span:
        """Return the span of a passage; code points of the document's text."""
        return Span(self.starts[number], self.ends[number])


def make_record(document: Document, reading: PreparedDocument) -> DocumentRecord:
    """Return the record of a document and its preprocessed form."""
    return DocumentRecord(
        title=document.title,
        words=document.words,
        starts=array("I", (passage.span.start for passage in document.passages)),
        ends=array("I", (passage.span.end for passage in document.passages)),
        offset_map=document.offset_map,
        fingerprint=make_fingerprint(reading),
        cut=reading.cut,
    )


def pack_record(record: DocumentRecord) -> bytes:
    """Return a record as bytes."""
    fingerprint = record.fingerprint
    parts = (
        record.starts,
        record.ends,
        _numbers(record.offset_map.clean_starts),
        _numbers(record.offset_map.source_starts),
        _numbers(fingerprint.comparable),
        _numbers(fingerprint.repeats),
        fingerprint.stem_pairs,
        fingerprint.sentences,
        fingerprint.lines,
        fingerprint.sums,
        fingerprint.begins,
        fingerprint.ends,
        fingerprint.tokens,
        fingerprint.starts,
    )
    head = {
        "title": record.title,
        "words": record.words,
        "cut": record.cut,
        "key": fingerprint.key.hex(),
        "parts": [[part.typecode, len(part)] for part in parts],
    }
    return json.dumps(head).encode() + b"\n" + b"".join(part.tobytes() for part in parts)


def unpack_record(data: bytes) -> DocumentRecord:
    """Return the record that is packed in `data`.

    Raises:
        RecordError: If the bytes are not a record.
    """
    try:
        line, _, rest = data.partition(b"\n")
        head = json.loads(line)
        parts, offset = [], 0
        for typecode, length in head["parts"]:
            part: array[int] = array(typecode)
            size = part.itemsize * length
            part.frombytes(rest[offset : offset + size])
            if len(part) != length:
                raise RecordError("it ends too soon")
            parts.append(part)
            offset += size
        starts, ends, clean_starts, source_starts, *fingerprint_parts = parts
        fingerprint = Fingerprint(bytes.fromhex(head["key"]), *fingerprint_parts)
        source = OffsetMap(tuple(clean_starts), tuple(source_starts))
        return DocumentRecord(
            str(head["title"]),
            int(head["words"]),
            starts,
            ends,
            source,
            fingerprint,
            int(head["cut"]),
        )
    except (KeyError, TypeError, ValueError, OverflowError, RecursionError) as error:
        raise RecordError(str(error)) from error


def _numbers(values: Iterable[int]) -> "array[int]":
    return array("I", values)
