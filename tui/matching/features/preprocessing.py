"""Preprocessing: a document's data for matching, computed once.

The result depends on the document alone, not on its corpus, so it can be stored by content and sent
to any process.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from sys import intern

from tui.matching.features.stemming import stem_of
from tui.text.document import CARRIES_CLAIMS, Document, Passage, Role
from tui.text.normalization.unicode_properties import compiled, is_simple, is_stop
from tui.text.sentences import last_mark
from tui.text.span import Span
from tui.text.tokens import passage_tokens

FEWEST_WORDS = 3
"""Number of words below which a passage isn't comparable, except a sentence of two long words."""
_LONG_WORDS = 12
"""Letters of a sentence of two words from which it is comparable: in some languages a word is a
clause."""
_SYLLABLES = r"[\p{Hang}\p{Ethi}\p{Cher}\p{Cans}\p{Vaii}\p{Yiii}]"
"""Letters that stand for a syllable: they count twice."""
_SHORT = 60
"""Largest number of words of a paragraph that may be boilerplate."""
_QUOTES = frozenset('"“”„‟«»‹›「」『』〝〞〟＂')
"""Marks of a quotation; an apostrophe rarely is one."""
MOST_WORDS = 1_000
"""Number of words of a passage that are compared; sentences are shorter."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A passage that carries claims, in the form for matching."""

    passage: int
    """Index into `Document.passages`."""
    span: Span
    """Code points of `Document.text`."""
    words: tuple[str, ...]
    """Compared words, in order."""
    stems: tuple[str, ...]
    is_comparable: bool
    """True if it can match by itself: it is long enough and not a repeat."""


@dataclass(frozen=True, slots=True)
class PreparedDocument:
    """A document in the form for matching."""

    document: str
    text: str
    """Text of the document."""
    sentences: tuple[Sentence, ...]
    """Passages that carry claims, in order."""
    repeats: tuple[tuple[int, int], ...]
    """Passages among the sentences that repeat another one, each with that passage."""
    cut: int = 0
    """Number of passages of which only the beginning is compared."""
    short_paragraphs: tuple[int, ...] = ()
    """Passages that are a short paragraph of their own without a quotation.

    They may be boilerplate of the corpus.
    """


def preprocess(document_id: str, document: Document) -> PreparedDocument:
    """Return the prepared form of `document`; passages that carry no claims are left out."""
    lines: list[Sentence] = []
    repeats: list[tuple[int, int]] = []
    cut = 0
    for index, passage in enumerate(document.passages):
        if passage.role not in CARRIES_CLAIMS:
            continue
        words = passage_tokens(passage.span.of(document.text))
        if not words:
            continue
        if len(words) > MOST_WORDS:
            cut += 1
            words = words[:MOST_WORDS]
        if passage.duplicate_of is not None:
            repeats.append((index, passage.duplicate_of))
        lines.append(
            Sentence(
                passage=index,
                span=passage.span,
                words=tuple(map(intern, words)),
                stems=tuple(map(stem_of, words)),
                is_comparable=passage.duplicate_of is None
                and (len(words) >= FEWEST_WORDS or _is_statement(document, passage, words)),
            )
        )
    short_paragraphs = tuple(_apart(document, lines))
    return PreparedDocument(
        document_id, document.text, tuple(lines), tuple(repeats), cut, short_paragraphs
    )


def _is_statement(document: Document, passage: Passage, words: Sequence[str]) -> bool:
    """Return True if `words` are two, but long enough for a comparable sentence."""
    if len(words) + 1 != FEWEST_WORDS:
        return False
    joined_words = "".join(words)
    letters = len(joined_words)
    if not is_simple(joined_words):
        letters += len(compiled(_SYLLABLES).findall(joined_words))
    return letters >= _LONG_WORDS and is_stop(last_mark(passage.span.of(document.text)))


def _apart(document: Document, lines: Iterable[Sentence]) -> Iterator[int]:
    """Yield the passages that are a short paragraph without quotation marks, and not a title."""
    for number, group in groupby(lines, lambda line: document.passages[line.passage].paragraph):
        sentences = list(group)
        if sum(len(line.words) for line in sentences) > _SHORT:
            continue
        paragraph = document.paragraphs[number]
        if paragraph.role is not Role.TITLE and _QUOTES.isdisjoint(
            paragraph.span.of(document.text)
        ):
            yield from (line.passage for line in sentences)
