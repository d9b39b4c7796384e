"""Validation of values from a shared index: their structure and their bounds.

A valid value can still be wrong, but it never points outside of its texts.
"""

from array import array
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from math import isfinite

from tui.index.cache.document_record import DocumentRecord
from tui.matching.candidates.fingerprint import Fingerprint
from tui.matching.pairs.document_comparison import Comparison
from tui.text.document import Document
from tui.text.sanitization import clean_line
from tui.text.span import Span

_TYPES = ("I", "I", "I", "I", "Q", "Q", "I", "Q", "I", "I", "I", "I")
_KEY = 16
_LINES = 1 << 16
_MATCHES = 1_000_000
"""Largest number of matches between two documents, with their repeats."""


def is_valid(record: DocumentRecord) -> bool:
    """Return True if a record is consistent."""
    fingerprint, passages = record.fingerprint, len(record.starts)
    parts = (
        record.starts, record.ends, fingerprint.comparable, fingerprint.repeats,
        fingerprint.stem_pairs, fingerprint.sentences, fingerprint.lines, fingerprint.sums,
        fingerprint.begins, fingerprint.ends,
        fingerprint.tokens, fingerprint.starts,
    )  # fmt: skip
    types = tuple(part.typecode if isinstance(part, array) else "" for part in parts)
    return (
        types == _TYPES
        and record.title == clean_line(record.title)
        and record.words >= 0
        and record.cut >= 0
        and len(record.ends) == passages
        and all(start <= end for start, end in zip(record.starts, record.ends, strict=True))
        and _rises(record.starts)
        and _rises(record.ends)
        and _is_map(record.offset_map.clean_starts, record.offset_map.source_starts)
        and _is_fingerprint(fingerprint, passages)
    )


def belongs_to(record: DocumentRecord, document: Document) -> bool:
    """Return True if a record's passages are those of a document that has been read."""
    spans = [passage.span for passage in document.passages]
    return (
        (record.title, record.words) == (document.title, document.words)
        and record.starts.tolist() == [span.start for span in spans]
        and record.ends.tolist() == [span.end for span in spans]
    )


def is_comparison_of(comparison: Comparison, first: DocumentRecord, second: DocumentRecord) -> bool:
    """Return True if the comparison can be one of these two documents."""
    first_fingerprint, second_fingerprint = first.fingerprint, second.fingerprint
    most_matches = (
        _most_repeats(first_fingerprint) * _most_repeats(second_fingerprint) * len(comparison.pairs)
    )
    return (
        most_matches <= _MATCHES
        and all(
            pair.here < len(first_fingerprint.comparable)
            and pair.there < len(second_fingerprint.comparable)
            and isfinite(pair.odds) and isfinite(pair.partial)
            for pair in comparison.pairs
        )
        and all(_within(a, first) and _within(b, second) for a, b in comparison.reused_ranges)
    )  # fmt: skip


def _is_fingerprint(fingerprint: Fingerprint, passages: int) -> bool:
    repeats, originals = fingerprint.repeats[::2], fingerprint.repeats[1::2]
    lines = min(len(fingerprint.comparable), _LINES)
    return (
        len(fingerprint.key) == _KEY
        and _below(fingerprint.comparable, passages)
        and _below(fingerprint.repeats, passages)
        and len(repeats) == len(originals) == len(set(repeats))
        and _below(fingerprint.lines, passages)
        and len(fingerprint.lines)
        == len(fingerprint.sums)
        == len(fingerprint.begins)
        == len(fingerprint.ends)
        and _rises(fingerprint.lines)
        and _rises(fingerprint.begins)
        and _rises(fingerprint.ends)
        and len(fingerprint.starts) == lines + 1
        and fingerprint.starts[0] == 0
        and fingerprint.starts[-1] == len(fingerprint.tokens)
        and _rises(fingerprint.starts)
        and _rises(fingerprint.stem_pairs)
        and _below([pair & (_LINES - 1) for pair in fingerprint.stem_pairs], lines)
    )


def _is_map(clean_starts: Sequence[int], source_starts: Sequence[int]) -> bool:
    return (
        len(clean_starts) == len(source_starts) > 0
        and clean_starts[0] == 0
        and _rises(clean_starts)
    )


def _most_repeats(fingerprint: Fingerprint) -> int:
    """Return the largest number of passages that repeat one sentence."""
    return 1 + max(Counter(fingerprint.repeats[1::2]).values(), default=0)


def _within(span: Span, record: DocumentRecord) -> bool:
    return bool(record.ends) and span.start < span.end <= record.ends[-1]


def _below(values: Sequence[int], end: int) -> bool:
    return max(values, default=-1) < end


def _rises(values: Sequence[int]) -> bool:
    return all(a <= b for a, b in pairwise(values))
