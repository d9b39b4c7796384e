"""Index of a document's words, by which passages are found again and their context is compared.

It finds and measures spans; `decision.py` decides.
"""

import unicodedata
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Sequence
from functools import cached_property
from typing import NamedTuple

from tui.anchoring.quote_alignment import (
    LEADS,
    OCCURRENCES,
    AnchorQuery,
    align_to_window,
    candidate_offsets,
    make_query,
)
from tui.anchoring.selector import whole
from tui.anchoring.similarity import RUN, context_overlap, normalize_typography, normalized_words
from tui.text.document import Document
from tui.text.normalization.unicode_properties import SPACELESS, compiled, is_simple
from tui.text.offset_map import OffsetMap
from tui.text.span import Span
from tui.text.tokens import Token, tokens

_SLACK = 24
"""Number of words on either side for text that was inserted or removed."""
_NEXT = 8
"""Number of words that are adjacent to a passage."""
_NEXT_SAME = 0.5
"""Share of these words that must be present for the same neighbour."""

_LONGER = 2.5
"""Largest ratio of the length of a sentence to that of the words found in it."""


class ContextSimilarity(NamedTuple):
    """Share of the text before and after a passage that is present; each from 0 to 1."""

    before: float
    after: float

    @property
    def both(self) -> float:
        """Sum of the two, 0 to 2."""
        return self.before + self.after


class AdjacentContext(NamedTuple):
    """True for each side of a passage with unchanged adjacent text.

    None if the passage was at the edge of the text and no longer is: text may have been added
    there.
    """

    before: bool | None
    after: bool | None


class TokenIndex:
    """Words of one document and their spans, indexed once for many passages."""

    def __init__(self, document: Document) -> None:
        self.document = document

    @cached_property
    def words(self) -> tuple[Token, ...]:
        """Words of the document, with spans in its text."""
        return tokens(self.document.text)

    @cached_property
    def _norms(self) -> tuple[str, ...]:
        return tuple(word.norm for word in self.words)

    @cached_property
    def _starts(self) -> tuple[int, ...]:
        return tuple(word.span.start for word in self.words)

    @cached_property
    def _positions(self) -> dict[str, list[int]]:
        positions: defaultdict[str, list[int]] = defaultdict(list)
        for n, norm in enumerate(self._norms):
            positions[norm].append(n)
        return dict(positions)

    @cached_property
    def _plain(self) -> tuple[str, OffsetMap]:
        return normalize_typography(self.document.text)

    def find_exact(self, quote: str) -> list[Span]:
        """Return the spans of `quote` as whole words; typography doesn't count."""
        needle = normalize_typography(quote)[0].strip()
        text, offset_map = self._plain
        spans: list[Span] = []
        offset = text.find(needle) if needle else -1
        while offset >= 0 and len(spans) < OCCURRENCES:
            end = offset + len(needle)
            if not (_inside_word(text, offset) or _inside_word(text, end)):
                spans.append(
                    _with_marks(self.document.text, offset_map.span_to_source(Span(offset, end)))
                )
            offset = text.find(needle, offset + 1)
        return spans

    def within(self, sentence: Span, head: str, quote: str, tail: str) -> Span | None:
        """Return the span in `sentence` of the `quote` that was between `head` and `tail`.

        Returns:
            The span; None if the quote isn't there.
        """
        sentence_text, offset_map = normalize_typography(sentence.of(self.document.text))
        before, quote_text = len(normalize_typography(head)[0]), normalize_typography(quote)[0]
        if normalize_typography(head + quote + tail)[0] == sentence_text:
            span = offset_map.span_to_source(Span(before, before + len(quote_text))).shifted(
                sentence.start
            )
            return _with_marks(self.document.text, span)
        first = bisect_left(self._starts, sentence.start)
        last = bisect_left(self._starts, sentence.end)
        aligned = self._align(make_query(head, quote, tail), first, last)
        return self.with_edges(aligned, quote) if aligned else None

    def context_similarity(self, span: Span, passage: AnchorQuery) -> ContextSimilarity:
        """Return the share of the context of `passage` that is around `span`."""
        first = bisect_left(self._starts, span.start)
        last = bisect_left(self._starts, span.end)
        before_size = len(passage.before) + _SLACK
        after_size = len(passage.after) + _SLACK
        before = self._norms[max(0, first - before_size) : first]
        after = self._norms[last : last + after_size]
        return ContextSimilarity(
            context_overlap(passage.before, before) if passage.before else _edge(len(before)),
            context_overlap(passage.after, after) if passage.after else _edge(len(after)),
        )

    def adjacent_context(self, span: Span, passage: AnchorQuery) -> AdjacentContext:
        """Return for each side True if the words adjacent to `passage` are adjacent to `span`."""
        first = bisect_left(self._starts, span.start)
        last = bisect_left(self._starts, span.end)
        before, after = passage.before[-_NEXT:], passage.after[:_NEXT]
        return AdjacentContext(
            _is_next(before, self._norms[max(0, first - len(before)) : first], edge=not first),
            _is_next(after, self._norms[last : last + len(after)], edge=last == len(self._norms)),
        )

    def find_similar(self, passage: AnchorQuery) -> list[Span]:
        """Return the sentences most similar to `passage`, the most likely first."""
        spans: list[Span] = []
        room = _SLACK + len(passage.before)
        for lead in candidate_offsets(passage, self._positions):
            first = max(0, lead - room)
            last = max(0, lead + len(passage.quote) + len(passage.after) + _SLACK)
            span = self._align(passage, first, last)
            span = self._snapped(span) if span and not self._cut(span, first, last) else None
            if span and span not in spans:
                spans.append(span)
        return spans

    def similar_passages(self, sentence: Span) -> list[Span]:
        """Return the other runs of passages that share most words with `sentence`, most first."""
        passages = self.document.passages
        if not passages:
            return []
        first_passage = self.document.passage_at(sentence.start)
        size = self.document.passage_at(sentence.end - 1) - first_passage + 1
        shared: Counter[int] = Counter()
        for norm in set(normalized_words(sentence.of(self.document.text))):
            positions = self._positions.get(norm, ())
            if len(positions) <= OCCURRENCES:
                passages_with_word = {
                    self.document.passage_at(self._starts[position]) for position in positions
                }
                shared.update(
                    {m for n in passages_with_word for m in range(max(0, n - size + 1), n + 1)}
                )
        runs = [
            Span(passages[n].span.start, passages[min(n + size, len(passages)) - 1].span.end)
            for n, _ in shared.most_common(size + LEADS * 2)
        ]
        return [run for run in runs if run.end <= sentence.start or run.start >= sentence.end]

    def with_edges(self, span: Span, quote: str) -> Span:
        """Return `span` extended by the quotation marks and stops that `quote` has at its ends."""
        text, start, end = self.document.text, span.start, span.end
        lead = len(quote) - len(quote.lstrip("\"'“”‘’«»„([—–-"))
        tail = len(quote) - len(quote.rstrip("\"'“”‘’«»)].,;:!?…—–-%"))
        while lead and start and not text[start - 1].isalnum() and not text[start - 1].isspace():
            start, lead = start - 1, lead - 1
        while tail and end < len(text) and not text[end].isalnum() and not text[end].isspace():
            end, tail = end + 1, tail - 1
        return Span(start, end)

    def _align(self, passage: AnchorQuery, first: int, last: int) -> Span | None:
        """Return the span of the quote between two word numbers; None if there is none."""
        word_range = align_to_window(passage, self._norms[first:last])
        if word_range is None:
            return None
        first_word, last_word = word_range
        return Span(
            self.words[first + first_word].span.start, self.words[first + last_word].span.end
        )

    def _cut(self, span: Span, first: int, last: int) -> bool:
        """Return True if `span`, found between two word numbers, may continue beyond them."""
        may_begin_before = first and span.start <= self._starts[first]
        return bool(may_begin_before) or (
            last < len(self._starts) and span.end >= self._starts[last - 1]
        )

    def _snapped(self, span: Span) -> Span:
        """Return `span` extended to bounds of passages: the nearest, or those around it."""
        passages = self.document.passages
        n = self.document.passage_at(span.start)
        reach = max(40, (span.end - span.start) // 2)
        starts = [p.span.start for p in passages[n : n + 2] if p.span.start < span.end]
        start = min(starts, key=lambda bound: abs(bound - span.start), default=span.start)
        n = self.document.passage_at(span.end - 1)
        ends = [p.span.end for p in passages[max(0, n - 1) : n + 1] if p.span.end > start]
        end = min(ends, key=lambda bound: abs(bound - span.end), default=span.end)
        if abs(start - span.start) <= reach and abs(end - span.end) <= reach:
            return whole(self.document, Span(start, end))
        passage_span = whole(self.document, span)
        longest = _LONGER * (span.end - span.start)
        return passage_span if passage_span.end - passage_span.start <= longest else span


def _with_marks(text: str, span: Span) -> Span:
    """Return `span` extended by the combining marks of its last letter."""
    end = span.end
    while end < len(text) and unicodedata.combining(text[end]):
        end += 1
    return Span(span.start, end)


def _inside_word(text: str, offset: int) -> bool:
    """Return True if a bound at `offset` divides a word."""
    if not 0 < offset < len(text):
        return False
    before, after = text[offset - 1], text[offset]
    if unicodedata.category(after)[0] == "M":
        return True  # it would divide a letter from its mark
    if not after.isalnum() or not (before.isalnum() or unicodedata.category(before)[0] == "M"):
        return False
    return is_simple(before + after) or not compiled(SPACELESS).search(
        text[offset - 1 : offset + 1]
    )


def _is_next(context: Sequence[str], words: Sequence[str], *, edge: bool) -> bool | None:
    if not context:
        return edge or None
    return context_overlap(context, words) >= _NEXT_SAME


def _edge(beyond: int) -> float:
    """Return 1 if the edge of the document is where the passage's edge was, else 0."""
    return 1.0 if beyond <= RUN else 0.0
