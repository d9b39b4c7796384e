"""A selected passage: the words of an open article to which a key for notes applies."""

import os
from typing import NamedTuple

from tui.corpus.corpus_file import CorpusFile
from tui.lazy_imports import lazy_imports
from tui.text.sanitization import clean_line
from tui.text.span import Span

with lazy_imports():
    import hashlib

_EXCERPT = 48
"""Largest number of code points of a passage in a message."""


class SelectedPassage(NamedTuple):
    """A passage of an article that is read completely."""

    corpus_file: CorpusFile
    span: Span
    """Code points of the document's text."""

    @property
    def words(self) -> str:
        """The words, on one line."""
        document = self.corpus_file.document
        return " ".join(self.span.of(document.text).split()) if document else ""

    @property
    def excerpt(self) -> str:
        """The first words, in quotation marks."""
        words = self.words
        beginning = words if len(words) <= _EXCERPT else words[:_EXCERPT].rstrip() + "…"
        return f"“{clean_line(beginning, _EXCERPT + 1)}”"

    @property
    def draft_key(self) -> str:
        """The key of a draft for a new note on it, made of file and words."""
        key = os.fsencode(self.corpus_file.key) + b"\n" + self.words.encode()
        return "new-" + hashlib.sha256(key).hexdigest()[:40]
