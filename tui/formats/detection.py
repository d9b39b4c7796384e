"""Detection of a file's format by its content; the ending of its name only distinguishes texts."""

import re
import zlib
from collections.abc import Callable
from enum import StrEnum
from pathlib import PurePath

from tui.text.parsing.html_detection import is_html, is_page

HEAD = 1 << 12
"""Number of bytes at a file's beginning from which its format is usually known."""
_TEXT_HEAD = 20_000
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_PDF_HEAD = 1024


class FileFormat(StrEnum):
    """Formats of files."""

    PLAIN = "plain"
    MARKDOWN = "markdown"
    HTML = "html"
    MHTML = "mhtml"
    FEED = "feed"
    EPUB = "epub"
    PDF = "pdf"
    DOCX = "docx"
    ODT = "odt"
    RTF = "rtf"
    MAIL = "mail"
    MBOX = "mbox"
    WARC = "warc"
    TABLE = "table"
    ARCHIVE = "archive"
    ORG = "org"
    RST = "rst"
    NEWS = "news"


MARKDOWN_ENDINGS = frozenset({".md", ".markdown", ".mdown", ".mkd"})
TEXT_ENDINGS = MARKDOWN_ENDINGS | {".txt", ".text"}
_ENDINGS = {
    **dict.fromkeys(sorted(MARKDOWN_ENDINGS), FileFormat.MARKDOWN),
    **dict.fromkeys((".txt", ".text"), FileFormat.PLAIN),
    **dict.fromkeys((".html", ".htm", ".xhtml"), FileFormat.HTML),
    ".org": FileFormat.ORG,
    ".rst": FileFormat.RST,
    ".csv": FileFormat.TABLE,
    ".tsv": FileFormat.TABLE,
    ".jsonl": FileFormat.TABLE,
    ".ndjson": FileFormat.TABLE,
}
"""Formats of text that are recognized by their endings, since their content is not distinctive."""
_MIMETYPE = re.compile(rb"mimetype(application/[\w.+-]+?)(?:PK|\0|$)")
_MIMETYPES = {
    b"application/epub+zip": FileFormat.EPUB,
    b"application/vnd.oasis.opendocument.text": FileFormat.ODT,
}
_DOCX_HEAD = re.compile(rb"\[Content_Types\]\.xml.*word/", re.DOTALL)
_OTHER_ZIP = re.compile(
    rb"xl/|ppt/|META-INF/MANIFEST\.MF|AndroidManifest|classes\.dex|\.dist-info/|\.py[co]?PK"
)
"""Names in the zip files of sheets, slides and programs."""
_FEED_ROOT = re.compile(
    r"\s*+(?:(?>"
    r"<\?xml[^>]*>|<\?[^>]*\?>|<!--.*?-->|<!DOCTYPE[^\[>]*(?:\[.*?\]\s*)?>"
    r")\s*+)*+<(?:rss\b|(?:\w+:)?feed\b|rdf:RDF\b)",
    re.DOTALL | re.IGNORECASE,
)
"""The root of a feed; what stands before it is matched in one way only, or it takes for ever."""
_XHTML_ROOT = re.compile(
    r"\s*<\?xml[^>]*>.{0,2000}?<(?:!doctype\s+html|html)\b", re.DOTALL | re.IGNORECASE
)
_JSON_FEED = re.compile(r'"version"\s*:\s*"https?:(?:\\?/){2}jsonfeed\.org', re.IGNORECASE)
_HEADER = re.compile(r"([A-Za-z][A-Za-z0-9-]{1,50}):[ \t]?(.*(?:\r?\n[ \t].*)*)\r?\n")
_MAIL_HEADERS = frozenset(
    {"message-id", "received", "mime-version", "return-path", "dkim-signature"}
)
_MBOX = re.compile(r"From \S+.{0,60}\d\d:\d\d.{0,40}\r?\n(?:>?[A-Za-z][\w-]*:)")
_NEWS = re.compile(r"^[^\S\n]*+(?:Document [A-Z]{3,}\w{10,}|\d+ of \d+ DOCUMENTS)", re.MULTILINE)
_BODY = re.compile(r"^[^\S\n]*+Body\r?$", re.MULTILINE)
_LOAD_DATE = re.compile(r"^Load-Date:", re.MULTILINE)
"""Lines before and after the text of an article in exports of Nexis."""
_JSON_LINE = re.compile(r"\s*\{.*\}[ \t]*\r?\n\s*\{")


def detect_format(data: bytes, name: str = "") -> FileFormat | None:
    """Return the format of a file; None if it is unknown.

    Args:
        data: The file's bytes, or its first `HEAD` bytes.
        name: The file's name.
    """
    for signature, detect in _SIGNATURES:
        if data.startswith(signature):
            return detect(data)
    if b"%PDF-" in data[:_PDF_HEAD] and b"\n" not in data[: data.find(b"%PDF-")].strip():
        return FileFormat.PDF
    text = _text(data[: 4 * _TEXT_HEAD])
    return None if text is None else _in_text(text, PurePath(name).suffix.lower())


def format_to_extract(data: bytes, name: str = "", divider: str = "") -> FileFormat | None:
    """Return the format of a file whose articles must be extracted; None for text.

    The first two arguments are those of `detect_format`; an unknown format counts as text. A plain
    text with a line that is `divider` is an export with many articles.
    """
    file_format = detect_format(data, name)
    if divider and file_format in {None, FileFormat.PLAIN} and _has_line(data, divider):
        return FileFormat.NEWS
    return None if file_format in {FileFormat.PLAIN, FileFormat.MARKDOWN} else file_format


def _has_line(data: bytes, divider: str) -> bool:
    """Return True if a line of a text is `divider`."""
    text = _text(data) if divider.encode() in data or data[:2] in _UTF16 else None
    return text is not None and any(line.strip() == divider for line in text.splitlines())


def _in_text(text: str, ending: str) -> FileFormat | None:
    """Return the format of a text, by its beginning."""
    begin = text.lstrip()[:1]
    file_format = None
    if begin == "<":
        file_format = _in_markup(text, ending)
    elif begin == "{":
        file_format = _in_json(text, ending)
    else:
        file_format = _in_headers(text.lstrip())
    if file_format is None and ending not in MARKDOWN_ENDINGS and _is_news(text):
        file_format = FileFormat.NEWS
    return file_format or _ENDINGS.get(ending)


def _is_news(text: str) -> bool:
    """Return True if a text has the marks of an export of a news database."""
    if _NEWS.search(text):
        return True
    body = _BODY.search(text)
    return body is not None and _LOAD_DATE.search(text, body.end()) is not None


def _in_markup(text: str, ending: str) -> FileFormat | None:
    if _FEED_ROOT.match(text):
        return FileFormat.FEED
    is_markup = is_page if ending in MARKDOWN_ENDINGS else is_html
    return FileFormat.HTML if is_markup(text) or _XHTML_ROOT.match(text) else None


def _in_json(text: str, ending: str) -> FileFormat | None:
    if _JSON_FEED.search(text[:2_000]):
        return FileFormat.FEED
    has_lines = ending not in TEXT_ENDINGS and _JSON_LINE.match(text)
    return FileFormat.TABLE if has_lines else None


def _in_headers(text: str) -> FileFormat | None:
    """Return the format of a text that begins with the headers of a message."""
    if _MBOX.match(text):
        return FileFormat.MBOX
    headers: dict[str, str] = {}
    offset = 0
    while match := _HEADER.match(text, offset):
        headers.setdefault(match[1].lower(), match[2])
        offset = match.end()
    if not headers.keys() & _MAIL_HEADERS or not headers.keys() & {"from", "subject"}:
        return None
    kind = headers.get("content-type", "").lower()
    is_saved = (
        "saved by" in headers.get("from", "").lower() or "snapshot-content-location" in headers
    )
    if is_saved or (
        "multipart/related" in kind and "to" not in headers and "received" not in headers
    ):
        return FileFormat.MHTML
    return FileFormat.MAIL


def _in_zip(data: bytes) -> FileFormat | None:
    """Return the format of a zip file, by the names in it."""
    if match := _MIMETYPE.search(data[:200]):
        return _MIMETYPES.get(match[1])
    if b"word/document.xml" in data or _DOCX_HEAD.search(data[:HEAD]):
        return FileFormat.DOCX
    if b"META-INF/container.xml" in data:
        return FileFormat.EPUB
    if b"datapackage.json" in data and b".warc" in data:
        return FileFormat.WARC
    return None if _OTHER_ZIP.search(data) else FileFormat.ARCHIVE


def _in_gzip(data: bytes) -> FileFormat:
    return FileFormat.WARC if _unpack_beginning(data).startswith(b"WARC/") else FileFormat.ARCHIVE


def _unpack_beginning(data: bytes) -> bytes:
    """Return the first bytes in a gzip file."""
    try:
        return zlib.decompressobj(31).decompress(data[:HEAD], 64)
    except zlib.error:
        return b""


def _text(data: bytes) -> str | None:
    """Return bytes as a text in which signs can be recognized; None if they are not text."""
    if data.startswith(_UTF16):
        return data[: len(data) // 2 * 2].decode("utf-16", "replace").lstrip("\ufeff")
    if b"\0" in data:
        return None
    return data.decode("utf-8", "replace").lstrip("\ufeff")


_SIGNATURES: tuple[tuple[bytes, Callable[[bytes], FileFormat | None]], ...] = (
    (b"PK\x03\x04", _in_zip),
    (b"\x1f\x8b", _in_gzip),
    (b"WARC/", lambda _: FileFormat.WARC),
    (b"{\\rtf", lambda _: FileFormat.RTF),
)
"""First bytes of formats, and the function that distinguishes formats with the same ones."""
