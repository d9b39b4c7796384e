"""Reader of MHTML: a page with its pictures in one file, as browsers save it."""

from collections.abc import Iterator
from email import policy
from email.errors import MessageError
from email.message import EmailMessage
from email.parser import BytesParser

from tui.formats.extracted_article import ExtractedArticle, ExtractionError, Limits
from tui.formats.web.elements import decode_markup
from tui.formats.web.html import article_of_page

_ADDRESSES = ("Snapshot-Content-Location", "Content-Location")


def extract(data: bytes, limits: Limits) -> Iterator[ExtractedArticle]:
    """Yield the article of the page in the file.

    Raises:
        ExtractionError: If there is no page in it, or it is not to be read.
    """
    try:
        message = BytesParser(EmailMessage, policy=policy.default).parsebytes(data.lstrip())
        page = _page(message, limits)
        article = article_of_page(page)
    except (MessageError, LookupError, ValueError, RecursionError) as error:
        raise ExtractionError("the saved page is damaged") from error
    address = next((value for name in _ADDRESSES if (value := str(message.get(name, "")))), "")
    is_address = address.startswith(("http://", "https://"))
    yield article._replace(url=article.url or address.partition("#")[0] * is_address)


def _page(message: EmailMessage, limits: Limits) -> str:
    """Return the first page of HTML among the parts of a message."""
    for number, part in enumerate(message.walk()):
        if number > limits.articles:
            break
        if part.get_content_type() in {"text/html", "application/xhtml+xml"}:
            data = part.get_payload(decode=True)
            if not isinstance(data, bytes):
                break
            charset = part.get_content_charset()
            return decode_markup(data) if charset is None else _decode(data, charset)
    raise ExtractionError("there is no page in it")


def _decode(data: bytes, charset: str) -> str:
    """Return the text of a part in the encoding that its head names, unless it is UTF-8."""
    try:
        return decode_markup(data.decode("utf-8").encode())
    except UnicodeDecodeError:
        return decode_markup(data.decode(charset, "replace").encode())
