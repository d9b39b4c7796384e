"""An article of the corpus before it is compared: only its content is known."""

import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from tui.corpus.article_names import identity_of, with_entry
from tui.corpus.configuration.corpus_config import NO_RULES, ReadingRules
from tui.corpus.corpus_file import CorpusFile
from tui.corpus.file_contents import LARGEST, ContentsError, read_contents
from tui.corpus.file_encodings import FOUND, FileEncodings
from tui.corpus.loader import digest_of, load, unread
from tui.corpus.read_ahead import read_ahead
from tui.formats.detection import format_to_extract
from tui.formats.extracted_article import ExtractionError
from tui.lazy_imports import lazy_imports
from tui.text.boilerplate_lines import lines_in_text
from tui.text.document import Document
from tui.text.encodings.detection import NotTextError
from tui.text.parsing.document_parser import reason_against

with lazy_imports():
    from tui.corpus.extracted import extraction


class Source(NamedTuple):
    """An article of the corpus that is to be compared."""

    name: str
    path: Path
    digest: str
    size: int
    """Size in bytes."""
    document: Document | None = None
    """The document, if it has been read already."""
    encoding: str = "utf-8"
    """Encoding of the file."""
    spellings: tuple[str, ...] = ()
    """Spellings, taken from the corpus, of words that are divided at the ends of lines."""
    entry: str = ""
    """Name of the article in its file; empty if the file is one article."""
    is_extracted: bool = False
    """True if the article was extracted from the file, and is not the text of the file."""
    rules: ReadingRules = NO_RULES
    """Rules of the corpus configuration by which it is read."""

    @property
    def content(self) -> str:
        """Key of its document record: the digest of its bytes, encoding and spellings."""
        return self.digest if self.is_extracted else self.digest + self.path.suffix.lower()

    @property
    def key(self) -> str:
        """Identity of the article across runs, as in `CorpusFile.key`."""
        return with_entry(os.path.realpath(self.path), self.entry)

    @property
    def parts(self) -> tuple[str, ...]:
        """Parts of its file's path; the last one with the entry."""
        *folders, name = self.path.parts
        return (*folders, with_entry(name, self.entry))

    def read(self) -> Document | None:
        """Return the document; None if it can't be read any more, or its file has changed.

        Results are saved by content: those of another content must not be among them.
        """
        if self.document:
            return self.document
        corpus_file = self.corpus_file()
        return corpus_file.document if corpus_file.digest == self.digest else None

    def corpus_file(self) -> CorpusFile:
        """Return the present corpus file."""
        encodings = FileEncodings.exactly(self.encoding, self.spellings, self.rules)
        return load(self.path, encodings, entry=self.entry)


def inspect_files(
    files: Iterable[Path | CorpusFile], encodings: FileEncodings = FOUND
) -> Iterator[Source | CorpusFile]:
    """Yield the articles of files, and the corpus files of those that can't be read."""

    def inspect(path: Path) -> list[Source | CorpusFile]:
        return inspect_articles(path, encodings)

    for articles in read_ahead(files, inspect):
        yield from articles


def inspect_articles(path: Path, encodings: FileEncodings = FOUND) -> list[Source | CorpusFile]:
    """Return the articles of a file, or the corpus file with the reason why there is none."""
    try:
        _, data = read_contents(path, LARGEST)
        rules = encodings.rules(path)
        if file_format := format_to_extract(data, path.name, rules.divider):
            encoding, extracts = extraction.extracts_of_file(path, data, file_format, encodings)
            return [
                Source(
                    extract.id,
                    path,
                    extract.digest,
                    extract.size,
                    encoding=encoding,
                    entry=extract.entry,
                    is_extracted=True,
                    rules=rules,
                )
                for extract in extracts
            ]
        decoded = encodings.decode(path, data)
    except (ContentsError, OSError) as error:
        return [unread(path, error)]
    except ExtractionError as error:  # it is not read a second time to find the reason again
        return [unread(path, ContentsError(str(error)))]
    except NotTextError:
        return [load(path, encodings)]
    if reason := reason_against(decoded.text):
        return [unread(path, ContentsError(reason))]
    spellings = encodings.spellings(decoded.text)
    boilerplate = lines_in_text(rules.boilerplate, decoded.text)
    digest = digest_of(data, decoded.encoding, spellings, boilerplate)
    name, encoding = identity_of(path), decoded.encoding
    return [Source(name, path, digest, len(data), None, encoding, spellings, rules=rules)]
