"""A corpus file: one file of the corpus as the reader has it, with its document or without.

Of a file with several articles, as a feed or a book, each article is a corpus file.
"""

import os
import re
from dataclasses import dataclass
from pathlib import Path, PurePath

from tui.corpus.configuration.corpus_config import NO_RULES, ReadingRules
from tui.corpus.file_contents import Stamp
from tui.text.document import Document
from tui.text.parsing.metadata import NO_METADATA, Metadata

STANDARD_INPUT = "-"
_DIGEST = re.compile(
    r"(?<![^\W_])(?=[0-9a-f]*[a-f])(?=[a-f]*[0-9])[0-9a-f]{8,}(?![^\W_])", re.IGNORECASE
)
"""A run of hexadecimal digits with letters and figures in it."""


@dataclass(frozen=True, slots=True)
class CorpusFile:
    """One file of the corpus: its document, or why there is none."""

    id: str
    """Name of the file as found, made safe to show, and the article's entry; unique in a corpus."""
    path: Path
    name: str
    """The file's own name, made safe to show."""
    document: Document | None = None
    problem: str = ""
    """Why there is no document, in words; empty if there is one."""
    encoding: str = "utf-8"
    digest: str = ""
    """SHA-256 of the file's bytes, and of how they are read; in hexadecimal.

    Their encoding counts if it is not UTF-8, and the spellings and boilerplate in them.

    Empty for a beginning. Of an article that was extracted, that of its text.
    """
    real: str = ""
    """The path it was read from, links resolved; empty if that is not known."""
    stamp: Stamp | None = None
    """Stamp of the file when it was read."""
    partial: bool = False
    """True if this is only the beginning of a long file, the whole to follow."""
    metadata: Metadata = NO_METADATA
    """The outlet, the day and the author, as far as the file or its name gives them."""
    entry: str = ""
    """The article's name in its file; empty if the file is one article."""
    group: str = ""
    """The title of the book or feed that the article is in."""
    file_digest: str = ""
    """SHA-256 of the file's bytes if the article was extracted from them; else empty."""
    spellings: tuple[str, ...] = ()
    """Spellings of words parted at the ends of lines that the corpus decides."""
    rules: ReadingRules = NO_RULES
    """The rules of the corpus' configuration by which it was read."""

    @property
    def title(self) -> str:
        """The document's title, or the file's name."""
        return self.document.title if self.document and self.document.title else self.name

    @property
    def short_name(self) -> str:
        """The outlet, or the file's name without its ending: a name for where there is no room.

        A digest in the name says nothing to a reader and is left out, with the number before it.
        """
        stem = PurePath(self.name).stem
        words = _DIGEST.sub("", stem).strip("-_. ")
        return self.metadata.outlet or (stem if words == stem else words.strip("0123456789-_. "))

    @property
    def file_key(self) -> str:
        """Identity of the file across runs: its resolved path."""
        piped = str(self.path) == STANDARD_INPUT
        return STANDARD_INPUT if piped else self.real or os.path.realpath(self.path)

    @property
    def key(self) -> str:
        """Identity of the article across runs: its file's, and its entry in it."""
        return f"{self.file_key}#{self.entry}" if self.entry else self.file_key


def path_text(path: str) -> str:
    """Return a path as text, whatever the locale: invalid UTF-8 as numbers of bytes."""
    return os.fsencode(path).decode("utf-8", errors="backslashreplace")
