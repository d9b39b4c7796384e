"""Prepared documents as bytes: for other processes, and for other machines.

They are JSON, so that bytes from elsewhere are never executed.
"""

import json

from tui.matching.features.preprocessing import PreparedDocument, Sentence
from tui.matching.features.stemming import stem_of
from tui.text.span import Span


def pack_prepared(prepared: PreparedDocument) -> bytes:
    """Return a prepared document as bytes, as far as comparing needs it."""
    lines = [(n.passage, *n.span, " ".join(n.words), n.is_comparable) for n in prepared.sentences]
    return json.dumps(
        (prepared.document, prepared.text, lines, prepared.repeats, prepared.cut),
        separators=(",", ":"),
    ).encode()


def unpack_prepared(data: bytes) -> PreparedDocument:
    """Return the prepared document that `pack_prepared` made bytes of."""
    document, text, lines, repeats, cut = json.loads(data)
    return PreparedDocument(
        document,
        text,
        tuple(
            _sentence(passage, Span(start, end), words, is_comparable=is_comparable)
            for passage, start, end, words, is_comparable in lines
        ),
        tuple((repeat, original) for repeat, original in repeats),
        cut,
    )


def _sentence(passage: int, span: Span, word_line: str, *, is_comparable: bool) -> Sentence:
    words = tuple(word_line.split(" "))
    return Sentence(passage, span, words, tuple(map(stem_of, words)), is_comparable)
