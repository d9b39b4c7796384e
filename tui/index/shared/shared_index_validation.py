"""Whether what somebody else worked out can be what it says, without working it out again.

A value that passes can still be wrong, but never lead out of the texts it speaks of.
"""

from array import array
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from math import isfinite

from tui.index.cache.document_record import Outline
from tui.matching.candidates.fingerprint import Trace
from tui.matching.pairs.document_comparison import Comparison
from tui.text.document import Document
from tui.text.sanitization import clean_line
from tui.text.span import Span

_TYPES = ("I", "I", "I", "I", "Q", "Q", "I", "Q", "I", "I", "I", "I")
_KEY = 16
_LINES = 1 << 16
_MATCHES = 1_000_000
"""Matches between two documents, at most, their echoes included."""


def is_sound(outline: Outline) -> bool:
    """Whether an outline holds together."""
    trace, passages = outline.trace, len(outline.starts)
    parts = (
        outline.starts, outline.ends, trace.telling, trace.echoes,
        trace.couples, trace.sentences, trace.lines, trace.sums, trace.begins, trace.ends,
        trace.tokens, trace.starts,
    )  # fmt: skip
    types = tuple(part.typecode if isinstance(part, array) else "" for part in parts)
    return (
        types == _TYPES
        and outline.title == clean_line(outline.title)
        and outline.words >= 0
        and outline.cut >= 0
        and len(outline.ends) == passages
        and all(start <= end for start, end in zip(outline.starts, outline.ends, strict=True))
        and _rises(outline.starts)
        and _rises(outline.ends)
        and _is_map(outline.source.ours, outline.source.theirs)
        and _is_trace(trace, passages)
    )


def is_of(outline: Outline, document: Document) -> bool:
    """Whether an outline's passages are those of a document that has been read."""
    spans = [passage.span for passage in document.passages]
    return (
        (outline.title, outline.words) == (document.title, document.words)
        and outline.starts.tolist() == [span.start for span in spans]
        and outline.ends.tolist() == [span.end for span in spans]
    )


def fits(comparison: Comparison, one: Outline, two: Outline) -> bool:
    """Whether a comparison can be one of these two."""
    here, there = one.trace, two.trace
    many = _most_said(here) * _most_said(there) * len(comparison.pairs)
    return (
        many <= _MATCHES
        and all(
            pair.here < len(here.telling) and pair.there < len(there.telling)
            and isfinite(pair.odds) and isfinite(pair.partial)
            for pair in comparison.pairs
        )
        and all(_within(a, one) and _within(b, two) for a, b in comparison.passages)
    )  # fmt: skip


def _is_trace(trace: Trace, passages: int) -> bool:
    echoes, originals = trace.echoes[::2], trace.echoes[1::2]
    lines = min(len(trace.telling), _LINES)
    return (
        len(trace.key) == _KEY
        and _below(trace.telling, passages)
        and _below(trace.echoes, passages)
        and len(echoes) == len(originals) == len(set(echoes))
        and _below(trace.lines, passages)
        and len(trace.lines) == len(trace.sums) == len(trace.begins) == len(trace.ends)
        and _rises(trace.lines)
        and _rises(trace.begins)
        and _rises(trace.ends)
        and len(trace.starts) == lines + 1
        and trace.starts[0] == 0
        and trace.starts[-1] == len(trace.tokens)
        and _rises(trace.starts)
        and _rises(trace.couples)
        and _below([couple & (_LINES - 1) for couple in trace.couples], lines)
    )


def _is_map(ours: Sequence[int], theirs: Sequence[int]) -> bool:
    return len(ours) == len(theirs) > 0 and ours[0] == 0 and _rises(ours)


def _most_said(trace: Trace) -> int:
    """Passages that say the same line, at most."""
    return 1 + max(Counter(trace.echoes[1::2]).values(), default=0)


def _within(span: Span, outline: Outline) -> bool:
    return bool(outline.ends) and span.start < span.end <= outline.ends[-1]


def _below(values: Sequence[int], end: int) -> bool:
    return max(values, default=-1) < end


def _rises(values: Sequence[int]) -> bool:
    return all(a <= b for a, b in pairwise(values))
