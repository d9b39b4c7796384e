"""Parsing of a file's text to a `Document`: sanitization, paragraphs, roles, repeats."""

import unicodedata
from collections.abc import Collection, Iterator, Sequence
from enum import StrEnum

from tui.text.boilerplate_lines import BoilerplateLines
from tui.text.document import CARRIES_CLAIMS, Document, Paragraph, Passage, Role
from tui.text.normalization.unicode_properties import is_simple
from tui.text.parsing.blocks import Blocks
from tui.text.parsing.markdown import markdown_blocks
from tui.text.parsing.paragraph_roles import assign_roles, dateline
from tui.text.parsing.plain_text import plain_blocks
from tui.text.parsing.repeats import find_repeats
from tui.text.sanitization import clean, clean_line
from tui.text.sentences import sentences
from tui.text.span import Span
from tui.text.tokens import count

TITLE_LONGEST = 90
"""Largest length, in code points, of a title made from a first sentence."""
MOST_LINES = 500_000
"""Largest number of lines of a text that is parsed: as many as forty novels have."""
_MOST_SIGNS = 100_000
"""Largest number of signs of Markdown in a text that is parsed as Markdown."""
_SIGNS = "[*_`~"
"""Signs for each of which the parser of Markdown makes a search."""


class Format(StrEnum):
    """Formats of text that can be parsed."""

    PLAIN = "plain"
    MARKDOWN = "markdown"


def reason_against(text: str) -> str:
    """Return the reason why a text is not to be parsed; empty if it is."""
    lines = text.count("\n") - text.count("\n\n")
    return f"it has more than {MOST_LINES:,} lines" if lines > MOST_LINES else ""


def parse_document(
    raw: str,
    format: Format = Format.PLAIN,  # noqa: A002  # the field's word
    spellings: Collection[str] = (),
    boilerplate: Collection[str] = (),
) -> Document:
    """Return the document of a file's own text `raw`.

    Args:
        raw: The decoded text of the file.
        format: The format of the text; Markdown with more signs than any article is parsed as plain
            text.
        spellings: Words of the corpus, by which words divided at the ends of lines are joined.
        boilerplate: Lines that the corpus configuration states as boilerplate; `*` stands for any
            words.
    """
    text, source = clean(raw)
    is_markdown = format is Format.MARKDOWN and sum(map(text.count, _SIGNS)) <= _MOST_SIGNS
    parse_blocks = markdown_blocks if is_markdown else plain_blocks
    blocks = parse_blocks(text, source, spellings)
    paragraphs = assign_roles(blocks, BoilerplateLines(boilerplate))
    passages = _passages(blocks.text, paragraphs)
    without_claims = {n for n, p in enumerate(passages) if p.role not in CARRIES_CLAIMS}
    originals = find_repeats(blocks.text, [p.span for p in passages], without_claims)
    linked_passages = tuple(
        p if original is None else p._replace(duplicate_of=original)
        for p, original in zip(passages, originals, strict=True)
    )
    words, letters = _count(blocks.text, linked_passages)
    return Document(
        text=blocks.text,
        paragraphs=paragraphs,
        passages=linked_passages,
        markup=blocks.markup,
        offset_map=blocks.offset_map,
        title=_title(blocks, paragraphs, linked_passages),
        words=words + letters,
        letters=letters,
    )


def _passages(text: str, paragraphs: Sequence[Paragraph]) -> list[Passage]:
    return [
        Passage(span, n, role)
        for n, paragraph in enumerate(paragraphs)
        for span, role in _divide(text, paragraph)
    ]


def _divide(text: str, paragraph: Paragraph) -> Iterator[tuple[Span, Role]]:
    """Yield the passages of one paragraph with their roles; a date line is a passage of its own."""
    span = paragraph.span
    if paragraph.role is not Role.BODY or paragraph.preformatted:
        yield span, paragraph.role
        return
    if dateline_span := dateline(text, span):
        yield dateline_span, Role.DATELINE
        span = Span(dateline_span.end, span.end).trimmed(text)
    for sentence in sentences(text, span):
        yield sentence, Role.BODY


def _title(blocks: Blocks, paragraphs: Sequence[Paragraph], passages: Sequence[Passage]) -> str:
    """Return the stated or detected title; without one, the first sentence, cut after a word."""
    if blocks.title:
        return clean_line(blocks.title, TITLE_LONGEST * 2)
    for paragraph in paragraphs:
        if paragraph.role is Role.TITLE:
            return clean_line(paragraph.span.of(blocks.text), TITLE_LONGEST * 2)
    claim_passages = (p for p in passages if p.role in CARRIES_CLAIMS)
    first = next(claim_passages, passages[0] if passages else None)
    return _shorten(clean_line(first.span.of(blocks.text))) if first else ""


def _shorten(sentence: str) -> str:
    if len(sentence) <= TITLE_LONGEST:
        return sentence
    end = sentence.rfind(" ", TITLE_LONGEST // 2, TITLE_LONGEST)
    if end < 0:
        end = TITLE_LONGEST
        while end and unicodedata.category(sentence[end])[0] == "M":
            end -= 1
    return sentence[:end].rstrip(" ,;:，、；：") + "…"


def _count(text: str, passages: Sequence[Passage]) -> tuple[int, int]:
    """Return the number of words in the passages, and of letters of scripts without spaces."""
    texts = [
        p.span.of(text) for p in passages if p.role in CARRIES_CLAIMS and p.duplicate_of is None
    ]
    if is_simple(text):
        return sum(len(words.split()) for words in texts), 0
    counts = [count(words) for words in texts]
    return sum(words for words, _ in counts), sum(letters for _, letters in counts)
