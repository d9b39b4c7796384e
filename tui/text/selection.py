"""The selection of words: it grows and shrinks at either end by word, sentence or paragraph.

A selection is a value: each step returns another one, and none is ever empty.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from tui.text.document import Document
from tui.text.normalization.unicode_properties import SPACELESS, UNSPACED, compiled, is_simple
from tui.text.span import Span

_WORD = re.compile(r"\w(?:[\w'’.,-]*\w)?")
_LETTER = rf"[[\w\p{{M}}\u200c\u200d]--{SPACELESS}]"
_WORD_ANYWHERE = rf"{UNSPACED}|{_LETTER}(?:[{_LETTER}'’.,-]*{_LETTER})?"


class SelectionUnit(StrEnum):
    """Unit by which a selection grows."""

    WORD = "word"
    SENTENCE = "sentence"
    PARAGRAPH = "paragraph"


@dataclass(frozen=True, slots=True)
class Selection:
    """Selected span of a document with passages, and its unit."""

    document: Document
    span: Span
    unit: SelectionUnit = SelectionUnit.SENTENCE

    @property
    def words(self) -> str:
        """Selected text."""
        return self.span.of(self.document.text)

    def with_unit(self, unit: SelectionUnit) -> "Selection":
        """Return the selection with this unit, extended to whole units.

        A second request for words returns only the first word.
        """
        if unit is SelectionUnit.WORD:
            if self.unit is not unit:
                return replace(self, unit=unit)
            first = next(
                (u for u in self.units_near(self.span.start) if u.end > self.span.start), None
            )
            return replace(self, span=first or self.span)
        units = [
            u
            for offset in (self.span.start, max(self.span.start, self.span.end - 1))
            for u in replace(self, unit=unit).units_near(offset)
            if u.start < self.span.end and u.end > self.span.start
        ]
        starts, ends = [u.start for u in units], [u.end for u in units]
        span = Span(min([self.span.start, *starts]), max([self.span.end, *ends]))
        return replace(self, span=span, unit=unit)

    def move_end(self, step: int) -> "Selection":
        """Return the selection with its end one unit later, or earlier if `step` is negative."""
        ends = [u.end for u in self.units_near(max(0, self.span.end - 1))]
        if step > 0:
            end = min((e for e in ends if e > self.span.end), default=self.span.end)
        else:
            inner_ends = (e for e in ends if self.span.start < e < self.span.end)
            end = max(inner_ends, default=self.span.end)
        return replace(self, span=Span(self.span.start, end))

    def move_start(self, step: int) -> "Selection":
        """Return the selection with its start one unit later, or earlier if `step` is negative."""
        starts = [u.start for u in self.units_near(self.span.start)]
        if step > 0:
            inner_starts = (s for s in starts if self.span.start < s < self.span.end)
            start = min(inner_starts, default=self.span.start)
        else:
            start = max((s for s in starts if s < self.span.start), default=self.span.start)
        return replace(self, span=Span(start, self.span.end))

    def units_near(self, offset: int) -> Iterator[Span]:
        """Yield the units near `offset`: its own, the one before and the one after, or more."""
        document = self.document
        if self.unit is SelectionUnit.PARAGRAPH:
            spans = document.paragraphs
            index = bisect_right(spans, offset, key=lambda p: p.span.start) - 1
            yield from (p.span for p in spans[max(0, index - 1) : index + 2] if p.span)
            return
        index = document.passage_at(offset)
        neighbours = [p.span for p in document.passages[max(0, index - 1) : index + 2]]
        if self.unit is SelectionUnit.SENTENCE:
            yield from neighbours
        elif neighbours:
            reach = neighbours[0].start, neighbours[-1].end
            simple = is_simple(document.text[reach[0] : reach[1]])
            pattern = _WORD if simple else compiled(_WORD_ANYWHERE)
            matches = pattern.finditer(document.text, *reach)
            yield from (Span(*word.span()) for word in matches)


def select_passage(document: Document, passage: int) -> Selection:
    """Return the selection of the whole passage number `passage`."""
    return Selection(document, document.passages[passage].span)


def select_between(document: Document, first_offset: int, second_offset: int) -> Selection | None:
    """Return the selection of the whole words between two code points; None without words."""
    start, end = min(first_offset, second_offset), max(first_offset, second_offset)
    selection = Selection(document, Span(start, max(start + 1, end)), SelectionUnit.WORD)
    words = [
        word
        for offset in (start, max(start, end - 1))
        for word in selection.units_near(offset)
        if word.start < end and word.end > start
    ]
    if not words:
        return None
    span = Span(min(w.start for w in words), max(w.end for w in words))
    return replace(selection, span=span)
