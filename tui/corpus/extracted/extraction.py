"""Extraction of the articles of a file, in a process with limits, from formats other than text.

This process imports no reader of a format: a file from outside is parsed in another process.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from tui.corpus.article_names import entry_of, identity_of, name_of
from tui.corpus.configuration.corpus_config import NO_RULES, ReadingRules
from tui.corpus.corpus_file import CorpusFile
from tui.corpus.extracted.article_cache import article_cache
from tui.corpus.extracted.reader_processes import reader_processes
from tui.corpus.file_contents import LARGEST, ContentsError, Origin, read_contents, stamp_of
from tui.corpus.file_encodings import FileEncodings
from tui.formats.detection import FileFormat, format_to_extract
from tui.formats.extracted_article import ExtractedArticle, ExtractionError
from tui.formats.limited_extraction import extract_with_limits
from tui.formats.registry import reader_of
from tui.processes.limited_process import ProcessLimitError, ProcessLimits
from tui.text.article_metadata import Metadata
from tui.text.boilerplate_lines import lines_in_text
from tui.text.document import Document, Role
from tui.text.parsing.document_parser import TITLE_LONGEST, Format, parse_document, reason_against
from tui.text.parsing.metadata import make_metadata, read_metadata
from tui.text.sanitization import clean_line

_WORTH = 1.25
"""Times the seconds that a file may take soon, from which it is read again with more."""
_SOON = 2.0
"""Seconds of CPU after which a file is put off, if files that are read soon come first."""


def extract_articles(
    data: bytes, file_format: FileFormat, rules: ReadingRules = NO_RULES, *, soon: bool = False
) -> Sequence[ExtractedArticle]:
    """Return the articles in the bytes of a file; each of several articles has its own key.

    `rules` are those of its corpus; the columns of a table and the divider of an export count.

    Raises:
        ComputingError: If they take too much computing time; of a large file, if `soon`, too much
            for now.
        ExtractionError: If they can't be read; the message gives the reason, or the extra to
            install.
    """
    reader = reader_of(file_format)
    options = _options(file_format, rules)
    content = f"{hashlib.sha256(data).hexdigest()}.{file_format}"
    if options:
        content += f".{json.dumps(options, sort_keys=True)}"
    articles = article_cache().articles(content)
    if articles is None:
        limits = ProcessLimits(cpu_of_megabyte=reader.cpu_of_megabyte)
        if soon and is_large(data, file_format):
            limits = limits._replace(whole_cpu=_SOON)
        extracted = extract_with_limits(
            reader_processes(), reader.module, data, options=options, process_limits=limits
        )
        articles = _distinct(extracted)
        article_cache().save(content, articles)
    return articles


def guess_columns(data: bytes) -> dict[str, str]:
    """Return the column of each value of a table, as far as it is guessed.

    Raises:
        ExtractionError: It can't be read.
    """
    module = reader_of(FileFormat.TABLE).module
    try:
        pairs = reader_processes().run(f"{module}.guess_columns", data, modules=[module])
    except ProcessLimitError as error:
        raise ExtractionError(str(error)) from error
    return {clean_line(str(value)): str(column) for value, column in pairs}


def _options(file_format: FileFormat, rules: ReadingRules) -> dict[str, object]:
    """Return the arguments that a configuration gives to the reader of a format."""
    if file_format is FileFormat.TABLE and rules.columns:
        return {"columns": dict(rules.columns)}
    if file_format is FileFormat.NEWS and rules.divider:
        return {"divider": rules.divider}
    return {}


def is_large(data: bytes, file_format: FileFormat) -> bool:
    """Return True if a file may take so much computing time that it is put off if others wait."""
    limits = ProcessLimits(cpu_of_megabyte=reader_of(file_format).cpu_of_megabyte)
    return limits.cpu_for(len(data)) > _WORTH * _SOON


def articles_of_file(
    path: Path,
    origin: Origin,
    data: bytes,
    file_format: FileFormat,
    encodings: FileEncodings,
    *,
    soon: bool = False,
) -> list[CorpusFile]:
    """Return a corpus file for each article in the file at `path`.

    Args:
        path: The file.
        origin: Its resolved path and its stamp.
        data: Its bytes.
        file_format: Its format.
        encodings: The encodings of the corpus.
        soon: True to give up a large file that takes too long for now.

    Raises:
        ComputingError: If they take too much computing time; of a large file, if `soon`, too much
            for now.
        ExtractionError: If they can't be read; the message gives the reason, or the extra to
            install.
        NotTextError: If the file can't be decoded in the encoding that is named for it.
    """
    file_digest = hashlib.sha256(data).hexdigest()
    decoded, encoding = in_named_encoding(path, data, file_format, encodings)
    rules = encodings.rules(path)
    return [
        article_file(path, origin, file_digest, article, encoding, rules=rules)
        for article in extract_articles(decoded, file_format, rules, soon=soon)
    ]


class _ReadFile(NamedTuple):
    """The file that was read last, with its articles by entry."""

    path: Path
    named: str
    """The encoding named for it."""
    rules: ReadingRules
    origin: Origin
    digest: str
    encoding: str
    articles: Mapping[str, ExtractedArticle]


def load_entry(path: Path, entry: str, encodings: FileEncodings) -> CorpusFile | None:
    """Return one article of the file at `path`.

    For several articles of one file in turn, the file is read only once.

    Returns:
        The article; None if the file no longer has it.

    Raises:
        ContentsError: If the file isn't to be read, or has only one article.
        ExtractionError: If its articles can't be read.
        NotTextError: If the file can't be decoded in the encoding that is named for it.
        OSError: If it can't be read, or its disk doesn't answer in time.
    """
    named_encoding, rules = encodings.named(path), encodings.rules(path)
    read_file = _LAST[-1] if _LAST else None
    if (
        read_file is None
        or (read_file.path, read_file.named, read_file.rules) != (path, named_encoding, rules)
        or read_file.origin.stamp != stamp_of(path)
    ):
        read_file = _read_file(path, named_encoding, encodings)
        _LAST[:] = [read_file]
    article = read_file.articles.get(entry)
    return article and article_file(
        path, read_file.origin, read_file.digest, article, read_file.encoding, rules=rules
    )


def _read_file(path: Path, named_encoding: str, encodings: FileEncodings) -> _ReadFile:
    origin, data = read_contents(path, LARGEST)
    rules = encodings.rules(path)
    file_format = format_to_extract(data, path.name, rules.divider)
    if file_format is None:
        raise ContentsError("it has only one article")
    decoded, encoding = in_named_encoding(path, data, file_format, encodings)
    articles = {
        entry_of(article.key): article for article in extract_articles(decoded, file_format, rules)
    }
    digest = hashlib.sha256(data).hexdigest()
    return _ReadFile(path, named_encoding, rules, origin, digest, encoding, articles)


class Extract(NamedTuple):
    """An extracted article before it is parsed to a document."""

    id: str
    entry: str
    digest: str
    size: int
    """Length of its text in code points."""


def extracts_of_file(
    path: Path, data: bytes, file_format: FileFormat, encodings: FileEncodings
) -> tuple[str, list[Extract]]:
    """Return the encoding of the file at `path`, and the articles in it.

    Raises:
        ExtractionError: If they can't be read; the message gives the reason, or the extra to
            install.
        NotTextError: If the file can't be decoded in the encoding that is named for it.
    """
    decoded, encoding = in_named_encoding(path, data, file_format, encodings)
    rules = encodings.rules(path)
    return encoding, [
        Extract(
            identity_of(path, entry_of(article.key)),
            entry_of(article.key),
            article_digest(article, rules),
            len(article.text),
        )
        for article in extract_articles(decoded, file_format, rules)
    ]


def digests_of_file(path: Path, data: bytes, encodings: FileEncodings) -> Mapping[str, str] | None:
    """Return the digests of a file's articles, by entry.

    Returns:
        The digests; None if the file is text now.

    Raises:
        ExtractionError: If the articles can't be read.
        NotTextError: If the file can't be decoded in the encoding that is named for it.
    """
    file_format = format_to_extract(data, path.name, encodings.rules(path).divider)
    if file_format is None:
        return None
    _, extracts = extracts_of_file(path, data, file_format, encodings)
    return {extract.entry: extract.digest for extract in extracts}


def in_named_encoding(
    path: Path, data: bytes, file_format: FileFormat, encodings: FileEncodings
) -> tuple[bytes, str]:
    """Return the bytes of a file and its encoding; as UTF-8 if an encoding is named for it.

    Raises:
        NotTextError: If the file can't be decoded in that encoding.
    """
    if not reader_of(file_format).is_text or not encodings.named(path):
        return data, "utf-8"
    decoded = encodings.decode(path, data)
    return decoded.text.encode("utf-8-sig"), decoded.encoding


def article_file(
    path: Path,
    origin: Origin,
    file_digest: str,
    article: ExtractedArticle,
    encoding: str,
    *,
    rules: ReadingRules,
) -> CorpusFile:
    """Return the corpus file of one article of the file at `path`."""
    entry = entry_of(article.key)
    corpus_file = CorpusFile(
        identity_of(path, entry),
        path,
        name_of(path),
        encoding=encoding,
        digest=article_digest(article, rules),
        real=origin.real,
        stamp=origin.stamp,
        entry=entry,
        group=clean_line(article.group, TITLE_LONGEST),
        file_digest=file_digest,
        rules=rules,
    )
    if reason := reason_against(article.text):
        return replace(corpus_file, problem=reason)
    document = parse_article(article, rules)
    if not document.passages:
        return replace(corpus_file, problem="it is empty")
    return replace(corpus_file, document=document, metadata=article_metadata(article, path))


def parse_article(article: ExtractedArticle, rules: ReadingRules = NO_RULES) -> Document:
    """Return the document of an article, with the file's title if its text has no title."""
    boilerplate = lines_in_text(rules.boilerplate, article.text)
    document = parse_document(article.text, format_of(article), boilerplate=boilerplate)
    title = clean_line(article.title, 2 * TITLE_LONGEST)
    if not title or any(p.role is Role.TITLE for p in document.paragraphs):
        return document
    return replace(document, title=title)


def format_of(article: ExtractedArticle) -> Format:
    """Return the format of an article's text."""
    return Format.MARKDOWN if article.is_markdown else Format.PLAIN


def article_digest(article: ExtractedArticle, rules: ReadingRules = NO_RULES) -> str:
    """Return the digest of all parts of an article that determine its document."""
    boilerplate = lines_in_text(rules.boilerplate, article.text)
    content = "\0".join(("article", format_of(article), article.title, article.text, *boilerplate))
    return hashlib.sha256(content.encode("utf-8", "surrogatepass")).hexdigest()


def article_metadata(article: ExtractedArticle, path: Path) -> Metadata:
    """Return the metadata of an article: from its format, then from its text and file name."""
    stated = make_metadata(
        outlet=article.outlet,
        date=article.date,
        author=article.author,
        updated=article.updated,
        language=article.language,
        url=article.url,
    )
    names = () if article.key else (name_of(path), name_of(path.parent))
    return stated.filled_from(read_metadata(article.text, *names))


def _distinct(articles: Sequence[ExtractedArticle]) -> tuple[ExtractedArticle, ...]:
    """Return the articles with distinct keys, whose entries are distinct, too."""
    counts: dict[str, int] = {}
    distinct_articles = []
    has_several = len(articles) > 1
    for number, article in enumerate(articles):
        key = article.key or (f"{number + 1}" if has_several else "")
        entry = entry_of(key)
        counts[entry] = counts.get(entry, 0) + 1
        if counts[entry] > 1:
            key = f"{key}~{counts[entry]}"
        distinct_articles.append(article._replace(key=key))
    return tuple(distinct_articles)


_LAST: list[_ReadFile] = []
"""The file that `load_entry` read last, if any."""
