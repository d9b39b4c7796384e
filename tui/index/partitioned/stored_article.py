"""Stored articles: the text of an article and how it is read, without the file it was in.

An index holds them, so that the article can be read where its file is not.
"""

import os
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from tui.corpus.article_names import entry_of, identity_of, name_of
from tui.corpus.configuration.corpus_config import NO_RULES, ReadingRules
from tui.corpus.corpus_file import CorpusFile
from tui.corpus.extracted.extraction import (
    article_digest,
    article_file,
    extract_articles,
    in_named_encoding,
)
from tui.corpus.file_contents import LARGEST, ContentsError, Origin, Stamp, read_contents
from tui.corpus.file_encodings import FileEncodings
from tui.corpus.loader import digest_of, kind_of, unread
from tui.formats.detection import format_to_extract
from tui.formats.extracted_article import ExtractedArticle, ExtractionError
from tui.text.boilerplate_lines import lines_in_text
from tui.text.encodings.detection import NotTextError
from tui.text.parsing.document_parser import Format, parse_document, reason_against
from tui.text.parsing.metadata import read_metadata
from tui.text.sanitization import clean_line

_NOWHERE = Origin("", Stamp(0, 0, 0))


class StoredArticle(NamedTuple):
    """An article with everything from which its document is made."""

    id: str
    path: str
    """Path of its file, as `os.fsdecode` gives it."""
    entry: str
    """Its name in its file; empty if the file is one article."""
    encoding: str
    """Encoding of the file."""
    digest: str
    """Digest of its text and of all that changes its parsing."""
    extracted: ExtractedArticle
    """Its text and metadata; only text and syntax if the file is plain text or Markdown."""
    is_extracted: bool
    """True if a reader of a format made `extracted`."""
    spellings: tuple[str, ...] = ()
    """Spellings that the corpus decides."""
    boilerplate: tuple[str, ...] = ()
    """Lines that the configuration states as boilerplate and that may be in the text."""
    stated_outlet: str = ""
    """The outlet that the configuration states."""
    stated_group: str = ""

    @property
    def content(self) -> str:
        """The key of its document record, as in `Source.content`."""
        return self.digest if self.is_extracted else self.digest + Path(self.path).suffix.lower()


def store_extracted(
    path: Path,
    identity: str,
    article: ExtractedArticle,
    encoding: str = "utf-8",
    rules: ReadingRules = NO_RULES,
) -> StoredArticle:
    """Return the stored form of an extracted article; `rules` are those of its configuration."""
    return StoredArticle(
        id=identity,
        path=str(path),
        entry=entry_of(article.key),
        encoding=encoding,
        digest=article_digest(article, rules),
        extracted=article,
        is_extracted=True,
        boilerplate=lines_in_text(rules.boilerplate, article.text),
    )


def stored_articles(path: Path, encodings: FileEncodings) -> list[StoredArticle | CorpusFile]:
    """Return the articles of the file at `path`, or a corpus file with the reason for none."""
    try:
        _, data = read_contents(path, LARGEST)
        rules = encodings.rules(path)
        if file_format := format_to_extract(data, path.name, rules.divider):
            decoded, encoding = in_named_encoding(path, data, file_format, encodings)
            articles = [
                store_extracted(
                    path, identity_of(path, entry_of(article.key)), article, encoding, rules
                )
                for article in extract_articles(decoded, file_format, rules)
            ]
        else:
            articles = [_store_text(path, data, encodings)]
    except (ContentsError, OSError) as error:
        return [unread(path, error)]
    except (ExtractionError, NotTextError) as error:
        return [unread(path, ContentsError(str(error)))]
    configs = encodings.configs
    return [
        article._replace(
            stated_outlet=configs.outlet(path, article.entry),
            stated_group=configs.group(path, article.entry),
        )
        for article in articles
    ]


def _store_text(path: Path, data: bytes, encodings: FileEncodings) -> StoredArticle:
    """Return the stored form of a file that is one article in plain text or Markdown.

    Raises:
        ContentsError: If it must not be parsed.
        NotTextError: If it can't be decoded.
    """
    decoded = encodings.decode(path, data)
    if reason := reason_against(decoded.text):
        raise ContentsError(reason)
    spellings = encodings.spellings(decoded.text)
    boilerplate = lines_in_text(encodings.rules(path).boilerplate, decoded.text)
    return StoredArticle(
        id=identity_of(path),
        path=str(path),
        entry="",
        encoding=decoded.encoding,
        digest=digest_of(data, decoded.encoding, spellings, boilerplate),
        extracted=ExtractedArticle(decoded.text, kind_of(path) is Format.MARKDOWN),
        is_extracted=False,
        spellings=spellings,
        boilerplate=boilerplate,
    )


def corpus_file_of(article: StoredArticle) -> CorpusFile:
    """Return the corpus file of a stored article, parsed anew."""
    path = Path(os.fsdecode(article.path))
    if article.is_extracted:
        rules = ReadingRules(article.boilerplate)
        corpus_file = article_file(
            path, _NOWHERE, "", article.extracted, article.encoding, rules=rules
        )
    else:
        syntax = Format.MARKDOWN if article.extracted.is_markdown else Format.PLAIN
        reason = reason_against(article.extracted.text)
        text = "" if reason else article.extracted.text
        document = parse_document(text, syntax, article.spellings, article.boilerplate)
        corpus_file = CorpusFile(
            article.id,
            path,
            name_of(path),
            document if document.passages else None,
            "" if document.passages else reason or "it is empty",
            article.encoding,
            article.digest,
            metadata=read_metadata(text, name_of(path), name_of(path.parent)),
            spellings=article.spellings,
        )
    outlet = clean_line(article.stated_outlet)
    metadata = corpus_file.metadata
    return replace(
        corpus_file,
        id=article.id,
        stamp=None,
        metadata=metadata._replace(outlet=outlet) if outlet else metadata,
        group=clean_line(article.stated_group) or corpus_file.group,
    )
