"""The saving of a fetched page: the page as it came, its article as Markdown, and a record.

Nothing is overwritten: a page that changed since it was added is a new version beside the old one.
The article's file is written last, so that a reader that watches the folder meets it whole.
"""

import json
from enum import StrEnum
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import NamedTuple
from urllib.parse import urlsplit

from tui.corpus.additions.addition_record import (
    PAGES,
    AdditionRecord,
    record_bytes,
    record_path,
    records_of,
)
from tui.corpus.additions.article_markdown import article_markdown, canonical_address
from tui.corpus.additions.file_names import (
    numbered,
    stem_of_address,
    stem_of_site,
    stem_of_title,
)
from tui.corpus.extracted.extraction import extract_articles
from tui.errors import VariorumError
from tui.fetching.fetched_page import FetchedPage
from tui.formats.detection import MARKDOWN_ENDINGS, FileFormat, detect_format
from tui.formats.extracted_article import ExtractedArticle, ExtractionError
from tui.storage.new_file import write_new
from tui.text.sanitization import clean_line

ENDINGS = {
    FileFormat.FEED: ".xml",
    FileFormat.PDF: ".pdf",
    FileFormat.EPUB: ".epub",
    FileFormat.DOCX: ".docx",
    FileFormat.ODT: ".odt",
    FileFormat.RTF: ".rtf",
    FileFormat.PLAIN: ".txt",
    FileFormat.MARKDOWN: ".md",
}
"""Endings of the files that are kept as they came, by format."""
_PAGE_ENDING = ".html"
_SHOWN = 200


class AdditionError(VariorumError):
    """A page can't be saved; the message says why."""


class Outcome(StrEnum):
    """The result of adding a page."""

    SAVED = "saved"
    NEW_VERSION = "new version"
    UNCHANGED = "unchanged"


class Addition(NamedTuple):
    """A page that was added, or was there before with the same words."""

    outcome: Outcome
    file: str
    """The name of its file in the folder."""
    title: str = ""
    """The title, on one line and clean; empty if none is known."""
    earlier: str = ""
    """The name of the file of the version before, if there is one."""
    problem: str = ""
    """The reason why the reader can't read the file yet, such as an extra that is missing."""


class _Content(NamedTuple):
    """What is to be written of a page."""

    url: str
    digest: str
    stem: str
    ending: str
    article: ExtractedArticle | None = None
    """The article of a page; None for a file that is kept as it came."""
    title: str = ""
    problem: str = ""


def add_page(page: FetchedPage, folder: Path) -> Addition:
    """Save a page in `folder`, which is made if it is missing; return the result.

    Raises:
        AdditionError: The page has no article, or the folder can't be written.
    """
    content = _content(page)
    title = clean_line(content.title, _SHOWN)
    try:
        folder.mkdir(exist_ok=True)
        before = max(
            (one for one in records_of(folder) if one.url == content.url),
            key=lambda one: (one.fetched, one.file),
            default=None,
        )
        if before and before.digest == content.digest:
            return Addition(Outcome.UNCHANGED, before.file, title, problem=content.problem)
        (folder / PAGES).mkdir(exist_ok=True)
        file = _write_under_free_name(page, content, folder)
    except OSError as error:
        raise AdditionError(
            f"{clean_line(str(folder), 4_000)}: the page can't be saved there",
            cause=error.strerror or error,
            advice="choose another folder",
        ) from error
    if before:
        return Addition(Outcome.NEW_VERSION, file, title, before.file, content.problem)
    return Addition(Outcome.SAVED, file, title, problem=content.problem)


def _content(page: FetchedPage) -> _Content:
    """Return what is to be written of a page.

    Raises:
        AdditionError: It is of no format that is read, or has no article.
    """
    shown = clean_line(page.address, _SHOWN)
    file_format = detect_format(page.data, f"page{_text_ending(page)}")
    if file_format is FileFormat.HTML:
        try:
            (article,) = extract_articles(_in_stated_encoding(page), FileFormat.HTML)
        except ExtractionError as error:
            raise AdditionError(
                f"{shown}: {error}", advice="if a browser shows an article, save the page there"
            ) from error
        stem = stem_of_title(article.title) or stem_of_address(page.address)
        url = canonical_address(article, page.address)
        digest = sha256(json.dumps(article).encode()).hexdigest()
        return _Content(url, digest, stem, ".md", article, article.title)
    if file_format not in ENDINGS:
        kind = clean_line(page.media_type, 60) or "its format"
        raise AdditionError(
            f"{shown}: {kind} is not read",
            advice="pages, feeds, PDF, e-books, office documents and plain text can be added",
        )
    is_json = (
        file_format is FileFormat.FEED and page.data.lstrip(b"\xef\xbb\xbf \r\n\t")[:1] == b"{"
    )
    ending = ".json" if is_json else ENDINGS[file_format]
    title, problem = _title_of_file(page.data, file_format)
    digest = sha256(page.data).hexdigest()
    stem = stem_of_site(title, page.address)
    return _Content(page.address, digest, stem, ending, None, title, problem)


def _text_ending(page: FetchedPage) -> str:
    """Return the ending of a text's name, by its type and its address; empty for other types."""
    if page.media_type == "text/markdown":
        return ".md"
    if page.media_type != "text/plain":
        return ""
    ending = PurePosixPath(urlsplit(page.address).path).suffix.lower()
    return ending if ending in MARKDOWN_ENDINGS else ".txt"


def _in_stated_encoding(page: FetchedPage) -> bytes:
    """Return a page as UTF-8 if it is in another encoding that only its server states."""
    try:
        page.data.decode()
    except UnicodeDecodeError:
        try:
            return page.data.decode(page.charset or "utf-8").encode("utf-8-sig")
        except (LookupError, UnicodeError):
            pass
    return page.data


def _title_of_file(data: bytes, file_format: FileFormat) -> tuple[str, str]:
    """Return the title of a file that is kept as it came, and why it can't be read, if so."""
    if file_format in {FileFormat.PLAIN, FileFormat.MARKDOWN}:
        return "", ""
    try:
        articles = extract_articles(data, file_format)
    except ExtractionError as error:
        return "", str(error)
    return next((one.group or one.title for one in articles), ""), ""


def _write_under_free_name(page: FetchedPage, content: _Content, folder: Path) -> str:
    """Write all files of a page under a name that none has yet; return that of the article's file.

    Raises:
        OSError: They can't be written; then none is there.
    """
    for stem in numbered(content.stem):
        if (folder / f"{stem}{content.ending}").exists() or record_path(folder, stem).exists():
            continue
        try:
            _write(page, content, folder, stem)
        except FileExistsError:
            continue  # another run was faster
        return f"{stem}{content.ending}"
    raise AssertionError


def _write(page: FetchedPage, content: _Content, folder: Path, stem: str) -> None:
    """Write the files of a page: the record, the page as it came, the article.

    Raises:
        OSError: One can't be written; then none is there.
    """
    name = f"{stem}{content.ending}"
    record = AdditionRecord(
        file=name,
        url=content.url,
        address=page.address,
        redirects=page.redirects,
        fetched=page.fetched.isoformat(timespec="seconds"),
        digest=content.digest,
    )
    files = {record_path(folder, stem): record_bytes(record)}
    if content.article is None:
        files[folder / name] = page.data
    else:
        kept = f"{PAGES}/{stem}{_PAGE_ENDING}"
        markdown = article_markdown(
            content.article, address=page.address, fetched=page.fetched, page=kept
        )
        files[folder / kept] = page.data
        files[folder / name] = markdown.encode("utf-8", "replace")
    written: list[Path] = []
    try:
        for path, data in files.items():
            write_new(path, data)
            written.append(path)
    except BaseException as error:
        # An interrupt may come when the article is there already: then all is.
        if isinstance(error, FileExistsError) or not (folder / name).exists():
            for path in written:
                path.unlink(missing_ok=True)
        raise
