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
    """One article with all that its document is made of."""

    id: str
    path: str
    """Path of its file, as `os.fsdecode` gives it."""
    entry: str
    """Its name in its file; empty if the file is one article."""
    encoding: str
    """Encoding of the file."""
    digest: str
    spellings: tuple[str, ...]
    """Spellings that the corpus decides."""
    is_extracted: bool
    """True if a reader of a format made the text and the values below."""
    is_markdown: bool
    text: str
    title: str = ""
    outlet: str = ""
    author: str = ""
    date: str = ""
    updated: str = ""
    language: str = ""
    url: str = ""
    group: str = ""
    key: str = ""
    boilerplate: tuple[str, ...] = ()
    """Lines that the corpus' configuration states as boilerplate and that may be in the text."""
    stated_outlet: str = ""
    """The outlet that the configuration states."""
    stated_group: str = ""

    @property
    def content(self) -> str:
        """Key of its document record, as `Source.content` has it."""
        return self.digest if self.is_extracted else self.digest + Path(self.path).suffix.lower()

    def extracted(self) -> ExtractedArticle:
        """Return the article as a reader of its format found it."""
        return ExtractedArticle(*(getattr(self, name) for name in ExtractedArticle._fields))


def store_extracted(
    path: Path,
    identity: str,
    article: ExtractedArticle,
    encoding: str = "utf-8",
    rules: ReadingRules = NO_RULES,
) -> StoredArticle:
    """Return an extracted article as it is stored; `rules` are those of its configuration."""
    return StoredArticle(
        id=identity,
        path=str(path),
        entry=entry_of(article.key),
        encoding=encoding,
        digest=article_digest(article, rules),
        spellings=(),
        is_extracted=True,
        boilerplate=lines_in_text(rules.boilerplate, article.text),
        **article._asdict(),
    )


def stored_articles(path: Path, encodings: FileEncodings) -> list[StoredArticle | CorpusFile]:
    """Return the articles of the file at `path`, or the corpus file that says why none is."""
    try:
        _, data = read_contents(path, LARGEST)
        rules = encodings.rules(path)
        if file_format := format_to_extract(data, path.name, rules.divider):
            decoded, encoding = in_named_encoding(path, data, file_format, encodings)
            found = [
                store_extracted(path, identity_of(path, entry_of(one.key)), one, encoding, rules)
                for one in extract_articles(decoded, file_format, rules)
            ]
        else:
            found = [_store_text(path, data, encodings)]
    except (ContentsError, OSError) as error:
        return [unread(path, error)]
    except (ExtractionError, NotTextError) as error:
        return [unread(path, ContentsError(str(error)))]
    configs = encodings.configs
    return [
        one._replace(
            stated_outlet=configs.outlet(path, one.entry),
            stated_group=configs.group(path, one.entry),
        )
        for one in found
    ]


def _store_text(path: Path, data: bytes, encodings: FileEncodings) -> StoredArticle:
    """Return a file that is one article in plain text or Markdown as it is stored.

    Raises:
        ContentsError: If it is not to be parsed.
        NotTextError: If it can't be decoded.
    """
    decoded = encodings.decode(path, data)
    if reason := reason_against(decoded.text):
        raise ContentsError(reason)
    spellings = encodings.spellings(decoded.text)
    boilerplate = lines_in_text(encodings.rules(path).boilerplate, decoded.text)
    return StoredArticle(
        identity_of(path),
        str(path),
        "",
        decoded.encoding,
        digest_of(data, decoded.encoding, spellings, boilerplate),
        spellings,
        False,  # noqa: FBT003  # fields of a tuple
        kind_of(path) is Format.MARKDOWN,
        decoded.text,
        boilerplate=boilerplate,
    )


def corpus_file_of(article: StoredArticle) -> CorpusFile:
    """Return the corpus file of a stored article, parsed anew."""
    path = Path(os.fsdecode(article.path))
    if article.is_extracted:
        rules = ReadingRules(article.boilerplate)
        found = article_file(path, _NOWHERE, "", article.extracted(), article.encoding, rules=rules)
    else:
        kind = Format.MARKDOWN if article.is_markdown else Format.PLAIN
        reason = reason_against(article.text)
        text = "" if reason else article.text
        document = parse_document(text, kind, article.spellings, article.boilerplate)
        found = CorpusFile(
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
    known = found.metadata
    return replace(
        found,
        id=article.id,
        stamp=None,
        metadata=known._replace(outlet=outlet) if outlet else known,
        group=clean_line(article.stated_group) or found.group,
    )
