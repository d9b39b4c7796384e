"""The content of a fetched page: its article, or the original file; its bytes determine which."""

import json
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from hashlib import sha256
from pathlib import PurePosixPath
from typing import NamedTuple
from urllib.parse import urlsplit

from tui.corpus.additions.article_markdown import canonical_address
from tui.corpus.additions.file_names import stem_of_address, stem_of_site, stem_of_title
from tui.corpus.extracted.extraction import extract_articles
from tui.errors import VariorumError
from tui.fetching.fetched_page import FetchedPage
from tui.formats.detection import MARKDOWN_ENDINGS, FileFormat, detect_format
from tui.formats.extracted_article import ExtractedArticle, ExtractionError
from tui.settings import standard_encoding
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
SHOWN = 200
"""Code points of an address or a title in a message."""
_WIDER = {"iso8859-1": "cp1252", "ascii": "cp1252", "gb2312": "gb18030"}
"""Encodings that browsers read as wider ones, by Python's names."""


class AdditionError(VariorumError):
    """A page can't be saved; the message says why."""


class PageContent(NamedTuple):
    """Content to write for a page."""

    url: str
    """The canonical address."""
    digest: str
    """Check sum of the article and its metadata, or of the file."""
    stem: str
    """The name of its file, without ending and number."""
    ending: str
    article: ExtractedArticle | None = None
    """The article of a page; None for a file that is kept as it came."""
    title: str = ""
    """The title as the page has it; empty if none is known."""
    problem: str = ""
    """The reason why the reader can't read the file, such as an extra that is missing."""


def page_content(page: FetchedPage) -> PageContent:
    """Return the content to write for a page.

    Raises:
        AdditionError: If it has no format that is read, or no article.
    """
    address = clean_line(page.address, SHOWN)
    file_format = detect_format(page.data, f"page{_text_ending(page)}")
    if file_format is FileFormat.HTML:
        try:
            (article,) = extract_articles(_in_stated_encoding(page), FileFormat.HTML)
        except ExtractionError as error:
            raise AdditionError(
                f"{address}: {error}", advice="if a browser shows an article, save the page there"
            ) from error
        stem = stem_of_title(article.title) or stem_of_address(page.address)
        url = canonical_address(article, page.address)
        digest = sha256(json.dumps(article).encode()).hexdigest()
        return PageContent(url, digest, stem, ".md", article, article.title)
    if file_format not in ENDINGS:
        kind = clean_line(page.media_type, 60) or "its format"
        raise AdditionError(
            f"{address}: {kind} is not read",
            advice="pages, feeds, PDF, e-books, office documents and plain text can be added",
        )
    is_json = (
        file_format is FileFormat.FEED and page.data.lstrip(b"\xef\xbb\xbf \r\n\t")[:1] == b"{"
    )
    ending = ".json" if is_json else ENDINGS[file_format]
    title, problem = _title_of_file(page.data, file_format)
    digest = sha256(page.data).hexdigest()
    stem = stem_of_site(title, page.address)
    return PageContent(page.address, digest, stem, ending, None, title, problem)


def _text_ending(page: FetchedPage) -> str:
    """Return the ending of a text's name, by its type and its address; empty for other types."""
    if page.media_type in {"text/html", "application/xhtml+xml"}:
        return ".html"
    if page.media_type == "text/markdown":
        return ".md"
    if page.media_type != "text/plain":
        return ""
    ending = PurePosixPath(urlsplit(page.address).path).suffix.lower()
    return ending if ending in MARKDOWN_ENDINGS else ".txt"


def _in_stated_encoding(page: FetchedPage) -> bytes:
    """Return a page as UTF-8 if it is in another encoding and its server states which."""
    encoding = standard_encoding(page.charset)
    if not encoding or page.data.startswith((BOM_UTF16_BE, BOM_UTF16_LE)) or _is_utf8(page.data):
        return page.data
    try:
        return page.data.decode(_WIDER.get(encoding, encoding)).encode("utf-8-sig")
    except UnicodeError:
        return page.data


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True


def _title_of_file(data: bytes, file_format: FileFormat) -> tuple[str, str]:
    """Return the title of a file that is kept as it came, and why it can't be read, if so."""
    if file_format in {FileFormat.PLAIN, FileFormat.MARKDOWN}:
        return "", ""
    try:
        articles = extract_articles(data, file_format)
    except ExtractionError as error:
        return "", str(error)
    return next((article.group or article.title for article in articles), ""), ""
