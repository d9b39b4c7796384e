"""The document: one immutable clean text, and what is known of it as spans of its offsets.

All offsets are code points of `Document.text`; `Document.offset_map` leads back to the file's own.
"""

from bisect import bisect_right
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from tui.text.offset_map import OffsetMap
from tui.text.span import Span


class Role(StrEnum):
    """Purpose of a paragraph, or of a passage in it, in an article."""

    TITLE = "title"
    SUBTITLE = "subtitle"
    HEADING = "heading"
    BODY = "body"
    CAPTION = "caption"
    BYLINE = "byline"
    DATELINE = "dateline"
    BOILERPLATE = "boilerplate"


CARRIES_CLAIMS = frozenset({Role.TITLE, Role.SUBTITLE, Role.BODY, Role.CAPTION, Role.HEADING})
"""The roles in which an article says something; the others are boilerplate."""


class Emphasis(StrEnum):
    """Markup of a span of the text, without the signs that marked it."""

    EMPHASIS = "emphasis"
    STRONG = "strong"
    CODE = "code"
    LINK = "link"
    STRIKE = "strike"


class MarkupSpan(NamedTuple):
    """A look, and where it holds; a link keeps its target for showing, never for opening."""

    span: Span
    emphasis: Emphasis
    target: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A block of the text, shown on lines of its own."""

    span: Span
    role: Role = Role.BODY
    level: int = 0
    """A heading's level, 1 to 6; else 0."""
    prefix: str = ""
    """Text shown before the first line: a bullet, a number, a quote's bar."""
    preformatted: bool = False
    """True if line breaks inside are kept (code, verse)."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence, or what stands for one: the unit that is matched, counted and read."""

    span: Span
    paragraph: int
    """Index into `Document.paragraphs`."""
    role: Role = Role.BODY
    duplicate_of: int | None = None
    """Index of the passage of the same document that this one repeats, if it does."""


@dataclass(frozen=True, slots=True)
class Document:
    """An article as read: its clean text, and the spans that divide it, in order."""

    text: str
    paragraphs: tuple[Paragraph, ...]
    passages: tuple[Passage, ...]
    markup: tuple[MarkupSpan, ...]
    offset_map: OffsetMap
    title: str
    words: int
    """Number of words the article says, boilerplate and repeats left out.

    A letter of a script without spaces is one.
    """
    letters: int = 0
    """Number of of them are such letters."""

    def passage_at(self, offset: int) -> int:
        """Return the index of the passage at `offset`, or of the last one before it.

        0 before all.

        A document without passages gives 0 as well.
        """
        return max(0, bisect_right(self.passages, offset, key=lambda p: p.span.start) - 1)

    def original(self, index: int) -> int:
        """Return the passage that passage `index` repeats, or `index` itself."""
        original = self.passages[index].duplicate_of
        return index if original is None else original

    def words_of(self, index: int) -> str:
        """Return the text of passage `index`."""
        return self.passages[index].span.of(self.text)

    def on_one_line(self, index: int) -> str:
        """Return the text of passage `index`, line breaks as spaces: offsets stay as they are."""
        return self.words_of(index).replace("\n", " ")
