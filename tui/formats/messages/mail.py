"""E-mail: the HTML or plain part of a message, with the metadata in its header."""

import re
from collections.abc import Iterator
from email import policy
from email.errors import MessageError
from email.message import EmailMessage
from email.parser import BytesParser
from email.utils import parseaddr, parsedate_to_datetime
from typing import Any

from tui.formats.extracted_article import ExtractedArticle, ExtractionError, Limits
from tui.formats.web.html import article_of_page

_POLICY = policy.default.clone(utf8=True)
_MULTIPART = re.compile(rb"^content-type:\s*multipart/", re.IGNORECASE | re.MULTILINE)
_MOST_PARTS = 1_000
_LONGEST_HEADER = 1 << 16
"""Largest size of a header line in bytes."""
_LONGEST = 500
"""Largest length of a header's value in code points."""
_WEB_COPY = re.compile(r"^<(https?://[^<>\s]{1,2000})>")
_SIGNATURE = re.compile(r"^-- \n(?:.*\n?){0,20}\Z", re.MULTILINE)
_DAMAGED = (
    MessageError, ValueError, LookupError, TypeError, AttributeError, IndexError, AssertionError,
    OverflowError,
)  # fmt: skip
"""Errors that `email` raises for damaged messages."""


def extract(data: bytes, limits: Limits = Limits()) -> Iterator[ExtractedArticle]:
    """Yield the one article of the message `data`.

    The HTML part is read; the plain part if there is no other or if it has more words.

    Raises:
        ExtractionError: If it is not a message, exceeds a limit, or has no text.
    """
    _check_size(data, limits)
    try:
        message = BytesParser(EmailMessage, policy=_POLICY).parsebytes(data)
        yield _article(message)
    except RecursionError as error:
        raise ExtractionError("its parts are nested too deeply") from error
    except _DAMAGED as error:
        raise ExtractionError("it is a damaged message") from error


def _check_size(data: bytes, limits: Limits) -> None:
    """Raise `ExtractionError` for content that slows the parser: long headers, nested parts."""
    if len(data) > limits.unpacked:
        raise ExtractionError(f"it is larger than {limits.unpacked >> 20} MiB")
    head = data[: _end_of_header(data)]
    if not re.match(rb"[!-9;-~]+:", head):
        raise ExtractionError("it is not a message")
    if len(head) > _LONGEST_HEADER * 4 or max(map(len, head.split(b"\n"))) > _LONGEST_HEADER:
        raise ExtractionError("its header is too long")
    for count, _ in enumerate(_MULTIPART.finditer(data), 1):
        if count > limits.depth:
            raise ExtractionError(f"it has more than {limits.depth} parts that hold parts")


def _end_of_header(data: bytes) -> int:
    ends = [offset for offset in (data.find(b"\n\n"), data.find(b"\r\n\r\n")) if offset >= 0]
    return min(ends, default=len(data))


def _article(message: EmailMessage) -> ExtractedArticle:
    plain, page = _parts(message)
    article = _page_article(page) if page else None
    if article is None or len(plain.split()) > 2 * len(article.text.split()):
        text = _SIGNATURE.sub("", plain.replace("\r\n", "\n")).strip()
        article = ExtractedArticle(text)
    if not article.text.strip():
        raise ExtractionError("it holds no text")
    name, address = parseaddr(_header(message, "From"))
    name = name or address
    list_name, _ = parseaddr(_header(message, "List-Id"))
    web_copy = _WEB_COPY.match(_header(message, "Archived-At"))
    return article._replace(
        title=_header(message, "Subject") or article.title,
        outlet=list_name or name or article.outlet,
        author=article.author,
        date=_day(message) or article.date,
        language=_header(message, "Content-Language").split(",")[0].strip() or article.language,
        url=(web_copy[1] if web_copy else "") or article.url,
        key="",
    )


def _parts(message: EmailMessage) -> tuple[str, str]:
    """Return the plain part and the HTML part; attachments are left out."""
    plain: list[str] = []
    page = ""
    for count, part in enumerate(message.walk()):
        if count > _MOST_PARTS:
            raise ExtractionError(f"it has more than {_MOST_PARTS} parts")
        if part.is_multipart() or part.get_content_disposition() == "attachment":
            continue
        kind = part.get_content_type()
        if kind == "text/plain":
            plain.append(_text(part))
        elif kind == "text/html" and not page:
            page = _text(part)
    return "\n\n".join(plain), page


def _text(part: Any) -> str:
    """Return the text of a part in its encoding, even if its header names a wrong one."""
    content = part.get_payload(decode=True) or b""
    charset = str(part.get_content_charset() or "utf-8")
    try:
        text: str = content.decode(charset, "replace")
    except (LookupError, ValueError):
        text = content.decode("utf-8", "replace")
    return text.replace("\0", "")


def _page_article(page: str) -> ExtractedArticle | None:
    try:
        return article_of_page(page)
    except ExtractionError:
        return None


def _header(message: EmailMessage, name: str) -> str:
    return " ".join(str(message.get(name, "")).split())[:_LONGEST]


def _day(message: EmailMessage) -> str:
    header = _header(message, "Date")
    try:
        return parsedate_to_datetime(header).date().isoformat() if header else ""
    except (ValueError, TypeError, IndexError, OverflowError):
        return ""


def message_id(data: bytes) -> str:
    """Return the id in the header of the message `data`; empty if there is none."""
    head = data[: _end_of_header(data)]
    match = re.search(rb"^message-id:\s*<?([^<>\s]{1,500})", head, re.IGNORECASE | re.MULTILINE)
    return match[1].decode("ascii", "replace") if match else ""
