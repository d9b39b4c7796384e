"""WARC and WACZ: the pages of a web archive, with the address and the day that are recorded."""

import logging
import re
from collections.abc import Iterator
from contextlib import redirect_stderr
from hashlib import sha256
from io import BytesIO, StringIO
from urllib.parse import urlsplit

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed
from warcio.recordloader import ArcWarcRecord

from tui.formats.extracted_article import ExtractedArticle, ExtractionError, Limits
from tui.formats.unpacking import UnpackedBytes, ZipParts, unpack_gzip
from tui.formats.web.html import extract as extract_html

logging.getLogger("warcio").setLevel(logging.CRITICAL)  # its messages would quote damaged content

_DAMAGED = (
    ArchiveLoadFailed, OSError, ValueError, OverflowError, EOFError, AttributeError, TypeError,
)  # fmt: skip
"""Errors that warcio raises for damaged files."""
_ZIP, _GZIP = b"PK\x03\x04", b"\x1f\x8b"
_SIGN = b"WARC/"
_PIECE = 1 << 16
_LONGEST_PAGE = 8 << 20
"""Largest size of a page in bytes; a larger one is data, not an article."""
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_PAGES = frozenset({"text/html", "application/xhtml+xml"})


def extract(data: bytes, limits: Limits = Limits()) -> Iterator[ExtractedArticle]:
    """Yield an article for each page in the WARC or WACZ file `data` that has one.

    Raises:
        ExtractionError: If it is damaged, exceeds a limit, or has no article.
    """
    unpacked_bytes = UnpackedBytes(limits)
    keys: set[str] = set()
    for file in _files(data, limits, unpacked_bytes):
        for article in _articles(file, limits, UnpackedBytes(limits)):
            if article.key in keys:
                continue
            if len(keys) == limits.articles:
                raise ExtractionError(f"it has more than {limits.articles} pages")
            keys.add(article.key)
            yield article
    if not keys:
        raise ExtractionError("it has no page with an article")


def _files(data: bytes, limits: Limits, unpacked_bytes: UnpackedBytes) -> Iterator[bytes]:
    """Yield the unpacked WARC files in `data`."""
    if data.startswith(_ZIP):
        parts = ZipParts(data, limits, unpacked_bytes)
        for name in parts.names:
            if name.endswith((".warc", ".warc.gz")):
                yield from _files(parts.read(name), limits, unpacked_bytes)
        return
    file = unpack_gzip(data, unpacked_bytes) if data.startswith(_GZIP) else data
    if not file.startswith(_SIGN):
        raise ExtractionError("it is not a WARC file")
    yield file


def _articles(
    file: bytes, limits: Limits, unpacked_bytes: UnpackedBytes
) -> Iterator[ExtractedArticle]:
    records = iter(ArchiveIterator(BytesIO(file)))
    has_begun = False
    while True:
        page = b""
        try:
            with redirect_stderr(StringIO()):  # warcio writes damaged content there
                record = next(records, None)
                if record is not None and _is_page(record):
                    page = _content(record, unpacked_bytes)
        except _DAMAGED as error:
            if not has_begun:
                raise ExtractionError("it is a damaged WARC file") from error
            return
        if record is None:
            return
        has_begun = True
        if page:
            yield from _page_articles(record, page, limits)


def _is_page(record: ArcWarcRecord) -> bool:
    if record.rec_type == "resource":
        kind = record.rec_headers.get_header("Content-Type") or ""
    elif record.rec_type == "response" and record.http_headers:
        if not (record.http_headers.get_statuscode() or "").startswith("2"):
            return False
        kind = record.http_headers.get_header("Content-Type") or ""
    else:
        return False
    return kind.partition(";")[0].strip().lower() in _PAGES


def _page_articles(
    record: ArcWarcRecord, page: bytes, limits: Limits
) -> Iterator[ExtractedArticle]:
    address = (record.rec_headers.get_header("WARC-Target-URI") or "").strip("<> ")
    try:
        articles = list(extract_html(page, limits))
    except ExtractionError:
        return
    day = _DAY.match(record.rec_headers.get_header("WARC-Date") or "")
    for article in articles:
        yield article._replace(
            outlet=article.outlet or _host(address),
            date=article.date or (day[0] if day else ""),
            url=article.url or address,
            key=_key(address, page),
        )


def _content(record: ArcWarcRecord, unpacked_bytes: UnpackedBytes) -> bytes:
    chunks: list[bytes] = []
    size = 0
    stream = record.content_stream()
    while size <= _LONGEST_PAGE and (chunk := stream.read(_PIECE)):
        size += len(chunk)
        unpacked_bytes.add(len(chunk))
        chunks.append(chunk)
    return b"".join(chunks)[:_LONGEST_PAGE]


def _host(address: str) -> str:
    try:
        return (urlsplit(address).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def _key(address: str, page: bytes) -> str:
    """Return the identity of a page: one address may be saved in several versions."""
    return f"{address} {sha256(page).hexdigest()[:16]}"
