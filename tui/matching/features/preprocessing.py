"""Preprocessing: a document's data for matching, made once and without its corpus.

It depends on its document alone, so it can be stored by content and sent to any process.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, groupby
from sys import intern

from tui.matching.features.stemming import stems
from tui.text.document import CARRIES_CLAIMS, Document, Passage, Role
from tui.text.normalization.unicode_properties import compiled, is_simple, is_stop
from tui.text.sentences import last_mark
from tui.text.span import Span
from tui.text.tokens import passage_tokens

FEWEST_WORDS = 3
"""Words below which a passage isn't comparable, unless it is a sentence of two long ones."""
_LONG_WORDS = 12
"""Letters of a sentence of two words from which it says something, as where a word is a clause."""
_SYLLABLES = r"[\p{Hang}\p{Ethi}\p{Cher}\p{Cans}\p{Vaii}\p{Yiii}]"
"""Letters that are a syllable each: they count twice."""
_SHORT = 60
"""Words of a paragraph that may be a newsletter's, a cookie notice or the like, at most."""
_QUOTES = frozenset('"“”„‟«»‹›「」『』〝〞〟＂')
"""Marks that show that somebody is quoted; an apostrophe rarely does."""
MOST_WORDS = 1_000
"""Words of a passage that are compared; no sentence has more."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A passage that carries claims, as matching sees it."""

    passage: int
    """Index into `Document.passages`."""
    span: Span
    """Code points of `Document.text`."""
    words: tuple[str, ...]
    """Its words as compared, in order."""
    stems: tuple[str, ...]
    is_comparable: bool
    """True if it can match by itself: long enough, and no repeat."""


@dataclass(frozen=True, slots=True)
class PreparedDocument:
    """One document as matching sees it."""

    document: str
    text: str
    """`Document.text`."""
    sentences: tuple[Sentence, ...]
    """The passages that carry claims, in order."""
    repeats: tuple[tuple[int, int], ...]
    """(passage, the passage it repeats) for each repeat among the lines."""
    cut: int = 0
    """Passages of which only the beginning is compared."""
    short_paragraphs: tuple[int, ...] = ()
    """Passages that are a short paragraph of its own without a quotation.

    They may be boilerplate of the corpus.
    """


def preprocess(document_id: str, document: Document) -> PreparedDocument:
    """Return the reading of `document`; passages that carry no claims are left out."""
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
                stems=tuple(chain.from_iterable(map(stems, words))),
                is_comparable=passage.duplicate_of is None
                and (len(words) >= FEWEST_WORDS or _is_statement(document, passage, words)),
            )
        )
    apart = tuple(_apart(document, lines))
    return PreparedDocument(document_id, document.text, tuple(lines), tuple(repeats), cut, apart)


def _is_statement(document: Document, passage: Passage, words: Sequence[str]) -> bool:
    """Return True if `words` are two, but a sentence that is long enough to say something."""
    if len(words) + 1 != FEWEST_WORDS:
        return False
    both = "".join(words)
    letters = len(both)
    if not is_simple(both):
        letters += len(compiled(_SYLLABLES).findall(both))
    return letters >= _LONG_WORDS and is_stop(last_mark(passage.span.of(document.text)))


def _apart(document: Document, lines: Iterable[Sentence]) -> Iterator[int]:
    """Yield the passages of lines in a short paragraph without quotation marks that is no title."""
    for number, some in groupby(lines, lambda line: document.passages[line.passage].paragraph):
        inside = list(some)
        if sum(len(line.words) for line in inside) > _SHORT:
            continue
        paragraph = document.paragraphs[number]
        if paragraph.role is not Role.TITLE and _QUOTES.isdisjoint(
            paragraph.span.of(document.text)
        ):
            yield from (line.passage for line in inside)
