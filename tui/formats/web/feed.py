"""Reader of feeds: RSS, Atom and JSON Feed; each entry is an article.

fastfeedparser reads the entries, after hostile content is refused.
"""

import hashlib
import re
from collections.abc import Iterator, Mapping
from typing import Any

from fastfeedparser import parse

from tui.formats.extracted_article import ExtractedArticle, ExtractionError, Limits
from tui.formats.web.elements import decode_markup, parse_page, parse_xml, text_of
from tui.formats.web.html import markdown_of_fragment, with_title
from tui.formats.web.markdown import escape_markdown
from tui.text.parsing.metadata import parse_day

_ENTRY = re.compile(rb"<(?:\w+:)?(?:item|entry)[\s>]")


def extract(data: bytes, limits: Limits) -> Iterator[ExtractedArticle]:
    """Yield the articles of a feed, in its order.

    Raises:
        ExtractionError: If it is not a feed, has no entries, or is hostile.
    """
    if sum(1 for _ in _ENTRY.finditer(data)) > limits.articles:
        raise ExtractionError(f"it has more than {limits.articles} entries")
    if not data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith((b"{", b"[")):
        parse_xml(data, limits)
    try:
        # The text has one encoding and no declaration, since some feeds declare a wrong one.
        feed: Mapping[str, Any] = parse(decode_markup(data).encode())
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise ExtractionError("it is no feed that can be read") from error
    entries = feed.get("entries") or []
    if len(entries) > limits.articles:
        raise ExtractionError(f"it has more than {limits.articles} entries")
    feed_values = feed.get("feed") or {}
    keys: set[str] = set()
    for entry in entries:
        article = _article(entry, feed_values)
        if article.text and article.key not in keys:
            keys.add(article.key)
            yield article
    if not keys:
        raise ExtractionError("the feed has no entries")


def _article(entry: Mapping[str, Any], feed_values: Mapping[str, Any]) -> ExtractedArticle:
    title, link = _line(_text(entry, "title")), _text(entry, "link")
    contents = [
        _text(content, "value")
        for content in entry.get("content") or ()
        if isinstance(content, dict)
    ]
    words = max([*contents, _text(entry, "description")], key=len)
    key = _text(entry, "id") or link
    outlet = _line(_text(feed_values, "title"))
    return ExtractedArticle(
        with_title(_markdown(words), title),
        is_markdown=True,
        title=title,
        outlet=outlet,
        author=_line(_text(entry, "author")),
        date=parse_day(_text(entry, "published") or _text(entry, "updated")),
        updated=parse_day(_text(entry, "updated")),
        language=_text(feed_values, "language"),
        url=link if link.startswith(("http://", "https://")) else "",
        group=outlet,
        key=key or hashlib.sha256(f"{title}\n{words}".encode()).hexdigest()[:16],
    )


def _text(values: Mapping[str, Any], name: str) -> str:
    value = values.get(name)
    return value.strip() if isinstance(value, str) else ""


def _markdown(words: str) -> str:
    """Return the content of an entry, HTML or plain words, as Markdown."""
    if "<" in words or "&" in words:
        return markdown_of_fragment(words)
    paragraphs = (" ".join(paragraph.split()) for paragraph in words.split("\n\n"))
    return "\n\n".join(escape_markdown(paragraph) for paragraph in paragraphs if paragraph)


def _line(words: str) -> str:
    """Return a title or a name on one line; of HTML its words."""
    return text_of(parse_page(words)) if words and ("<" in words or "&" in words) else words
