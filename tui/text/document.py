"""The document: one immutable clean text, with its parts as spans of offsets.

All offsets are code points of `Document.text`; `Document.offset_map` maps them to the file's own.
"""

from bisect import bisect_right
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from tui.text.offset_map import OffsetMap
from tui.text.span import Span


class Role(StrEnum):
    """Purpose of a paragraph, or of a passage of it, in an article."""

    TITLE = "title"
    SUBTITLE = "subtitle"
    HEADING = "heading"
    BODY = "body"
    CAPTION = "caption"
    BYLINE = "byline"
    DATELINE = "dateline"
    BOILERPLATE = "boilerplate"


CARRIES_CLAIMS = frozenset({Role.TITLE, Role.SUBTITLE, Role.BODY, Role.CAPTION, Role.HEADING})
"""Roles of passages that may carry claims; passages of other roles are boilerplate."""


class Emphasis(StrEnum):
    """Kind of markup of a span of the text; the signs of the markup are not in the text."""

    EMPHASIS = "emphasis"
    STRONG = "strong"
    CODE = "code"
    LINK = "link"
    STRIKE = "strike"


class MarkupSpan(NamedTuple):
    """Span with markup. The target of a link is kept to be shown, never to be opened."""

    span: Span
    emphasis: Emphasis
    target: str = ""


class Paragraph(NamedTuple):
    """Block of the text that is shown on lines of its own."""

    span: Span
    role: Role = Role.BODY
    level: int = 0
    """Level of a heading, 1 to 6; else 0."""
    prefix: str = ""
    """Text shown before the first line: a bullet, a number, or the bar of a quotation."""
    preformatted: bool = False
    """True if its line breaks are kept, as in code and verse."""


class Passage(NamedTuple):
    """A sentence, or a text in place of one: the unit of matching, counting and reading."""

    span: Span
    paragraph: int
    """Index into `Document.paragraphs`."""
    role: Role = Role.BODY
    duplicate_of: int | None = None
    """Index of the passage of the same document that this one repeats; None if it repeats none."""


@dataclass(frozen=True, slots=True)
class Document:
    """A parsed article: its clean text, and the spans that divide it, in order."""

    text: str
    paragraphs: tuple[Paragraph, ...]
    passages: tuple[Passage, ...]
    markup: tuple[MarkupSpan, ...]
    offset_map: OffsetMap
    title: str
    words: int
    """Number of words of the article, without boilerplate and repeats.

    A letter of a script without spaces counts as one word.
    """
    letters: int = 0
    """Number of these words that are letters of scripts without spaces."""

    def passage_at(self, offset: int) -> int:
        """Return the index of the passage at `offset`, or of the last passage before it.

        Args:
            offset: Code points of the text.

        Returns:
            The index; 0 before the first passage, and if there are no passages.
        """
        return max(0, bisect_right(self.passages, offset, key=lambda p: p.span.start) - 1)

    def original(self, index: int) -> int:
        """Return the index of the passage that passage `index` repeats; else `index`."""
        original = self.passages[index].duplicate_of
        return index if original is None else original

    def words_of(self, index: int) -> str:
        """Return the text of passage `index`."""
        return self.passages[index].span.of(self.text)

    def on_one_line(self, index: int) -> str:
        """Return the text of passage `index` with spaces for line breaks; no offset changes."""
        return self.words_of(index).replace("\n", " ")
