"""A corpus file: one file of the corpus, with its document or the reason why there is none.

Each article of a file with several articles, such as a feed or a book, is a corpus file.
"""

import os
import re
from dataclasses import dataclass
from pathlib import Path, PurePath

from tui.corpus.configuration.corpus_config import NO_RULES, ReadingRules
from tui.corpus.file_contents import Stamp
from tui.text.article_metadata import NO_METADATA, Metadata
from tui.text.document import Document

STANDARD_INPUT = "-"
_DIGEST = re.compile(
    r"(?<![^\W_])(?=[0-9a-f]*[a-f])(?=[a-f]*[0-9])[0-9a-f]{8,}(?![^\W_])", re.IGNORECASE
)
"""A run of hexadecimal digits with letters and figures in it."""


@dataclass(frozen=True, slots=True)
class CorpusFile:
    """One file of the corpus, or one article of a file."""

    id: str
    """Name of the file as it was found, made safe to show, with the article's entry; unique in a
    corpus."""
    path: Path
    name: str
    """Name of the file without its folder, made safe to show."""
    document: Document | None = None
    problem: str = ""
    """Reason why there is no document; empty if there is one."""
    encoding: str = "utf-8"
    digest: str = ""
    """Hexadecimal SHA-256 of the file's bytes, and of all that determines how they are read.

    These are the encoding, if it is not UTF-8, the spellings, and boilerplate in the file. Of an
    extracted article it is the digest of its text. It is empty for the beginning of a file.
    """
    real: str = ""
    """Path of the file with links resolved; empty if it is not known."""
    stamp: Stamp | None = None
    """Stamp of the file when it was read."""
    partial: bool = False
    """True if this is only the beginning of a long file, and the whole follows."""
    metadata: Metadata = NO_METADATA
    """Outlet, day and author, as far as the file or its name gives them."""
    entry: str = ""
    """Name of the article in its file; empty if the file is one article."""
    group: str = ""
    """Title of the book or feed that the article is in."""
    file_digest: str = ""
    """Hexadecimal SHA-256 of the file's bytes if the article was extracted from them; else
    empty."""
    spellings: tuple[str, ...] = ()
    """Spellings, taken from the corpus, of words that are divided at the ends of lines."""
    rules: ReadingRules = NO_RULES
    """Rules of the corpus configuration by which it was read."""

    @property
    def title(self) -> str:
        """Title of the document, or the file's name."""
        return self.document.title if self.document and self.document.title else self.name

    @property
    def short_name(self) -> str:
        """Outlet, or the file's name without its ending, where there is little room.

        A digest in the name has no meaning for a reader: it is left out, with the number before it.
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
        """Identity of the article across runs: the key of its file with its entry."""
        return f"{self.file_key}#{self.entry}" if self.entry else self.file_key


def path_text(path: str) -> str:
    """Return a path as text in any locale, with invalid UTF-8 as numbers of bytes."""
    return os.fsencode(path).decode("utf-8", errors="backslashreplace")
